//! Approvals: that a text may come into force.

use super::details::{NamesPage, RecordDetails, RecordEntry, RecordFields, RecordLines};
use crate::date::Day;
use crate::model::{ExactText, TextId};
use crate::words::Words;

pub(super) const ENTRY: RecordEntry = RecordEntry { name: "approval", page: NamesPage::Always };

/// What an approval says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ApprovalDetails {
    /// Which text was approved.
    pub text: ExactText,
    /// The text in force that the signer saw; `None` where none was.
    pub against: Option<TextId>,
    /// From when on, where not at once.
    pub effective: Option<Day>,
    /// For good, or for now.
    pub strength: Strength,
}

/// How much an approval does.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Strength {
    /// It is one of the signatures that a text needs.
    #[default]
    Full,
    /// It puts a text in force alone and for the days that the model allows, in an emergency.
    Provisional,
}

/// Reads what it says; `None` where something is wrong, which the fields have reported.
pub(super) fn read(fields: &dyn RecordFields) -> Option<ApprovalDetails> {
    let strength = if fields.flag("provisional") { Strength::Provisional } else { Strength::Full };
    let effective = fields.day("effective");
    let against = fields.id("against");
    Some(ApprovalDetails { text: fields.exact_text()?, against, effective, strength })
}

impl RecordDetails for ApprovalDetails {
    fn entry(&self) -> &'static RecordEntry {
        &ENTRY
    }

    fn write(&self, lines: &mut dyn RecordLines) {
        lines.exact_text(&self.text);
        lines.id("against", self.against);
        lines.day("effective", self.effective);
        if self.strength == Strength::Provisional {
            lines.yes("provisional");
        }
    }

    fn in_words(&self, words: &Words, _: &dyn Fn(TextId) -> String) -> String {
        match (self.strength, self.effective) {
            (Strength::Provisional, _) => words.say("record_provisional").to_owned(),
            (Strength::Full, Some(day)) => words.fill("record_from", [("day", words.day(day).into())]),
            (Strength::Full, None) => String::new(),
        }
    }

    fn text(&self) -> Option<&ExactText> {
        Some(&self.text)
    }

    fn effective(&self) -> Option<Day> {
        self.effective
    }

    fn is_reading(&self) -> bool {
        true
    }

    fn may_come_again(&self) -> bool {
        true
    }
}
