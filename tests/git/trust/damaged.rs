//! Whatever is damaged of a repository, or left out of a clone: the approved edition is the same bytes as before, or it is
//! refused and nothing is written.
//!
//! `TRUST_DAMAGES` says how many damages, `TRUST_FIRST` which is the first.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use crate::random::Random;
use crate::support::{GovernedSite, tree};
use crate::trust::attacked::{GIFTS, before_draft, shared};
use crate::trust::judge::{Output, refused, where_shown};

/// How many damages are tried where nobody says.
const DAMAGES: u64 = 60;

/// A site with a picture, a branch that was merged, a second issue and a draft.
fn whole() -> GovernedSite {
    static WHOLE: OnceLock<PathBuf> = OnceLock::new();
    shared(&WHOLE, "whole", || {
        let mini = before_draft();
        mini.on("2025-01-10");
        mini.git(&["checkout", "--quiet", "-b", "side"]);
        mini.write("content/guidelines/talk.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>\n");
        mini.write(GIFTS, mini.read(GIFTS) + "\n![Two people](talk.svg)\n");
        mini.commit_by("editor");
        mini.git(&["checkout", "--quiet", "main"]);
        mini.git(&["merge", "--quiet", "--no-ff", "-m", "Merge", "side"]);
        mini.approve("GL-1", "lead", "team-lead");
        mini.approve("GL-1", "legal", "head-of-legal");
        mini.draft();
        mini.write("content/notes.md", "# Notes\n\nOf today.\n");
        mini.commit_by("editor");
        mini
    })
}

/// What is done to a repository, in words.
fn damage(mini: &GovernedSite, random: &mut Random) -> String {
    if random.below(3) == 0 {
        mini.git(&["repack", "-adq"]);
    }
    let git = mini.path().join(".git");
    let all: Vec<PathBuf> = tree(&git).into_keys().map(|name| git.join(name)).collect();
    let objects: Vec<&PathBuf> = all.iter().filter(|path| path.starts_with(git.join("objects"))).collect();
    let all: Vec<&PathBuf> = all.iter().collect();
    let from = if random.below(4) == 0 { &all } else { &objects };
    let path = random.of(from);
    let what = harm(path, random);
    format!("{what} {}", path.strip_prefix(&git).expect("below").display())
}

/// Takes a file away, or changes bytes of it.
fn harm(path: &Path, random: &mut Random) -> &'static str {
    let mut bytes = std::fs::read(path).expect("a file");
    let _removed = std::fs::remove_file(path);
    match random.below(5) {
        0 | 1 => return "removed",
        2 if !bytes.is_empty() => {
            let at = random.below(bytes.len());
            bytes[at] ^= 1 << random.below(8);
        }
        3 => bytes.truncate(bytes.len() / 2),
        _ => bytes.extend_from_slice(b"more\n"),
    }
    std::fs::write(path, bytes).expect("written");
    "changed"
}

/// A clone with options by which something is left out, in words.
fn cloned(mini: &GovernedSite, random: &mut Random) -> (GovernedSite, String) {
    let depth = (1 + random.below(9)).to_string();
    let options: &[&[&str]] = &[
        &["--depth", &depth],
        &["--filter=blob:none"],
        &["--filter=tree:0"],
        &["--filter=blob:limit=100"],
        &["--sparse"],
        &["--no-checkout"],
        &["--single-branch"],
        &["--no-tags", "--depth", &depth, "--filter=blob:none"],
    ];
    let arguments = random.of(options);
    (mini.cloned(arguments), format!("cloned {arguments:?}"))
}

/// The branch is at another commit; these are all commits of the line, the newest first.
fn moved(mini: &GovernedSite, random: &mut Random) -> String {
    let line = mini.git(&["rev-list", "--first-parent", "HEAD"]);
    let line: Vec<&str> = line.lines().collect();
    let to = random.of(&line);
    mini.git(&["update-ref", "refs/heads/main", to]);
    format!("moved to {to}")
}

fn build(mini: &GovernedSite, arguments: &[&str]) -> Option<Output> {
    let out = tempfile::tempdir_in(mini.folder.path()).expect("a folder");
    let folder = out.path().display().to_string();
    let said = mini.run(&[&["build", "--edition", "approved", "--out", &folder], arguments].concat());
    let output = tree(out.path());
    if said.status == 2 {
        refused(&said);
        assert!(output.is_empty(), "a refusal writes nothing");
        return None;
    }
    Some(output)
}

/// The first file of which two outputs have other bytes.
fn differs<'o>(a: &'o Output, b: &'o Output) -> Option<&'o String> {
    a.keys().chain(b.keys()).find(|path| a.get(*path) != b.get(*path))
}

#[test]
fn whatever_is_damaged_the_words_are_those_of_before_or_none() {
    let number = |name: &str, or: u64| std::env::var(name).map_or(or, |text| text.parse().expect("a number"));
    let first = number("TRUST_FIRST", 1);
    let whole = whole();
    let newest = whole.git(&["rev-parse", "HEAD"]);
    let mut outputs: BTreeMap<String, Output> = BTreeMap::new();
    outputs.insert(newest.clone(), build(&whole, &[]).expect("whole"));
    let (mut same, mut refusals, mut wrong) = (0, 0, Vec::new());
    for seed in first..first + number("TRUST_DAMAGES", DAMAGES) {
        let mut random = Random::new(seed);
        let mut mini = self::whole();
        let what = match random.below(8) {
            0 => {
                let (clone, what) = cloned(&mini, &mut random);
                mini = clone;
                what
            }
            1 => moved(&mini, &mut random),
            _ => damage(&mini, &mut random),
        };
        let head = mini.git_of("editor").tries(&["rev-parse", "--verify", "--quiet", "HEAD^{commit}"]);
        let head = head.stdout.trim().to_owned();
        // Git refuses more than decides: a broken setting, for instance.
        let head = if head.is_empty() { newest.clone() } else { head };
        match build(&mini, &[]) {
            None => refusals += 1,
            Some(output) => {
                let known = outputs.entry(head.clone()).or_insert_with(|| of_commit(&head));
                if let Some(path) = differs(&output, known) {
                    wrong.push(format!("{seed}: {what}: other bytes in {path}"));
                }
                same += 1;
            }
        }
        if head != newest && build(&mini, &["--after", &newest]).is_some() {
            wrong.push(format!("{seed}: {what}: a commit that was shown is missing, and nothing is said"));
        }
    }
    println!("{same} times the same bytes, {refusals} times refused");
    assert!(same > 0 && refusals > 0, "{same}, {refusals}");
    assert!(wrong.is_empty(), "{} times otherwise:\n{}", wrong.len(), wrong.join("\n"));
}

/// What a whole repository gives whose branch is at a commit.
fn of_commit(commit: &str) -> Output {
    let mini = whole();
    mini.git_of("editor").run(&["update-ref", "refs/heads/main", commit]);
    build(&mini, &[]).expect("whole")
}

/// A picture of a text in force is evidence like its words.
#[test]
fn a_missing_picture_of_a_text_in_force_is_a_refusal() {
    let mini = whole();
    let id = mini.git(&["rev-parse", "HEAD:content/guidelines/talk.svg"]);
    let (folder, name) = id.split_at(2);
    let object = mini.path().join(".git/objects").join(folder).join(name);
    std::fs::remove_file(object).expect("a loose object");
    mini.is_refused();
}

/// Of a file that git LFS keeps, readers get the bytes that its pointer names, and nobody gets the pointer.
#[test]
fn a_picture_that_lfs_keeps_is_shown_by_its_bytes_or_not_at_all() {
    let mini = before_draft();
    mini.on("2025-01-10");
    let drawing = "<svg xmlns=\"http://www.w3.org/2000/svg\"><title>kept elsewhere</title></svg>\n";
    // As `sha256sum` has it.
    let hash = "4a67d1ac31369a1b33964e690ccdb00b84aa00f1fb526675649c55d0af42c555";
    let pointer =
        format!("version https://git-lfs.github.com/spec/v1\noid sha256:{hash}\nsize {}\n", drawing.len());
    mini.write("content/guidelines/talk.svg", &pointer);
    mini.write(GIFTS, mini.read(GIFTS) + "\n![Two people](talk.svg)\n");
    mini.commit_by("editor");
    mini.approve("GL-1", "lead", "team-lead");
    // As git LFS writes it to the disk.
    mini.git(&["update-index", "--assume-unchanged", "content/guidelines/talk.svg"]);
    mini.write("content/guidelines/talk.svg", drawing);
    mini.approve("GL-1", "legal", "head-of-legal");
    mini.on("2025-01-12");
    mini.is_refused();
    let kept = mini.path().join(".git/lfs/objects").join(&hash[..2]).join(&hash[2..4]);
    std::fs::create_dir_all(&kept).expect("a folder");
    std::fs::write(kept.join(hash), drawing).expect("written");
    let output = build(&mini, &[]).expect("whole");
    assert!(!where_shown(&output, "kept elsewhere").is_empty());
    assert!(where_shown(&output, "git-lfs").is_empty());
    // Other bytes in their place are no better than none.
    std::fs::write(kept.join(hash), drawing.replace("kept", "made")).expect("written");
    mini.is_refused();
}
