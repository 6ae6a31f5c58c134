//! The versions of a site that has moved within its repository: in each commit its files are looked for where it stood then.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::versions::{
    CommitRecord, Comparison, Difference, EntryKind, Overlay, TreeEntry, Versions, VersionsError,
};
use crate::config::SITE_FILE;
use crate::model::{CommitId, ObjectId, RepoPath, Seal, SealKind, TextId};
use crate::path::FilePath;

/// From a commit of the main line on, a site stood in this folder.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Stop {
    /// The place of the commit on the line; 0 is the oldest.
    pub place: usize,
    /// The folder, from the top of the repository.
    pub folder: FilePath,
}

/// The versions of a site that stood at more than one place.
#[derive(Debug)]
pub struct MovedVersions {
    versions: Arc<dyn Versions>,
    /// Where it stood, the oldest first; never empty.
    stops: Vec<Stop>,
    /// The number of the stop of each commit of the line.
    line: HashMap<CommitId, usize>,
    /// Of each commit beside the line, the stop of the one that brought it: no later one has a say.
    brought: HashMap<CommitId, usize>,
    /// The stops of commits beside the line, as far as they were asked for.
    beside: Mutex<HashMap<CommitId, usize>>,
}

impl MovedVersions {
    /// The same versions, of a site that stood at these places on a line.
    ///
    /// # Errors
    /// Where a commit is not to be had.
    pub fn new(
        versions: Arc<dyn Versions>,
        stops: Vec<Stop>,
        line: &[CommitId],
    ) -> Result<MovedVersions, VersionsError> {
        let stop = |place: usize| stops.partition_point(|stop| stop.place <= place).saturating_sub(1);
        let known: HashMap<CommitId, usize> =
            line.iter().enumerate().map(|(place, id)| (*id, stop(place))).collect();
        let mut brought = HashMap::new();
        for (place, id) in line.iter().enumerate() {
            let mut open = versions.commit(*id)?.parents;
            while let Some(commit) = open.pop() {
                if known.contains_key(&commit) || brought.contains_key(&commit) {
                    continue;
                }
                brought.insert(commit, known.get(id).copied().unwrap_or_else(|| stop(place)));
                if !versions.is_cut_at(*id) && !versions.is_cut_at(commit) {
                    open.extend(versions.commit(commit)?.parents);
                }
            }
        }
        Ok(MovedVersions { versions, stops, line: known, brought, beside: Mutex::default() })
    }

    fn last(&self) -> usize {
        self.stops.len().saturating_sub(1)
    }

    fn folder(&self, stop: usize) -> FilePath {
        self.stops.get(stop).map(|stop| stop.folder.clone()).unwrap_or_default()
    }

    /// The stop of a commit. One beside the line stands where the commit that it was made from stood, unless the settings
    /// are gone there and came to another place of the site: a second `site.toml` moves nothing.
    fn stop(&self, at: CommitId) -> usize {
        let mut open: Vec<(CommitId, CommitRecord)> = Vec::new();
        let (mut next, mut stop) = (at, None);
        while stop.is_none() {
            stop = self.line.get(&next).or(self.locked().get(&next)).copied();
            let Some(record) = self.versions.commit(next).ok().filter(|_| stop.is_none()) else { break };
            let parent = record.parents.first().copied().filter(|_| !self.versions.is_cut_at(next));
            let is_met = parent.is_some_and(|parent| open.iter().any(|(known, _)| *known == parent));
            open.push((next, record));
            match parent.filter(|_| !is_met) {
                Some(parent) => next = parent,
                None => break,
            }
        }
        for (commit, _) in open.into_iter().rev() {
            let found = self.stop_after(stop, commit);
            self.locked().insert(commit, found);
            stop = Some(found);
        }
        stop.unwrap_or_else(|| self.last())
    }

    fn stop_after(&self, before: Option<usize>, commit: CommitId) -> usize {
        let stands = |stop: &usize| {
            let settings = path(&self.folder(*stop), SITE_FILE);
            self.versions.entry(commit, &settings).is_ok_and(|entry| entry.is_some())
        };
        let last = self.brought.get(&commit).copied().unwrap_or_else(|| self.last());
        let others = (0..=last).rev();
        let found = before.filter(stands).or_else(|| others.into_iter().find(stands));
        found.or(before).unwrap_or(last)
    }

    fn locked(&self) -> std::sync::MutexGuard<'_, HashMap<CommitId, usize>> {
        self.beside.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The files of the site in a commit.
    fn of_site(&self, at: CommitId) -> Result<HashMap<FilePath, TreeEntry>, VersionsError> {
        let files = self.versions.files(at)?.into_iter();
        let files = files.filter(|(_, entry)| entry.kind != EntryKind::Submodule);
        Ok(files.filter_map(|(path, entry)| Some((self.file_in(at, &path)?, entry))).collect())
    }

    /// What differs of the site between commits in which it stood at different places, each file at its newer one.
    fn across(&self, old: CommitId, new: CommitId) -> Result<Vec<Difference>, VersionsError> {
        let (mut before, after) = (self.of_site(old)?, self.of_site(new)?);
        let mut found = Vec::new();
        let mut add = |file: &FilePath, old: Option<TreeEntry>, now: Option<TreeEntry>| {
            if old != now {
                found.push(Difference { path: self.path_in(new, file), old, new: now });
            }
        };
        for (file, now) in &after {
            add(file, before.remove(file), Some(*now));
        }
        for (file, old) in &before {
            add(file, Some(*old), None);
        }
        Ok(found)
    }
}

/// A file's path from the top, by its folder.
fn path(folder: &FilePath, file: &str) -> RepoPath {
    match folder.as_str() {
        "" => RepoPath::new(file),
        folder => RepoPath::new(format!("{folder}/{file}")),
    }
}

impl Versions for MovedVersions {
    fn site_differences(
        &self,
        old: Option<CommitId>,
        new: CommitId,
    ) -> Result<Vec<Difference>, VersionsError> {
        let folder = self.folder_in(new);
        match old.filter(|old| self.folder_in(*old) != folder) {
            Some(old) => self.across(old, new),
            None => self.versions.folder_differences(&folder, old, new),
        }
    }

    fn repo_path(&self, file: &FilePath) -> RepoPath {
        path(&self.folder(self.last()), file.as_str())
    }

    /// Of a path without a commit, any place is meant at which the site stood, the deepest first.
    fn site_file(&self, path: &RepoPath) -> Option<FilePath> {
        let path = FilePath::new(path.as_str()?)?;
        let files = self.stops.iter().filter_map(|stop| path.within(&stop.folder));
        files.min_by_key(|file| file.as_str().len())
    }

    fn folder_in(&self, at: CommitId) -> FilePath {
        self.folder(self.stop(at))
    }

    fn path_in(&self, at: CommitId, file: &FilePath) -> RepoPath {
        path(&self.folder_in(at), file.as_str())
    }

    fn file_in(&self, at: CommitId, path: &RepoPath) -> Option<FilePath> {
        FilePath::new(path.as_str()?)?.within(&self.folder_in(at))
    }

    /// Whoever keeps what was read by it must not take it for what was read of a site that never moved.
    fn lineage(&self) -> [u8; 8] {
        let mut hasher = blake3::Hasher::new();
        hasher.update(&self.versions.lineage());
        for Stop { place, folder } in &self.stops {
            hasher.update(format!("{place} {folder}\n").as_bytes());
        }
        let mut lineage = [0; 8];
        hasher.finalize_xof().fill(&mut lineage);
        lineage
    }

    fn head(&self) -> CommitId {
        self.versions.head()
    }

    fn commit(&self, id: CommitId) -> Result<CommitRecord, VersionsError> {
        self.versions.commit(id)
    }

    fn seal(&self, id: CommitId) -> Result<Option<SealKind>, VersionsError> {
        self.versions.seal(id)
    }

    fn seals(&self, commits: &[CommitId], signers: Option<&[u8]>) -> Vec<Seal> {
        self.versions.seals(commits, signers)
    }

    fn differences(&self, old: Option<CommitId>, new: CommitId) -> Result<Vec<Difference>, VersionsError> {
        self.versions.differences(old, new)
    }

    fn comparison(&self, old: Option<CommitId>, new: CommitId) -> Result<Comparison, VersionsError> {
        self.versions.comparison(old, new)
    }

    fn are_there(&self, ids: &[ObjectId]) -> Result<(), VersionsError> {
        self.versions.are_there(ids)
    }

    fn folder_differences(
        &self,
        folder: &FilePath,
        old: Option<CommitId>,
        new: CommitId,
    ) -> Result<Vec<Difference>, VersionsError> {
        self.versions.folder_differences(folder, old, new)
    }

    fn files(&self, at: CommitId) -> Result<Vec<(RepoPath, TreeEntry)>, VersionsError> {
        self.versions.files(at)
    }

    fn entry(&self, at: CommitId, path: &RepoPath) -> Result<Option<TreeEntry>, VersionsError> {
        self.versions.entry(at, path)
    }

    fn keep_for_later(&self, text: TextId) {
        self.versions.keep_for_later(text);
    }

    fn let_go(&self, texts: &[TextId]) {
        self.versions.let_go(texts);
    }

    fn rest(&self) {
        self.versions.rest();
    }

    fn sort_as_stored(&self, texts: &mut [TextId]) {
        self.versions.sort_as_stored(texts);
    }

    fn sort_by_folders(&self, commits: &mut [CommitId]) {
        self.versions.sort_by_folders(commits);
    }

    fn blob(&self, text: TextId) -> Result<Arc<[u8]>, VersionsError> {
        self.versions.blob(text)
    }

    fn file_bytes(&self, file: TextId) -> Result<Arc<[u8]>, VersionsError> {
        self.versions.file_bytes(file)
    }

    fn stands_for(&self, committed: TextId, bytes: &[u8]) -> bool {
        self.versions.stands_for(committed, bytes)
    }

    fn is_cut_at(&self, id: CommitId) -> bool {
        self.versions.is_cut_at(id)
    }

    fn overlays(&self) -> Vec<Overlay> {
        self.versions.overlays()
    }

    fn top_file(&self, name: &str) -> Option<Vec<u8>> {
        self.versions.top_file(name)
    }

    fn text_id(&self, bytes: &[u8]) -> TextId {
        self.versions.text_id(bytes)
    }
}
