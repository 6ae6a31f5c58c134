//! The door to the versions of a site's files.

use std::fmt;
use std::sync::Arc;

use super::LfsPointer;
use crate::date::Moment;
use crate::model::{CommitId, ObjectId, RepoPath, Seal, SealKind, TextId};
use crate::path::FilePath;

/// Versions of the files of a site, as seen from one commit. Nothing here changes anything.
pub trait Versions: fmt::Debug + Send + Sync {
    /// The commit that the site is seen from.
    fn head(&self) -> CommitId;

    /// What a commit records.
    fn commit(&self, id: CommitId) -> Result<CommitRecord, VersionsError>;

    /// What kind of signature a commit carries: `OpenPGP`, `SSH`, `X.509`. Whether it holds is not looked at.
    fn seal(&self, id: CommitId) -> Result<Option<SealKind>, VersionsError>;

    /// What the signatures of commits are worth, in their order. `signers` says which SSH key belongs to which mail
    /// address, as `ALLOWED SIGNERS` of ssh-keygen(1) has it; which `OpenPGP` key does, the machine's key ring says.
    fn seals(&self, commits: &[CommitId], signers: Option<&[u8]>) -> Vec<Seal>;

    /// Every file, of whatever kind, that differs between two commits; `None` stands for nothing at all.
    /// In no particular order.
    fn differences(&self, old: Option<CommitId>, new: CommitId) -> Result<Vec<Difference>, VersionsError>;

    /// The same, with what was read for it.
    fn comparison(&self, old: Option<CommitId>, new: CommitId) -> Result<Comparison, VersionsError> {
        Ok(Comparison { differences: self.differences(old, new)?, folders: Vec::new() })
    }

    /// Makes sure that objects are there. What they hold is not looked at.
    ///
    /// # Errors
    /// With the first that is missing.
    fn are_there(&self, ids: &[ObjectId]) -> Result<(), VersionsError>;

    /// The files of a site in a folder, and nothing else, that differ between two commits; `None` stands for nothing at all.
    /// What a submodule is at is no file of the site, and neither is what belongs to another site in a folder of it: where
    /// a folder becomes a site of its own, its files are gone from this one. In no particular order.
    fn folder_differences(
        &self,
        folder: &FilePath,
        old: Option<CommitId>,
        new: CommitId,
    ) -> Result<Vec<Difference>, VersionsError>;

    /// The same of this site, wherever it stood in the newer commit.
    fn site_differences(
        &self,
        old: Option<CommitId>,
        new: CommitId,
    ) -> Result<Vec<Difference>, VersionsError> {
        self.folder_differences(&self.folder_in(new), old, new)
    }

    /// Every file of a commit, in the repository's order.
    fn files(&self, at: CommitId) -> Result<Vec<(RepoPath, TreeEntry)>, VersionsError>;

    /// A file of a commit; `None` where the commit has none there.
    fn entry(&self, at: CommitId, path: &RepoPath) -> Result<Option<TreeEntry>, VersionsError>;

    /// The bytes of a text.
    fn blob(&self, text: TextId) -> Result<Arc<[u8]>, VersionsError>;

    /// Reads a text that will be asked for again, where that takes long.
    fn keep_for_later(&self, _text: TextId) {}

    /// Lets go of texts that were kept for later: nobody is about to ask for them again.
    fn let_go(&self, _texts: &[TextId]) {}

    /// Lets go of what is remembered for reading on faster: what is read next is of another sort, or little is read for a while.
    fn rest(&self) {}

    /// Puts texts into the order in which they are read the fastest.
    fn sort_as_stored(&self, _texts: &mut [TextId]) {}

    /// Puts commits that were read into the order in which it is found the fastest what they changed.
    fn sort_by_folders(&self, _commits: &mut [CommitId]) {}

    /// The bytes of a file as readers get it: what git LFS keeps of it, where the repository has a pointer alone.
    fn file_bytes(&self, file: TextId) -> Result<Arc<[u8]>, VersionsError> {
        let bytes = self.blob(file)?;
        if LfsPointer::of(&bytes).is_some() { Err(VersionsError::NotPulled(file.0)) } else { Ok(bytes) }
    }

    /// Whether git LFS keeps these bytes under the pointer that is committed.
    fn stands_for(&self, _committed: TextId, _bytes: &[u8]) -> bool {
        false
    }

    /// Whether the clone was cut off at this commit: its parents exist elsewhere, and are not known here.
    fn is_cut_at(&self, id: CommitId) -> bool;

    /// What of the repository is left out of account, in a fixed order. All that is read is read as if it were not there.
    fn overlays(&self) -> Vec<Overlay>;

    /// What tells the history as it is seen here from another one with the same head: where the clone was cut off, and
    /// what is left out of account.
    fn lineage(&self) -> [u8; 8];

    /// The bytes of a file at the top of the repository, such as `.mailmap`: as the working tree has it, where there is one.
    fn top_file(&self, name: &str) -> Option<Vec<u8>>;

    /// The same as the head has it, whatever the working tree says.
    fn committed_top_file(&self, name: &str) -> Option<Vec<u8>> {
        let entry = self.entry(self.head(), &RepoPath::new(name)).ok()??;
        self.blob(entry.text).ok().map(|bytes| bytes.to_vec())
    }

    /// Where the head has a file of the site. Of another commit, [`Versions::path_in`] tells.
    fn repo_path(&self, file: &FilePath) -> RepoPath;

    /// The file of the site at a path of the repository; `None` outside the site.
    fn site_file(&self, path: &RepoPath) -> Option<FilePath>;

    /// The folder of the site in a commit, from the top of the repository. It is another one than today's where the site has
    /// moved since.
    fn folder_in(&self, _at: CommitId) -> FilePath {
        self.repo_path(&FilePath::root()).as_str().and_then(FilePath::new).unwrap_or_default()
    }

    /// Where a commit has a file of the site.
    fn path_in(&self, _at: CommitId, file: &FilePath) -> RepoPath {
        self.repo_path(file)
    }

    /// The file of the site at a path of a commit; `None` where that is outside the site.
    fn file_in(&self, _at: CommitId, path: &RepoPath) -> Option<FilePath> {
        self.site_file(path)
    }

    /// A file of the site in a commit, wherever the site stood then.
    fn site_entry(&self, at: CommitId, file: &FilePath) -> Result<Option<TreeEntry>, VersionsError> {
        self.entry(at, &self.path_in(at, file))
    }

    /// How the repository would name a text with these bytes. Line endings are taken as they are.
    fn text_id(&self, bytes: &[u8]) -> TextId;
}

/// What would change how a repository is read without being part of any commit's name, or would pass somebody else's
/// work off as this machine's own. It is left out of account, and named so that people hear of it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Overlay {
    /// Another object is to stand for this one, by `git replace`.
    Replacement(ObjectId),
    /// A list that gives commits other parents.
    Grafts,
    /// What is under version control where this machine keeps its own memos. None of the memos is used then.
    Cache(RepoPath),
}

impl fmt::Display for Overlay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Overlay::Replacement(id) => write!(f, "refs/replace/{id}"),
            Overlay::Grafts => f.write_str(".git/info/grafts"),
            Overlay::Cache(path) => path.fmt(f),
        }
    }
}

/// What a commit records, as it is written there.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CommitRecord {
    /// The commits that it was made from.
    pub parents: Vec<CommitId>,
    /// Who wrote it.
    pub author: GitSignature,
    /// Who committed it.
    pub committer: GitSignature,
    /// Its message.
    pub message: String,
}

/// Who did something, and when.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct GitSignature {
    /// Their name.
    pub name: String,
    /// Their mail address.
    pub address: String,
    /// When.
    pub at: Moment,
}

/// A file of a commit.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct TreeEntry {
    /// What kind of file.
    pub kind: EntryKind,
    /// Its bytes; for a submodule, the commit it is at.
    pub text: TextId,
}

impl TreeEntry {
    /// Whether two entries hold the same text, their permissions aside.
    pub fn same_text(&self, other: &TreeEntry) -> bool {
        let is_file = |entry: &TreeEntry| matches!(entry.kind, EntryKind::File | EntryKind::Executable);
        self.text == other.text && (self.kind == other.kind || is_file(self) && is_file(other))
    }
}

/// Kinds of files in a repository.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum EntryKind {
    /// A plain file.
    File,
    /// A file that may be run.
    Executable,
    /// A symbolic link; its text is where it leads.
    Link,
    /// Another repository.
    Submodule,
}

/// A file that differs between two commits.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Difference {
    /// The file.
    pub path: RepoPath,
    /// What it was; `None` where there was none.
    pub old: Option<TreeEntry>,
    /// What it is; `None` where there is none.
    pub new: Option<TreeEntry>,
}

/// What differs between two commits, and how that is known.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Comparison {
    /// Every file that differs.
    pub differences: Vec<Difference>,
    /// The folders of the newer commit that were read for it.
    pub folders: Vec<ObjectId>,
}

/// Why something of a repository could not be had.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum VersionsError {
    /// The object is not here: a partial clone has left it away, or it was lost.
    Missing(ObjectId),
    /// It is a pointer of git LFS, and the bytes that it stands for are not here.
    NotPulled(ObjectId),
    /// The object is here and makes no sense.
    Damaged {
        /// Which.
        id: ObjectId,
        /// In a few words.
        why: String,
    },
}

impl fmt::Display for VersionsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            VersionsError::Missing(id) => write!(f, "object {id} is not there"),
            VersionsError::NotPulled(id) => {
                write!(
                    f,
                    "object {id} is a pointer of git LFS, and its file is not here: `git lfs pull` brings it"
                )
            }
            VersionsError::Damaged { id, why } => write!(f, "object {id} cannot be read: {why}"),
        }
    }
}

/// Why a world has no versions of its files.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum NoVersions {
    /// The site is in no repository.
    NoRepository,
    /// The repository has no commit yet.
    NoCommit,
    /// They are being read, and will be there a moment later.
    BeingRead,
    /// There is a repository, and it cannot be read.
    Unreadable(String),
}
