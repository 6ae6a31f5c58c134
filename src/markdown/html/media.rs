//! Pictures, videos and sounds, alone in a figure or within a line.

use std::fmt::Write;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::resolve::ReferenceMarkup;
use super::{Writer, escape};
use crate::markdown::document::Document;

impl Writer<'_, '_> {
    /// A paragraph that holds nothing but one picture: a figure where it has a caption or plays.
    /// Says what is next, or nothing where the paragraph is like others.
    pub(super) fn figure(&mut self, paragraph: usize) -> Option<usize> {
        let parts = &self.document.read.parts;
        let picture = parts.get(paragraph + 1)?;
        let Event::Start(Tag::Image { title, .. }) = &picture.event else { return None };
        let end = self.document.end_of(paragraph + 1);
        if !matches!(parts.get(end)?.event, Event::End(TagEnd::Paragraph)) {
            return None;
        }
        let plays = matches!(self.references.resolve(picture.nth as usize), ReferenceMarkup::Video { .. });
        if title.is_empty() && !plays {
            return None;
        }
        self.out.push_str("<figure>");
        self.media(paragraph + 1, Caption::Below);
        if !title.is_empty() {
            self.out.push_str("<figcaption>");
            escape::text(self.out, title);
            self.out.push_str("</figcaption>");
        }
        self.out.push_str("</figure>\n");
        Some(end + 1)
    }

    /// A picture within a line; says what is next.
    pub(in crate::markdown) fn picture(&mut self, at: usize) -> usize {
        self.media(at, Caption::InTitle);
        self.document.end_of(at)
    }

    fn media(&mut self, at: usize, caption: Caption) {
        let Some(part) = self.document.read.parts.get(at) else { return };
        let Event::Start(Tag::Image { dest_url, title, .. }) = &part.event else { return };
        let title = if caption == Caption::InTitle { &**title } else { "" };
        let alternative = self.document.alternative(at);
        match self.references.resolve(part.nth as usize) {
            ReferenceMarkup::Video { src, captions, poster } => {
                play(self.out, &src, captions.as_deref(), poster.as_deref(), &alternative);
            }
            ReferenceMarkup::Picture { src, size } => {
                self.image(|out| escape::attribute(out, &src), size, &alternative, title);
            }
            // It is nothing that a page shows.
            ReferenceMarkup::Link { href, words } => {
                self.out.push_str("<a href=\"");
                escape::attribute(self.out, &href);
                self.out.push_str("\">");
                escape::text(self.out, words.as_deref().unwrap_or(&alternative));
                self.out.push_str("</a>");
            }
            ReferenceMarkup::Dead | ReferenceMarkup::Unapproved => {
                self.out.push_str("<span class=\"dead\">");
                escape::text(self.out, &alternative);
                self.out.push_str("</span>");
            }
            ReferenceMarkup::AsWritten => {
                self.image(|out| escape::address(out, dest_url), None, &alternative, title);
            }
        }
    }

    fn image(
        &mut self,
        src: impl FnOnce(&mut String),
        size: Option<(u32, u32)>,
        alternative: &str,
        title: &str,
    ) {
        self.out.push_str("<img src=\"");
        src(self.out);
        self.out.push_str("\" alt=\"");
        escape::attribute(self.out, alternative);
        if !title.is_empty() {
            self.out.push_str("\" title=\"");
            escape::attribute(self.out, title);
        }
        if let Some((width, height)) = size {
            // Writing to a string does not fail.
            let _ = write!(self.out, "\" width=\"{width}\" height=\"{height}");
        }
        // The first picture is likely seen at once; the others wait until they are near.
        self.out.push_str(if self.pictures == 0 { "\">" } else { "\" loading=\"lazy\" decoding=\"async\">" });
        self.pictures += 1;
    }
}

/// Where the title of a picture is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Caption {
    Below,
    InTitle,
}

fn play(out: &mut String, src: &str, captions: Option<&str>, poster: Option<&str>, alternative: &str) {
    let element = if is_sound(src) { "audio" } else { "video" };
    let attribute = |out: &mut String, before: &str, value: &str| {
        out.push_str(before);
        escape::attribute(out, value);
    };
    out.push('<');
    out.push_str(element);
    out.push_str(" controls preload=\"metadata");
    if let Some(poster) = poster.filter(|_| element == "video") {
        attribute(out, "\" poster=\"", poster);
    }
    if !alternative.is_empty() {
        attribute(out, "\" aria-label=\"", alternative);
    }
    attribute(out, "\"><source src=\"", src);
    out.push_str("\">");
    if let Some(captions) = captions {
        attribute(out, "<track kind=\"captions\" src=\"", captions);
        out.push_str("\" default>");
    }
    attribute(out, "<a href=\"", src);
    out.push_str("\">");
    escape::text(out, if alternative.is_empty() { src } else { alternative });
    out.push_str("</a></");
    out.push_str(element);
    out.push('>');
}

fn is_sound(src: &str) -> bool {
    let path = src.split(['?', '#']).next().unwrap_or(src);
    let ending = path.rsplit('.').next().unwrap_or_default();
    ["mp3", "ogg", "oga", "opus", "wav", "m4a", "aac", "flac"]
        .iter()
        .any(|sound| sound.eq_ignore_ascii_case(ending))
}

impl Document<'_> {
    /// The part behind the end of the link or picture that starts here.
    pub(in crate::markdown) fn end_of(&self, start: usize) -> usize {
        let mut depth = 0_usize;
        for (at, part) in self.read.parts.iter().enumerate().skip(start) {
            match &part.event {
                Event::Start(_) => depth += 1,
                Event::End(_) => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return at + 1;
            }
        }
        self.read.parts.len()
    }

    /// What a picture says to those who cannot see it.
    pub(in crate::markdown) fn alternative(&self, start: usize) -> String {
        let mut words = String::new();
        for part in self.read.parts.get(start..self.end_of(start)).unwrap_or_default() {
            match &part.event {
                Event::Text(text) | Event::Code(text) | Event::InlineMath(text) => words.push_str(text),
                Event::SoftBreak | Event::HardBreak => words.push(' '),
                _ => {}
            }
        }
        words
    }
}
