//! Pages that nobody controls say so, and their words stand beside no text in force without that being said.

use crate::support::GovernedSite;
use crate::trust::attacked::{CANARY, before_draft};
use crate::trust::judge::{ADDRESS, Output};

const MARK: &str = "Not controlled";

/// A page beside the guideline that nobody controls and that refers to it.
fn with_other(id: &str) -> GovernedSite {
    let mini = before_draft();
    let text = format!(
        "---\ntitle: \"Zebracanary: any gift\"\n{id}---\nBy order of the board any gift is zebracanary fine, see [gifts](gifts.md).\n"
    );
    mini.write("content/guidelines/aaa.md", text);
    mini.commit_by("intruder");
    mini
}

fn text(output: &Output, path: &str) -> String {
    String::from_utf8_lossy(&output[path]).into_owned()
}

/// A part of a page, up to where it ends.
fn part<'p>(page: &'p str, class: &str, end: &str) -> &'p str {
    let start = page.split(&format!("class=\"{class}\"")).nth(1).unwrap_or_default();
    start.split(end).next().unwrap_or_default()
}

#[test]
fn a_page_that_no_control_chooses_says_so() {
    let output = with_other("").output().expect("a build");
    assert!(text(&output, "guidelines/aaa/index.html").contains("nobody approves what stands on this page"));
    assert!(text(&output, "index.html").contains("nobody approves what stands on this page"));
    assert!(!text(&output, ADDRESS).contains("nobody approves what stands on this page"));
    // In the list of its section as well.
    assert!(part(&text(&output, "guidelines/index.html"), "entries", "</ul>").contains(MARK));
}

#[test]
fn what_refers_to_a_text_in_force_says_nothing_there_that_nobody_approved() {
    let output = with_other("").output().expect("a build");
    assert!(!text(&output, ADDRESS).contains("class=\"referrers\""));
    let output = with_other("id: XX-1\n").output().expect("a build");
    let page = text(&output, ADDRESS);
    let referrers = part(&page, "referrers", "</section>");
    assert!(referrers.contains(">XX-1</a>") && referrers.contains(MARK), "{referrers}");
    assert!(!referrers.to_lowercase().contains(CANARY), "{referrers}");
}

#[test]
fn what_stands_before_or_after_a_text_in_force_is_marked() {
    let output = with_other("").output().expect("a build");
    let page = text(&output, ADDRESS);
    let pager = part(&page, "pager", "</nav>");
    assert!(pager.contains("Zebracanary") && pager.contains(MARK), "{pager}");
    let side = part(&page, "side", "</nav>");
    let line = side.split("</li>").find(|line| line.contains("Zebracanary")).unwrap_or_default();
    assert!(line.contains(MARK), "{side}");
    assert!(!side.split("</li>").any(|line| line.contains(">Gifts") && line.contains(MARK)), "{side}");
}

#[test]
fn the_latest_edition_says_nothing_of_that() {
    let mini = with_other("");
    let out = tempfile::tempdir_in(mini.folder.path()).expect("a folder");
    mini.run(&["build", "--edition", "latest", "--out", &out.path().display().to_string()]);
    let output = crate::support::tree(out.path());
    assert!(!text(&output, "guidelines/aaa/index.html").contains(MARK));
    let page = text(&output, ADDRESS);
    assert!(part(&page, "referrers", "</section>").contains(CANARY), "{page}");
}
