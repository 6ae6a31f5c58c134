//! Markers that version control leaves where two people have changed the same lines.

use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use crate::diagnostic::{Code, Finding};
use crate::markdown::problem::Problem;
use crate::markdown::read::NumberedEvent;
use crate::path::FilePath;
use crate::source::{Span, slice};

/// The marks at the beginning of a line, in their order.
const OURS: &str = "<<<<<<< ";
const MIDDLE: &str = "=======";
const THEIRS: &str = ">>>>>>> ";

/// The first stretch of a text, from a byte on, that a merge has left unsettled: from the first mark to the end
/// of the line with the last. All three must be there, in their order.
fn conflict(text: &str, from: usize) -> Option<Range<usize>> {
    let mut start = from;
    let mut open = None;
    let mut halved = false;
    for line in text.get(from..)?.split_inclusive('\n') {
        if line.starts_with(OURS) {
            (open, halved) = (Some(start), false);
        } else if line.trim_end() == MIDDLE {
            halved = open.is_some();
        } else if line.starts_with(THEIRS)
            && halved
            && let Some(open) = open
        {
            return Some(open..start + line.trim_end().len());
        }
        start += line.len();
    }
    None
}

/// Whether one may begin with the first line of a text.
pub fn begins_with_conflict(text: &str) -> bool {
    text.starts_with(OURS)
}

/// The first such stretch of a text that is no Markdown.
pub fn first_conflict(text: &str) -> Option<Range<usize>> {
    conflict(text, 0)
}

/// Every such stretch that does not begin in code.
pub(in crate::markdown) fn outside_code(text: &str, parts: &[NumberedEvent<'_>]) -> Vec<Span> {
    let mut found = Vec::new();
    let mut from = if text.contains(OURS) { 0 } else { text.len() };
    while let Some(conflict) = conflict(text, from) {
        from = conflict.end;
        found.push(Span::new(conflict));
    }
    found.retain(|conflict| !begins_in_code(*conflict, parts));
    found
}

fn begins_in_code(conflict: Span, parts: &[NumberedEvent<'_>]) -> bool {
    let blocks = parts.iter().filter(|part| matches!(part.event, Event::Start(Tag::CodeBlock(_))));
    blocks.into_iter().any(|block| block.span.holds(Span::at(conflict.start as usize)))
}

/// The finding about front matter with the first of these marks, which is never YAML. The text begins `offset` bytes
/// into its file.
pub fn conflict_in_yaml(yaml: &str, file: &FilePath, offset: usize) -> Option<Finding> {
    let first = yaml.find(OURS).filter(|at| *at == 0 || slice(yaml, ..*at).ends_with('\n'))?;
    Some(problem(Span::at(first)).finding(file, offset))
}

/// What is reported of a conflict, at its first mark.
pub(in crate::markdown) fn problem(conflict: Span) -> Problem {
    let start = conflict.range().start;
    Problem::new(Code::MergeConflict, Span::new(start..start + MARK), CONFLICT_MESSAGE).hint(CONFLICT_HELP)
}

/// How many bytes of the first mark are underlined.
const MARK: usize = OURS.len() - 1;
/// What is wrong.
pub const CONFLICT_MESSAGE: &str = "two versions of these lines stand here; a merge was not settled";
/// What to do about it.
pub const CONFLICT_HELP: &str =
    "keep one of them, or words of both, and take the marks `<<<<<<<`, `=======` and `>>>>>>>` out";
