//! Taking control of pages, and the pages of roles.

use super::*;

#[test]
fn the_first_model_pulls_no_text() {
    let mut story = ungoverned("", GUIDELINES);
    write(&mut story, "2025-01-01", "pen", "A");
    story.adopt("2025-01-02", ("ceo", "sponsor"));
    assert_eq!(now(&story), "A, stood before, since 2025-01-02");
    both(&mut story, "2025-01-03");
    assert_eq!(now(&story), "A, issue 1, since 2025-01-03", "what only stood had no number");
}

#[test]
fn a_control_takes_control_on_the_day_on_which_it_begins() {
    let since = GUIDELINES.replace("accountable", "since: 2026-03-01, accountable");
    let mut story = governed("", &since);
    write(&mut story, "2026-01-10", "pen", "A");
    assert_eq!(on(&story, "2026-02-28"), "nothing");
    assert_eq!(on(&story, "2026-03-01"), "A, stood before, since 2026-03-01");
}

#[test]
fn a_page_that_comes_under_control_by_its_own_change_stands_only_once_it_is_approved() {
    let mut story = governed("", GUIDELINES);
    story.commit("2026-01-10", "pen", &[("one.md", Some(&guideline("A").replace("kind: guideline\n", "")))]);
    write(&mut story, "2026-01-20", "pen", "A");
    assert_eq!(now(&story), "nothing");
}

#[test]
fn a_page_of_a_role_without_a_control_is_asked_what_the_model_asks_of_itself() {
    let of_model = "{id: C-0, statement: So., for: {kind: governance-model}, require: {approved_by: {roles: [legal]}}, accountable: legal}";
    for (controls, signer) in
        [(GUIDELINES.to_owned(), "ceo as sponsor"), (format!("{GUIDELINES}, {of_model}"), "law as legal")]
    {
        let mut story = governed("", &controls);
        story.commit("2026-01-10", "mallory", &[("lead.md", Some(&role("lead", "{name: mallory}")))]);
        assert_eq!(*holders(&story.state(), "lead"), ["ops".into()], "a draft names nobody");
        story.approve("2026-01-11", "ops as lead", ("lead.md", ""));
        assert_eq!(*holders(&story.state(), "lead"), ["ops".into()]);
        story.approve("2026-01-12", signer, ("lead.md", ""));
        assert_eq!(*holders(&story.state(), "lead"), ["mallory".into()], "{signer}");
    }
}

#[test]
fn a_role_that_the_adoption_does_not_name_is_held_by_nobody_until_its_page_is_approved() {
    let mut story = governed("", GUIDELINES);
    story.commit("2026-01-10", "pen", &[("press.md", Some(&role("press", "{name: pat}")))]);
    assert_eq!(holders(&story.state(), "press").len(), 0);
    story.approve("2026-01-11", "ceo as sponsor", ("press.md", ""));
    assert_eq!(*holders(&story.state(), "press"), ["pat".into()]);
}

fn appointment(when: &str, who: &str, role: &str) -> String {
    record("appointment", when, who, &format!("appoints: {{role: {role}, person: web}}\nreason: New.\n"))
}

#[test]
fn the_role_that_the_model_names_appoints() {
    let mut story = governed("appointed_by: legal\n", GUIDELINES);
    story.record("2026-01-10", &appointment("2026-01-10", "ops as lead", "lead"));
    assert_eq!(messages(&story), ["`legal` appoints, not `lead`"]);
    story.record("2026-01-11", &appointment("2026-01-11", "law as legal", "lead"));
    assert_eq!(*holders(&story.state(), "lead"), ["ops".into(), "web".into()]);
}

#[test]
fn nobody_appoints_themselves() {
    let mut story = governed("appointed_by: legal\n", GUIDELINES);
    let lines = "appoints: {role: lead, person: Law}\nreason: Gone.\n";
    story.record("2026-02-10", &record("appointment", "2026-02-10", "law as legal", lines));
    assert_eq!(messages(&story), ["nobody appoints themselves, under whatever name"]);
}

#[test]
fn who_is_appointed_as_of_an_earlier_day_has_not_signed_before() {
    let mut story = governed("appointed_by: legal\n", GUIDELINES);
    write(&mut story, "2026-02-01", "pen", "A");
    let signed = story.approval("2026-02-02", "new as lead", ("one.md", ""));
    let lines = "appoints: {role: lead, person: new, from: 2026-01-01}\nreason: Gone.\n";
    story.record("2026-02-10", &record("appointment", "2026-02-10", "law as legal", lines));
    story.record("2026-02-11", &signed);
    let message = "on 2 Feb 2026 nothing in force said that `new` holds the role `lead`; what says so arrived later, and a record of a day since then counts";
    assert_eq!(messages(&story), [message]);
    story.approve("2026-02-12", "new as lead", ("one.md", ""));
    assert_eq!(messages(&story).len(), 1, "{:?}", messages(&story));
}

#[test]
fn where_the_model_names_nobody_who_appoints_nobody_does() {
    let mut story = governed("", GUIDELINES);
    story.record("2026-01-10", &appointment("2026-01-10", "ceo as sponsor", "lead"));
    assert_eq!(messages(&story), ["the model names no role that appoints (`appointed_by`)"]);
}

#[test]
fn the_adopting_role_appoints_where_nobody_is_left_who_could_change_the_model() {
    let of_model = "{id: C-0, statement: So., for: {kind: governance-model}, require: {approved_by: {roles: [lead]}}, accountable: lead}";
    let mut story = governed("", &format!("{GUIDELINES}, {of_model}"));
    let left = role("lead", "{name: ops, to: 2026-01-31}");
    story.commit("2026-01-10", "ops", &[("lead.md", Some(&left))]);
    story.approve("2026-01-11", "ops as lead", ("lead.md", ""));
    story.record("2026-01-20", &appointment("2026-01-20", "ceo as sponsor", "lead"));
    assert_eq!(messages(&story).len(), 1, "somebody holds it still");
    story.record("2026-02-01", &appointment("2026-02-01", "ceo as sponsor", "lead"));
    assert_eq!(*holders(&story.state(), "lead"), ["web".into()]);
    assert_eq!(holders(&story.state_on("2026-04-01"), "lead").len(), 0, "for a while");
}

/// Has a later model name another role that appoints, and then something that has the roles read anew.
fn name_another_who_appoints(story: &mut Story, when: &str, (more, controls): (&str, &str), who: &[&str]) {
    story.commit(when, "ceo", &[("model.md", Some(&model(more, controls)))]);
    for who in who {
        let (person, role) = who.split_once(" as ").expect("who");
        let seen = story.state().law().expect("a model").text.exact.text;
        let text = format!("against: {seen}\n{}", story.approval_of_model(when, (person, role)));
        story.record(when, &text);
    }
    assert_eq!(story.state().laws.len(), 2, "{:?}", messages(story));
    story.commit(when, "pen", &[("press.md", Some(&role("press", "{name: pat}")))]);
    for who in who {
        story.approve(when, who, ("press.md", ""));
    }
    assert_eq!(*holders(&story.state(), "press"), ["pat".into()], "{:?}", messages(story));
}

#[test]
fn who_was_appointed_as_the_model_asked_stays_whoever_appoints_later() {
    let mut story = governed("appointed_by: legal\n", GUIDELINES);
    story.record("2026-01-10", &appointment("2026-01-10", "law as legal", "lead"));
    name_another_who_appoints(
        &mut story,
        "2026-01-20",
        ("appointed_by: safety\n", GUIDELINES),
        &["ceo as sponsor"],
    );
    assert_eq!(*holders(&story.state_on("2026-06-01"), "lead"), ["ops".into(), "web".into()]);
}

#[test]
fn who_was_appointed_in_need_does_not_stay_whoever_appoints_later() {
    let of_model = "{id: C-0, statement: So., for: {kind: governance-model}, require: {approved_by: {roles: [lead]}}, accountable: lead}";
    let mut story = governed("", of_model);
    let left = role("lead", "{name: ops, to: 2026-01-31}");
    story.commit("2026-01-10", "ops", &[("lead.md", Some(&left))]);
    story.approve("2026-01-11", "ops as lead", ("lead.md", ""));
    story.record("2026-02-01", &appointment("2026-02-01", "ceo as sponsor", "lead"));
    name_another_who_appoints(
        &mut story,
        "2026-02-02",
        ("appointed_by: sponsor\n", of_model),
        &["web as lead"],
    );
    assert_eq!(*holders(&story.state(), "lead"), ["web".into()]);
    assert_eq!(holders(&story.state_on("2026-04-01"), "lead").len(), 0, "for a while");
}
