//! Compares two trees of blocks.

use std::borrow::Cow;
use std::collections::HashMap;

use super::align::{MOVABLE, Member, Mobility, Step, align};
use super::alike::Bag;
use super::change::{BlockChange, ChangedBlock, Inside, Way};
use super::{lines, tables};
use crate::markdown::tree::{Block, BlockContent, BlockKind, InlinePiece, Run};
use crate::shared::steps::count_steps;

impl Member for Block<'_> {
    fn fingerprint(&self) -> u64 {
        self.fingerprint
    }

    fn family(&self) -> u8 {
        family(&self.shape)
    }

    fn bag(&self) -> Bag {
        Bag::of(self)
    }

    /// A heading names what stands below it, however few its words.
    fn is_movable(&self, bag: &Bag) -> bool {
        bag.weight() >= MOVABLE || matches!(self.shape, BlockKind::Heading { .. })
    }
}

/// Shapes of one family can become one another, and both hold the same sort of content.
fn family(shape: &BlockKind<'_>) -> u8 {
    match shape {
        BlockKind::Paragraph | BlockKind::Line => 0,
        BlockKind::Heading { .. } => 1,
        BlockKind::Quote | BlockKind::Alert(_) => 2,
        BlockKind::List(_) => 3,
        BlockKind::Item(_) => 4,
        BlockKind::Definitions => 5,
        BlockKind::Term => 6,
        BlockKind::Definition => 7,
        BlockKind::Table(_) => 8,
        BlockKind::Head => 9,
        BlockKind::Row => 10,
        BlockKind::Cell => 11,
        BlockKind::Code(_) => 12,
        BlockKind::Html => 13,
        BlockKind::Figure => 14,
        BlockKind::Caption => 15,
        BlockKind::Notes => 16,
        BlockKind::Note(_) => 17,
        BlockKind::Rule => 18,
    }
}

/// What became of some blocks.
pub(super) fn blocks<'a>(old: Vec<Block<'a>>, new: Vec<Block<'a>>, order: Mobility) -> Vec<BlockChange<'a>> {
    let steps = align(&old, &new, order);
    let ways = ways(&steps);
    let (mut old, mut new) = (Store::of(old), Store::of(new));
    let mut changes = Vec::with_capacity(steps.len());
    for step in steps {
        changes.extend(match step {
            Step::Keep(a, b) | Step::Change(a, b) => both(old.take(a), new.take(b)),
            Step::Delete(a) => old.take(a).map(BlockChange::Deleted),
            Step::Insert(b) => new.take(b).map(BlockChange::Inserted),
            Step::Leave(a, _) => {
                let way = ways.get(&a).copied().unwrap_or(Way::Down);
                old.copy(a).map(|block| BlockChange::Left(block, way))
            }
            Step::Arrive(a, b) => {
                let way = ways.get(&a).copied().unwrap_or(Way::Up);
                both(old.copy(a), new.take(b)).map(|change| BlockChange::Arrived(Box::new(change), way))
            }
        });
    }
    changes
}

fn both<'a>(old: Option<Block<'a>>, new: Option<Block<'a>>) -> Option<BlockChange<'a>> {
    Some(became(old?, new?))
}

/// Blocks, each of which is taken once.
struct Store<'a>(Vec<Option<Block<'a>>>);

impl<'a> Store<'a> {
    fn of(blocks: Vec<Block<'a>>) -> Store<'a> {
        Store(blocks.into_iter().map(Some).collect())
    }

    fn take(&mut self, at: usize) -> Option<Block<'a>> {
        self.0.get_mut(at)?.take()
    }

    fn copy(&self, at: usize) -> Option<Block<'a>> {
        self.0.get(at)?.clone()
    }
}

/// Which way every block went that moved, by its place in the old list.
fn ways(steps: &[Step]) -> HashMap<usize, Way> {
    let mut ways = HashMap::new();
    for step in steps {
        match step {
            Step::Leave(old, _) => ways.entry(*old).or_insert(Way::Down),
            Step::Arrive(old, _) => ways.entry(*old).or_insert(Way::Up),
            _ => continue,
        };
    }
    ways
}

/// What became of one block.
pub(super) fn became<'a>(old: Block<'a>, new: Block<'a>) -> BlockChange<'a> {
    count_steps(1);
    if old == new {
        return BlockChange::Kept(new);
    }
    let inside = match (old.content, new.content) {
        (BlockContent::Runs(before), BlockContent::Runs(after)) => {
            Inside::Line(lines::compare(&before, &after))
        }
        (BlockContent::Blocks(before), BlockContent::Blocks(after)) => match new.shape {
            BlockKind::Table(_) => tables::compare(before, after, became),
            _ => Inside::Blocks(blocks(before, after, order(&new.shape))),
        },
        (BlockContent::Text(before), BlockContent::Text(after)) => match new.shape {
            BlockKind::Code(_) => {
                Inside::Blocks(blocks(code_lines(&before), code_lines(&after), Mobility::Fixed))
            }
            _ => Inside::Text { before, after },
        },
        // No two shapes of one family hold contents of different sorts; if they did, nothing would be lost.
        (before, after) => Inside::Blocks(vec![
            BlockChange::Deleted(Block::new(old.shape.clone(), before)),
            BlockChange::Inserted(Block::new(new.shape.clone(), after)),
        ]),
    };
    BlockChange::Changed(Box::new(ChangedBlock { before: old.shape, after: new.shape, inside }))
}

/// Where a move is worth telling.
fn order(shape: &BlockKind<'_>) -> Mobility {
    match shape {
        BlockKind::Quote
        | BlockKind::Alert(_)
        | BlockKind::List(_)
        | BlockKind::Item(_)
        | BlockKind::Definition
        | BlockKind::Note(_) => Mobility::Free,
        _ => Mobility::Fixed,
    }
}

/// The lines of some code, each as a block of its own.
pub(super) fn code_lines<'a>(code: &Cow<'a, str>) -> Vec<Block<'a>> {
    let line = |words: Cow<'a, str>| {
        Block::new(
            BlockKind::Line,
            BlockContent::Runs(vec![Run { marks: Vec::new(), piece: InlinePiece::Words(words) }]),
        )
    };
    match code {
        Cow::Borrowed(code) => code.lines().map(|words| line(Cow::Borrowed(words))).collect(),
        Cow::Owned(code) => code.lines().map(|words| line(Cow::Owned(words.to_owned()))).collect(),
    }
}
