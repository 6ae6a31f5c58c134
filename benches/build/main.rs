//! How long a full build takes, against a floor that does the least a generator can do, and against any peer.
//!
//!     cargo bench                                   1,000 and 10,000 pages
//!     cargo bench -- 1000                           as many pages as one says
//!     cargo bench -- 1000 --peer 'hugo --quiet -s {docs}/.. -d {out}'
//!
//! Commands take turns, so that a machine that slows down slows all of them. What counts is the CPU time of each
//! process with all its threads, and its ratio to the floor in the same round; medians of five rounds.

#![allow(
    clippy::print_stdout,
    clippy::expect_used,
    clippy::disallowed_methods,
    reason = "a benchmark that cannot go on stops"
)]

mod corpus;
mod floor;
#[path = "../common/measure.rs"]
mod measure;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use measure::{children_seconds, median};

const ROUNDS: usize = 5;
/// Tells this program that it is the floor.
const FLOOR: &str = "--floor";

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    if arguments.first().is_some_and(|first| first == FLOOR) {
        return floor::build(Path::new(&arguments[1]), Path::new(&arguments[2]));
    }
    let peer =
        arguments.iter().position(|argument| argument == "--peer").and_then(|at| arguments.get(at + 1));
    let mut sizes: Vec<usize> = arguments.iter().filter_map(|argument| argument.parse().ok()).collect();
    if sizes.is_empty() {
        sizes = vec![1_000, 10_000];
    }
    for pages in sizes {
        measure(pages, peer.map(String::as_str));
    }
}

/// Something to be timed.
struct Case {
    name: &'static str,
    command: Vec<String>,
    out: PathBuf,
    /// Whether the output of the last round stays.
    keeps_output: bool,
    seconds: Vec<f64>,
}

fn measure(pages: usize, peer: Option<&str>) {
    let dir = tempfile::tempdir().expect("a folder");
    let docs = dir.path().join("site/docs");
    corpus::write(&docs, pages);
    let mut cases = cases(dir.path(), &docs, peer);
    // The first round warms the disk and does not count.
    for round in 0..=ROUNDS {
        for case in &mut cases {
            let seconds = case.run();
            if round > 0 {
                case.seconds.push(seconds);
            }
        }
    }
    println!(
        "{pages} pages, {ROUNDS} rounds\n{:<28} {:>8} {:>8} {:>8} {:>9}",
        "", "min", "median", "max", "x floor"
    );
    let floor = cases[0].seconds.clone();
    for case in &cases {
        let ratios = case.seconds.iter().zip(&floor).map(|(ours, floor)| ours / floor.max(0.01)).collect();
        let mut sorted = case.seconds.clone();
        sorted.sort_by(f64::total_cmp);
        println!(
            "{:<28} {:>8.2} {:>8.2} {:>8.2} {:>9.1}",
            case.name,
            sorted[0],
            median(sorted.clone()),
            sorted[ROUNDS - 1],
            median(ratios)
        );
    }
}

fn cases(dir: &Path, docs: &Path, peer: Option<&str>) -> Vec<Case> {
    let text = |path: &Path| path.display().to_string();
    let root = text(docs.parent().expect("docs is in a folder"));
    let case =
        |name: &'static str, out: &str, keeps_output: bool, command: &dyn Fn(String) -> Vec<String>| {
            let out = dir.join(out);
            Case { name, command: command(text(&out)), out, keeps_output, seconds: Vec::new() }
        };
    let this = text(&std::env::current_exe().expect("this program"));
    let guidepost = env!("CARGO_BIN_EXE_guidepost").to_owned();
    let build = |out: String| {
        vec![guidepost.clone(), "build".into(), "--root".into(), root.clone(), "--out".into(), out]
    };
    let mut cases = vec![
        case("floor", "floor", false, &|out| vec![this.clone(), FLOOR.into(), text(docs), out]),
        case("guidepost build", "full", false, &build),
        case("guidepost build, unchanged", "again", true, &build),
    ];
    if let Some(peer) = peer {
        let words = |out: String| {
            peer.split(' ').map(|word| word.replace("{docs}", &text(docs)).replace("{out}", &out)).collect()
        };
        cases.push(case("peer", "peer", false, &words));
    }
    cases
}

impl Case {
    /// CPU seconds of one run, in user and system mode.
    fn run(&self) -> f64 {
        if !self.keeps_output {
            // There is none before the first run.
            let _ = std::fs::remove_dir_all(&self.out);
        }
        let before = children_seconds();
        let status = Command::new(&self.command[0])
            .args(&self.command[1..])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        let status = status.unwrap_or_else(|error| panic!("{}: {error}", self.command[0]));
        assert!(status.success(), "{}: {status}", self.command.join(" "));
        children_seconds() - before
    }
}
