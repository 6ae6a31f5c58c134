//! What falls due.

use super::{RuleView, Verdict};
use crate::date::{Day, Period};
use crate::model::Status;

/// The names of what is said of the day by which something is due.
pub(super) struct DueWords {
    /// Where that day is over.
    pub(super) overdue: &'static str,
    /// Where it is near.
    pub(super) soon: &'static str,
    /// Where there is time.
    pub(super) later: &'static str,
}

/// How something stands that is in time through a day.
pub(super) fn by_day(view: &RuleView<'_>, due: Day, words: &DueWords, settle: String) -> Verdict {
    let today = view.today();
    let (status, word) = if due < today {
        (Status::Overdue, words.overdue)
    } else if due <= today.plus(view.due_soon()) {
        (Status::DueSoon, words.soon)
    } else {
        (Status::Met, words.later)
    };
    let reason = view.fill(word, [("day", view.day(due))]);
    let settle = if status == Status::Met { String::new() } else { settle };
    Verdict { due: Some(due), settle, ..Verdict::new(status, reason) }
}

/// The earlier of the days to which two periods lead: of two intervals the shorter counts.
pub(super) fn earlier(from: Day, every: Period, own: Option<Period>) -> Day {
    let due = from.plus(every);
    own.map_or(due, |own| due.min(from.plus(own)))
}
