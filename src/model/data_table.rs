//! A table that data blocks are made from, as a file of comma-separated values has it.

use crate::source::Span;

/// A table: names of columns, and rows.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct DataTable {
    /// What its columns are called.
    pub head: TableRow,
    /// Its rows; those without any value are left out.
    pub rows: Vec<TableRow>,
    /// Why it cannot be read; nothing of it counts then.
    pub fault: Option<Box<str>>,
}

/// A row of a table.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct TableRow {
    /// Its cells, without blanks around them.
    pub cells: Vec<Box<str>>,
    /// Where it stands in its file.
    pub span: Span,
}

impl DataTable {
    /// A table that cannot be read, and why.
    pub fn unreadable(why: impl Into<Box<str>>) -> DataTable {
        DataTable { fault: Some(why.into()), ..DataTable::default() }
    }

    /// The place of a column; letters may be capitals.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.head.cells.iter().position(|cell| cell.eq_ignore_ascii_case(name))
    }
}

impl TableRow {
    /// A cell; empty where the row ends before it.
    pub fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", |cell| cell)
    }
}
