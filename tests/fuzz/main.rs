//! Whatever is written, nothing panics and nothing takes for ever. For as long as one likes:
//!
//! `FUZZ_SECONDS=300 cargo test --test fuzz -- --ignored --test-threads=1 --nocapture`

#![allow(clippy::expect_used, reason = "a test fails by panicking")]

mod mutate;
#[path = "../serve/changing/random.rs"]
#[allow(dead_code, reason = "shared")]
mod random;
mod targets;

use std::env;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use mutate::Soil;
use random::Random;

/// A text is slow when each of its bytes takes so many times what is usual.
const SLOW: u32 = 100;
/// Less than this is no matter, and may be the machine's doing.
const NOTICED: Duration = Duration::from_millis(30);
/// Shorter texts say little of the time per byte.
const SHORT: usize = 256;

/// So many texts tell what is usual.
const ENOUGH: usize = 100;

/// Time for each byte of the texts so far.
#[derive(Default)]
struct Pace {
    each: Vec<u32>,
}

impl Pace {
    /// Whether a text took far longer than others of its length.
    fn is_slow(&mut self, length: usize, took: Duration) -> bool {
        let length = u32::try_from(length.max(SHORT)).expect("short");
        let each = u32::try_from(took.as_nanos()).unwrap_or(u32::MAX) / length;
        self.each.push(each);
        let mut sorted = self.each.clone();
        if self.each.len() > 4000 {
            self.each.drain(..2000);
        }
        let middle = sorted.len() / 2;
        let (_, median, _) = sorted.select_nth_unstable(middle);
        middle > ENOUGH && took > NOTICED && each > SLOW * (*median).max(1)
    }
}

/// Grows texts for a while and tries each; fails with those that panic or are slow.
fn fuzz(name: &str, soil: &Soil, attempt: &dyn Fn(&[u8])) {
    let number = |variable: &str, usual: u64| {
        env::var(variable).map_or(usual, |value| value.parse().expect("a number"))
    };
    let (seconds, seed) = (number("FUZZ_SECONDS", 5), number("FUZZ_SEED", 1));
    let until = Instant::now() + Duration::from_secs(seconds);
    let (mut random, mut pace, mut tried) = (Random::new(seed), Pace::default(), 0_u64);
    let mut faults: Vec<(String, Vec<u8>)> = Vec::new();
    let timed = |text: &[u8]| {
        let started = Instant::now();
        let held = catch_unwind(AssertUnwindSafe(|| attempt(text)));
        (held, started.elapsed())
    };
    while Instant::now() < until && faults.len() < 5 {
        let text = soil.grow(&mut random);
        tried += 1;
        let (held, took) = timed(&text);
        if held.is_err() {
            faults.push(("panics".to_owned(), text));
        } else if pace.is_slow(text.len(), took) {
            // The machine may have been busy with something else.
            let again = (0..3).map(|_| timed(&text).1).min().unwrap_or_default();
            // What merely holds more to do takes in line with its length.
            let half = timed(&text[..text.len() / 2]).1;
            if pace.is_slow(text.len(), again) && again > 3 * half {
                faults.push((format!("takes {again:?} for {} bytes", text.len()), text));
            }
        }
    }
    println!("{name}: {tried} texts, {} faults", faults.len());
    let kept: Vec<String> = faults
        .iter()
        .enumerate()
        .map(|(nth, (what, text))| {
            let path = env::temp_dir().join(format!("fuzz-{name}-{seed}-{nth}"));
            std::fs::write(&path, text).expect("kept");
            format!("{}: {what}", path.display())
        })
        .collect();
    assert!(faults.is_empty(), "{name}, FUZZ_SEED={seed}:\n{}", kept.join("\n"));
}
