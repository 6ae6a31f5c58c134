//! The parts of a text: its events, each with its place and its number among its kind.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use pulldown_cmark::Event;

use super::chunk::Chunk;
use super::problem::Problem;
use crate::source::Span;

/// An event with its place and its number among its kind.
pub(super) struct NumberedEvent<'a> {
    pub(super) event: Event<'a>,
    pub(super) span: Span,
    /// Links and pictures: the reference. Headings: the heading. Raw HTML: the chunk.
    /// Marks of footnotes: the mark. Else nothing.
    pub(super) nth: u32,
}

/// What one pass yields.
#[derive(Default)]
pub(super) struct Read<'a> {
    pub(super) parts: Vec<NumberedEvent<'a>>,
    pub(super) chunks: Vec<Chunk>,
    /// The parts that open a heading.
    pub(super) headings: Vec<usize>,
    /// The parts that open the definition of a footnote, and those behind its end.
    pub(super) notes: Vec<Range<usize>>,
    /// The parts that refer to a footnote.
    pub(super) marks: Vec<usize>,
    pub(super) problems: Vec<Problem>,
    /// Where the targets of links by reference are defined, by the number of the reference.
    pub(super) definitions: HashMap<u32, Span>,
}

/// The words of a text as its author typed them, where punctuation was made typographic.
pub(super) fn as_typed<'p>(text: &'p str, part: &'p NumberedEvent<'_>, words: &'p str) -> Cow<'p, str> {
    match text.get(part.span.range()) {
        Some(typed) if typed.bytes().all(|b| b == b'-') => Cow::Borrowed(typed),
        _ => Cow::Borrowed(words),
    }
}
