//! Sites within the site: what is below another `site.toml` is no part of it (step 1), where that was there before the site
//! around it, or came with it.

use std::collections::{BTreeMap, BTreeSet};

use crate::config::{SITE_FILE, site_file};
use crate::governance::fold::{FileChange, LineCommit};
use crate::model::TextId;
use crate::path::FilePath;

/// The same commits without what they changed in sites within the site. Files come and go with a site around them.
pub(super) fn without(mut line: Vec<LineCommit>) -> Vec<LineCommit> {
    if !line.iter().flat_map(|commit| &commit.changes).any(is_settings) {
        return line;
    }
    let mut files: BTreeMap<FilePath, TextId> = BTreeMap::new();
    let mut nested: BTreeSet<FilePath> = BTreeSet::new();
    // In a site that is there already, nobody begins another: its pages and records would be gone without a word.
    let mut is_begun = false;
    for commit in &mut line {
        for FileChange { file, now } in &commit.changes {
            match now {
                Some(text) => files.insert(file.clone(), *text),
                None => files.remove(file),
            };
        }
        let before = nested.clone();
        for change in commit.changes.iter().filter(|change| is_settings(change)) {
            let folder = change.file.parent();
            match change.now {
                Some(_) if !is_begun => _ = nested.insert(folder),
                Some(_) => {}
                None => _ = nested.remove(&folder),
            }
        }
        is_begun |= files.contains_key(&site_file());
        commit.changes.retain(|change| !is_below(&change.file, &nested));
        if before != nested {
            commit.changes.extend(come_and_gone(&files, (&before, &nested), &commit.changes));
        }
    }
    line
}

/// The files that are of the site and were not, and those that were and are not any more.
fn come_and_gone(
    files: &BTreeMap<FilePath, TextId>,
    (before, now): (&BTreeSet<FilePath>, &BTreeSet<FilePath>),
    known: &[FileChange],
) -> Vec<FileChange> {
    let change = |(file, text): (&FilePath, &TextId)| {
        let is_below = is_below(file, now);
        let is_other = is_below != self::is_below(file, before);
        is_other.then(|| FileChange { file: file.clone(), now: (!is_below).then_some(*text) })
    };
    let mut found: Vec<FileChange> = files.iter().filter_map(change).collect();
    found.retain(|change| !known.iter().any(|known| known.file == change.file));
    found
}

/// Whether a change is one of the settings of a site within the site.
fn is_settings(change: &FileChange) -> bool {
    change.file.name() == SITE_FILE && change.file != site_file()
}

fn is_below(file: &FilePath, nested: &BTreeSet<FilePath>) -> bool {
    nested.iter().any(|folder| file.within(folder).is_some())
}
