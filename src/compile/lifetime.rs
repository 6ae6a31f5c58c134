//! For how long a text stood.

use crate::date::Day;

/// For how long a text stood, in days.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lifetime {
    /// The day on which it came; `None` where nobody knows.
    pub(super) first_day: Option<Day>,
    pub(super) last_day: Day,
}

impl Lifetime {
    /// Whether it was gone before a day.
    pub(super) fn is_before(&self, day: Day) -> bool {
        day > self.last_day
    }

    /// Whether it came on a day or later, or nobody knows when it came.
    pub(super) fn began_from(&self, day: Day) -> bool {
        self.first_day.is_none_or(|first| first >= day)
    }
}
