//! What falls due.

use super::{RuleView, Verdict};
use crate::date::{Day, Period};
use crate::model::Status;

/// How something stands that is in time through a day: `what` is what is due, such as "review".
pub(super) fn by_day(view: &RuleView<'_>, due: Day, what: &str, settle: String) -> Verdict {
    let today = view.today();
    let (status, reason) = if due < today {
        (Status::Overdue, format!("{what} was due by {}", due.in_english()))
    } else if due <= today.plus(view.due_soon()) {
        (Status::DueSoon, format!("{what} is due by {}", due.in_english()))
    } else {
        (Status::Met, format!("next {what} is due by {}", due.in_english()))
    };
    let settle = if status == Status::Met { String::new() } else { settle };
    Verdict { due: Some(due), settle, ..Verdict::new(status, reason) }
}

/// The earlier of the days to which two periods lead: of two intervals the shorter counts.
pub(super) fn earlier(from: Day, every: Period, own: Option<Period>) -> Day {
    let due = from.plus(every);
    own.map_or(due, |own| due.min(from.plus(own)))
}
