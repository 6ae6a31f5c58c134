//! Reads text after text, and remembers those that panic or take far longer than others of their length.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use crate::readers::Reader;

/// A text is slow when each of its bytes takes so many times what is usual.
const SLOW: u32 = 100;
/// Less than this is no matter, and may be the machine's doing.
const NOTICED: Duration = Duration::from_millis(30);
/// How long a text is that is made at a size, and what is no matter for it.
const LONG: usize = 24 * 1024;
const MUCH: Duration = Duration::from_millis(100);
/// Shorter texts say little of the time per byte.
const SHORT: usize = 256;

/// A reader, and what it has read.
pub(crate) struct Trial {
    name: &'static str,
    reader: Reader,
    /// What each text is called, its length and the time for it.
    taken: Vec<(String, Vec<u8>, Duration)>,
    faults: Vec<String>,
}

impl Trial {
    pub(crate) fn new(name: &'static str, reader: Reader) -> Trial {
        Trial { name, reader, taken: Vec::new(), faults: Vec::new() }
    }

    /// How many texts were read.
    pub(crate) fn count(&self) -> usize {
        self.taken.len()
    }

    pub(crate) fn read(&mut self, called: &str, text: &[u8]) {
        let started = Instant::now();
        if catch_unwind(AssertUnwindSafe(|| (self.reader)(text))).is_err() {
            self.faults.push(format!("{called}: panics"));
        }
        self.taken.push((called.to_owned(), text.to_vec(), started.elapsed()));
    }

    /// Reads a text that is made at a size, and one of an eighth of it, which takes an eighth of the time.
    pub(crate) fn read_grown(&mut self, called: &str, make: &dyn Fn(usize) -> Vec<u8>) {
        let (whole, eighth) = (make(LONG), make(LONG / 8));
        self.read(called, &whole);
        let took = self.taken.last().map_or(Duration::ZERO, |(_, _, took)| *took);
        if took < MUCH || took < 3 * 8 * self.quickest(&eighth) {
            return;
        }
        let (whole, eighth) = (self.quickest(&whole), self.quickest(&eighth));
        if whole > MUCH && whole > 3 * 8 * eighth {
            self.faults.push(format!("{called}: takes {whole:?}, and an eighth of it {eighth:?}"));
        }
    }

    /// Fails where something was wrong with a text.
    pub(crate) fn end(self) {
        let mut each: Vec<u32> = self.taken.iter().map(|(_, text, took)| per_byte(text, *took)).collect();
        each.sort_unstable();
        let median = each.get(each.len() / 2).copied().unwrap_or_default().max(1);
        let is_slow = |text: &[u8], took: Duration| {
            took > NOTICED && per_byte(text, took) > median.saturating_mul(SLOW)
        };
        let slow = self.taken.iter().filter(|(_, text, took)| is_slow(text, *took));
        let slow = slow.filter_map(|(called, text, _)| {
            // The machine may have been busy with something else; and what merely holds more to do takes in line with its length.
            let again = self.quickest(text);
            let half = self.quickest(text.get(..text.len() / 2).unwrap_or_default());
            (is_slow(text, again) && again > 3 * half).then(|| {
                format!("{called}: takes {again:?} for {} bytes, and {half:?} for half of them", text.len())
            })
        });
        let faults: Vec<String> = self.faults.iter().cloned().chain(slow).collect();
        assert!(faults.is_empty(), "{}:\n{}", self.name, faults.join("\n"));
    }

    /// The shortest time of a few.
    fn quickest(&self, text: &[u8]) -> Duration {
        let timed = |_| {
            let started = Instant::now();
            let _ = catch_unwind(AssertUnwindSafe(|| (self.reader)(text)));
            started.elapsed()
        };
        (0..3).map(timed).min().unwrap_or_default()
    }
}

/// Nanoseconds for each byte.
fn per_byte(text: &[u8], took: Duration) -> u32 {
    let length = u128::try_from(text.len().max(SHORT)).unwrap_or(u128::MAX);
    u32::try_from(took.as_nanos() / length).unwrap_or(u32::MAX)
}
