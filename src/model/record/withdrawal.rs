//! Withdrawals: that a page was taken out of force.

use std::sync::Arc;

use super::details::{NamesPage, RecordDetails, RecordEntry, RecordFields, RecordLines};
use crate::model::TextId;
use crate::words::Words;

pub(super) const ENTRY: RecordEntry = RecordEntry { name: "withdrawal", page: NamesPage::Always };

/// What a withdrawal says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WithdrawalDetails {
    /// The text in force that the signer saw; `None` where they do not say.
    pub against: Option<TextId>,
    /// Why.
    pub reason: Arc<str>,
    /// What becomes of the page.
    pub leaves: Leaves,
}

/// What becomes of a page that is withdrawn.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Leaves {
    /// It keeps its address and its last words, marked, and nothing leads to it.
    #[default]
    Force,
    /// It stays as it is, and is controlled no longer.
    Control,
}

/// Reads what it says; `None` where something is wrong, which the fields have reported.
pub(super) fn read(fields: &dyn RecordFields) -> Option<WithdrawalDetails> {
    let leaves = if fields.flag("release") { Leaves::Control } else { Leaves::Force };
    let against = fields.id("against");
    let reason = fields.need_text("reason")?;
    Some(WithdrawalDetails { against, reason, leaves })
}

impl RecordDetails for WithdrawalDetails {
    fn entry(&self) -> &'static RecordEntry {
        &ENTRY
    }

    fn write(&self, lines: &mut dyn RecordLines) {
        lines.id("against", self.against);
        lines.text("reason", &self.reason);
        if self.leaves == Leaves::Control {
            lines.yes("release");
        }
    }

    fn in_words(&self, _: &Words, _: &dyn Fn(TextId) -> String) -> String {
        self.reason.to_string()
    }

    fn reason(&self) -> Option<&Arc<str>> {
        Some(&self.reason)
    }

    fn may_come_again(&self) -> bool {
        true
    }
}
