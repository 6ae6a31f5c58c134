//! The versions of a site's files in a git repository, read without the git program, which is asked about signatures
//! alone. Nothing is ever written there.
//!
//! The only room that names the libraries which read repositories.
//!
//! `git` answers the few questions of `world::Versions`: a commit, what differs between two, a blob. It reads object
//! files through gitoxide's plumbing and everything else of a repository itself, so that the parts that compile slowly
//! stay out. `history` asks them, and is pure: `graph` reads the commits and what each changed (kept by commit id
//! through `world::Cache`), `renames` pairs files as git does, `walk` carries the pages still looked for along every
//! line of history, children before parents, so that one pass serves all pages. `git::CommitWorld` is a world over a
//! commit, for a site as it stood. Each object is hashed against its name when it is read (`git/objects.rs`); what
//! would overlay objects or pass for our own cache is left out of account and named (`world::Overlay`,
//! `git/overlays.rs`). `world::Line` is the main line as a value, through the anchors that it must hold; it stands in
//! `world` since wings do not know one another.

#![expect(clippy::disallowed_methods, reason = "the door to repositories")]

mod at;
mod commits;
mod index;
mod name;
mod objects;
mod overlays;
mod place;
mod programs;
mod recent;
mod refs;
mod settings;
mod signatures;
mod signers;
mod temporary;
mod trees;

pub use at::CommitWorld;

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError, RwLock};

use gix_object::Kind;

use crate::history::IGNORE_FILE;
use crate::model::{CommitId, ObjectId, RepoPath, Seal, SealKind, TextId};
use crate::path::FilePath;
use crate::world::{
    CommitRecord, Comparison, Difference, NoVersions, Overlay, TreeEntry, Versions, VersionsError,
};
use objects::Objects;
use place::RepositoryFolders;
use settings::GitConfig;

/// A repository as seen from one of its commits.
pub struct Repository {
    place: RepositoryFolders,
    objects: Objects,
    head: CommitId,
    /// What is checked out, whatever commit the site is seen from.
    checked_out: CommitId,
    /// Where the site is in the repository; empty or ending in a slash.
    prefix: String,
    /// Where it is now: this machine keeps its memos there.
    home: String,
    /// Commits at which a shallow clone was cut off.
    cut: HashSet<CommitId>,
    overlays: OnceLock<Vec<Overlay>>,
    /// What differs between commits, by their folders, as far as it was asked for once: reading the past asks for the same as
    /// reading the main line, and nobody a third time.
    compared: Mutex<HashMap<Compared, Comparison>>,
    /// The folders of commits that were read, so that they need not be read again to be compared.
    roots: RwLock<HashMap<CommitId, ObjectId>>,
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
    fn holds(&self, path: &RepoPath) -> bool {
        path.as_bytes().starts_with(self.prefix.as_bytes())
    }

    /// The top of the working tree; `None` for a bare repository.
    pub fn top(&self) -> Option<&Path> {
        self.place.top.as_deref()
    }

    /// What the site's state depends on beside its files: when one of these changes, the history may have grown, or
    /// be told otherwise.
    pub fn watched(&self) -> Vec<PathBuf> {
        let own = ["HEAD"].map(|name| self.place.own.join(name));
        let shared = ["refs", "packed-refs", "shallow", "info/grafts"];
        let shared = shared.map(|name| self.place.shared.join(name));
        let lists =
            self.top().into_iter().flat_map(|top| [".mailmap", IGNORE_FILE].map(|name| top.join(name)));
        own.into_iter().chain(shared).chain(lists).collect()
    }

    fn tree_of(
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

impl Versions for Repository {
    fn head(&self) -> CommitId {
        self.head
    }

    fn commit(&self, id: CommitId) -> Result<CommitRecord, VersionsError> {
        let (record, root) = self.objects.with(|reader| {
            let bytes = reader.read(&id.0, Kind::Commit)?;
            Ok((commits::record(&id.0, bytes)?, commits::tree(&id.0, bytes)?))
        })?;
        self.roots.write().unwrap_or_else(PoisonError::into_inner).insert(id, root);
        Ok(record)
    }

    fn seal(&self, id: CommitId) -> Result<Option<SealKind>, VersionsError> {
        let header = signatures::header(self.objects.algorithm());
        self.objects.with(|reader| Ok(commits::seal(reader.read(&id.0, Kind::Commit)?, header)))
    }

    fn seals(&self, commits: &[CommitId], signers: Option<&[u8]>) -> Vec<Seal> {
        signatures::seals(self, commits, signers)
    }

    fn differences(&self, old: Option<CommitId>, new: CommitId) -> Result<Vec<Difference>, VersionsError> {
        Ok(self.comparison(old, new)?.differences)
    }

    fn comparison(&self, old: Option<CommitId>, new: CommitId) -> Result<Comparison, VersionsError> {
        self.objects.with(|reader| {
            let new = self.tree_of(reader, new)?;
            let old = old.map(|old| self.tree_of(reader, old)).transpose()?;
            let compared = || self.compared.lock().unwrap_or_else(PoisonError::into_inner);
            let known = compared().remove(&(old, new));
            if let Some(known) = known {
                return Ok(known);
            }
            let comparison = trees::differences(reader, old, Some(new))?;
            compared().insert((old, new), comparison.clone());
            Ok(comparison)
        })
    }

    fn are_there(&self, ids: &[ObjectId]) -> Result<(), VersionsError> {
        self.objects.with(|reader| ids.iter().try_for_each(|id| reader.is_there(id)))
    }

    fn folder_differences(
        &self,
        folder: &FilePath,
        old: Option<CommitId>,
        new: CommitId,
    ) -> Result<Vec<Difference>, VersionsError> {
        self.objects.with(|reader| {
            let new = self.tree_of(reader, new)?;
            let old = old.map(|old| self.tree_of(reader, old)).transpose()?;
            trees::site_differences(reader, folder.as_str(), old, new)
        })
    }

    fn files(&self, at: CommitId) -> Result<Vec<(RepoPath, TreeEntry)>, VersionsError> {
        self.objects.with(|reader| {
            let root = self.tree_of(reader, at)?;
            trees::files(reader, root)
        })
    }

    fn entry(&self, at: CommitId, path: &RepoPath) -> Result<Option<TreeEntry>, VersionsError> {
        self.objects.with(|reader| {
            let root = self.tree_of(reader, at)?;
            trees::entry(reader, root, path)
        })
    }

    fn blob(&self, text: TextId) -> Result<Arc<[u8]>, VersionsError> {
        self.objects.with(|reader| reader.read(&text.0, Kind::Blob).map(Into::into))
    }

    fn is_cut_at(&self, id: CommitId) -> bool {
        self.cut.contains(&id)
    }

    fn overlays(&self) -> Vec<Overlay> {
        self.overlays.get_or_init(|| overlays::read(self)).clone()
    }

    fn lineage(&self) -> [u8; 8] {
        let mut cut: Vec<&CommitId> = self.cut.iter().collect();
        cut.sort_unstable();
        let mut hasher = blake3::Hasher::new();
        for overlay in self.overlays() {
            hasher.update(overlay.to_string().as_bytes()).update(b"\n");
        }
        for id in cut {
            hasher.update(id.0.as_bytes());
        }
        let mut lineage = [0; 8];
        hasher.finalize_xof().fill(&mut lineage);
        lineage
    }

    fn top_file(&self, name: &str) -> Option<Vec<u8>> {
        if let Some(top) = &self.place.top {
            return std::fs::read(top.join(name)).ok();
        }
        let files = self.files(self.head).ok()?;
        let (_, entry) = files.into_iter().find(|(path, _)| path.as_bytes() == name.as_bytes())?;
        self.blob(entry.text).ok().map(|bytes| bytes.to_vec())
    }

    fn repo_path(&self, file: &FilePath) -> RepoPath {
        RepoPath::new(format!("{}{}", self.prefix, file.as_str()))
    }

    fn site_file(&self, path: &RepoPath) -> Option<FilePath> {
        FilePath::new(path.as_str()?.strip_prefix(&self.prefix)?)
    }

    fn text_id(&self, bytes: &[u8]) -> TextId {
        // Only bytes made to collide have no name, and no repository holds those.
        let none = match self.objects.algorithm() {
            gix_hash::Kind::Sha256 => ObjectId::Sha256([0; 32]),
            _ => ObjectId::Sha1([0; 20]),
        };
        TextId(self.objects.name(bytes).unwrap_or(none))
    }
}
