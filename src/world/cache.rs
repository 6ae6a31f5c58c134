//! The door to what outlives the process: memos by what they depend on, as bytes.

use std::collections::HashMap;
use std::fmt;
use std::io;
use std::ops::{Deref, Range};
use std::sync::{Arc, Mutex, PoisonError};

use blake3::Hash;

/// Bytes kept by room and key from one process to the next. An entry is as it was put or it is not there: what is
/// damaged, foreign or of another version counts as none.
pub trait Cache: fmt::Debug + Send + Sync {
    /// What was put under a key.
    fn get(&self, room: &'static str, key: &[u8]) -> Option<CachedBytes>;

    /// Keeps bytes under a key, at the latest from [`Cache::flush`] on.
    fn put(&self, room: &'static str, key: &[u8], bytes: Vec<u8>);

    /// What was put under a hash in a room whose entries would fill the memory.
    fn get_large(&self, room: &'static str, key: Hash) -> Option<Vec<u8>> {
        Some(self.get(room, key.as_bytes())?.to_vec())
    }

    /// Whether there is something, without reading it. What is damaged counts until it is read.
    fn has_large(&self, room: &'static str, key: Hash) -> bool {
        self.get(room, key.as_bytes()).is_some()
    }

    /// Keeps bytes under a hash in such a room, from [`Cache::flush`] on.
    fn put_large(&self, room: &'static str, key: Hash, bytes: &[u8]) {
        self.put(room, key.as_bytes(), bytes.to_vec());
    }

    /// Brings what was put to where it outlives the process.
    fn flush(&self) -> io::Result<()>;
}

/// What was kept, as a part of whatever it was kept in. Cheap to clone.
#[derive(Clone, Debug)]
pub struct CachedBytes {
    whole: Arc<Vec<u8>>,
    part: Range<usize>,
}

impl CachedBytes {
    /// A part of some bytes; `None` where they do not reach so far.
    pub fn part(whole: Arc<Vec<u8>>, part: Range<usize>) -> Option<CachedBytes> {
        whole.get(part.clone()).is_some().then_some(CachedBytes { whole, part })
    }
}

impl Deref for CachedBytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        self.whole.get(self.part.clone()).unwrap_or_default()
    }
}

/// A cache that keeps nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoCache;

impl Cache for NoCache {
    fn get(&self, _room: &'static str, _key: &[u8]) -> Option<CachedBytes> {
        None
    }

    fn put(&self, _room: &'static str, _key: &[u8], _bytes: Vec<u8>) {}

    fn flush(&self) -> io::Result<()> {
        Ok(())
    }
}

/// A cache in memory, for tests.
#[derive(Debug, Default)]
pub struct MemoryCache(Mutex<Memos>);

type Memos = HashMap<(&'static str, Vec<u8>), Arc<Vec<u8>>>;

impl MemoryCache {
    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).len()
    }

    /// Whether there is no entry.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl Cache for MemoryCache {
    fn get(&self, room: &'static str, key: &[u8]) -> Option<CachedBytes> {
        let whole =
            self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&(room, key.to_vec())).cloned()?;
        let part = 0..whole.len();
        CachedBytes::part(whole, part)
    }

    fn put(&self, room: &'static str, key: &[u8], bytes: Vec<u8>) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert((room, key.to_vec()), Arc::new(bytes));
    }

    fn flush(&self) -> io::Result<()> {
        Ok(())
    }
}
