//! The outline of a text: what other pages and the checks need to know of it.

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::block_files::block_files;
use super::fences::fences;
use super::{Heading, Outline, Reference, ReferenceKind};
use crate::markdown::document::Document;
use crate::markdown::lint::wordless;
use crate::markdown::problem::Problem;
use crate::markdown::read::{NumberedEvent, OpenHeading};
use crate::markdown::words::sentence;
use crate::source::{Span, slice};

/// How much of the first paragraph is the lead, in characters.
const LEAD: usize = 200;

/// Gathers the facts of a text.
pub(in crate::markdown) fn gather(document: &Document<'_>) -> (Outline, Vec<Problem>) {
    let mut walk = Walk::new(document);
    for part in &document.read.parts {
        walk.take(part);
    }
    walk.flush();
    let mut outline = walk.outline;
    outline.headings = document.heads.iter().map(heading).collect();
    outline.opens_with_title = document.opening().is_some();
    outline.anchors = anchors(document);
    outline.fences = fences(&document.read.parts);
    let of_blocks = outline.fences.iter().flat_map(|fence| block_files(document.text, fence));
    outline.references.extend(of_blocks.collect::<Vec<Reference>>());
    (outline, walk.problems)
}

fn heading(head: &OpenHeading) -> Heading {
    Heading { level: head.level, id: head.id.clone(), text: head.text.clone(), span: head.span }
}

fn anchors(document: &Document<'_>) -> Vec<Box<str>> {
    let mut anchors = Vec::new();
    for chunk in &document.read.chunks {
        anchors.extend(chunk.shown_ids());
        anchors.extend(chunk.names.iter().cloned());
    }
    for note in &document.notes.shown {
        anchors.push(note.id.clone());
    }
    anchors.extend(document.notes.marks.iter().flatten().map(|mark| mark.id.clone()));
    anchors
}

struct Walk<'d, 'a> {
    document: &'d Document<'a>,
    outline: Outline,
    problems: Vec<Problem>,
    /// The plain text of the block that is being read.
    block: String,
    /// The references in this block that want a sentence: number, and where their words stand in it.
    waiting: Vec<(usize, std::ops::Range<usize>)>,
    open: Vec<Open>,
    /// Lists, quotes and notes that are open.
    depth: u32,
    code: bool,
}

/// A link or picture whose end has not come yet.
struct Open {
    reference: usize,
    /// Where its words begin in the block.
    start: usize,
    /// Where its words end in the source.
    words_end: usize,
    /// What a picture within it says.
    alternative: Box<str>,
    /// The picture within it that says nothing.
    silent: Option<Span>,
}

impl<'d, 'a> Walk<'d, 'a> {
    fn new(document: &'d Document<'a>) -> Walk<'d, 'a> {
        Walk {
            document,
            outline: Outline::default(),
            problems: Vec::new(),
            block: String::new(),
            waiting: Vec::new(),
            open: Vec::new(),
            depth: 0,
            code: false,
        }
    }

    fn take(&mut self, part: &'d NumberedEvent<'a>) {
        if let Some(open) = self.open.last_mut()
            && !matches!(part.event, Event::End(TagEnd::Link | TagEnd::Image))
        {
            open.words_end = open.words_end.max(part.span.range().end);
        }
        match &part.event {
            Event::Text(words) if !self.code => self.block.push_str(words),
            Event::Code(words) | Event::InlineMath(words) => self.block.push_str(words),
            Event::SoftBreak | Event::HardBreak => self.block.push(' '),
            Event::Start(tag) => self.start(tag, part),
            Event::End(tag) => self.end(*tag, part),
            Event::Html(_) | Event::InlineHtml(_) => self.raw_html(part),
            Event::Rule => self.flush(),
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>, part: &NumberedEvent<'_>) {
        match tag {
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Superscript | Tag::Subscript => return,
            Tag::Link { link_type, dest_url, .. } => {
                let kind = match link_type {
                    LinkType::Autolink | LinkType::Email => ReferenceKind::Bare,
                    LinkType::WikiLink { .. } => ReferenceKind::Wiki,
                    _ => ReferenceKind::Link,
                };
                let target = match link_type {
                    LinkType::Email => format!("mailto:{dest_url}").into(),
                    _ => (**dest_url).into(),
                };
                return self.refer(kind, target, part.span);
            }
            Tag::Image { dest_url, .. } => {
                return self.refer(ReferenceKind::Picture, (**dest_url).into(), part.span);
            }
            Tag::List(_) | Tag::BlockQuote(_) | Tag::FootnoteDefinition(_) | Tag::DefinitionList => {
                self.depth += 1;
            }
            Tag::CodeBlock(_) => self.code = true,
            _ => {}
        }
        self.flush();
    }

    fn end(&mut self, tag: TagEnd, part: &NumberedEvent<'_>) {
        match tag {
            TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript => {
                return;
            }
            TagEnd::Link => return self.end_link(part.span),
            TagEnd::Image => return self.end_picture(part.span),
            TagEnd::List(_) | TagEnd::BlockQuote(_) | TagEnd::FootnoteDefinition | TagEnd::DefinitionList => {
                self.depth = self.depth.saturating_sub(1);
            }
            TagEnd::CodeBlock => self.code = false,
            TagEnd::Paragraph if self.depth == 0 && self.outline.lead.is_empty() => {
                self.outline.lead = sentence::beginning(&self.block, LEAD);
            }
            _ => {}
        }
        self.flush();
    }

    /// The block is complete: its words are counted, its links get their sentences.
    fn flush(&mut self) {
        if !self.block.is_empty() {
            self.outline.words += sentence::count_words(&self.block);
        }
        if !self.waiting.is_empty() {
            let block = sentence::PlainBlock::new(&self.block);
            for (reference, words) in self.waiting.drain(..) {
                if let Some(reference) = self.outline.references.get_mut(reference) {
                    reference.sentence = block.sentence(words);
                }
            }
        }
        self.block.clear();
    }

    fn refer(&mut self, kind: ReferenceKind, target: Box<str>, span: Span) {
        let start = span.range().start;
        self.open.push(Open {
            reference: self.outline.references.len(),
            start: self.block.len(),
            words_end: start,
            alternative: "".into(),
            silent: None,
        });
        let (words, sentence) = ("".into(), "".into());
        self.outline.references.push(Reference { kind, target, span, words, sentence });
    }

    fn end_link(&mut self, span: Span) {
        let Some(open) = self.open.pop() else { return };
        let said = slice(&self.block, open.start..).trim();
        let words = if said.is_empty() { open.alternative } else { sentence::squeeze(said) };
        let Some(reference) = self.outline.references.get_mut(open.reference) else { return };
        if reference.kind == ReferenceKind::Wiki && words.is_empty() && !reference.target.is_empty() {
            self.problems.push(wordless::wikilink(span, &reference.target));
        }
        if let Some(silent) = open.silent.filter(|_| words.is_empty()) {
            self.problems.push(wordless::picture(silent));
        }
        reference.words = words;
        reference.span = self.document.target_span(open.reference, reference, span, open.words_end);
        self.waiting.push((open.reference, open.start..self.block.len()));
    }

    fn end_picture(&mut self, span: Span) {
        let Some(open) = self.open.pop() else { return };
        let words = sentence::squeeze(slice(&self.block, open.start..));
        self.block.truncate(open.start);
        if let Some(reference) = self.outline.references.get(open.reference) {
            let of_file = wordless::named_after_file(span, &words, &reference.target);
            self.problems.extend(of_file.or_else(|| wordless::with_width(span, &words)));
        }
        if words.is_empty() {
            match self.open.last_mut() {
                Some(link) => link.silent = Some(span),
                None => self.problems.push(wordless::picture(span)),
            }
        }
        if let Some(outer) = self.open.last_mut() {
            outer.words_end = outer.words_end.max(span.range().end);
            if outer.alternative.is_empty() {
                outer.alternative.clone_from(&words);
            }
        }
        if let Some(reference) = self.outline.references.get_mut(open.reference) {
            reference.words = words;
            reference.span = self.document.target_span(open.reference, reference, span, open.words_end);
        }
    }

    fn raw_html(&mut self, part: &NumberedEvent<'_>) {
        let Some(chunk) = self.document.read.chunks.get(part.nth as usize) else { return };
        for reference in &chunk.references {
            self.outline.references.push(Reference {
                kind: reference.kind,
                target: reference.target.clone(),
                span: reference.span,
                words: "".into(),
                sentence: "".into(),
            });
        }
    }
}

impl Document<'_> {
    /// Where the target of a link stands: in the link, or in the definition that it refers to. Either as a whole
    /// where the target is written otherwise.
    fn target_span(&self, nth: usize, reference: &Reference, link: Span, words_end: usize) -> Span {
        let definition = u32::try_from(nth).ok().and_then(|nth| self.read.definitions.get(&nth));
        let (link, words_end) = match definition {
            Some(definition) => {
                let label = self.text.get(definition.range()).and_then(|text| text.find("]:"));
                (*definition, definition.range().start + label.unwrap_or_default())
            }
            None => (link, words_end),
        };
        let range = link.range();
        let from = match reference.kind {
            ReferenceKind::Bare | ReferenceKind::Wiki => range.start,
            _ => words_end.max(range.start),
        };
        let target = match reference.kind {
            ReferenceKind::Bare => reference.target.trim_start_matches("mailto:"),
            _ => &*reference.target,
        };
        if target.is_empty() {
            return link;
        }
        let found = self.text.get(from..range.end).and_then(|rest| rest.find(target));
        found.map_or(link, |at| Span::new(from + at..from + at + target.len()))
    }
}
