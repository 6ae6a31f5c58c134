//! Memos of what is dear to make.

use std::any::Any;
use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// What a memo depends on, hashed.
pub type MemoKey = [u8; 32];

/// Memos of what is dear to make, by the content that it was made of. Nothing is ever invalidated:
/// other content is another key, and what a compile did not ask for is dropped by [`Store::sweep`].
#[derive(Default)]
pub struct Store {
    shards: [Mutex<Shard>; 16],
    rooms: Mutex<Rooms>,
    generation: AtomicU64,
}

/// What a room holds, and when it was asked for last.
pub(super) type Rooms = HashMap<&'static str, (u64, Arc<dyn Any + Send + Sync>)>;
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

    /// Has a memo outlive the next sweep as if it were asked for: something that was made of it still is.
    pub fn keep(&self, room: &'static str, key: MemoKey) {
        let shard = &self.shards[usize::from(key[0]) % self.shards.len()];
        let generation = self.generation();
        if let Some(entry) = lock(shard).get_mut(&(room, key)) {
            entry.0 = generation;
        }
    }

    /// Drops what nobody asked for since the last sweep.
    pub fn sweep(&self) {
        let generation = self.generation.fetch_add(1, Ordering::Relaxed);
        for shard in &self.shards {
            lock(shard).retain(|_, (used, _)| *used >= generation);
        }
        self.rooms().retain(|_, (used, _)| *used >= generation);
    }

    pub(super) fn generation(&self) -> u64 {
        self.generation.load(Ordering::Relaxed)
    }

    pub(super) fn rooms(&self) -> MutexGuard<'_, Rooms> {
        lock(&self.rooms)
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
fn lock<T>(shelf: &Mutex<T>) -> MutexGuard<'_, T> {
    shelf.lock().unwrap_or_else(PoisonError::into_inner)
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
        store.keep("numbers", [1; 32]);
        store.sweep();
        assert_eq!(store.len(), 1, "kept, though nobody asked for it");
        store.sweep();
        assert!(store.is_empty());
    }
}
