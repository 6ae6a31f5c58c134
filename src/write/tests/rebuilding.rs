//! What a build writes, leaves and removes after another.

use rayon::prelude::*;

use super::*;

#[test]
fn only_what_differs_is_written() {
    let dir = folder();
    let first = build(dir.path(), &[("index.html", "home"), ("a/index.html", "a"), ("b/index.html", "b")]);
    assert_eq!(first, Summary { new: 3, ..Summary::default() });
    let written =
        |name: &str| fs::metadata(dir.path().join(name)).and_then(|file| file.modified()).expect("there");
    let before = [written("index.html"), written("a/index.html"), written(MANIFEST)];

    let again = build(dir.path(), &[("index.html", "home"), ("a/index.html", "a"), ("b/index.html", "b")]);
    assert_eq!(again, Summary { same: 3, ..Summary::default() });
    assert_eq!([written("index.html"), written("a/index.html"), written(MANIFEST)], before);

    let changed =
        build(dir.path(), &[("index.html", "HOME"), ("a/index.html", "a"), ("b/index.html", "longer")]);
    assert_eq!(changed, Summary { changed: 2, same: 1, ..Summary::default() });
    assert_eq!(
        tree(dir.path()),
        files(&[("index.html", "HOME"), ("a/index.html", "a"), ("b/index.html", "longer")])
    );
}

#[test]
fn a_reader_never_sees_half_a_file() {
    let dir = folder();
    build(dir.path(), &[("index.html", "old")]);
    let mut reader = fs::File::open(dir.path().join("index.html")).expect("there");
    build(dir.path(), &[("index.html", "a new text")]);
    let mut read = String::new();
    std::io::Read::read_to_string(&mut reader, &mut read).expect("readable");
    assert_eq!(read, "old", "the file was replaced, not written over");
}

#[test]
fn the_manifest_says_what_is_ours() {
    let dir = folder();
    build(dir.path(), &[("b.html", "b"), ("a/index.html", "a")]);
    let manifest = fs::read_to_string(dir.path().join(MANIFEST)).expect("there");
    let a = blake3::hash(b"a").to_hex();
    let b = blake3::hash(b"b").to_hex();
    assert_eq!(
        manifest,
        format!(
            "{{\n  \"about\": \"Files that guidepost wrote here, with their BLAKE3 hashes: the next build removes \
             those it no longer needs.\",\n  \"files\": {{\n    \"a/index.html\": \"{a}\",\n    \"b.html\": \"{b}\"\n  }}\n}}\n"
        )
    );
}

#[test]
fn what_the_site_no_longer_has_is_removed_with_its_folders() {
    let dir = folder();
    build(dir.path(), &[("index.html", "home"), ("a/b/c/index.html", "c"), ("a/x.html", "x")]);
    let summary = build(dir.path(), &[("index.html", "home"), ("a/x.html", "x")]);
    assert_eq!(summary.removed, [path("a/b/c/index.html")]);
    assert_eq!(tree(dir.path()), files(&[("index.html", "home"), ("a/x.html", "x")]));
    build(dir.path(), &[]);
    assert_eq!(tree(dir.path()), files(&[]));
}

#[test]
fn a_file_that_somebody_edited_is_kept_and_reported_once() {
    let dir = folder();
    build(dir.path(), &[("a/index.html", "ours"), ("b/index.html", "ours")]);
    write_by_hand(dir.path(), "a/index.html", "theirs");
    let summary = build(dir.path(), &[]);
    assert_eq!((summary.kept, summary.removed), (vec![path("a/index.html")], vec![path("b/index.html")]));
    assert_eq!(tree(dir.path()), files(&[("a/index.html", "theirs")]));
    assert_eq!(build(dir.path(), &[]).kept, []);
}

#[test]
fn a_file_makes_room_for_a_folder_and_a_folder_for_a_file() {
    let dir = folder();
    build(dir.path(), &[("notes", "a file"), ("deep/er/index.html", "a page")]);
    let summary =
        build(dir.path(), &[("notes/index.html", "a page"), ("notes/b/index.html", "b"), ("deep", "a file")]);
    assert_eq!(summary.new, 3);
    assert_eq!(
        tree(dir.path()),
        files(&[("notes/index.html", "a page"), ("notes/b/index.html", "b"), ("deep", "a file")])
    );
}

#[test]
fn many_threads_write_at_once() {
    let dir = folder();
    for (round, expected) in
        [(0, Summary { new: 500, ..Summary::default() }), (1, Summary { same: 500, ..Summary::default() })]
    {
        let output = open(dir.path());
        (0..500).into_par_iter().for_each(|n| {
            let name = format!("section-{}/deep/{}/page-{n}/index.html", n % 7, n % 3);
            output.put_bytes(&path(&name), name.as_bytes()).expect("written");
        });
        assert_eq!(output.finish().expect("finished"), expected, "round {round}");
    }
}

#[test]
fn files_are_copied() {
    let (dir, sources) = (folder(), folder());
    let original = sources.path().join("film.webm");
    let big = "film ".repeat(40_000);
    fs::write(&original, &big).expect("written");
    let round = |expected| {
        let output = open(dir.path());
        assert_eq!(output.copy(&path("a/film.webm"), &original).expect("copied"), expected);
        output.finish().expect("finished");
        assert_eq!(
            fs::read(dir.path().join("a/film.webm")).expect("there"),
            fs::read(&original).expect("there")
        );
    };
    round(WriteOutcome::New);
    round(WriteOutcome::Same);
    fs::write(&original, big.replacen("film", "FILM", 1)).expect("written");
    round(WriteOutcome::Changed);
    fs::write(&original, "short").expect("written");
    round(WriteOutcome::Changed);
    assert_eq!(build(dir.path(), &[]).removed, [path("a/film.webm")], "its hash is in the manifest");
}

#[test]
fn what_a_killed_build_left_is_taken_up() {
    let dir = folder();
    let output = open(dir.path());
    output.put_bytes(&path("a/index.html"), b"half a site").expect("written");
    std::mem::forget(output);
    let half = file::beside(&dir.path().join("a/b.html"));
    fs::write(&half, "half a file").expect("written");
    // The lock of a killed build goes with its process; this one's is still held.
    let again = reopened(dir.path());
    again.put_bytes(&path("a/index.html"), b"a whole site").expect("the folder is still ours");
    again.put_bytes(&path("a/b.html"), b"whole").expect("written");
    again.finish().expect("finished");
    assert_eq!(tree(dir.path()), files(&[("a/b.html", "whole"), ("a/index.html", "a whole site")]));
}

/// A folder as the process after a killed one finds it: in a copy, which nobody has locked.
fn reopened(dir: &Path) -> OutputFolder<'static> {
    let moved = dir.with_extension("moved");
    fs::rename(dir, &moved).expect("moved");
    copy_tree(&moved, dir);
    fs::remove_dir_all(&moved).expect("removed");
    open(dir)
}

fn copy_tree(from: &Path, to: &Path) {
    for entry in walkdir::WalkDir::new(from) {
        let entry = entry.expect("readable");
        let target = to.join(entry.path().strip_prefix(from).expect("below"));
        if entry.file_type().is_dir() {
            fs::create_dir_all(target).expect("made");
        } else {
            fs::copy(entry.path(), target).expect("copied");
        }
    }
}

/// What a manifest says of inputs counts where this machine wrote it, to the last byte.
#[test]
fn inputs_are_believed_of_a_manifest_that_this_machine_wrote() {
    let (dir, memos) = (folder(), MemoryCache::default());
    let (name, inputs) = (path("index.html"), blake3::hash(b"inputs"));
    let output = OutputFolder::open(dir.path(), &[], &memos).expect("ours");
    let (media_type, content) = (MediaType::of("index.html"), NewContent::Bytes(b"home"));
    output.put(&NewFile { path: &name, media_type, input_hash: Some(inputs), content }).expect("written");
    output.finish().expect("finished");
    let holds = |memos: &dyn Cache| {
        let output = OutputFolder::open(dir.path(), &[], memos).expect("ours");
        assert_eq!(output.paths(), std::slice::from_ref(&name), "it is known what may be removed");
        output.holds(&name, inputs)
    };
    assert!(holds(&memos), "by the machine that wrote it");
    assert!(!holds(&NoCache), "and by no other");
    let manifest = fs::read_to_string(dir.path().join(MANIFEST)).expect("there");
    write_by_hand(dir.path(), MANIFEST, &(manifest + "\n"));
    assert!(!holds(&memos), "nor where somebody else wrote it since");
}
