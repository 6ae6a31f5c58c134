//! The records that a commit brings to the line.

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use super::evidence::{EvidenceSource, Refusal};
use super::judge::Maker;
use super::state::FoldState;
use super::tree::{FileChange, LineCommit};
use crate::date::{Day, Moment};
use crate::governance::records::{Version, read};
use crate::model::{Arrival, CommitId, Person, PutAgain, Record, Seals, TextId};
use crate::path::FilePath;
use crate::world::as_text;

/// A file that may be a record.
#[derive(Clone, Debug)]
pub(super) struct Arriving {
    pub(super) file: FilePath,
    pub(super) text: TextId,
    pub(super) committed: Moment,
    /// The files that had its bytes in the commit before; `None` where its bytes are new on the line.
    copies: Option<BTreeSet<FilePath>>,
}

/// The files of a commit that may be records and are otherwise than in the commit before.
pub(super) fn files(commit: &LineCommit, state: &mut FoldState) -> Vec<Arriving> {
    let all: Vec<_> = commit.changes.iter().filter(|change| is_record(&change.file)).collect();
    let arriving = |change: &&FileChange| {
        let text = change.now?;
        let copies = state.record_files.get(&text).cloned();
        Some(Arriving { file: change.file.clone(), text, committed: commit.committed, copies })
    };
    let arriving: Vec<Arriving> = all.iter().filter_map(arriving).collect();
    for change in all {
        if let Some(before) = state.tree.now(&change.file)
            && let Some(files) = state.record_files.get_mut(&before)
        {
            files.remove(&change.file);
        }
        if let Some(now) = change.now {
            state.record_files.entry(now).or_default().insert(change.file.clone());
        }
    }
    arriving
}

/// Whether a file may be a record.
pub fn is_record(file: &FilePath) -> bool {
    !file.is_hidden() && matches!(&*file.extension(), "yaml" | "yml")
}

impl FoldState {
    /// What was found of a record is reported where its bytes are by now: who moves it has mended nothing.
    pub(super) fn follow_records(&mut self, changes: &[FileChange]) {
        let before = self.place().saturating_sub(1);
        let gone = changes.iter().filter(|change| change.now.is_none()).map(|change| &change.file);
        for gone in gone.filter(|file| is_record(file)) {
            let places = self.findings.iter_mut().filter_map(|finding| finding.place.as_mut());
            let mut places = places.filter(|place| place.file == *gone).peekable();
            let Some(bytes) = self.tree.at(gone, before).filter(|_| places.peek().is_some()) else {
                continue;
            };
            let same = self.tree.files().filter(|(file, text)| *text == bytes && is_record(file));
            let Some(there) = same.map(|(file, _)| file).min() else { continue };
            places.for_each(|place| place.file = there.clone());
        }
    }

    /// Judges the records that came with the last commit, in the order in which they were committed, each by the state that
    /// the ones before it have left.
    pub(super) fn bring_records(
        &mut self,
        arriving: Vec<Arriving>,
        evidence: &dyn EvidenceSource,
    ) -> Result<(), Refusal> {
        let mut records: Vec<(Moment, Record)> = Vec::new();
        for arriving in self.in_folders_of_records(arriving, evidence)? {
            let counts = |record: &Arc<Record>| record.file_id == Some(arriving.text);
            if arriving.copies.is_some() && self.records.iter().any(counts) {
                continue;
            }
            records.extend(self.read(&arriving, evidence)?);
        }
        records.sort_by_key(|(brought, record)| (*brought, order(record)));
        for (_, record) in records {
            self.judge(&Arc::new(record), Maker::Asked, evidence)?;
        }
        Ok(())
    }

    /// Records are in the folder that the settings in force name, or that those of the commit name.
    fn in_folders_of_records(
        &mut self,
        mut arriving: Vec<Arriving>,
        evidence: &dyn EvidenceSource,
    ) -> Result<Vec<Arriving>, Refusal> {
        if arriving.is_empty() {
            return Ok(arriving);
        }
        let mut folders: Vec<FilePath> = self.law().map(|law| law.records.clone()).into_iter().collect();
        if let Some(config) = self.settings_at(self.place(), evidence)?
            && let Some(governing) = &config.governing
        {
            folders.push(governing.records_of(&self.content_folder(&config)));
        }
        let is_in_one = |file: &FilePath| folders.iter().any(|folder| file.within(folder).is_some());
        // A record is known by its bytes, so that one that is moved does not arrive again. A copy that lies elsewhere has never
        // arrived.
        let is_copy = |arriving: &Arriving| arriving.copies.iter().flatten().any(is_in_one);
        arriving.retain(|arriving| is_in_one(&arriving.file) && !is_copy(arriving));
        let mut known: HashSet<TextId> = HashSet::new();
        arriving.retain(|arriving| known.insert(arriving.text));
        Ok(arriving)
    }

    /// Reads a record; what is wrong with how it is written is reported.
    fn read(
        &mut self,
        arriving: &Arriving,
        evidence: &dyn EvidenceSource,
    ) -> Result<Option<(Moment, Record)>, Refusal> {
        let Some((line, day)) = self.commits.last().copied() else { return Ok(None) };
        let bytes = evidence.bytes(arriving.text)?;
        let text: Arc<str> = as_text(&bytes).into();
        let parsed = read(&arriving.file, &Version { text, arrival: None });
        self.findings.extend(parsed.findings);
        let Some(record) = parsed.value else { return Ok(None) };
        let bringer = evidence.bringer(line, &arriving.file, arriving.text)?;
        let arrival = Arrival {
            commit: bringer.commit,
            place: u32::MAX - self.place(),
            at: arriving.committed,
            day,
            by: bringer.committer,
            seals: Seals::default(),
            again: bringer.again.into_iter().map(put_again).collect(),
        };
        let record = Record { arrival: Some(arrival), file_id: Some(arriving.text), ..record };
        Ok(Some((bringer.committed, record)))
    }
}

fn put_again((commit, by): (CommitId, Person)) -> PutAgain {
    PutAgain { commit, by, seals: Seals::default() }
}

/// The order of records that one commit brought: by their dates, then by the names of their bytes.
pub(super) fn order(record: &Record) -> (Day, Option<Vec<u8>>) {
    (record.date, record.file_id.map(|id| id.0.as_bytes().to_vec()))
}
