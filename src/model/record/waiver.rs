//! Waivers: that a control need not hold for a while.

use std::sync::Arc;

use super::details::{NamesPage, RecordDetails, RecordEntry, RecordFields, RecordLines};
use crate::date::Day;
use crate::model::TextId;
use crate::words::Words;

pub(super) const ENTRY: RecordEntry = RecordEntry { name: "waiver", page: NamesPage::Perhaps };

/// What a waiver says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WaiverDetails {
    /// Which control need not hold.
    pub control: Arc<str>,
    /// The last day.
    pub expires: Day,
    /// Why.
    pub reason: Arc<str>,
}

/// Reads what it says; `None` where something is wrong, which the fields have reported.
pub(super) fn read(fields: &dyn RecordFields) -> Option<WaiverDetails> {
    let (control, expires) = (fields.need_text("control"), fields.need_day("expires"));
    let reason = fields.need_text("reason");
    Some(WaiverDetails { control: control?, expires: expires?, reason: reason? })
}

impl RecordDetails for WaiverDetails {
    fn entry(&self) -> &'static RecordEntry {
        &ENTRY
    }

    fn write(&self, lines: &mut dyn RecordLines) {
        lines.text("control", &self.control);
        lines.day("expires", Some(self.expires));
        lines.text("reason", &self.reason);
    }

    fn in_words(&self, words: &Words, _: &dyn Fn(TextId) -> String) -> String {
        words.fill(
            "record_waives",
            [
                ("control", (&*self.control).into()),
                ("day", words.day(self.expires).into()),
                ("reason", (&*self.reason).into()),
            ],
        )
    }

    fn reason(&self) -> Option<&Arc<str>> {
        Some(&self.reason)
    }

    fn control(&self) -> Option<&Arc<str>> {
        Some(&self.control)
    }
}
