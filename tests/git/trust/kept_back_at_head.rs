//! What keeps a page back as it is written keeps it out of the approved edition too, where nobody approved the page, whichever
//! keys and pages of folders are in force.

use std::os::unix::fs::symlink;

use crate::support::GovernedSite;
use crate::trust::attacked::{APPROVED, GIFTS, before_draft};
use crate::trust::canaries::Latest::{Hidden, Seen};
use crate::trust::canaries::none_leaks;
use crate::trust::judge::where_shown;

const PAGE: &str = "---\ntitle: A page\n---\n\nNobody approved zebrapage.\n";

fn link(mini: &GovernedSite, to: &str, from: &str) {
    let from = mini.path().join(from);
    std::fs::create_dir_all(from.parent().expect("a folder")).expect("a folder");
    symlink(to, from).expect("a link");
}

fn is_shown(mini: &GovernedSite, words: &str) -> bool {
    !where_shown(&mini.output().expect("a build"), words).is_empty()
}

fn said(mini: &GovernedSite) -> String {
    let out = tempfile::tempdir_in(mini.folder.path()).expect("a folder");
    let said = mini.run(&["build", "--edition", "approved", "--out", &out.path().display().to_string()]);
    said.stdout + &said.stderr
}

#[test]
fn a_page_whose_kind_a_linked_page_of_its_folder_sets_is_not_shown() {
    for front in ["page_kind: guideline", "cascade: {draft: true}"] {
        let mini = before_draft();
        mini.write("linked.md", format!("---\ntitle: Rules\n{front}\n---\n\nAll rules.\n"));
        link(&mini, "../../linked.md", "content/rules/index.md");
        mini.write("content/rules/one.md", PAGE.replace("title", "id: GL-8\ntitle"));
        mini.commit_by("intruder");
        none_leaks(&mini, &[("zebrapage", if front.contains("page_kind") { Seen } else { Hidden })]);
        assert!(said(&mini).contains("the pages below count as drafts too"), "{}", said(&mini));
    }
}

#[test]
fn a_linked_page_of_a_folder_that_says_nothing_of_the_pages_below_takes_none_away() {
    let mini = before_draft();
    mini.write("README.md", "# About\n\nWords.\n");
    link(&mini, "../../README.md", "content/notes/index.md");
    mini.write("content/notes/one.md", PAGE);
    mini.commit_by("editor");
    assert!(is_shown(&mini, "zebrapage"));
}

#[test]
fn below_a_page_of_a_folder_that_leads_nowhere_nothing_is_shown_that_nobody_approved() {
    for to in ["/nowhere", "index.md", "../../../out.md", "../_drafts/rules.md"] {
        let mini = before_draft();
        mini.write("content/_drafts/rules.md", "---\ncascade: {draft: true}\n---\n");
        link(&mini, to, "content/rules/index.md");
        mini.write("content/rules/one.md", PAGE);
        mini.commit_by("intruder");
        none_leaks(&mini, &[("zebrapage", Hidden)]);
    }
}

#[test]
fn what_a_page_of_a_folder_says_that_nobody_approved_keeps_back_the_pages_below_but_for_approved_ones() {
    let mini = before_draft();
    let front = "---\ntitle: Guidelines\nkind: guideline\nid: GL-9\ncascade: {draft: true}\n---\n\nAll.\n";
    mini.write("content/guidelines/index.md", front);
    mini.write("content/guidelines/note.md", PAGE);
    mini.commit_by("intruder");
    none_leaks(&mini, &[("zebrapage", Hidden)]);
    assert!(is_shown(&mini, APPROVED));
}

#[test]
fn what_exclude_takes_out_as_it_is_written_is_not_shown_unless_it_was_approved() {
    for pattern in ["f/**", "content/f", "guidelines"] {
        let mini = before_draft();
        mini.write("site.toml", format!("exclude = [\"{pattern}\"]\n{}", mini.read("site.toml")));
        let folder = if pattern == "guidelines" { "guidelines" } else { "f" };
        mini.write(&format!("content/{folder}/p.md"), PAGE);
        mini.write(&format!("content/{folder}/zebrafile.txt"), "zebratext\n");
        mini.write("content/other.md", format!("# Other\n\n[File]({folder}/zebrafile.txt)\n"));
        mini.commit_by("editor");
        none_leaks(&mini, &[("zebrapage", Hidden), ("zebratext", Hidden)]);
        assert!(mini.read(GIFTS).contains(APPROVED) && is_shown(&mini, APPROVED));
    }
}
