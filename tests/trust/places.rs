//! Two texts in force at one place: neither pushes the other out.

use crate::mini::{APPROVED, GIFTS, Mini};

/// The guideline is moved by a draft, and another page is approved where its text in force stands.
fn another_in_its_place() -> Mini {
    let mini = Mini::approved();
    let first = mini.read(GIFTS);
    mini.write("content/guidelines/moved.md", first.clone() + "\nGifts are zebracanary welcome.\n");
    mini.write(GIFTS, first.replace("GL-1", "GL-2").replace(APPROVED, "We travel by train."));
    mini.commit("editor");
    for (role, person) in [("lead", "team-lead"), ("legal", "head-of-legal")] {
        mini.approve("GL-2", role, person);
    }
    mini
}

#[test]
fn a_page_that_is_approved_where_another_is_in_force_is_told_not_to_be_shown() {
    let mini = another_in_its_place();
    mini.keeps_the_words();
    let said = mini.run(&["build", "--out", "out"]);
    assert_eq!(said.status, 1, "{}", said.stderr);
    assert!(said.stderr.contains("it is not shown: GL-1"), "{}", said.stderr);
}

#[test]
fn a_page_with_a_draft_that_is_approved_where_another_is_in_force_is_told_not_to_be_shown() {
    let mini = another_in_its_place();
    mini.replace(GIFTS, "by train.", "by train, zebracanary.");
    mini.commit("editor");
    mini.keeps_the_words();
    let said = mini.run(&["build", "--out", "out"]);
    assert_eq!(said.status, 1, "{}", said.stderr);
    assert!(said.stderr.contains("it is not shown: GL-1"), "{}", said.stderr);
}

#[test]
fn a_page_that_nobody_controls_where_another_is_in_force_is_told_not_to_be_shown() {
    let mini = Mini::approved();
    let first = mini.read(GIFTS);
    mini.write("content/guidelines/moved.md", first + "\nGifts are zebracanary welcome.\n");
    mini.write(GIFTS, "---\ntitle: Notes\n---\nNotes of all kinds.\n");
    mini.commit("editor");
    mini.keeps_the_words();
    let said = mini.run(&["build", "--out", "out"]);
    assert_eq!(said.status, 1, "{}", said.stderr);
    assert!(said.stderr.contains("it is not shown: GL-1"), "{}", said.stderr);
}
