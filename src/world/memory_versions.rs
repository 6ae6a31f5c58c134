//! Versions in memory, for tests.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use super::versions::{
    CommitRecord, Difference, EntryKind, GitSignature, Overlay, TreeEntry, Versions, VersionsError,
};
use crate::config::SITE_FILE;
use crate::date::Moment;
use crate::model::{CommitId, ObjectId, RepoPath, Seal, SealKind, TextId};
use crate::path::FilePath;
use crate::source::slice;

/// How commits in memory are signed.
const KIND: SealKind = SealKind::Ssh;

/// A made-up repository whose top is the site's root.
#[derive(Clone, Debug, Default)]
pub struct MemoryVersions {
    commits: Vec<(CommitRecord, BTreeMap<RepoPath, TreeEntry>)>,
    texts: HashMap<TextId, Arc<[u8]>>,
    cut: HashSet<CommitId>,
    missing: HashSet<ObjectId>,
    overlays: Vec<Overlay>,
    signed: HashSet<CommitId>,
}

/// Who commits something in memory, when, and with which words.
#[derive(Clone, Debug)]
pub struct MemoryCommit<'a> {
    /// When it is written and committed.
    pub at: Moment,
    /// The name and the mail address of its author.
    pub author: (&'a str, &'a str),
    /// The name and the mail address of whoever commits it.
    pub committer: (&'a str, &'a str),
    /// Its message.
    pub message: &'a str,
    /// Whether whoever commits it signs it with a key of theirs.
    pub is_signed: bool,
}

impl MemoryVersions {
    /// An empty repository.
    pub fn new() -> MemoryVersions {
        MemoryVersions::default()
    }

    /// Adds a commit, which becomes the head: its parents by number, counted from 0; its message; all its files.
    /// It is written at noon, one day after the commit added before.
    pub fn commit(&mut self, parents: &[usize], message: &str, files: &[(&str, &str)]) -> CommitId {
        let day = i64::try_from(self.commits.len()).unwrap_or(0);
        let at = Moment { seconds: 1_767_268_800 + 86_400 * day, offset: 0 };
        let hub = ("Hub", "hub@example.org");
        let commit = MemoryCommit { at, author: hub, committer: hub, message, is_signed: false };
        self.commit_as(parents, &commit, files)
    }

    /// Adds a commit by somebody, which becomes the head: its parents by number, counted from 0; all its files.
    pub fn commit_as(
        &mut self,
        parents: &[usize],
        commit: &MemoryCommit<'_>,
        files: &[(&str, &str)],
    ) -> CommitId {
        let number = self.commits.len();
        let signature = |(name, address): (&str, &str)| GitSignature {
            name: name.to_owned(),
            address: address.to_owned(),
            at: commit.at,
        };
        let record = CommitRecord {
            parents: parents.iter().map(|parent| name_of_commit(*parent)).collect(),
            author: signature(commit.author),
            committer: signature(commit.committer),
            message: commit.message.to_owned(),
        };
        let mut entries = BTreeMap::new();
        for (path, text) in files {
            let id = self.text_id(text.as_bytes());
            self.texts.insert(id, text.as_bytes().into());
            entries.insert(RepoPath::new(path), TreeEntry { kind: EntryKind::File, text: id });
        }
        self.commits.push((record, entries));
        let name = name_of_commit(number);
        if commit.is_signed {
            self.signed.insert(name);
        }
        name
    }

    /// Forgets what is before a commit, as a shallow clone does.
    pub fn cut_at(&mut self, id: CommitId) {
        self.cut.insert(id);
    }

    /// Has something that is left out of account.
    pub fn lay_over(&mut self, overlay: Overlay) {
        self.overlays.push(overlay);
    }

    /// Loses an object.
    pub fn lose(&mut self, id: ObjectId) {
        self.missing.insert(id);
    }

    fn known(&self, id: CommitId) -> Result<&(CommitRecord, BTreeMap<RepoPath, TreeEntry>), VersionsError> {
        let mut named = self.commits.iter().enumerate();
        let known = named.find(|(number, _)| name_of_commit(*number) == id);
        let known = known.filter(|_| !self.missing.contains(&id.0));
        known.map(|(_, commit)| commit).ok_or(VersionsError::Missing(id.0))
    }
}

/// What differs between the files of two commits.
fn between(old: &BTreeMap<RepoPath, TreeEntry>, new: &BTreeMap<RepoPath, TreeEntry>) -> Vec<Difference> {
    let mut paths: Vec<&RepoPath> = old.keys().chain(new.keys()).collect();
    paths.sort();
    paths.dedup();
    let difference = |path: &RepoPath| Difference {
        path: path.clone(),
        old: old.get(path).copied(),
        new: new.get(path).copied(),
    };
    paths.into_iter().map(difference).filter(|difference| difference.old != difference.new).collect()
}

/// The files that are the site's own: those of no site in a folder of it.
fn of_site(files: &BTreeMap<RepoPath, TreeEntry>) -> BTreeMap<RepoPath, TreeEntry> {
    let is_own = |path: &str| {
        let folders = path.match_indices('/').map(|(end, _)| slice(path, ..end));
        !folders.into_iter().any(|folder| files.contains_key(&RepoPath::new(format!("{folder}/{SITE_FILE}"))))
    };
    let own = files.iter().filter(|(path, _)| path.as_str().is_some_and(is_own));
    own.map(|(path, entry)| (path.clone(), *entry)).collect()
}

fn name_of_commit(number: usize) -> CommitId {
    let mut bytes = [0xc0; 20];
    bytes[..8].copy_from_slice(&(number as u64).to_le_bytes());
    CommitId(ObjectId::Sha1(bytes))
}

impl Versions for MemoryVersions {
    /// The commit that was added last.
    fn head(&self) -> CommitId {
        name_of_commit(self.commits.len().saturating_sub(1))
    }

    fn commit(&self, id: CommitId) -> Result<CommitRecord, VersionsError> {
        self.known(id).map(|(record, _)| record.clone())
    }

    fn seal(&self, id: CommitId) -> Result<Option<SealKind>, VersionsError> {
        self.known(id).map(|_| self.signed.contains(&id).then_some(KIND))
    }

    /// A commit that is signed is so by whoever committed it, where the list names their address.
    fn seals(&self, commits: &[CommitId], signers: Option<&[u8]>) -> Vec<Seal> {
        let list = String::from_utf8_lossy(signers.unwrap_or_default());
        let seal = |id: &CommitId| {
            let Some((record, _)) = self.known(*id).ok().filter(|_| self.signed.contains(id)) else {
                return Seal::Unsigned;
            };
            let address = record.committer.address.as_str();
            let key: Arc<str> = format!("key of {address}").into();
            if list.lines().any(|line| line.split_whitespace().next() == Some(address)) {
                Seal::Good { kind: KIND, address: address.into(), key }
            } else {
                Seal::Stranger { kind: KIND, key }
            }
        };
        commits.iter().map(seal).collect()
    }

    fn differences(&self, old: Option<CommitId>, new: CommitId) -> Result<Vec<Difference>, VersionsError> {
        let nothing = BTreeMap::new();
        let new = &self.known(new)?.1;
        let old = match old {
            Some(old) => &self.known(old)?.1,
            None => &nothing,
        };
        Ok(between(old, new))
    }

    fn are_there(&self, _ids: &[ObjectId]) -> Result<(), VersionsError> {
        Ok(())
    }

    fn folder_differences(
        &self,
        folder: &FilePath,
        old: Option<CommitId>,
        new: CommitId,
    ) -> Result<Vec<Difference>, VersionsError> {
        let new = of_site(&self.known(new)?.1);
        let old = old.map(|old| Ok(of_site(&self.known(old)?.1))).transpose()?;
        let mut found = between(&old.unwrap_or_default(), &new);
        let is_there = |path: &RepoPath| FilePath::new(path.as_str()?)?.within(folder);
        found.retain(|difference| is_there(&difference.path).is_some());
        Ok(found)
    }

    fn files(&self, at: CommitId) -> Result<Vec<(RepoPath, TreeEntry)>, VersionsError> {
        Ok(self.known(at)?.1.iter().map(|(path, entry)| (path.clone(), *entry)).collect())
    }

    fn entry(&self, at: CommitId, path: &RepoPath) -> Result<Option<TreeEntry>, VersionsError> {
        Ok(self.known(at)?.1.get(path).copied())
    }

    fn blob(&self, text: TextId) -> Result<Arc<[u8]>, VersionsError> {
        let known = self.texts.get(&text).filter(|_| !self.missing.contains(&text.0));
        known.cloned().ok_or(VersionsError::Missing(text.0))
    }

    fn is_cut_at(&self, id: CommitId) -> bool {
        self.cut.contains(&id)
    }

    fn overlays(&self) -> Vec<Overlay> {
        self.overlays.clone()
    }

    fn lineage(&self) -> [u8; 8] {
        ((self.cut.len() + 1000 * self.overlays.len()) as u64).to_le_bytes()
    }

    fn top_file(&self, name: &str) -> Option<Vec<u8>> {
        let entry = self.commits.last()?.1.get(&RepoPath::new(name))?;
        self.texts.get(&entry.text).map(|bytes| bytes.to_vec())
    }

    fn repo_path(&self, file: &FilePath) -> RepoPath {
        RepoPath::new(file.as_str())
    }

    fn site_file(&self, path: &RepoPath) -> Option<FilePath> {
        FilePath::new(path.as_str()?)
    }

    fn text_id(&self, bytes: &[u8]) -> TextId {
        let mut id = [0; 20];
        id.copy_from_slice(&blake3::hash(bytes).as_bytes()[..20]);
        TextId(ObjectId::Sha1(id))
    }
}
