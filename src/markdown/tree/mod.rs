//! A text as a tree of blocks, for those who compare texts. What a reader cannot see is not in it: how lines are
//! broken, how many blanks stand between words, how a link is written, comments.

mod blanks;
mod data;
mod grow;
mod shapes;
mod unseen;

pub(super) use grow::blocks;

use std::borrow::Cow;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use pulldown_cmark::BlockQuoteKind;

use crate::markdown::outline::ReferenceKind;
use crate::shared::quick_hash::QuickHasher;

/// A block with what it holds.
#[derive(Clone, Debug)]
pub struct Block<'a> {
    /// What it is.
    pub shape: BlockKind<'a>,
    /// What it holds.
    pub content: BlockContent<'a>,
    /// Equal for blocks that say the same, and all but never for others.
    pub fingerprint: u64,
}

/// What a block is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum BlockKind<'a> {
    /// A paragraph.
    Paragraph,
    /// The words of a list item or of a definition that has no paragraphs. Says the same as a paragraph.
    Line,
    /// A heading.
    Heading {
        /// As written, 1 to 6.
        level: u8,
        /// The id that its author gave it; empty where there is none.
        id: Cow<'a, str>,
    },
    /// A quotation.
    Quote,
    /// A note, tip or warning.
    Alert(Alert),
    /// A list of items; numbered where there is a first number.
    List(Option<u64>),
    /// An item of a list; where it is a task, whether it is done.
    Item(Option<bool>),
    /// A list of terms and definitions.
    Definitions,
    /// A term.
    Term,
    /// What a term means.
    Definition,
    /// A table of rows, the first of which is a [`BlockKind::Head`]. For each column the class of its cells, if any.
    Table(Vec<&'static str>),
    /// The first row of a table.
    Head,
    /// Another row of a table.
    Row,
    /// A cell of a row.
    Cell,
    /// Code in this language; empty where none is named.
    Code(Cow<'a, str>),
    /// Raw HTML, as written.
    Html,
    /// A picture on its own, with a caption.
    Figure,
    /// The caption of a figure.
    Caption,
    /// The footnotes that something refers to, in the order of their numbers.
    Notes,
    /// A footnote with its number, which is no part of what it says.
    Note(usize),
    /// A line across the page.
    Rule,
}

/// What a note in the margin of the text is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Alert {
    /// The class of its element.
    pub class: &'static str,
    /// The name of the word above it, among those of the interface.
    pub label: &'static str,
}

/// What a block holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum BlockContent<'a> {
    /// Other blocks.
    Blocks(Vec<Block<'a>>),
    /// Words and what stands between them.
    Runs(Vec<Run<'a>>),
    /// A text without markup.
    Text(Cow<'a, str>),
}

/// A stretch within a line that is marked in one way.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Run<'a> {
    /// The marks around it, from the outermost.
    pub marks: Vec<InlineMark<'a>>,
    /// What it is.
    pub piece: InlinePiece<'a>,
}

/// What stands in a line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum InlinePiece<'a> {
    /// Words, with single blanks between them.
    Words(Cow<'a, str>),
    /// The end of a line that its author has set.
    Break,
    /// A picture.
    Picture(Picture<'a>),
    /// The mark of a footnote.
    NoteMark(NoteMark<'a>),
    /// A tag of raw HTML, as written.
    Html(Cow<'a, str>),
}

/// A picture, video or sound.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Picture<'a> {
    /// Its address, as written.
    pub target: Cow<'a, str>,
    /// Its title or caption.
    pub title: Cow<'a, str>,
    /// What it says to those who cannot see it.
    pub words: Cow<'a, str>,
    /// What names its bytes, where that is known: other bytes are another picture, whatever it is called.
    pub bytes: Option<Box<str>>,
}

/// Says what names the bytes of a picture, by its address as written.
pub type BytesOf<'f> = dyn Fn(&str) -> Option<Box<str>> + 'f;

/// The mark of a footnote. Two are the same if their labels are.
#[derive(Clone, Eq, Debug)]
pub struct NoteMark<'a> {
    /// The label, as written.
    pub label: Cow<'a, str>,
    /// The number that readers see.
    pub number: usize,
}

/// How words are marked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum InlineMark<'a> {
    /// Emphasis.
    Emphasis,
    /// Strong emphasis.
    Strong,
    /// Struck out by the author.
    Struck,
    /// Raised.
    Raised,
    /// Lowered.
    Lowered,
    /// Code.
    Code,
    /// An element of raw HTML without attributes, by its name.
    Element(&'static str),
    /// The words of a link.
    Link(Arc<Link<'a>>),
}

/// A link.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Link<'a> {
    /// How it is written.
    pub kind: ReferenceKind,
    /// Its address, as in [`super::Reference::target`].
    pub target: Cow<'a, str>,
    /// Its title.
    pub title: Cow<'a, str>,
    /// Where its words come from.
    pub words: LinkWords,
}

/// Where the words of a link come from.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum LinkWords {
    /// Its author wrote them.
    Written,
    /// A wikilink without words: its target stands for them, and the page shows the target's title.
    Target,
}

impl Alert {
    pub(super) fn of(kind: BlockQuoteKind) -> Alert {
        let (class, label) = match kind {
            BlockQuoteKind::Note => ("note", "alert_note"),
            BlockQuoteKind::Tip => ("tip", "alert_tip"),
            BlockQuoteKind::Important => ("important", "alert_important"),
            BlockQuoteKind::Warning => ("warning", "alert_warning"),
            BlockQuoteKind::Caution => ("caution", "alert_caution"),
        };
        Alert { class, label }
    }
}

impl PartialEq for NoteMark<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.label == other.label
    }
}

impl PartialEq for Block<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.fingerprint == other.fingerprint
            && self.shape.says_the_same(&other.shape)
            && self.content == other.content
    }
}

impl Eq for Block<'_> {}

impl<'a> Block<'a> {
    /// A block of this shape and content.
    pub fn new(shape: BlockKind<'a>, content: BlockContent<'a>) -> Block<'a> {
        let mut hasher = QuickHasher::default();
        shape.hash(&mut hasher);
        match &content {
            BlockContent::Blocks(blocks) => {
                for block in blocks {
                    hasher.write_u64(block.fingerprint);
                }
            }
            BlockContent::Runs(runs) => runs.iter().for_each(|run| hash_run(run, &mut hasher)),
            BlockContent::Text(text) => text.hash(&mut hasher),
        }
        Block { shape, content, fingerprint: hasher.finish() }
    }

    /// The same block, where it is known which pictures it shows.
    #[must_use]
    pub fn showing(self, bytes: &BytesOf<'_>) -> Block<'a> {
        self.with_runs(&|run| {
            if let InlinePiece::Picture(picture) = &mut run.piece {
                picture.bytes = bytes(&picture.target);
            }
        })
    }

    /// The same block with something done to each of its runs, at any depth.
    #[must_use]
    pub fn with_runs(self, change: &dyn Fn(&mut Run<'a>)) -> Block<'a> {
        let content = match self.content {
            BlockContent::Blocks(blocks) => {
                BlockContent::Blocks(blocks.into_iter().map(|block| block.with_runs(change)).collect())
            }
            BlockContent::Runs(mut runs) => {
                runs.iter_mut().for_each(change);
                BlockContent::Runs(runs)
            }
            BlockContent::Text(text) => BlockContent::Text(text),
        };
        Block::new(self.shape, content)
    }
}

impl BlockKind<'_> {
    /// Whether both shapes say the same to a reader.
    pub fn says_the_same(&self, other: &BlockKind<'_>) -> bool {
        match (self, other) {
            (BlockKind::Paragraph | BlockKind::Line, BlockKind::Paragraph | BlockKind::Line)
            | (BlockKind::Note(_), BlockKind::Note(_)) => true,
            _ => self == other,
        }
    }

    fn hash(&self, hasher: &mut impl Hasher) {
        let name: u8 = match self {
            BlockKind::Paragraph | BlockKind::Line => 0,
            BlockKind::Heading { .. } => 1,
            BlockKind::Quote => 2,
            BlockKind::Alert(_) => 3,
            BlockKind::List(_) => 4,
            BlockKind::Item(_) => 5,
            BlockKind::Definitions => 6,
            BlockKind::Term => 7,
            BlockKind::Definition => 8,
            BlockKind::Table(_) => 9,
            BlockKind::Head => 10,
            BlockKind::Row => 11,
            BlockKind::Cell => 12,
            BlockKind::Code(_) => 13,
            BlockKind::Html => 14,
            BlockKind::Figure => 15,
            BlockKind::Caption => 16,
            BlockKind::Notes => 17,
            BlockKind::Note(_) => 18,
            BlockKind::Rule => 19,
        };
        hasher.write_u8(name);
        match self {
            BlockKind::Heading { level, id } => (level, id).hash(hasher),
            BlockKind::Alert(alert) => alert.class.hash(hasher),
            BlockKind::List(first) => first.hash(hasher),
            BlockKind::Item(task) => task.hash(hasher),
            BlockKind::Table(classes) => classes.hash(hasher),
            BlockKind::Code(language) => language.hash(hasher),
            _ => {}
        }
    }
}

fn hash_run(run: &Run<'_>, hasher: &mut impl Hasher) {
    for mark in &run.marks {
        hash_mark(mark, hasher);
    }
    match &run.piece {
        InlinePiece::Words(words) => (20_u8, words).hash(hasher),
        InlinePiece::Break => hasher.write_u8(21),
        InlinePiece::Picture(Picture { target, title, words, bytes }) => {
            (22_u8, target, title, words, bytes).hash(hasher);
        }
        InlinePiece::NoteMark(mark) => (23_u8, &mark.label).hash(hasher),
        InlinePiece::Html(html) => (24_u8, html).hash(hasher),
    }
}

fn hash_mark(mark: &InlineMark<'_>, hasher: &mut impl Hasher) {
    match mark {
        InlineMark::Emphasis => hasher.write_u8(0),
        InlineMark::Strong => hasher.write_u8(1),
        InlineMark::Struck => hasher.write_u8(2),
        InlineMark::Raised => hasher.write_u8(3),
        InlineMark::Lowered => hasher.write_u8(4),
        InlineMark::Code => hasher.write_u8(5),
        InlineMark::Element(name) => (6_u8, name).hash(hasher),
        InlineMark::Link(link) => (7_u8, &link.target, &link.title, link.words).hash(hasher),
    }
}
