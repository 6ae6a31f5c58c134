//! Revocations: that another record no longer counts.

use std::sync::Arc;

use super::details::{NamesPage, RecordDetails, RecordEntry, RecordFields, RecordLines};
use crate::model::TextId;
use crate::words::Words;

pub(super) const ENTRY: RecordEntry = RecordEntry { name: "revocation", page: NamesPage::Never };

/// What a revocation says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RevocationDetails {
    /// The object id of the other record's file.
    pub of: TextId,
    /// Why.
    pub reason: Arc<str>,
}

/// Reads what it says; `None` where something is wrong, which the fields have reported.
pub(super) fn read(fields: &dyn RecordFields) -> Option<RevocationDetails> {
    let (of, reason) = (fields.need_id("revokes"), fields.need_text("reason"));
    Some(RevocationDetails { of: of?, reason: reason? })
}

impl RecordDetails for RevocationDetails {
    fn entry(&self) -> &'static RecordEntry {
        &ENTRY
    }

    fn write(&self, lines: &mut dyn RecordLines) {
        lines.id("revokes", Some(self.of));
        lines.text("reason", &self.reason);
    }

    fn in_words(&self, words: &Words, name: &dyn Fn(TextId) -> String) -> String {
        words.fill("record_revokes", [("record", name(self.of).into()), ("reason", (&*self.reason).into())])
    }

    fn called_by(&self) -> Option<String> {
        Some(self.of.short())
    }

    fn reason(&self) -> Option<&Arc<str>> {
        Some(&self.reason)
    }
}
