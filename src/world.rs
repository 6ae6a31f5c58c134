//! The one door to the outside: files, their versions, today's date, and memos of what is dear.
//!
//! `compile` and everything below it see the world only through these types.

mod cache;
mod der;
mod lfs;
mod line;
mod line_ends;
mod listed;
mod memory_versions;
mod moved;
mod packed;
mod plain_words;
mod secret;
mod tokens;
mod utf16;
mod versions;

pub use cache::{Cache, CachedBytes, MemoryCache, NoCache};
pub use lfs::{LONGEST_POINTER, LfsPointer, not_pulled};
pub use line::{Beginning, LineError, MainLine, MainLineCommit, NotHeld};
pub use line_ends::as_committed;
pub use listed::{
    NEVER_LISTED, NOT_OF_THE_SITE, OF_VERSION_CONTROL, OWN, bare_repositories, bare_repository_finding,
    is_foreign, is_left_behind, is_listed, is_never_listed, is_published_name,
};
pub use memory_versions::{MemoryCommit, MemoryVersions};
pub use moved::{MovedVersions, Stop};
pub use packed::{Packer, Unpacker};
pub use secret::{SecretBy, is_openly_named, is_secret, secret_by};

pub use versions::{
    CommitRecord, Comparison, Difference, EntryKind, GitSignature, NoVersions, Overlay, TreeEntry, Versions,
    VersionsError,
};

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::date::{Day, Moment};
use crate::diagnostic::Finding;
use crate::path::FilePath;
use crate::shared::{ByPtr, SharedList};

/// Where a site's files come from: a working tree, or memory in tests.
pub trait World: Sync {
    /// Every file below a folder, sorted by path, that [`is_listed`]. Problems (unreadable folders,
    /// symbolic links that lead out) are findings. A folder that is not there holds nothing. What stands in the place of a
    /// folder's page and cannot be read is listed all the same: the pages below must know of it.
    fn list(&self, folder: &FilePath) -> Listing;

    /// A file as text.
    fn text(&self, file: &FilePath) -> Result<Arc<str>, ReadError>;

    /// Many files as texts, in their order.
    fn texts(&self, files: &Arc<[FilePath]>) -> SharedList<FileText> {
        let texts: Vec<FileText> = files.par_iter().with_min_len(64).map(|file| self.text(file)).collect();
        texts.into_iter().map(Arc::new).collect()
    }

    /// A file's bytes.
    fn bytes(&self, file: &FilePath) -> Result<Arc<[u8]>, ReadError>;

    /// Whether it shows what a commit has, and nothing that is not committed, whatever stands in for some of its files.
    fn is_of_commit(&self) -> bool {
        false
    }

    /// A mark of a file's bytes, where somebody tells when they change: as long as they do not, it is the same.
    fn mark(&self, _file: &FilePath) -> Option<ContentMark> {
        None
    }

    /// Which day it is, in the site's zone.
    fn today(&self, zone: &crate::date::Zone) -> Day;

    /// What the clock of the machine says, whatever day counts as today; `None` where there is no clock.
    fn now(&self) -> Option<Moment> {
        None
    }

    /// The versions of the files, or why there are none.
    fn versions(&self) -> Result<Arc<dyn Versions>, NoVersions> {
        Err(NoVersions::NoRepository)
    }

    /// Where memos outlive the process.
    fn cache(&self) -> &dyn Cache {
        &NoCache
    }
}

/// What stands for the bytes of a file, however many they are.
pub type ContentMark = ByPtr<()>;

/// What a folder holds.
#[derive(Clone, Debug, Default)]
pub struct Listing {
    /// The files below it, at any depth, sorted.
    pub files: Arc<[FilePath]>,
    /// Where those of them really are, from the site's root, that symbolic links lead to.
    pub linked: Arc<BTreeMap<FilePath, FilePath>>,
    /// What could not be read or followed.
    pub findings: Vec<Finding>,
}

impl Listing {
    /// The names of a file: the one that it has in the folder, and, where that is a link, its own.
    pub fn names<'a>(&'a self, file: &'a FilePath) -> impl Iterator<Item = &'a FilePath> {
        std::iter::once(file).chain(self.linked.get(file))
    }
}

/// A file as text, or why it could not be had.
pub type FileText = Result<Arc<str>, ReadError>;

/// Why a file could not be had.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ReadError {
    /// There is no such file.
    Missing,
    /// The system refused, in its words.
    Refused(String),
    /// It is not UTF-8: the offset of the first wrong byte, and the text with the wrong bytes replaced.
    NotUtf8 {
        /// Offset of the first byte that is wrong.
        at: usize,
        /// The text with wrong bytes replaced.
        lossy: Arc<str>,
    },
}

/// Decodes a file's bytes.
pub fn decode(bytes: Vec<u8>) -> Result<Arc<str>, ReadError> {
    if let Some(text) = utf16::decode(&bytes) {
        return Ok(text.into());
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(text.into()),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            Err(ReadError::NotUtf8 { at, lossy: String::from_utf8_lossy(error.as_bytes()).into() })
        }
    }
}

/// What the bytes of a text say, as [`decode`] has them; what cannot be decoded is replaced.
pub fn as_text(bytes: &[u8]) -> Cow<'_, str> {
    if let Some(text) = utf16::decode(bytes) {
        return Cow::Owned(text);
    }
    // What is UTF-8, as nearly all is, is found to be so much faster than in parts.
    std::str::from_utf8(bytes).map_or_else(|_| String::from_utf8_lossy(bytes), Cow::Borrowed)
}

/// Whether [`as_text`] has to replace some of the bytes.
pub fn is_decodable(bytes: &[u8]) -> bool {
    utf16::decode(bytes).is_some() || std::str::from_utf8(bytes).is_ok()
}

/// A world in memory, for tests.
#[derive(Clone, Debug)]
pub struct MemoryWorld {
    files: std::collections::BTreeMap<FilePath, Arc<[u8]>>,
    today: Day,
    versions: Result<Arc<MemoryVersions>, NoVersions>,
}

impl MemoryWorld {
    /// A world of these files on a day.
    ///
    /// # Panics
    /// Where a path is none.
    #[expect(clippy::expect_used, reason = "tests name their files by hand")]
    pub fn new<'a>(today: Day, files: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> MemoryWorld {
        let files = files
            .into_iter()
            .map(|(path, bytes)| (FilePath::new(path).expect("a path within the root"), bytes.into()));
        MemoryWorld { files: files.collect(), today, versions: Err(NoVersions::NoRepository) }
    }

    /// The same world with versions of its files, or with another reason why there are none.
    #[must_use]
    pub fn with_versions(self, versions: Result<MemoryVersions, NoVersions>) -> MemoryWorld {
        MemoryWorld { versions: versions.map(Arc::new), ..self }
    }
}

impl World for MemoryWorld {
    fn list(&self, folder: &FilePath) -> Listing {
        let visible = |path: &FilePath| path.within(folder).is_some_and(|path| is_listed(&path));
        Listing {
            files: self.files.keys().filter(|path| visible(path)).cloned().collect(),
            ..Listing::default()
        }
    }

    fn text(&self, file: &FilePath) -> Result<Arc<str>, ReadError> {
        decode(self.bytes(file)?.to_vec())
    }

    fn bytes(&self, file: &FilePath) -> Result<Arc<[u8]>, ReadError> {
        self.files.get(file).cloned().ok_or(ReadError::Missing)
    }

    fn today(&self, _zone: &crate::date::Zone) -> Day {
        self.today
    }

    fn versions(&self) -> Result<Arc<dyn Versions>, NoVersions> {
        self.versions.clone().map(|versions| versions as Arc<dyn Versions>)
    }
}
