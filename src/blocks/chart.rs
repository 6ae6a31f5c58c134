//! A chart: rows of figures, drawn as bars, lines, or progress towards a target.

use super::faults::Faults;
use crate::model::{DataTable, Fields, NamedValue, TableRow};

/// A chart, as a `chart` block states it.
#[derive(Debug)]
pub struct DataChart<'f> {
    /// Its title; may be empty.
    pub title: &'f str,
    /// How it is drawn.
    pub form: ChartForm,
    /// What figures count; may be empty.
    pub unit: &'f str,
    /// What the columns of figures are called; empty where there is one.
    pub series: Vec<&'f str>,
    /// Its rows.
    pub rows: Vec<ChartRow<'f>>,
    /// What a chart of lines is to reach.
    pub target: Option<Figure<'f>>,
}

/// How a chart is drawn.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ChartForm {
    /// A bar for each figure.
    Bar,
    /// A line for each column of figures.
    Line,
    /// A bar for each row, against its target.
    Progress,
}

/// Figures with what they are of.
#[derive(Debug)]
pub struct ChartRow<'f> {
    /// What they are of.
    pub label: &'f str,
    /// The figures, each as it is written and as a number.
    pub values: Vec<Figure<'f>>,
    /// What is to be reached.
    pub target: Option<Figure<'f>>,
}

/// A figure.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Figure<'f> {
    /// As it is written: `1,400`, `84 %`.
    pub written: &'f str,
    /// As a number.
    pub number: f64,
}

impl<'f> Figure<'f> {
    /// Reads a figure: digits, with commas, apostrophes or blanks between each three of them, a point before fractions, and
    /// what it counts behind it. What else a comma may mean is not guessed.
    pub fn read(written: &'f str) -> Option<Figure<'f>> {
        let text = written.trim();
        let (sign, rest) = match text.strip_prefix(['-', '−']) {
            Some(rest) => (-1.0, rest),
            None => (1.0, text.strip_prefix('+').unwrap_or(text)),
        };
        let is_of_number =
            |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '\'' | ' ' | '\u{a0}' | '\u{202f}');
        let end = rest.find(|c| !is_of_number(c)).unwrap_or(rest.len());
        let (digits, unit) = rest.split_at_checked(end)?;
        let (whole, part) = digits.trim_end().split_once('.').unwrap_or((digits.trim_end(), ""));
        let mut groups = whole.split([',', '\'', ' ', '\u{a0}', '\u{202f}']);
        let first = groups.next().unwrap_or_default();
        let mut others = groups.peekable();
        // `0,001` may be a part of one.
        let may_lead = others.peek().is_none() || first.len() <= 3 && !first.starts_with('0');
        let is_grouped = may_lead && others.all(|group| group.len() == 3);
        // A day, a part or a time is no figure with a unit; nor is `1e5`, `0x10` or `1.5k` the number before its letter.
        let is_other = unit.starts_with(['-', '/', ':', '_'])
            || digits.ends_with(|c: char| c.is_ascii_digit()) && unit.starts_with(char::is_alphanumeric);
        if is_other || !is_grouped || part.chars().any(|c| !c.is_ascii_digit()) {
            return None;
        }
        let plain: String =
            whole.chars().filter(char::is_ascii_digit).chain(".".chars()).chain(part.chars()).collect();
        let number: f64 = plain.parse().ok().filter(|number: &f64| number.is_finite())?;
        Some(Figure { written: text, number: sign * number })
    }
}

impl<'f> DataChart<'f> {
    /// Reads the fields of a block. Where they name a file, its rows are those of the `table` in it; `None` where it was not
    /// read, and nothing is known of them.
    pub fn read(fields: &'f Fields, table: Option<&'f DataTable>, faults: &mut Faults) -> DataChart<'f> {
        let form = match fields.text("form") {
            Some("line") => ChartForm::Line,
            Some("progress") => ChartForm::Progress,
            _ => ChartForm::Bar,
        };
        let mut chart = DataChart {
            title: fields.text("title").unwrap_or_default(),
            form,
            unit: fields.text("unit").unwrap_or_default(),
            series: fields.named("series").iter().map(|name| &*name.name).collect(),
            rows: Vec::new(),
            target: read_target(fields, faults),
        };
        if let (Some(place), ChartForm::Bar | ChartForm::Progress) = (fields.place("target"), form) {
            let hint = "give each row of `form: progress` its own `target`, or draw `form: line`";
            faults.report(Some(place), "a target of all rows is drawn across lines", hint);
        }
        match table {
            Some(table) => chart.read_table(table, faults),
            None if is_of_file(fields, faults) => {}
            None => {
                chart.rows =
                    fields.items("rows").iter().filter_map(|row| chart.read_row(row, faults)).collect();
            }
        }
        chart
    }

    /// How many figures a row has.
    fn columns(&self) -> usize {
        if self.form == ChartForm::Progress { 1 } else { self.series.len().max(1) }
    }

    /// The rows of a table: its first column labels them, one of the name `target` says what is to be reached, and each other
    /// is a column of figures.
    fn read_table(&mut self, table: &'f DataTable, faults: &mut Faults) {
        let target = table.column("target");
        let figures = (1..table.head.cells.len()).filter(|nth| Some(*nth) != target).collect();
        let columns = TableColumns { figures, target };
        if columns.figures.is_empty() {
            let hint = "name the columns in the first line: `month,questions`";
            faults.report(Some(table.head.span), "a table of a chart has a label and a figure", hint);
            return;
        }
        if self.form == ChartForm::Progress && columns.figures.len() > 1 {
            let hint = "leave one beside `target`";
            faults.report(Some(table.head.span), "progress has one column of figures", hint);
        }
        if self.series.is_empty() && columns.figures.len() > 1 {
            self.series = columns.figures.iter().map(|nth| table.head.cell(*nth)).collect();
        }
        if self.form == ChartForm::Progress && columns.target.is_none() {
            faults.report(Some(table.head.span), "progress towards what?", "add a column `target`");
        }
        self.rows = table.rows.iter().filter_map(|row| columns.row(row, faults)).collect();
    }

    /// A row; `None` where it has not one figure for each column: those behind a lacking one would stand in other columns.
    fn read_row(&self, fields: &'f Fields, faults: &mut Faults) -> Option<ChartRow<'f>> {
        let label = fields.text("label").unwrap_or_default();
        if label.is_empty() {
            let hint = "say what its figures are of: `label: October`";
            faults.report(fields.place("values"), "a row has no label", hint);
        }
        let (written, columns) = (fields.named("values"), self.columns());
        if written.len() != columns {
            let message =
                format!("the row “{label}” has {} figures, and the chart {columns} columns", written.len());
            let hint = "give each row one figure for each of `series`; one alone where there are none";
            faults.report(fields.place("values").or_else(|| fields.place("label")), message, hint);
        }
        let mut figure = |value: &'f NamedValue| {
            let figure = Figure::read(&value.name);
            if figure.is_none() {
                let message = format!("`{}` is no number", value.name);
                faults.report(Some(value.span), message, "write it as `1400`, `0.84` or `84 %`");
            }
            figure
        };
        let values: Vec<Option<Figure<'f>>> = written.iter().map(&mut figure).collect();
        let target = read_target(fields, faults);
        if self.form == ChartForm::Progress && target.is_none_or(|target| target.number <= 0.0) {
            let message = format!("progress of “{label}” towards what?");
            let hint = "give the row a `target` that is more than nothing";
            faults.report(fields.place("label"), message, hint);
        }
        let values = values.into_iter().collect::<Option<Vec<_>>>()?;
        (values.len() == columns).then_some(ChartRow { label, values, target })
    }
}

/// Whether a block is made from a file. One that names none has rows, and never both.
pub(super) fn is_of_file(fields: &Fields, faults: &mut Faults) -> bool {
    let (rows, is_of_file) = (fields.place("rows"), fields.get("file").is_some());
    if let Some(rows) = rows.filter(|_| is_of_file) {
        faults.report(Some(rows), "rows stand here and in a file", "keep `rows` or `file`");
    } else if fields.items("rows").is_empty() && !is_of_file {
        let hint = "write `rows:` below, or name a file of comma-separated values: `file: figures.csv`";
        faults.report(rows, "nothing says what is drawn", hint);
    }
    is_of_file
}

/// Which columns of a table say what.
struct TableColumns {
    /// Those of figures.
    figures: Vec<usize>,
    /// That of what is to be reached.
    target: Option<usize>,
}

impl TableColumns {
    /// A row; `None` where a figure of it cannot be read: those behind it would stand in other columns.
    fn row<'f>(&self, row: &'f TableRow, faults: &mut Faults) -> Option<ChartRow<'f>> {
        let mut figure = |column: usize| {
            let written = row.cell(column);
            let figure = Figure::read(written);
            if figure.is_none() {
                let message = match written {
                    "" => format!("the row “{}” lacks a figure", row.cell(0)),
                    _ => format!("`{written}` is no number"),
                };
                faults.report(Some(row.span), message, "write it as `1400`, `0.84` or `84 %`");
            }
            figure
        };
        let values: Vec<Option<Figure<'f>>> = self.figures.iter().map(|column| figure(*column)).collect();
        let target = self.target.and_then(figure);
        Some(ChartRow { label: row.cell(0), values: values.into_iter().collect::<Option<_>>()?, target })
    }
}

/// What is to be reached, in a chart or in a row of one.
fn read_target<'f>(fields: &'f Fields, faults: &mut Faults) -> Option<Figure<'f>> {
    let written = fields.text("target")?;
    let target = Figure::read(written);
    if target.is_none() {
        let message = format!("`{written}` is no number");
        faults.report(fields.place("target"), message, "write it as `90` or `90 %`");
    }
    target
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_read_as_they_are_meant_or_not_at_all() {
        for (written, number) in [
            ("4", Some(4.0)),
            ("84 %", Some(84.0)),
            ("1,400", Some(1400.0)),
            ("1 400 calls", Some(1400.0)),
            ("1,234,567.5", Some(1_234_567.5)),
            ("−6", Some(-6.0)),
            ("0.84", Some(0.84)),
            ("1,8", None),
            ("12,34", None),
            ("12 34", None),
            ("1.2.3", None),
            ("2026-11-03", None),
            ("0,001", None),
            ("1e5", None),
            ("1_000", None),
            ("0x10", None),
            ("1.5k", None),
            ("12345,678", None),
            ("5€", Some(5.0)),
            ("90 min", Some(90.0)),
            ("0.5", Some(0.5)),
            ("many", None),
            ("", None),
            (".", None),
        ] {
            assert_eq!(Figure::read(written).map(|figure| figure.number), number, "{written}");
        }
    }
}
