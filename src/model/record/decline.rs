//! Declines: that a text must not come into force.

use std::sync::Arc;

use super::details::{NamesPage, RecordDetails, RecordEntry, RecordFields, RecordLines};
use crate::model::{ExactText, TextId};
use crate::words::Words;

pub(super) const ENTRY: RecordEntry = RecordEntry { name: "decline", page: NamesPage::Always };

/// What a decline says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DeclineDetails {
    /// Which text was declined.
    pub text: ExactText,
    /// Why.
    pub reason: Arc<str>,
}

/// Reads what it says; `None` where something is wrong, which the fields have reported.
pub(super) fn read(fields: &dyn RecordFields) -> Option<DeclineDetails> {
    let (text, reason) = (fields.exact_text(), fields.need_text("reason"));
    Some(DeclineDetails { text: text?, reason: reason? })
}

impl RecordDetails for DeclineDetails {
    fn entry(&self) -> &'static RecordEntry {
        &ENTRY
    }

    fn write(&self, lines: &mut dyn RecordLines) {
        lines.exact_text(&self.text);
        lines.text("reason", &self.reason);
    }

    fn in_words(&self, _: &Words, _: &dyn Fn(TextId) -> String) -> String {
        self.reason.to_string()
    }

    fn text(&self) -> Option<&ExactText> {
        Some(&self.text)
    }

    fn reason(&self) -> Option<&Arc<str>> {
        Some(&self.reason)
    }
}
