//! What was meant as front matter and is not recognised as that. Its words would be shown, and its `draft: true` be lost.

use super::front_matter::looks_like_a_key;
use crate::diagnostic::{Code, Finding, Place};
use crate::path::FilePath;
use crate::source::Span;

/// Keys that nobody begins a paragraph with.
const TELLING: [&str; 6] = ["title", "kind", "draft", "id", "page_kind", "summary"];

/// A finding where a file begins with front matter between other marks, or without any. `start` is where its text begins.
pub(super) fn unrecognised(file: &FilePath, text: &str, start: usize) -> Option<Finding> {
    if text[start..].chars().take(WIDE).filter(|sign| *sign == '\0').count() >= WIDE / 4 {
        let place = Place::span(file, Span::new(start..start));
        let message = "the file begins with zero bytes: what it says cannot be read";
        return Some(
            Finding::new(Code::BadFrontMatter, place, message).hint("save it as UTF-8 in your editor"),
        );
    }
    let (first, rest) = first_line(&text[start..])?;
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
    let is_alone = first.len() < text[start..].find('\n').unwrap_or(text.len());
    if let Some((message, hint)) =
        hidden_mark(words, rest).or(is_alone.then(|| lone_returns(words, rest)).flatten())
    {
        return Some(told(message, hint));
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

/// What is wrong, and what to do, where something that nobody sees stands before the mark.
fn hidden_mark(words: &str, rest: &str) -> Option<(&'static str, &'static str)> {
    let unseen = words.trim_start_matches(is_unseen);
    let is_meant = unseen == "---" && looks_like_a_key(rest.trim_start_matches(is_unseen));
    (unseen.len() < words.len() && is_meant).then_some((
        "front matter begins with a line `---`, and something stands before that which cannot be seen",
        "make `---` all that the first line holds",
    ))
}

/// The same where the first line ends with a carriage return alone.
fn lone_returns(words: &str, rest: &str) -> Option<(&'static str, &'static str)> {
    (words == "---" && looks_like_a_key(rest)).then_some((
        "the lines end with a carriage return alone, and the file is read as one line",
        "save it with other line ends in your editor",
    ))
}

/// So many signs at the beginning are looked at: of a file in UTF-16 every other one is a zero byte.
const WIDE: usize = 16;

/// The first line, and what follows it: lines may end with a carriage return alone.
fn first_line(text: &str) -> Option<(&str, &str)> {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    match first.trim_end_matches('\r').split_once('\r') {
        Some((line, _)) => text.split_at_checked(line.len() + 1).map(|(_, rest)| (line, rest)),
        None => (!rest.is_empty()).then_some((first, rest)),
    }
}

/// Whether nobody sees a sign, or nobody takes it for one.
fn is_unseen(sign: char) -> bool {
    sign.is_whitespace()
        || sign.is_control()
        || matches!(sign, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}
