//! Memos of what is dear to make.
//!
//! `Store` (`src/world/store.rs`) keeps what is dear to make with what it is made of, and nothing is ever invalidated:
//! whoever is made of something else is made anew, and what a compile did not ask for is swept. Findings are part of a
//! memo, or warnings would vanish the second time. What is made within another memo is asked for only when that is made
//! anew: to be there then it is kept (`Store::keep`). There are three kinds. `Store::memo` goes by a hash: of texts,
//! object ids. `Store::last` (`src/world/last.rs`) goes by the very values that a whole step was made of, kept beside
//! what was made: a value that is shared (`Arc`) and is the very one that it was costs a look, where a hash would read
//! all of it. `ByPtr` says that a value must be that very one, `ByValue` that an equal one serves as well.
//!
//! `Store::each_row` and `Store::each_alike` (`src/world/table.rs`, over the columns of `rows.rs`) do so for each of
//! many pages. What pages are, lead to, show and wait for are columns, each a `SharedList` (`src/list.rs`): shared
//! values in runs that are shared themselves, so that a list of ten thousand in which one differs is the one before but
//! for a run of 64. Rows are compared by where their values lie, column beside column, without a look at the values;
//! even counting who shares them would cost more than everything else that a save does. What is made of the rows is a
//! list again, the next step's column: a save of one page among ten thousand is some twenty steps of ten thousand such
//! comparisons each, two or three milliseconds together, and the page itself. `each_alike` keeps the very value of
//! before where an equal one was made, and so stops what follows from it. A row is found by its file's name where files
//! come and go; what is made of it must not depend on its number then, unless what is common to all rows says who is
//! there.
//!
//! What all pages know of one another goes by their *signatures* (`model::PageSignature`): everything but the words.
//! While no signature changes, names, links, navigation, relations, routes and the basis of governance are those of
//! before; `world::faces` keeps the list of them the very same. `disk` plays along: it reads again only what the
//! watcher names, and hands out the same texts, listings and `ContentMark`s until then. What nobody watches is read
//! each time: what is hidden in the root, and whatever a name leads to through links by way of that (`disk/ways.rs`).
//! What is of a site, and what editors and systems leave there, is decided in `world/listed.rs`, for every world and
//! for the watcher.

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
    pub fn touch(&self, room: &'static str, key: MemoKey) {
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
        store.touch("numbers", [1; 32]);
        store.sweep();
        assert_eq!(store.len(), 1, "kept, though nobody asked for it");
        store.sweep();
        assert!(store.is_empty());
    }
}
