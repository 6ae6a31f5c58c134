//! Tables: every row has a cell for every column of both, so that what is gone stands where it stood.

use super::Writer;
use crate::markdown::tree::{Block, BlockContent, BlockKind};
use crate::redline::passages::{RedlinePassage, entries};
use crate::redline::view::ViewState;
use crate::redline::{BlockChange, ColumnChange, Inside};

/// The columns of a table as they are shown.
struct Columns<'t> {
    all: &'t [ColumnChange],
    old: &'t [&'static str],
    new: &'t [&'static str],
}

impl Columns<'_> {
    /// How the cells of a column are aligned.
    fn class(&self, column: ColumnChange) -> &'static str {
        let class = match column {
            ColumnChange::Kept(_, new) | ColumnChange::Inserted(new) => self.new.get(new),
            ColumnChange::Deleted(old) => self.old.get(old),
        };
        class.copied().unwrap_or_default()
    }
}

impl Writer<'_, '_> {
    pub(super) fn whole_table(
        &mut self,
        aligned: &[&'static str],
        rows: &[Block<'_>],
        state: ViewState,
        classes: &[&str],
    ) {
        let kept: Vec<ColumnChange> = (0..aligned.len()).map(|nth| ColumnChange::Kept(nth, nth)).collect();
        let columns = Columns { all: &kept, old: aligned, new: aligned };
        self.open_table(classes);
        for row in rows {
            self.whole_row(row, state, "", &columns);
        }
        self.close_table();
    }

    pub(super) fn changed_table(
        &mut self,
        (before, after): (&BlockKind<'_>, &BlockKind<'_>),
        columns: &[ColumnChange],
        rows: &[BlockChange<'_>],
    ) {
        let (BlockKind::Table(old), BlockKind::Table(new)) = (before, after) else { return };
        let columns = Columns { all: columns, old, new };
        self.open_table(&[]);
        let (head, body) = rows.split_at(rows.len().min(1));
        self.rows(head, &columns);
        for passage in entries(body, self.page.unchanged) {
            match passage {
                RedlinePassage::Shown(rows) => self.rows(rows, &columns),
                RedlinePassage::Folded(rows) => self.folded_rows(rows, &columns),
            }
        }
        self.close_table();
    }

    fn rows(&mut self, rows: &[BlockChange<'_>], columns: &Columns<'_>) {
        for row in rows {
            self.row(row, columns);
        }
    }

    /// Rows as a table within one cell: nothing but rows can stand between rows.
    fn folded_rows(&mut self, rows: &[BlockChange<'_>], columns: &Columns<'_>) {
        self.out.push_str("<tr class=\"unchanged\"><td");
        self.number("colspan", columns.all.len() as u64);
        self.out.push('>');
        self.fold(rows, |writer| {
            writer.out.push_str("<table>\n<tbody>\n");
            writer.rows(rows, columns);
            writer.out.push_str("</tbody>\n</table>\n");
        });
        self.out.push_str("</td></tr>\n");
    }

    fn open_table(&mut self, classes: &[&str]) {
        self.out.push_str("<div");
        self.classes(&[&["table"], classes].concat());
        self.out.push_str(" tabindex=\"0\" role=\"group\" aria-label=\"");
        self.out.push_str(self.page.words.say("table"));
        self.out.push_str("\"><table>\n");
    }

    /// The body of a table begins behind its head, which it always has.
    fn close_table(&mut self) {
        self.out.push_str("</tbody>\n</table></div>\n");
    }

    fn row(&mut self, row: &BlockChange<'_>, columns: &Columns<'_>) {
        match row {
            BlockChange::Kept(block) => self.whole_row(block, ViewState::Kept, "", columns),
            BlockChange::Inserted(block) => self.whole_row(block, ViewState::Inserted, "inserted", columns),
            BlockChange::Deleted(block) | BlockChange::Left(block, _) => {
                self.whole_row(block, ViewState::Deleted, "deleted", columns);
            }
            BlockChange::Arrived(change, _) => self.row(change, columns),
            BlockChange::Changed(changed) => {
                let Inside::Blocks(cells) = &changed.inside else { return };
                self.open_row(&changed.after, "");
                for (cell, column) in cells.iter().zip(columns.all) {
                    self.cell_change(cell, &changed.after, columns.class(*column));
                }
                self.close_row(&changed.after);
            }
        }
    }

    /// A row that is in one of the tables alone has nothing in the columns of the other.
    fn whole_row(&mut self, row: &Block<'_>, state: ViewState, class: &str, columns: &Columns<'_>) {
        let BlockContent::Blocks(cells) = &row.content else { return };
        self.open_row(&row.shape, class);
        for column in columns.all {
            let nth = match *column {
                ColumnChange::Kept(old, new) => Some(if state == ViewState::Deleted { old } else { new }),
                ColumnChange::Deleted(old) => (state == ViewState::Deleted).then_some(old),
                ColumnChange::Inserted(new) => (state != ViewState::Deleted).then_some(new),
            };
            match nth.and_then(|nth| cells.get(nth)) {
                Some(cell) => self.cell(cell, &row.shape, state, &[columns.class(*column)]),
                None => self.out.push_str("<td></td>"),
            }
        }
        self.close_row(&row.shape);
    }

    fn open_row(&mut self, shape: &BlockKind<'_>, class: &str) {
        self.out.push_str(if *shape == BlockKind::Head { "<thead>\n<tr" } else { "<tr" });
        self.classes(&[class]);
        self.out.push('>');
    }

    fn close_row(&mut self, shape: &BlockKind<'_>) {
        self.out.push_str("</tr>\n");
        if *shape == BlockKind::Head {
            self.out.push_str("</thead>\n<tbody>\n");
        }
    }

    fn cell_change(&mut self, cell: &BlockChange<'_>, row: &BlockKind<'_>, class: &str) {
        match cell {
            BlockChange::Kept(block) => self.cell(block, row, ViewState::Kept, &[class]),
            BlockChange::Inserted(block) => self.cell(block, row, ViewState::Inserted, &["inserted", class]),
            BlockChange::Deleted(block) | BlockChange::Left(block, _) => {
                self.cell(block, row, ViewState::Deleted, &["deleted", class]);
            }
            BlockChange::Arrived(change, _) => self.cell_change(change, row, class),
            BlockChange::Changed(changed) => {
                let Inside::Line(inlines) = &changed.inside else { return };
                let end = self.open_cell(row, inlines.is_empty(), &["changed", class]);
                self.inlines(inlines);
                self.out.push_str(end);
            }
        }
    }

    fn cell(&mut self, cell: &Block<'_>, row: &BlockKind<'_>, state: ViewState, classes: &[&str]) {
        let BlockContent::Runs(runs) = &cell.content else { return };
        let end = self.open_cell(row, runs.is_empty(), classes);
        self.runs(runs, state);
        self.out.push_str(end);
    }

    /// Opens a cell and says what ends it. An empty cell in the head names no column.
    fn open_cell(&mut self, row: &BlockKind<'_>, empty: bool, classes: &[&str]) -> &'static str {
        let names = *row == BlockKind::Head && !empty;
        let (start, end) = if names { ("<th scope=\"col\"", "</th>") } else { ("<td", "</td>") };
        self.out.push_str(start);
        self.classes(classes);
        self.out.push('>');
        end
    }
}
