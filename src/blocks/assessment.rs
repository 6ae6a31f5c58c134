//! An assessment: statements by dimension, each answered on one scale, and what a result means.

use super::faults::Faults;
use crate::model::{FieldValue, Fields, NamedValue};

/// An assessment, as an `assessment` block states it. An answer counts by its place: the first 0, the second 1, and so on.
#[derive(Debug)]
pub struct Assessment<'f> {
    /// Its title; may be empty.
    pub title: &'f str,
    /// The answers that each statement takes, the least first.
    pub answers: &'f [NamedValue],
    /// The dimensions, in their order.
    pub dimensions: Vec<Dimension<'f>>,
    /// What results mean, the lowest first.
    pub bands: Vec<Band<'f>>,
}

/// Statements about one thing.
#[derive(Debug)]
pub struct Dimension<'f> {
    /// What they are about.
    pub name: &'f str,
    /// The statements.
    pub statements: &'f [NamedValue],
}

/// What results from a per cent on mean.
#[derive(Debug)]
pub struct Band<'f> {
    /// The least result, in per cent of the most that can be reached.
    pub from: i64,
    /// In a few words.
    pub say: &'f str,
    /// What to do then; may be empty.
    pub then: &'f str,
    /// Pages that help.
    pub rule: &'f [NamedValue],
}

impl<'f> Assessment<'f> {
    /// Reads the fields of a block.
    pub fn read(fields: &'f Fields, faults: &mut Faults) -> Assessment<'f> {
        let answers = fields.named("answers");
        if answers.len() < 2 {
            faults.report(
                fields.place("answers"),
                "statements need at least two answers",
                "write them from the least on: `answers: [no, partly, yes]`",
            );
        }
        let dimensions =
            fields.items("dimensions").iter().map(|dimension| read_dimension(dimension, faults)).collect();
        let bands: Vec<Band<'_>> = fields.items("bands").iter().map(|band| read_band(band, faults)).collect();
        report_order(&bands, fields.items("bands"), faults);
        Assessment { title: fields.text("title").unwrap_or_default(), answers, dimensions, bands }
    }

    /// How many statements there are.
    pub fn statements(&self) -> usize {
        self.dimensions.iter().map(|dimension| dimension.statements.len()).sum()
    }
}

fn read_dimension<'f>(fields: &'f Fields, faults: &mut Faults) -> Dimension<'f> {
    let (name, statements) = (fields.text("name").unwrap_or_default(), fields.named("statements"));
    if name.is_empty() {
        faults.report(
            fields.place("statements"),
            "a dimension has no name",
            "say what its statements are about: `name: Culture`",
        );
    }
    if statements.is_empty() {
        faults.report(
            fields.place("name"),
            format!("`{name}` has no statements"),
            "write at least one under `statements`",
        );
    }
    Dimension { name, statements }
}

fn read_band<'f>(fields: &'f Fields, faults: &mut Faults) -> Band<'f> {
    let from = match fields.get("from") {
        Some(FieldValue::Number(from)) => *from,
        _ => 0,
    };
    if !(0..=100).contains(&from) {
        faults.report(
            fields.place("from"),
            format!("a result is never {from} per cent"),
            "a band begins at 0 to 100 per cent",
        );
    }
    if fields.text("say").is_none() {
        faults.report(fields.place("from"), "a band says nothing", "say what the result means under `say`");
    }
    Band {
        from,
        say: fields.text("say").unwrap_or_default(),
        then: fields.text("then").unwrap_or_default(),
        rule: fields.named("rule"),
    }
}

/// Every result is in one band: the first begins at nothing, and each where the one before ends.
fn report_order(bands: &[Band<'_>], written: &[Fields], faults: &mut Faults) {
    let Some((first, rest)) = bands.split_first() else { return };
    if first.from != 0 {
        let at = written.first().and_then(|band| band.place("from"));
        faults.report(
            at,
            format!("a result below {} per cent means nothing", first.from),
            "let the first band begin at 0",
        );
    }
    for ((before, band), fields) in bands.iter().zip(rest).zip(written.iter().skip(1)) {
        if band.from <= before.from {
            let message =
                format!("this band begins at {}, and the one before it at {}", band.from, before.from);
            faults.report(fields.place("from"), message, "write bands from the lowest result on");
        }
    }
}
