//! Reviews: that a text was read and found right.

use super::details::{NamesPage, RecordDetails, RecordEntry, RecordFields, RecordLines};
use crate::model::{ExactText, TextId};
use crate::words::Words;

pub(super) const ENTRY: RecordEntry = RecordEntry { name: "review", page: NamesPage::Always };

/// What a review says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ReviewDetails {
    /// Which text was read.
    pub text: ExactText,
}

/// Reads what it says; `None` where something is wrong, which the fields have reported.
pub(super) fn read(fields: &dyn RecordFields) -> Option<ReviewDetails> {
    Some(ReviewDetails { text: fields.exact_text()? })
}

impl RecordDetails for ReviewDetails {
    fn entry(&self) -> &'static RecordEntry {
        &ENTRY
    }

    fn write(&self, lines: &mut dyn RecordLines) {
        lines.exact_text(&self.text);
    }

    fn in_words(&self, _: &Words, _: &dyn Fn(TextId) -> String) -> String {
        String::new()
    }

    fn text(&self) -> Option<&ExactText> {
        Some(&self.text)
    }

    fn is_reading(&self) -> bool {
        true
    }
}
