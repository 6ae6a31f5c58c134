//! Whatever is written, nothing panics and nothing takes for ever. `scripts/fuzz` looks for what does, guided by what its
//! texts have covered; the least that covers as much is kept in `corpus` and read here, with the texts it began from.
//!
//! What is harmless once may not be a thousand times, and such a text is too long for a fuzzer to come upon:
//! `cargo test --test fuzz repeated -- --ignored` repeats every word of the dictionary.

#![allow(clippy::expect_used, reason = "a test fails by panicking")]

mod dictionary;
mod pace;
mod readers;

use std::path::{Path, PathBuf};

use pace::Trial;
use readers::{READERS, Reader};

/// A test for each reader: what is kept of the texts that were tried with it.
macro_rules! kept {
    ($($name:ident)*) => {
        $(#[test]
        fn $name() {
            read_kept(stringify!($name));
        })*

        /// The same for words that are repeated.
        mod repeated {
            $(#[test]
            #[ignore = "takes minutes"]
            fn $name() {
                super::read_repeated(stringify!($name));
            })*
        }

        #[test]
        fn every_reader_has_a_test() {
            let names: Vec<&str> = READERS.iter().map(|(name, _)| *name).collect();
            assert_eq!(names, [$(stringify!($name)),*]);
        }
    };
}

kept!(captions commits front_matter mailmap markdown models pictures records redlines requests sentences site_toml);

fn read_kept(name: &'static str) {
    let mut trial = Trial::new(name, reader(name));
    for path in files(&["corpus", name]).into_iter().chain(seeds(name)) {
        trial.read(&path.display().to_string(), &std::fs::read(&path).expect("a file"));
    }
    assert!(trial.count() > 10, "{name}: nothing is kept");
    trial.end();
    if name == "requests" {
        readers::still_answers();
    }
}

fn reader(name: &str) -> Reader {
    READERS.into_iter().find(|(known, _)| *known == name).expect("a reader").1
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

fn read_repeated(name: &'static str) {
    let words = dictionary::words(include_str!("words.dict"));
    assert!(words.len() > 400);
    let mut trial = Trial::new(name, reader(name));
    for word in &words {
        for behind in ["", " ", "a", "\n", ": 1\n"] {
            let once = [word.as_slice(), behind.as_bytes()].concat();
            let many = |size: usize| once.repeat(size / once.len());
            let in_field = |size: usize| [b"---\ntags: ", &*many(size), b"\n---\n"].concat();
            let shown = format!("{:?} repeated", String::from_utf8_lossy(&once));
            trial.read_grown(&shown, &many);
            if matches!(name, "front_matter" | "models") {
                trial.read_grown(&format!("{shown} in a field"), &in_field);
            }
        }
    }
    trial.end();
}
