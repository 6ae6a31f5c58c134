//! Files of comma-separated values -> tables.

use csv::{ReaderBuilder, StringRecord, Trim};

use crate::model::{DataTable, TableRow};
use crate::source::Span;

/// More rows than this are nothing that a block shows.
const MOST_ROWS: usize = 5_000;
/// More bytes than this are not read.
const MOST_BYTES: usize = 1024 * 1024;

/// The table that a file holds: its first line names the columns. Values stand between commas; semicolons and tabs do as
/// well where the first line has no comma, as spreadsheets of some languages write them.
pub(super) fn table(bytes: &[u8]) -> DataTable {
    if bytes.len() > MOST_BYTES {
        return DataTable::unreadable("it has more than a mebibyte");
    }
    let (mark, rest) = match bytes.strip_prefix("\u{feff}".as_bytes()) {
        Some(rest) => (bytes.len() - rest.len(), rest),
        None => (0, bytes),
    };
    let Ok(text) = std::str::from_utf8(rest) else {
        return DataTable::unreadable("it is not written in UTF-8");
    };
    let first = text.lines().next().unwrap_or_default();
    let delimiter = [b',', b';', b'\t'].into_iter().find(|mark| first.as_bytes().contains(mark));
    let mut builder = ReaderBuilder::new();
    builder.delimiter(delimiter.unwrap_or(b',')).has_headers(false).flexible(true).trim(Trim::All);
    let mut reader = builder.from_reader(text.as_bytes());
    let mut rows = Vec::new();
    let mut record = StringRecord::new();
    loop {
        match reader.read_record(&mut record) {
            Ok(true) => rows.extend(row(&record, text, mark)),
            Ok(false) => break,
            Err(error) => return DataTable::unreadable(error.to_string()),
        }
        if rows.len() > MOST_ROWS {
            return DataTable::unreadable(format!("it has more than {MOST_ROWS} rows"));
        }
    }
    if rows.is_empty() {
        return DataTable::unreadable("it is empty; its first line names the columns");
    }
    let head = rows.remove(0);
    DataTable { head, rows, fault: None }
}

/// A row with the line that it begins on; nothing where none of its cells says anything.
fn row(record: &StringRecord, text: &str, mark: usize) -> Option<TableRow> {
    if record.iter().all(str::is_empty) {
        return None;
    }
    let start = record.position().and_then(|position| usize::try_from(position.byte()).ok())?;
    let rest = text.get(start..)?;
    // The position may be that of the ends of lines before the row.
    let begun = rest.trim_start_matches(['\r', '\n']);
    let start = start + (rest.len() - begun.len());
    let line = begun.lines().next().unwrap_or_default();
    let span = Span::new(start + mark..start + mark + line.len());
    Some(TableRow { cells: record.iter().map(Into::into).collect(), span })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::slice;

    #[test]
    fn tables_are_read_as_spreadsheets_write_them() {
        let expected = vec![vec!["on", "value"], vec!["2026-10-31", "1,400"], vec!["2026-11-30", "90 %"]];
        for written in [
            "on,value\n2026-10-31,\"1,400\"\n2026-11-30,90 %\n",
            "\u{feff}on;value\r\n2026-10-31;1,400\r\n;\r\n2026-11-30; 90 % \r\n",
            "on\tvalue\n\n2026-10-31\t1,400\n2026-11-30\t90 %",
        ] {
            let table = table(written.as_bytes());
            assert_eq!(table.fault, None);
            let cells = |row: &TableRow| row.cells.iter().map(ToString::to_string).collect::<Vec<_>>();
            let all: Vec<Vec<String>> = std::iter::once(&table.head).chain(&table.rows).map(cells).collect();
            assert_eq!(all, expected, "{written}");
            let last = table.rows.last().expect("a row");
            assert!(slice(written, last.span.range()).starts_with("2026-11-30"), "{written}");
        }
        for wrong in [&b""[..], b"\n\n", b"on,value\n\xff,1\n"] {
            assert!(table(wrong).fault.is_some(), "{wrong:?}");
        }
    }
}
