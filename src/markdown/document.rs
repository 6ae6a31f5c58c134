//! A text that was read once: its parts, with its headings named and its footnotes numbered.

use super::options::Options;
use crate::markdown::read::{Notes, OpenHeading, Read, events, footnotes, headings, ids};

/// A text, read.
pub struct Document<'a> {
    pub(super) text: &'a str,
    pub(super) options: Options,
    pub(super) read: Read<'a>,
    pub(super) heads: Vec<OpenHeading>,
    pub(super) notes: Notes,
}

/// Reads a text, once.
pub fn parse<'a>(text: &'a str, options: &Options) -> Document<'a> {
    let mut read = events::read(text, *options);
    let mut ids = ids::Ids::default();
    let heads = headings::name(text, &mut read, &mut ids);
    let notes = footnotes::number(&read, &mut ids);
    Document { text, options: *options, read, heads, notes }
}

impl Document<'_> {
    /// The first-level heading that the text begins with. Comments before it do not count.
    pub(super) fn opening(&self) -> Option<&OpenHeading> {
        self.heads.first().filter(|head| head.level == 1 && head.parts.start == 0)
    }
}
