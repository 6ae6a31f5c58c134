//! What people write by mistake: each a finding at its place that says what to do, and nothing worse comes of it.

#![allow(clippy::expect_used, reason = "a test that meets the unexpected fails")]

mod blocks;
mod config;
mod drafts;
mod fields;
mod file_names;
mod foreign;
mod front_matter;
mod kept_back;
mod link_forms;
mod links;
mod others;
mod references;
mod remarks;
mod secrets;
mod trials;
mod unread_indexes;

use crate::support::{Built, build};
use guidepost::diagnostic::{Finding, Severity};
use guidepost::path::FilePath;

const HOME: (&str, &str) = ("content/index.md", "# Home\n\nText.\n");

/// Builds a page beside a home page.
fn page(text: &str) -> Built {
    build([HOME, ("content/page.md", text)])
}

fn page_file() -> FilePath {
    FilePath::new("content/page.md").expect("a path")
}

/// A page with this front matter.
fn with_front(front: &str) -> String {
    format!("---\n{front}---\n\nText.\n")
}

/// The only finding, with everything it says in one text.
#[track_caller]
fn only(built: &Built) -> (&Finding, String) {
    let [finding] = &built.findings[..] else {
        panic!("one finding: {:?}\n{:#?}", built.world.text(&page_file()), built.findings)
    };
    let said = [&finding.message, &finding.label].into_iter().chain(&finding.hints);
    (finding, said.cloned().collect::<Vec<_>>().join("\n"))
}

/// That a page has this one finding at this place, of this weight, and that it says these words.
#[track_caller]
fn assert_only(text: &str, place: &str, severity: Severity, words: &[&str]) {
    let built = page(text);
    let (finding, said) = only(&built);
    assert_eq!(built.found(), [format!("content/page.md:{place}")], "{text}");
    assert_eq!(finding.severity, severity, "{text}");
    for word in words {
        assert!(said.contains(word), "{text}: {word} is not said: {said}");
    }
}
