//! Attestations: that somebody has seen that a control holds.

use std::sync::Arc;

use super::details::{NamesPage, RecordDetails, RecordEntry, RecordFields, RecordLines};
use super::{Record, RecordKind};
use crate::model::TextId;

pub(super) const ENTRY: RecordEntry = RecordEntry { name: "attestation", page: NamesPage::Perhaps, read };

/// What an attestation says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AttestationDetails {
    /// Which control holds.
    pub control: Arc<str>,
}

impl Record {
    /// What it says as an attestation.
    pub fn attestation(&self) -> Option<&AttestationDetails> {
        match &self.deed {
            RecordKind::Attestation(attestation) => Some(attestation),
            _ => None,
        }
    }
}

fn read(fields: &dyn RecordFields) -> Option<RecordKind> {
    Some(RecordKind::Attestation(AttestationDetails { control: fields.need_text("control")? }))
}

impl RecordDetails for AttestationDetails {
    fn entry(&self) -> &'static RecordEntry {
        &ENTRY
    }

    fn write(&self, lines: &mut dyn RecordLines) {
        lines.text("control", &self.control);
    }

    fn words(&self, _: &dyn Fn(TextId) -> String) -> String {
        String::new()
    }

    fn control(&self) -> Option<&Arc<str>> {
        Some(&self.control)
    }
}
