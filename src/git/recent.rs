//! What was read lately, within a bound of memory.

use std::collections::HashMap;
use std::hash::Hash;

/// A memory of bytes by key in two generations: when the younger one is full, the older one is forgotten.
#[derive(Debug)]
pub(super) struct Recent<K, V> {
    young: HashMap<K, V>,
    old: HashMap<K, V>,
    room: usize,
    taken: usize,
}

impl<K: Eq + Hash + Copy, V: Clone> Recent<K, V> {
    /// One that keeps at most about so many bytes.
    pub(super) fn new(bytes: usize) -> Recent<K, V> {
        Recent { young: HashMap::new(), old: HashMap::new(), room: bytes / 2, taken: 0 }
    }

    /// What was kept.
    pub(super) fn get(&self, key: &K) -> Option<&V> {
        self.young.get(key).or_else(|| self.old.get(key))
    }

    /// Keeps something that takes so many bytes.
    pub(super) fn put(&mut self, key: K, value: V, bytes: usize) {
        if self.taken + bytes > self.room {
            self.old = std::mem::take(&mut self.young);
            self.taken = 0;
        }
        self.taken += bytes;
        self.young.insert(key, value);
    }
}
