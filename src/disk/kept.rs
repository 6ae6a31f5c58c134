//! What was read of a working tree, until somebody says that it has changed.

use std::collections::{BTreeSet, HashMap};
use std::path::PathBuf;
use std::sync::Arc;

use crate::path::FilePath;
use crate::shared::SharedList;
use crate::world::{ContentMark, FileText, Listing, is_left_behind};

/// What was read.
#[derive(Debug, Default)]
pub(super) struct CachedReads {
    pub(super) texts: HashMap<FilePath, Arc<str>>,
    /// Marks of files whose bytes were read.
    pub(super) marks: HashMap<FilePath, ContentMark>,
    listings: HashMap<FilePath, Listed>,
    /// Texts of many files that were read together. Those that were asked for last come first.
    rows: Vec<CachedTexts>,
}

/// What a folder held when it was looked through.
#[derive(Debug)]
pub(super) struct Listed {
    pub(super) listing: Listing,
    /// Whether the world is notified when it holds something else; where not, it is looked through each time.
    pub(super) is_watched: bool,
}

/// Texts of files that were read together, in their order.
#[derive(Clone, Debug)]
pub(super) struct CachedTexts {
    pub(super) files: Arc<[FilePath]>,
    /// As they were read last; empty where they never were.
    pub(super) texts: SharedList<FileText>,
    /// The numbers of those that are to be read again.
    pub(super) doubtful: BTreeSet<usize>,
}

/// Pages and records are read together each; a site whose files come and go needs no more.
const MOST_ROWS: usize = 2;

impl CachedReads {
    /// What a folder holds, where that is known.
    pub(super) fn listing(&self, folder: &FilePath) -> Option<Listing> {
        self.listings.get(folder).filter(|known| known.is_watched).map(|known| known.listing.clone())
    }

    /// Takes what a folder holds now, and yields the very listing of before where that is equal.
    pub(super) fn listed(&mut self, folder: &FilePath, now: Listed) -> Listing {
        let parts = |of: &Listing| (of.files.clone(), of.linked.clone(), of.findings.clone());
        let is_equal = |known: &Listing| parts(known) == parts(&now.listing);
        let before = self.listings.remove(folder).map(|known| known.listing).filter(is_equal);
        let listing = before.unwrap_or(now.listing);
        self.listings.insert(folder.clone(), Listed { listing: listing.clone(), is_watched: now.is_watched });
        listing
    }

    /// What is known of files that are read together.
    pub(super) fn row(&mut self, files: &Arc<[FilePath]>) -> CachedTexts {
        let known = self.rows.iter().position(|row| Arc::ptr_eq(&row.files, files));
        let row = known.map_or_else(
            || CachedTexts {
                files: files.clone(),
                texts: SharedList::default(),
                doubtful: (0..files.len()).collect(),
            },
            |at| self.rows.remove(at),
        );
        self.keep_row(row.clone());
        row
    }

    /// Keeps what is known of them now.
    pub(super) fn keep_row(&mut self, row: CachedTexts) {
        self.rows.retain(|known| !Arc::ptr_eq(&known.files, &row.files));
        self.rows.insert(0, row);
        self.rows.truncate(MOST_ROWS);
    }

    /// Drops what was read of files and folders that have changed, and yields the texts that were kept.
    pub(super) fn forget(
        &mut self,
        changed: &[FilePath],
        on_disk: &dyn Fn(&FilePath) -> PathBuf,
    ) -> Vec<(FilePath, Arc<str>)> {
        let mut texts = Vec::new();
        let mut folders = Vec::new();
        for file in changed {
            let text = self.texts.remove(file);
            let mark = self.marks.remove(file);
            // Pages may name a folder where they mean a file.
            if text.is_none() && !(mark.is_some() && on_disk(file).is_file()) {
                folders.push(file);
            }
            texts.extend(text.map(|text| (file.clone(), text)));
            for row in &mut self.rows {
                row.doubtful.extend(row.files.binary_search(file));
            }
        }
        if !folders.is_empty() {
            for row in &mut self.rows {
                let below = folders.iter().flat_map(|folder| below(&row.files, folder));
                row.doubtful.extend(below);
            }
            let is_gone = |file: &FilePath| folders.iter().any(|folder| file.within(folder).is_some());
            texts.extend(self.texts.extract_if(|file, _| is_gone(file)));
            self.marks.retain(|file, _| !is_gone(file));
        }
        if changed.iter().any(|file| self.may_list_otherwise(file, on_disk)) {
            self.listings.clear();
        }
        texts
    }

    /// Whether a folder may hold other files because of this change. A file that was there and still is, as no link, holds
    /// other words only; one that came and went, as editors leave behind, is of no account.
    fn may_list_otherwise(&self, file: &FilePath, on_disk: &dyn Fn(&FilePath) -> PathBuf) -> bool {
        let now = std::fs::symlink_metadata(on_disk(file));
        let mut listings = self.listings.values().map(|known| &known.listing);
        match now {
            Ok(now) if !now.is_dir() && is_left_behind(file.name()) => false,
            Ok(now) if now.is_file() => !listings.any(|listing| listing.files.binary_search(file).is_ok()),
            Ok(_) => true,
            Err(_) => listings.any(|listing| holds(listing, file) || tells_of(listing, file)),
        }
    }
}

/// Whether a listing tells that something is wrong at this path, or below it: with a link that leads nowhere, for one.
fn tells_of(listing: &Listing, path: &FilePath) -> bool {
    let mut places = listing.findings.iter().filter_map(|finding| finding.place.as_ref());
    places.any(|place| place.file.within(path).is_some())
}

/// Whether a listing has a file of this path, or one below it.
fn holds(listing: &Listing, path: &FilePath) -> bool {
    below(&listing.files, path).next().is_some()
}

/// The numbers of the files, among sorted ones, that have this path or lie below it.
fn below(files: &[FilePath], path: &FilePath) -> impl Iterator<Item = usize> {
    let from = files.partition_point(|file| file < path);
    let named = files.iter().skip(from).take_while(|file| file.as_str().starts_with(path.as_str()));
    named.enumerate().filter(|(_, file)| file.within(path).is_some()).map(move |(nth, _)| from + nth)
}
