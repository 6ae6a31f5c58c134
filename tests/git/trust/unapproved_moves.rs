//! Where a draft has moved a page is part of the draft: the approved edition names no folder and no file of it.

use crate::support::GovernedSite;
use crate::trust::attacked::{GIFTS, before_draft};
use crate::trust::canaries::Latest::Seen;
use crate::trust::canaries::none_leaks;
use crate::trust::judge::where_shown;
use crate::trust::recipe::Recipe;

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

/// Pages link to files as they are called in the last commit; the text in force stands where it stood.
#[test]
fn a_link_to_where_a_draft_moved_a_page_leads_to_its_text_in_force() {
    let mini = moved();
    mini.write(
        "content/news.md",
        "---\ntitle: News\n---\nSee [gifts](zebrafolder/zebraname.md#x) and [[zebraname]].\n",
    );
    mini.commit_by("editor");
    let output = mini.output().expect("a build");
    let news = String::from_utf8_lossy(&output["news/index.html"]).into_owned();
    assert!(news.contains("href=\"../guidelines/gifts/#x\""), "{news}");
    assert!(news.contains("href=\"../guidelines/gifts/\">"), "{news}");
    assert!(!news.contains("unapproved"), "{news}");
}

/// What approved words mean, no draft decides.
#[test]
fn a_link_of_approved_words_leads_nowhere_by_a_draft() {
    let mut recipe = Recipe::default();
    let travel = "---\ntitle: Travel\nkind: guideline\nid: GL-2\nowner: lead\n---\nSee [x](/zebrafolder/zebraname.md).\n";
    recipe.files.push(("content/guidelines/travel.md", travel.into()));
    let mini = recipe.approved();
    mini.approve("GL-2", "lead", "team-lead");
    std::fs::create_dir_all(mini.path().join("content/zebrafolder")).expect("a folder");
    mini.git(&["mv", GIFTS, MOVED]);
    mini.commit_by("editor");
    let output = mini.output().expect("a build");
    let travel = String::from_utf8_lossy(&output["guidelines/travel/index.html"]).into_owned();
    let text =
        travel.split("class=\"text\"").nth(1).and_then(|rest| rest.split("</div>").next()).expect("a text");
    assert!(!text.contains("gifts/"), "{text}");
}
