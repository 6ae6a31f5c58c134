//! Which records count, and when.

use super::*;

#[test]
fn a_record_before_the_adoption_counts_for_nothing() {
    let mut story = ungoverned("", GUIDELINES);
    write(&mut story, "2025-01-01", "pen", "A");
    both(&mut story, "2025-01-01");
    story.adopt("2025-01-02", ("ceo", "sponsor"));
    assert_eq!(now(&story), "A, stood before, since 2025-01-02");
    assert_eq!(story.state().records.len(), 1, "the adoption");
    assert_eq!(messages(&story).len(), 2);
    assert!(
        messages(&story)[0].starts_with("no model was in force when it arrived"),
        "{:?}",
        messages(&story)
    );
}

#[test]
fn a_record_counts_from_its_arrival_on() {
    let mut story = governed("", GUIDELINES);
    write(&mut story, "2026-01-10", "pen", "A");
    story.approve("2026-01-12", "ops as lead", ("one.md", ""));
    let late = story.approval("2026-01-12", "law as legal", ("one.md", ""));
    story.record("2026-02-20", &late);
    assert_eq!(now(&story), "A, issue 1, since 2026-02-20");
}

#[test]
fn a_record_that_counts_once_counts_for_good() {
    let mut story = governed("", GUIDELINES);
    write(&mut story, "2026-01-10", "pen", "A");
    story.approve("2026-01-12", "ops as lead", ("one.md", ""));
    let text = story.approval("2026-01-12", "ops as lead", ("one.md", ""));
    story.commit("2026-01-13", "pen", &[("governance/records/3.yaml", None)]);
    assert_eq!(story.state().records.len(), 2, "the adoption, and what ops signed");
    story.commit("2026-01-14", "ops", &[("governance/records/again.yaml", Some(&text))]);
    assert_eq!(story.state().records.len(), 2, "it is known by its content");
    story.approve("2026-01-15", "law as legal", ("one.md", ""));
    assert_eq!(now(&story), "A, issue 1, since 2026-01-15");
}

#[test]
fn a_record_that_is_moved_does_not_arrive_again() {
    let mut story = governed("", GUIDELINES);
    write(&mut story, "2026-01-10", "pen", "A");
    let wrong = story.approval("2026-01-12", "lab as legal", ("one.md", ""));
    story.commit("2026-01-12", "lab", &[("governance/records/a.yaml", Some(&wrong))]);
    story.commit(
        "2026-01-13",
        "pen",
        &[("governance/records/a.yaml", None), ("governance/records/b.yaml", Some(&wrong))],
    );
    assert_eq!(messages(&story), ["`lab` did not hold the role `legal` on 12 Jan 2026"]);
}

#[test]
fn the_role_is_held_on_the_day_of_the_record_and_on_that_of_its_arrival() {
    let mut story = governed("", GUIDELINES);
    let lead = "{name: ops, to: 2026-01-31}, {name: web, from: 2026-02-01}";
    story.commit("2025-02-01", "ceo", &[("lead.md", Some(&role("lead", lead)))]);
    story.approve("2025-02-01", "ceo as sponsor", ("lead.md", ""));
    write(&mut story, "2026-01-10", "pen", "A");
    let late = story.approval("2026-01-31", "ops as lead", ("one.md", ""));
    let early = story.approval("2026-01-31", "web as lead", ("one.md", ""));
    story.record("2026-02-01", &late);
    story.record("2026-02-01", &early);
    assert_eq!(
        messages(&story),
        [
            "`ops` did not hold the role `lead` on 1 Feb 2026",
            "`web` did not hold the role `lead` on 31 Jan 2026"
        ]
    );
}

#[test]
fn a_record_of_a_day_to_come_does_not_count() {
    let mut story = governed("", GUIDELINES);
    write(&mut story, "2026-01-10", "pen", "A");
    let text = story.approval("2026-05-12", "ops as lead", ("one.md", ""));
    story.record("2026-01-12", &text);
    assert_eq!(messages(&story), ["the record is of 12 May 2026, which was still to come"]);
}

#[test]
fn a_day_never_goes_backwards() {
    let mut story = governed("", GUIDELINES);
    write(&mut story, "2026-01-10", "pen", "A");
    story.approve("2026-01-20", "ops as lead", ("one.md", ""));
    // The clock of whoever commits this is wrong.
    story.approve("2026-01-12", "law as legal", ("one.md", ""));
    assert_eq!(now(&story), "A, issue 1, since 2026-01-20");
    let days: Vec<_> = story.state().commits.iter().map(|(_, day)| *day).collect();
    assert!(days.is_sorted(), "{days:?}");
}

#[test]
fn the_zone_in_force_says_when_a_day_begins() {
    let mut story = ungoverned("", GUIDELINES);
    let site = format!("timezone = \"Europe/Vienna\"\n{SITE}");
    story.commit("2025-01-01", "ceo", &[("site.toml", Some(&site))]);
    story.adopt("2025-01-02", ("ceo", "sponsor"));
    write(&mut story, "2026-01-10", "pen", "A");
    story.approve("2026-01-12", "ops as lead", ("one.md", ""));
    let text = story.approval("2026-01-12", "law as legal", ("one.md", ""));
    story.record("2026-01-12T23:30", &text);
    assert_eq!(now(&story), "A, issue 1, since 2026-01-13");
}

#[test]
fn who_commits_for_another_proves_nothing_where_the_model_wants_the_committer() {
    let mut story = governed("proof: committer\n", GUIDELINES);
    write(&mut story, "2026-01-10", "pen", "A");
    story.approve("2026-01-12", "ops as lead", ("one.md", ""));
    let text = story.approval("2026-01-12", "law as legal", ("one.md", ""));
    story.record_by("2026-01-12", "law, brought by pen", &text);
    assert_eq!(now(&story), "nothing");
    assert!(
        messages(&story)[0].starts_with("it is not proven that `law` made this record"),
        "{:?}",
        messages(&story)
    );
}

#[test]
fn a_signature_is_held_to_the_list_in_force() {
    let site = format!("{SITE}signers = \"signers\"\n");
    let mut story = ungoverned("proof: signed\n", GUIDELINES);
    let list = "ceo@example.org\nops@example.org\n";
    story.commit("2025-01-01", "ceo", &[("site.toml", Some(&site)), ("signers", Some(list))]);
    story.sign();
    let adoption = story.adoption("2025-01-02", ("ceo", "sponsor"));
    let signers = format!("  - {{reference: signers, file: signers, id: {}}}\n", text_id(list));
    story.record("2025-01-02", &(adoption + &signers));
    write(&mut story, "2026-01-10", "pen", "A");
    // Whoever changes the list does not thereby sign: it is not in force.
    story.commit("2026-01-11", "law", &[("signers", Some("law@example.org\n"))]);
    both(&mut story, "2026-01-12");
    let signed: Vec<_> = story.state().records.iter().map(|record| record.person.clone()).collect();
    assert_eq!(signed, ["ceo".into(), "ops".into()]);
}

#[test]
fn records_of_one_commit_are_judged_in_the_order_of_their_days() {
    let mut story = governed("appointed_by: sponsor\n", GUIDELINES);
    write(&mut story, "2026-01-10", "pen", "A");
    let appointed = record(
        "appointment",
        "2026-01-11",
        "ceo as sponsor",
        "appoints: {role: lead, person: web}\nreason: New.\n",
    );
    let text = story.approval("2026-01-12", "web as lead", ("one.md", ""));
    let files = [
        ("governance/records/a.yaml", Some(text.as_str())),
        ("governance/records/b.yaml", Some(appointed.as_str())),
    ];
    story.commit("2026-01-12", "ceo", &files);
    assert_eq!(messages(&story), [""; 0]);
    assert_eq!(story.state().records.len(), 3);
}

#[test]
fn a_record_that_is_written_wrongly_is_told_and_does_not_count() {
    let mut story = governed("", GUIDELINES);
    story.record("2026-01-12", "record: aproval\nperson: ops\n");
    assert_eq!(messages(&story), ["there is no kind of record `aproval`"]);
    assert_eq!(story.state().records.len(), 1);
}

#[test]
fn what_was_wrong_with_a_record_is_forgotten_once_it_is_mended() {
    let mut story = governed("", GUIDELINES);
    write(&mut story, "2026-01-10", "pen", "A");
    let good = story.approval("2026-01-12", "ops as lead", ("one.md", ""));
    let file = "governance/records/a.yaml";
    story.commit("2026-01-12", "ops", &[(file, Some(&good.replace("role: lead", "role: leed")))]);
    assert_eq!(messages(&story), ["there is no role `leed` that is in force"]);
    story.commit("2026-01-13", "ops", &[(file, Some(&good))]);
    assert_eq!((story.state().records.len(), messages(&story)), (2, Vec::new()));
}

#[test]
fn a_control_that_the_model_does_not_have_is_neither_attested_nor_waived() {
    let mut story = governed("", GUIDELINES);
    for control in ["C-1", "C-9"] {
        let lines = format!("control: {control}\n");
        story.record("2026-01-12", &record("attestation", "2026-01-12", "ops as lead", &lines));
    }
    assert_eq!(messages(&story), ["the model in force has no control `C-9`"]);
}
