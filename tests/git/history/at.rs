//! The site as it stood at a commit.

use std::sync::Arc;

use guidepost::date::Zone;
use guidepost::git::{CommitWorld, Repository};
use guidepost::path::FilePath;
use guidepost::world::{ReadError, Versions, World};

use crate::history::histories::text;
use crate::support::Repo;

fn open(repo: &Repo) -> Repository {
    Repository::open(repo.path()).expect("a repository")
}

fn world(repo: &Repo, name: &str) -> CommitWorld {
    let repository = open(repo);
    let commit = repository.find(name, &Zone::utc()).expect("a commit");
    CommitWorld::new(Arc::new(repository.seen_from(commit)), None).expect("a world")
}

fn file(path: &str) -> FilePath {
    FilePath::new(path).expect("a path")
}

#[test]
fn a_world_over_a_commit_has_the_files_of_that_commit() {
    let repo = Repo::new();
    repo.write("content/a.md", "one\n");
    repo.write("content/sub/b.md", "b\n");
    repo.write("content/.guidepost/cache/x", "x\n");
    repo.write("content/latin.md", "");
    std::fs::write(repo.path().join("content/latin.md"), b"Gr\xfc\xdfe").expect("a file");
    std::os::unix::fs::symlink("a.md", repo.path().join("content/link.md")).expect("a link");
    std::os::unix::fs::symlink("sub", repo.path().join("content/folder")).expect("a link");
    std::os::unix::fs::symlink("../../x", repo.path().join("content/out.md")).expect("a link");
    std::os::unix::fs::symlink(".", repo.path().join("content/loop")).expect("a link");
    repo.commit("First");
    repo.save("content/a.md", "two\n");
    repo.write("content/a.md", "not committed\n");
    let then = world(&repo, "HEAD~1");
    let listing = then.list(&file("content"));
    let names: Vec<&str> = listing.files.iter().map(FilePath::as_str).collect();
    let expected =
        ["a.md", "folder/b.md", "latin.md", "link.md", "sub/b.md"].map(|name| format!("content/{name}"));
    assert_eq!(names, expected);
    let odd: Vec<String> = listing
        .findings
        .iter()
        .filter_map(|finding| Some(finding.place.as_ref()?.file.to_string()))
        .collect();
    assert_eq!(odd, ["content/loop", "content/out.md"]);
    for link in ["content/a.md", "content/link.md"] {
        assert_eq!(&*then.text(&file(link)).expect("a text"), "one\n", "{link}");
    }
    assert_eq!(then.text(&file("content/nothing.md")), Err(ReadError::Missing));
    assert!(matches!(then.text(&file("content/latin.md")), Err(ReadError::NotUtf8 { at: 2, .. })));
    assert_eq!(&*world(&repo, "HEAD").text(&file("content/a.md")).expect("a text"), "two\n");
    assert_eq!(then.today(&Zone::utc()).to_string(), "2023-11-14");
}

#[test]
fn commits_are_found_by_what_people_call_them() {
    let repo = Repo::new();
    repo.save("a.md", &text("a"));
    repo.save("a.md", &text("b"));
    repo.git(&["tag", "light"]);
    repo.git(&["tag", "--annotate", "--message", "Release", "v1"]);
    repo.git(&["tag", "--annotate", "--message", "Again", "v1-again", "v1"]);
    repo.git(&["checkout", "--quiet", "-b", "topic/side"]);
    repo.save("b.md", "b\n");
    repo.git(&["checkout", "--quiet", "main"]);
    repo.save("c.md", "c\n");
    repo.merge(&["topic/side"]);
    repo.git(&["pack-refs", "--all"]);
    repo.git(&["branch", "loose"]);
    let repository = open(&repo);
    let short = &repo.git(&["rev-parse", "HEAD"])[..9];
    for name in [
        "HEAD",
        "@",
        "main",
        "loose",
        "topic/side",
        "refs/heads/main",
        "light",
        "v1",
        "v1-again",
        short,
        "HEAD~2",
        "HEAD^2",
        "v1^",
        "HEAD^2~1^0",
    ] {
        let found = repository.find(name, &Zone::utc()).map(|commit| commit.to_string());
        assert_eq!(found, Ok(repo.git(&["rev-parse", &format!("{name}^{{commit}}")])), "{name}");
    }
    for name in ["", "nothing", "HEAD~99", "HEAD^3", "~1", "../../HEAD", "0123456789", "HEAD:a.md", "a b"] {
        assert!(repository.find(name, &Zone::utc()).is_err(), "{name}");
    }
}

/// Whoever may push a branch must not choose what digits stand for; what nobody can mean by them takes no branch away.
#[test]
fn digits_mean_a_branch_only_where_no_commit_begins_with_them() {
    let repo = Repo::new();
    repo.save("a.md", &text("a"));
    let folder = tempfile::tempdir().expect("a folder");
    let tree = repo.git(&["rev-parse", "HEAD^{tree}"]);
    // Of so many commits some begin with the same four digits.
    let paths: Vec<String> = (0..1500)
        .map(|number| {
            let path = folder.path().join(number.to_string());
            let who = format!("Hub <hub@example.org> {} +0000", 1_700_000_000 + number);
            let commit = format!("tree {tree}\nauthor {who}\ncommitter {who}\n\nOne of many\n");
            std::fs::write(&path, commit).expect("written");
            path.display().to_string()
        })
        .collect();
    let written = paths.chunks(500).map(|paths| {
        let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
        repo.git(&[&["hash-object", "-t", "commit", "-w"], &paths[..]].concat())
    });
    let mut begins: std::collections::BTreeMap<String, usize> = std::collections::BTreeMap::new();
    for id in written.collect::<Vec<_>>().join("\n").lines() {
        *begins.entry(id[..4].to_owned()).or_default() += 1;
    }
    let (many, _) = begins.iter().find(|(_, count)| **count > 1).expect("a pair");
    let (one, _) = begins.iter().find(|(_, count)| **count == 1).expect("a single one");
    let blob = repo.git(&["rev-parse", "HEAD:a.md"]);
    let blob = &blob[..6];
    let find = |name: &str| open(&repo).find(name, &Zone::utc()).map(|commit| commit.to_string());
    assert!(find(many).is_err_and(|why| why.contains("several ids begin")), "{many}");
    assert!(find(one).is_ok_and(|id| id.starts_with(one.as_str())), "{one}");
    assert!(find(blob).is_err(), "a text is no commit");
    for name in [many.as_str(), one.as_str(), blob] {
        repo.git(&["update-ref", &format!("refs/heads/{name}"), "HEAD"]);
    }
    for name in [many, one] {
        assert!(find(name).is_err_and(|why| why.contains("refs/heads/")), "{name}");
    }
    assert_eq!(find(blob), Ok(repo.git(&["rev-parse", "HEAD"])));
}

#[test]
fn a_day_means_the_main_line_at_its_end() {
    let repo = Repo::new();
    let first = repo.save("a.md", "one\n");
    repo.pass(24);
    repo.git(&["checkout", "--quiet", "-b", "side"]);
    repo.save("b.md", "b\n");
    repo.git(&["checkout", "--quiet", "main"]);
    repo.pass(24);
    let third = repo.save("a.md", "two\n");
    repo.pass(24);
    repo.merge(&["side"]);
    let repository = open(&repo);
    let vienna = Zone::named("Europe/Vienna").expect("a zone");
    for (day, zone, commit) in [
        // 14 November 2023, 23:13 UTC, is the 15th in Vienna.
        ("2023-11-14", &Zone::utc(), Ok(&first)),
        ("2023-11-14", &vienna, Err(())),
        ("2023-11-15", &vienna, Ok(&first)),
        ("2023-11-16", &vienna, Ok(&first)),
        ("2023-11-17", &vienna, Ok(&third)),
        ("2000-01-01", &vienna, Err(())),
    ] {
        let found = repository.find(day, zone).map(|commit| commit.to_string());
        assert_eq!(found.as_ref().map_err(|_| ()), commit, "{day}");
    }
    let head = repository.find("2030-01-01", &vienna).expect("a commit");
    assert_eq!(head, repository.head());
}
