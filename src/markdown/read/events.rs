//! One pass over a text: its events with their places, put in the shape that outline and HTML share.
//!
//! Everything that has a number (references, headings, chunks of raw HTML, marks of footnotes) gets
//! it here, once, so that whoever walks the parts later counts alike.

mod depth;
mod html;

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, LinkType, OffsetIter, Options as Flags, Parser, Tag, TagEnd};

use super::masked::{self, Masked};
use super::parts::{NumberedEvent, Read};
use super::{autolink, bracketed, colons, mathematics, runs};
use crate::markdown::lint::scripts::{self, Use, runs_script};
use crate::markdown::options::{Dialect, Options, Punctuation};
use crate::shared::steps::count_steps;
use crate::source::{Span, slice};

/// How deep lists, quotes and emphasis may be nested; beyond, their content stays and the depth goes.
const DEEPEST: u32 = 100;

/// Reads a text.
pub(in crate::markdown) fn read(text: &str, options: Options) -> Read<'_> {
    let mut reader = Reader::new(text, options);
    let (flags, masked) = flags_and_mask(text, options);
    match &masked {
        Some(masked) => {
            let unmasked = |event, range: &Range<usize>| masked.unmasked(event, range);
            reader.take_all(Parser::new_ext(masked.text(), flags).into_offset_iter(), unmasked);
        }
        None => reader.take_all(Parser::new_ext(text, flags).into_offset_iter(), |event, _| event),
    }
    reader.end_run();
    reader.read
}

/// What the parser is asked to read in a text, and what it is not to see of it.
fn flags_and_mask(text: &str, options: Options) -> (Flags, Option<Masked<'_>>) {
    let flags = flags(options);
    if options.dialect == Dialect::CommonMark {
        return (flags, None);
    }
    let colons = (':', colons::in_text(text));
    let Some(dollars) = mathematics::other_dollars(text) else {
        return (flags, masked::masked(text, &[colons]));
    };
    let is_plain = colons.1.is_empty() && dollars.is_empty();
    match masked::masked(text, &[colons.clone(), ('$', dollars)]) {
        None if !is_plain => (flags, masked::masked(text, &[colons])),
        masked => (flags | Flags::ENABLE_MATH, masked),
    }
}

/// The label of a link or picture whose target is defined elsewhere in the text.
fn label<'e>(event: &'e Event<'_>) -> Option<&'e str> {
    let Event::Start(Tag::Link { link_type, id, .. } | Tag::Image { link_type, id, .. }) = event else {
        return None;
    };
    matches!(link_type, LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut).then_some(id)
}

/// A wikilink without the backslash that keeps its bar from ending the cell of a table: `[[page\|words]]`.
fn without_escaped_bar(event: Event<'_>) -> Event<'_> {
    let Event::Start(Tag::Link { link_type: LinkType::WikiLink { has_pothole: true }, dest_url, title, id }) =
        event
    else {
        return event;
    };
    let dest_url = match dest_url {
        CowStr::Borrowed(target) => CowStr::Borrowed(target.strip_suffix('\\').unwrap_or(target)),
        target => {
            target.strip_suffix('\\').map_or_else(|| target.clone(), |plain| CowStr::from(plain.to_owned()))
        }
    };
    Event::Start(Tag::Link { link_type: LinkType::WikiLink { has_pothole: true }, dest_url, title, id })
}

fn flags(options: Options) -> Flags {
    if options.dialect == Dialect::CommonMark {
        return Flags::empty();
    }
    let mut flags = Flags::ENABLE_TABLES
        | Flags::ENABLE_FOOTNOTES
        | Flags::ENABLE_STRIKETHROUGH
        | Flags::ENABLE_TASKLISTS
        | Flags::ENABLE_HEADING_ATTRIBUTES
        | Flags::ENABLE_GFM
        | Flags::ENABLE_DEFINITION_LIST
        | Flags::ENABLE_WIKILINKS;
    flags.set(Flags::ENABLE_SMART_PUNCTUATION, options.punctuation == Punctuation::Smart);
    flags
}

struct Reader<'a> {
    text: &'a str,
    options: Options,
    read: Read<'a>,
    references: u32,
    /// Where the target of the link that comes next is defined, if it is one by reference.
    definition: Option<Span>,
    /// Where the current run of texts begins, while there is one.
    run: Option<usize>,
    /// Whether the text holds anything like a bare address.
    addresses: bool,
    /// Lists and quotes that are open; emphasis and links that are open.
    depth: u32,
    inline_depth: u32,
    reported: ReportedAlready,
    /// For each open link and picture, whether it is shown.
    links: Vec<bool>,
    pictures: u32,
    /// Whether the open link is one with words in brackets, and where the destination stands that has been read.
    bracketed: bool,
    skipped: Range<usize>,
    within: Within,
    html: Option<Vec<(CowStr<'a>, Range<usize>)>>,
}

/// What has been a finding already.
#[derive(Default)]
struct ReportedAlready {
    /// Depth, on this page.
    depth: bool,
    /// Raw HTML, in this block.
    html: bool,
}

/// What the parts that come next stand in.
#[derive(Default)]
struct Within {
    code: bool,
    /// A link of raw HTML.
    raw_link: bool,
}

impl<'a> Reader<'a> {
    fn new(text: &'a str, options: Options) -> Reader<'a> {
        let full = options.dialect == Dialect::Full;
        let parts = Vec::with_capacity(text.len() / 16 + 8);
        Reader {
            text,
            options,
            read: Read { parts, ..Read::default() },
            references: 0,
            definition: None,
            run: None,
            addresses: full && autolink::possible(text),
            depth: 0,
            inline_depth: 0,
            reported: ReportedAlready::default(),
            links: Vec::new(),
            pictures: 0,
            bracketed: false,
            skipped: 0..0,
            within: Within::default(),
            html: None,
        }
    }

    /// Takes what a parser reads, each event as it is meant.
    fn take_all<'p>(
        &mut self,
        mut events: OffsetIter<'p>,
        meant: impl Fn(Event<'p>, &Range<usize>) -> Event<'a>,
    ) {
        while let Some((event, range)) = events.next() {
            count_steps(1);
            self.definition = label(&event)
                .and_then(|label| events.reference_definitions().get(label))
                .map(|definition| Span::new(definition.span.clone()));
            let event = without_escaped_bar(meant(event, &range));
            self.take(event, range);
        }
    }

    fn take(&mut self, event: Event<'a>, range: Range<usize>) {
        match event {
            Event::Text(words) => return self.text(words, range),
            Event::InlineMath(words) | Event::DisplayMath(words) => return self.mathematics(&words, range),
            Event::Html(html) if self.html.is_some() => {
                if let Some(lines) = &mut self.html {
                    lines.push((html, range));
                }
                return;
            }
            _ => self.end_run(),
        }
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag, range),
            Event::InlineHtml(html) | Event::Html(html) => self.inline_html(html, range),
            Event::TaskListMarker(_) if self.depth > DEEPEST => {}
            // The words that stand for a picture hold no links.
            Event::FootnoteReference(_) if self.pictures > 0 => {}
            Event::FootnoteReference(_) => {
                let nth = number(self.read.marks.len());
                self.read.marks.push(self.read.parts.len());
                self.push(event, range, nth);
            }
            _ => self.push(event, range, 0),
        }
    }

    fn push(&mut self, event: Event<'a>, range: Range<usize>, nth: u32) {
        self.read.parts.push(NumberedEvent { event, span: Span::new(range), nth });
    }

    /// Texts that stand side by side in the source become one, so that later walks see words and not crumbs.
    fn text(&mut self, words: CowStr<'a>, range: Range<usize>) {
        let Some((words, range)) = bracketed::beyond(&self.skipped, self.text, words, range) else { return };
        if self.run.is_none() {
            self.run = Some(self.read.parts.len());
        } else if runs::is_plain(self.text, &words, &range)
            && let Some(NumberedEvent { event: Event::Text(last), span, .. }) = self.read.parts.last_mut()
            && span.range().end == range.start
            && runs::is_plain(self.text, last, &span.range())
        {
            let joined = span.range().start..range.end;
            *last = CowStr::Borrowed(slice(self.text, joined.clone()));
            *span = Span::new(joined);
            return;
        }
        self.push(Event::Text(words), range, 0);
    }

    /// Mathematics is shown as it is written, dollars and all.
    fn mathematics(&mut self, words: &str, range: Range<usize>) {
        self.end_run();
        let written = slice(self.text, range.clone());
        let written = if words.contains('\n') {
            let dollars = if written.starts_with("$$") { "$$" } else { "$" };
            CowStr::from(format!("{dollars}{words}{dollars}"))
        } else {
            CowStr::Borrowed(written)
        };
        self.push(Event::InlineMath(written), range, 0);
    }

    /// Bare addresses in the run of texts that has ended become links.
    fn end_run(&mut self) {
        let Some(first) = self.run.take() else { return };
        if self.addresses && !self.within.code && !self.within.raw_link && self.links.is_empty() {
            runs::link_addresses(self.text, &mut self.read.parts, first, &mut self.references);
        }
    }

    fn next_reference(&mut self) -> u32 {
        self.references += 1;
        self.references - 1
    }

    fn start(&mut self, tag: Tag<'a>, range: Range<usize>) {
        match &tag {
            Tag::List(_) | Tag::BlockQuote(_) | Tag::DefinitionList => self.depth += 1,
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough => self.inline_depth += 1,
            Tag::Link { link_type: LinkType::WikiLink { has_pothole: false }, .. }
                if let Some(inner) = bracketed::destination(self.text, range.end) =>
            {
                return self.start_bracketed(inner, range);
            }
            Tag::Link { link_type, dest_url, .. } => {
                let email = *link_type == LinkType::Email;
                let shown = email || self.is_harmless(dest_url, Use::Followed, &range);
                return self.start_link(tag, range, shown);
            }
            Tag::Image { dest_url, .. } => {
                let shown = self.is_harmless(dest_url, Use::Drawn, &range);
                self.pictures += u32::from(shown);
                return self.start_link(tag, range, shown);
            }
            Tag::CodeBlock(_) => self.within.code = true,
            Tag::HtmlBlock => {
                self.html = Some(Vec::new());
                self.reported.html = false;
                return;
            }
            Tag::FootnoteDefinition(_) => {
                self.read.notes.push(self.read.parts.len()..usize::MAX);
            }
            _ => {}
        }
        if is_block(&tag) {
            self.within.raw_link = false;
            self.reported.html = false;
        }
        if self.is_too_deep(tag.to_end()) {
            return self.tell_depth(range);
        }
        let nth = match tag {
            Tag::Heading { .. } => self.next_heading(),
            Tag::FootnoteDefinition(_) => number(self.read.notes.len() - 1),
            _ => 0,
        };
        self.push(Event::Start(tag), range, nth);
    }

    fn start_link(&mut self, tag: Tag<'a>, range: Range<usize>, shown: bool) {
        self.inline_depth += 1;
        let too_deep = self.inline_depth > DEEPEST;
        self.links.push(shown && !too_deep);
        if too_deep {
            self.tell_depth(range);
        } else if shown {
            let nth = self.next_reference();
            self.read.definitions.extend(self.definition.map(|definition| (nth, definition)));
            self.push(Event::Start(tag), range, nth);
        }
    }

    /// `[[1]](#notes)` is a link whose words are in brackets, and no wikilink before some words in parentheses.
    fn start_bracketed(&mut self, destination: Range<usize>, range: Range<usize>) {
        let dest_url = CowStr::Borrowed(slice(self.text, destination.clone()));
        let shown = self.is_harmless(&dest_url, Use::Followed, &range);
        let (title, id) = (CowStr::Borrowed(""), CowStr::Borrowed(""));
        let tag = Tag::Link { link_type: LinkType::Inline, dest_url, title, id };
        self.skipped = range.end..destination.end + 1;
        self.start_link(tag, range.start..self.skipped.end, shown);
        self.bracketed = true;
        self.push(Event::Text(CowStr::Borrowed("[")), range.start + 1..range.start + 2, 0);
    }

    fn next_heading(&mut self) -> u32 {
        self.read.headings.push(self.read.parts.len());
        number(self.read.headings.len() - 1)
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        let too_deep = self.is_too_deep(tag);
        match tag {
            TagEnd::List(_) | TagEnd::BlockQuote(_) | TagEnd::DefinitionList => self.depth -= 1,
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough => self.inline_depth -= 1,
            TagEnd::Link | TagEnd::Image => {
                self.inline_depth -= 1;
                if std::mem::take(&mut self.bracketed) {
                    self.push(Event::Text(CowStr::Borrowed("]")), range.end - 2..range.end - 1, 0);
                }
                let shown = self.links.pop().unwrap_or(true);
                self.pictures -= u32::from(shown && tag == TagEnd::Image);
                if !shown {
                    return;
                }
            }
            TagEnd::CodeBlock => self.within.code = false,
            TagEnd::HtmlBlock => return self.html_block(),
            TagEnd::FootnoteDefinition => {
                let end = self.read.parts.len() + 1;
                if let Some(note) = self.read.notes.iter_mut().rev().find(|note| note.end == usize::MAX) {
                    note.end = end;
                }
            }
            _ => {}
        }
        let nth = match tag {
            TagEnd::Heading(_) => number(self.read.headings.len().saturating_sub(1)),
            _ => 0,
        };
        if !too_deep {
            self.push(Event::End(tag), range, nth);
        } else if tag == TagEnd::Item {
            self.push(Event::SoftBreak, range, 0);
        }
    }

    fn is_harmless(&mut self, url: &str, used: Use, range: &Range<usize>) -> bool {
        if self.options.dialect == Dialect::CommonMark || !runs_script(url, used) {
            return true;
        }
        self.read.problems.push(scripts::in_link(Span::new(range.clone())));
        false
    }
}

/// A count as parts carry it; no text within 4 GiB has more.
fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

fn is_block(tag: &Tag<'_>) -> bool {
    !matches!(
        tag,
        Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::Link { .. }
            | Tag::Image { .. }
    )
}
