//! The headings of a text, and the ids of everything that has one.

use std::borrow::Cow;

use pulldown_cmark::{CowStr, Event, Tag};

use super::ids::Ids;
use super::parts::{NumberedEvent, Read, as_typed};
use crate::markdown::lint::duplicate_ids;
use crate::markdown::raw::HtmlPiece;
use crate::markdown::words::squeeze;
use crate::path::heading_slug;
use crate::source::Span;

/// A heading.
pub(in crate::markdown) struct OpenHeading {
    /// As written, 1 to 6.
    pub(in crate::markdown) level: u8,
    pub(in crate::markdown) id: Box<str>,
    /// Its words, without markup.
    pub(in crate::markdown) text: Box<str>,
    pub(in crate::markdown) span: Span,
    /// The parts from its start to its end.
    pub(in crate::markdown) parts: std::ops::Range<usize>,
}

/// Names all headings. What people wrote themselves comes first: an id that a page
/// was given on purpose does not move because a heading has the same words.
pub(in crate::markdown) fn name<'a>(
    text: &'a str,
    read: &mut Read<'a>,
    ids: &mut Ids<'a>,
) -> Vec<OpenHeading> {
    let mut heads: Vec<OpenHeading> = Vec::with_capacity(read.headings.len());
    let mut wishes: Vec<String> = Vec::with_capacity(read.headings.len());
    for &start in &read.headings {
        let (head, wish) = head(text, &read.parts, start);
        heads.push(head);
        wishes.push(wish);
    }
    take_written(text, read, &mut heads, ids);
    for (head, wish) in heads.iter_mut().zip(wishes) {
        if head.id.is_empty() {
            head.id = ids.make(if wish.is_empty() { "section".to_owned() } else { wish });
        }
    }
    heads
}

fn head(text: &str, parts: &[NumberedEvent<'_>], start: usize) -> (OpenHeading, String) {
    let (mut words, mut typed, mut alternative) = (String::new(), String::new(), String::new());
    let mut pictures = 0;
    let mut at = start + 1;
    while let Some(part) = parts.get(at) {
        at += 1;
        match &part.event {
            Event::End(pulldown_cmark::TagEnd::Heading(_)) => break,
            Event::Start(Tag::Image { .. }) => pictures += 1,
            Event::End(pulldown_cmark::TagEnd::Image) => pictures -= 1,
            Event::Text(run) | Event::Code(run) | Event::InlineMath(run) if pictures > 0 => {
                alternative.push_str(run);
            }
            Event::Text(run) => {
                words.push_str(run);
                typed.push_str(&as_typed(text, part, run));
            }
            Event::Code(run) | Event::InlineMath(run) => {
                words.push_str(run);
                typed.push_str(run);
            }
            Event::SoftBreak | Event::HardBreak => {
                words.push(' ');
                typed.push(' ');
            }
            _ => {}
        }
    }
    // A heading that is only a picture is called what the picture says.
    if words.trim().is_empty() {
        typed.clone_from(&alternative);
        words = alternative;
    }
    let opening = parts.get(start);
    let level = match opening.map(|part| &part.event) {
        Some(Event::Start(Tag::Heading { level, .. })) => *level as u8,
        _ => 1,
    };
    let head = OpenHeading {
        level,
        id: "".into(),
        text: squeeze(&words),
        span: opening.map_or_else(Span::default, |part| part.span),
        parts: start..at,
    };
    (head, heading_slug(&typed))
}

enum Site<'a> {
    Heading(usize, Cow<'a, str>),
    Chunk(usize, usize, Cow<'a, str>),
}

fn take_written<'a>(text: &str, read: &mut Read<'a>, heads: &mut [OpenHeading], ids: &mut Ids<'a>) {
    for (span, site) in written(text, read) {
        let clash = match site {
            Site::Heading(nth, id) => {
                let written: Box<str> = (*id).into();
                let clash = ids.take_written(id, span).err();
                if let Some(head) = heads.get_mut(nth) {
                    head.id = clash.as_ref().map_or(written, |clash| clash.id.clone());
                }
                clash
            }
            Site::Chunk(nth, piece, id) => {
                let clash = ids.take_written(id, span).err();
                let piece = read.chunks.get_mut(nth).and_then(|chunk| chunk.pieces.get_mut(piece));
                if let (Some(clash), Some(HtmlPiece::Id { instead, .. })) = (&clash, piece) {
                    *instead = Some(clash.id.clone());
                }
                clash
            }
        };
        if let Some(clash) = clash {
            read.problems.push(duplicate_ids::problem(text, span, &clash));
        }
    }
}

/// The id in a comment of MDX, which is the only thing between the braces: `## Words {/*id*/}`.
fn in_comment<'h>(attributes: &'h [(CowStr<'_>, Option<CowStr<'_>>)]) -> Option<&'h str> {
    let id = match attributes {
        [(id, None)] => id.strip_prefix("/*")?.strip_suffix("*/")?,
        [(open, None), (id, None), (close, None)] if &**open == "/*" && &**close == "*/" => id,
        _ => return None,
    };
    (!id.is_empty()).then_some(id)
}

/// Every id that somebody wrote, in the order of the text.
fn written<'a>(text: &str, read: &Read<'a>) -> Vec<(Span, Site<'a>)> {
    let mut sites = Vec::new();
    for (nth, &part) in read.headings.iter().enumerate() {
        let Some(NumberedEvent { event: Event::Start(Tag::Heading { id, attrs, .. }), span, .. }) =
            read.parts.get(part)
        else {
            continue;
        };
        let Some(id) = id.as_deref().or_else(|| in_comment(attrs)) else { continue };
        let range = span.range();
        let at = text
            .get(range.clone())
            .and_then(|heading| heading.rfind(id))
            .map_or(*span, |at| Span::new(range.start + at..range.start + at + id.len()));
        sites.push((at, Site::Heading(nth, Cow::Owned(id.to_string()))));
    }
    for (nth, chunk) in read.chunks.iter().enumerate() {
        for (id, span, piece) in &chunk.ids {
            sites.push((*span, Site::Chunk(nth, *piece, Cow::Owned(id.to_string()))));
        }
    }
    sites.sort_by_key(|(span, _)| *span);
    sites
}
