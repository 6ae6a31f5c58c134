//! How many redlines a second: pages of about 4 KB, each with a few words changed in one to three paragraphs.
//!
//!     cargo bench --bench redline                   2,000 pairs of revisions
//!     cargo bench --bench redline -- 500            as many pairs as one says
//!
//! CPU time of one thread; the median of five rounds, for all of it and for each step alone.

#![allow(clippy::print_stdout, clippy::disallowed_methods, reason = "a benchmark says what it measured")]

use std::hint::black_box;
use std::time::{Duration, Instant};

use guidepost::markdown::{Options, ReferenceKind, ReferenceMarkup, parse};
use guidepost::redline::{Links, RedlinePage, RedlineText, TextSide, Unchanged, between};
use guidepost::words::Words;

/// As the program has it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const ROUNDS: usize = 5;

struct AsWritten;

impl Links for AsWritten {
    fn shown<'l>(&'l self, _: TextSide, _: ReferenceKind, written: &'l str) -> ReferenceMarkup<'l> {
        ReferenceMarkup::Link { href: written.into(), words: None }
    }
}

fn main() {
    let count = std::env::args().skip(1).find_map(|argument| argument.parse().ok()).unwrap_or(2_000);
    let pairs: Vec<(String, String)> = (0..count).map(pair).collect();
    let bytes: usize = pairs.iter().map(|(old, _)| old.len()).sum();
    let words = Words::english();
    println!("{count} pairs, {} bytes a page", bytes / count);
    measure("redline, HTML folded, summary", &pairs, |old, new| {
        let mut html = String::with_capacity(new.len() * 2);
        let redline = redline(old, new);
        redline.html(
            &RedlinePage { links: &AsWritten, deeper: 1, unchanged: Unchanged::Folded, words },
            &mut html,
        );
        html.len() + redline.summary(words).len()
    });
    measure("redline, HTML counted, summary", &pairs, |old, new| {
        let mut html = String::with_capacity(new.len() * 2);
        let redline = redline(old, new);
        redline.html(
            &RedlinePage { links: &AsWritten, deeper: 1, unchanged: Unchanged::Counted, words },
            &mut html,
        );
        html.len() + redline.summary(words).len()
    });
    measure("redline alone", &pairs, |old, new| redline(old, new).blocks.len());
    let options = Options::default();
    measure("both trees alone", &pairs, |old, new| {
        parse(old, &options).blocks().len() + parse(new, &options).blocks().len()
    });
    measure("both texts read, no trees", &pairs, |old, new| {
        let words = |text| black_box(parse(text, &options));
        words(old);
        words(new);
        0
    });
}

fn redline<'a>(old: &'a str, new: &'a str) -> guidepost::redline::Redline<'a> {
    let text = |body| RedlineText { fields: &[], body };
    between(text(old), text(new), &Options::default())
}

fn measure(what: &str, pairs: &[(String, String)], work: impl Fn(&str, &str) -> usize) {
    let round = || -> Duration {
        let since = used();
        for (old, new) in pairs {
            black_box(work(old, new));
        }
        used().saturating_sub(since)
    };
    let mut rounds: Vec<Duration> = (0..ROUNDS).map(|_| round()).collect();
    rounds.sort();
    let seconds = rounds[ROUNDS / 2].as_secs_f64();
    #[allow(clippy::cast_precision_loss, reason = "a few thousand")]
    let count = pairs.len() as f64;
    println!("{what:32} {:>7.0} a CPU second, {:>6.1} us each", count / seconds, seconds * 1e6 / count);
}

/// The time that this thread has had a processor, where the system tells; else time as it passes.
fn used() -> Duration {
    static START: std::sync::LazyLock<Instant> = std::sync::LazyLock::new(Instant::now);
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let used = told.as_deref().and_then(|told| told.split(' ').next()?.parse().ok());
    used.map_or_else(|| START.elapsed(), Duration::from_nanos)
}

/// Numbers that look like chance and are the same in every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % limit
    }

    fn word(&mut self) -> &'static str {
        WORDS[self.below(WORDS.len())]
    }

    fn sentence(&mut self, words: usize) -> String {
        let words: Vec<&str> = (0..words).map(|_| self.word()).collect();
        format!("{}.", words.join(" "))
    }

    fn paragraph(&mut self) -> String {
        let mut text = String::new();
        for _ in 0..4 + self.below(3) {
            let length = 8 + self.below(10);
            text += &self.sentence(length);
            text.push(' ');
        }
        format!("{text}It's said in [{}]({}.md), **{}**.", self.word(), self.word(), self.word())
    }
}

const WORDS: [&str; 40] = [
    "say",
    "who",
    "you",
    "are",
    "when",
    "writing",
    "about",
    "our",
    "kettles",
    "in",
    "public",
    "and",
    "ask",
    "the",
    "press",
    "office",
    "before",
    "answering",
    "a",
    "complaint",
    "that",
    "might",
    "be",
    "about",
    "safety",
    "since",
    "some",
    "questions",
    "need",
    "more",
    "than",
    "one",
    "person",
    "to",
    "decide",
    "what",
    "is",
    "right",
    "for",
    "customers",
];

/// A page of about 4 KB and its next revision.
fn pair(nth: usize) -> (String, String) {
    let mut chance = Chance(nth as u64 + 1);
    let mut blocks: Vec<String> = vec![format!("# {}", chance.sentence(4))];
    for section in 0..3 {
        blocks.push(format!("## {}", chance.sentence(3)));
        for _ in 0..3 {
            blocks.push(chance.paragraph());
        }
        match section {
            0 => {
                let items: Vec<String> = (0..5).map(|_| format!("- {}", chance.sentence(7))).collect();
                blocks.push(items.join("\n"));
            }
            1 => {
                let row = |chance: &mut Chance| {
                    format!("| {} | {} | {} |\n", chance.word(), chance.word(), chance.word())
                };
                let rows: String = (0..6).map(|_| row(&mut chance)).collect();
                blocks.push(format!("| a | b | c |\n| --- | --- | --- |\n{rows}"));
            }
            _ => blocks.push("```sh\nguidepost check\nguidepost build --out public\n```".to_owned()),
        }
    }
    let old = blocks.join("\n\n");
    for _ in 0..=chance.below(3) {
        let at = [2, 3, 4, 7, 8, 9, 12, 13, 14][chance.below(9)];
        let mut words: Vec<&str> = blocks[at].split(' ').collect();
        let place = chance.below(words.len() - 2);
        words.splice(place..=place + chance.below(2), [chance.word(), chance.word()]);
        blocks[at] = words.join(" ");
    }
    (old, blocks.join("\n\n"))
}
