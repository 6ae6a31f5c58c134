//! A line that says how far a long command has come.

use std::io::{IsTerminal, Write};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// Counts work done by many threads; after a second it says so, on a terminal.
pub(super) struct Progress {
    doing: &'static str,
    total: usize,
    done: AtomicUsize,
    start: Instant,
    /// When the line was last written.
    said: Mutex<Option<Instant>>,
    shown: bool,
}

/// Work that takes no longer than this needs no line.
const PATIENCE: Duration = Duration::from_secs(1);
/// How often the line changes.
const PACE: Duration = Duration::from_millis(100);

impl Progress {
    pub(super) fn new(doing: &'static str, total: usize) -> Progress {
        let shown = std::io::stderr().is_terminal();
        Progress {
            doing,
            total,
            done: AtomicUsize::new(0),
            start: Instant::now(),
            said: Mutex::new(None),
            shown,
        }
    }

    /// One more is done.
    pub(super) fn tick(&self) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        if !self.shown || self.start.elapsed() < PATIENCE {
            return;
        }
        let Ok(mut said) = self.said.try_lock() else { return };
        if said.is_none_or(|said| said.elapsed() >= PACE) {
            // A line that could not be written is not worth stopping for.
            let _ = write!(anstream::stderr(), "\r\x1b[K{} {done} of {}", self.doing, self.total);
            *said = Some(Instant::now());
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.said.get_mut().is_ok_and(|said| said.is_some()) {
            let _ = write!(anstream::stderr(), "\r\x1b[K");
        }
    }
}
