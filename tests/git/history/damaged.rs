//! Repositories that are damaged somewhere: whatever byte it is, there is a past or a finding, and no panic.

use std::path::PathBuf;

use guidepost::date::Zone;
use guidepost::git::Repository;
use guidepost::world::NoVersions;

use crate::history::histories::{commits, histories, make_writable, text};
use crate::support::Repo;

/// A repository with a pack, loose objects, a merge and a move.
fn repo() -> Repo {
    let repo = Repo::new();
    repo.save("a.md", &text("a"));
    repo.save("a.md", &text("a").replace("Line 3 ", "Third "));
    repo.git(&["checkout", "--quiet", "-b", "side"]);
    repo.save("b.md", &text("b"));
    repo.git(&["checkout", "--quiet", "main"]);
    repo.git(&["mv", "a.md", "c.md"]);
    repo.commit("Move");
    repo.merge(&["side"]);
    repo.git(&["gc", "--quiet"]);
    repo.save("c.md", &text("a").replace("Line 4 ", "Fourth "));
    repo
}

/// The files of the repository that hold what is read of it.
fn files(repo: &Repo) -> Vec<PathBuf> {
    let found = walkdir::WalkDir::new(repo.path().join(".git")).sort_by_file_name().into_iter();
    let files = found.map(|entry| entry.expect("an entry")).filter(|entry| entry.file_type().is_file());
    let read = |path: &PathBuf| {
        let path = path.to_string_lossy();
        path.contains("/objects/")
            || path.ends_with("/HEAD")
            || path.ends_with("packed-refs")
            || path.ends_with("/.git/config")
    };
    files.map(walkdir::DirEntry::into_path).filter(read).collect()
}

/// Numbers that look like chance and are the same in every run.
fn chance(seed: &mut u64, below: usize) -> usize {
    *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    usize::try_from(*seed >> 33).expect("small") % below.max(1)
}

#[test]
fn whatever_byte_is_wrong_nothing_panics() {
    let repo = repo();
    let pages = ["b.md", "c.md"];
    let mut seed = 1;
    let mut unnoticed = 0;
    let (whole, _) = repo.histories(&pages);
    let files = files(&repo);
    assert!(files.len() > 8, "{files:?}");
    for path in files {
        let bytes = std::fs::read(&path).expect("bytes");
        make_writable(&path);
        for round in 0..12 {
            let mut damaged = bytes.clone();
            match (round, chance(&mut seed, bytes.len())) {
                (0, _) => damaged.clear(),
                (1 | 2, at) => damaged.truncate(at),
                (_, at) => damaged[at] ^= u8::try_from(1 + chance(&mut seed, 255)).expect("a byte"),
            }
            std::fs::write(&path, damaged).expect("a file");
            let (told, findings) = histories(repo.path(), &pages, Box::new(guidepost::world::NoCache));
            if findings.is_empty() && told != whole {
                unnoticed += 1;
            }
        }
        std::fs::write(&path, bytes).expect("a file");
    }
    assert_eq!(repo.histories(&pages).0, whole, "all is mended");
    assert_eq!(unnoticed, 0);
}

#[test]
fn a_lost_object_is_said_out_loud() {
    let repo = Repo::new();
    repo.save("a.md", &text("a"));
    repo.save("a.md", "two\n");
    let third = repo.save("a.md", "three\n");
    let second = repo.git(&["rev-parse", "HEAD~1"]);
    let tree = repo.git(&["rev-parse", "HEAD~2^{tree}"]);
    // What the third commit changed cannot be told without the second.
    for (lost, known) in [(&second, vec![]), (&tree, vec![third])] {
        let path = repo.path().join(format!(".git/objects/{}/{}", &lost[..2], &lost[2..]));
        let bytes = std::fs::read(&path).expect("an object");
        std::fs::remove_file(&path).expect("removed");
        let (told, findings) = repo.histories(&["a.md"]);
        assert_eq!(told[0].completeness, guidepost::model::Completeness::MissingObjects, "{lost}");
        assert_eq!(commits(&told[0]), known, "no made-up beginning");
        assert!(findings.iter().any(|finding| finding.message.contains(lost.as_str())), "{findings:?}");
        std::fs::write(&path, bytes).expect("an object");
    }
}

#[test]
fn a_name_may_hold_any_letter() {
    let repo = Repo::new();
    repo.save("a.md", "one\n");
    repo.save("a.md", "two\n");
    let repository = Repository::open(repo.path()).expect("a repository");
    for name in ["HEAD~1é", "HEAD~é", "HEAD^€", "é~1"] {
        assert!(repository.find(name, &Zone::utc()).is_err(), "{name}");
    }
    assert!(repository.find("HEAD~1^0", &Zone::utc()).is_ok());
    assert!(repository.find("HEAD~4000000000", &Zone::utc()).is_err());
}

#[test]
fn a_branch_without_an_id_is_broken() {
    let repo = Repo::new();
    repo.save("a.md", "one\n");
    for written in ["", "nonsense\n", "ref: refs/heads/main\n"] {
        repo.write(".git/refs/heads/main", written);
        let opened = Repository::open(repo.path()).map(|_| ());
        assert!(
            matches!(&opened, Err(NoVersions::Unreadable(why)) if why.contains("refs/heads/main")),
            "{opened:?}"
        );
    }
}
