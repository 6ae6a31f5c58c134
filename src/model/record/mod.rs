//! Evidence: that somebody did something, in which role, about which exact text.

mod appointment;
mod approval;
mod attestation;
mod decline;
mod details;
mod review;
mod revocation;
mod waiver;
mod withdrawal;

pub use approval::Strength;
pub use details::{NamesPage, RecordDetails, RecordEntry, RecordFields, RecordLines};
pub use withdrawal::Leaves;

use std::sync::Arc;

use super::exact_text::ExactText;
use super::object_id::{CommitId, TextId};
use super::revision::Person;
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

/// Kinds of record, each as a variant with what it says and the file that knows it.
macro_rules! record_kinds {
    ($($(#[doc = $done:literal])* $kind:ident($file:ident::$details:ident),)*) => {
        $(pub use $file::$details;)*

        /// What a record says was done.
        #[derive(Clone, PartialEq, Eq, Debug)]
        pub enum RecordKind {
            $($(#[doc = $done])* $kind($details),)*
        }

        /// Every kind of record.
        pub const RECORD_KINDS: &[&RecordEntry] = &[$(&$file::ENTRY,)*];

        impl RecordKind {
            /// What it says.
            pub fn details(&self) -> &dyn RecordDetails {
                match self {
                    $(RecordKind::$kind(details) => details,)*
                }
            }

            /// Reads what a record of this kind says; `None` where something is wrong, which the fields have reported.
            pub fn read(kind: &RecordEntry, fields: &dyn RecordFields) -> Option<RecordKind> {
                match kind.name {
                    $(name if name == $file::ENTRY.name => $file::read(fields).map(RecordKind::$kind),)*
                    _ => None,
                }
            }
        }

        impl Record {
            $(
                #[doc = concat!("What it says as a record of the kind `", stringify!($file), "`.")]
                pub fn $file(&self) -> Option<&$details> {
                    match &self.deed {
                        RecordKind::$kind(details) => Some(details),
                        _ => None,
                    }
                }
            )*
        }
    };
}

record_kinds! {
    /// A text was approved.
    Approval(approval::ApprovalDetails),
    /// A text must not come into force.
    Decline(decline::DeclineDetails),
    /// A text was read and found right.
    Review(review::ReviewDetails),
    /// It was seen that a control holds.
    Attestation(attestation::AttestationDetails),
    /// A control need not hold for a while.
    Waiver(waiver::WaiverDetails),
    /// A page was taken out of force.
    Withdrawal(withdrawal::WithdrawalDetails),
    /// Another record no longer counts.
    Revocation(revocation::RevocationDetails),
    /// Somebody holds a role from now on.
    Appointment(appointment::AppointmentDetails),
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
    /// The commits that put the same bytes there once more before they arrived: they had been taken out in between, or stood
    /// on another branch as well.
    pub again: Vec<PutAgain>,
}

/// A commit that put a record where another commit had put it before.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PutAgain {
    /// The commit.
    pub commit: CommitId,
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
        Some(arrived.max(self.date).max(self.effective().unwrap_or(self.date)))
    }

    /// The day that it names for taking effect; `None` for at once.
    pub fn effective(&self) -> Option<Day> {
        self.deed.details().effective()
    }

    /// The exact text that it covers.
    pub fn text(&self) -> Option<&ExactText> {
        self.deed.details().text()
    }

    /// Why it was made, where such a record says so.
    pub fn reason(&self) -> Option<&Arc<str>> {
        self.deed.details().reason()
    }

    /// The control that it is about.
    pub fn control(&self) -> Option<&Arc<str>> {
        self.deed.details().control()
    }

    /// Whether it approves for good.
    pub fn is_full_approval(&self) -> bool {
        self.approval().is_some_and(|approval| approval.strength == Strength::Full)
    }

    /// Whether it approves for a while, in an emergency.
    pub fn is_provisional_approval(&self) -> bool {
        self.approval().is_some_and(|approval| approval.strength == Strength::Provisional)
    }

    /// Whether whoever made it has read the page.
    pub fn is_reading(&self) -> bool {
        self.deed.details().is_reading()
    }
}

impl RecordKind {
    /// Its name, as it is written in records.
    pub fn name(&self) -> &'static str {
        self.details().entry().name
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_kinds_are_called_the_same() {
        let mut names: Vec<&str> = RECORD_KINDS.iter().map(|kind| kind.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), RECORD_KINDS.len());
    }
}
