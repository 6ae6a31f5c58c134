//! Lines and columns of the files that findings point into; each file is read through once.

use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

use super::paper::Sources;
use crate::diagnostic::{Finding, Place};
use crate::path::FilePath;
use crate::source::{Position, Span, slice};

/// How far apart the places lie at which characters have been counted. Without them, a column
/// near the end of a line of 1 MB costs 1 MB of counting, for each finding again.
const BLOCK: usize = 4096;

/// A text with the starts of its lines.
pub(super) struct ExcerptLines {
    text: Arc<str>,
    starts: Vec<usize>,
    /// Characters before each block of [`BLOCK`] bytes.
    counted: Vec<usize>,
}

impl ExcerptLines {
    pub(super) fn new(text: Arc<str>) -> ExcerptLines {
        let after_breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
        let starts = std::iter::once(0).chain(after_breaks).collect();
        let mut counted = vec![0];
        let mut characters = 0;
        for block in text.as_bytes().chunks(BLOCK) {
            characters += count_characters(block);
            counted.push(characters);
        }
        ExcerptLines { text, starts, counted }
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// A span held within the text and widened to whole characters.
    pub(super) fn range(&self, span: Span) -> Range<usize> {
        let start = self.text.floor_char_boundary(span.start as usize);
        let end = self.text.ceil_char_boundary(span.end as usize);
        start..end.max(start)
    }

    /// The position of a byte at the boundary of a character.
    pub(super) fn position(&self, byte: usize) -> Position {
        let line = self.starts.partition_point(|start| *start <= byte);
        let start = line.checked_sub(1).and_then(|nth| self.starts.get(nth)).copied().unwrap_or_default();
        let before = self.characters_before(byte).saturating_sub(self.characters_before(start));
        Position { line, column: before + 1 }
    }

    /// The bytes of a line, counted from one, without its break.
    pub(super) fn line(&self, number: usize) -> Range<usize> {
        let start = number.checked_sub(1).and_then(|nth| self.starts.get(nth)).copied().unwrap_or_default();
        let end = self.starts.get(number).copied().unwrap_or(self.text.len());
        start..start + trim_break(slice(&self.text, start..end)).len()
    }

    fn characters_before(&self, byte: usize) -> usize {
        let block = byte / BLOCK;
        let begun = self.text.as_bytes().get(block * BLOCK..byte).unwrap_or_default();
        self.counted.get(block).copied().unwrap_or_default() + count_characters(begun)
    }
}

/// The text without the line break at its end.
pub(super) fn trim_break(text: &str) -> &str {
    let text = text.strip_suffix('\n').unwrap_or(text);
    text.strip_suffix('\r').unwrap_or(text)
}

fn count_characters(bytes: &[u8]) -> usize {
    // Every byte of UTF-8 begins a character, but those that are `10xxxxxx`.
    bytes.iter().filter(|byte| **byte & 0b1100_0000 != 0b1000_0000).count()
}

/// The files that findings have led to so far.
pub(super) struct FileTexts<'s> {
    sources: &'s dyn Sources,
    seen: HashMap<FilePath, Option<Rc<ExcerptLines>>>,
}

impl<'s> FileTexts<'s> {
    pub(super) fn new(sources: &'s dyn Sources) -> FileTexts<'s> {
        FileTexts { sources, seen: HashMap::new() }
    }

    /// The text of a file; `None` where there is none to show.
    pub(super) fn lines(&mut self, file: &FilePath) -> Option<Rc<ExcerptLines>> {
        if let Some(known) = self.seen.get(file) {
            return known.clone();
        }
        let lines = self.sources.text(file).map(|text| Rc::new(ExcerptLines::new(text)));
        self.seen.insert(file.clone(), lines.clone());
        lines
    }

    /// Where a place is, in the words of people.
    pub(super) fn locate(&mut self, place: &Place) -> Location {
        let extent = place.span.zip(self.lines(&place.file)).map(|(span, lines)| {
            let range = lines.range(span);
            (lines.position(range.start), lines.position(range.end))
        });
        Location { file: self.name(&place.file), extent }
    }

    /// What the reader calls a file.
    pub(super) fn name(&self, file: &FilePath) -> String {
        self.sources.name(file).into_owned()
    }
}

/// What is wrong and what to do about it, a line each.
pub(super) fn with_hints(finding: &Finding) -> String {
    let hints = finding.hints.iter().map(|hint| format!("\nhelp: {hint}"));
    std::iter::once(finding.message.clone()).chain(hints).collect()
}

/// A file, and where in it: the first character, and the one after the last.
pub(super) struct Location {
    pub(super) file: String,
    pub(super) extent: Option<(Position, Position)>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::LineIndex;

    #[test]
    fn columns_agree_with_counting_from_the_start() {
        let text = format!("é\r\n{}ü\n\n{}", "aß".repeat(5000), "日本".repeat(3000));
        let lines = ExcerptLines::new(text.as_str().into());
        let index = LineIndex::new(&text);
        for (byte, _) in text.char_indices().step_by(97) {
            assert_eq!(lines.position(byte), index.position(byte), "{byte}");
        }
        assert_eq!(lines.position(text.len()), index.position(text.len()));
    }

    #[test]
    fn lines_come_without_their_breaks() {
        let lines = ExcerptLines::new("a\r\nbc\n".into());
        assert_eq!((lines.line(1), lines.line(2), lines.line(3)), (0..1, 3..5, 6..6));
        assert_eq!(ExcerptLines::new("".into()).line(1), 0..0);
    }

    #[test]
    fn spans_are_held_within_the_text() {
        let lines = ExcerptLines::new("aé".into());
        assert_eq!(lines.range(Span::new(2..99)), 1..3);
        assert_eq!(lines.range(Span::at(99)), 3..3);
        assert_eq!(lines.range(Span { start: 3, end: 1 }), 3..3);
    }
}
