//! When a text has what it needs.

use super::*;

#[test]
fn a_text_is_in_force_once_all_have_signed() {
    let mut story = governed("", GUIDELINES);
    write(&mut story, "2026-01-10", "pen", "A");
    story.approve("2026-01-12", "ops as lead", ("one.md", ""));
    assert_eq!(now(&story), "nothing");
    story.approve("2026-01-14", "law as legal", ("one.md", ""));
    assert_eq!(now(&story), "A, issue 1, since 2026-01-14");
    assert_eq!(messages(&story), [""; 0]);
}

#[test]
fn an_approval_against_another_text_than_the_one_in_force_does_not_count() {
    let mut story = governed("", GUIDELINES);
    write(&mut story, "2026-01-10", "pen", "A");
    both(&mut story, "2026-01-12");
    write(&mut story, "2026-01-20", "pen", "B");
    let (text, sees) =
        (text_id(&guideline("B")), |who: &str, lines: &str| record("approval", "2026-01-21", who, lines));
    story.record("2026-01-21", &sees("ops as lead", &format!("page: GL-1\npath: one.md\ntext: {text}\n")));
    story.record(
        "2026-01-21",
        &sees("law as legal", &format!("page: GL-1\npath: one.md\ntext: {text}\nagainst: {text}\n")),
    );
    assert_eq!(now(&story), "A, issue 1, since 2026-01-12");
    assert_eq!(
        messages(&story),
        [
            format!("it does not say that it saw the text in force, which is {}", short(&guideline("A"))),
            "another text is in force than the one that it was held against".to_owned(),
        ]
    );
    both(&mut story, "2026-01-22");
    assert_eq!(now(&story), "B, issue 2, since 2026-01-22");
}

#[test]
fn an_approval_does_not_count_once_another_text_has_come_into_force() {
    let mut story = governed("", GUIDELINES);
    write(&mut story, "2026-01-10", "pen", "A");
    story.approve("2026-01-11", "ops as lead", ("one.md", ""));
    write(&mut story, "2026-01-12", "pen", "B");
    both(&mut story, "2026-01-13");
    write(&mut story, "2026-01-14", "pen", "A");
    story.approve("2026-01-15", "law as legal", ("one.md", ""));
    assert_eq!(now(&story), "B, issue 1, since 2026-01-13", "ops has not signed against B");
}

#[test]
fn an_approval_for_a_later_day_comes_into_force_on_it() {
    let mut story = governed("", GUIDELINES);
    write(&mut story, "2026-01-10", "pen", "A");
    story.approve("2026-01-12", "ops as lead", ("one.md", ""));
    story.approve("2026-01-12", "law as legal", ("one.md", "effective: 2026-03-01\n"));
    assert_eq!(on(&story, "2026-02-28"), "nothing");
    assert_eq!(on(&story, "2026-03-01"), "A, issue 1, since 2026-03-01");
    story.commit("2026-04-01", "pen", &[("other.md", Some("Words.\n"))]);
    assert_eq!(now(&story), "A, issue 1, since 2026-03-01", "days that no commit is of pass as well");
}

#[test]
fn what_is_approved_for_a_later_day_yields_to_what_comes_into_force_before_it() {
    let mut story = governed("", GUIDELINES);
    write(&mut story, "2026-01-10", "pen", "A");
    both(&mut story, "2026-01-12");
    write(&mut story, "2026-01-20", "pen", "B");
    for who in ["ops as lead", "law as legal"] {
        story.approve("2026-01-21", who, ("one.md", "effective: 2026-03-01\n"));
    }
    write(&mut story, "2026-02-01", "pen", "C");
    both(&mut story, "2026-02-02");
    assert_eq!(on(&story, "2026-03-02"), "C, issue 2, since 2026-02-02");
}

#[test]
fn an_approval_waits_until_its_text_is_on_the_line() {
    let mut story = governed("", GUIDELINES);
    let mut ahead = governed("", GUIDELINES);
    write(&mut ahead, "2026-01-10", "pen", "A");
    for who in ["ops as lead", "law as legal"] {
        let text = ahead.approval("2026-01-10", who, ("one.md", ""));
        story.record("2026-01-11", &text);
    }
    assert_eq!(now(&story), "nothing");
    write(&mut story, "2026-01-20", "pen", "A");
    assert_eq!(now(&story), "A, issue 1, since 2026-01-20");
}

#[test]
fn a_text_that_is_completed_after_a_later_one_gets_no_issue() {
    let mut story = governed("", GUIDELINES);
    write(&mut story, "2026-01-10", "pen", "A");
    let older: Vec<String> =
        ["ops as lead", "law as legal"].map(|who| story.approval("2026-01-11", who, ("one.md", ""))).to_vec();
    write(&mut story, "2026-01-20", "pen", "B");
    both(&mut story, "2026-01-22");
    for text in older {
        let against = format!("{text}against: {}\n", text_id(&guideline("B")));
        story.record("2026-01-23", &against);
    }
    assert_eq!(now(&story), "B, issue 1, since 2026-01-22");
    assert_eq!(messages(&story), [""; 0], "they count, and put nothing in force");
}

#[test]
fn a_draft_that_was_dropped_gets_no_issue_once_it_is_completed() {
    let mut story = governed("", GUIDELINES);
    write(&mut story, "2026-01-10", "pen", "A");
    both(&mut story, "2026-01-12");
    write(&mut story, "2026-01-20", "pen", "B");
    let older: Vec<String> =
        ["ops as lead", "law as legal"].map(|who| story.approval("2026-01-21", who, ("one.md", ""))).to_vec();
    write(&mut story, "2026-01-22", "pen", "A");
    for text in older {
        story.record("2026-01-23", &text);
    }
    assert_eq!(now(&story), "A, issue 1, since 2026-01-12");
}

#[test]
fn a_changed_picture_is_another_text() {
    let mut story = governed("", GUIDELINES);
    let page = guideline("A\nshows p.png");
    story.commit("2026-01-10", "pen", &[("one.md", Some(&page)), ("p.png", Some("old"))]);
    both(&mut story, "2026-01-12");
    let first = story.state().lives["GL-1"].text().expect("a text").exact.clone();
    story.commit("2026-01-20", "pen", &[("p.png", Some("new"))]);
    let still = story.state().lives["GL-1"].text().expect("a text").exact.clone();
    assert_eq!(still, first);
    both(&mut story, "2026-01-22");
    let state = story.state();
    let life = &state.lives["GL-1"];
    assert_eq!(life.issue().and_then(|issue| issue.number), Some(2));
    assert_eq!(life.text().expect("a text").exact.files()[0].id, text_id("new"));
}

#[test]
fn who_signs_the_words_without_the_picture_has_not_signed_the_page() {
    let mut story = governed("", GUIDELINES);
    let page = guideline("A\nshows p.png");
    story.commit("2026-01-10", "pen", &[("one.md", Some(&page)), ("p.png", Some("old"))]);
    for who in ["ops as lead", "law as legal"] {
        let lines = format!("page: GL-1\ntext: {}\n", text_id(&page));
        story.record("2026-01-12", &record("approval", "2026-01-12", who, &lines));
    }
    assert_eq!(now(&story), "nothing");
}

const BY_ANOTHER: &str = "{id: C-1, statement: So., for: {kind: guideline}, require: {approved_by: {roles: [ROLE], not_by_author_alone: true}}, accountable: lead}";

#[test]
fn the_author_alone_is_not_enough_where_the_model_says_so() {
    let mut story = governed("", &BY_ANOTHER.replace("ROLE", "lead"));
    write(&mut story, "2026-01-10", "ops", "A");
    story.approve("2026-01-12", "ops as lead", ("one.md", ""));
    assert_eq!(now(&story), "nothing");
    write(&mut story, "2026-01-20", "pen", "B");
    story.approve("2026-01-22", "ops as lead", ("one.md", ""));
    assert_eq!(now(&story), "nothing", "what ops wrote since the text in force is still in it");
}

#[test]
fn who_brought_a_text_is_an_author_as_well() {
    let mut story = governed("", &BY_ANOTHER.replace("ROLE", "lead"));
    write(&mut story, "2026-01-10", "pen, brought by ops", "A");
    story.approve("2026-01-12", "ops as lead", ("one.md", ""));
    assert_eq!(now(&story), "nothing");
}

#[test]
fn who_wrote_before_the_text_in_force_is_no_author_of_the_next() {
    let mut story = governed("", &BY_ANOTHER.replace("ROLE", "lead, legal"));
    write(&mut story, "2026-01-10", "ops", "A");
    both(&mut story, "2026-01-12");
    write(&mut story, "2026-01-20", "law", "B");
    both(&mut story, "2026-01-22");
    assert_eq!(now(&story), "B, issue 2, since 2026-01-22");
}

#[test]
fn nobody_knows_what_a_person_without_identities_wrote() {
    let mut story = governed("", &BY_ANOTHER.replace("ROLE", "safety"));
    write(&mut story, "2026-01-10", "pen", "A");
    story.approve("2026-01-12", "lab as safety", ("one.md", ""));
    assert_eq!(now(&story), "nothing");
    let mut story = governed("", &BY_ANOTHER.replace("ROLE", "lead"));
    write(&mut story, "2026-01-10", "pen", "A");
    story.approve("2026-01-12", "ops as lead", ("one.md", ""));
    assert_eq!(now(&story), "A, issue 1, since 2026-01-12");
}

const IN_EMERGENCY: &str = "{id: C-1, statement: So., for: {kind: guideline}, require: {approved_by: {roles: [lead, legal], provisional: {role: safety, for: 2d}}}, accountable: lead}";

#[test]
fn what_is_in_force_for_now_falls_back_without_a_number() {
    let mut story = governed("", IN_EMERGENCY);
    write(&mut story, "2026-01-10", "pen", "A");
    both(&mut story, "2026-01-12");
    write(&mut story, "2026-01-20", "pen", "B");
    story.approve("2026-01-20", "lab as safety", ("one.md", "provisional: true\n"));
    assert_eq!(now(&story), "B, until 2026-01-22, since 2026-01-20");
    assert_eq!(on(&story, "2026-01-22"), "B, until 2026-01-22, since 2026-01-20");
    assert_eq!(on(&story, "2026-01-23"), "A, issue 1, since 2026-01-23");
}

#[test]
fn what_is_in_force_for_now_is_approved_by_all_in_time() {
    let mut story = governed("", IN_EMERGENCY);
    write(&mut story, "2026-01-10", "pen", "A");
    story.approve("2026-01-12", "lab as safety", ("one.md", "provisional: true\n"));
    both(&mut story, "2026-01-13");
    assert_eq!(on(&story, "2026-02-01"), "A, issue 1, since 2026-01-13");
}

#[test]
fn a_signature_for_now_is_none_for_good() {
    let mut story = governed("", &IN_EMERGENCY.replace("role: safety", "role: lead"));
    write(&mut story, "2026-01-10", "pen", "A");
    story.approve("2026-01-12", "ops as lead", ("one.md", "provisional: true\n"));
    story.approve("2026-01-13", "law as legal", ("one.md", ""));
    assert_eq!(now(&story), "A, until 2026-01-14, since 2026-01-12");
    assert_eq!(on(&story, "2026-01-15"), "nothing");
}

#[test]
fn nobody_else_puts_a_text_in_force_for_now() {
    let mut story = governed("", IN_EMERGENCY);
    write(&mut story, "2026-01-10", "pen", "A");
    story.approve("2026-01-12", "ops as lead", ("one.md", "provisional: true\n"));
    assert_eq!(now(&story), "nothing");
    let [said] = &messages(&story)[..] else { panic!("{:?}", messages(&story)) };
    assert_eq!(said, "it puts nothing in force: `lead` may put no text in force for a while");
    let counts = |record: &Arc<crate::model::Record>| record.page.as_deref() == Some("GL-1");
    assert!(!story.state().records.iter().any(counts), "it is none of the records that count");
}

#[test]
fn who_has_signed_a_text_before_it_was_put_in_force_for_a_while_has_signed_it() {
    let mut story = governed("", IN_EMERGENCY);
    write(&mut story, "2026-01-10", "pen", "A");
    story.approve("2026-01-11", "ops as lead", ("one.md", ""));
    story.approve("2026-01-12", "lab as safety", ("one.md", "provisional: true\n"));
    assert_eq!(now(&story), "A, until 2026-01-14, since 2026-01-12");
    story.approve("2026-01-13", "law as legal", ("one.md", ""));
    assert_eq!(now(&story), "A, issue 1, since 2026-01-13");
}

#[test]
fn who_signed_a_text_while_it_was_in_force_for_a_while_signs_it_anew_after_that() {
    let mut story = governed("", IN_EMERGENCY);
    write(&mut story, "2026-01-10", "pen", "A");
    both(&mut story, "2026-01-12");
    write(&mut story, "2026-01-20", "pen", "B");
    story.approve("2026-01-20", "lab as safety", ("one.md", "provisional: true\n"));
    story.approve("2026-01-21", "ops as lead", ("one.md", ""));
    assert_eq!(on(&story, "2026-01-23"), "A, issue 1, since 2026-01-23");
    story.commit("2026-01-23", "pen", &[("other.md", Some("Words.\n"))]);
    story.approve("2026-01-24", "ops as lead", ("one.md", ""));
    story.approve("2026-01-25", "law as legal", ("one.md", ""));
    assert_eq!(now(&story), "B, issue 2, since 2026-01-25");
}
