//! What a release changes for readers, compared with the one that is served.

use std::collections::{BTreeMap, BTreeSet};

use super::damage::Damage;
use super::release::{PublishedFile, PublishedPage, Release};

/// What a release changes.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ReleaseChanges {
    /// Pages that were not there.
    pub added: Vec<PublishedChange>,
    /// Pages with another text.
    pub changed: Vec<PublishedChange>,
    /// Pages that are gone.
    pub removed: Vec<PublishedChange>,
    /// Pages that were withdrawn since: they stay, and say so.
    pub withdrawn: Vec<PublishedChange>,
    /// Pages that stand at another address than before, by their document number: the old address, and the page.
    pub moved: Vec<(String, PublishedChange)>,
    /// Old addresses that lead on and did not before, and where to.
    pub redirects: Vec<(String, String)>,
    /// The files that were not there, by path.
    pub new_files: BTreeSet<String>,
    /// The files with other bytes, by path.
    pub changed_files: BTreeSet<String>,
    /// The files that are gone, by path.
    pub removed_files: BTreeSet<String>,
    /// How many files are the same.
    pub same_files: usize,
    /// The files that are the same and have to be written anew, since somebody has changed them at the target.
    pub mended_files: BTreeSet<String>,
    /// How many bytes have to be sent.
    pub bytes: u64,
}

/// A page that differs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PublishedChange {
    /// Its address.
    pub address: String,
    /// Its title.
    pub title: String,
    /// The object id of its text, where it is known.
    pub text: Option<String>,
    /// Why it was written, in a line.
    pub reason: String,
}

impl ReleaseChanges {
    /// Whether the release is the same as the one that is served, file for file.
    pub fn is_none(&self) -> bool {
        self.new_files.is_empty() && self.changed_files.is_empty() && self.removed_files.is_empty()
    }

    /// Takes the pages that have moved out of those that are new and gone.
    fn find_moved(&mut self, before: Option<&Release>, after: &Release) {
        let number = |release: &Release, address: &str| release.pages.get(address)?.document.clone();
        for page in std::mem::take(&mut self.added) {
            let own = number(after, &page.address);
            let is_it = |gone: &PublishedChange| {
                own.is_some() && before.and_then(|before| number(before, &gone.address)) == own
            };
            match self.removed.iter().position(is_it) {
                Some(place) => self.moved.push((self.removed.remove(place).address, page)),
                None => self.added.push(page),
            }
        }
    }

    /// The same where something of the release that is served is not as it was published.
    #[must_use]
    pub fn mending(mut self, damage: &Damage, after: &Release) -> ReleaseChanges {
        for path in [&damage.missing, &damage.changed].into_iter().flatten() {
            let is_known = self.new_files.contains(path) || self.changed_files.contains(path);
            let Some(file) = after.files.get(path).filter(|_| !is_known) else { continue };
            if self.mended_files.insert(path.clone()) {
                self.same_files = self.same_files.saturating_sub(1);
                self.bytes += file.size;
            }
        }
        self
    }
}

/// What a release changes compared with the one before, where there is one.
pub fn changes(before: Option<&Release>, after: &Release) -> ReleaseChanges {
    let (no_files, no_pages, no_redirects) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    let files_before = before.map_or(&no_files, |before| &before.files);
    let pages_before = before.map_or(&no_pages, |before| &before.pages);
    let redirects_before = before.map_or(&no_redirects, |before| &before.redirects);
    let mut changes = ReleaseChanges::default();
    for (path, file) in &after.files {
        match files_before.get(path) {
            None => changes.new_files.insert(path.clone()),
            Some(known) if known.hash != file.hash => changes.changed_files.insert(path.clone()),
            Some(_) => {
                changes.same_files += 1;
                continue;
            }
        };
        changes.bytes += file.size;
    }
    let is_gone = |path: &&String| !after.files.contains_key(*path);
    changes.removed_files = files_before.keys().filter(is_gone).cloned().collect();
    for (address, page) in &after.pages {
        match pages_before.get(address) {
            None => changes.added.push(change(address, page)),
            Some(known) if page.is_withdrawn && !known.is_withdrawn => {
                changes.withdrawn.push(change(address, page));
            }
            Some(known) if differs((known, files_before), (page, &after.files), address) => {
                changes.changed.push(change(address, page));
            }
            Some(_) => {}
        }
    }
    let is_gone = |(address, _): &(&String, &PublishedPage)| !after.pages.contains_key(*address);
    changes.removed =
        pages_before.iter().filter(is_gone).map(|(address, page)| change(address, page)).collect();
    changes.find_moved(before, after);
    let is_new = |(from, to): &(&String, &String)| redirects_before.get(*from) != Some(to);
    let redirects = after.redirects.iter().filter(is_new);
    changes.redirects = redirects.map(|(from, to)| (from.clone(), to.clone())).collect();
    changes
}

type PageWithFiles<'a> = (&'a PublishedPage, &'a BTreeMap<String, PublishedFile>);

/// Whether a page has another text; where nobody knows its texts, whether it looks another way.
fn differs(
    (before, files_before): PageWithFiles<'_>,
    (after, files_after): PageWithFiles<'_>,
    address: &str,
) -> bool {
    if let (Some(before), Some(after)) = (&before.text, &after.text) {
        return before != after;
    }
    let path = format!("{address}index.html");
    let hash = |files: &BTreeMap<String, PublishedFile>| files.get(&path).map(|file| file.hash.clone());
    hash(files_before) != hash(files_after)
}

fn change(address: &str, page: &PublishedPage) -> PublishedChange {
    PublishedChange {
        address: address.to_owned(),
        title: page.title.clone(),
        text: page.text.clone(),
        reason: page.reason.clone(),
    }
}
