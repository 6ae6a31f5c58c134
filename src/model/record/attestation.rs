//! Attestations: that somebody has seen that a control holds.

use std::sync::Arc;

use super::details::{NamesPage, RecordDetails, RecordEntry, RecordFields, RecordLines};
use crate::model::TextId;
use crate::words::Words;

pub(super) const ENTRY: RecordEntry = RecordEntry { name: "attestation", page: NamesPage::Perhaps };

/// What an attestation says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AttestationDetails {
    /// Which control holds.
    pub control: Arc<str>,
}

/// Reads what it says; `None` where something is wrong, which the fields have reported.
pub(super) fn read(fields: &dyn RecordFields) -> Option<AttestationDetails> {
    Some(AttestationDetails { control: fields.need_text("control")? })
}

impl RecordDetails for AttestationDetails {
    fn entry(&self) -> &'static RecordEntry {
        &ENTRY
    }

    fn write(&self, lines: &mut dyn RecordLines) {
        lines.text("control", &self.control);
    }

    fn in_words(&self, _: &Words, _: &dyn Fn(TextId) -> String) -> String {
        String::new()
    }

    fn control(&self) -> Option<&Arc<str>> {
        Some(&self.control)
    }
}
