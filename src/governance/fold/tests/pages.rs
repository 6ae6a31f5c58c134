//! Whose text is whose: ids, moves, copies, facts.

use super::*;

fn approved() -> Story {
    let mut story = governed("", GUIDELINES);
    write(&mut story, "2026-01-10", "pen", "A");
    both(&mut story, "2026-01-12");
    story
}

fn file_in_force(story: &Story) -> String {
    story.state().lives["GL-1"].text().expect("a text").file.to_string()
}

#[test]
fn a_copied_id_changes_nothing() {
    let mut story = approved();
    story.commit("2026-01-20", "mallory", &[("copy.md", Some(&guideline("B")))]);
    assert_eq!(story.state().file_of("GL-1").map(ToString::to_string).as_deref(), Some("one.md"));
    let lines =
        format!("page: GL-1\ntext: {}\nagainst: {}\n", text_id(&guideline("B")), text_id(&guideline("A")));
    for who in ["ops as lead", "law as legal"] {
        story.record("2026-01-21", &record("approval", "2026-01-21", who, &lines));
    }
    assert_eq!(
        now(&story),
        "A, issue 1, since 2026-01-12",
        "the text was never that of the page with the id"
    );
}

#[test]
fn of_two_files_with_an_id_that_nobody_holds_neither_is_the_page() {
    let mut story = governed("", GUIDELINES);
    let page = guideline("A");
    story.commit("2026-01-10", "pen", &[("one.md", Some(&page)), ("two.md", Some(&page))]);
    assert_eq!(story.state().file_of("GL-1"), None);
    both(&mut story, "2026-01-12");
    assert_eq!(now(&story), "nothing");
}

#[test]
fn a_move_that_changes_no_facts_takes_effect_at_once() {
    let mut story = approved();
    story.commit("2026-01-20", "pen", &[("one.md", None), ("two.md", Some(&guideline("A")))]);
    assert_eq!(now(&story), "A, issue 1, since 2026-01-12");
    assert_eq!(file_in_force(&story), "two.md");
}

#[test]
fn a_move_to_another_folder_waits_for_approval() {
    let mut story = approved();
    story.commit("2026-01-20", "pen", &[("one.md", None), ("new/one.md", Some(&guideline("A")))]);
    assert_eq!(file_in_force(&story), "one.md");
    assert_eq!(now(&story), "A, issue 1, since 2026-01-12");
}

#[test]
fn a_move_with_another_text_waits_for_approval() {
    let mut story = approved();
    story.commit("2026-01-20", "pen", &[("one.md", None), ("two.md", Some(&guideline("B")))]);
    assert_eq!(
        (now(&story).as_str(), file_in_force(&story).as_str()),
        ("A, issue 1, since 2026-01-12", "one.md")
    );
    for who in ["ops as lead", "law as legal"] {
        story.approve("2026-01-21", who, ("two.md", ""));
    }
    assert_eq!(
        (now(&story).as_str(), file_in_force(&story).as_str()),
        ("B, issue 2, since 2026-01-21", "two.md")
    );
}

const BY_KIND: &str = "{id: C-1, statement: So., for: {kind: guideline}, require: {approved_by: {roles: [lead]}}, accountable: lead}, {id: C-2, statement: So., for: {kind: objective}, require: {approved_by: {roles: [legal]}}, accountable: legal}";

#[test]
fn what_the_draft_says_and_what_the_text_in_force_says_both_ask() {
    let mut story = governed("", BY_KIND);
    write(&mut story, "2026-01-10", "pen", "A");
    story.approve("2026-01-12", "ops as lead", ("one.md", ""));
    assert_eq!(now(&story), "A, issue 1, since 2026-01-12");
    let other = guideline("B").replace("guideline", "objective");
    story.commit("2026-01-20", "pen", &[("one.md", Some(&other))]);
    story.approve("2026-01-21", "law as legal", ("one.md", ""));
    assert_eq!(now(&story), "A, issue 1, since 2026-01-12", "a draft does not choose its own signatories");
    story.approve("2026-01-22", "ops as lead", ("one.md", ""));
    assert_eq!(now(&story), "B, issue 2, since 2026-01-22");
}

#[test]
fn a_text_that_loses_the_last_control_needs_a_withdrawal() {
    let mut story = approved();
    let other = guideline("B").replace("kind: guideline\n", "");
    story.commit("2026-01-20", "pen", &[("one.md", Some(&other))]);
    both(&mut story, "2026-01-21");
    assert_eq!(now(&story), "A, issue 1, since 2026-01-12");
    story.record(
        "2026-01-22",
        &record("withdrawal", "2026-01-22", "ops as lead", "page: GL-1\nreason: Old.\n"),
    );
    assert_eq!(now(&story), "withdrawn on 2026-01-22");
}

#[test]
fn drafts_change_nothing() {
    let mut story = approved();
    write(&mut story, "2026-01-20", "pen", "B");
    story.commit("2026-01-21", "pen", &[("one.md", None)]);
    assert_eq!(now(&story), "A, issue 1, since 2026-01-12");
}

#[test]
fn back_to_the_text_in_force_nothing_waits() {
    let mut story = approved();
    write(&mut story, "2026-01-20", "pen", "B");
    write(&mut story, "2026-01-21", "pen", "A");
    let state = story.state();
    assert_eq!(now(&story), "A, issue 1, since 2026-01-12");
    assert_eq!(state.lives["GL-1"].issues.len(), 1);
}
