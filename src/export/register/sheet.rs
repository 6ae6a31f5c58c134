//! A register as a table for spreadsheets, a page a row.

use crate::date::Day;
use crate::export::listed;
use crate::export::table::{Cell, SheetTable, TableColumn};
use crate::governance::register::{RegisterRow, RegisterSignature};

const COLUMNS: [TableColumn; 14] = [
    TableColumn { title: "id", width: 12 },
    TableColumn { title: "path", width: 32 },
    TableColumn { title: "title", width: 32 },
    TableColumn { title: "status", width: 26 },
    TableColumn { title: "issue", width: 8 },
    TableColumn { title: "revision", width: 12 },
    TableColumn { title: "revision of", width: 12 },
    TableColumn { title: "owner", width: 20 },
    TableColumn { title: "holders", width: 20 },
    TableColumn { title: "approvals", width: 48 },
    TableColumn { title: "in force since", width: 14 },
    TableColumn { title: "next review", width: 14 },
    TableColumn { title: "records", width: 48 },
    TableColumn { title: "as of", width: 12 },
];

pub(super) fn table_of(rows: &[RegisterRow], today: Day) -> SheetTable {
    let row = |row: &RegisterRow| {
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
    SheetTable { name: "Register", columns: COLUMNS.to_vec(), rows: rows.iter().map(row).collect() }
}

/// "law (legal) 2026-01-03".
fn words(signature: &RegisterSignature) -> String {
    format!("{} ({}) {}", signature.person, signature.role, signature.date)
}
