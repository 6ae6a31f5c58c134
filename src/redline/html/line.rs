//! What stands in a line: words with their marks, `ins` and `del` innermost, so that they never straddle an element.

use std::fmt::Write as _;

use super::{Side, Writer};
use crate::markdown::tree::{Link, LinkWords, Mark, Picture, Piece};
use crate::markdown::{ReferenceKind, Shown, escape_address, escape_attribute, escape_text};
use crate::redline::view::{State, View, link_of, neighbours, to_be_told};

/// An element that is open.
struct Open<'v, 'a> {
    mark: &'v Mark<'a>,
    side: Side,
    /// Its name, where it is shown as an element.
    name: Option<&'static str>,
}

impl Writer<'_, '_> {
    /// Writes a line.
    pub(super) fn line(&mut self, views: &[View<'_, '_>]) {
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
    fn marks<'v, 'a>(&mut self, open: &mut Vec<Open<'v, 'a>>, view: &View<'v, 'a>, side: Side) {
        let marks = &view.run.marks;
        let is_open = |(open, mark): &(&Open<'_, '_>, &Mark<'_>)| {
            open.mark == *mark && (open.side == side || !matches!(mark, Mark::Link(_)))
        };
        let common = open.iter().zip(marks).take_while(is_open).count();
        self.close(open, common);
        for mark in &marks[common..] {
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
    fn open_mark(&mut self, mark: &Mark<'_>, side: Side) -> Option<&'static str> {
        let name = match mark {
            Mark::Emphasis => "em",
            Mark::Strong => "strong",
            Mark::Struck => "s",
            Mark::Raised => "sup",
            Mark::Lowered => "sub",
            Mark::Code => "code",
            Mark::Element(name) => name,
            Mark::Link(link) => return self.open_link(link, side).then_some("a"),
        };
        self.out.push('<');
        self.out.push_str(name);
        self.out.push('>');
        Some(name)
    }

    fn open_link(&mut self, link: &Link<'_>, side: Side) -> bool {
        let shown = self.page.links.shown(side, link.kind, &link.target);
        if matches!(shown, Shown::Dead | Shown::Unapproved) {
            return false;
        }
        self.out.push_str("<a href=\"");
        match &shown {
            Shown::Link { href, .. } => escape_attribute(self.out, href),
            Shown::Picture { src, .. } | Shown::Video { src, .. } => escape_attribute(self.out, src),
            Shown::AsWritten | Shown::Dead | Shown::Unapproved => escape_address(self.out, &link.target),
        }
        if !link.title.is_empty() {
            self.out.push_str("\" title=\"");
            escape_attribute(self.out, &link.title);
        }
        self.out.push_str("\">");
        true
    }

    fn begin(&mut self, view: &View<'_, '_>, goes_on: bool) {
        if view.before.is_some() {
            return self.out.push_str("<span class=\"restyled\">");
        }
        self.out.push_str(view.state.element().0);
        if view.state != State::Kept && !goes_on {
            self.hidden(view.state.said());
        }
    }

    fn end(&mut self, view: &View<'_, '_>, goes_on: bool) {
        if view.before.is_some() {
            return self.out.push_str("</span>");
        }
        if view.state != State::Kept && !goes_on {
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

    fn piece(&mut self, view: &View<'_, '_>) {
        match &view.run.piece {
            Piece::Words(words) => match self.words_of_target(view) {
                Some(title) => escape_text(self.out, &title),
                None => escape_text(self.out, words),
            },
            Piece::Break if view.state == State::Kept => self.out.push_str("<br>\n"),
            Piece::Break => self.out.push('↵'),
            Piece::Picture(picture) => self.picture(picture, own_side(view)),
            Piece::NoteMark(mark) => {
                self.out.push_str("<sup class=\"footnote\">");
                self.out.push_str(&mark.number.to_string());
                self.out.push_str("</sup>");
            }
            Piece::Html(html) => {
                self.out.push_str("<code class=\"source\">");
                escape_text(self.out, html);
                self.out.push_str("</code>");
            }
        }
    }

    /// What the page shows for a wikilink without words.
    fn words_of_target(&self, view: &View<'_, '_>) -> Option<String> {
        let link = link_of(view.run).filter(|link| link.words == LinkWords::Target)?;
        match self.page.links.shown(own_side(view), link.kind, &link.target) {
            Shown::Link { words: Some(words), .. } => Some(words.into_owned()),
            _ => None,
        }
    }

    fn picture(&mut self, picture: &Picture<'_>, side: Side) {
        let (src, pixels) = match self.page.links.shown(side, ReferenceKind::Picture, &picture.target) {
            Shown::Picture { src, size } => (src, size),
            Shown::AsWritten => (picture.target.as_ref().into(), None),
            Shown::Link { href: src, .. } | Shown::Video { src, .. } => return self.player(picture, &src),
            Shown::Dead | Shown::Unapproved => {
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
fn own_side(view: &View<'_, '_>) -> Side {
    if view.state == State::Deleted { Side::Old } else { Side::New }
}

/// The text that the link of a view is resolved from. Words that are gone from a link that is still there
/// stand in that link.
fn side(views: &[View<'_, '_>], at: usize) -> Side {
    let view = &views[at];
    let Some(link) = link_of(view.run).filter(|_| view.state == State::Deleted) else {
        return own_side(view);
    };
    let is_new = |other: &&View<'_, '_>| other.state != State::Deleted;
    let neighbours = [views[..at].iter().rev().find(is_new), views[at + 1..].iter().find(is_new)];
    let linked = neighbours.into_iter().flatten().any(|other| link_of(other.run) == Some(link));
    if linked { Side::New } else { Side::Old }
}
