//! A repository as it lies on the disk: where its parts are, and from which of its commits a site is seen.

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock, PoisonError, RwLock};

use gix_object::Kind;

use super::kept_texts::KeptTexts;
use super::objects::Objects;
use super::place::RepositoryFolders;
use super::settings::GitConfig;
use super::{commits, objects, place, refs};
use crate::history::IGNORE_FILE;
use crate::model::{CommitId, ObjectId, RepoPath};
use crate::path::FilePath;
use crate::world::{Comparison, NoVersions, Overlay, VersionsError};

/// A repository as seen from one of its commits.
pub struct Repository {
    pub(super) place: RepositoryFolders,
    pub(super) objects: Objects,
    pub(super) kept_texts: KeptTexts,
    pub(super) head: CommitId,
    /// What is checked out, whatever commit the site is seen from.
    pub(super) checked_out: CommitId,
    /// Where the site is in the repository; empty or ending in a slash.
    pub(super) prefix: String,
    /// Where it is now: this machine keeps its memos there.
    pub(super) home: String,
    /// Commits at which a shallow clone was cut off.
    pub(super) cut: HashSet<CommitId>,
    pub(super) overlays: OnceLock<Vec<Overlay>>,
    /// What differs between commits, by their folders, as far as it was asked for once: reading the past asks for the same as
    /// reading the main line, and nobody a third time.
    pub(super) compared: Mutex<HashMap<Compared, Comparison>>,
    /// The folders of commits that were read, so that they need not be read again to be compared.
    pub(super) roots: RwLock<HashMap<CommitId, ObjectId>>,
}

/// Two folders: the older, if there is one, and the newer.
type Compared = (Option<ObjectId>, ObjectId);

impl fmt::Debug for Repository {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at {}", self.place.own.display(), self.head)
    }
}

impl Repository {
    /// The repository that a site's root is in, seen from the commit that is checked out.
    pub fn open(root: &Path) -> Result<Repository, NoVersions> {
        let place = place::find(root).ok_or(NoVersions::NoRepository)?;
        let algorithm = algorithm(&GitConfig::read(&place.shared.join("config")))?;
        let objects = Objects::open(&place.shared.join("objects"), algorithm)
            .map_err(|error| NoVersions::Unreadable(error.to_string()))?;
        let head = match refs::head(&place) {
            refs::HeadRef::At(id) => CommitId(id),
            refs::HeadRef::Unborn => return Err(NoVersions::NoCommit),
            refs::HeadRef::Broken(why) => return Err(NoVersions::Unreadable(why)),
        };
        let prefix = prefix(&place, root).ok_or(NoVersions::NoRepository)?;
        Ok(Repository {
            objects,
            kept_texts: KeptTexts::default(),
            head,
            checked_out: head,
            home: prefix.clone(),
            prefix,
            cut: cut(&place),
            overlays: OnceLock::new(),
            compared: Mutex::default(),
            roots: RwLock::default(),
            place,
        })
    }

    /// The same repository, seen from another commit.
    #[must_use]
    pub fn seen_from(self, head: CommitId) -> Repository {
        Repository { head, ..self }
    }

    /// The same repository, with the site in another folder of it.
    #[must_use]
    pub fn of_site_in(self, folder: &FilePath) -> Repository {
        let prefix = match folder.as_str() {
            "" => String::new(),
            folder => format!("{folder}/"),
        };
        Repository { prefix, ..self }
    }

    /// Whether a path is in the site's part of the repository.
    pub(super) fn holds(&self, path: &RepoPath) -> bool {
        path.as_bytes().starts_with(self.prefix.as_bytes())
    }

    /// Whether the clone is cut off somewhere.
    pub fn is_cut(&self) -> bool {
        !self.cut.is_empty()
    }

    /// The branch that is checked out; `None` where a commit is, as in many CI jobs.
    pub fn branch(&self) -> Option<String> {
        refs::branch(&self.place)
    }

    /// The branch that `origin` has first, as far as this clone knows it.
    pub fn main_of_origin(&self) -> Option<String> {
        refs::main_of_origin(&self.place)
    }

    /// The top of the working tree; `None` for a bare repository.
    pub fn top(&self) -> Option<&Path> {
        self.place.top.as_deref()
    }

    /// What the site's state depends on beside its files: when one of these changes, the history may have grown, or
    /// be read otherwise.
    pub fn watched(&self) -> Vec<PathBuf> {
        let own = ["HEAD"].map(|name| self.place.own.join(name));
        let shared = ["refs", "packed-refs", "shallow", "info/grafts"];
        let shared = shared.map(|name| self.place.shared.join(name));
        let lists =
            self.top().into_iter().flat_map(|top| [".mailmap", IGNORE_FILE].map(|name| top.join(name)));
        own.into_iter().chain(shared).chain(lists).collect()
    }

    /// The folder that a commit holds.
    pub(super) fn tree_of(
        &self,
        reader: &mut objects::ObjectReader,
        commit: CommitId,
    ) -> Result<ObjectId, VersionsError> {
        let known = self.roots.read().unwrap_or_else(PoisonError::into_inner).get(&commit).copied();
        known.map_or_else(|| commits::tree(&commit.0, reader.read(&commit.0, Kind::Commit)?), Ok)
    }
}

/// The algorithm of a repository's ids, and whether its format is one that is known.
fn algorithm(settings: &GitConfig) -> Result<gix_hash::Kind, NoVersions> {
    let unknown = |what: String| Err(NoVersions::Unreadable(what));
    match settings.get("extensions", "refstorage") {
        None | Some("files") => {}
        Some(other) => {
            return unknown(format!(
                "it keeps its branches as `{other}`; `git refs migrate --ref-format=files` turns them into files, which are understood"
            ));
        }
    }
    match settings.get("extensions", "objectformat") {
        None | Some("sha1") => Ok(gix_hash::Kind::Sha1),
        Some("sha256") => Ok(gix_hash::Kind::Sha256),
        Some(other) => unknown(format!("it names its objects by `{other}`, which is not understood")),
    }
}

/// Where a folder is in the working tree; empty or ending in a slash. In a bare repository the site is at its top.
fn prefix(place: &RepositoryFolders, root: &Path) -> Option<String> {
    let Some(top) = &place.top else { return Some(String::new()) };
    let root = std::fs::canonicalize(root).ok()?;
    let below = root.strip_prefix(top).ok()?.to_str()?.to_owned();
    Some(if below.is_empty() { below } else { format!("{below}/") })
}

/// The commits at which a shallow clone was cut off.
fn cut(place: &RepositoryFolders) -> HashSet<CommitId> {
    let bytes = std::fs::read(place.shared.join("shallow")).unwrap_or_default();
    String::from_utf8_lossy(&bytes).lines().filter_map(|line| line.trim().parse().ok()).collect()
}
