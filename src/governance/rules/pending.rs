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
    let approvals = view.each_and(pending.iter().map(|record| in_words(view, record)));
    let values = [("why", verdict.reason.as_str().into()), ("approvals", approvals.into())];
    let reason = view.fill("why_pending", values);
    let mut left = verdict.asks.clone();
    left.retain(|role| !pending.iter().any(|record| record.is_full_approval() && record.role == *role));
    if left.is_empty() {
        let in_code =
            |record: &&Arc<Record>| view.fill("file_in_code", [("file", record.place.file.as_str().into())]);
        let files = view.each_and(pending.iter().map(in_code));
        let settle = view.fill("do_commit_files", [("files", files.into())]);
        return Verdict { reason, settle, in_public: None, ..verdict };
    }
    Verdict { reason, settle: approve(view, &left), in_public: None, ..verdict }.asking(left)
}

fn in_words(view: &RuleView<'_>, record: &Arc<Record>) -> String {
    let word = if record.is_full_approval() { "pending_approval" } else { "pending_provisionally" };
    let role = view.role_title(&record.role);
    let values = [
        ("person", (&*record.person).into()),
        ("role", (&*role).into()),
        ("file", record.place.file.as_str().into()),
    ];
    view.fill(word, values)
}
