//! What is shown of a source: the lines that a span touches, cut where they are too long to read.

use std::ops::Range;

use super::lines::{ExcerptLines, trim_break};
use crate::source::slice;

/// Lines up to this many bytes are shown whole as far as the drawing is concerned, which cuts
/// them to the width of the page itself; longer ones would only cost it time.
const LONG_LINE: usize = 400;
/// Characters kept on each side of the span in a longer line: more than fit on the page, so that
/// the drawing marks the cut.
const AROUND: usize = 200;
/// Characters of a span that are underlined in a longer line.
const UNDERLINED: usize = 80;
/// A span over more lines than this has only its first one shown.
const MANY_LINES: usize = 8;

/// A piece of a source and what is marked in it.
pub(super) struct Excerpt<'t> {
    /// One or more whole or cut lines.
    pub(super) source: &'t str,
    /// What is marked, within `source`.
    pub(super) marked: Range<usize>,
    /// The number of the first line shown.
    pub(super) first_line: usize,
    /// The number of the last line shown.
    pub(super) last_line: usize,
}

/// The lines of a text that a range of it touches.
pub(super) fn excerpt(lines: &ExcerptLines, range: Range<usize>) -> Excerpt<'_> {
    // A span that takes the break at its end along does not mean the next line.
    let range = range.start..range.start + trim_break(slice(lines.text(), range.clone())).len();
    let first = lines.position(range.start).line;
    let last = lines.position(range.end).line;
    let readable = |number: usize| lines.line(number).len() <= LONG_LINE;
    if last > first && last - first < MANY_LINES && (first..=last).all(readable) {
        let whole = lines.line(first).start..lines.line(last).end;
        return shown(lines, whole, range, first, last);
    }
    let line = lines.line(first);
    // A span may begin in the break itself, between `\r` and `\n`.
    let start = range.start.min(line.end);
    let marked = start..range.end.clamp(start, line.end);
    if readable(first) {
        return shown(lines, line, marked, first, first);
    }
    let marked = start..after(lines.text(), marked, UNDERLINED);
    let from = before(lines.text(), line.start..marked.start);
    let to = after(lines.text(), marked.end..line.end, AROUND);
    shown(lines, from..to, marked, first, first)
}

fn shown(
    lines: &ExcerptLines,
    whole: Range<usize>,
    marked: Range<usize>,
    first: usize,
    last: usize,
) -> Excerpt<'_> {
    let marked = marked.start - whole.start..marked.end - whole.start;
    Excerpt { source: slice(lines.text(), whole), marked, first_line: first, last_line: last }
}

/// The start of the last characters of a range.
fn before(text: &str, range: Range<usize>) -> usize {
    let last = slice(text, range.clone()).char_indices().rev().nth(AROUND - 1);
    last.map_or(range.start, |(at, _)| range.start + at)
}

/// The end of the first so many characters of a range.
fn after(text: &str, range: Range<usize>, characters: usize) -> usize {
    slice(text, range.clone()).char_indices().nth(characters).map_or(range.end, |(at, _)| range.start + at)
}
