//! What was meant as front matter and is not recognised as that. Its words would be shown, and its `draft: true` be lost.

use super::front_matter::looks_like_a_key;
use crate::diagnostic::{Code, Finding, Place};
use crate::path::FilePath;
use crate::source::Span;

/// Keys that nobody begins a paragraph with.
const TELLING: [&str; 6] = ["title", "kind", "draft", "id", "page_kind", "summary"];

/// A finding where a file begins with front matter between other marks, or without any. `start` is where its text begins.
pub(super) fn unrecognised(file: &FilePath, text: &str, start: usize) -> Option<Finding> {
    let (first, rest) = text[start..].split_once('\n')?;
    let words = first.trim_end();
    let told = |message: &str, hint: &str| {
        let place = Place::span(file, Span::new(start..start + words.len()));
        Finding::new(Code::BadFrontMatter, place, message).hint(hint)
    };
    if words == "+++" && rest.lines().next().is_some_and(|line| line.contains(" = ")) {
        return Some(told(
            "front matter is written in TOML here",
            "write it in YAML, `title: …`, between lines `---`",
        ));
    }
    let rule =
        words.chars().count() != 3 && words.chars().all(|c| c == '-') || words == "***" || words == "___";
    let dash = matches!(words, "—" | "–" | "——" | "–-" | "—-");
    if !words.is_empty() && (rule || dash) && looks_like_a_key(rest) && !rest.starts_with(['\n', '\r']) {
        let message = format!("front matter begins with a line `---`, not `{words}`");
        return Some(told(&message, "write `---` above and below it"));
    }
    let key = |line: &str| {
        TELLING.iter().any(|key| line.strip_prefix(key).is_some_and(|rest| rest.starts_with(": ")))
    };
    key(words).then(|| {
        told(
            "this looks like front matter, and there is no line `---` above it",
            "write `---` above and below it",
        )
    })
}
