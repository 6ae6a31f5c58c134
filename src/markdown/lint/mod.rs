//! What people write that is hardly what they meant. One lint, one file: those that look at a text as a whole are
//! [`LINTS`], the others are asked where what they are about is read.

mod blocks;
mod comments;
mod components;
pub(super) mod conflicts;
pub(super) mod duplicate_ids;
mod foreign;
pub(super) mod foreign_code;
pub(super) mod hidden;
mod known_elements;
mod links;
mod lost;
mod marks;
pub(super) mod scripts;
pub(super) mod shifting;
pub(super) mod unclosed;
pub(super) mod wordless;

pub use conflicts::{
    CONFLICT_HELP, CONFLICT_MESSAGE, begins_with_conflict, conflict_in_yaml, first_conflict,
};

pub use comments::may_have_comments;
pub use foreign::{MADE_BY_TEMPLATE, NAME_THE_FILE, is_contents, is_made_by_template};
pub use foreign_code::is_of_writing;

use super::problem::Problem;
use super::read::NumberedEvent;
use crate::diagnostic::Finding;

/// A lint of a whole text that was read into these parts.
type Lint = fn(&str, &[NumberedEvent<'_>]) -> Vec<Problem>;

const LINTS: [Lint; 8] = [
    links::find,
    blocks::find,
    unclosed::find,
    foreign::find,
    marks::find,
    hidden::find,
    comments::find,
    lost::find,
];

/// Whether a finding says that words would be shown which another program hides.
pub fn is_of_hidden_words(finding: &Finding) -> bool {
    hidden::is_of_comment(finding) || comments::is_of_comment(finding)
}

/// What they find in a text.
pub(super) fn find(text: &str, parts: &[NumberedEvent<'_>]) -> impl Iterator<Item = Problem> {
    LINTS.iter().flat_map(move |lint| lint(text, parts))
}

/// What is reported of a text: each with its code and the words that it is about.
#[cfg(test)]
fn found(text: &str) -> Vec<String> {
    let document = super::parse(text, &super::Options::default());
    let findings = document.outline(&crate::path::FilePath::root(), 0).findings;
    let shown = |finding: &crate::diagnostic::Finding| {
        let span = finding.place.as_ref().and_then(|place| place.span).unwrap_or_default();
        format!("{}: {}", finding.code.name(), text[span.range()].trim_end())
    };
    findings.iter().map(shown).collect()
}
