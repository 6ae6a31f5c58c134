//! Record files -> records. A record that is not written as records are, or that says what is not so, is a finding
//! and does not count.

mod holds;
mod text;
mod written;

pub use holds::KnownFacts;
pub use text::{record_file_name, record_text};

use std::collections::HashMap;
use std::sync::Arc;

use crate::diagnostic::{Checked, Code, Finding, Place};
use crate::model::{Arrival, Deed, Record};
use crate::path::FilePath;
use crate::shell;

/// A file that holds one record, with all texts that it had.
#[derive(Clone, Debug)]
pub struct RecordFile {
    /// The file, from the site's root.
    pub file: FilePath,
    /// Its texts, the oldest first; at least one. The last is what stands there, or stood there last.
    pub versions: Vec<Version>,
    /// Whether it is still there.
    pub presence: Presence,
}

/// One text of a record file.
#[derive(Clone, Debug)]
pub struct Version {
    /// The text.
    pub text: Arc<str>,
    /// How it came to the main line; `None` where it is not committed.
    pub arrival: Option<Arrival>,
}

/// Whether a file is there.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Presence {
    /// It is.
    There,
    /// It was deleted.
    Deleted,
}

/// Reads the records of a site. The first text of a file that holds is the record, as it arrived: one that was wrong
/// may be mended, one that holds may not be changed. To take a record back, another one revokes it.
pub fn records(files: &[RecordFile], known: &KnownFacts<'_>) -> Checked<Vec<Arc<Record>>> {
    let mut findings = Vec::new();
    let read = files.iter().filter_map(|file| record(file, known).into_value(&mut findings));
    let read: Vec<Arc<Record>> = read.map(Arc::new).collect();
    let once = once_each(read, &mut findings);
    let records = holds::revocations(&once).into_value(&mut findings);
    Checked::new(records, findings)
}

/// A record that is about to be written, held against what is known and against those that there are.
pub fn would_hold(
    file: &RecordFile,
    known: &KnownFacts<'_>,
    others: &[Arc<Record>],
) -> Checked<Option<Arc<Record>>> {
    let mut findings = Vec::new();
    let Some(record) = record(file, known).into_value(&mut findings) else {
        return Checked::new(None, findings);
    };
    let all = others.iter().cloned().chain([Arc::new(record)]).collect();
    let all = once_each(all, &mut findings);
    let all = holds::revocations(&all).into_value(&mut findings);
    let record = all.into_iter().last().filter(|_| findings.is_empty());
    Checked::new(record, findings)
}

fn record(file: &RecordFile, known: &KnownFacts<'_>) -> Checked<Option<Record>> {
    let mut findings = Vec::new();
    for (number, version) in file.versions.iter().enumerate() {
        let mut read = written::read(&file.file, version);
        let record = read.value.take().filter(|record| holds::holds(record, known, &mut read.findings));
        match record.filter(|_| read.findings.is_empty()) {
            Some(record) => return Checked::new(Some(record), changed(file, number)),
            // Of a file that never held, what stands there now is told.
            None => findings = read.findings,
        }
    }
    if file.presence == Presence::Deleted {
        findings.clear();
    }
    Checked::new(None, findings)
}

/// Tells of a record that was changed or deleted after it had arrived.
fn changed(file: &RecordFile, holding: usize) -> Vec<Finding> {
    let first = &file.versions[holding];
    let Some(arrival) = &first.arrival else { return Vec::new() };
    let other = file.versions[holding + 1..].iter().any(|later| later.text != first.text);
    let what = match (file.presence, other) {
        (Presence::Deleted, _) => "deleted",
        (Presence::There, true) => "changed",
        (Presence::There, false) => return Vec::new(),
    };
    let message = format!(
        "the record was {what} after it had arrived on {}; it counts as it arrived",
        arrival.day.words()
    );
    let finding = Finding::new(Code::RecordChanged, Place::file(&file.file), message);
    let path = shell::word(file.file.as_str());
    let restore = format!("`git checkout {} -- {path}` brings it back", arrival.commit);
    vec![finding.hint(restore).hint("to take a record back, write one that revokes it")]
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
    let is_revoked = |id: &Arc<str>| {
        others.iter().any(|other| matches!(&other.deed, Deed::Revocation { of, .. } if of == id))
    };
    let is_over = |other: &&Arc<Record>| match other.deed {
        // That they count no more is held against everything before such a record is made.
        Deed::Approval { .. } | Deed::Withdrawal { .. } => other.arrival.is_some(),
        _ => is_revoked(&other.id),
    };
    let highest = same.iter().map(|other| other.serial).max().unwrap_or(0);
    if same.iter().all(is_over) { highest + 1 } else { 1 }
}

/// Drops records that say what another says.
fn once_each(records: Vec<Arc<Record>>, findings: &mut Vec<Finding>) -> Vec<Arc<Record>> {
    let mut said: HashMap<(String, usize), Place> = HashMap::new();
    let mut kept = Vec::new();
    for record in records {
        let same = (says(&record), record.serial);
        if let Some(first) = said.get(&same) {
            let finding =
                Finding::new(Code::DuplicateRecord, record.place.clone(), "another record says the same");
            findings.push(finding.related(first.clone(), "this one"));
        } else {
            said.insert(same, record.place.clone());
            kept.push(record);
        }
    }
    kept
}
