//! Readings: what a measure had reached, and when.

use std::str::FromStr as _;

use super::chart::is_of_file;
use super::faults::Faults;
use crate::date::Day;
use crate::model::{DataTable, Decimal, FieldValue, Fields, TableRow};

/// A reading.
#[derive(Clone, PartialEq, Debug)]
pub struct MeasureReading {
    /// When it was taken.
    pub day: Day,
    /// What it was.
    pub value: Decimal,
    /// What is to be known of it; may be empty.
    pub note: String,
}

/// The readings of a block in the order of their days. Where its fields name a file, they are those of the `table` in it;
/// `None` where it was not read, and nothing is known of them.
pub fn readings(fields: &Fields, table: Option<&DataTable>, faults: &mut Faults) -> Vec<MeasureReading> {
    let mut readings = match table {
        Some(table) => of_table(table, faults),
        None if is_of_file(fields, faults) => Vec::new(),
        None => {
            let rows = fields.items("rows").iter();
            rows.filter_map(|row| {
                let reading = of_item(row);
                if reading.is_none() {
                    let hint = "write `- {on: 2026-09-30, value: 5600}`";
                    let place = row.place("value").or_else(|| row.place("on")).or_else(|| row.place("note"));
                    faults.report(place, "a reading says a day and a value", hint);
                }
                reading
            })
            .collect()
        }
    };
    readings.sort_by_key(|reading| reading.day);
    readings
}

/// Those that a page says in its front matter, in the order of their days. What lacks a day or a value is none.
pub fn of_items(items: &[Fields]) -> Vec<MeasureReading> {
    let mut readings: Vec<MeasureReading> = items.iter().filter_map(of_item).collect();
    readings.sort_by_key(|reading| reading.day);
    readings
}

fn of_item(item: &Fields) -> Option<MeasureReading> {
    let (Some(FieldValue::Day(day)), Some(FieldValue::Decimal(value))) = (item.get("on"), item.get("value"))
    else {
        return None;
    };
    Some(MeasureReading { day: *day, value: *value, note: item.text("note").unwrap_or_default().to_owned() })
}

fn of_table(table: &DataTable, faults: &mut Faults) -> Vec<MeasureReading> {
    let (Some(on), Some(value)) = (table.column("on"), table.column("value")) else {
        let hint = "name its columns in the first line: `on,value,note`";
        faults.report(Some(table.head.span), "a table of readings has the columns `on` and `value`", hint);
        return Vec::new();
    };
    let note = table.column("note");
    let reading = |row: &TableRow| {
        let day = Day::from_str(row.cell(on)).map_err(|_| {
            let message = format!("`{}` is no day", row.cell(on));
            faults.report(Some(row.span), message, "write it as `2026-09-30`");
        });
        let value = Decimal::from_str(row.cell(value)).map_err(|_| {
            let message = format!("`{}` is no number", row.cell(value));
            faults.report(Some(row.span), message, "write it as `5600` or `1.8`");
        });
        let note = note.map_or("", |note| row.cell(note)).to_owned();
        Some(MeasureReading { day: day.ok()?, value: value.ok()?, note })
    };
    table.rows.iter().filter_map(reading).collect()
}
