//! What of a repository is left out of account: it changes nothing that is read, and is named.

use std::sync::Arc;

use guidepost::disk::DiskWorld;
use guidepost::git::{CommitWorld, Repository};
use guidepost::model::Seal;
use guidepost::store::DiskCache;
use guidepost::world::{Beginning, Cache as _, MainLine, NoVersions, Overlay, Versions, World as _};

use crate::history::histories::{commits, histories};
use crate::support::{Keys, Repo, beside};

fn open(repo: &Repo) -> Repository {
    Repository::open(repo.path()).expect("a repository")
}

fn names(repository: &Repository) -> Vec<String> {
    repository.overlays().iter().map(ToString::to_string).collect()
}

/// The commits of the line, the oldest first.
fn line(repo: &Repo) -> Vec<String> {
    let line = MainLine::read(&open(repo), &[]).expect("a line");
    assert_eq!(line.begins, Beginning::Root);
    line.commits.iter().map(|commit| commit.id.to_string()).collect()
}

#[test]
fn replacements_and_grafts_change_nothing_and_are_named() {
    let repo = Repo::new();
    let saved = ["one\n", "two\n", "three\n"].map(|text| repo.save("a.md", text));
    let newest_first = [saved[2].clone(), saved[1].clone(), saved[0].clone()];
    assert!(names(&open(&repo)).is_empty());
    let plain = open(&repo).lineage();

    repo.git(&["replace", "--graft", &saved[2], &saved[0]]);
    assert_eq!(names(&open(&repo)), [format!("refs/replace/{}", saved[2])]);
    assert_eq!((line(&repo), commits(&repo.history("a.md"))), (saved.to_vec(), newest_first.to_vec()));
    assert_ne!(open(&repo).lineage(), plain, "whoever was told of them before is told anew");
    repo.git(&["pack-refs", "--all"]);
    assert_eq!(names(&open(&repo)), [format!("refs/replace/{}", saved[2])]);
    repo.git(&["replace", "--delete", &saved[2]]);

    // A text under the name of another, as an attack would have it.
    let (ours, theirs) = (repo.git(&["rev-parse", "HEAD:a.md"]), repo.git(&["rev-parse", "HEAD~1:a.md"]));
    repo.git(&["replace", &ours, &theirs]);
    assert_eq!(repo.git(&["show", "HEAD:a.md"]), "two", "git itself falls for it");
    assert_eq!(&*open(&repo).blob(ours.parse().expect("an id")).expect("a text"), b"three\n");
    assert_eq!(names(&open(&repo)), [format!("refs/replace/{ours}")]);
    repo.git(&["replace", "--delete", &ours]);

    for (grafts, named) in [
        (format!("{} {}\n", saved[2], saved[0]), vec![".git/info/grafts"]),
        (format!("{}\n", saved[2]), vec![".git/info/grafts"]),
        (format!("{} {}\n", saved[0], saved[2]), vec![".git/info/grafts"]),
        ("# none\n\n".to_owned(), vec![]),
    ] {
        repo.write(".git/info/grafts", &grafts);
        assert_eq!(names(&open(&repo)), named, "{grafts}");
        assert_eq!((line(&repo), commits(&repo.history("a.md"))), (saved.to_vec(), newest_first.to_vec()));
    }
}

#[test]
fn a_cut_is_no_overlay() {
    let repo = Repo::new();
    repo.save("a.md", "one\n");
    let second = repo.save("a.md", "two\n");
    let (_folder, clone) = beside();
    let url = format!("file://{}", repo.path().display());
    repo.git(&["clone", "--quiet", "--depth=1", &url, clone.to_str().expect("a path")]);
    let repository = Repository::open(&clone).expect("a repository");
    let line = MainLine::read(&repository, &[]).expect("a line");
    assert_eq!((line.commits.len(), line.begins), (1, Beginning::Cut));
    assert_eq!(line.commits[0].id.to_string(), second);
    assert!(repository.overlays().is_empty());
}

const ROOM: &str = "verdicts";

/// Whether a world over the working tree, and one over its head, use what is in the cache.
fn used(root: &std::path::Path) -> [bool; 2] {
    let cache = || Box::new(DiskCache::of_site(root));
    let repository = Arc::new(Repository::open(root).expect("a repository"));
    let disk = DiskWorld::new(root, None).expect("a world").with_cache(cache());
    disk.see_versions(Ok(repository.clone()));
    let then = CommitWorld::new(repository, None).expect("a world").with_cache(cache());
    [disk.cache().get(ROOM, b"key").is_some(), then.cache().get(ROOM, b"key").is_some()]
}

/// A repository with a site in a folder of it, and a verdict in its cache, which is not under version control.
fn with_a_cache() -> Repo {
    let repo = Repo::new();
    repo.save("site/content/a.md", "one\n");
    let cache = DiskCache::of_site(&repo.path().join("site"));
    cache.put(ROOM, b"key", b"good".to_vec());
    cache.flush().expect("kept");
    repo
}

#[test]
fn a_cache_that_came_with_the_repository_is_not_used() {
    let repo = with_a_cache();
    let site = repo.path().join("site");
    assert_eq!(used(&site), [true; 2]);
    assert!(names(&Repository::open(&site).expect("a repository")).is_empty());

    // Only in the index, as while a merge is open.
    repo.git(&["add", "--force", "site/.guidepost"]);
    assert_eq!(names(&Repository::open(&site).expect("a repository")), ["site/.guidepost"]);
    assert_eq!(used(&site), [false; 2]);
    repo.git(&["update-index", "--index-version", "4"]);
    assert_eq!(used(&site), [false; 2]);
    repo.git(&["update-index", "--split-index"]);
    assert_eq!(used(&site), [false; 2]);
    repo.git(&["update-index", "--no-split-index"]);
    repo.commit("Slip it in");
    let (_folder, clone) = beside();
    repo.git(&["clone", "--quiet", ".", clone.to_str().expect("a path")]);
    let cloned = clone.join("site");
    assert!(DiskCache::of_site(&cloned).get(ROOM, b"key").is_some(), "it is there");
    assert_eq!(used(&cloned), [false; 2]);
    // In the commit alone.
    std::fs::remove_file(clone.join(".git/index")).expect("removed");
    assert_eq!(used(&cloned), [false; 2]);
    assert_eq!(
        Repository::open(&clone).expect("a repository").overlays(),
        [],
        "another site's is of no account"
    );

    // An earlier state of the site asks what is checked out now.
    let repository = Repository::open(&cloned).expect("a repository");
    let first = repository.find("HEAD~1", &guidepost::date::Zone::utc()).expect("a commit");
    let then = CommitWorld::new(Arc::new(repository.seen_from(first)), None).expect("a world");
    let then = then.with_cache(Box::new(DiskCache::of_site(&cloned)));
    assert!(then.cache().get(ROOM, b"key").is_none());

    repo.git(&["rm", "-r", "--quiet", "--cached", "site/.guidepost"]);
    repo.commit("Take it out");
    assert_eq!(used(&site), [true; 2]);
}

#[test]
fn a_link_in_the_place_of_the_cache_came_with_the_repository() {
    let repo = with_a_cache();
    let site = repo.path().join("site");
    std::fs::rename(site.join(".guidepost"), site.join("pictures")).expect("moved");
    std::fs::remove_file(site.join("pictures/.gitignore")).expect("removed");
    std::os::unix::fs::symlink("pictures", site.join(".guidepost")).expect("a link");
    repo.commit("A link");
    assert_eq!(used(&site), [false; 2]);
}

#[test]
fn a_cache_is_not_used_while_it_is_unknown_whose_it_is() {
    let repo = with_a_cache();
    let site = repo.path().join("site");
    repo.git(&["add", "--force", "site/.guidepost"]);
    let world = DiskWorld::new(&site, None).expect("a world").with_cache(Box::new(DiskCache::of_site(&site)));
    world.see_versions(Repository::open(&site).map(|repository| Arc::new(repository) as Arc<dyn Versions>));
    world.see_versions(Err(NoVersions::BeingRead));
    assert!(world.cache().get(ROOM, b"key").is_none());
}

#[test]
fn what_was_kept_while_grafts_counted_is_not_used() {
    // The history is the same with and without a list of grafts, whoever read it first.
    let repo = Repo::new();
    let saved = ["one\n", "two\n", "three\n"].map(|text| repo.save("a.md", text));
    let read = |repo: &Repo| {
        let cache = Box::new(DiskCache::of_site(repo.path()));
        commits(&histories(repo.path(), &["a.md"], cache).0[0])
    };
    let plain = read(&repo);
    repo.write(".git/info/grafts", format!("{} {}\n", saved[2], saved[0]));
    assert_eq!((read(&repo), plain.len()), (plain, 3));
    assert_eq!(open(&repo).overlays(), [Overlay::Grafts]);
}

#[test]
fn a_replaced_commit_proves_what_it_proved_before() {
    let repo = Repo::new();
    let plain = repo.save("a.md", "one\n");
    let keys = Keys::make(&repo.folder.path().join("keys"), &["hr"]);
    repo.as_usual().signing(&keys.private("hr")).run(&["commit", "--allow-empty", "-m", "Signed"]);
    let signed = repo.git(&["rev-parse", "HEAD"]);
    let signers = keys.signer("hr");
    let is_good = |repo: &Repo| {
        let seals = open(repo).seals(&[signed.parse().expect("an id")], Some(signers.as_bytes()));
        matches!(seals[..], [Seal::Good { .. }])
    };
    assert!(is_good(&repo));
    repo.git(&["replace", &signed, &plain]);
    assert!(is_good(&repo), "git was asked of the commit itself");
}
