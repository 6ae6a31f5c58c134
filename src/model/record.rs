//! Evidence: that somebody did something, in which role, about which exact text.

use std::sync::Arc;

use super::exact_text::ExactText;
use super::object_id::{CommitId, TextId};
use super::revision::Person;
use super::role::Tenure;
use super::seal::Seals;
use crate::date::{Day, Moment};
use crate::diagnostic::Place;
use crate::path::FilePath;

/// A record that has been read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Record {
    /// The name of its file without the ending; other records name it by this.
    pub id: Arc<str>,
    /// What was done.
    pub deed: RecordKind,
    /// The document number of the page that it is about; `None` for the site as a whole.
    pub page: Option<Arc<str>>,
    /// Where that page was, from the site's root.
    pub path: Option<FilePath>,
    /// The role in which it was done.
    pub role: Arc<str>,
    /// Who did it.
    pub person: Arc<str>,
    /// The day on which it was done, as the record says.
    pub date: Day,
    /// Which one it is of those that say the same on one day: 1, and more where something came between.
    pub serial: usize,
    /// In their words; may be empty.
    pub note: Arc<str>,
    /// Where more is to be found; may be empty.
    pub evidence: Arc<str>,
    /// The object id of its file; `None` where that is in no repository.
    pub file_id: Option<TextId>,
    /// Where the record stands, and where in it the role.
    pub place: Place,
    /// The commit that brought it to the main line; `None` while it is not committed.
    pub arrival: Option<Arrival>,
}

/// What a record says was done.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum RecordKind {
    /// A text was approved.
    Approval {
        /// Which.
        text: ExactText,
        /// The text in force that the signer saw; `None` where none was.
        against: Option<TextId>,
        /// From when on, where not at once.
        effective: Option<Day>,
        /// For good, or for now.
        strength: Strength,
    },
    /// A text must not come into force.
    Decline {
        /// Which.
        text: ExactText,
        /// Why.
        reason: Arc<str>,
    },
    /// A text was read and found right.
    Review {
        /// Which.
        text: ExactText,
    },
    /// It was seen that a control holds.
    Attestation {
        /// Which control.
        control: Arc<str>,
    },
    /// A control need not hold for a while.
    Waiver {
        /// Which control.
        control: Arc<str>,
        /// The last day.
        expires: Day,
        /// Why.
        reason: Arc<str>,
    },
    /// A page was taken out of force.
    Withdrawal {
        /// The text in force that the signer saw; `None` where they do not say.
        against: Option<TextId>,
        /// Why.
        reason: Arc<str>,
        /// What becomes of the page.
        leaves: Leaves,
    },
    /// Another record no longer counts.
    Revocation {
        /// The object id of that record's file.
        of: TextId,
        /// Why.
        reason: Arc<str>,
    },
    /// Somebody holds a role from now on.
    Appointment {
        /// The role.
        role: Arc<str>,
        /// Who, and for how long.
        tenure: Tenure,
        /// Why.
        reason: Arc<str>,
    },
}

/// What becomes of a page that is withdrawn.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Leaves {
    /// It keeps its address and its last words, marked, and nothing leads to it.
    #[default]
    Force,
    /// It stays as it is, and is controlled no longer.
    Control,
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

/// How a record came to the main line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Arrival {
    /// The commit.
    pub commit: CommitId,
    /// Its place in the walk over the history: 0 is the newest.
    pub place: u32,
    /// When it was committed.
    pub at: Moment,
    /// On which day of the site's zone.
    pub day: Day,
    /// Who committed it.
    pub by: Person,
    /// What the signature of the commit is worth.
    pub seals: Seals,
}

impl Record {
    /// The day from which it counts: the latest of its date, its arrival and the day that it names.
    /// `None` while it is not committed.
    pub fn takes_effect(&self) -> Option<Day> {
        let arrived = self.arrival.as_ref()?.day;
        let named = match &self.deed {
            RecordKind::Approval { effective, .. } => *effective,
            _ => None,
        };
        Some(arrived.max(self.date).max(named.unwrap_or(self.date)))
    }

    /// The exact text that it covers.
    pub fn text(&self) -> Option<&ExactText> {
        match &self.deed {
            RecordKind::Approval { text, .. }
            | RecordKind::Decline { text, .. }
            | RecordKind::Review { text } => Some(text),
            _ => None,
        }
    }

    /// Why it was made, where such a record says so.
    pub fn reason(&self) -> Option<&Arc<str>> {
        match &self.deed {
            RecordKind::Decline { reason, .. }
            | RecordKind::Waiver { reason, .. }
            | RecordKind::Withdrawal { reason, .. }
            | RecordKind::Revocation { reason, .. }
            | RecordKind::Appointment { reason, .. } => Some(reason),
            RecordKind::Approval { .. } | RecordKind::Review { .. } | RecordKind::Attestation { .. } => None,
        }
    }

    /// The control that it is about.
    pub fn control(&self) -> Option<&Arc<str>> {
        match &self.deed {
            RecordKind::Attestation { control } | RecordKind::Waiver { control, .. } => Some(control),
            _ => None,
        }
    }
}

impl RecordKind {
    /// Its name, as it is written in records.
    pub fn name(&self) -> &'static str {
        match self {
            RecordKind::Approval { .. } => "approval",
            RecordKind::Decline { .. } => "decline",
            RecordKind::Review { .. } => "review",
            RecordKind::Attestation { .. } => "attestation",
            RecordKind::Waiver { .. } => "waiver",
            RecordKind::Withdrawal { .. } => "withdrawal",
            RecordKind::Revocation { .. } => "revocation",
            RecordKind::Appointment { .. } => "appointment",
        }
    }
}
