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
mod change;
mod compare;
mod counts;
#[cfg(test)]
mod growth;
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

pub use change::{
    BlockChange, ChangedBlock, ColumnChange, FieldChange, Inline, Inside, Redline, RedlineBlocks,
    RedlineText, Way,
};

pub use became::became;
pub use counts::PassageCounts;
pub use html::{Links, RedlinePage, TextSide, block_html};
pub use passages::Unchanged;
pub use summary::Size;
pub use terminal::RedlineStyles;

use std::borrow::Cow;

use crate::markdown::tree::{Block, BlockContent, BlockKind, InlinePiece, Run};
use crate::markdown::{self, Options};
use crate::model::FrontField;

/// Compares two texts.
pub fn between<'a>(old: RedlineText<'a>, new: RedlineText<'a>, options: &Options) -> Redline<'a> {
    let blocks = |text: RedlineText<'a>| RedlineBlocks {
        fields: text.fields,
        blocks: markdown::parse(text.body, options).blocks(),
    };
    between_blocks(blocks(old), blocks(new))
}

/// Compares two texts that were read before.
pub fn between_blocks<'a>(old: RedlineBlocks<'a>, new: RedlineBlocks<'a>) -> Redline<'a> {
    Redline {
        fields: fields(old.fields, new.fields),
        blocks: compare::blocks(old.blocks, new.blocks, align::Mobility::Free),
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
