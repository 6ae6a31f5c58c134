//! At which addresses texts in force stand: nobody takes one by a move alone.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use crate::model::TextId;
use crate::path::{Address, FilePath, INDEX_NAMES, strip_markdown_ending};

/// The pages of which a text in force ever stood at an address, by the address without case.
#[derive(Clone, Debug, Default)]
pub(super) struct OccupiedAddresses(HashMap<String, BTreeSet<Arc<str>>>);

impl OccupiedAddresses {
    /// Has a text of a page have stood in a file.
    pub(super) fn add(&mut self, id: &Arc<str>, file: &FilePath) {
        self.0.entry(address(file)).or_default().insert(id.clone());
    }

    /// The pages of which a text ever stood where a file is found.
    pub(super) fn pages_at(&self, file: &FilePath) -> impl Iterator<Item = &Arc<str>> {
        self.0.get(&address(file)).into_iter().flatten()
    }
}

/// The files of pages as the last commit has them, by the address without case.
#[derive(Clone, Debug, Default)]
pub(super) struct FilesByAddress(HashMap<String, BTreeSet<FilePath>>);

impl FilesByAddress {
    /// Notes that a file is there, or is gone.
    pub(super) fn set(&mut self, file: &FilePath, now: Option<TextId>) {
        let address = address(file);
        if now.is_some() {
            self.0.entry(address).or_default().insert(file.clone());
        } else if let Some(files) = self.0.get_mut(&address) {
            files.remove(file);
        }
    }

    /// The files of pages that are found where one is.
    pub(super) fn at(&self, file: &FilePath) -> impl Iterator<Item = &FilePath> {
        self.0.get(&address(file)).into_iter().flatten()
    }
}

/// Where a page is found that is in a file, without case.
pub(super) fn address(file: &FilePath) -> String {
    Address::of_page(file).folded()
}

/// Whether a page that moves from a file to another stays a page as it was: it does not come to stand for a folder, or cease
/// to, its address does not change by case alone, and is none that is kept for evidence, or that looks like a file. Both are from
/// the folder of pages.
pub(super) fn is_plain_move(from: &FilePath, to: &FilePath) -> bool {
    let is_index = |file: &FilePath| INDEX_NAMES.iter().any(|name| name.eq_ignore_ascii_case(file.name()));
    let has_ending = |file: &FilePath| strip_markdown_ending(file.name()).contains('.');
    // What belongs to a page has longer addresses than itself, and file systems take no more than a thousand bytes or so.
    let is_short =
        to.as_str().len() < LONGEST && to.as_str().split('/').all(|name| name.len() < LONGEST_NAME);
    // Where case is taken lightly nothing can lead on from the old address, since that is the new one as well.
    let is_by_case = address(from) == address(to) && Address::of_page(from) != Address::of_page(to);
    is_short
        && !is_by_case
        && is_index(from) == is_index(to)
        && !is_kept_for_evidence(to)
        && (has_ending(from) || !has_ending(to))
}

/// The longest path of a page to which it moves, in bytes.
const LONGEST: usize = 900;
/// The longest name of its file or of a folder, in bytes.
const LONGEST_NAME: usize = 240;

/// Whether the address of a page is one that is kept for evidence: the checklist and what lies below it, what changed,
/// histories, and texts that were in force.
pub fn is_kept_for_evidence(file: &FilePath) -> bool {
    let address = address(file);
    let parts: Vec<&str> = address.trim_matches('/').split('/').collect();
    match parts.as_slice() {
        ["checklist", ..] | ["changes"] | [.., "history"] => true,
        [above @ .., _] => above.last() == Some(&"issue"),
        [] => false,
    }
}
