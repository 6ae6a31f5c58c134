//! A chart: its figures as an SVG drawing, and as a table that says the same.

use serde::Serialize;

use super::BlockOfPage;
use crate::blocks::chart::{ChartForm, ChartRow, DataChart};
use crate::diagnostic::Finding;

/// A chart, as `view` on `blocks/chart.html`. Lengths are in units of the drawing, whose width is [`WIDTH`].
#[derive(Serialize)]
pub(super) struct ChartView {
    title: String,
    anchor: String,
    unit: String,
    /// `bar`, `line` or `progress`.
    form: &'static str,
    /// What the columns of figures are called; empty where there is one.
    series: Vec<String>,
    rows: Vec<RowView>,
    /// Of bars, or of progress: a bar for each figure.
    bars: Vec<BarView>,
    /// Of lines: one for each column.
    lines: Vec<LineView>,
    height: f64,
    /// What lines are to reach.
    target: Option<TargetView>,
    /// Whether any row has a note.
    has_notes: bool,
}

/// What lines are to reach, as a line across them.
#[derive(Serialize)]
struct TargetView {
    /// As it is written.
    value: String,
    y: f64,
}

/// A row of the table.
#[derive(Serialize)]
struct RowView {
    label: String,
    values: Vec<String>,
    target: String,
    /// How much of its target is reached, in whole per cent, as it is shown.
    per_cent: String,
    /// What is to be known of it; may be empty.
    note: String,
}

/// A bar.
#[derive(Serialize)]
struct BarView {
    label: String,
    /// As it is written.
    value: String,
    /// Which column it is of, from 0.
    column: usize,
    x: f64,
    y: f64,
    width: f64,
    /// Where its target is; 0 where it has none.
    target: f64,
    /// Whether it is the first of its row, which has the label.
    has_label: bool,
}

/// A line.
#[derive(Serialize)]
struct LineView {
    column: usize,
    /// As `points` of a polyline.
    points: String,
    dots: Vec<DotView>,
}

/// A figure on a line.
#[derive(Serialize)]
struct DotView {
    label: String,
    value: String,
    x: f64,
    y: f64,
    /// Whether its label stands below it: of many, those that fit.
    has_label: bool,
}

/// The width of the drawing.
const WIDTH: f64 = 640.0;
/// The height of a bar with the room below it.
const BAR: f64 = 26.0;
/// The height of the label above the bars of a row.
const LABEL: f64 = 20.0;
/// The room right of the longest bar, for its figure.
const FIGURE: f64 = 110.0;
/// The height of a drawing of lines, its labels not counted.
const LINES: f64 = 220.0;
/// More labels than this do not fit below lines.
const MOST_LABELS: usize = 5;
/// The room around lines.
const AROUND: f64 = 28.0;

impl BlockOfPage<'_> {
    pub(super) fn chart(&self, findings: &mut Vec<Finding>) -> ChartView {
        let table = self.table(findings);
        let (rows, mut faults) = self.rows_of(table.as_ref());
        let chart = DataChart::read(&self.block.fields, rows, &mut faults);
        findings.extend(faults.into_findings().into_iter().filter(|_| rows.is_some()));
        self.chart_view(&chart)
    }

    pub(super) fn chart_view(&self, chart: &DataChart<'_>) -> ChartView {
        let (bars, lines, height) = match chart.form {
            ChartForm::Line => (Vec::new(), lines(chart), LINES + 2.0 * AROUND),
            ChartForm::Bar | ChartForm::Progress => {
                let (bars, height) = bars(chart);
                (bars, Vec::new(), height)
            }
        };
        ChartView {
            title: chart.title.to_owned(),
            anchor: self.anchor(),
            unit: chart.unit.to_owned(),
            form: match chart.form {
                ChartForm::Bar => "bar",
                ChartForm::Line => "line",
                ChartForm::Progress => "progress",
            },
            series: chart.series.iter().map(ToString::to_string).collect(),
            rows: chart.rows.iter().map(row).collect(),
            bars,
            lines,
            height,
            target: chart.target.filter(|_| chart.form == ChartForm::Line).map(|target| TargetView {
                value: target.written.to_owned(),
                y: Rise::of(chart).at(target.number),
            }),
            has_notes: false,
        }
    }
}

fn row(row: &ChartRow<'_>) -> RowView {
    let reached = row.values.first().zip(row.target.filter(|target| target.number > 0.0));
    let per_cent = reached.map_or(0.0, |(value, target)| value.number / target.number * 100.0);
    RowView {
        label: row.label.to_owned(),
        values: row.values.iter().map(|figure| figure.written.to_owned()).collect(),
        target: row.target.map_or(String::new(), |target| target.written.to_owned()),
        per_cent: format!("{per_cent:.0}"),
        note: String::new(),
    }
}

/// Bars from the left edge, of lengths in line with their figures, and the height that they take. Figures below nothing have
/// no length: the table says them.
fn bars(chart: &DataChart<'_>) -> (Vec<BarView>, f64) {
    let figures = chart.rows.iter().flat_map(|row| row.values.iter().chain(&row.target));
    let most = figures.map(|figure| figure.number).fold(0.0, f64::max);
    let length =
        |number: f64| if most > 0.0 { rounded(number.max(0.0) / most * (WIDTH - FIGURE)) + 0.0 } else { 0.0 };
    let (mut bars, mut y) = (Vec::new(), 0.0);
    for row in &chart.rows {
        y += LABEL;
        for (column, figure) in row.values.iter().enumerate() {
            bars.push(BarView {
                label: row.label.to_owned(),
                value: figure.written.to_owned(),
                column,
                x: 0.0,
                y,
                width: length(figure.number),
                target: row.target.map_or(0.0, |target| length(target.number)),
                has_label: column == 0,
            });
            y += BAR;
        }
    }
    (bars, y)
}

/// How high figures stand in a drawing of lines: the least at the foot, nothing where none is below it.
struct Rise {
    least: f64,
    most: f64,
}

impl Rise {
    fn of(chart: &DataChart<'_>) -> Rise {
        let figures = || chart.rows.iter().flat_map(|row| &row.values).chain(&chart.target);
        let numbers = || figures().map(|figure| figure.number);
        Rise { least: numbers().fold(0.0, f64::min), most: numbers().fold(0.0, f64::max) }
    }

    fn at(&self, number: f64) -> f64 {
        let span = if self.most > self.least { self.most - self.least } else { 1.0 };
        rounded(AROUND + (self.most - number) / span * LINES)
    }
}

impl ChartView {
    /// With a note in each row.
    pub(super) fn with_notes(mut self, notes: impl Iterator<Item = String>) -> ChartView {
        for (row, note) in self.rows.iter_mut().zip(notes) {
            self.has_notes |= !note.is_empty();
            row.note = note;
        }
        self
    }
}

/// Whether the label of a row stands below lines of so many: that of the first, of the last, and of a few between them.
fn has_label(nth: usize, rows: usize) -> bool {
    let step = rows.div_ceil(MOST_LABELS).max(1);
    nth + 1 == rows || nth.is_multiple_of(step) && nth + step < rows
}

/// Lines from the first row to the last.
fn lines(chart: &DataChart<'_>) -> Vec<LineView> {
    let rise = Rise::of(chart);
    let steps = steps_to(chart.rows.len().saturating_sub(1).max(1));
    let line = |column: usize| {
        let dots = chart.rows.iter().enumerate().filter_map(|(nth, row)| {
            let figure = row.values.get(column)?;
            Some(DotView {
                label: row.label.to_owned(),
                value: figure.written.to_owned(),
                x: rounded(AROUND + steps_to(nth) / steps * (WIDTH - 2.0 * AROUND)),
                y: rise.at(figure.number),
                has_label: has_label(nth, chart.rows.len()),
            })
        });
        let dots: Vec<DotView> = dots.collect();
        let points: Vec<String> = dots.iter().map(|dot| format!("{},{}", dot.x, dot.y)).collect();
        LineView { column, points: points.join(" "), dots }
    };
    (0..chart.series.len().max(1)).map(line).collect()
}

/// A number of rows as a length is worked out with it. A page has no more of them than fit.
fn steps_to(rows: usize) -> f64 {
    f64::from(u32::try_from(rows).unwrap_or(u32::MAX))
}

/// To a tenth of a unit, so that drawings are short.
fn rounded(length: f64) -> f64 {
    (length * 10.0).round() / 10.0
}
