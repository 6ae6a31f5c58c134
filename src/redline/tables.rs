//! Compares two tables: first their columns, then their rows by what stands in the columns of both, then cells.

use std::hash::{DefaultHasher, Hasher};

use super::align::{Member, Mobility, Step, align};
use super::alike::Bag;
use super::change::{BlockChange, ChangedBlock, ColumnChange, Inside};
use crate::markdown::tree::{Block, BlockContent, BlockKind};

/// Says what became of one block.
pub(super) type Became<'a> = fn(Block<'a>, Block<'a>) -> BlockChange<'a>;

/// What became of the rows of a table, and of the cells in them.
pub(super) fn compare<'a>(old: Vec<Block<'a>>, new: Vec<Block<'a>>, became: Became<'a>) -> Inside<'a> {
    let columns = columns(&old, &new);
    let in_old: Vec<usize> = columns.iter().filter_map(|column| column.kept().map(|(old, _)| old)).collect();
    let in_new: Vec<usize> = columns.iter().filter_map(|column| column.kept().map(|(_, new)| new)).collect();
    let steps = align(&members(&old, &in_old), &members(&new, &in_new), Mobility::Fixed);
    let (mut old, mut new) = (taken(old), taken(new));
    let rows = steps.into_iter().filter_map(|step| match step {
        Step::Delete(a) => old.get_mut(a)?.take().map(BlockChange::Deleted),
        Step::Insert(b) => new.get_mut(b)?.take().map(BlockChange::Inserted),
        Step::Keep(a, b) | Step::Change(a, b) | Step::Leave(a, b) | Step::Arrive(a, b) => {
            Some(row(old.get_mut(a)?.take()?, new.get_mut(b)?.take()?, (&columns, became)))
        }
    });
    let rows = rows.collect();
    Inside::Rows { columns, rows }
}

fn members<'t, 'a>(rows: &'t [Block<'a>], kept: &'t [usize]) -> Vec<Row<'t, 'a>> {
    rows.iter().map(|row| Row::with_columns(row, kept)).collect()
}

fn taken(rows: Vec<Block<'_>>) -> Vec<Option<Block<'_>>> {
    rows.into_iter().map(Some).collect()
}

/// What became of the columns: those with the same name are the same, then those that hold the same words.
fn columns(old: &[Block<'_>], new: &[Block<'_>]) -> Vec<ColumnChange> {
    let (before, after) = (Name::all(old), Name::all(new));
    let steps = align(&before, &after, Mobility::Fixed);
    let columns = steps.into_iter().map(|step| match step {
        Step::Delete(old) => ColumnChange::Deleted(old),
        Step::Insert(new) => ColumnChange::Inserted(new),
        Step::Keep(old, new) | Step::Change(old, new) | Step::Leave(old, new) | Step::Arrive(old, new) => {
            ColumnChange::Kept(old, new)
        }
    });
    let columns: Vec<ColumnChange> = columns.collect();
    if columns.iter().any(|column| column.kept().is_some()) {
        return columns;
    }
    // Nothing in common: then the rows will say so, column by column.
    let both = before.len().min(after.len());
    let kept = (0..both).map(|nth| ColumnChange::Kept(nth, nth));
    kept.chain((both..before.len()).map(ColumnChange::Deleted))
        .chain((both..after.len()).map(ColumnChange::Inserted))
        .collect()
}

/// A column as it is compared.
struct Name<'t, 'a> {
    rows: &'t [Block<'a>],
    nth: usize,
}

impl<'t, 'a> Name<'t, 'a> {
    fn all(rows: &'t [Block<'a>]) -> Vec<Name<'t, 'a>> {
        let count = rows.first().map_or(0, |head| cells(head).len());
        (0..count).map(|nth| Name { rows, nth }).collect()
    }
}

impl Member for Name<'_, '_> {
    fn fingerprint(&self) -> u64 {
        let head = self.rows.first().and_then(|head| cells(head).get(self.nth));
        head.map_or(0, |cell| cell.fingerprint)
    }

    fn family(&self) -> u8 {
        0
    }

    fn bag(&self) -> Bag {
        Bag::of_all(self.rows.iter().filter_map(|row| cells(row).get(self.nth)))
    }
}

/// A row as it is compared: by its cells in some columns.
struct Row<'t, 'a> {
    block: &'t Block<'a>,
    columns: &'t [usize],
    fingerprint: u64,
}

impl<'t, 'a> Row<'t, 'a> {
    fn with_columns(row: &'t Block<'a>, columns: &'t [usize]) -> Row<'t, 'a> {
        let mut hasher = DefaultHasher::new();
        // The head of a table became the head of the other, whatever it says.
        let said = if row.shape == BlockKind::Head { &[] } else { columns };
        hasher.write_usize(said.len());
        for cell in said.iter().filter_map(|column| cells(row).get(*column)) {
            hasher.write_u64(cell.fingerprint);
        }
        Row { block: row, columns, fingerprint: hasher.finish() }
    }
}

impl Member for Row<'_, '_> {
    fn fingerprint(&self) -> u64 {
        self.fingerprint
    }

    fn family(&self) -> u8 {
        u8::from(self.block.shape == BlockKind::Head)
    }

    fn bag(&self) -> Bag {
        Bag::of_all(self.columns.iter().filter_map(|column| cells(self.block).get(*column)))
    }
}

fn cells<'b, 'a>(row: &'b Block<'a>) -> &'b [Block<'a>] {
    match &row.content {
        BlockContent::Blocks(cells) => cells,
        _ => &[],
    }
}

/// What became of a row, cell by cell.
fn row<'a>(
    old: Block<'a>,
    new: Block<'a>,
    (columns, became): (&[ColumnChange], Became<'a>),
) -> BlockChange<'a> {
    if old == new && columns.iter().all(|column| column.kept().is_some()) {
        return BlockChange::Kept(new);
    }
    let (before, after) = (old.shape.clone(), new.shape.clone());
    let (mut old, mut new) = (taken_cells(old), taken_cells(new));
    let mut cell = |column: &ColumnChange| match *column {
        ColumnChange::Kept(a, b) => became(take(&mut old, a), take(&mut new, b)),
        ColumnChange::Deleted(a) => BlockChange::Deleted(take(&mut old, a)),
        ColumnChange::Inserted(b) => BlockChange::Inserted(take(&mut new, b)),
    };
    let cells = columns.iter().map(&mut cell).collect();
    BlockChange::Changed(Box::new(ChangedBlock { before, after, inside: Inside::Blocks(cells) }))
}

fn taken_cells(row: Block<'_>) -> Vec<Option<Block<'_>>> {
    match row.content {
        BlockContent::Blocks(cells) => taken(cells),
        _ => Vec::new(),
    }
}

/// A cell; where a row is short, an empty one.
fn take<'a>(cells: &mut [Option<Block<'a>>], at: usize) -> Block<'a> {
    let cell = cells.get_mut(at).and_then(Option::take);
    cell.unwrap_or_else(|| Block::new(BlockKind::Cell, BlockContent::Runs(Vec::new())))
}
