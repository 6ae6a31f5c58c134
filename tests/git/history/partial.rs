//! Partial clones: what was left away is missing, at once and quietly. Nothing is ever fetched.

use std::path::{Path, PathBuf};

use guidepost::git::Repository;
use guidepost::model::{RepoPath, Seal};
use guidepost::world::{MainLine, Versions, VersionsError};

use crate::history::histories::text;
use crate::support::{Repo, beside};

/// A clone with this filter, and the folder that it is in.
fn clone(repo: &Repo, arguments: &[&str]) -> (tempfile::TempDir, PathBuf) {
    let (folder, clone) = beside();
    let url = format!("file://{}", repo.path().display());
    repo.git(&["config", "uploadpack.allowFilter", "true"]);
    repo.git(&["config", "uploadpack.allowAnySHA1InWant", "true"]);
    repo.git(&[&["clone", "--quiet"], arguments, &[&url, clone.to_str().expect("a path")]].concat());
    (folder, clone)
}

/// The files of the object store, each with its size.
fn objects(clone: &Path) -> Vec<(PathBuf, u64)> {
    let found = walkdir::WalkDir::new(clone.join(".git/objects")).sort_by_file_name().into_iter();
    let files = found.map(|entry| entry.expect("an entry")).filter(|entry| entry.file_type().is_file());
    files.map(|entry| (entry.path().to_owned(), entry.metadata().expect("a file").len())).collect()
}

fn repo() -> Repo {
    let repo = Repo::new();
    repo.save("a.md", &text("a"));
    repo.save("folder/b.md", &text("b"));
    repo.save("a.md", &text("c"));
    repo
}

#[test]
fn texts_that_were_left_away_are_missing() {
    let repo = repo();
    let (_folder, clone) = clone(&repo, &["--no-checkout", "--filter=blob:none"]);
    let before = objects(&clone);
    let repository = Repository::open(&clone).expect("a repository");
    let line = MainLine::read(&repository, &[]).expect("commits are there");
    assert_eq!(line.commits.len(), 3);
    let differences = repository.site_differences(Some(line.commits[1].id), line.commits[2].id);
    assert_eq!(differences.expect("folders are there").len(), 1);
    for commit in &line.commits {
        for (path, entry) in repository.files(commit.id).expect("folders are there") {
            let id = entry.text.0;
            assert_eq!(repository.blob(entry.text), Err(VersionsError::Missing(id)), "{path}");
        }
    }
    assert_eq!(objects(&clone), before, "nothing was fetched");
}

#[test]
fn only_what_is_checked_out_is_there() {
    let repo = repo();
    let (_folder, clone) = clone(&repo, &["--filter=blob:none"]);
    let before = objects(&clone);
    let repository = Repository::open(&clone).expect("a repository");
    let line = MainLine::read(&repository, &[]).expect("commits are there");
    let a = RepoPath::new("a.md");
    let text_at = |nth: usize| {
        let entry = repository.entry(line.commits[nth].id, &a).expect("folders are there").expect("a file");
        repository.blob(entry.text).map(|bytes| bytes.to_vec())
    };
    assert_eq!(text_at(2), Ok(text("c").into_bytes()));
    assert!(matches!(text_at(0), Err(VersionsError::Missing(_))));
    assert_eq!(objects(&clone), before, "nothing was fetched");
}

#[test]
fn folders_that_were_left_away_are_missing() {
    let repo = repo();
    let (_folder, clone) = clone(&repo, &["--no-checkout", "--filter=tree:0"]);
    let before = objects(&clone);
    let repository = Repository::open(&clone).expect("a repository");
    let line = MainLine::read(&repository, &[]).expect("commits are there");
    let (first, head) = (line.commits[0].id, repository.head());
    let missing = |error: VersionsError| matches!(error, VersionsError::Missing(_));
    assert!(repository.files(head).is_err_and(missing));
    assert!(repository.differences(Some(first), head).is_err_and(missing));
    assert!(repository.site_differences(None, head).is_err_and(missing));
    assert!(repository.entry(head, &RepoPath::new("a.md")).is_err_and(missing));
    assert_eq!(repository.seals(&[first, head], None), [Seal::Unsigned, Seal::Unsigned]);
    assert_eq!(repository.overlays(), []);
    assert_eq!(objects(&clone), before, "nothing was fetched");
}
