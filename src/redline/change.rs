//! What changed between two texts, as data.

use crate::markdown::tree::{Block, BlockKind, Run};
use crate::model::FrontField;
use std::borrow::Cow;

/// A text with the data at its head.
#[derive(Clone, Copy, Debug, Default)]
pub struct RedlineText<'t> {
    /// The fields of its front matter, in order.
    pub fields: &'t [FrontField],
    /// The Markdown below it.
    pub body: &'t str,
}

/// The same, of which the Markdown was read before.
#[derive(Clone, Debug)]
pub struct RedlineBlocks<'t> {
    /// The fields of its front matter, in order.
    pub fields: &'t [FrontField],
    /// The blocks of its Markdown.
    pub blocks: Vec<Block<'t>>,
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
    pub(super) fn kept(self) -> Option<(usize, usize)> {
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

impl Redline<'_> {
    /// Whether a reader sees no difference.
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty() && self.blocks.iter().all(|change| matches!(change, BlockChange::Kept(_)))
    }
}
