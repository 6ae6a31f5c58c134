//! Repositories in which one thing is damaged, whatever it is: what is read of them is what was there before, or an
//! error. Never are other bytes taken for those of the repository, and nothing panics.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use guidepost::git::Repository;
use guidepost::world::{Beginning, Difference, MainLine, MainLineCommit, Versions};

use crate::history::histories::{make_writable, text};
use crate::support::Repo;

/// How often something is damaged in each repository.
const ROUNDS: usize = 250;

/// All that is read of a repository.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Seen {
    commits: Vec<MainLineCommit>,
    begins: Beginning,
    /// What each commit of the line changed.
    changes: Vec<Vec<Difference>>,
    texts: BTreeMap<String, Vec<u8>>,
}

/// Reads the line, what each commit of it changed, and all texts of the head.
fn see(root: &Path) -> Result<Seen, String> {
    let repository = Repository::open(root).map_err(|why| format!("{why:?}"))?;
    let MainLine { commits, begins } = MainLine::read(&repository, &[]).map_err(|error| error.to_string())?;
    let mut changes = Vec::new();
    for (nth, commit) in commits.iter().enumerate() {
        let before = nth.checked_sub(1).map(|before| commits[before].id);
        changes.push(repository.differences(before, commit.id).map_err(|error| error.to_string())?);
    }
    let mut texts = BTreeMap::new();
    for (path, entry) in repository.files(repository.head()).map_err(|error| error.to_string())? {
        let text = repository.blob(entry.text).map_err(|error| error.to_string())?;
        texts.insert(path.to_string(), text.to_vec());
    }
    Ok(Seen { commits, begins, changes, texts })
}

/// A repository with packed and loose objects, a merge, and folders in folders. Its branch is named once, since what another
/// name says of an earlier commit is right as well: only anchors tell which of two commits is to be the head.
fn repo(arguments: &[&str]) -> Repo {
    let repo = Repo::with(arguments);
    for name in ["a", "b", "folder/c", "folder/deep/d"] {
        repo.save(&format!("{name}.md"), &text(name));
    }
    for line in 1..=6 {
        repo.save("a.md", &text("a").replace(&format!("Line {line} "), "Changed "));
    }
    repo.git(&["checkout", "--quiet", "-b", "side"]);
    repo.save("side.md", &text("side"));
    repo.git(&["checkout", "--quiet", "main"]);
    repo.save("folder/deep/d.md", &text("another"));
    repo.merge(&["side"]);
    repo.git(&["branch", "--quiet", "--delete", "side"]);
    repo.git(&["-c", "gc.packRefs=false", "gc", "--quiet"]);
    repo.save("b.md", &text("b").replace("Line 4 ", "Fourth "));
    repo.save("folder/new.md", &text("new"));
    repo
}

/// Numbers that look like chance and are the same in every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("small") % end.max(1)
    }

    fn byte(&mut self) -> u8 {
        u8::try_from(self.below(256)).expect("a byte")
    }
}

/// The files of a repository in which objects and the names of commits stand.
fn files(repo: &Repo) -> Vec<PathBuf> {
    let found = walkdir::WalkDir::new(repo.path().join(".git")).sort_by_file_name().into_iter();
    let files = found.map(|entry| entry.expect("an entry")).filter(|entry| entry.file_type().is_file());
    let is_read = |path: &PathBuf| {
        let words = path.to_string_lossy();
        ["/objects/", "/refs/"].iter().any(|part| words.contains(part))
            || words.ends_with("/.git/HEAD")
            || words.ends_with("/packed-refs")
    };
    let files = files.filter(|entry| entry.metadata().is_ok_and(|about| about.len() > 0));
    files.map(walkdir::DirEntry::into_path).filter(is_read).collect()
}

/// What becomes of a file; `None` where it is removed.
fn damaged(bytes: &[u8], others: &[Vec<u8>], chance: &mut Chance) -> Option<Vec<u8>> {
    let at = chance.below(bytes.len());
    let mut damaged = bytes.to_vec();
    match chance.below(10) {
        0 => return None,
        1 => damaged.truncate(at),
        2 => damaged[at..].fill(0),
        3 => damaged.clone_from(&others[chance.below(others.len())]),
        4 => {
            let end = (at + 1 + chance.below(20)).min(damaged.len());
            damaged[at..end].rotate_left(1);
        }
        5 => {
            let sign = chance.byte();
            damaged.insert(at, sign);
        }
        6 => damaged.extend((0..chance.below(40)).map(|_| chance.byte())),
        _ => damaged[at] ^= 1 << chance.below(8),
    }
    Some(damaged)
}

fn damage_any(repo: &Repo, seed: u64) {
    let whole = see(repo.path()).expect("all of it");
    assert_eq!((whole.commits.len(), whole.begins, whole.texts.len()), (14, Beginning::Root, 6));
    let files = files(repo);
    let bytes: Vec<Vec<u8>> = files.iter().map(|path| std::fs::read(path).expect("bytes")).collect();
    for path in &files {
        make_writable(path);
    }
    let mut chance = Chance(seed);
    let mut noticed = 0;
    for round in 0..ROUNDS {
        let nth = chance.below(files.len());
        let path = &files[nth];
        match damaged(&bytes[nth], &bytes, &mut chance) {
            Some(damaged) => std::fs::write(path, damaged).expect("written"),
            None => std::fs::remove_file(path).expect("removed"),
        }
        match see(repo.path()) {
            Ok(now) => assert!(now == whole, "round {round}, {}: other bytes", path.display()),
            Err(_) => noticed += 1,
        }
        std::fs::write(path, &bytes[nth]).expect("mended");
    }
    assert_eq!(see(repo.path()).expect("all is mended"), whole);
    assert!(noticed > ROUNDS / 4, "{noticed}");
}

#[test]
fn whatever_is_damaged_nothing_else_is_read() {
    damage_any(&repo(&[]), 1);
}

#[test]
fn whatever_is_damaged_nothing_else_is_read_where_names_are_long() {
    let repo = repo(&["--object-format=sha256"]);
    repo.git(&["pack-refs", "--all"]);
    damage_any(&repo, 2);
}

#[test]
fn whatever_a_list_of_cuts_says_what_is_read_is_right_as_far_as_it_goes() {
    let repo = repo(&[]);
    let whole = see(repo.path()).expect("all of it");
    let ids: Vec<String> = whole.commits.iter().map(|commit| commit.id.to_string()).collect();
    let mut chance = Chance(3);
    for round in 0..60 {
        let mut list = String::new();
        for _ in 0..chance.below(4) {
            let mut id = ids[chance.below(ids.len())].clone();
            if chance.below(3) == 0 {
                id.replace_range(..1, ["g", "", "0", "\n"][chance.below(4)]);
            }
            list.push_str(&id);
            list.push_str(["\n", " ", "", "\r\n"][chance.below(4)]);
        }
        repo.write(".git/shallow", &list);
        let seen = see(repo.path()).expect("all objects are there");
        let left_out = whole.commits.len() - seen.commits.len();
        assert_eq!(seen.commits, whole.commits[left_out..], "round {round}");
        assert_eq!(seen.texts, whole.texts, "round {round}");
        // Whatever is left out, that it is so is said.
        assert_eq!(seen.begins == Beginning::Cut, left_out > 0, "round {round}: {list}");
        assert_eq!(seen.changes.get(1..), whole.changes.get(left_out + 1..), "round {round}");
    }
}
