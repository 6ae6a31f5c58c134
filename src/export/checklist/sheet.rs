//! A checklist as a table for spreadsheets, an item a row.

use super::{List, Shown};
use crate::export::table::{Cell, Column, Table};

const COLUMNS: [Column; 15] = [
    Column { title: "status", width: 13 },
    Column { title: "control", width: 10 },
    Column { title: "statement", width: 42 },
    Column { title: "severity", width: 10 },
    Column { title: "subject", width: 12 },
    Column { title: "title", width: 32 },
    Column { title: "file", width: 32 },
    Column { title: "reason", width: 48 },
    Column { title: "evidence", width: 48 },
    Column { title: "role", width: 20 },
    Column { title: "holders", width: 20 },
    Column { title: "waits for", width: 32 },
    Column { title: "due", width: 12 },
    Column { title: "settle", width: 48 },
    Column { title: "as of", width: 12 },
];

pub(super) fn of(list: &List<'_>) -> Table {
    let row = |shown: &Shown<'_>| {
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
    Table { name: "Checklist", columns: COLUMNS.to_vec(), rows: list.shown().iter().map(row).collect() }
}
