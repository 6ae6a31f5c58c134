//! Objects that packs keep as what differs from others: they are read as they were committed, in whatever order.

use guidepost::git::Repository;
use guidepost::model::TextId;
use guidepost::world::Versions;

use crate::support::Repo;

/// The texts of a file that changed a little with each commit, by their ids.
fn texts(repo: &Repo, count: usize, lines: usize) -> Vec<(TextId, String)> {
    let text = |nth: usize| -> String {
        let state = |line| if line < nth { "now" } else { "then" };
        let lines = (0..lines).map(|line| format!("Line {line} as of {}.\n", state(line)));
        lines.collect::<Vec<String>>().concat()
    };
    let texts = (0..count).map(|nth| {
        let text = text(nth);
        repo.save("folder/a.md", &text);
        let id = repo.git(&["rev-parse", "HEAD:folder/a.md"]).parse().expect("an id");
        (TextId(id), text)
    });
    texts.collect()
}

fn read_as_committed<'t>(repo: &Repo, texts: impl Iterator<Item = &'t (TextId, String)>) {
    let repository = Repository::open(repo.path()).expect("a repository");
    for (id, text) in texts {
        assert_eq!(repository.blob(*id).as_deref(), Ok(text.as_bytes()));
    }
}

/// How many objects of the packs are kept as what differs from another one.
fn differing(repo: &Repo) -> usize {
    let packs = std::fs::read_dir(repo.path().join(".git/objects/pack")).expect("packs");
    let indexes = packs
        .map(|file| file.expect("a file").path())
        .filter(|file| file.extension().is_some_and(|ending| ending == "idx"));
    let list = |index: std::path::PathBuf| repo.git(&["verify-pack", "-v", &index.to_string_lossy()]);
    indexes.map(|index| list(index).lines().filter(|line| line.split_whitespace().count() == 7).count()).sum()
}

#[test]
fn chains_are_read_from_either_end_and_from_the_middle() {
    for (algorithm, by_offset) in [("sha1", "true"), ("sha1", "false"), ("sha256", "true")] {
        let repo = Repo::with(&[&format!("--object-format={algorithm}")]);
        let texts = texts(&repo, 24, 200);
        let named = format!("repack.useDeltaBaseOffset={by_offset}");
        repo.git(&["-c", &named, "repack", "-adfq", "--depth=50", "--window=50"]);
        assert!(differing(&repo) >= 20, "the texts differ little");
        read_as_committed(&repo, texts.iter());
        read_as_committed(&repo, texts.iter().rev());
        read_as_committed(&repo, texts.iter().skip(12).chain(&texts));
        let repository = Repository::open(repo.path()).expect("a repository");
        assert_eq!(repository.files(repository.head()).map(|files| files.len()), Ok(1));
    }
}

#[test]
fn what_is_too_large_to_be_remembered_is_read_as_well() {
    let repo = Repo::new();
    let texts = texts(&repo, 4, 250_000);
    assert!(texts.iter().all(|(_, text)| text.len() > 4 << 20));
    repo.git(&["-c", "core.bigFileThreshold=100m", "repack", "-adfq", "--depth=50"]);
    assert!(differing(&repo) >= 3, "the texts differ little");
    read_as_committed(&repo, texts.iter());
    read_as_committed(&repo, texts.iter().rev());
}

#[test]
fn what_is_packed_while_a_site_is_shown_is_found() {
    let repo = Repo::new();
    let before = texts(&repo, 2, 20);
    let repository = Repository::open(repo.path()).expect("a repository");
    assert_eq!(repository.blob(before[0].0).as_deref(), Ok(before[0].1.as_bytes()));
    let after = texts(&repo, 6, 21);
    repo.git(&["repack", "-adfq"]);
    for (id, text) in before.iter().chain(&after) {
        assert_eq!(repository.blob(*id).as_deref(), Ok(text.as_bytes()));
    }
}

#[test]
fn what_was_let_go_of_is_read_again() {
    let repo = Repo::new();
    let texts = texts(&repo, 8, 40);
    repo.git(&["repack", "-adfq"]);
    let repository = Repository::open(repo.path()).expect("a repository");
    let read = || {
        for (id, text) in &texts {
            assert_eq!(repository.blob(*id).as_deref(), Ok(text.as_bytes()));
        }
    };
    for (id, _) in &texts {
        repository.keep_for_later(*id);
    }
    repository.rest();
    read();
    repository.let_go(&texts.iter().map(|(id, _)| *id).collect::<Vec<TextId>>());
    read();
    assert!(repository.files(repository.head()).is_ok());
}
