//! Approvals that are written and not committed. They count once they are, and until then whoever looks for them is
//! shown where they are.

use std::sync::Arc;

use super::how_to_approve::approve;
use super::{RuleView, Verdict};
use crate::model::Record;

/// A verdict that waits for approvals, with those that are written already.
pub(super) fn with_pending(view: &RuleView<'_>, verdict: Verdict) -> Verdict {
    let pending = if verdict.asks.is_empty() { Vec::new() } else { view.pending() };
    if pending.is_empty() {
        return verdict;
    }
    let words: Vec<String> = pending.iter().map(|record| in_words(view, record)).collect();
    let reason = format!("{}; {}, not committed yet", verdict.reason, words.join(" and "));
    let mut left = verdict.asks.clone();
    left.retain(|role| !pending.iter().any(|record| record.is_full_approval() && record.role == *role));
    if left.is_empty() {
        let files: Vec<String> = pending.iter().map(|record| format!("`{}`", record.place.file)).collect();
        return Verdict {
            reason,
            settle: format!("commit {}", files.join(" and ")),
            in_public: None,
            ..verdict
        };
    }
    Verdict { reason, settle: approve(view, &left), in_public: None, ..verdict }.asking(left)
}

fn in_words(view: &RuleView<'_>, record: &Arc<Record>) -> String {
    let provisionally = if record.is_full_approval() { "" } else { " provisionally" };
    let role = view.role_title(&record.role);
    format!("approved{provisionally} by {} ({role}) in {}", record.person, record.place.file)
}
