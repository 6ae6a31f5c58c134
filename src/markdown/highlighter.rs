//! The memory of lines that were read before.
//!
//! Grammars cost about a microsecond for every byte, more than all else that is done with a page. Lines of
//! code repeat (`}`, `done`, `apiVersion: v1`); what a line looks like depends on its text and on how the
//! grammar stood before it, and on nothing else, so that is what a line is remembered by.

use std::collections::HashMap;
use std::fmt;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::highlight::{Run, State};

/// Colours code, and remembers the lines that it has seen. Made once for a site and shared by all its pages.
#[derive(Default)]
pub struct Highlighter {
    states: Mutex<Vec<Arc<State>>>,
    lines: [Mutex<Lines>; SHARDS],
    remembered: AtomicUsize,
}

type Lines = HashMap<StateId, HashMap<Box<str>, Arc<Line>>>;

/// The place of a state in the list of those that are remembered.
type StateId = usize;

/// A line, read from a known state.
pub(super) struct Line {
    pub(super) runs: Vec<Run>,
    next: StateId,
}

/// How a grammar stands: by its number where it is remembered.
pub(super) enum Standing {
    Known(StateId),
    Unknown(Box<State>),
}

const SHARDS: usize = 16;
/// States are compared one by one; code that makes more of them than this is read without memory.
const MOST_STATES: usize = 256;
/// Lines remembered over all; about 20 MB for lines of usual length.
const MOST_LINES: usize = 100_000;

impl Highlighter {
    pub(super) fn begin(&self, state: State) -> Standing {
        self.standing(state)
    }

    /// Reads a line, or remembers it; `None` where the grammar gives up.
    pub(super) fn line(&self, standing: &mut Standing, line: &str) -> Option<Arc<Line>> {
        let id = match standing {
            Standing::Unknown(state) => {
                let runs = state.read(line)?;
                return Some(Arc::new(Line { runs, next: usize::MAX }));
            }
            Standing::Known(id) => *id,
        };
        if let Some(known) = self.shard(line).get(&id).and_then(|lines| lines.get(line)) {
            *standing = Standing::Known(known.next);
            return Some(known.clone());
        }
        let mut state = State::clone(lock(&self.states).get(id)?);
        let runs = state.read(line)?;
        *standing = self.standing(state);
        let Standing::Known(next) = standing else { return Some(Arc::new(Line { runs, next: usize::MAX })) };
        let read = Arc::new(Line { runs, next: *next });
        self.remember(id, line, &read);
        Some(read)
    }

    fn standing(&self, state: State) -> Standing {
        let mut states = lock(&self.states);
        if let Some(id) = states.iter().position(|known| **known == state) {
            return Standing::Known(id);
        }
        if states.len() >= MOST_STATES {
            return Standing::Unknown(Box::new(state));
        }
        states.push(Arc::new(state));
        Standing::Known(states.len() - 1)
    }

    fn remember(&self, id: StateId, line: &str, read: &Arc<Line>) {
        if self.remembered.fetch_add(1, Ordering::Relaxed) < MOST_LINES {
            self.shard(line).entry(id).or_default().insert(line.into(), read.clone());
        }
    }

    fn shard(&self, line: &str) -> MutexGuard<'_, Lines> {
        let sum =
            line.bytes().fold(line.len(), |sum, byte| sum.wrapping_mul(31).wrapping_add(usize::from(byte)));
        lock(&self.lines[sum % SHARDS])
    }
}

/// A panic elsewhere leaves whole entries behind, never half ones.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl fmt::Debug for Highlighter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Highlighter").field("states", &lock(&self.states).len()).finish_non_exhaustive()
    }
}
