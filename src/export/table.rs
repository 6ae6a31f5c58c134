//! A table for spreadsheets, before it is one.

use crate::date::Day;

/// A sheet with one row of headings.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct SheetTable {
    /// The name of the sheet.
    pub(super) name: &'static str,
    pub(super) columns: Vec<TableColumn>,
    /// Each as long as there are columns.
    pub(super) rows: Vec<Vec<Cell>>,
}

#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct TableColumn {
    pub(super) title: &'static str,
    /// How wide it is drawn, in characters.
    pub(super) width: u8,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Cell {
    Empty,
    Text(String),
    Number(u32),
    Day(Day),
}

impl Cell {
    pub(super) fn text(text: impl AsRef<str>) -> Cell {
        let text = text.as_ref();
        if text.is_empty() { Cell::Empty } else { Cell::Text(text.to_owned()) }
    }

    pub(super) fn day(day: Option<Day>) -> Cell {
        day.map_or(Cell::Empty, Cell::Day)
    }
}
