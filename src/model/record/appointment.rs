//! Appointments: that somebody holds a role from now on.

use std::sync::Arc;

use super::details::{NamesPage, RecordDetails, RecordEntry, RecordFields, RecordLines};
use crate::model::{Tenure, TextId};
use crate::words::Words;

pub(super) const ENTRY: RecordEntry = RecordEntry { name: "appointment", page: NamesPage::Never };

/// What an appointment says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AppointmentDetails {
    /// The role.
    pub role: Arc<str>,
    /// Who, and for how long.
    pub tenure: Tenure,
    /// Why.
    pub reason: Arc<str>,
}

/// Reads what it says; `None` where something is wrong, which the fields have reported.
pub(super) fn read(fields: &dyn RecordFields) -> Option<AppointmentDetails> {
    let reason = fields.need_text("reason");
    let (role, tenure) = fields.need_tenure("appoints")?;
    Some(AppointmentDetails { role, tenure, reason: reason? })
}

impl RecordDetails for AppointmentDetails {
    fn entry(&self) -> &'static RecordEntry {
        &ENTRY
    }

    fn write(&self, lines: &mut dyn RecordLines) {
        lines.tenure("appoints", &self.role, &self.tenure);
        lines.text("reason", &self.reason);
    }

    fn in_words(&self, words: &Words, _: &dyn Fn(TextId) -> String) -> String {
        let AppointmentDetails { role, tenure, reason } = self;
        let (person, role): (&str, &str) = (&tenure.person, role);
        let appoints = match (tenure.from, tenure.to) {
            (None, None) => words.fill("record_appoints", [("person", person.into()), ("role", role.into())]),
            (Some(from), None) => words.fill(
                "record_appoints_from",
                [("person", person.into()), ("role", role.into()), ("from", words.day(from).into())],
            ),
            (None, Some(to)) => words.fill(
                "record_appoints_to",
                [("person", person.into()), ("role", role.into()), ("to", words.day(to).into())],
            ),
            (Some(from), Some(to)) => words.fill(
                "record_appoints_from_to",
                [
                    ("person", person.into()),
                    ("role", role.into()),
                    ("from", words.day(from).into()),
                    ("to", words.day(to).into()),
                ],
            ),
        };
        if reason.is_empty() {
            return appoints;
        }
        words.fill("record_with_reason", [("words", appoints.into()), ("reason", (&**reason).into())])
    }

    fn called_by(&self) -> Option<String> {
        Some(format!("{} {}", self.role, self.tenure.person))
    }

    fn reason(&self) -> Option<&Arc<str>> {
        Some(&self.reason)
    }
}
