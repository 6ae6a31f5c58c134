//! A text that was read once: its parts, with its headings named and its footnotes numbered.

use super::options::Options;
use crate::markdown::lint::hidden;
use crate::markdown::read::{Notes, OpenHeading, Read, events, footnotes, headings, highlight_tags, ids};

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

/// A text as it is meant where other programs know a form that this one does not: without the comments of Obsidian whose ends are
/// sure, with fences for the tags around code. All that is left is where it was. `None` where nothing of that is in it.
pub fn as_meant(text: &str, options: &Options) -> Option<String> {
    let fenced = highlight_tags::with_fences(text);
    hidden::without_comments(fenced.as_deref().unwrap_or(text), options).or(fenced)
}

impl Document<'_> {
    /// The first-level heading that the text begins with. Comments before it do not count.
    pub(super) fn opening(&self) -> Option<&OpenHeading> {
        self.heads.first().filter(|head| head.level == 1 && head.parts.start == 0)
    }
}
