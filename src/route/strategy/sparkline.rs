//! A row of readings as a small line.

use serde::Serialize;

use crate::date::Day;
use crate::model::Decimal;

const WIDTH: i64 = 120;
const HEIGHT: i64 = 32;
/// What is kept free around the line.
const EDGE: i64 = 5;

/// A small line, as `sparkline` of a measure.
#[derive(Serialize)]
pub(super) struct SparklineView {
    width: i64,
    height: i64,
    /// Its path.
    path: String,
    /// Where the last reading is.
    x: i64,
    y: i64,
    /// All readings in words: "46 on 30 Sep 2026, 52 on 31 Oct 2026".
    words: String,
}

impl SparklineView {
    /// The line of readings in the order of their days; `None` where there are fewer than two.
    pub(super) fn new(readings: &[(Day, Decimal)], words: String) -> Option<SparklineView> {
        let ([(first, _), .., (last, _)], values) = (readings, || readings.iter().map(|(_, value)| *value))
        else {
            return None;
        };
        let (low, high) = (values().min()?, values().max()?);
        let whole = first.days_to(*last).max(1);
        let place = |(day, value): &(Day, Decimal)| {
            let x = EDGE + first.days_to(*day) * (WIDTH - 2 * EDGE) / whole;
            let y = HEIGHT - EDGE - value.between(low, high) * (HEIGHT - 2 * EDGE) / 1000;
            (x, y)
        };
        let places: Vec<(i64, i64)> = readings.iter().map(place).collect();
        let (x, y) = *places.last()?;
        let steps: Vec<String> = places.iter().map(|(x, y)| format!("{x} {y}")).collect();
        Some(SparklineView {
            width: WIDTH,
            height: HEIGHT,
            path: format!("M{}", steps.join("L")),
            x,
            y,
            words,
        })
    }
}
