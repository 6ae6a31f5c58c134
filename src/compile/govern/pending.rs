//! Records that are written and not committed: they count once they are.

use std::sync::Arc;

use super::evidence::GitEvidence;
use super::inputs::GovernanceInputs;
use crate::compile::memo::Memo;
use crate::config::{Governing, SITE_FILE, site_file};
use crate::diagnostic::{Checked, Code, Finding, Place};
use crate::governance::fold::{EvidenceSource as _, FoldState, is_record};
use crate::governance::{Version, read_record};
use crate::model::{Record, TextId};
use crate::path::FilePath;
use crate::shared::{ByPtr, ByValue, SharedList};
use crate::shell;
use crate::world::{FileText, World, as_committed};

/// What is remembered of records that are not committed.
#[derive(Default)]
#[expect(clippy::type_complexity, reason = "the type of a memo lists what it is made from")]
pub(super) struct PendingMemos {
    files: Memo<ByValue<[FilePath]>, Arc<[FilePath]>>,
    records: Memo<(ByPtr<FoldState>, ByPtr<[FilePath]>, SharedList<FileText>), Checked<Vec<Arc<Record>>>>,
}

impl PendingMemos {
    /// Reads the records in the working tree that no commit has. A record that was changed or deleted counts as it arrived,
    /// and that is said.
    pub(super) fn records(
        &self,
        inputs: &GovernanceInputs<'_>,
        state: &Arc<FoldState>,
        history: &GitEvidence,
    ) -> Checked<Vec<Arc<Record>>> {
        let Some(governing) = &inputs.config.governing else { return Checked::clean(Vec::new()) };
        let mut findings = Vec::new();
        let folder = governing.records_of(inputs.content);
        if let Some(own) = settings_within(&folder, inputs.world) {
            if is_apart(&own, state, history) {
                return Checked::new(Vec::new(), vec![of_another_site(&own)]);
            }
            findings.push(idle_settings(&own, inputs.world));
        }
        let listed = ByValue(inputs.world.list(&folder).files);
        let files = self.files.get(listed, |ByValue(listed)| {
            listed.iter().filter(|file| is_record(file)).cloned().collect::<Arc<[FilePath]>>()
        });
        let of = (ByPtr::of(state), ByPtr::of(&files), inputs.world.texts(&files));
        let found = self
            .records
            .get(of, |(ByPtr(state), ByPtr(files), texts)| not_arrived((files, texts), state, history));
        let records = found.into_value(&mut findings);
        Checked::new(records, findings)
    }
}

/// Whether records lie here that only a site has whose model is in force: others than those that adopt the first one.
pub(super) fn has_records_after_adoption(inputs: &GovernanceInputs<'_>, governing: &Governing) -> bool {
    let folder = governing.records_of(inputs.content);
    let listed = inputs.world.list(&folder).files;
    let says = |file: &FilePath| {
        let text = inputs.world.text(file).ok()?;
        read_record(file, &Version { text, arrival: None }).value
    };
    let adopts = |record: &Record| {
        record.approval().is_some_and(|approval| approval.text.is_of_model() && approval.against.is_none())
    };
    listed.iter().filter(|file| is_record(file)).filter_map(says).any(|record| !adopts(&record))
}

/// Those of some records that would count if they were committed.
fn not_arrived(
    (files, texts): (&[FilePath], &SharedList<FileText>),
    state: &FoldState,
    history: &GitEvidence,
) -> Checked<Vec<Arc<Record>>> {
    let (mut findings, mut records) = (Vec::new(), Vec::new());
    for (file, text) in files.iter().zip(texts) {
        // What cannot be read is reported where it is listed.
        let Ok(text) = text.as_ref() else { continue };
        let id = history.text_id(&as_committed(text.as_bytes(), file, history.texts.versions()));
        if state.has_arrived(file, id) {
            continue;
        }
        if let Some(record) = state.records.iter().find(|record| record.place.file == *file) {
            findings.extend(edited(record, history));
            continue;
        }
        let read =
            read_record(file, &Version { text: text.clone(), arrival: None }).into_value(&mut findings);
        records.extend(read.map(|record| Arc::new(Record { file_id: Some(id), ..record })));
    }
    findings.extend(changed(state, history, files));
    let records = judged(records, (state, history), &mut findings);
    Checked::new(records, findings)
}

/// The settings that lie between the folder of records and those of the site.
fn settings_within(folder: &FilePath, world: &dyn World) -> Option<FilePath> {
    let folders = std::iter::successors(Some(folder.clone()), |folder| Some(folder.parent()));
    let mut own =
        folders.take_while(|folder| !folder.as_str().is_empty()).filter_map(|folder| folder.join(SITE_FILE));
    own.find(|own| world.bytes(own).is_ok())
}

/// Whether settings make a site of their own: then the fold has nothing of what is below them.
fn is_apart(own: &FilePath, state: &FoldState, history: &GitEvidence) -> bool {
    let committed = history.texts.text_at(history.texts.versions().head(), own).ok().flatten();
    committed.is_some_and(|text| !state.has_arrived(own, text))
}

/// Says that the folder of records belongs to a site within the site.
fn of_another_site(own: &FilePath) -> Finding {
    let message = format!(
        "`{own}` makes a site of its own of `{}`: what is in it is no page and no record of this one",
        own.parent()
    );
    Finding::new(Code::BadConfig, Place::file(own), message)
        .hint("what is in force stays; nothing new can be approved")
        .hint(format!("`git rm {}` takes it out", shell::word(own.as_str())))
}

/// Says that settings came into a site that is there already: they begin no other.
fn idle_settings(own: &FilePath, world: &dyn World) -> Finding {
    let message = format!("`{own}` begins no site of its own: the site around it was there first");
    let (from, to) = (shell::word(own.as_str()), site_file());
    let is_moved = world.bytes(&to).is_err();
    Finding::new(Code::BadConfig, Place::file(own), message).hint(if is_moved {
        format!("`git mv {from} {to}` moves it back")
    } else {
        format!("`git rm {from}` takes it out")
    })
}

/// Those that would count if they were committed now; of the others it is said why not.
fn judged(
    mut records: Vec<Arc<Record>>,
    (state, history): (&FoldState, &GitEvidence),
    findings: &mut Vec<Finding>,
) -> Vec<Arc<Record>> {
    if records.is_empty() {
        return records;
    }
    // What cannot be read was reported when it was.
    let Ok(then) = state.suppose(&records, history) else { return records };
    let faults = then.findings.get(state.findings.len()..).unwrap_or_default();
    records.retain(|record| faults.iter().all(|fault| fault.place.as_ref() != Some(&record.place)));
    findings.extend(faults.iter().cloned());
    records
}

/// Tells of records that count and whose files are others by now, or gone. One that was moved says the same elsewhere.
fn changed(state: &FoldState, history: &GitEvidence, there: &[FilePath]) -> Vec<Finding> {
    let finding = |record: &Arc<Record>| {
        let (file, arrival) = (&record.place.file, record.arrival.as_ref()?);
        let is_file = there.binary_search(file).is_ok();
        let is_as_it_was = state.has_arrived(file, record.file_id?);
        let id = record.file_id?;
        let is_elsewhere = !is_as_it_was
            && state.is_there(id)
            && there.iter().any(|other| other != file && state.has_arrived(other, id));
        if is_file && is_as_it_was || is_elsewhere {
            return None;
        }
        let what = if is_file { "changed" } else { "deleted" };
        let message = format!(
            "the record was {what} after it had arrived on {}; it counts as it arrived",
            arrival.day.in_english()
        );
        let restore = format!("`{}` brings it back", restoring(record, id, history)?);
        let finding = Finding::new(Code::RecordChanged, Place::file(file), message);
        Some(finding.hint(restore).hint("to take a record back, write one that revokes it"))
    };
    state.records.iter().filter_map(finding).collect()
}

/// Tells of a record that counts and that somebody has changed since, without a commit.
fn edited(record: &Record, history: &GitEvidence) -> Option<Finding> {
    let (arrival, file) = (record.arrival.as_ref()?, &record.place.file);
    let message = format!(
        "the record is changed, and no commit has it so; it counts as it arrived on {}",
        arrival.day.in_english()
    );
    let restore = format!("`{}` brings it back", restoring(record, record.file_id?, history)?);
    let finding = Finding::new(Code::RecordChanged, Place::file(file), message);
    Some(finding.hint(restore).hint("to take a record back, write one that revokes it"))
}

/// The command that brings the file of a record back as it arrived, from whatever folder of the repository it is run.
fn restoring(record: &Record, id: TextId, history: &GitEvidence) -> Option<String> {
    let (versions, file, commit) =
        (history.texts.versions(), &record.place.file, record.arrival.as_ref()?.commit);
    let path = versions.repo_path(file).to_string();
    let from_top = shell::word(&format!(":(top,literal){path}"));
    if versions.path_in(commit, file) == versions.repo_path(file) {
        return Some(format!("git checkout {commit} -- {from_top}"));
    }
    // The site moved since: no commit with the record need have it there.
    let entry = shell::word(&format!("100644,{id},{path}"));
    Some(format!("git update-index --add --cacheinfo {entry} && git checkout -- {from_top}"))
}
