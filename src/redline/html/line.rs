//! What stands in a line: words with their marks, `ins` and `del` innermost, so that they never straddle an element.

use std::fmt::Write as _;

use super::{TextSide, Writer};
use crate::markdown::tree::{InlineMark, InlinePiece, Link, LinkWords, Picture};
use crate::markdown::{ReferenceKind, ReferenceMarkup, escape_address, escape_attribute, escape_text};
use crate::redline::view::{RunView, ViewState, link_of, neighbours, to_be_told};

/// An element that is open.
struct Open<'v, 'a> {
    mark: &'v InlineMark<'a>,
    side: TextSide,
    /// Its name, where it is shown as an element.
    name: Option<&'static str>,
}

impl Writer<'_, '_> {
    /// Writes a line.
    pub(super) fn line(&mut self, views: &[RunView<'_, '_>]) {
        let mut open = Vec::new();
        for (at, view) in views.iter().enumerate() {
            self.marks(&mut open, view, side(views, at));
            let (same_before, same_after) = neighbours(views, at);
            self.begin(view, same_before);
            self.piece(view);
            self.end(view, same_after);
            if let Some((before, after)) = to_be_told(views, at) {
                self.close(&mut open, 0);
                self.restyled_remark(before, after);
            }
        }
        self.close(&mut open, 0);
    }

    /// Closes and opens elements until those that a view has are open.
    fn marks<'v, 'a>(&mut self, open: &mut Vec<Open<'v, 'a>>, view: &RunView<'v, 'a>, side: TextSide) {
        let marks = &view.run.marks;
        let is_open = |(open, mark): &(&Open<'_, '_>, &InlineMark<'_>)| {
            open.mark == *mark && (open.side == side || !matches!(mark, InlineMark::Link(_)))
        };
        let common = open.iter().zip(marks).take_while(is_open).count();
        self.close(open, common);
        for mark in marks.iter().skip(common) {
            let name = self.open_mark(mark, side);
            open.push(Open { mark, side, name });
        }
    }

    fn close(&mut self, open: &mut Vec<Open<'_, '_>>, depth: usize) {
        for name in open.drain(depth..).rev().filter_map(|open| open.name) {
            self.out.push_str("</");
            self.out.push_str(name);
            self.out.push('>');
        }
    }

    /// Opens the element of a mark and says its name; nothing for a link that leads nowhere.
    fn open_mark(&mut self, mark: &InlineMark<'_>, side: TextSide) -> Option<&'static str> {
        let name = match mark {
            InlineMark::Emphasis => "em",
            InlineMark::Strong => "strong",
            InlineMark::Struck => "s",
            InlineMark::Raised => "sup",
            InlineMark::Lowered => "sub",
            InlineMark::Code => "code",
            InlineMark::Element(name) => name,
            InlineMark::Link(link) => return self.open_link(link, side).then_some("a"),
        };
        self.out.push('<');
        self.out.push_str(name);
        self.out.push('>');
        Some(name)
    }

    fn open_link(&mut self, link: &Link<'_>, side: TextSide) -> bool {
        let shown = self.page.links.shown(side, link.kind, &link.target);
        if matches!(shown, ReferenceMarkup::Dead | ReferenceMarkup::Unapproved) {
            return false;
        }
        self.out.push_str("<a href=\"");
        match &shown {
            ReferenceMarkup::Link { href, .. } => escape_attribute(self.out, href),
            ReferenceMarkup::Picture { src, .. } | ReferenceMarkup::Video { src, .. } => {
                escape_attribute(self.out, src);
            }
            ReferenceMarkup::AsWritten | ReferenceMarkup::Dead | ReferenceMarkup::Unapproved => {
                escape_address(self.out, &link.target);
            }
        }
        if !link.title.is_empty() {
            self.out.push_str("\" title=\"");
            escape_attribute(self.out, &link.title);
        }
        self.out.push_str("\">");
        true
    }

    fn begin(&mut self, view: &RunView<'_, '_>, goes_on: bool) {
        if view.before.is_some() {
            return self.out.push_str("<span class=\"restyled\">");
        }
        self.out.push_str(view.state.element().0);
        if view.state != ViewState::Kept && !goes_on {
            self.hidden(view.state.said(self.page.words));
        }
    }

    fn end(&mut self, view: &RunView<'_, '_>, goes_on: bool) {
        if view.before.is_some() {
            return self.out.push_str("</span>");
        }
        if view.state != ViewState::Kept && !goes_on {
            self.hidden("; ");
        }
        self.out.push_str(view.state.element().1);
    }

    /// Words for those who hear the page; the others see colours and lines.
    pub(super) fn hidden(&mut self, words: &str) {
        self.out.push_str("<span class=\"hidden\">");
        self.out.push_str(words);
        self.out.push_str("</span>");
    }

    fn piece(&mut self, view: &RunView<'_, '_>) {
        match &view.run.piece {
            InlinePiece::Words(words) => match self.words_of_target(view) {
                Some(title) => escape_text(self.out, &title),
                None => escape_text(self.out, words),
            },
            InlinePiece::Break if view.state == ViewState::Kept => self.out.push_str("<br>\n"),
            InlinePiece::Break => self.out.push('↵'),
            InlinePiece::Picture(picture) => self.picture(picture, own_side(view)),
            InlinePiece::NoteMark(mark) => {
                self.out.push_str("<sup class=\"footnote\">");
                self.out.push_str(&mark.number.to_string());
                self.out.push_str("</sup>");
            }
            InlinePiece::Html(html) => {
                self.out.push_str("<code class=\"source\">");
                escape_text(self.out, html);
                self.out.push_str("</code>");
            }
        }
    }

    /// What the page shows for a wikilink without words.
    fn words_of_target(&self, view: &RunView<'_, '_>) -> Option<String> {
        let link = link_of(view.run).filter(|link| link.words == LinkWords::Target)?;
        match self.page.links.shown(own_side(view), link.kind, &link.target) {
            ReferenceMarkup::Link { words: Some(words), .. } => Some(words.into_owned()),
            _ => None,
        }
    }

    fn picture(&mut self, picture: &Picture<'_>, side: TextSide) {
        let (src, pixels) = match self.page.links.shown(side, ReferenceKind::Picture, &picture.target) {
            ReferenceMarkup::Picture { src, size } => (src, size),
            ReferenceMarkup::AsWritten => (picture.target.as_ref().into(), None),
            ReferenceMarkup::Link { href: src, .. } | ReferenceMarkup::Video { src, .. } => {
                return self.player(picture, &src);
            }
            ReferenceMarkup::Dead | ReferenceMarkup::Unapproved => {
                self.out.push_str("<span class=\"dead\">");
                escape_text(self.out, &picture.words);
                return self.out.push_str("</span>");
            }
        };
        self.out.push_str("<img src=\"");
        escape_attribute(self.out, &src);
        self.out.push_str("\" alt=\"");
        escape_attribute(self.out, &picture.words);
        if !picture.title.is_empty() {
            self.out.push_str("\" title=\"");
            escape_attribute(self.out, &picture.title);
        }
        if let Some((width, height)) = pixels {
            // Writing to a string does not fail.
            let _ = write!(self.out, "\" width=\"{width}\" height=\"{height}");
        }
        self.out.push_str("\" loading=\"lazy\" decoding=\"async\">");
    }

    /// What plays is not played here, only named.
    fn player(&mut self, picture: &Picture<'_>, src: &str) {
        self.out.push_str("<a href=\"");
        escape_attribute(self.out, src);
        self.out.push_str("\">");
        let named =
            [&picture.words, &picture.title, &picture.target].into_iter().find(|words| !words.is_empty());
        escape_text(self.out, named.map_or(src, |words| words));
        self.out.push_str("</a>");
    }
}

/// The text that a view stands in.
fn own_side(view: &RunView<'_, '_>) -> TextSide {
    if view.state == ViewState::Deleted { TextSide::Old } else { TextSide::New }
}

/// The text that the link of a view is resolved from. Words that are gone from a link that is still there
/// stand in that link.
fn side(views: &[RunView<'_, '_>], at: usize) -> TextSide {
    let Some(view) = views.get(at) else { return TextSide::New };
    let Some(link) = link_of(view.run).filter(|_| view.state == ViewState::Deleted) else {
        return own_side(view);
    };
    let is_new = |other: &&RunView<'_, '_>| other.state != ViewState::Deleted;
    let before = views.iter().take(at).rev().find(is_new);
    let neighbours = [before, views.iter().skip(at + 1).find(is_new)];
    let linked = neighbours.into_iter().flatten().any(|other| link_of(other.run) == Some(link));
    if linked { TextSide::New } else { TextSide::Old }
}
