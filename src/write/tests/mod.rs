//! Builds into real folders, one after another.

mod failing;
mod foreign;
mod guarded;
mod rebuilding;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use tempfile::TempDir;

use super::manifest::MANIFEST;
use super::*;
use crate::output::MediaType;
use crate::world::{MemoryCache, NoCache};

fn folder() -> TempDir {
    tempfile::tempdir().expect("a folder for the test")
}

fn path(path: &str) -> OutputPath {
    OutputPath::new(path)
}

fn open(dir: &Path) -> OutputFolder<'static> {
    OutputFolder::open(dir, &[], &NoCache).expect("the folder is open to us")
}

/// A whole build with these files.
fn build(dir: &Path, files: &[(&str, &str)]) -> Summary {
    let output = open(dir);
    for (name, text) in files {
        output.put_bytes(&path(name), text.as_bytes()).expect("written");
    }
    output.finish().expect("finished")
}

fn write_by_hand(dir: &Path, name: &str, text: &str) {
    let file = dir.join(name);
    fs::create_dir_all(file.parent().expect("a folder")).expect("folders");
    fs::write(file, text).expect("written");
}

/// Every file below a folder, but the manifest, with its text; folders that are empty end in `/`.
fn tree(dir: &Path) -> BTreeMap<String, String> {
    let mut tree = BTreeMap::new();
    for entry in walkdir::WalkDir::new(dir).min_depth(1) {
        let entry = entry.expect("readable");
        let name = entry.path().strip_prefix(dir).expect("below").to_string_lossy().into_owned();
        if entry.file_type().is_dir() {
            if fs::read_dir(entry.path()).expect("readable").next().is_none() {
                tree.insert(name + "/", String::new());
            }
        } else if name != MANIFEST {
            tree.insert(name, fs::read_to_string(entry.path()).expect("text"));
        }
    }
    tree
}

fn files(files: &[(&str, &str)]) -> BTreeMap<String, String> {
    files.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
}
