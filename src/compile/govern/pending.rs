//! Records that are written and not committed: they count once they are.

use std::sync::Arc;

use super::{GovernanceInputs, History};
use crate::config::{SITE_FILE, site_file};
use crate::diagnostic::{Checked, Code, Finding, Place};
use crate::governance::fold::{Evidence as _, State};
use crate::governance::{Version, read_record};
use crate::model::Record;
use crate::path::FilePath;
use crate::world::World;

/// Reads the records in the working tree that no commit has. A record that was changed or deleted counts as it arrived,
/// and that is said.
pub(super) fn records(
    inputs: &GovernanceInputs<'_>,
    state: &State,
    history: &History,
) -> Checked<Vec<Arc<Record>>> {
    let mut findings = Vec::new();
    let mut records = Vec::new();
    let Some(governing) = &inputs.config.governing else { return Checked::clean(records) };
    let folder = governing.records_of(inputs.content);
    if let Some(finding) = of_another_site(&folder, inputs.world) {
        return Checked::new(records, vec![finding]);
    }
    let files = inputs.world.list(&folder).files;
    for file in files.iter().filter(|file| is_record(file)) {
        // What cannot be read is told where it is listed.
        let Ok(text) = inputs.world.text(file) else { continue };
        let id = history.text_id(text.as_bytes());
        let plain = history.text_id(text.replace("\r\n", "\n").as_bytes());
        if state.has_arrived(file, id) || state.has_arrived(file, plain) {
            continue;
        }
        let read = read_record(file, &Version { text, arrival: None }).into_value(&mut findings);
        records.extend(read.map(|record| Arc::new(Record { file_id: Some(id), ..record })));
    }
    findings.extend(changed(state, &files));
    let records = judged(records, (state, history), &mut findings);
    Checked::new(records, findings)
}

/// Says that the folder of records belongs to a site within the site.
fn of_another_site(folder: &FilePath, world: &dyn World) -> Option<Finding> {
    let above = |folder: &FilePath| Some(folder.parent());
    let folders = std::iter::successors(Some(folder.clone()), above);
    let folders = folders.take_while(|folder| !folder.as_str().is_empty());
    let (own, inner) = folders
        .filter_map(|folder| Some((folder.join(SITE_FILE)?, folder)))
        .find(|(own, _)| world.bytes(own).is_ok())?;
    let message = format!(
        "`{own}` makes a site of its own of `{inner}`: what is in it is no page and no record of this one"
    );
    let finding = Finding::new(Code::BadConfig, Place::file(&own), message);
    let finding = finding.hint("what is in force stays; nothing new can be approved");
    let is_moved = world.bytes(&site_file()).is_err();
    let (from, to) = (crate::shell::word(own.as_str()), site_file());
    Some(finding.hint(if is_moved {
        format!("`git mv {from} {to}` moves it back")
    } else {
        format!("`git rm {from}` takes it out")
    }))
}

/// Those that would count if they were committed now; of the others it is said why not.
fn judged(
    mut records: Vec<Arc<Record>>,
    (state, history): (&State, &History),
    findings: &mut Vec<Finding>,
) -> Vec<Arc<Record>> {
    if records.is_empty() {
        return records;
    }
    // What cannot be read was told when it was.
    let Ok(then) = state.suppose(&records, history) else { return records };
    let faults = then.findings.get(state.findings.len()..).unwrap_or_default();
    records.retain(|record| faults.iter().all(|fault| fault.place.as_ref() != Some(&record.place)));
    findings.extend(faults.iter().cloned());
    records
}

fn is_record(file: &FilePath) -> bool {
    !file.is_hidden() && matches!(&*file.extension(), "yaml" | "yml")
}

/// Tells of records that count and whose files are others by now, or gone. One that was moved says the same elsewhere.
fn changed(state: &State, there: &[FilePath]) -> Vec<Finding> {
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
            arrival.day.words()
        );
        let path = crate::shell::word(file.as_str());
        let restore = format!("`git checkout {} -- {path}` brings it back", arrival.commit);
        let finding = Finding::new(Code::RecordChanged, Place::file(file), message);
        Some(finding.hint(restore).hint("to take a record back, write one that revokes it"))
    };
    state.records.iter().filter_map(finding).collect()
}
