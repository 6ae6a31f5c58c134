//! The pieces that raw HTML is shown in.

use crate::markdown::outline::ReferenceKind;
use crate::source::{Span, slice};

/// One stretch of raw HTML. Places in pieces are places in the chunk's own text.
#[derive(Default, Debug)]
pub(in crate::markdown) struct Chunk {
    /// What is shown of it, in order.
    pub(in crate::markdown) pieces: Vec<HtmlPiece>,
    /// What it points to, in order.
    pub(in crate::markdown) references: Vec<ChunkReference>,
    /// The ids it carries: what is written, where in the source, and the piece.
    pub(in crate::markdown) ids: Vec<(Box<str>, Span, usize)>,
    /// The names of anchors, which links can name as well.
    pub(in crate::markdown) names: Vec<Box<str>>,
    /// Whether it leaves a link open, closes one, or neither.
    pub(in crate::markdown) link: Option<LinkState>,
}

/// What a chunk does to the links around it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::markdown) enum LinkState {
    /// A link is open behind it.
    Open,
    /// None is.
    Closed,
}

/// What a chunk points to.
#[derive(Clone, Debug)]
pub(in crate::markdown) struct ChunkReference {
    pub(in crate::markdown) kind: ReferenceKind,
    pub(in crate::markdown) target: Box<str>,
    /// Where in the source.
    pub(in crate::markdown) span: Span,
}

/// A piece of raw HTML.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in crate::markdown) enum HtmlPiece {
    /// As written.
    Keep(Span),
    /// As text.
    Escape(Span),
    /// What an element holds whose content is no markup, with the name of that element.
    RawText { at: Span, element: Span },
    /// Something of our own.
    Put(&'static str),
    /// The value of an attribute, quotes included, that points to something.
    Address { at: Span, nth: u32, form: Form },
    /// The value of an id, quotes included; `instead` where it was taken.
    Id { at: Span, instead: Option<Box<str>> },
    /// From here on the element with this name is open.
    Opened(Span),
    /// The end of the innermost open element with this name.
    Closed(Span),
}

/// How an address is written in its attribute.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::markdown) enum Form {
    /// It is the whole value of a link.
    Link,
    /// It is the whole value, and its picture has no size yet.
    Unsized,
    /// It is the whole value of something else.
    Value,
    /// It is part of a list; quotes stand elsewhere.
    Listed,
    /// It is what stands between the parentheses of `url(…)` in a style.
    InStyle,
}

impl Chunk {
    /// The names of the elements that it opens and closes, in order, with whether it opens them.
    pub(in crate::markdown) fn elements(&self) -> impl Iterator<Item = (Span, bool)> {
        self.pieces.iter().filter_map(|piece| match piece {
            HtmlPiece::Opened(name) => Some((*name, true)),
            HtmlPiece::Closed(name) => Some((*name, false)),
            _ => None,
        })
    }

    /// Whether nothing of it is shown.
    pub(in crate::markdown) fn is_blank(&self, text: &str) -> bool {
        self.pieces.iter().all(|piece| match piece {
            HtmlPiece::Keep(at) | HtmlPiece::Escape(at) | HtmlPiece::RawText { at, .. } => {
                slice(text, at.range()).trim().is_empty()
            }
            _ => false,
        })
    }

    /// The ids as they are shown.
    pub(in crate::markdown) fn shown_ids(&self) -> impl Iterator<Item = Box<str>> {
        self.ids.iter().map(|(written, _, piece)| match self.pieces.get(*piece) {
            Some(HtmlPiece::Id { instead: Some(instead), .. }) => instead.clone(),
            _ => written.clone(),
        })
    }
}
