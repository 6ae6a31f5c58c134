//! The files of records, with the texts that they had and how those arrived.

use std::sync::Arc;

use super::{Told, text_of};
use crate::config::Governing;
use crate::date::Day;
use crate::governance::{Presence, RecordFile, Version};
use crate::model::{Arrival, Commit, GoneFile, Seals, TextId};
use crate::path::FilePath;
use crate::world::{Alike, Same, Store, Versions, World};

/// The files of records that there are.
pub(super) fn there(world: &dyn World, folder: &FilePath, store: &Store) -> Arc<[FilePath]> {
    // A file that came elsewhere has all folders listed anew.
    let all = Alike(world.list(folder).files);
    let records = |Alike(all): &Alike<[FilePath]>| -> Arc<[FilePath]> {
        all.iter().filter(|file| is_record(file)).cloned().collect()
    };
    store.last("record files", all, records).as_ref().clone()
}

/// The files of records that the last commit has, whatever became of them in the working tree.
pub(super) fn committed(world: &dyn World, folder: &FilePath, store: &Store) -> Arc<[FilePath]> {
    let of = (world.versions().ok().as_ref().map(Same::of), folder.clone());
    let committed = store.last("record files committed", of, |(versions, folder)| -> Arc<[FilePath]> {
        let Some(Same(versions)) = versions else { return Arc::default() };
        let files = versions.files(versions.head()).unwrap_or_default();
        let files = files.iter().filter_map(|(path, _)| versions.site_file(path));
        files.filter(|file| is_record(file) && file.within(folder).is_some()).collect()
    });
    committed.as_ref().clone()
}

fn is_record(file: &FilePath) -> bool {
    !file.is_hidden() && matches!(&*file.extension(), "yaml" | "yml")
}

/// Every file of a record that there is or was.
pub(super) fn read(
    told: &Told<'_>,
    governing: &Governing,
    versions: Option<&dyn Versions>,
) -> Vec<RecordFile> {
    let folder = governing.records_of(told.content);
    let there = there(told.world, &folder, told.store);
    let mut files: Vec<RecordFile> =
        there.iter().filter_map(|file| one(told, file.clone(), versions)).collect();
    let Some(versions) = versions else { return files };
    let committed = committed(told.world, &folder, told.store);
    let missing = committed.iter().filter(|file| there.binary_search(file).is_err());
    files.extend(missing.filter_map(|file| {
        let texts = committed_texts(told, file, versions);
        (!texts.is_empty()).then(|| RecordFile {
            file: file.clone(),
            versions: texts,
            presence: Presence::Deleted,
        })
    }));
    let beside = &told.past.told.beside;
    let gone = beside.gone.iter().filter(|gone| is_record(&gone.file) && gone.file.within(&folder).is_some());
    files.extend(gone.filter_map(|gone| deleted(told, gone, versions)));
    files
}

fn one(told: &Told<'_>, file: FilePath, versions: Option<&dyn Versions>) -> Option<RecordFile> {
    // What cannot be read is told where it is listed.
    let text = told.world.text(&file).ok()?;
    let mut texts = versions.map_or_else(Vec::new, |versions| committed_texts(told, &file, versions));
    let plain = |text: &str| text.replace("\r\n", "\n");
    if texts.last().is_none_or(|last| plain(&last.text) != plain(&text)) {
        texts.push(Version { text, arrival: None });
    }
    Some(RecordFile { file, versions: texts, presence: Presence::There })
}

/// The texts of a file that the last commit has, the oldest first.
fn committed_texts(told: &Told<'_>, file: &FilePath, versions: &dyn Versions) -> Vec<Version> {
    let past = told.past.told.beside.files.get(file);
    let revisions = past.map(|past| past.revisions.as_slice()).unwrap_or_default();
    let boundary = past.iter().flat_map(|past| &past.boundary).map(|there| (&there.commit, there.text));
    let committed = revisions.iter().rev().map(|revision| (&revision.commit, revision.text));
    let all = boundary.chain(committed);
    all.filter_map(|(commit, text)| version(told, versions, commit, text)).collect()
}

fn deleted(told: &Told<'_>, gone: &GoneFile, versions: &dyn Versions) -> Option<RecordFile> {
    // A file that somebody has put back, and not committed yet, is there.
    if told.world.bytes(&gone.file).is_ok() {
        return None;
    }
    let texts: Vec<Version> =
        gone.texts.iter().filter_map(|(commit, text)| version(told, versions, commit, *text)).collect();
    (!texts.is_empty()).then(|| RecordFile {
        file: gone.file.clone(),
        versions: texts,
        presence: Presence::Deleted,
    })
}

fn version(told: &Told<'_>, versions: &dyn Versions, commit: &Arc<Commit>, text: TextId) -> Option<Version> {
    let with = told.past.told.beside.arrivals.get(&commit.id).unwrap_or(commit);
    let arrival = Arrival {
        commit: commit.id,
        place: with.place,
        at: with.committed,
        // A moment beyond the calendar has not come yet.
        day: with.committed.day(&told.config.zone).unwrap_or(Day::LAST),
        is_at_the_latest: commit.is_cut,
        by: commit.author.clone(),
        seals: Seals::default(),
    };
    Some(Version { text: text_of(versions, text)?, arrival: Some(arrival) })
}
