//! Raw HTML among the events.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event};

use super::{Reader, number};
use crate::diagnostic::Code;
use crate::markdown::lint::unclosed;
use crate::markdown::options::{Dialect, RawHtml};
use crate::markdown::problem::Problem;
use crate::markdown::raw::{self, LinkState, SourceOrigin};
use crate::markdown::read::runs;
use crate::source::{Span, slice};

impl<'a> Reader<'a> {
    pub(super) fn inline_html(&mut self, html: CowStr<'a>, range: Range<usize>) {
        if self.options.dialect == Dialect::CommonMark {
            return self.push(Event::InlineHtml(html), range, 0);
        }
        // The words that stand for a picture hold no markup.
        if self.pictures > 0 {
            return;
        }
        let origin = SourceOrigin::At(range.start);
        if let Some(nth) = self.chunk(&html, &origin, &range) {
            self.push(Event::InlineHtml(html), range, nth);
        }
    }

    pub(super) fn html_block(&mut self) {
        let Some(lines) = self.html.take() else { return };
        let (Some((_, first)), Some((_, last))) = (lines.first(), lines.last()) else { return };
        let range = first.start..last.end;
        let (html, origin) = runs::join(self.text, lines, &range);
        if self.options.dialect == Dialect::Full {
            let block = slice(self.text, range.clone());
            self.read.problems.extend(unclosed::comment(block, range.start));
            self.read.problems.extend(unclosed::block(block, range.start));
        }
        if self.options.dialect == Dialect::CommonMark {
            return self.push(Event::Html(html), range, 0);
        }
        if let Some(nth) = self.chunk(&html, &origin, &range) {
            self.push(Event::Html(html), range, nth);
        }
    }

    /// Reads raw HTML; `None` where nothing of it is shown.
    fn chunk(&mut self, html: &str, origin: &SourceOrigin, range: &Range<usize>) -> Option<u32> {
        let raw_html = self.options.raw_html;
        let chunk = raw::read(html, origin, raw_html, self.references, &mut self.read.problems);
        if chunk.is_blank(html) {
            return None;
        }
        if raw_html == RawHtml::Deny && !std::mem::replace(&mut self.reported.html, true) {
            let problem =
                Problem::new(Code::RawHtml, Span::new(range.clone()), "raw HTML is shown as text here");
            self.read.problems.push(problem.hint("write it in Markdown, or set `raw_html` in site.toml"));
        }
        self.references += number(chunk.references.len());
        match chunk.link {
            Some(LinkState::Open) => self.within.raw_link = true,
            Some(LinkState::Closed) => self.within.raw_link = false,
            None => {}
        }
        self.read.chunks.push(chunk);
        Some(number(self.read.chunks.len() - 1))
    }
}
