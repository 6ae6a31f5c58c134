//! A checklist as a table for spreadsheets, an item a row.

use super::report::ChecklistReport;
use super::shown::ChecklistRow;
use crate::export::table::{Cell, SheetTable, TableColumn};

const COLUMNS: [TableColumn; 15] = [
    TableColumn { title: "status", width: 13 },
    TableColumn { title: "control", width: 10 },
    TableColumn { title: "statement", width: 42 },
    TableColumn { title: "severity", width: 10 },
    TableColumn { title: "subject", width: 12 },
    TableColumn { title: "title", width: 32 },
    TableColumn { title: "file", width: 32 },
    TableColumn { title: "reason", width: 48 },
    TableColumn { title: "evidence", width: 48 },
    TableColumn { title: "role", width: 20 },
    TableColumn { title: "holders", width: 20 },
    TableColumn { title: "waits for", width: 32 },
    TableColumn { title: "due", width: 12 },
    TableColumn { title: "settle", width: 48 },
    TableColumn { title: "as of", width: 12 },
];

pub(super) fn table_of(list: &ChecklistReport<'_>) -> SheetTable {
    let row = |shown: &ChecklistRow<'_>| {
        vec![
            Cell::text(shown.status),
            Cell::text(shown.control),
            Cell::text(shown.statement),
            Cell::text(shown.severity),
            Cell::text(&shown.subject.name),
            Cell::text(shown.subject.title.as_deref().unwrap_or_default()),
            Cell::text(shown.subject.file.as_deref().unwrap_or_default()),
            Cell::text(shown.reason),
            Cell::text(shown.evidence_words()),
            Cell::text(shown.role),
            Cell::text(shown.holders.join(", ")),
            Cell::text(shown.waits_for_words()),
            Cell::day(shown.item.due),
            Cell::text(shown.settle.unwrap_or_default()),
            Cell::Day(list.today()),
        ]
    };
    SheetTable { name: "Checklist", columns: COLUMNS.to_vec(), rows: list.shown().iter().map(row).collect() }
}
