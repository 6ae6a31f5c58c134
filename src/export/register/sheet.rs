//! A register as a table for spreadsheets, a page a row.

use crate::date::Day;
use crate::export::listed;
use crate::export::table::{Cell, Column, Table};
use crate::governance::register::{Row, Signature};

const COLUMNS: [Column; 14] = [
    Column { title: "id", width: 12 },
    Column { title: "path", width: 32 },
    Column { title: "title", width: 32 },
    Column { title: "status", width: 26 },
    Column { title: "issue", width: 8 },
    Column { title: "revision", width: 12 },
    Column { title: "revision of", width: 12 },
    Column { title: "owner", width: 20 },
    Column { title: "holders", width: 20 },
    Column { title: "approvals", width: 48 },
    Column { title: "in force since", width: 14 },
    Column { title: "next review", width: 14 },
    Column { title: "records", width: 48 },
    Column { title: "as of", width: 12 },
];

pub(super) fn of(rows: &[Row], today: Day) -> Table {
    let row = |row: &Row| {
        let (role, holders) = row
            .owner
            .as_ref()
            .map_or((String::new(), String::new()), |owner| (owner.role.to_string(), listed(&owner.holders)));
        let approvals: Vec<String> = row.approvals.iter().map(words).collect();
        let records: Vec<&str> = row.approvals.iter().map(|signature| &*signature.record).collect();
        vec![
            Cell::text(row.document.as_deref().unwrap_or_default()),
            Cell::text(row.path.as_str()),
            Cell::text(row.title.as_deref().unwrap_or_default()),
            Cell::text(row.validity.words()),
            row.issue.map_or(Cell::Empty, Cell::Number),
            Cell::text(row.revision.map(|revision| revision.text.short()).unwrap_or_default()),
            Cell::day(row.revision.and_then(|revision| revision.day)),
            Cell::text(role),
            Cell::text(holders),
            Cell::text(approvals.join("; ")),
            Cell::day(row.since),
            Cell::day(row.next_review),
            Cell::text(records.join("; ")),
            Cell::Day(today),
        ]
    };
    Table { name: "Register", columns: COLUMNS.to_vec(), rows: rows.iter().map(row).collect() }
}

/// "law (legal) 2026-01-03".
fn words(signature: &Signature) -> String {
    format!("{} ({}) {}", signature.person, signature.role, signature.date)
}
