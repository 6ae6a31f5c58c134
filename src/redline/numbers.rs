//! The numbers of list items: those of the new list; what is gone keeps its own.

use super::BlockChange;
use crate::markdown::tree::BlockKind;

/// The numbers that come next.
pub(super) struct NextNumbers {
    old: Option<u64>,
    new: Option<u64>,
    /// Whether the list that is shown is numbered.
    shown: bool,
}

impl NextNumbers {
    /// Those of a list that became another.
    pub(super) fn between(before: &BlockKind<'_>, after: &BlockKind<'_>) -> NextNumbers {
        let first = |shape: &BlockKind<'_>| match shape {
            BlockKind::List(first) => *first,
            _ => None,
        };
        NextNumbers { old: first(before), new: first(after), shown: first(after).is_some() }
    }

    pub(super) fn are_shown(&self) -> bool {
        self.shown
    }

    /// The number of an item, which counts in the texts that it is in.
    pub(super) fn next(&mut self, change: &BlockChange<'_>) -> Option<u64> {
        let in_old = !matches!(change, BlockChange::Inserted(_) | BlockChange::Arrived(..));
        let in_new = !matches!(change, BlockChange::Deleted(_) | BlockChange::Left(..));
        let number = if in_new { self.new } else { self.old };
        let count = |number: &mut Option<u64>| *number = number.and_then(|number| number.checked_add(1));
        if in_old {
            count(&mut self.old);
        }
        if in_new {
            count(&mut self.new);
        }
        number.filter(|_| self.shown)
    }
}
