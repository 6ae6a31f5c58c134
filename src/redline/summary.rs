//! How much a redline changes, in numbers and in words.

use super::units::{COLUMN, Unit, UnitCounts, unit};
use super::{BlockChange, ChangedBlock, ColumnChange, FieldChange, Inline, Inside, Redline};
use crate::markdown::count_words;
use crate::markdown::tree::{Block, BlockContent, BlockKind, InlinePiece, Run};
use crate::words::{WordValue, Words, count};

/// How many fields are named; of more, their number is reported.
const NAMED_FIELDS: usize = 3;

/// How many words of the text came and went; those of its data are not counted, nor those that moved.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Size {
    /// Words that are new.
    pub words_in: u32,
    /// Words that are gone.
    pub words_out: u32,
}

impl Redline<'_> {
    /// How many words came and went.
    pub fn size(&self) -> Size {
        let mut size = Size::default();
        self.blocks.iter().for_each(|change| size.add(change));
        size
    }

    /// What happened, in words: "2 paragraphs changed, 1 moved, 14 words in, 9 out".
    pub fn summary(&self, words: &Words) -> String {
        let mut tally = Tally::default();
        self.blocks.iter().for_each(|change| tally.add(change));
        let mut said = tally.said(words);
        said.extend(fields(words, &self.fields));
        said.extend(self.size().said(words));
        if said.is_empty() { words.say("nothing_changed").to_owned() } else { said.join(", ") }
    }
}

impl Size {
    fn add(&mut self, change: &BlockChange<'_>) {
        match change {
            BlockChange::Kept(_) | BlockChange::Left(..) => {}
            BlockChange::Inserted(block) => self.words_in += words(block),
            BlockChange::Deleted(block) => self.words_out += words(block),
            BlockChange::Arrived(change, _) => self.add(change),
            BlockChange::Changed(changed) => self.add_inside(&changed.inside),
        }
    }

    fn add_inside(&mut self, inside: &Inside<'_>) {
        match inside {
            Inside::Blocks(changes) | Inside::Rows { rows: changes, .. } => {
                for change in changes {
                    self.add(change);
                }
            }
            Inside::Line(inlines) => inlines.iter().for_each(|inline| match inline {
                Inline::Inserted(run) => self.words_in += words_of(run),
                Inline::Deleted(run) => self.words_out += words_of(run),
                Inline::Kept(_) | Inline::Restyled { .. } => {}
            }),
            Inside::Text { before, after } => {
                self.words_out += count_words(before);
                self.words_in += count_words(after);
            }
        }
    }

    fn said(self, words: &Words) -> Option<String> {
        let (come, gone) = (WordValue::from(self.words_in), WordValue::from(self.words_out));
        match (self.words_in, self.words_out) {
            (0, 0) => None,
            (0, _) => Some(words.fill("words_out", [("out", gone)])),
            (_, 0) => Some(words.fill("words_in", [("in", come)])),
            _ => Some(words.fill("words_in_out", [("in", come), ("out", gone)])),
        }
    }
}

fn words(block: &Block<'_>) -> u32 {
    match &block.content {
        BlockContent::Blocks(blocks) => blocks.iter().map(words).sum(),
        BlockContent::Runs(runs) => runs.iter().map(words_of).sum(),
        BlockContent::Text(text) => count_words(text),
    }
}

fn words_of(run: &Run<'_>) -> u32 {
    match &run.piece {
        InlinePiece::Words(words) => count_words(words),
        _ => 0,
    }
}

/// How many blocks something happened to.
#[derive(Default)]
struct Tally {
    changed: UnitCounts,
    restyled: UnitCounts,
    added: UnitCounts,
    removed: UnitCounts,
    moved: UnitCounts,
    moved_and_changed: UnitCounts,
}

impl Tally {
    fn said(&self, words: &Words) -> Vec<String> {
        let happened = [
            (&self.changed, "how_changed"),
            (&self.restyled, "how_restyled"),
            (&self.added, "how_added"),
            (&self.removed, "how_removed"),
            (&self.moved, "how_moved"),
            (&self.moved_and_changed, "how_moved_and_changed"),
        ];
        let mut named: Option<Unit> = None;
        let mut said = Vec::new();
        for (counts, how) in happened.into_iter().filter(|(counts, _)| !counts.is_empty()) {
            said.push(words.fill(how, [("what", counts.listed(words, named).into())]));
            named = counts.only();
        }
        said
    }

    fn add(&mut self, change: &BlockChange<'_>) {
        match change {
            BlockChange::Kept(_) | BlockChange::Left(..) => {}
            BlockChange::Inserted(block) => self.added.add(unit(&block.shape)),
            BlockChange::Deleted(block) => self.removed.add(unit(&block.shape)),
            BlockChange::Arrived(change, _) => match &**change {
                BlockChange::Changed(changed) => self.moved_and_changed.add(unit(&changed.after)),
                BlockChange::Kept(block) => self.moved.add(unit(&block.shape)),
                other => self.add(other),
            },
            BlockChange::Changed(changed) => self.add_changed(changed),
        }
    }

    fn add_changed(&mut self, changed: &ChangedBlock<'_>) {
        match (&changed.after, &changed.inside) {
            (shape @ (BlockKind::Code(_) | BlockKind::Figure), _) | (shape, Inside::Text { .. }) => {
                self.changed.add(unit(shape));
            }
            (shape, Inside::Line(inlines)) => {
                let words =
                    inlines.iter().any(|inline| matches!(inline, Inline::Inserted(_) | Inline::Deleted(_)));
                let counts = if words { &mut self.changed } else { &mut self.restyled };
                counts.add(unit(shape));
            }
            (_, Inside::Rows { columns, rows }) => self.add_table(columns, rows),
            (BlockKind::Item(_) | BlockKind::Note(_) | BlockKind::Definition, Inside::Blocks(blocks)) => {
                self.add_entry(changed, blocks);
            }
            (shape, Inside::Blocks(blocks)) => {
                if !changed.before.says_the_same(shape) {
                    self.restyled.add(unit(shape));
                }
                for change in blocks {
                    self.add(change);
                }
            }
        }
    }

    /// An entry of a list changed if its words did; what is listed in it counts by itself.
    fn add_entry(&mut self, changed: &ChangedBlock<'_>, blocks: &[BlockChange<'_>]) {
        let mut within = Tally::default();
        let (words, lists): (Vec<_>, Vec<_>) = blocks.iter().partition(|change| is_words(change));
        for change in words {
            within.add(change);
        }
        for change in lists {
            self.add(change);
        }
        let only_restyled = within.changed.is_empty() && within.added.is_empty() && within.removed.is_empty();
        if !only_restyled || !changed.before.says_the_same(&changed.after) {
            self.changed.add(unit(&changed.after));
        } else if !within.restyled.is_empty() {
            self.restyled.add(unit(&changed.after));
        }
    }

    fn add_table(&mut self, columns: &[ColumnChange], rows: &[BlockChange<'_>]) {
        for column in columns {
            match column {
                ColumnChange::Kept(..) => {}
                ColumnChange::Inserted(_) => self.added.add(COLUMN),
                ColumnChange::Deleted(_) => self.removed.add(COLUMN),
            }
        }
        for row in rows {
            let BlockChange::Changed(changed) = row else {
                self.add(row);
                continue;
            };
            let Inside::Blocks(cells) = &changed.inside else { continue };
            if cells.iter().any(|cell| matches!(cell, BlockChange::Changed(_))) {
                self.changed.add(unit(&changed.after));
            }
        }
    }
}

fn is_words(change: &BlockChange<'_>) -> bool {
    let shape = match change {
        BlockChange::Kept(block)
        | BlockChange::Inserted(block)
        | BlockChange::Deleted(block)
        | BlockChange::Left(block, _) => &block.shape,
        BlockChange::Arrived(change, _) => return is_words(change),
        BlockChange::Changed(changed) => &changed.after,
    };
    matches!(shape, BlockKind::Paragraph | BlockKind::Line)
}

fn fields(words: &Words, fields: &[FieldChange<'_>]) -> Option<String> {
    let names: Vec<&str> = fields.iter().map(|field| &*field.name).collect();
    match names.len() {
        0 => None,
        1..=NAMED_FIELDS => Some(words.fill("how_changed", [("what", words.listed(&names).into())])),
        more => Some(words.fill("fields_changed", [("count", count(more))])),
    }
}
