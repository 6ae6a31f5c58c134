//! The one door to the outside: files, their versions, today's date, and memos of what is dear.
//!
//! `compile` and everything below it see the world only through these types.

mod cache;
mod memory_versions;
mod versions;

pub use cache::{Cache, Kept, MemoryCache, NoCache};
pub use memory_versions::MemoryVersions;
pub use versions::{
    CommitRecord, Difference, Entry, EntryKind, NoVersions, Signature, Versions, VersionsError,
};

use std::any::Any;
use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use crate::date::Day;
use crate::diagnostic::Finding;
use crate::path::FilePath;

/// Where a site's files come from: a working tree, or memory in tests.
pub trait World: Sync {
    /// Every file below a folder, sorted by path, but for [`NEVER_LISTED`]. Problems (unreadable folders,
    /// symbolic links that lead out) are findings. A folder that is not there holds nothing.
    fn list(&self, folder: &FilePath) -> Listing;

    /// A file as text.
    fn text(&self, file: &FilePath) -> Result<Arc<str>, ReadError>;

    /// A file's bytes.
    fn bytes(&self, file: &FilePath) -> Result<Arc<[u8]>, ReadError>;

    /// Which day it is, in the site's zone.
    fn today(&self, zone: &crate::date::Zone) -> Day;

    /// The versions of the files, or why there are none.
    fn versions(&self) -> Result<Arc<dyn Versions>, NoVersions> {
        Err(NoVersions::NoRepository)
    }

    /// Where memos outlive the process.
    fn cache(&self) -> &dyn Cache {
        &NoCache
    }
}

/// Names of folders that hold nothing of a site: those of version control, and our own.
pub const NEVER_LISTED: [&str; 5] = [".git", ".hg", ".svn", ".jj", ".guidepost"];

/// What a folder holds.
#[derive(Clone, Debug, Default)]
pub struct Listing {
    /// The files below it, at any depth, sorted.
    pub files: Vec<FilePath>,
    /// What could not be read or followed.
    pub findings: Vec<Finding>,
}

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
    match String::from_utf8(bytes) {
        Ok(text) => Ok(text.into()),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            Err(ReadError::NotUtf8 { at, lossy: String::from_utf8_lossy(error.as_bytes()).into() })
        }
    }
}

/// What a memo depends on, hashed.
pub type MemoKey = [u8; 32];

/// Memos of what is dear to make, by the content that it was made of. Nothing is ever invalidated:
/// other content is another key, and what a compile did not ask for is dropped by [`Store::sweep`].
#[derive(Default)]
pub struct Store {
    shards: [Mutex<Shard>; 16],
    generation: AtomicU64,
}

type Shard = HashMap<(&'static str, MemoKey), (u64, Arc<dyn Any + Send + Sync>)>;

impl Store {
    /// An empty store.
    pub fn new() -> Store {
        Store::default()
    }

    /// The memo of a room under a key, made now where there is none.
    pub fn memo<T: Any + Send + Sync>(
        &self,
        room: &'static str,
        key: MemoKey,
        make: impl FnOnce() -> T,
    ) -> Arc<T> {
        let shard = &self.shards[usize::from(key[0]) % self.shards.len()];
        let generation = self.generation.load(Ordering::Relaxed);
        if let Some(entry) = lock(shard).get_mut(&(room, key)) {
            entry.0 = generation;
            if let Ok(known) = entry.1.clone().downcast::<T>() {
                return known;
            }
        }
        let fresh = Arc::new(make());
        lock(shard).insert((room, key), (generation, fresh.clone()));
        fresh
    }

    /// Drops what nobody asked for since the last sweep.
    pub fn sweep(&self) {
        let generation = self.generation.fetch_add(1, Ordering::Relaxed);
        for shard in &self.shards {
            lock(shard).retain(|_, (used, _)| *used >= generation);
        }
    }

    /// How many memos there are.
    pub fn len(&self) -> usize {
        self.shards.iter().map(|shard| lock(shard).len()).sum()
    }

    /// Whether there is no memo.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// A panic elsewhere leaves whole entries behind, never half ones.
fn lock(shard: &Mutex<Shard>) -> std::sync::MutexGuard<'_, Shard> {
    shard.lock().unwrap_or_else(PoisonError::into_inner)
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
        let visible = |path: &FilePath| {
            path.within(folder)
                .is_some_and(|path| !path.as_str().split('/').any(|part| NEVER_LISTED.contains(&part)))
        };
        Listing {
            files: self.files.keys().filter(|path| visible(path)).cloned().collect(),
            findings: Vec::new(),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memos_are_made_once_and_swept_when_unused() {
        let store = Store::new();
        let mut made = 0;
        for _ in 0..3 {
            store.memo("numbers", [1; 32], || made += 1);
        }
        assert_eq!(made, 1);
        store.sweep();
        assert_eq!(store.len(), 1, "used since the last sweep");
        store.sweep();
        assert!(store.is_empty());
    }
}
