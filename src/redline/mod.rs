//! Two texts into one that says what became of the first: kept, inserted, deleted, moved, changed, block by block,
//! and within them word by word. Knows nothing of files and versions.
//!
//! `align` finds which block became which, `lines` which word; neither ever takes longer than in line with the
//! texts, since beyond their ceilings they replace the whole. `html` and `terminal` show the result.
//!
//! `redline::between` takes two texts and returns what became of the first as a tree (`redline/mod.rs`): blocks kept,
//! inserted, deleted, moved, changed, and within them stretches of words. It compares the blocks of `markdown::tree`,
//! in which nothing stands that a reader cannot see, so that rewrapping a paragraph changes nothing. `align` finds
//! which block became which, for texts, lists, rows, columns and lines of code alike; `hunks` finds which words are
//! kept, and joins what would shred a sentence. Both have ceilings, counted and never timed, beyond which the whole is
//! replaced. HTML and terminal text are made from the tree; what an address leads to now is asked of `Links`.

mod align;
mod alike;
mod became;
mod compare;
mod html;
mod hunks;
mod lines;
mod numbers;
mod passages;
mod remarks;
mod summary;
mod tables;
mod terminal;
mod tokens;
mod units;
mod view;

pub use became::became;
pub use html::{Links, RedlinePage, TextSide, block_html};
pub use passages::Unchanged;
pub use summary::Size;
pub use terminal::RedlineStyles;

use std::borrow::Cow;

use crate::markdown::tree::{Block, BlockContent, BlockKind, InlinePiece, Run};
use crate::markdown::{self, Options};
use crate::model::FrontField;

/// A text with the data at its head.
#[derive(Clone, Copy, Debug, Default)]
pub struct RedlineText<'t> {
    /// The fields of its front matter, in order.
    pub fields: &'t [FrontField],
    /// The Markdown below it.
    pub body: &'t str,
}

/// What became of a text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Redline<'a> {
    /// The fields that changed, in the order of the new text, those that are gone last.
    pub fields: Vec<FieldChange<'a>>,
    /// The blocks of both texts.
    pub blocks: Vec<BlockChange<'a>>,
}

/// What became of a field.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FieldChange<'a> {
    /// Its name.
    pub name: Cow<'a, str>,
    /// Its values, each a block of plain words.
    pub values: Vec<BlockChange<'a>>,
}

/// What became of a block.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum BlockChange<'a> {
    /// It says what it said.
    Kept(Block<'a>),
    /// It is new.
    Inserted(Block<'a>),
    /// It is gone.
    Deleted(Block<'a>),
    /// It stood here, as it was, and stands elsewhere now.
    Left(Block<'a>, Way),
    /// It stood elsewhere; here is what became of it.
    Arrived(Box<BlockChange<'a>>, Way),
    /// It says something else.
    Changed(Box<ChangedBlock<'a>>),
}

/// Which way a block went.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Way {
    /// Towards the beginning.
    Up,
    /// Towards the end.
    Down,
}

/// A block that became another.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ChangedBlock<'a> {
    /// What it was.
    pub before: BlockKind<'a>,
    /// What it is.
    pub after: BlockKind<'a>,
    /// What became of what it holds.
    pub inside: Inside<'a>,
}

/// What became of what a block holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Inside<'a> {
    /// Blocks; of code its lines.
    Blocks(Vec<BlockChange<'a>>),
    /// The rows of a table. A row that changed has a cell for each of these columns.
    Rows {
        /// The columns of both tables.
        columns: Vec<ColumnChange>,
        /// Their rows.
        rows: Vec<BlockChange<'a>>,
    },
    /// Words.
    Line(Vec<Inline<'a>>),
    /// Raw HTML, which is only shown as a whole.
    Text {
        /// As it was.
        before: Cow<'a, str>,
        /// As it is.
        after: Cow<'a, str>,
    },
}

/// What became of a column, by its number in the old table and in the new one, from 0.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ColumnChange {
    /// It is in both.
    Kept(usize, usize),
    /// It is gone.
    Deleted(usize),
    /// It is new.
    Inserted(usize),
}

impl ColumnChange {
    fn kept(self) -> Option<(usize, usize)> {
        match self {
            ColumnChange::Kept(old, new) => Some((old, new)),
            _ => None,
        }
    }
}

/// What became of a stretch of a line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Inline<'a> {
    /// The same.
    Kept(Run<'a>),
    /// New.
    Inserted(Run<'a>),
    /// Gone.
    Deleted(Run<'a>),
    /// The same words, marked or linked in another way; or the same picture with other words.
    Restyled {
        /// As it was.
        before: Run<'a>,
        /// As it is.
        after: Run<'a>,
    },
}

/// Compares two texts.
pub fn between<'a>(old: RedlineText<'a>, new: RedlineText<'a>, options: &Options) -> Redline<'a> {
    let blocks = |body: &'a str| markdown::parse(body, options).blocks();
    between_blocks((old.fields, blocks(old.body)), (new.fields, blocks(new.body)))
}

/// Compares two texts that were read before: their fields, and the blocks of their Markdown.
pub fn between_blocks<'a>(
    (old_fields, old): (&'a [FrontField], Vec<Block<'a>>),
    (new_fields, new): (&'a [FrontField], Vec<Block<'a>>),
) -> Redline<'a> {
    Redline {
        fields: fields(old_fields, new_fields),
        blocks: compare::blocks(old, new, align::Mobility::Free),
    }
}

impl Redline<'_> {
    /// Whether a reader sees no difference.
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty() && self.blocks.iter().all(|change| matches!(change, BlockChange::Kept(_)))
    }
}

fn fields<'a>(old: &'a [FrontField], new: &'a [FrontField]) -> Vec<FieldChange<'a>> {
    let values = |fields: &'a [FrontField], name: &str| -> &'a [String] {
        fields.iter().find(|field| field.name == name).map_or(&[], |field| &field.values)
    };
    let gone = old.iter().filter(|field| !new.iter().any(|other| other.name == field.name));
    let mut changes = Vec::new();
    for field in new.iter().chain(gone) {
        let (before, after) = (values(old, &field.name), values(new, &field.name));
        if before != after {
            let (mut before, mut after) = (plain(before), plain(after));
            let values = match (before.len(), after.len()) {
                (1, 1) => vec![compare::became(before.remove(0), after.remove(0))],
                _ => compare::blocks(before, after, align::Mobility::Fixed),
            };
            changes.push(FieldChange { name: Cow::Borrowed(&field.name), values });
        }
    }
    changes
}

fn plain(values: &[String]) -> Vec<Block<'_>> {
    let run = |value| Run { marks: Vec::new(), piece: InlinePiece::Words(Cow::Borrowed(value)) };
    values.iter().map(|value| Block::new(BlockKind::Line, BlockContent::Runs(vec![run(value)]))).collect()
}
