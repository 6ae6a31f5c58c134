//! What readers call the blocks of a text, and how many of each there are.

use super::BlockChange;
use crate::markdown::tree::BlockKind;

/// What something is called: one, several.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Unit(pub(super) &'static str, pub(super) &'static str);

/// What a block of this shape is called.
pub(super) fn unit(shape: &BlockKind<'_>) -> Unit {
    match shape {
        BlockKind::Paragraph | BlockKind::Line | BlockKind::Cell | BlockKind::Caption => {
            Unit("paragraph", "paragraphs")
        }
        BlockKind::Heading { .. } => Unit("heading", "headings"),
        BlockKind::Quote => Unit("quotation", "quotations"),
        BlockKind::Alert(_) => Unit("callout", "callouts"),
        BlockKind::List(_) => Unit("list", "lists"),
        BlockKind::Item(_) => Unit("list item", "list items"),
        BlockKind::Definitions => Unit("list of terms", "lists of terms"),
        BlockKind::Term => Unit("term", "terms"),
        BlockKind::Definition => Unit("definition", "definitions"),
        BlockKind::Table(_) => Unit("table", "tables"),
        BlockKind::Head => Unit("table head", "table heads"),
        BlockKind::Row => Unit("table row", "table rows"),
        BlockKind::Code(_) => Unit("block of code", "blocks of code"),
        BlockKind::Html => Unit("piece of HTML", "pieces of HTML"),
        BlockKind::Figure => Unit("picture", "pictures"),
        BlockKind::Notes => Unit("list of footnotes", "lists of footnotes"),
        BlockKind::Note(_) => Unit("footnote", "footnotes"),
        BlockKind::Rule => Unit("dividing line", "dividing lines"),
    }
}

/// Columns of a table.
pub(super) const COLUMN: Unit = Unit("table column", "table columns");

/// How many of each unit there are, in the order of their first appearance.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct UnitCounts(Vec<(Unit, usize)>);

impl UnitCounts {
    /// One more.
    pub(super) fn add(&mut self, unit: Unit) {
        match self.0.iter_mut().find(|(known, _)| *known == unit) {
            Some((_, count)) => *count += 1,
            None => self.0.push((unit, 1)),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The unit, where there is only one.
    pub(super) fn only(&self) -> Option<Unit> {
        match self.0[..] {
            [(unit, _)] => Some(unit),
            _ => None,
        }
    }

    fn total(&self) -> usize {
        self.0.iter().map(|(_, count)| count).sum()
    }

    /// "2 paragraphs and 1 list". A unit that was just named is not named again.
    pub(super) fn words(&self, named: Option<Unit>) -> String {
        let one = |(unit, count): &(Unit, usize)| match count {
            _ if named == Some(*unit) && self.0.len() == 1 => count.to_string(),
            1 => format!("1 {}", unit.0),
            _ => format!("{count} {}", unit.1),
        };
        let mut words: Vec<String> = self.0.iter().map(one).collect();
        let last = words.pop().unwrap_or_default();
        if words.is_empty() { last } else { format!("{} and {last}", words.join(", ")) }
    }
}

/// How some blocks that nothing happened to are counted.
pub(super) fn unchanged(changes: &[BlockChange<'_>]) -> String {
    let mut counts = UnitCounts::default();
    for change in changes {
        if let BlockChange::Kept(block) = change {
            counts.add(unit(&block.shape));
        }
    }
    match counts.0.len() {
        0..=2 => format!("{} unchanged", counts.words(None)),
        _ => format!("{} passages unchanged", counts.total()),
    }
}
