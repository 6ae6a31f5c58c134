//! A line that says how far a long command has come.

use std::io::{IsTerminal, Write};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use super::publish::words::bytes;

/// Counts work done by many threads; after a second it says so, on a terminal.
pub(super) struct Progress {
    doing: &'static str,
    counted: Counted,
    total: u64,
    done: AtomicU64,
    start: Instant,
    /// When the line was last written.
    said: Mutex<Option<Instant>>,
    shown: bool,
}

/// What is counted.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Counted {
    Files,
    Bytes,
}

/// Work that takes no longer than this needs no line.
const PATIENCE: Duration = Duration::from_secs(1);
/// How often the line changes.
const PACE: Duration = Duration::from_millis(100);

impl Progress {
    pub(super) fn new(doing: &'static str, files: usize) -> Progress {
        Progress::counting(doing, Counted::Files, files as u64)
    }

    /// Counts bytes, and says how much time is left at the pace so far.
    pub(super) fn of_bytes(doing: &'static str, bytes: u64) -> Progress {
        Progress::counting(doing, Counted::Bytes, bytes)
    }

    fn counting(doing: &'static str, counted: Counted, total: u64) -> Progress {
        let shown = std::io::stderr().is_terminal();
        let (done, start, said) = (AtomicU64::new(0), Instant::now(), Mutex::new(None));
        Progress { doing, counted, total, done, start, said, shown }
    }

    /// One more is done.
    pub(super) fn tick(&self) {
        self.add(1);
    }

    /// So much more is done.
    pub(super) fn add(&self, more: u64) {
        let done = self.done.fetch_add(more, Ordering::Relaxed) + more;
        if !self.shown || self.start.elapsed() < PATIENCE {
            return;
        }
        let Ok(mut said) = self.said.try_lock() else { return };
        if said.is_none_or(|said| said.elapsed() >= PACE) {
            // A line that could not be written is not worth stopping for.
            let _ = write!(
                anstream::stderr(),
                "\r\x1b[K{} {}",
                self.doing,
                self.words(done, self.start.elapsed())
            );
            *said = Some(Instant::now());
        }
    }

    /// How far it has come after some time.
    fn words(&self, done: u64, elapsed: Duration) -> String {
        if self.counted == Counted::Files {
            return format!("{done} of {}", self.total);
        }
        let (left, so_far) = (u128::from(self.total.saturating_sub(done)), elapsed.as_millis());
        let seconds = (left * so_far).checked_div(u128::from(done) * 1000).unwrap_or_default();
        let time =
            if seconds < 100 { format!("{seconds} s") } else { format!("{} min", seconds.div_ceil(60)) };
        format!("{} of {}, {time} left", bytes(done), bytes(self.total))
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.said.get_mut().is_ok_and(|said| said.is_some()) {
            let _ = write!(anstream::stderr(), "\r\x1b[K");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_come_with_the_time_that_is_left() {
        let words = |done, seconds| {
            Progress::of_bytes("Sending", 40_000_000).words(done, Duration::from_secs(seconds))
        };
        assert_eq!(words(10_000_000, 10), "10 MB of 40 MB, 30 s left");
        assert_eq!(words(1_000_000, 10), "1.0 MB of 40 MB, 7 min left");
        assert_eq!(words(0, 10), "0 bytes of 40 MB, 0 s left");
        assert_eq!(Progress::new("Checking", 7).words(3, Duration::from_secs(2)), "3 of 7");
    }
}
