//! A time axis: days as places from left to right, and the quarters and years that are marked on it.

use serde::Serialize;

use super::Scope;
use crate::date::{Day, Period};

/// How wide the axis is, in the units of the drawing.
pub(super) const WIDTH: i64 = 800;
/// More marks than this run into each other.
const MOST_MARKS: i64 = 16;
/// A mark nearer to the end than this has no room for its words.
const ROOM: i64 = 30;

/// A stretch of time, of whole quarters.
pub(super) struct TimeAxis {
    from: Day,
    /// The day after the last one.
    until: Day,
}

/// A time axis, as `axis` of a drawing.
#[derive(Serialize)]
pub(super) struct TimeAxisView {
    /// The first day: `2025-04-01`.
    from: String,
    /// The day after the last one.
    until: String,
    /// How wide it is, in the units of the drawing.
    width: i64,
    /// Where quarters and years begin.
    marks: Vec<AxisMarkView>,
}

/// Where a quarter or a year begins.
#[derive(Serialize)]
struct AxisMarkView {
    x: i64,
    /// "Q2"; empty where the axis has years alone.
    quarter: String,
    /// "2026"; empty where the year is named before.
    year: String,
    /// Whether a year begins.
    is_year: bool,
}

impl TimeAxis {
    /// The quarters that hold these days; `None` where there are none.
    pub(super) fn around(days: impl IntoIterator<Item = Day>) -> Option<TimeAxis> {
        let (first, last) = days.into_iter().fold(None, |known: Option<(Day, Day)>, day| {
            Some(known.map_or((day, day), |(first, last)| (first.min(day), last.max(day))))
        })?;
        Some(TimeAxis { from: quarter(first), until: quarter(last).plus(Period::Months(3)) })
    }

    /// Where a day begins.
    pub(super) fn place(&self, day: Day) -> i64 {
        let whole = self.from.days_to(self.until).max(1);
        (self.from.days_to(day) * WIDTH / whole).clamp(0, WIDTH)
    }

    /// Where a day ends.
    pub(super) fn end_of(&self, day: Day) -> i64 {
        self.place(day.plus(Period::Days(1)))
    }

    pub(super) fn view(&self, scope: &Scope<'_>) -> TimeAxisView {
        TimeAxisView {
            from: self.from.to_string(),
            until: self.until.to_string(),
            width: WIDTH,
            marks: self.marks(scope),
        }
    }

    fn marks(&self, scope: &Scope<'_>) -> Vec<AxisMarkView> {
        let months = i64::from(self.until.year() - self.from.year()) * 12 + months_before(self.until)
            - months_before(self.from);
        let step = match months / 3 {
            quarters if quarters <= MOST_MARKS => 3,
            quarters => 12 * (quarters / 4 / MOST_MARKS + 1),
        };
        // By years the first mark is the first whole year.
        let first =
            if step > 3 && self.from.months_before() > 0 { year_after(self.from) } else { Some(self.from) };
        let step = i32::try_from(step).unwrap_or(i32::MAX);
        let days = std::iter::successors(first, |day| {
            Some(day.plus(Period::Months(step))).filter(|next| next > day && *next < self.until)
        });
        let mut named = None;
        let mark = |day: Day| {
            let is_new = named.replace(day.year()) != Some(day.year());
            let x = self.place(day);
            let has_room = x <= WIDTH - ROOM;
            let quarter =
                || scope.site.fill("quarter", [("number", (day.months_before() / 3 + 1).to_string().into())]);
            AxisMarkView {
                x,
                quarter: if step == 3 && has_room { quarter() } else { String::new() },
                year: if is_new && has_room { day.year().to_string() } else { String::new() },
                is_year: day.months_before() == 0,
            }
        };
        days.map(mark).collect()
    }
}

/// The first day of the quarter that a day is in.
fn quarter(day: Day) -> Day {
    let month = i8::try_from(day.months_before() / 3 * 3 + 1).unwrap_or(1);
    Day::new(day.year(), month, 1).unwrap_or(day)
}

fn months_before(day: Day) -> i64 {
    i64::try_from(day.months_before()).unwrap_or(0)
}

fn year_after(day: Day) -> Option<Day> {
    Day::new(day.year().checked_add(1)?, 1, 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().expect("a day")
    }

    #[test]
    fn days_stand_in_their_quarters() {
        let axis =
            TimeAxis::around([day("2026-05-04"), day("2025-08-31"), day("2027-02-01")]).expect("an axis");
        assert_eq!((axis.from, axis.until), (day("2025-07-01"), day("2027-04-01")));
        assert_eq!((axis.place(day("2025-07-01")), axis.end_of(day("2027-03-31"))), (0, WIDTH));
        assert_eq!(axis.place(day("1999-01-01")), 0);
        assert!(TimeAxis::around([]).is_none());
    }

    #[test]
    fn the_ends_of_the_calendar_are_days_like_others() {
        let axis = TimeAxis::around([Day::FIRST, Day::LAST]).expect("an axis");
        assert_eq!(axis.place(Day::FIRST), 0);
        assert!(axis.place(day("2026-01-01")) > WIDTH / 2);
    }
}
