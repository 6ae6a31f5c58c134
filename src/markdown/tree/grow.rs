//! Grows the tree of blocks from the parts of a text.

use std::borrow::Cow;
use std::collections::HashMap;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, Tag, TagEnd};

use super::blanks::{as_shown, cow};
use super::data;
use super::shapes::{figure, language, mark, shape};
use super::unseen::without_comments;
use super::{Block, BlockContent, BlockKind, InlineMark, InlinePiece, NoteMark, Picture, Run};
use crate::markdown::document::Document;
use crate::markdown::options::RawHtml;
use crate::markdown::read::NumberedEvent;
use crate::source::slice;

/// How many marks around a run are reported; nobody sees more, and a text could nest them to fill the memory.
const MOST_MARKS: usize = 8;

/// Elements of raw HTML that mark words and do nothing else.
const MARKING: [&str; 17] = [
    "kbd", "mark", "sub", "sup", "abbr", "small", "q", "cite", "dfn", "var", "samp", "b", "i", "u", "em",
    "strong", "bdi",
];

/// The blocks of a text, footnotes last.
pub(in crate::markdown) fn blocks<'a>(document: &Document<'a>) -> Vec<Block<'a>> {
    let mut grower = Grower {
        document,
        open: vec![Open::new(BlockKind::Quote)],
        marks: Vec::new(),
        fresh: true,
        numbers: document
            .notes
            .shown
            .iter()
            .zip(1..)
            .map(|(note, number)| (note.body.start, number))
            .collect(),
        notes: document.notes.shown.iter().map(|_| None).collect(),
    };
    let mut at = 0;
    while at < document.read.parts.len() {
        at = grower.part(at);
    }
    grower.finish()
}

/// A block that is being read.
struct Open<'a> {
    shape: BlockKind<'a>,
    blocks: Vec<Block<'a>>,
    runs: Vec<Run<'a>>,
}

impl<'a> Open<'a> {
    fn new(shape: BlockKind<'a>) -> Open<'a> {
        Open { shape, blocks: Vec::new(), runs: Vec::new() }
    }

    /// Words that stand beside blocks are a line of their own.
    fn end_line(&mut self) {
        if !self.runs.is_empty() {
            let runs = BlockContent::Runs(std::mem::take(&mut self.runs));
            self.blocks.push(Block::new(BlockKind::Line, runs));
        }
    }

    fn close(mut self) -> Block<'a> {
        use BlockKind::{Caption, Cell, Heading, Line, Paragraph, Rule, Term};
        let content = match self.shape {
            Paragraph | Line | Heading { .. } | Term | Cell | Caption | Rule => BlockContent::Runs(self.runs),
            _ => {
                self.end_line();
                BlockContent::Blocks(self.blocks)
            }
        };
        Block::new(self.shape, content)
    }
}

struct Grower<'d, 'a> {
    document: &'d Document<'a>,
    /// The blocks around what comes next; the first is the text itself.
    open: Vec<Open<'a>>,
    marks: Vec<InlineMark<'a>>,
    /// Whether words that come next do not belong to the run before them.
    fresh: bool,
    /// The numbers of the footnotes that are shown, by the first part of what they say.
    numbers: HashMap<usize, usize>,
    /// The footnotes by their numbers.
    notes: Vec<Option<Block<'a>>>,
}

impl<'a> Grower<'_, 'a> {
    /// Takes a part and says which is next.
    fn part(&mut self, at: usize) -> usize {
        let Some(part) = self.document.read.parts.get(at) else { return at + 1 };
        match &part.event {
            Event::Text(words) | Event::InlineMath(words) | Event::DisplayMath(words) => {
                self.words(as_shown(words));
            }
            Event::Code(words) => self.code(words),
            Event::SoftBreak => self.words(Cow::Borrowed(" ")),
            Event::HardBreak => self.run(InlinePiece::Break),
            Event::Rule => self.block(Block::new(BlockKind::Rule, BlockContent::Runs(Vec::new()))),
            Event::Html(html) => {
                let html = trim_end(without_comments(cow(html)));
                if !html.trim().is_empty() {
                    self.block(Block::new(BlockKind::Html, BlockContent::Text(html)));
                }
            }
            Event::InlineHtml(html) => self.tag(html),
            Event::FootnoteReference(label) => self.note_mark(label, part.nth),
            Event::TaskListMarker(done) => self.task(*done),
            Event::Start(tag) => return self.start(tag, at),
            Event::End(tag) => self.end(*tag),
        }
        at + 1
    }

    fn start(&mut self, tag: &Tag<'a>, at: usize) -> usize {
        if let Some(mark) = mark(tag) {
            self.mark(mark);
            return at + 1;
        }
        match tag {
            Tag::Image { dest_url, title, .. } => {
                let words = as_shown(&self.document.alternative(at).into()).into_owned().into();
                let (target, title) = (cow(dest_url), cow(title));
                self.run(InlinePiece::Picture(Picture { target, title, words, bytes: None }));
                return self.document.end_of(at);
            }
            Tag::CodeBlock(kind) => {
                let (text, next) = code_text(&self.document.read.parts, at);
                let data = match kind {
                    CodeBlockKind::Fenced(info) => data::list(info, &text),
                    CodeBlockKind::Indented => None,
                };
                if let Some(data) = data {
                    self.block(data);
                    return next;
                }
                self.block(Block::new(BlockKind::Code(language(kind)), BlockContent::Text(text)));
                return next;
            }
            Tag::FootnoteDefinition(_) => {
                let number = self.numbers.get(&(at + 1)).copied().unwrap_or_default();
                self.open(BlockKind::Note(number));
            }
            _ => self.open(shape(tag)),
        }
        at + 1
    }

    fn open(&mut self, shape: BlockKind<'a>) {
        self.fresh = true;
        self.marks.clear();
        if let Some(open) = self.open.last_mut() {
            open.end_line();
        }
        self.open.push(Open::new(shape));
    }

    fn end(&mut self, tag: TagEnd) {
        self.fresh = true;
        match tag {
            TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link => self.unmark(),
            TagEnd::FootnoteDefinition => self.close_note(),
            _ => {
                self.marks.clear();
                if self.open.len() > 1
                    && let Some(open) = self.open.pop()
                {
                    self.block(figure(open.close()));
                }
            }
        }
    }

    fn block(&mut self, block: Block<'a>) {
        self.fresh = true;
        if let Some(open) = self.open.last_mut() {
            open.end_line();
            open.blocks.push(block);
        }
    }

    /// A footnote stands at the end, under its number; one that nothing refers to is not shown.
    fn close_note(&mut self) {
        self.marks.clear();
        let Some(open) = (self.open.len() > 1).then(|| self.open.pop()).flatten() else { return };
        if let BlockKind::Note(number) = open.shape
            && let Some(note) = number.checked_sub(1).and_then(|nth| self.notes.get_mut(nth))
        {
            *note = Some(open.close());
        }
    }

    fn finish(mut self) -> Vec<Block<'a>> {
        while self.open.len() > 1 {
            let Some(open) = self.open.pop() else { break };
            self.block(open.close());
        }
        let Some(mut text) = self.open.pop() else { return Vec::new() };
        text.end_line();
        let notes: Vec<Block<'a>> = self.notes.into_iter().flatten().collect();
        if !notes.is_empty() {
            text.blocks.push(Block::new(BlockKind::Notes, BlockContent::Blocks(notes)));
        }
        text.blocks
    }

    fn task(&mut self, done: bool) {
        let item = self.open.iter_mut().rev().find(|open| matches!(open.shape, BlockKind::Item(_)));
        if let Some(item) = item {
            item.shape = BlockKind::Item(Some(done));
        }
    }

    fn words(&mut self, words: Cow<'a, str>) {
        let Some(open) = self.open.last_mut() else { return };
        match open.runs.last_mut() {
            Some(Run { piece: InlinePiece::Words(before), .. }) if !self.fresh => {
                let twice = before.ends_with(' ') && words.starts_with(' ');
                before.to_mut().push_str(slice(&words, usize::from(twice)..));
            }
            _ => self.run(InlinePiece::Words(words)),
        }
        self.fresh = false;
    }

    fn run(&mut self, piece: InlinePiece<'a>) {
        let marks = self.inline_marks();
        if let Some(open) = self.open.last_mut() {
            open.runs.push(Run { marks, piece });
        }
        self.fresh = true;
    }

    /// The outermost marks, and a link however deep it is.
    fn inline_marks(&self) -> Vec<InlineMark<'a>> {
        if self.marks.len() <= MOST_MARKS {
            return self.marks.clone();
        }
        let (outer, inner) = self.marks.split_at(MOST_MARKS);
        let link = inner.iter().find(|mark| matches!(mark, InlineMark::Link(_)));
        outer.iter().chain(link).cloned().collect()
    }

    fn code(&mut self, words: &CowStr<'a>) {
        self.marks.push(InlineMark::Code);
        self.run(InlinePiece::Words(cow(words)));
        self.marks.pop();
    }

    fn mark(&mut self, mark: InlineMark<'a>) {
        self.marks.push(mark);
        self.fresh = true;
    }

    /// Takes away the innermost mark of Markdown, with the elements that were left open in it.
    fn unmark(&mut self) {
        while let Some(InlineMark::Element(_)) = self.marks.pop() {}
    }

    fn note_mark(&mut self, label: &CowStr<'a>, nth: u32) {
        let notes = &self.document.notes;
        match notes.marks.get(nth as usize) {
            Some(Some(mark)) => {
                let number = mark.note + 1;
                self.run(InlinePiece::NoteMark(NoteMark { label: cow(label), number }));
            }
            _ => self.words(format!("[^{label}]").into()),
        }
    }

    /// A tag within a line. Such as mark words are marks; the others stand as they are written.
    fn tag(&mut self, html: &CowStr<'a>) {
        let shown = self.document.options.raw_html != RawHtml::Deny;
        let name = html.trim_start_matches(['<', '/']).trim_end_matches(['>', '/', ' ']);
        let marking = MARKING.into_iter().find(|marking| shown && *marking == name);
        match (marking, html.len() - name.len()) {
            (Some(name), 2) if self.marks.len() < MOST_MARKS => self.mark(InlineMark::Element(name)),
            (Some(name), 3) if self.marks.last() == Some(&InlineMark::Element(name)) => {
                self.marks.pop();
                self.fresh = true;
            }
            _ if shown && name == "br" => self.run(InlinePiece::Break),
            _ => {
                let html = without_comments(cow(html));
                if !html.is_empty() {
                    self.run(InlinePiece::Html(html));
                }
            }
        }
    }
}

/// The text of the code that starts here, and the part behind its end.
fn code_text<'a>(parts: &[NumberedEvent<'a>], start: usize) -> (Cow<'a, str>, usize) {
    let mut text = Cow::Borrowed("");
    let mut at = start + 1;
    while let Some(NumberedEvent { event: Event::Text(line), .. }) = parts.get(at) {
        if text.is_empty() {
            text = cow(line);
        } else {
            text.to_mut().push_str(line);
        }
        at += 1;
    }
    (text, at + 1)
}

fn trim_end(text: Cow<'_, str>) -> Cow<'_, str> {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim_end()),
        Cow::Owned(text) => Cow::Owned(text.trim_end().to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::{Options, parse};

    fn tree(text: &str) -> Vec<Block<'_>> {
        parse(text, &Options::default()).blocks()
    }

    #[test]
    fn how_lines_are_broken_says_nothing() {
        assert_eq!(tree("One two  three\nfour.\n"), tree("One\ntwo three\nfour.\n"));
        assert_ne!(tree("One two"), tree("One  \ntwo"));
        assert_eq!(tree("- a\n- b\n"), tree("* a\n\n* b\n"));
        assert_ne!(tree("- a\n- b\n"), tree("1. a\n2. b\n"));
        assert_ne!(tree("`a  b`"), tree("`a b`"));
        assert_eq!(tree("cafe\u{301}"), tree("caf\u{e9}"));
    }

    #[test]
    fn what_is_shown_tells_blocks_apart() {
        assert_ne!(tree("*a*"), tree("**a**"));
        assert_ne!(tree("[a](x)"), tree("[a](y)"));
        assert_eq!(tree("[a](x)"), tree("[a]\n\n[a]: x\n"));
        assert_ne!(tree("![a](x)"), tree("![b](x)"));
        assert_ne!(tree("# a"), tree("## a"));
        assert_eq!(tree("a<!-- unseen -->"), tree("a"));
    }

    #[test]
    fn elements_that_mark_words_are_marks() {
        let kbd = |text: &str| match &tree(text)[0].content {
            BlockContent::Runs(runs) => {
                runs.iter().filter(|run| run.marks == [InlineMark::Element("kbd")]).count()
            }
            _ => 0,
        };
        assert_eq!(kbd("press <kbd>Enter</kbd> now"), 1);
        assert_eq!(kbd("press *<kbd>Enter*</kbd> now"), 0);
        assert_eq!(tree("a<br>b"), tree("a<br/>b"));
    }

    #[test]
    fn notes_stand_at_the_end_by_number() {
        let blocks = tree("[^b]: Second.\n\n[^a]: First.\n\nOne[^a] and two[^b].\n\n[^c]: Unseen.\n");
        let shapes: Vec<_> = blocks.iter().map(|block| &block.shape).collect();
        assert_eq!(shapes, [&BlockKind::Paragraph, &BlockKind::Notes]);
        let BlockContent::Blocks(notes) = &blocks[1].content else { panic!("{blocks:?}") };
        assert_eq!(notes.len(), 2);
        assert_eq!(notes[0], Block::new(BlockKind::Note(1), BlockContent::Blocks(tree("First."))));
    }

    #[test]
    fn marks_beyond_what_anybody_sees_are_not_told() {
        let text = format!("{}a{}", "*b **c ".repeat(40), "** *".repeat(40));
        for block in tree(&text) {
            let BlockContent::Runs(runs) = block.content else { continue };
            assert!(runs.iter().all(|run| run.marks.len() <= MOST_MARKS + 1));
        }
    }
}
