//! Where a draft has moved a page is part of the draft: the approved edition names no folder and no file of it.

use crate::support::GovernedSite;
use crate::trust::attacked::{GIFTS, before_draft};
use crate::trust::canaries::Latest::Seen;
use crate::trust::canaries::none_leaks;
use crate::trust::judge::where_shown;

const MOVED: &str = "content/zebrafolder/zebraname.md";

fn moved() -> GovernedSite {
    let mini = before_draft();
    std::fs::create_dir_all(mini.path().join("content/zebrafolder")).expect("a folder");
    mini.git(&["mv", GIFTS, MOVED]);
    mini.commit_saying("editor", "Move it zebramessage");
    mini
}

#[test]
fn the_pages_of_an_approved_edition_do_not_name_where_a_draft_moved_a_page() {
    let mini = moved();
    none_leaks(&mini, &[("zebrafolder", Seen), ("zebraname", Seen), ("zebramessage", Seen)]);
    let output = mini.output().expect("a build");
    let told = where_shown(&output, "move it back to where its text is in force");
    assert!(told.iter().any(|page| page.starts_with("checklist/")), "{told:?}");
}

#[test]
fn nor_where_its_draft_lacks_an_owner() {
    let mini = moved();
    mini.replace(MOVED, "owner: lead\n", "");
    mini.commit_by("editor");
    none_leaks(&mini, &[("zebrafolder", Seen), ("zebraname", Seen)]);
}

/// Whoever signs is told the command.
#[test]
fn the_terminal_names_it() {
    let mini = moved();
    let said = mini.run(&["check", "--edition", "approved"]);
    let said = said.stdout + &said.stderr;
    assert!(said.contains(&format!("git mv {MOVED} {GIFTS}")), "{said}");
}

/// Git keeps no folder that is empty.
#[test]
fn the_command_that_moves_a_page_back_runs_where_its_folder_is_gone() {
    let mini = before_draft();
    mini.git(&["mv", "content/guidelines", "content/annex"]);
    mini.commit_by("editor");
    let said = mini.run(&["check", "--edition", "approved"]);
    let said = said.stdout + &said.stderr;
    let command = said.split("; or `").nth(1).and_then(|rest| rest.split('`').next()).expect("a command");
    let done = mini.in_a_shell("", command);
    assert_eq!(done.status, 0, "{command}: {}", done.stderr);
    mini.commit_by("editor");
    assert!(!(mini.run(&["check"]).stderr).contains("waits for approval"));
    mini.keeps_the_words();
}
