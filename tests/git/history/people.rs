//! Who, when and why; what is folded away; what is kept.

use guidepost::model::{CollapseReason, Importance};
use guidepost::store::DiskCache;

use crate::history::histories::{histories, text};
use crate::support::Repo;

#[test]
fn people_go_by_the_names_of_the_mailmap() {
    let repo = Repo::new();
    repo.save(".mailmap", "Hub Editors <hub@example.org>\nHR Editors <hr@example.org> hr <hr@old.example>\n");
    repo.write("a.md", "one\n");
    repo.commit(
        "Write\n\nBecause.\n\nCo-authored-by: hr <hr@old.example>\nSigned-off-by: hub <hub@example.org>",
    );
    let history = repo.history("a.md");
    let commit = &history.revisions[0].commit;
    assert_eq!(*commit.author.name, *repo.git(&["log", "-1", "--format=%aN"]));
    assert_eq!(&*commit.author.name, "Hub Editors");
    assert_eq!(&*commit.co_authors[0].name, "HR Editors");
    assert_eq!((&*commit.subject, &*commit.body), ("Write", "Because."));
}

#[test]
fn minor_and_listed_commits_are_folded() {
    let repo = Repo::new();
    repo.save("a.md", "one\n");
    let listed = repo.save("a.md", "two\n");
    repo.write("a.md", "three\n");
    repo.commit("Comma\n\nChange: minor");
    repo.save(".git-blame-ignore-revs", &format!("# tidying\n{listed}\nabc\n"));
    let (told, findings) = repo.histories(&["a.md"]);
    let folded: Vec<_> =
        told[0].revisions.iter().map(|revision| (revision.folded, revision.commit.change)).collect();
    assert_eq!(
        folded,
        [
            (Some(CollapseReason::Minor), Importance::Minor),
            (Some(CollapseReason::Ignored), Importance::Major),
            (None, Importance::Major)
        ]
    );
    assert_eq!(findings.len(), 1, "{findings:?}");
    assert_eq!(findings[0].code.name(), "bad-ignore-list");
}

#[test]
fn what_is_kept_says_the_same_and_grows_with_the_history() {
    let repo = Repo::new();
    let site = tempfile::tempdir().expect("a folder");
    let cache = || Box::new(DiskCache::of_site(site.path()));
    let pages = ["b.md", "c.md"];
    repo.save("a.md", &text("a"));
    repo.git(&["mv", "a.md", "b.md"]);
    repo.commit("Move");
    repo.git(&["checkout", "--quiet", "-b", "side"]);
    repo.save("b.md", &text("a").replace("Line 1 ", "First "));
    repo.git(&["checkout", "--quiet", "main"]);
    repo.save("c.md", "c\n");
    for _ in 0..2 {
        let kept = histories(repo.path(), &pages, cache());
        assert_eq!(kept, repo.histories(&pages));
    }
    repo.begin_merge(&["side"]);
    repo.write("b.md", text("a").replace("Line 2 ", "Second "));
    repo.commit("Merge");
    for _ in 0..2 {
        assert_eq!(histories(repo.path(), &pages, cache()), repo.histories(&pages));
    }
    let folder = site.path().join(".guidepost/cache");
    let file = std::fs::read_dir(&folder).expect("a folder").next().expect("a file").expect("a file").path();
    let mut bytes = std::fs::read(&file).expect("bytes");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&file, bytes).expect("a file");
    assert_eq!(histories(repo.path(), &pages, cache()), repo.histories(&pages), "a damaged entry is none");
}

#[test]
fn commits_of_one_second_keep_their_order() {
    let repo = Repo::new();
    for number in 0..5 {
        repo.save("a.md", &format!("{number}\n"));
        repo.pass(-1);
    }
    let history = repo.history("a.md");
    let places: Vec<u32> = history.revisions.iter().map(|revision| revision.commit.place).collect();
    assert_eq!(places, [0, 1, 2, 3, 4]);
    assert_eq!(history.revisions[0].commit.committed, history.revisions[4].commit.committed);
}
