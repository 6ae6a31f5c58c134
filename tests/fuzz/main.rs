//! Whatever is written, nothing panics and nothing takes for ever. `scripts/fuzz` looks for what does, guided by what its
//! texts have covered; the least that covers as much is kept in `corpus` and read here, with the texts it began from.
//!
//! What is harmless once may not be a thousand times, and such a text is too long for a fuzzer to come upon:
//! `cargo test --test fuzz -- --ignored --nocapture` repeats every word of the dictionary.

#![allow(clippy::expect_used, reason = "a test fails by panicking")]

mod dictionary;
mod pace;
mod readers;

use std::path::{Path, PathBuf};

use pace::Trial;
use readers::READERS;

/// A test for each reader: what is kept of the texts that were tried with it.
macro_rules! kept {
    ($($name:ident)*) => {
        $(#[test]
        fn $name() {
            read_kept(stringify!($name));
        })*

        #[test]
        fn every_reader_has_a_test() {
            let names: Vec<&str> = READERS.iter().map(|(name, _)| *name).collect();
            assert_eq!(names, [$(stringify!($name)),*]);
        }
    };
}

kept!(captions commits front_matter mailmap markdown models pictures records redlines requests sentences site_toml);

fn read_kept(name: &'static str) {
    let (_, reader) = READERS.into_iter().find(|(known, _)| *known == name).expect("a reader");
    let mut trial = Trial::new(name, reader);
    for path in files(&["corpus", name]).into_iter().chain(seeds(name)) {
        trial.read(&path.display().to_string(), &std::fs::read(&path).expect("a file"));
    }
    assert!(trial.count() > 10, "{name}: nothing is kept");
    trial.end();
    if name == "requests" {
        readers::still_answers();
    }
}

/// What a reader begins from: texts in many scripts, pages, and what it alone reads.
fn seeds(name: &str) -> impl Iterator<Item = PathBuf> {
    ["scripts", "pages", name].into_iter().flat_map(|folder| files(&["seeds", folder]))
}

/// The files of a folder beside this, if it is there; in the same order wherever they are.
fn files(folder: &[&str]) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz");
    let folder = folder.iter().fold(root, |folder, name| folder.join(name));
    let entries = std::fs::read_dir(folder).into_iter().flatten();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    files.sort();
    files
}

#[test]
fn seeds_are_in_many_scripts() {
    assert!(files(&["seeds", "scripts"]).len() > 15);
}

/// How long a text of one word becomes.
const LONG: usize = 16 * 1024;

#[test]
#[ignore = "takes minutes"]
fn words_repeated() {
    let words = dictionary::words(include_str!("words.dict"));
    assert!(words.len() > 400);
    // The preview takes no more than 64 KB of a request and no more than 100 lines.
    for (name, reader) in READERS.into_iter().filter(|(name, _)| *name != "requests") {
        let mut trial = Trial::new(name, reader);
        for word in &words {
            for around in ["", " ", "a", "\n", "0: "] {
                let once = [word.as_slice(), around.as_bytes()].concat();
                let text = once.repeat(LONG / once.len());
                let shown = format!("{:?} repeated", String::from_utf8_lossy(&once));
                trial.read(&shown, &text);
                trial.read(&format!("{shown} in front matter"), &[b"---\na: ", &*text, b"\n---\n"].concat());
            }
        }
        println!("{name}: {} texts", trial.count());
        trial.end();
    }
}
