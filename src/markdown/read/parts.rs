//! The parts of a text: its events, each with its place and its number among its kind.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use pulldown_cmark::Event;

use crate::markdown::problem::Problem;
use crate::markdown::raw::Chunk;
use crate::source::Span;

/// An event with its place and its number among its kind.
pub(in crate::markdown) struct NumberedEvent<'a> {
    pub(in crate::markdown) event: Event<'a>,
    pub(in crate::markdown) span: Span,
    /// Links and pictures: the reference. Headings: the heading. Raw HTML: the chunk.
    /// Marks of footnotes: the mark. Else nothing.
    pub(in crate::markdown) nth: u32,
}

/// What one pass yields.
#[derive(Default)]
pub(in crate::markdown) struct Read<'a> {
    pub(in crate::markdown) parts: Vec<NumberedEvent<'a>>,
    pub(in crate::markdown) chunks: Vec<Chunk>,
    /// The parts that open a heading.
    pub(super) headings: Vec<usize>,
    /// The parts that open the definition of a footnote, and those behind its end.
    pub(in crate::markdown) notes: Vec<Range<usize>>,
    /// The parts that refer to a footnote.
    pub(in crate::markdown) marks: Vec<usize>,
    pub(in crate::markdown) problems: Vec<Problem>,
    /// Where the targets of links by reference are defined, by the number of the reference.
    pub(in crate::markdown) definitions: HashMap<u32, Span>,
}

/// The words of a text as its author typed them, where punctuation was made typographic.
pub(super) fn as_typed<'p>(text: &'p str, part: &'p NumberedEvent<'_>, words: &'p str) -> Cow<'p, str> {
    match text.get(part.span.range()) {
        Some(typed) if typed.bytes().all(|b| b == b'-') => Cow::Borrowed(typed),
        _ => Cow::Borrowed(words),
    }
}
