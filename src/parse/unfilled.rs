//! Words that `guidepost new` writes for somebody to replace, in a page that is published.

use super::front_matter::Front;
use crate::config::skeleton::{TEXT_BEGINS, TEXT_ENDS, THEIR_ADDRESS, THEIR_NAME};
use crate::diagnostic::{Code, Finding, Place};
use crate::path::FilePath;
use crate::source::Span;
use crate::yaml::Value;

/// Names what of a page nobody has filled in: of each sort the first.
pub(super) fn unfilled(file: &FilePath, text: &str, front: &Front) -> Vec<Finding> {
    let finding = |span, message: String, hint: &str| {
        Finding::new(Code::TemplateWords, Place::span(file, span), message).hint(hint.to_owned())
    };
    let words = |is_it: &dyn Fn(&str) -> bool, hint| {
        let span = line_that(text, is_it)?;
        Some(finding(span, "this still says what a new page begins with".to_owned(), hint))
    };
    let is_empty =
        front.entries.iter().any(|entry| entry.key == "summary" && entry.node.value == Value::Null);
    let line = line_that(text, &|line| line == "summary:").filter(|_| is_empty);
    let empty = line.map(|span| {
        let message = "`summary` is empty: lists name the page without a word about it".to_owned();
        finding(span, message, "say in a sentence what the page is about, or take the line out")
    });
    let found = [
        words(
            &|line| line.strip_prefix("- ").unwrap_or(line) == format!("name: {THEIR_NAME}"),
            "write who holds the role",
        ),
        words(
            &|line| line.starts_with("identities:") && line.contains(THEIR_ADDRESS),
            "write the mail address by which they commit, or take the line out",
        ),
        empty,
        words(
            &|line| line.starts_with(TEXT_BEGINS) && line.ends_with(TEXT_ENDS),
            "write the text, or `draft: true` until there is one",
        ),
    ];
    found.into_iter().flatten().collect()
}

/// Where the first line is that a question fits, without the blanks around it.
fn line_that(text: &str, is_it: &dyn Fn(&str) -> bool) -> Option<Span> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let words = line.trim();
        if is_it(words) {
            let at = start + line.len() - line.trim_start().len();
            return Some(Span::new(at..at + words.len()));
        }
        start += line.len();
    }
    None
}
