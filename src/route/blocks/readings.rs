//! Readings of a measure as a line, and as a table.

use super::BlockOfPage;
use super::chart::ChartView;
use crate::blocks::chart::{ChartForm, ChartRow, DataChart, Figure};
use crate::blocks::readings::{of_items, readings};
use crate::diagnostic::Finding;
use crate::model::{BlockSaid, Decimal};

impl BlockOfPage<'_> {
    /// Its readings as a chart of lines, as `view` on `blocks/chart.html`.
    pub(super) fn readings(&self, findings: &mut Vec<Finding>) -> ChartView {
        let page = self.site.content.page(self.page);
        let readings = match self.block.said {
            BlockSaid::ByPage => of_items(page.fields.items("readings")),
            BlockSaid::Below => {
                let table = self.table(findings);
                let (rows, mut faults) = self.rows_of(table.as_ref());
                let read = readings(&self.block.fields, rows, &mut faults);
                findings.extend(faults.into_findings().into_iter().filter(|_| rows.is_some()));
                read
            }
        };
        let number = |value: Decimal| self.site.config.words.number(&value.to_string());
        let written: Vec<WrittenReading> = readings
            .into_iter()
            .map(|reading| WrittenReading {
                day: self.site.day(reading.day),
                value: number(reading.value),
                number: reading.value.to_string().parse().unwrap_or_default(),
                note: reading.note,
            })
            .collect();
        let of_page = |field: &str| page.fields.text(field).unwrap_or_default();
        let title = self.block.fields.text("title").unwrap_or_default();
        let chart = DataChart {
            title,
            form: ChartForm::Line,
            unit: of_page("unit"),
            series: Vec::new(),
            rows: written.iter().map(WrittenReading::row).collect(),
            target: Figure::read(of_page("target")),
        };
        let notes = written.iter().map(|reading| reading.note.clone());
        self.chart_view(&chart).with_notes(notes)
    }
}

/// A reading in words, with what it is drawn by.
struct WrittenReading {
    day: String,
    value: String,
    number: f64,
    note: String,
}

impl WrittenReading {
    fn row(&self) -> ChartRow<'_> {
        let figure = Figure { written: &self.value, number: self.number };
        ChartRow { label: &self.day, values: vec![figure], target: None }
    }
}
