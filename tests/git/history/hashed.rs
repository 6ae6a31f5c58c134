//! Objects whose bytes are not those that they are named after: whoever reads them is given an error.

use std::path::{Path, PathBuf};

use guidepost::git::Repository;
use guidepost::model::{CommitId, ObjectId, RepoPath, TextId};
use guidepost::world::{LineError, MainLine, Versions, VersionsError};

use crate::history::histories::{make_writable, text};
use crate::support::Repo;

/// What makes a repository name its objects by the one and by the other algorithm.
const ALGORITHMS: [&str; 2] = ["--object-format=sha1", "--object-format=sha256"];

fn repo(algorithm: &str) -> Repo {
    let repo = Repo::with(&[algorithm]);
    repo.save("a.md", &text("a"));
    repo.save("folder/b.md", &text("b"));
    repo
}

fn id(repo: &Repo, name: &str) -> ObjectId {
    repo.git(&["rev-parse", name]).parse().expect("an id")
}

fn loose(repo: &Repo, id: ObjectId) -> PathBuf {
    let digits = id.to_string();
    repo.path().join(".git/objects").join(&digits[..2]).join(&digits[2..])
}

/// Puts the bytes of one object under the name of another.
fn exchange(repo: &Repo, name: ObjectId, other: ObjectId) {
    make_writable(&loose(repo, name));
    std::fs::copy(loose(repo, other), loose(repo, name)).expect("copied");
}

/// What is wrong with an object that has been exchanged.
fn wrong(id: ObjectId) -> VersionsError {
    VersionsError::Damaged { id, why: "its bytes are not those that it is named after".to_owned() }
}

fn open(repo: &Repo) -> Repository {
    Repository::open(repo.path()).expect("a repository")
}

#[test]
fn a_text_under_the_name_of_another_is_damaged() {
    for algorithm in ALGORITHMS {
        let repo = repo(algorithm);
        let (a, b) = (id(&repo, "HEAD:a.md"), id(&repo, "HEAD:folder/b.md"));
        exchange(&repo, a, b);
        let repository = open(&repo);
        assert_eq!(repository.blob(TextId(a)), Err(wrong(a)));
        assert_eq!(&*repository.blob(TextId(b)).expect("a text"), text("b").as_bytes());
        let said = wrong(a).to_string();
        assert_eq!(
            said,
            format!("object {a} cannot be read: its bytes are not those that it is named after")
        );
    }
}

#[test]
fn a_folder_under_the_name_of_another_is_damaged() {
    for algorithm in ALGORITHMS {
        let repo = repo(algorithm);
        let (folder, earlier) = (id(&repo, "HEAD:folder"), id(&repo, "HEAD~1^{tree}"));
        exchange(&repo, folder, earlier);
        let repository = open(&repo);
        let head = repository.head();
        assert_eq!(repository.files(head), Err(wrong(folder)));
        assert_eq!(repository.differences(None, head), Err(wrong(folder)));
        assert_eq!(repository.entry(head, &RepoPath::new("folder/b.md")), Err(wrong(folder)));
        assert!(repository.entry(head, &RepoPath::new("a.md")).is_ok());
    }
}

#[test]
fn a_commit_under_the_name_of_another_is_damaged() {
    for algorithm in ALGORITHMS {
        let repo = repo(algorithm);
        let (head, first) = (id(&repo, "HEAD"), id(&repo, "HEAD~1"));
        exchange(&repo, head, first);
        let repository = open(&repo);
        assert_eq!(repository.commit(CommitId(head)).map(|_| ()), Err(wrong(head)));
        assert_eq!(repository.seal(CommitId(head)), Err(wrong(head)));
        assert_eq!(MainLine::read(&repository, &[]), Err(LineError::Unreadable(wrong(head))));
    }
}

#[test]
fn packed_objects_are_hashed_as_loose_ones_are() {
    for algorithm in ALGORITHMS {
        let repo = repo(algorithm);
        repo.git(&["gc", "--quiet"]);
        let (a, b) = (id(&repo, "HEAD:a.md"), id(&repo, "HEAD:folder/b.md"));
        exchange_packed(&repo, a, b);
        let repository = open(&repo);
        for id in [a, b] {
            assert_eq!(repository.blob(TextId(id)), Err(wrong(id)), "{algorithm}");
        }
    }
}

/// Exchanges the places that the pack's index has of two objects.
fn exchange_packed(repo: &Repo, a: ObjectId, b: ObjectId) {
    let packs = std::fs::read_dir(repo.path().join(".git/objects/pack")).expect("packs");
    let mut paths = packs.map(|entry| entry.expect("an entry").path());
    let path = paths.find(|path| path.extension().is_some_and(|ending| ending == "idx")).expect("an index");
    let mut bytes = std::fs::read(&path).expect("bytes");
    let (heads, length) = (8, a.as_bytes().len());
    let names = heads + 256 * 4;
    let number = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().expect("four"));
    let count = usize::try_from(number(names - 4)).expect("few");
    let nth = |id: ObjectId| {
        let name = |nth: usize| &bytes[names + nth * length..names + (nth + 1) * length];
        (0..count).find(|nth| name(*nth) == id.as_bytes()).expect("packed")
    };
    let places = names + count * (length + 4);
    let (a, b) = (places + 4 * nth(a), places + 4 * nth(b));
    for byte in 0..4 {
        bytes.swap(a + byte, b + byte);
    }
    write(&path, &bytes);
}

fn write(path: &Path, bytes: &[u8]) {
    make_writable(path);
    std::fs::write(path, bytes).expect("written");
}

#[test]
fn an_id_of_the_other_length_names_nothing() {
    let repo = repo(ALGORITHMS[0]);
    let long: ObjectId = "ab".repeat(32).parse().expect("an id");
    assert_eq!(open(&repo).blob(TextId(long)), Err(VersionsError::Missing(long)));
    repo.write(".git/refs/heads/main", format!("{long}\n"));
    let lost = LineError::Unreadable(VersionsError::Missing(long));
    assert_eq!(MainLine::read(&open(&repo), &[]), Err(lost));
}

#[test]
fn the_empty_folder_needs_no_object() {
    for algorithm in ALGORITHMS {
        let repo = repo(algorithm);
        let empty = repo.git(&["hash-object", "-t", "tree", "/dev/null"]);
        let commit = repo.git(&["commit-tree", "-m", "Nothing", &empty]).parse().expect("an id");
        let path = loose(&repo, empty.parse().expect("an id"));
        assert!(!path.exists(), "git writes none either");
        assert_eq!(open(&repo).files(commit), Ok(Vec::new()));
    }
}
