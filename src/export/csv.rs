//! A table as comma-separated values (RFC 4180).
//!
//! With a byte-order mark: spreadsheets take a file without one for whatever the machine's old encoding is, and
//! programs that read CSV as UTF-8 know how to skip it. A cell that a spreadsheet would take for a formula begins with
//! an apostrophe: titles, names and notes are written by many people, and must not run where somebody opens them.

use std::io;

use csv::{Terminator, WriterBuilder};

use super::plain;
use super::table::{Cell, SheetTable};

const BYTE_ORDER_MARK: &str = "\u{feff}";

/// What spreadsheets take for the beginning of a formula.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// The table, with the titles of its columns above it.
///
/// # Errors
/// None in memory; the library that quotes may know some.
pub(super) fn render(table: &SheetTable) -> io::Result<Vec<u8>> {
    let mut out =
        WriterBuilder::new().terminator(Terminator::CRLF).from_writer(BYTE_ORDER_MARK.as_bytes().to_vec());
    out.write_record(table.columns.iter().map(|column| column.title))?;
    for row in &table.rows {
        out.write_record(row.iter().map(field))?;
    }
    out.into_inner().map_err(|error| io::Error::other(error.to_string()))
}

fn field(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Number(number) => number.to_string(),
        Cell::Day(day) => day.to_string(),
        Cell::Text(text) => {
            let is_formula = text.trim_start_matches([' ', '\n']).starts_with(FORMULA);
            let text: Vec<String> = text.split('\r').map(plain).collect();
            format!("{}{}", if is_formula { "'" } else { "" }, text.join("\r"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::table::TableColumn;
    use super::*;

    fn written(cells: &[&str]) -> String {
        let column = TableColumn { title: "a", width: 9 };
        let rows = vec![cells.iter().map(Cell::text).collect()];
        let bytes =
            render(&SheetTable { name: "T", columns: vec![column; cells.len()], rows }).expect("a file");
        let text = String::from_utf8(bytes).expect("text");
        let (_, row) = text.split_once("\r\n").expect("a heading");
        row.to_owned()
    }

    #[test]
    fn the_file_begins_with_a_byte_order_mark() {
        let table =
            SheetTable { name: "T", columns: vec![TableColumn { title: "id", width: 9 }], rows: Vec::new() };
        assert_eq!(render(&table).expect("a file"), b"\xef\xbb\xbfid\r\n");
    }

    #[test]
    fn awkward_fields_are_quoted() {
        assert_eq!(written(&["plain", "Grüße 界", ""]), "plain,Grüße 界,\r\n");
        assert_eq!(written(&["a,b", "say \"no\""]), "\"a,b\",\"say \"\"no\"\"\"\r\n");
        assert_eq!(written(&["two\nlines", "\rx", " edge "]), "\"two\nlines\",\"'\rx\", edge \r\n");
        assert_eq!(written(&["\"", ","]), "\"\"\"\",\",\"\r\n");
    }

    #[test]
    fn no_field_steers_a_terminal() {
        assert_eq!(
            written(&["a\u{1b}[31m", "\u{7}\u{9b}b", "\u{1b}=1"]),
            "a\u{fffd}[31m,\u{fffd}\u{fffd}b,\u{fffd}=1\r\n"
        );
    }

    #[test]
    fn nothing_becomes_a_formula() {
        assert_eq!(written(&["=1+1", "+41", "-x", "@SUM(A1)"]), "'=1+1,'+41,'-x,'@SUM(A1)\r\n");
        assert_eq!(
            written(&["\t=1", " =1", "\n=HYPERLINK(\"http://a\",1)"]),
            "'\t=1,' =1,\"'\n=HYPERLINK(\"\"http://a\"\",1)\"\r\n"
        );
        assert_eq!(written(&["1-2", "a=b"]), "1-2,a=b\r\n");
    }
}
