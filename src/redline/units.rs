//! What readers call the blocks of a text, and how many of each there are.

use super::BlockChange;
use crate::markdown::tree::BlockKind;
use crate::words::{Words, count};

/// What something is counted as, by the word for so many of it: `unit_paragraph`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Unit(&'static str);

/// What a block of this shape is called.
pub(super) fn unit(shape: &BlockKind<'_>) -> Unit {
    match shape {
        BlockKind::Paragraph | BlockKind::Line | BlockKind::Cell | BlockKind::Caption => {
            Unit("unit_paragraph")
        }
        BlockKind::Heading { .. } => Unit("unit_heading"),
        BlockKind::Quote => Unit("unit_quotation"),
        BlockKind::Alert(_) => Unit("unit_callout"),
        BlockKind::List(_) => Unit("unit_list"),
        BlockKind::Item(_) => Unit("unit_item"),
        BlockKind::Definitions => Unit("unit_definitions"),
        BlockKind::Term => Unit("unit_term"),
        BlockKind::Definition => Unit("unit_definition"),
        BlockKind::Table(_) => Unit("unit_table"),
        BlockKind::Head => Unit("unit_table_head"),
        BlockKind::Row => Unit("unit_table_row"),
        BlockKind::Code(_) => Unit("unit_code"),
        BlockKind::Html => Unit("unit_html"),
        BlockKind::Figure => Unit("unit_picture"),
        BlockKind::Notes => Unit("unit_footnotes"),
        BlockKind::Note(_) => Unit("unit_footnote"),
        BlockKind::Rule => Unit("unit_rule"),
    }
}

/// Columns of a table.
pub(super) const COLUMN: Unit = Unit("unit_table_column");

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
    pub(super) fn listed(&self, words: &Words, named: Option<Unit>) -> String {
        let one = |(unit, number): &(Unit, usize)| match named {
            Some(named) if named == *unit && self.0.len() == 1 => number.to_string(),
            _ => words.fill(unit.0, [("count", count(*number))]),
        };
        words.listed(&self.0.iter().map(one).collect::<Vec<String>>())
    }
}

/// How some blocks that nothing happened to are counted.
pub(super) fn unchanged(words: &Words, changes: &[BlockChange<'_>]) -> String {
    let mut counts = UnitCounts::default();
    for change in changes {
        if let BlockChange::Kept(block) = change {
            counts.add(unit(&block.shape));
        }
    }
    let what = match counts.0.len() {
        0..=2 => counts.listed(words, None),
        _ => words.fill("unit_passage", [("count", count(counts.total()))]),
    };
    words.fill("unchanged", [("what", what.into())])
}
