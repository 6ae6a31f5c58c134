//! Declines: that a text must not come into force.

use std::sync::Arc;

use super::details::{NamesPage, RecordDetails, RecordEntry, RecordFields, RecordLines};
use super::{Record, RecordKind};
use crate::model::{ExactText, TextId};

pub(super) const ENTRY: RecordEntry = RecordEntry { name: "decline", page: NamesPage::Always, read };

/// What a decline says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DeclineDetails {
    /// Which text was declined.
    pub text: ExactText,
    /// Why.
    pub reason: Arc<str>,
}

impl Record {
    /// What it says as a decline.
    pub fn decline(&self) -> Option<&DeclineDetails> {
        match &self.deed {
            RecordKind::Decline(decline) => Some(decline),
            _ => None,
        }
    }
}

fn read(fields: &dyn RecordFields) -> Option<RecordKind> {
    let (text, reason) = (fields.exact_text(), fields.need_text("reason"));
    Some(RecordKind::Decline(DeclineDetails { text: text?, reason: reason? }))
}

impl RecordDetails for DeclineDetails {
    fn entry(&self) -> &'static RecordEntry {
        &ENTRY
    }

    fn write(&self, lines: &mut dyn RecordLines) {
        lines.exact_text(&self.text);
        lines.text("reason", &self.reason);
    }

    fn words(&self, _: &dyn Fn(TextId) -> String) -> String {
        self.reason.to_string()
    }

    fn text(&self) -> Option<&ExactText> {
        Some(&self.text)
    }

    fn reason(&self) -> Option<&Arc<str>> {
        Some(&self.reason)
    }
}
