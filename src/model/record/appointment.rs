//! Appointments: that somebody holds a role from now on.

use std::sync::Arc;

use super::details::{NamesPage, RecordDetails, RecordEntry, RecordFields, RecordLines};
use crate::model::{Tenure, TextId};

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

    fn words(&self, _: &dyn Fn(TextId) -> String) -> String {
        let AppointmentDetails { role, tenure, reason } = self;
        let from = tenure.from.map_or_else(String::new, |day| format!(" from {}", day.in_english()));
        let to = tenure.to.map_or_else(String::new, |day| format!(" to {}", day.in_english()));
        let words = format!("{} holds {role}{from}{to}", tenure.person);
        if reason.is_empty() { words } else { format!("{words}: {reason}") }
    }

    fn called_by(&self) -> Option<String> {
        Some(format!("{} {}", self.role, self.tenure.person))
    }

    fn reason(&self) -> Option<&Arc<str>> {
        Some(&self.reason)
    }
}
