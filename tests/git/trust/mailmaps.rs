//! A list of names (`.mailmap`) says how people want to be known, and anybody may write it: what is told of a day that is over,
//! and what the approved edition shows, goes by the names in the commits.

use crate::support::{GovernedSite, tree};
use crate::trust::attacked::{QUIET, with_draft};
use crate::trust::judge::{never_shows, shows};

/// Takes the place of the name of whoever wrote the guideline.
const MAP: &str = "Pretender <pretender@example.org> <editor@example.org>\n";
/// Where the past of the guideline is read.
const PAST: &str = "guidelines/gifts/history/index.html";

/// What the audit of the guideline says of a quiet day: of its text, and how to check that.
fn of_text(mini: &GovernedSite) -> (String, String) {
    let said = mini.run(&["audit", "GL-1", "--on", QUIET]);
    assert_eq!(said.status, 0, "{}", said.stderr);
    let told = said.stdout.split("\nApproval").next().expect("what is told of the text").to_owned();
    let check = said.stdout.lines().find(|line| line.contains("--no-patch")).expect("who wrote it");
    (told, check.trim().to_owned())
}

#[test]
fn a_later_list_of_names_renames_nobody_on_a_day_that_is_over() {
    let mini = with_draft();
    let (past, told) = (mini.past(QUIET), of_text(&mini));
    assert!(told.0.contains("by editor: "), "{}", told.0);
    mini.write(".mailmap", MAP);
    mini.says_same_of_past(&past);
    assert_eq!(of_text(&mini), told);
    mini.commit_by("intruder");
    mini.says_same_of_past(&past);
    assert_eq!(of_text(&mini), told);
    let git = mini.in_a_shell("", &told.1).stdout;
    assert!(git.contains(" editor 20"), "what is told is what git has: {git}");
}

#[test]
fn the_approved_edition_has_the_names_of_the_commits() {
    let mini = with_draft();
    mini.write(".mailmap", MAP);
    for is_committed in ["not yet", "by now"] {
        let output = mini.output().expect("it is published");
        never_shows(&output, "Pretender");
        assert!(shows(&output, PAST, "editor"), "{is_committed}: who wrote it is told");
        mini.commit_by("intruder");
    }
}

#[test]
fn the_latest_edition_has_the_names_by_which_people_want_to_be_known() {
    let mini = with_draft();
    mini.write(".mailmap", MAP);
    let out = mini.folder.path().join("latest");
    let said = mini.run(&["build", "--edition", "latest", "--out", &out.display().to_string()]);
    assert_eq!(said.status, 0, "{}", said.stderr);
    assert!(shows(&tree(&out), PAST, "Pretender"));
}
