//! Two texts in force at one place: neither pushes the other out.

use crate::support::{GovernedSite, RECORDS};
use crate::trust::attacked::{APPROVED, ATTACK, GIFTS, before_draft};
use crate::trust::judge::{ADDRESS, shows};

/// The guideline is moved by a draft, and another page is approved where its text in force stands.
fn another_in_its_place() -> GovernedSite {
    let mini = before_draft();
    let first = mini.read(GIFTS);
    mini.write("content/guidelines/moved.md", first.clone() + "\nGifts are zebracanary welcome.\n");
    mini.write(GIFTS, first.replace("GL-1", "GL-2").replace(APPROVED, "We travel by train."));
    mini.commit_by("editor");
    // `approve` refuses a page at such a place, and who writes records by hand is not asked.
    let text = mini.git(&["rev-parse", &format!("HEAD:{GIFTS}")]);
    for (role, person) in [("lead", "team-lead"), ("legal", "head-of-legal")] {
        let record = format!(
            "record: approval\npage: GL-2\npath: {GIFTS}\ntext: \"{}\"\nrole: {role}\nperson: {person}\ndate: {}\n",
            text.trim(),
            mini.day()
        );
        mini.write(&format!("{RECORDS}/by-hand-{role}.yaml"), record);
        mini.commit_by(person);
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
    mini.commit_by("editor");
    mini.keeps_the_words();
    let said = mini.run(&["build", "--out", "out"]);
    assert_eq!(said.status, 1, "{}", said.stderr);
    assert!(said.stderr.contains("it is not shown: GL-1"), "{}", said.stderr);
}

#[test]
fn a_page_that_nobody_controls_where_another_is_in_force_is_told_not_to_be_shown() {
    let mini = before_draft();
    let first = mini.read(GIFTS);
    mini.write("content/guidelines/moved.md", first + "\nGifts are zebracanary welcome.\n");
    mini.write(GIFTS, "---\ntitle: Notes\n---\nNotes of all kinds.\n");
    mini.commit_by("editor");
    mini.keeps_the_words();
    let said = mini.run(&["build", "--out", "out"]);
    assert_eq!(said.status, 1, "{}", said.stderr);
    assert!(said.stderr.contains("it is not shown: GL-1"), "{}", said.stderr);
}

const TRAVEL: &str = "content/guidelines/travel.md";

/// Two guidelines that were approved, each at its place.
fn two_in_force() -> GovernedSite {
    let mini = before_draft();
    mini.write(TRAVEL, mini.read(GIFTS).replace("GL-1", "GL-2").replace(APPROVED, "We travel by train."));
    mini.commit_by("editor");
    for (role, person) in [("lead", "team-lead"), ("legal", "head-of-legal")] {
        mini.approve("GL-2", role, person);
    }
    mini
}

/// The words of the pages at both places, as the approved edition shows them.
fn both_places(mini: &GovernedSite) -> [bool; 2] {
    let output = mini.output().expect("an edition");
    let shows = |place: &str, words: &str| shows(&output, &format!("guidelines/{place}/index.html"), words);
    [shows("gifts", APPROVED), shows("travel", "We travel by train.")]
}

#[test]
fn a_page_that_is_moved_over_another_takes_no_place() {
    let mini = two_in_force();
    assert_eq!(both_places(&mini), [true, true]);
    mini.git(&["mv", "--force", GIFTS, TRAVEL]);
    mini.commit_by("editor");
    assert_eq!(both_places(&mini), [true, true], "neither is withdrawn");
    mini.git(&["checkout", "HEAD~1", "--", TRAVEL]);
    mini.commit_by("editor");
    assert_eq!(both_places(&mini), [true, true], "when it is put back");
    mini.git(&["checkout", "HEAD~2", "--", GIFTS]);
    mini.commit_by("editor");
    assert_eq!(both_places(&mini), [true, true]);
}

#[test]
fn a_page_that_is_moved_while_another_takes_its_place_is_shown_where_it_was() {
    let mini = two_in_force();
    mini.git(&["mv", TRAVEL, "content/guidelines/elsewhere.md"]);
    mini.write(TRAVEL, "---\ntitle: Travel\n---\nzebracanary\n");
    mini.commit_by("editor");
    assert_eq!(both_places(&mini), [true, true]);
    let said = mini.run(&["check", "--edition", "approved"]);
    let said = said.stdout + &said.stderr;
    assert!(said.contains("it is not shown: GL-2 keeps its place"), "{said}");
    std::fs::remove_file(mini.path().join(TRAVEL)).expect("removed");
    mini.commit_by("editor");
    let output = mini.output().expect("an edition");
    let elsewhere = "guidelines/elsewhere/index.html";
    assert!(shows(&output, elsewhere, "We travel by train."), "it is free to move");
}

#[test]
fn nobody_is_asked_to_sign_a_page_where_another_is_in_force() {
    let mini = before_draft();
    mini.on(ATTACK);
    let seven = "content/guidelines/seven.md";
    mini.write(seven, "---\ntitle: Seven\nkind: guideline\nid: GL-7\nowner: lead\n---\nSeven words.\n");
    mini.commit_by("editor");
    mini.approve("GL-7", "lead", "team-lead");
    mini.git(&["rm", "--quiet", GIFTS]);
    mini.git(&["mv", seven, GIFTS]);
    mini.commit_by("editor");
    let said = mini.tries(&["approve", "GL-7"], "lead", "team-lead");
    assert_eq!(said.status, 2, "{}", said.stdout);
    assert!(said.stderr.contains("GL-7 stands where GL-1 is in force"), "{}", said.stderr);
    let output = mini.output().expect("an edition");
    assert!(
        shows(&output, ADDRESS, APPROVED) && shows(&output, "guidelines/seven/index.html", "Seven words")
    );
}
