//! Class 10: files and pages that stand where the evidence is read.

use crate::trust::attacked::{CANARY, before_draft};
use crate::trust::judge::shows;

/// Something else is committed; at the address of evidence stands the evidence, or the build is refused.
fn keeps_its_place(address: &str, path: &str, text: &str) {
    let mini = before_draft();
    let before = mini.output().expect("a build");
    assert!(before.contains_key(address), "{address} is evidence: {:?}", before.keys());
    mini.write(path, text);
    mini.commit_by("intruder");
    mini.builds(&[], &|output| {
        assert!(output.contains_key(address), "{address} is gone");
        assert!(!shows(output, address, CANARY), "{path} stands at {address}");
    });
}

fn page(more: &str) -> String {
    format!("---\ntitle: Evidence\n{more}---\nAll is well, says zebracanary.\n")
}

const FILE: &str = "<p>All is well, says zebracanary.</p>\n";

/// The address of the guideline's first issue, from the output.
fn issue() -> String {
    let output = before_draft().output().expect("a build");
    output.into_keys().find(|path| path.starts_with("guidelines/gifts/issue/")).expect("an issue")
}

#[test]
fn a_file_is_not_the_register() {
    keeps_its_place("checklist/register/index.html", "static/checklist/register/index.html", FILE);
}

#[test]
fn a_file_is_not_the_checklist() {
    keeps_its_place("checklist/index.html", "static/checklist/index.html", FILE);
}

#[test]
fn a_file_is_not_the_feed() {
    keeps_its_place("feed.xml", "static/feed.xml", FILE);
}

#[test]
fn a_file_is_not_the_guideline() {
    keeps_its_place("guidelines/gifts/index.html", "static/guidelines/gifts/index.html", FILE);
}

#[test]
fn a_file_is_not_an_issue() {
    keeps_its_place(&issue(), &format!("static/{}", issue()), FILE);
}

#[test]
fn a_page_is_not_the_checklist() {
    keeps_its_place("checklist/index.html", "content/checklist.md", &page(""));
}

#[test]
fn a_page_is_not_the_register() {
    keeps_its_place("checklist/register/index.html", "content/checklist/register.md", &page(""));
}

#[test]
fn a_page_is_not_the_list_of_records() {
    keeps_its_place("checklist/records/index.html", "content/checklist/records.md", &page(""));
}

#[test]
fn a_page_is_not_the_history_of_another() {
    keeps_its_place("guidelines/gifts/history/index.html", "content/guidelines/gifts/history.md", &page(""));
}

#[test]
fn a_page_is_not_what_changed() {
    keeps_its_place("changes/index.html", "content/changes.md", &page(""));
}

#[test]
fn a_page_is_not_an_issue() {
    let path = issue().replace("/index.html", ".md");
    keeps_its_place(&issue(), &format!("content/{path}"), &page(""));
}

#[test]
fn an_old_address_is_not_the_register() {
    let aliases = "aliases: [/checklist/register/, /guidelines/gifts/history/]\n";
    keeps_its_place("checklist/register/index.html", "content/else.md", &page(aliases));
    keeps_its_place("guidelines/gifts/history/index.html", "content/else.md", &page(aliases));
}

#[test]
fn an_old_address_is_not_an_issue() {
    let alias = issue().replace("/index.html", "");
    keeps_its_place(&issue(), "content/else.md", &page(&format!("aliases: [/{alias}/]\n")));
}

#[test]
fn an_old_address_is_not_the_guideline() {
    keeps_its_place(
        "guidelines/gifts/index.html",
        "content/else.md",
        &page("aliases: [/guidelines/gifts/]\n"),
    );
}

#[test]
fn another_page_at_the_same_address_is_not_the_guideline() {
    keeps_its_place("guidelines/gifts/index.html", "content/guidelines/gifts/index.md", &page(""));
    keeps_its_place("guidelines/gifts/index.html", "content/guidelines/gifts/README.md", &page(""));
}

#[test]
fn a_page_that_differs_by_case_alone_is_not_the_guideline() {
    keeps_its_place("guidelines/gifts/index.html", "content/guidelines/Gifts.md", &page(""));
}
