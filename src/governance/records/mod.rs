//! Record files -> records, and back.

mod text;
mod written;

pub use text::{record_file_name, record_text};
pub use written::read;

use std::sync::Arc;

use crate::model::{Arrival, Record};

/// One text of a record file.
#[derive(Clone, Debug)]
pub struct Version {
    /// The text.
    pub text: Arc<str>,
    /// How it came to the main line; `None` where it is not committed.
    pub arrival: Option<Arrival>,
}

/// What a record says, its words aside.
fn says(record: &Record) -> String {
    let Record { deed, page, role, person, date, .. } = record;
    format!("{deed:?} {page:?} {role:?} {person:?} {date}")
}

/// The serial number of a record that is about to be written. One that says what others of that day say is the next of
/// them where they have arrived and count for what is asked no more: an approval of a text that was replaced since,
/// a second withdrawal, what was revoked. Else it is the first again, and a duplicate.
pub(super) fn serial(record: &Record, others: &[Arc<Record>]) -> usize {
    let same: Vec<&Arc<Record>> = others.iter().filter(|other| says(other) == says(record)).collect();
    // That they count no more is held against everything before such a record is made.
    let is_over = |other: &&Arc<Record>| other.deed.details().may_come_again() && other.arrival.is_some();
    let highest = same.iter().map(|other| other.serial).max().unwrap_or(0);
    if same.iter().all(is_over) { highest + 1 } else { 1 }
}

/// The record among others that says what a record says that is about to be written.
pub(super) fn duplicate<'r>(record: &Record, others: &'r [Arc<Record>]) -> Option<&'r Arc<Record>> {
    others.iter().find(|other| says(other) == says(record) && other.serial == record.serial)
}
