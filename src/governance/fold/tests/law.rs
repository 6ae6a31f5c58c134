//! The model in force, its keys, and how another takes its place.

use super::*;

const LEAD: &str = "{id: C-1, statement: So., for: {kind: guideline}, require: {approved_by: {roles: [lead]}}, accountable: lead}";

/// Commits another text of the model, and has the role that adopts it approve that.
fn revise(story: &mut Story, when: &str, controls: &str) {
    story.commit(when, "ceo", &[("model.md", Some(&model("", controls)))]);
    approve_model(story, when, "ceo as sponsor");
}

fn approve_model(story: &mut Story, when: &str, who: &str) {
    let (person, role) = who.split_once(" as ").expect("who");
    let seen = story.state().law().expect("a model").text.exact.text;
    let text = format!("against: {seen}\n{}", story.approval_of_model(when, (person, role)));
    story.record(when, &text);
}

#[test]
fn a_model_that_the_wrong_role_adopts_is_not_in_force() {
    let mut story = ungoverned("", GUIDELINES);
    story.adopt("2025-01-02", ("law", "legal"));
    assert!(story.state().law().is_none());
    assert_eq!(messages(&story), ["`sponsor` adopts the first model, not `legal`"]);
}

#[test]
fn the_adoption_names_the_text_that_its_commit_has() {
    let mut story = ungoverned("", GUIDELINES);
    let text = story.adoption("2025-01-02", ("ceo", "sponsor"));
    story.commit("2025-01-02", "pen", &[("model.md", Some(&model("", LEAD)))]);
    story.record("2025-01-02", &text);
    assert!(story.state().law().is_none());
    assert_eq!(
        messages(&story),
        ["the model, the settings or a file that it names are not those that it approves"]
    );
}

#[test]
fn an_adoption_without_the_pages_of_roles_has_no_signer() {
    let mut story = ungoverned("", GUIDELINES);
    let text = story.approval_of_model("2025-01-02", ("ceo", "sponsor"));
    story.record("2025-01-02", &text);
    assert!(story.state().law().is_none());
    assert_eq!(messages(&story), ["there is no role `sponsor` that is in force"]);
}

#[test]
fn the_adoption_brings_the_pages_of_roles_into_force() {
    let story = governed("", GUIDELINES);
    let state = story.state();
    assert_eq!(stands(&story, &state, "lead"), "A role., issue 1, since 2025-01-02");
    assert_eq!(stands(&story, &state, "GM-1"), "Model., issue 1, since 2025-01-02");
    assert_eq!(state.root(), state.commits.get(1).map(|(commit, _)| *commit));
}

#[test]
fn a_draft_of_the_model_asks_nothing() {
    let mut story = governed("", GUIDELINES);
    story.commit("2026-01-01", "ceo", &[("model.md", Some(&model("", LEAD)))]);
    write(&mut story, "2026-01-10", "pen", "A");
    story.approve("2026-01-12", "ops as lead", ("one.md", ""));
    assert_eq!(now(&story), "nothing");
    assert_eq!(story.state().laws.len(), 1);
}

#[test]
fn a_change_of_the_model_alone_brings_no_text_into_force_and_takes_none_out() {
    let mut story = governed("", GUIDELINES);
    write(&mut story, "2026-01-10", "pen", "A");
    story.approve("2026-01-12", "ops as lead", ("one.md", ""));
    revise(&mut story, "2026-01-20", LEAD);
    assert_eq!(story.state().laws.len(), 2);
    assert_eq!(now(&story), "nothing", "it asks less now");
    let mut story = governed("", LEAD);
    write(&mut story, "2026-01-10", "pen", "A");
    story.approve("2026-01-12", "ops as lead", ("one.md", ""));
    revise(&mut story, "2026-01-20", GUIDELINES);
    assert_eq!(now(&story), "A, issue 1, since 2026-01-12", "it asks more now");
}

#[test]
fn an_approval_is_not_lost_to_a_later_model() {
    let mut story = governed("", GUIDELINES);
    write(&mut story, "2026-01-10", "pen", "A");
    story.approve("2026-01-12", "ops as lead", ("one.md", ""));
    revise(&mut story, "2026-01-20", &GUIDELINES.replace("[lead, legal]", "[lead, safety]"));
    story.approve("2026-01-21", "lab as safety", ("one.md", ""));
    assert_eq!(now(&story), "A, issue 1, since 2026-01-21");
}

#[test]
fn under_a_stricter_model_the_missing_role_signs_the_text_in_force() {
    let mut story = governed("", LEAD);
    write(&mut story, "2026-01-10", "pen", "A");
    story.approve("2026-01-12", "ops as lead", ("one.md", ""));
    revise(&mut story, "2026-01-20", GUIDELINES);
    story.approve("2026-01-21", "law as legal", ("one.md", ""));
    let state = story.state();
    let issue = state.lives["GL-1"].issue().expect("an issue");
    assert_eq!((issue.number, issue.basis.records().len()), (Some(1), 2));
}

#[test]
fn what_was_approved_for_good_is_not_in_force_for_a_while_by_a_later_model() {
    let mut story = governed("", LEAD);
    write(&mut story, "2026-01-10", "pen", "A");
    story.approve("2026-01-12", "ops as lead", ("one.md", ""));
    let in_emergency = GUIDELINES
        .replace("roles: [lead, legal]", "roles: [lead, legal], provisional: {role: safety, for: 2d}");
    assert_ne!(in_emergency, GUIDELINES);
    revise(&mut story, "2026-01-20", &in_emergency);
    story.approve("2026-01-21", "lab as safety", ("one.md", "provisional: true\n"));
    assert_eq!(now(&story), "A, issue 1, since 2026-01-12");
    story.commit("2026-02-10", "pen", &[("two.md", Some("---\ntitle: Two\n---\n"))]);
    assert_eq!(now(&story), "A, issue 1, since 2026-01-12", "nor is it nothing after that while");
}

#[test]
fn a_revision_of_the_model_is_judged_by_the_one_in_force() {
    let of_model = "{id: C-0, statement: So., for: {kind: governance-model}, require: {approved_by: {roles: [ROLE]}}, accountable: lead}";
    let (legal, lead) = (of_model.replace("ROLE", "legal"), of_model.replace("ROLE", "lead"));
    let mut story = governed("", &legal);
    story.commit("2026-01-10", "ops", &[("model.md", Some(&model("", &lead)))]);
    approve_model(&mut story, "2026-01-11", "ops as lead");
    assert_eq!(story.state().laws.len(), 1, "a new model cannot say who adopts it");
    approve_model(&mut story, "2026-01-12", "law as legal");
    assert_eq!(story.state().laws.len(), 2);
}

#[test]
fn the_keys_come_into_force_with_the_model_and_not_before() {
    let in_profile = GUIDELINES.replace("accountable", "profile: strict, accountable");
    let mut story = governed("", &in_profile);
    write(&mut story, "2026-01-10", "pen", "A");
    let site = format!("{SITE}profiles = [\"strict\"]\n");
    story.commit("2026-01-11", "pen", &[("site.toml", Some(&site))]);
    assert_eq!(now(&story), "nothing", "nobody approved the profile");
    approve_model(&mut story, "2026-01-12", "ceo as sponsor");
    assert_eq!(now(&story), "A, stood before, since 2026-01-12");
}

#[test]
fn a_model_that_cannot_be_read_does_not_come_into_force() {
    let mut story = governed("", GUIDELINES);
    revise(&mut story, "2026-01-10", &GUIDELINES.replace("approved_by", "aproved_by"));
    assert_eq!(story.state().laws.len(), 1);
    assert_eq!(
        messages(&story),
        ["the model cannot come into force: there is no rule `aproved_by`: did you mean `approved_by`?"]
    );
}

#[test]
fn a_model_that_nobody_can_satisfy_does_not_come_into_force() {
    let mut story = governed("", GUIDELINES);
    let left = role("safety", "{name: lab, to: 2025-12-31}");
    story.commit("2025-02-01", "ceo", &[("safety.md", Some(&left))]);
    story.approve("2025-02-01", "ceo as sponsor", ("safety.md", ""));
    revise(&mut story, "2026-01-10", &GUIDELINES.replace("legal", "safety"));
    assert_eq!(story.state().laws.len(), 1);
    assert_eq!(
        messages(&story),
        ["the model cannot come into force: nobody holds the role `safety`, whose approval `C-1` asks"]
    );
}

#[test]
fn no_model_comes_into_force_for_now() {
    let of_model = "{id: C-0, statement: So., for: {kind: governance-model}, require: {approved_by: {roles: [legal], provisional: {role: lead, for: 2d}}}, accountable: lead}";
    let mut story = governed("", of_model);
    story.commit("2026-01-10", "ops", &[("model.md", Some(&model("", LEAD)))]);
    let seen = story.state().law().expect("a model").text.exact.text;
    let text = story.approval_of_model("2026-01-11", ("ops", "lead"));
    story.record("2026-01-11", &format!("provisional: true\nagainst: {seen}\n{text}"));
    assert_eq!(story.state().laws.len(), 1);
}

#[test]
fn a_page_that_links_a_file_named_like_the_settings_is_no_model() {
    let mut story = governed("", GUIDELINES);
    let text = guideline("shows site.toml\nA");
    story.commit("2026-01-10", "pen", &[("one.md", Some(&text))]);
    let against = story.state().law().expect("a model").text.exact.text;
    let id = text_id(SITE);
    let lines = format!(
        "page: GL-1\ntext: {}\nagainst: {against}\nfiles: [{{reference: site.toml, file: site.toml, id: {id}}}]\n",
        text_id(&text)
    );
    for who in ["ceo as sponsor", "ops as lead", "law as legal"] {
        story.record("2026-01-11", &record("approval", "2026-01-11", who, &lines));
    }
    assert_eq!(now(&story), "nothing");
    assert_eq!(&*story.state().law().expect("a model").page, "GM-1");
}

#[test]
fn a_page_that_states_no_controls_is_no_model() {
    let mut story = governed("", GUIDELINES);
    let text = "---\nkind: governance-model\nid: GM-1\nproof: none\n---\nModel.\n";
    story.commit("2026-01-10", "ceo", &[("model.md", Some(text))]);
    approve_model(&mut story, "2026-01-11", "ceo as sponsor");
    assert_eq!(messages(&story), ["the model cannot come into force: it states no `controls`"]);
}

#[test]
fn settings_with_an_error_come_into_force_in_no_part() {
    let mut story = governed("", GUIDELINES);
    let broken = format!("timezone = \"Nowhere/Land\"\n{SITE}");
    story.commit("2026-01-10", "ceo", &[("site.toml", Some(&broken))]);
    approve_model(&mut story, "2026-01-11", "ceo as sponsor");
    let state = story.state();
    assert_eq!(state.laws.len(), 1, "{:?}", messages(&story));
}

#[test]
fn an_adoption_says_what_proves_nobody_and_what_would() {
    let mut story = ungoverned("proof: committer\n", GUIDELINES);
    let text = story.adoption("2025-01-02", ("ceo", "sponsor"));
    story.record_by("2025-01-02", "pen", &text);
    assert!(story.state().law().is_none());
    let findings = story.state().findings;
    let [finding] = &findings[..] else { panic!("{findings:?}") };
    assert!(finding.message.contains("was made by somebody else"), "{}", finding.message);
    assert_eq!(finding.hints, ["`ceo` puts it on record once more and commits that as themselves"]);
    let mut story = ungoverned("proof: signed\n", GUIDELINES);
    story.adopt("2025-01-02", ("ceo", "sponsor"));
    let findings = story.state().findings;
    assert!(findings[0].message.contains("carries no signature"), "{}", findings[0].message);
    assert!(findings[0].hints[0].ends_with("with `git commit -S`"), "{:?}", findings[0].hints);
}
