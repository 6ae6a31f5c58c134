//! Compares two trees of blocks.

use std::borrow::Cow;
use std::collections::HashMap;

use super::align::{MOVABLE, Member, Order, Step, align};
use super::alike::Bag;
use super::{Change, Changed, Inside, Way, lines, tables};
use crate::markdown::tree::{Block, Content, Piece, Run, Shape};

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
        bag.weight() >= MOVABLE || matches!(self.shape, Shape::Heading { .. })
    }
}

/// Shapes of one family can become one another, and both hold the same sort of content.
fn family(shape: &Shape<'_>) -> u8 {
    match shape {
        Shape::Paragraph | Shape::Line => 0,
        Shape::Heading { .. } => 1,
        Shape::Quote | Shape::Alert(_) => 2,
        Shape::List(_) => 3,
        Shape::Item(_) => 4,
        Shape::Definitions => 5,
        Shape::Term => 6,
        Shape::Definition => 7,
        Shape::Table(_) => 8,
        Shape::Head => 9,
        Shape::Row => 10,
        Shape::Cell => 11,
        Shape::Code(_) => 12,
        Shape::Html => 13,
        Shape::Figure => 14,
        Shape::Caption => 15,
        Shape::Notes => 16,
        Shape::Note(_) => 17,
        Shape::Rule => 18,
    }
}

/// What became of some blocks.
pub(super) fn blocks<'a>(old: Vec<Block<'a>>, new: Vec<Block<'a>>, order: Order) -> Vec<Change<'a>> {
    let steps = align(&old, &new, order);
    let ways = ways(&steps);
    let (mut old, mut new) = (Store::of(old), Store::of(new));
    let mut changes = Vec::with_capacity(steps.len());
    for step in steps {
        changes.extend(match step {
            Step::Keep(a, b) | Step::Change(a, b) => both(old.take(a), new.take(b)),
            Step::Delete(a) => old.take(a).map(Change::Deleted),
            Step::Insert(b) => new.take(b).map(Change::Inserted),
            Step::Leave(a, _) => old.copy(a).map(|block| Change::Left(block, ways[&a])),
            Step::Arrive(a, b) => {
                both(old.copy(a), new.take(b)).map(|change| Change::Arrived(Box::new(change), ways[&a]))
            }
        });
    }
    changes
}

fn both<'a>(old: Option<Block<'a>>, new: Option<Block<'a>>) -> Option<Change<'a>> {
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
pub(super) fn became<'a>(old: Block<'a>, new: Block<'a>) -> Change<'a> {
    if old == new {
        return Change::Kept(new);
    }
    let inside = match (old.content, new.content) {
        (Content::Runs(before), Content::Runs(after)) => Inside::Line(lines::compare(&before, &after)),
        (Content::Blocks(before), Content::Blocks(after)) => match new.shape {
            Shape::Table(_) => tables::compare(before, after),
            _ => Inside::Blocks(blocks(before, after, order(&new.shape))),
        },
        (Content::Text(before), Content::Text(after)) => match new.shape {
            Shape::Code(_) => Inside::Blocks(blocks(code_lines(&before), code_lines(&after), Order::Fixed)),
            _ => Inside::Text { before, after },
        },
        // No two shapes of one family hold contents of different sorts; if they did, nothing would be lost.
        (before, after) => Inside::Blocks(vec![
            Change::Deleted(Block::new(old.shape.clone(), before)),
            Change::Inserted(Block::new(new.shape.clone(), after)),
        ]),
    };
    Change::Changed(Box::new(Changed { before: old.shape, after: new.shape, inside }))
}

/// Where a move is worth telling.
fn order(shape: &Shape<'_>) -> Order {
    match shape {
        Shape::Quote
        | Shape::Alert(_)
        | Shape::List(_)
        | Shape::Item(_)
        | Shape::Definition
        | Shape::Note(_) => Order::Free,
        _ => Order::Fixed,
    }
}

/// The lines of some code, each as a block of its own.
pub(super) fn code_lines<'a>(code: &Cow<'a, str>) -> Vec<Block<'a>> {
    let line = |words: Cow<'a, str>| {
        Block::new(Shape::Line, Content::Runs(vec![Run { marks: Vec::new(), piece: Piece::Words(words) }]))
    };
    match code {
        Cow::Borrowed(code) => code.lines().map(|words| line(Cow::Borrowed(words))).collect(),
        Cow::Owned(code) => code.lines().map(|words| line(Cow::Owned(words.to_owned()))).collect(),
    }
}
