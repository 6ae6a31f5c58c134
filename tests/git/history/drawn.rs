//! What shows a past is drawn once, and taken from the cache by whoever builds the same into an empty folder.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::support::{Repo, finish, guidepost_at};

/// A site whose pages have a past.
fn site() -> Repo {
    let repo = Repo::new();
    repo.write(".gitignore", ".guidepost/\n");
    repo.save("content/index.md", "# Handbook\n\n[One](one.md)\n");
    for number in 0..4 {
        repo.save(
            "content/one.md",
            &format!("# One\n\nSentence number {number} of it.\n\n[Home](index.md)\n"),
        );
    }
    repo
}

/// The files of a build into an empty folder.
fn built(repo: &Repo) -> BTreeMap<PathBuf, Vec<u8>> {
    let out = tempfile::tempdir_in(repo.folder.path()).expect("a folder");
    let to = out.path().display().to_string();
    finish(&mut guidepost_at(repo.path(), &["build", "--out", &to])).well();
    let mut files = BTreeMap::new();
    read(out.path(), out.path(), &mut files);
    files
}

fn read(root: &Path, dir: &Path, files: &mut BTreeMap<PathBuf, Vec<u8>>) {
    for entry in fs::read_dir(dir).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            read(root, &path, files);
        } else {
            let name = path.strip_prefix(root).expect("within").to_owned();
            files.insert(name, fs::read(&path).expect("a file"));
        }
    }
}

/// The file of the cache that has what was drawn.
fn kept(repo: &Repo) -> PathBuf {
    let files = fs::read_dir(repo.path().join(".guidepost/cache")).expect("a cache");
    let mut files = files.map(|file| file.expect("a file").path());
    let is_drawn =
        |file: &PathBuf| file.file_name().is_some_and(|name| name.to_string_lossy().starts_with("drawn-"));
    files.find(is_drawn).expect("what was drawn is kept")
}

#[test]
fn what_was_drawn_once_is_the_same_from_the_cache() {
    let repo = site();
    let cold = built(&repo);
    // It does come from there: a text of the past is needed no more.
    let old = repo.git(&["rev-parse", "HEAD~2:content/one.md"]);
    let (folder, file) = old.split_at_checked(2).expect("an id");
    let object = repo.path().join(".git/objects").join(folder).join(file);
    let aside = repo.folder.path().join("aside");
    fs::rename(&object, &aside).expect("it is not packed");
    assert!(built(&repo) == cold, "the same");
    fs::rename(&aside, &object).expect("it is there again");
    let path = kept(&repo);
    let damaged = |bytes: &[u8]| -> Vec<u8> {
        let middle = bytes.len() / 2;
        bytes.iter().enumerate().map(|(at, byte)| if at == middle { byte ^ 0x55 } else { *byte }).collect()
    };
    let bytes = fs::read(&path).expect("a file");
    fs::write(&path, damaged(&bytes)).expect("written");
    assert!(built(&repo) == cold, "what is damaged is drawn anew");
    fs::remove_dir_all(repo.path().join(".guidepost")).expect("removed");
    assert!(built(&repo) == cold, "as without a cache");
}

#[test]
fn what_a_past_leads_to_is_asked_each_time() {
    let repo = site();
    let before = built(&repo);
    // No text of the past of the page changes, but what its links lead to does.
    repo.git(&["mv", "content/index.md", "content/start.md"]);
    repo.save("content/index.md", "# Another home\n");
    let warm = built(&repo);
    fs::remove_dir_all(repo.path().join(".guidepost")).expect("removed");
    assert!(warm == built(&repo), "it is what is drawn without a cache");
    assert!(warm != before);
}
