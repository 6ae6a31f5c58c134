//! Exact output of every format.

mod machines;
mod people;

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use super::*;
use crate::diagnostic::{Code, Place, Severity};
use crate::path::FilePath;
use crate::source::Span;

struct Texts(HashMap<String, Arc<str>>);

impl Sources for Texts {
    fn text(&self, file: &FilePath) -> Option<Arc<str>> {
        self.0.get(file.as_str()).cloned()
    }
}

fn texts(files: &[(&str, &str)]) -> Texts {
    Texts(files.iter().map(|(name, text)| ((*name).to_owned(), Arc::from(*text))).collect())
}

fn file(name: &str) -> FilePath {
    FilePath::new(name).expect("a path")
}

/// The place of the first occurrence of some words.
fn at(name: &str, text: &str, words: &str) -> Place {
    let start = text.find(words).expect("the words are in the text");
    Place::span(&file(name), Span::new(start..start + words.len()))
}

fn drawn(format: ReportFormat, style: Style, findings: &[Finding], sources: &Texts) -> String {
    let mut out = Vec::new();
    write(format, Paper { style, ..Paper::PLAIN }, findings, sources, &mut out)
        .expect("memory takes everything");
    String::from_utf8(out).expect("UTF-8")
}

const PAGE: &str = "---\ntitle: Tone\n---\n\nSee [the rule](rules.md#gifts).\n";
const OTHER: &str = "# Rules\n\n## Gift\n";

fn broken_anchor() -> Finding {
    Finding::new(
        Code::BrokenAnchor,
        at("content/tone.md", PAGE, "#gifts"),
        "`rules.md` has no heading `gifts`",
    )
    .label("not a heading there")
    .related(at("content/rules.md", OTHER, "## Gift"), "the nearest is here")
    .hint("did you mean `#gift`?")
    .hint("headings: 100%, a:b, c")
}

fn of_file() -> Finding {
    Finding::new(Code::NotUtf8, Place::file(&file("content/old.md")), "the file is not UTF-8")
        .hint("save it as UTF-8")
}

fn of_site() -> Finding {
    Finding::of_site(Code::NoPages, "there is no page")
}

fn site() -> (Vec<Finding>, Texts) {
    let texts = texts(&[("content/tone.md", PAGE), ("content/rules.md", OTHER)]);
    (vec![broken_anchor(), of_file(), of_site()], texts)
}
