//! Texts and places in them, and how a stretch of one is taken.

use std::ops::{Bound, Range, RangeBounds};
use std::sync::Arc;

/// A stretch of a text, in bytes from its start. Texts are at most 4 GiB.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, serde::Serialize, serde::Deserialize,
)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

impl Span {
    /// A span over a range of bytes; places past 4 GiB are held at the end.
    pub fn new(range: Range<usize>) -> Span {
        let clip = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Span { start: clip(range.start), end: clip(range.end) }
    }

    /// An empty span.
    pub fn at(place: usize) -> Span {
        Span::new(place..place)
    }

    /// The same stretch in a text that begins `by` bytes earlier.
    #[must_use]
    pub fn shifted(self, by: usize) -> Span {
        let later = |place: u32| (place as usize).saturating_add(by);
        Span::new(later(self.start)..later(self.end))
    }

    /// Whether this stretch lies within one of several, which stand in order and do not overlap.
    pub fn is_within_one_of(self, stretches: &[Span]) -> bool {
        let nth = stretches.partition_point(|stretch| stretch.end <= self.start);
        stretches.get(nth).is_some_and(|stretch| stretch.holds(self))
    }

    /// Whether another stretch lies within this one.
    pub fn holds(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The bytes as a range, for [`slice()`].
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A stretch of a text. It cannot fail, whatever places a parser or a file named: what lies beyond the end is not
/// there, a bound within a character moves to where the character begins, and bounds that cross hold nothing between
/// them. So two cuts that meet lose nothing and repeat nothing. Where a wrong place must be noticed, use `str::get`.
pub fn slice(text: &str, range: impl RangeBounds<usize>) -> &str {
    let start = match range.start_bound() {
        Bound::Included(at) => *at,
        Bound::Excluded(at) => at.saturating_add(1),
        Bound::Unbounded => 0,
    };
    let end = match range.end_bound() {
        Bound::Included(at) => at.saturating_add(1),
        Bound::Excluded(at) => *at,
        Bound::Unbounded => text.len(),
    };
    text.get(text.floor_char_boundary(start)..text.floor_char_boundary(end)).unwrap_or_default()
}

/// A position as editors count: line and column from one, columns in characters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

/// Where the lines of a text begin, for many look-ups in one text.
pub struct LineIndex<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> LineIndex<'a> {
    /// Reads a text once.
    pub fn new(text: &'a str) -> LineIndex<'a> {
        let after_breaks = text.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(at, _)| at + 1);
        LineIndex { text, starts: std::iter::once(0).chain(after_breaks).collect() }
    }

    /// The position of a byte; one past the end is the end.
    pub fn position(&self, byte: usize) -> Position {
        let byte = byte.min(self.text.len());
        let line = self.starts.partition_point(|start| *start <= byte);
        let start = self.starts.get(line.saturating_sub(1)).copied().unwrap_or_default();
        Position { line, column: slice(self.text, start..byte).chars().count() + 1 }
    }

    /// Where the line begins that holds a byte; one past the end is the end.
    pub fn line_start(&self, byte: usize) -> usize {
        let line = self.starts.partition_point(|start| *start <= byte);
        self.starts.get(line.saturating_sub(1)).copied().unwrap_or_default()
    }
}

/// A text with the file it is from. Cheap to clone.
#[derive(Clone, Debug)]
pub struct SourceText {
    /// The file.
    pub file: crate::path::FilePath,
    /// Its text.
    pub text: Arc<str>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cut_fails() {
        let text = "aé😀b";
        assert_eq!(
            [slice(text, 1..3), slice(text, ..3), slice(text, 3..), slice(text, ..=2)],
            ["é", "aé", "😀b", "aé"]
        );
        assert_eq!(slice(text, 2..6), "é", "both bounds are within a character");
        assert_eq!([slice(text, 3..99), slice(text, 99..), slice(text, ..=usize::MAX)], ["😀b", "", text]);
        let crossed = Range { start: 3, end: 1 };
        assert_eq!([slice(text, crossed), slice("", 0..1)], ["", ""]);
        for (start, end) in (0..10).flat_map(|start| (0..10).map(move |end| (start, end))) {
            assert!(text.contains(slice(text, start..end)), "{start}..{end}");
        }
    }

    #[test]
    fn positions_count_characters() {
        let lines = LineIndex::new("é b\nc\r\nd");
        assert_eq!(lines.position(0), Position { line: 1, column: 1 });
        assert_eq!(lines.position(3), Position { line: 1, column: 3 });
        assert_eq!(lines.position(5), Position { line: 2, column: 1 });
        assert_eq!(lines.position(8), Position { line: 3, column: 1 });
        assert_eq!(lines.position(1), Position { line: 1, column: 1 }, "inside a character");
        assert_eq!(lines.position(99), Position { line: 3, column: 2 });
        assert_eq!([0, 3, 4, 5, 8, 99].map(|byte| lines.line_start(byte)), [0, 0, 0, 5, 8, 8]);
    }
}
