//! A table as a workbook with one sheet (ECMA-376): headings that stay and filter, days that are days.
//!
//! Written by hand, since it takes six small files, and the crate for it takes more CPU time to compile than is left
//! for all. Texts are texts here and never formulas.

use std::fmt::Write as _;
use std::io;

use super::table::{Cell, SheetTable, TableColumn};
use super::xml::escape;
use super::zip;
use crate::date::Day;

/// A cell holds no more characters.
const LONGEST: usize = 32_767;
/// A sheet holds no more rows.
const MOST: usize = 1 << 20;
/// Sheets number days from here.
const FIRST: (i16, i8, i8) = (1899, 12, 30);

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";

/// Styles of cells, by their number in [`styles`].
const HEADING: u8 = 1;
const WRAPPED: u8 = 2;
const DATE: u8 = 3;

/// # Errors
/// When it has more rows than a sheet can hold, or would be larger than four gigabytes.
pub(super) fn render(table: &SheetTable) -> io::Result<Vec<u8>> {
    if table.rows.len() >= MOST {
        let message =
            format!("a sheet holds {MOST} rows, and this has {}; choose fewer", table.rows.len() + 1);
        return Err(io::Error::other(message));
    }
    zip::archive(&[
        ("[Content_Types].xml", content_types().into_bytes()),
        ("_rels/.rels", relations("officeDocument", "xl/workbook.xml", None).into_bytes()),
        ("xl/workbook.xml", workbook(table).into_bytes()),
        (
            "xl/_rels/workbook.xml.rels",
            relations("worksheet", "worksheets/sheet1.xml", Some(("styles", "styles.xml"))).into_bytes(),
        ),
        ("xl/styles.xml", styles().into_bytes()),
        ("xl/worksheets/sheet1.xml", sheet(table).into_bytes()),
    ])
}

fn content_types() -> String {
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    format!(
        "{HEAD}<Types xmlns=\"{PACKAGE}/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
         <Override PartName=\"/xl/workbook.xml\" ContentType=\"{kind}.sheet.main+xml\"/>\
         <Override PartName=\"/xl/styles.xml\" ContentType=\"{kind}.styles+xml\"/>\
         <Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"{kind}.worksheet+xml\"/></Types>"
    )
}

fn relations(kind: &str, target: &str, other: Option<(&str, &str)>) -> String {
    let one = |(nth, (kind, target)): (usize, (&str, &str))| {
        format!("<Relationship Id=\"rId{}\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"/>", nth + 1)
    };
    let all: String = std::iter::once((kind, target)).chain(other).enumerate().map(one).collect();
    format!("{HEAD}<Relationships xmlns=\"{PACKAGE}/relationships\">{all}</Relationships>")
}

fn workbook(table: &SheetTable) -> String {
    let name = escape(table.name);
    let (last, rows) = (column(table.columns.len().saturating_sub(1)), table.rows.len() + 1);
    // A filter has a hidden name, without which some programs do not show it.
    format!(
        "{HEAD}<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\">\
         <sheets><sheet name=\"{name}\" sheetId=\"1\" r:id=\"rId1\"/></sheets>\
         <definedNames><definedName name=\"_xlnm._FilterDatabase\" localSheetId=\"0\" hidden=\"1\">\
         {name}!$A$1:${last}${rows}</definedName></definedNames></workbook>"
    )
}

/// Three fonts and formats: plain, bold headings, wrapped text, days.
fn styles() -> String {
    let format = |number: u8, font: u8, more: &str| {
        format!(
            "<xf numFmtId=\"{number}\" fontId=\"{font}\" fillId=\"0\" borderId=\"0\" xfId=\"0\" \
             applyNumberFormat=\"1\" applyFont=\"1\" applyAlignment=\"1\"><alignment vertical=\"top\"{more}/></xf>"
        )
    };
    let font = |bold: &str| format!("<font>{bold}<sz val=\"11\"/><name val=\"Calibri\"/></font>");
    let formats =
        [format(0, 0, ""), format(0, 1, ""), format(0, 0, " wrapText=\"1\""), format(164, 0, "")].concat();
    format!(
        "{HEAD}<styleSheet xmlns=\"{MAIN}\">\
         <numFmts count=\"1\"><numFmt numFmtId=\"164\" formatCode=\"yyyy\\-mm\\-dd\"/></numFmts>\
         <fonts count=\"2\">{}{}</fonts>\
         <fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill>\
         <fill><patternFill patternType=\"gray125\"/></fill></fills>\
         <borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
         <cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>\
         <cellXfs count=\"4\">{formats}</cellXfs>\
         <cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles></styleSheet>",
        font(""),
        font("<b/>")
    )
}

fn sheet(table: &SheetTable) -> String {
    let mut out = format!(
        "{HEAD}<worksheet xmlns=\"{MAIN}\"><sheetViews><sheetView workbookViewId=\"0\">\
         <pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews>\
         <cols>{}</cols><sheetData>",
        widths(&table.columns)
    );
    let headings: Vec<Cell> = table.columns.iter().map(|column| Cell::text(column.title)).collect();
    row(&mut out, 1, &headings, HEADING);
    for (nth, cells) in table.rows.iter().enumerate() {
        row(&mut out, nth + 2, cells, WRAPPED);
    }
    // Whatever is written into a text cannot fail.
    let _ = write!(out, "</sheetData><autoFilter ref=\"{}\"/></worksheet>", whole(table));
    out
}

fn widths(columns: &[TableColumn]) -> String {
    let one = |(nth, column): (usize, &TableColumn)| {
        let nth = nth + 1;
        format!("<col min=\"{nth}\" max=\"{nth}\" width=\"{}\" customWidth=\"1\"/>", column.width)
    };
    columns.iter().enumerate().map(one).collect()
}

fn row(out: &mut String, number: usize, cells: &[Cell], style: u8) {
    let _ = write!(out, "<row r=\"{number}\">");
    for (nth, cell) in cells.iter().enumerate() {
        let place = format!("{}{number}", column(nth));
        let _ = match cell {
            Cell::Empty => Ok(()),
            Cell::Number(number) => write!(out, "<c r=\"{place}\" s=\"0\"><v>{number}</v></c>"),
            Cell::Day(day) => write!(out, "<c r=\"{place}\" s=\"{DATE}\"><v>{}</v></c>", serial(*day)),
            Cell::Text(text) => {
                let text: String = text.chars().take(LONGEST).collect();
                write!(
                    out,
                    "<c r=\"{place}\" s=\"{style}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>",
                    escape(&text)
                )
            }
        };
    }
    out.push_str("</row>");
}

/// `A` to `Z`: no table of ours has more columns.
fn column(nth: usize) -> char {
    char::from(b'A' + u8::try_from(nth.min(25)).unwrap_or_default())
}

/// From the first heading to the last cell.
fn whole(table: &SheetTable) -> String {
    format!("A1:{}{}", column(table.columns.len().saturating_sub(1)), table.rows.len() + 1)
}

/// A day as sheets number it.
fn serial(day: Day) -> i64 {
    let (year, month, first) = FIRST;
    Day::new(year, month, first).map_or(0, |first| first.days_to(day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_numbered_as_sheets_do() {
        let serial = |day: &str| serial(day.parse().expect("a day"));
        assert_eq!([serial("1900-03-01"), serial("2000-02-29"), serial("2026-11-16")], [61, 36_585, 46_342]);
    }

    #[test]
    fn more_rows_than_a_sheet_holds_are_refused() {
        let table = |rows| SheetTable { name: "T", columns: Vec::new(), rows: vec![Vec::new(); rows] };
        assert!(render(&table(MOST)).is_err());
        assert!(render(&table(1)).is_ok());
    }
}
