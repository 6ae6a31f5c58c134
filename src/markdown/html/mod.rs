//! The HTML of a text, as readers see it.

pub(super) mod code;
pub(super) mod escape;
mod media;
mod notes;
mod put_aside;
mod raw_elements;
mod resolve;
pub(super) mod sanitize;

pub(super) use put_aside::PutAside;
pub use resolve::{ReferenceMarkup, Resolve};

use std::fmt::Write as _;
use std::ops::Range;

use pulldown_cmark::{Alignment, BlockQuoteKind, CowStr, Event, LinkType, Tag, TagEnd};

use crate::markdown::document::Document;
use crate::markdown::options::RawHtml;
use crate::markdown::read::NumberedEvent;
use crate::markdown::tree::Alert;
use crate::shared::steps::count_steps;
use crate::words::count;
use raw_elements::RawElements;

/// Whether a first-level heading that opens the text is shown.
/// The theme shows a page's title itself; a heading that says the same would say it twice.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Opening {
    /// Shown like every other heading.
    Shown,
    /// Left out: the theme shows the title and carries the heading's id.
    LeftOut,
}

/// Writes a text. Parts are walked by their place, since pictures, code and notes look ahead.
pub(super) fn write(document: &Document<'_>, opening: Opening, references: &dyn Resolve, out: &mut String) {
    let left_out = match opening {
        Opening::LeftOut => document.opening().map_or(0..0, |head| head.parts.clone()),
        Opening::Shown => 0..0,
    };
    let deeper = document.heads.iter().any(|head| head.level == 1 && !left_out.contains(&head.parts.start));
    let mut writer = Writer {
        document,
        references,
        out,
        left_out,
        shift: u8::from(deeper),
        raw: RawElements::default(),
        columns: Columns::default(),
        pictures: 0,
    };
    writer.walk(0..document.read.parts.len());
    writer.raw.close_all(writer.out);
    writer.footnotes();
}

pub(super) struct Writer<'w, 'a> {
    pub(super) document: &'w Document<'a>,
    pub(in crate::markdown) references: &'w dyn Resolve,
    pub(super) out: &'w mut String,
    /// The parts of the heading that the theme shows.
    pub(super) left_out: Range<usize>,
    /// How much deeper headings are shown than written.
    shift: u8,
    /// Elements of raw HTML that are open.
    raw: RawElements<'w>,
    columns: Columns,
    /// How many pictures have been shown.
    pub(super) pictures: usize,
}

/// The table that is being written.
#[derive(Default)]
struct Columns {
    alignments: Vec<Alignment>,
    at: usize,
    head: Option<()>,
    /// What ends the cell that is open.
    cell_end: &'static str,
    /// How many tables there have been.
    tables: usize,
}

impl<'w, 'a> Writer<'w, 'a> {
    pub(super) fn walk(&mut self, parts: Range<usize>) {
        let mut at = parts.start;
        while at < parts.end {
            count_steps(1);
            if self.left_out.contains(&at) {
                at = self.left_out.end;
                continue;
            }
            at = self.part(at);
        }
    }

    /// Writes a part and says which is next.
    fn part(&mut self, at: usize) -> usize {
        let part: Option<&'w NumberedEvent<'a>> = self.document.read.parts.get(at);
        let Some(part) = part else { return at + 1 };
        match &part.event {
            Event::Text(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                escape::text(self.out, text);
            }
            Event::Start(tag) => return self.start(tag, part, at),
            Event::End(tag) => self.end(*tag, part),
            Event::Code(text) => {
                self.out.push_str("<code>");
                escape::text(self.out, text);
                self.out.push_str("</code>");
            }
            Event::SoftBreak => self.out.push('\n'),
            Event::HardBreak => self.out.push_str("<br>\n"),
            Event::Rule => self.out.push_str("<hr>\n"),
            Event::Html(text) if self.document.options.raw_html == RawHtml::Deny => {
                self.out.push_str("<p>");
                self.chunk(text, part.nth);
                self.out.truncate(self.out.trim_end().len());
                self.out.push_str("</p>\n");
            }
            Event::Html(text) | Event::InlineHtml(text) => self.chunk(text, part.nth),
            Event::FootnoteReference(label) => self.mark(label, part.nth),
            Event::TaskListMarker(done) => self.task(*done),
        }
        at + 1
    }

    fn start(&mut self, tag: &'w Tag<'a>, part: &NumberedEvent<'a>, at: usize) -> usize {
        match tag {
            Tag::Image { .. } => return self.picture(at),
            Tag::CodeBlock(kind) => {
                if let Some(block) = self.references.block(part.span.range().start) {
                    self.out.push_str(&block);
                    return code::end(&self.document.read.parts, at);
                }
                return code::write(self.out, &self.document.read.parts, kind, at);
            }
            Tag::FootnoteDefinition(_) => {
                return self.document.read.notes.get(part.nth as usize).map_or(at + 1, |note| note.end);
            }
            Tag::Paragraph => {
                if let Some(next) = self.figure(at) {
                    return next;
                }
                self.out.push_str("<p>");
            }
            Tag::Link { .. } => {
                if let Some(next) = self.link(tag, part, at) {
                    return next;
                }
            }
            Tag::Heading { level, classes, .. } => self.open_heading(*level as u8, classes, part.nth),
            Tag::Item => self.open_item(at),
            Tag::Table(alignments) => self.open_table(alignments, at),
            Tag::TableCell => self.open_cell(at),
            _ => self.open_plain(tag),
        }
        self.raw.enter();
        at + 1
    }

    fn open_plain(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::BlockQuote(None) => self.out.push_str("<blockquote>\n"),
            Tag::BlockQuote(Some(kind)) => self.open_alert(*kind),
            Tag::List(None) => self.out.push_str("<ul>\n"),
            Tag::List(Some(1)) => self.out.push_str("<ol>\n"),
            Tag::List(Some(first)) => {
                self.out.push_str("<ol start=\"");
                self.out.push_str(&first.to_string());
                self.out.push_str("\">\n");
            }
            Tag::DefinitionList => self.out.push_str("<dl>\n"),
            Tag::DefinitionListTitle => self.out.push_str("<dt>"),
            Tag::DefinitionListDefinition => self.out.push_str("<dd>"),
            Tag::TableHead => {
                self.columns.at = 0;
                self.columns.head = Some(());
                self.out.push_str("<thead>\n<tr>");
            }
            Tag::TableRow => {
                self.columns.at = 0;
                self.out.push_str("<tr>");
            }
            Tag::Emphasis => self.out.push_str("<em>"),
            Tag::Strong => self.out.push_str("<strong>"),
            Tag::Strikethrough => self.out.push_str("<del>"),
            Tag::Superscript => self.out.push_str("<sup>"),
            Tag::Subscript => self.out.push_str("<sub>"),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, part: &NumberedEvent<'a>) {
        self.raw.leave(self.out);
        match tag {
            TagEnd::Paragraph => self.out.push_str("</p>\n"),
            TagEnd::Heading(level) => self.close_heading(level as u8, part.nth),
            TagEnd::BlockQuote(None) => self.out.push_str("</blockquote>\n"),
            TagEnd::BlockQuote(Some(_)) => self.out.push_str("</aside>\n"),
            TagEnd::List(true) => self.out.push_str("</ol>\n"),
            TagEnd::List(false) => self.out.push_str("</ul>\n"),
            TagEnd::Item => self.out.push_str("</li>\n"),
            TagEnd::DefinitionList => self.out.push_str("</dl>\n"),
            TagEnd::DefinitionListTitle => self.out.push_str("</dt>\n"),
            TagEnd::DefinitionListDefinition => self.out.push_str("</dd>\n"),
            TagEnd::Table => self.out.push_str("</tbody>\n</table></div>\n"),
            TagEnd::TableHead => {
                self.columns.head = None;
                self.out.push_str("</tr>\n</thead>\n<tbody>\n");
            }
            TagEnd::TableRow => self.out.push_str("</tr>\n"),
            TagEnd::TableCell => {
                self.columns.at += 1;
                self.out.push_str(self.columns.cell_end);
            }
            TagEnd::Emphasis => self.out.push_str("</em>"),
            TagEnd::Strong => self.out.push_str("</strong>"),
            TagEnd::Strikethrough => self.out.push_str("</del>"),
            TagEnd::Superscript => self.out.push_str("</sup>"),
            TagEnd::Subscript => self.out.push_str("</sub>"),
            TagEnd::Link => self.out.push_str("</a>"),
            _ => {}
        }
    }

    fn open_heading(&mut self, level: u8, classes: &[CowStr<'_>], nth: u32) {
        let Some(head) = self.document.heads.get(nth as usize) else { return };
        self.out.push_str("<h");
        self.out.push(self.shown_level(level));
        self.out.push_str(" id=\"");
        escape::attribute(self.out, &head.id);
        for (nth, class) in classes.iter().enumerate() {
            self.out.push_str(if nth == 0 { "\" class=\"" } else { " " });
            escape::attribute(self.out, class);
        }
        self.out.push_str("\">");
    }

    fn close_heading(&mut self, level: u8, nth: u32) {
        if let Some(head) = self.document.heads.get(nth as usize) {
            self.out.push_str("<a class=\"anchor\" href=\"#");
            // A fragment is decoded before it is looked up.
            let id = if head.id.contains('%') { head.id.replace('%', "%25").into() } else { head.id.clone() };
            escape::attribute(self.out, &id);
            self.out.push_str("\" aria-label=\"");
            let heading = head.text.to_string().into();
            escape::attribute(
                self.out,
                &self.references.words().fill("link_to_section", [("heading", heading)]),
            );
            self.out.push_str("\"></a>");
        }
        self.out.push_str("</h");
        self.out.push(self.shown_level(level));
        self.out.push_str(">\n");
    }

    fn shown_level(&self, written: u8) -> char {
        char::from(b'0' + (written + self.shift).min(6))
    }

    fn open_alert(&mut self, kind: BlockQuoteKind) {
        let Alert { class, label } = Alert::of(kind);
        self.out.push_str("<aside class=\"alert ");
        self.out.push_str(class);
        self.out.push_str("\" role=\"note\">\n<p class=\"alert-label\">");
        escape::text(self.out, self.references.words().say(label));
        self.out.push_str("</p>\n");
    }

    fn open_item(&mut self, at: usize) {
        let parts = &self.document.read.parts;
        let is_task = |at: usize| matches!(parts.get(at).map(|p| &p.event), Some(Event::TaskListMarker(_)));
        let in_paragraph = matches!(parts.get(at + 1).map(|p| &p.event), Some(Event::Start(Tag::Paragraph)));
        let task = is_task(at + 1) || in_paragraph && is_task(at + 2);
        self.out.push_str(if task { "<li class=\"task\">" } else { "<li>" });
    }

    fn task(&mut self, done: bool) {
        let checked = if done { " checked" } else { "" };
        let label = self.references.words().say(if done { "task_done" } else { "task_to_do" });
        // Writing to a string does not fail.
        let _ = write!(self.out, "<input type=\"checkbox\" disabled{checked} aria-label=\"");
        escape::attribute(self.out, label);
        self.out.push_str("\"> ");
    }

    fn open_table(&mut self, alignments: &[Alignment], at: usize) {
        self.columns.alignments.clear();
        self.columns.alignments.extend_from_slice(alignments);
        self.columns.tables += 1;
        self.out.push_str("<div class=\"table\" tabindex=\"0\" role=\"region\" aria-label=\"");
        let words = self.references.words();
        // Regions of one name could not be distinguished.
        let label = match self.columns.tables {
            ..=1 => words.say("table").to_owned(),
            several => words.fill("table_numbered", [("number", count(several))]),
        };
        escape::attribute(self.out, &label);
        self.out.push_str(": ");
        self.column_names(at);
        let named = self.out.trim_end_matches([',', ':', ' ']).len();
        self.out.truncate(named);
        self.out.push_str("\"><table>\n");
    }

    /// What a table is about, for those who hear it: the names of its first columns.
    fn column_names(&mut self, table: usize) {
        let start = self.out.len();
        let mut cells = 0;
        for part in self.document.read.parts.iter().skip(table) {
            match &part.event {
                Event::End(TagEnd::TableHead) => return,
                Event::Start(Tag::TableCell) if cells == 3 => return,
                Event::Start(Tag::TableCell) => cells += 1,
                Event::End(TagEnd::TableCell) if self.out.len() > start => self.out.push_str(", "),
                Event::Text(text) | Event::Code(text) | Event::InlineMath(text) => {
                    escape::attribute(self.out, text);
                }
                _ => {}
            }
        }
    }

    /// An empty cell in the head names no column.
    fn open_cell(&mut self, at: usize) {
        let next = self.document.read.parts.get(at + 1).map(|part| &part.event);
        let names_column =
            self.columns.head.is_some() && !matches!(next, Some(Event::End(TagEnd::TableCell)));
        let (start, end) = if names_column { ("<th scope=\"col\"", "</th>") } else { ("<td", "</td>") };
        self.out.push_str(start);
        self.columns.cell_end = end;
        self.out.push_str(match self.columns.alignments.get(self.columns.at) {
            Some(Alignment::Left) => " class=\"left\">",
            Some(Alignment::Center) => " class=\"center\">",
            Some(Alignment::Right) => " class=\"right\">",
            _ => ">",
        });
    }

    /// Opens a link; where its words come from elsewhere, writes it whole and says what is next.
    fn link(&mut self, tag: &Tag<'_>, part: &NumberedEvent<'_>, at: usize) -> Option<usize> {
        let Tag::Link { link_type, dest_url, title, .. } = tag else { return None };
        let shown = self.references.resolve(part.nth as usize);
        let dead = match shown {
            ReferenceMarkup::Dead => Some("dead"),
            ReferenceMarkup::Unapproved => Some("dead unapproved"),
            _ => None,
        };
        if let Some(class) = dead {
            // Writing to a string does not fail.
            let _ = write!(self.out, "<a class=\"{class}\" role=\"link\" aria-disabled=\"true\">");
            return None;
        }
        self.out.push_str("<a href=\"");
        match &shown {
            ReferenceMarkup::Link { href, .. } => escape::attribute(self.out, href),
            ReferenceMarkup::Picture { src, .. } | ReferenceMarkup::Video { src, .. } => {
                escape::attribute(self.out, src);
            }
            _ => {
                self.out.push_str(if *link_type == LinkType::Email { "mailto:" } else { "" });
                escape::address(self.out, dest_url);
            }
        }
        if !title.is_empty() {
            self.out.push_str("\" title=\"");
            escape::attribute(self.out, title);
        }
        self.out.push_str("\">");
        let ReferenceMarkup::Link { words: Some(words), .. } = shown else { return None };
        if !matches!(link_type, LinkType::WikiLink { has_pothole: false }) {
            return None;
        }
        escape::text(self.out, &words);
        self.out.push_str("</a>");
        Some(self.document.end_of(at))
    }

    fn chunk(&mut self, text: &'w str, nth: u32) {
        if let Some(chunk) = self.document.read.chunks.get(nth as usize) {
            self.raw.write(text, chunk, self.references, self.out);
        }
    }

    /// Writes what stands in parts, with nothing of raw HTML left open behind it.
    pub(super) fn closed(&mut self, parts: Range<usize>) {
        self.raw.enter();
        self.walk(parts);
        self.raw.leave(self.out);
    }
}
