//! Raw HTML on its way into a page: rewritten where it points to something, and kept from
//! breaking the page around it. What a text opens is closed where the block around it ends, and
//! what it has not opened it cannot close.

use std::fmt::Write;

use super::escape;
use super::resolve::{ReferenceMarkup, Resolve};
use crate::markdown::raw::{Chunk, Form, HtmlPiece};
use crate::shared::steps::count_steps;
use crate::source::slice;

/// How far an end tag looks for its start; beyond, nobody nests elements.
const REACH: usize = 64;

/// Elements within which scripts, styles and the like are read for tags: always in drawings and formulas, in a list of
/// choices by most browsers, and by those that run no scripts in what is meant for them.
const MARKUP_WITHIN: [&str; 4] = ["svg", "math", "select", "noscript"];

/// The elements of raw HTML that are open, each with the depth of the Markdown around it.
#[derive(Default)]
pub(super) struct RawElements<'a> {
    open: Vec<(u32, &'a str)>,
    depth: u32,
}

impl<'a> RawElements<'a> {
    /// An element of our own opens.
    pub(super) fn enter(&mut self) {
        self.depth += 1;
    }

    /// An element of our own is about to close.
    pub(super) fn leave(&mut self, out: &mut String) {
        while self.open.last().is_some_and(|(depth, _)| *depth >= self.depth && *depth > 0) {
            self.close_last(out);
        }
        self.depth = self.depth.saturating_sub(1);
    }

    /// The page ends.
    pub(super) fn close_all(&mut self, out: &mut String) {
        while !self.open.is_empty() {
            self.close_last(out);
        }
    }

    fn close_last(&mut self, out: &mut String) {
        if let Some((_, name)) = self.open.pop() {
            out.push_str("</");
            out.push_str(name);
            out.push('>');
        }
    }

    /// Writes a chunk.
    pub(super) fn write(&mut self, text: &'a str, chunk: &Chunk, references: &dyn Resolve, out: &mut String) {
        for piece in &chunk.pieces {
            match piece {
                HtmlPiece::Keep(at) | HtmlPiece::Id { at, instead: None } => {
                    out.push_str(slice(text, at.range()));
                }
                HtmlPiece::Escape(at) => escape::text(out, slice(text, at.range())),
                HtmlPiece::RawText { at, element } => {
                    self.raw_text(slice(text, at.range()), slice(text, element.range()), out);
                }
                HtmlPiece::Put(ours) => out.push_str(ours),
                HtmlPiece::Address { at, nth, form } => {
                    address(slice(text, at.range()), *form, &references.resolve(*nth as usize), out);
                }
                HtmlPiece::Id { instead: Some(id), .. } => quoted(out, id),
                HtmlPiece::Opened(name) => self.open.push((self.depth, slice(text, name.range()))),
                HtmlPiece::Closed(name) => self.close(slice(text, name.range()), out),
            }
        }
    }

    /// What an element holds whose content is no markup. Where a browser might read markup in it all the same, it gets
    /// no sign to begin with.
    fn raw_text(&self, content: &str, element: &str, out: &mut String) {
        let is_markup = |name: &str| MARKUP_WITHIN.iter().any(|other| name.eq_ignore_ascii_case(other));
        if !is_markup(element) && !self.open.iter().any(|(_, name)| is_markup(name)) {
            return out.push_str(content);
        }
        let mut parts = content.split("<![CDATA[");
        out.push_str(&parts.next().unwrap_or_default().replace('<', "&lt;"));
        for part in parts {
            out.push_str(&part.replacen("]]>", "", 1).replace('<', "&lt;"));
        }
    }

    /// Closes the innermost element of a name within the block, and all within it.
    fn close(&mut self, name: &str, out: &mut String) {
        let here = |(depth, _): &&(u32, &str)| *depth == self.depth;
        let within = self.open.iter().rev().take_while(here).take(REACH);
        let Some(above) = within.map(|(_, open)| open).position(|open| {
            count_steps(1);
            open.eq_ignore_ascii_case(name)
        }) else {
            return;
        };
        for _ in 0..=above {
            self.close_last(out);
        }
    }
}

/// The value of an attribute, with what the site makes of it.
fn address(written: &str, form: Form, shown: &ReferenceMarkup<'_>, out: &mut String) {
    let target = match shown {
        ReferenceMarkup::Dead | ReferenceMarkup::Unapproved if form == Form::Link => return dead(out),
        ReferenceMarkup::AsWritten => return out.push_str(written),
        // What leads to nothing loads nothing: at the address of the page something else may be found by that name.
        ReferenceMarkup::Dead | ReferenceMarkup::Unapproved
            if matches!(form, Form::Listed | Form::InStyle) =>
        {
            return out.push_str("data:,");
        }
        ReferenceMarkup::Dead | ReferenceMarkup::Unapproved => return out.push_str("\"\""),
        ReferenceMarkup::Link { href, .. } => href,
        ReferenceMarkup::Picture { src, .. } | ReferenceMarkup::Video { src, .. } => src,
    };
    if form == Form::InStyle {
        return in_style(target, out);
    }
    if form == Form::Listed {
        return escape::attribute(out, target);
    }
    quoted(out, target);
    if let (Form::Unsized, ReferenceMarkup::Picture { size: Some((width, height)), .. }) = (form, shown) {
        // Writing to a string does not fail.
        let _ = write!(out, " width=\"{width}\" height=\"{height}\"");
    }
}

/// An address in a style, without quotes, wherever that style stands.
fn in_style(target: &str, out: &mut String) {
    for c in target.chars() {
        match c {
            '"' | '\'' | '(' | ')' | '\\' | '<' | '>' | '&' => {
                let _ = write!(out, "%{:02X}", u32::from(c));
            }
            c if c.is_whitespace() => out.push_str("%20"),
            c => out.push(c),
        }
    }
}

/// `href` has been written; what follows makes it a link that leads nowhere.
fn dead(out: &mut String) {
    if out.ends_with("href=") {
        out.truncate(out.len() - "href=".len());
        if out.ends_with("xlink:") {
            out.truncate(out.len() - "xlink:".len());
        }
        out.push_str("role=\"link\" aria-disabled=\"true\"");
    } else {
        out.push_str("\"\"");
    }
}

fn quoted(out: &mut String, value: &str) {
    out.push('"');
    escape::attribute(out, value);
    out.push('"');
}
