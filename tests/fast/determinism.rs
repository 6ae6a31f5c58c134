//! One site, one output: whoever builds it, how often, and whatever was built there before.

use crate::support;

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::path::Path;

use guidepost::compile::{Memos, Request, compile};
use guidepost::disk::DiskWorld;
use guidepost::output::{MadeOutput, NewContent, NewFile, Output, OutputTarget as _, Outputs, Plan, Summary};
use guidepost::route::{Answer, BuildContext};
use guidepost::world::NoCache;
use guidepost::write::OutputFolder;
use proptest::prelude::*;
use support::{today, tree, write_files};

const SITE: [(&str, &str); 8] = [
    ("site.toml", "name = \"Museum\"\nbase_url = \"https://intranet.example/playbook\"\n"),
    ("content/index.md", "# Home\n\n[Tone](guidelines/tone.md), [[Gifts]] and ![a plan](plan.svg).\n"),
    ("content/plan.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"4\" height=\"3\"></svg>"),
    (
        "content/guidelines/tone.md",
        "---\ntags: [words, Pictures]\naliases: [/old/tone/]\n---\n# Tone\n\nText[^1].\n\n[^1]: Note.\n",
    ),
    (
        "content/guidelines/gifts.md",
        "---\ntags: [words]\n---\n# Gifts\n\nSee [the tone](tone.md#tone).\n\n```rust\nfn f() {}\n```\n",
    ),
    ("content/people/lead.md", "---\nkind: role\nid: lead\n---\n# Lead\n\nText.\n"),
    ("static/robots.txt", "User-agent: *\n"),
    ("theme/extra.css", "p { color: black; }\n"),
];

/// Builds a site with a memos that may have seen other states of it.
fn build(root: &Path, out: &Path, memos: &Memos) -> Summary {
    let world = DiskWorld::new(root, Some(today())).expect("a world");
    let site = compile(&world, &Request::default(), memos).value;
    let folder = OutputFolder::open(out, &[], &guidepost::world::NoCache).expect("an output");
    let cache = NoCache;
    let context = BuildContext { program: blake3::hash(b"this test"), cache: &cache };
    // As the command does it: what stands as it would be made is not made again.
    let outputs = Outputs::for_site(&site, Some(context));
    let plan = Plan::new(&outputs, &folder);
    for (path, input_hash) in plan.kept() {
        folder.keep(path, input_hash).expect("kept");
    }
    for batch in outputs.batches() {
        let put = |output: &Output<'_>, made: MadeOutput| {
            let path = output.path();
            let original;
            let held = match &made.answer.value {
                Answer::Bytes(bytes) => NewContent::Bytes(bytes),
                Answer::PrintedBook(name) => NewContent::Bytes(name.as_bytes()),
                Answer::File(file) => {
                    original = world.on_disk(file);
                    NewContent::CopyOf(&original)
                }
            };
            let (media_type, input_hash) = (output.media_type(), made.input_hash);
            folder.put(&NewFile { path: &path, media_type, input_hash, content: held })
        };
        let defects = batch.make_each(|output| !plan.keeps(&output.path()), put).expect("written");
        assert_eq!(defects, []);
    }
    folder.finish().expect("finished")
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a folder")
}

/// Which file each path is, and when it was written.
fn identities(root: &Path) -> BTreeMap<String, (u64, i64, i64)> {
    let identity = |path: &String| {
        let about = fs::metadata(root.join(path)).expect("a file");
        (about.ino(), about.mtime(), about.mtime_nsec())
    };
    tree(root).keys().map(|path| (path.clone(), identity(path))).collect()
}

#[test]
fn two_builds_are_the_same_bytes() {
    let (one, two) = (folder(), folder());
    let (out_one, out_two) = (folder(), folder());
    write_files(one.path(), SITE);
    // Made in another order, in another place.
    write_files(two.path(), SITE.into_iter().rev());
    build(one.path(), out_one.path(), &Memos::new());
    build(two.path(), out_two.path(), &Memos::new());
    let written = tree(out_one.path());
    assert!(written.len() > SITE.len());
    assert!(written == tree(out_two.path()));
}

#[test]
fn a_rebuild_writes_nothing() {
    let (site, out) = (folder(), folder());
    write_files(site.path(), SITE);
    let first = build(site.path(), out.path(), &Memos::new());
    let before = identities(out.path());
    let second = build(site.path(), out.path(), &Memos::new());
    assert_eq!(identities(out.path()), before);
    assert_eq!(second, Summary { same: first.new, ..Summary::default() });
}

#[test]
fn an_edit_writes_the_files_that_differ_and_no_other() {
    let (site, out) = (folder(), folder());
    write_files(site.path(), SITE);
    build(site.path(), out.path(), &Memos::new());
    let (before, bytes) = (identities(out.path()), tree(out.path()));
    write_files(
        site.path(),
        [("content/people/lead.md", "---\nkind: role\nid: lead\n---\n# Lead\n\nOther words.\n")],
    );
    let summary = build(site.path(), out.path(), &Memos::new());
    let after = tree(out.path());
    let written: Vec<String> = identities(out.path())
        .into_iter()
        .filter(|(path, identity)| before[path] != *identity)
        .map(|(path, _)| path)
        .collect();
    let differ: Vec<&String> =
        after.iter().filter(|(path, text)| bytes[*path] != **text).map(|(path, _)| path).collect();
    assert_eq!(written.iter().collect::<Vec<_>>(), differ);
    assert_eq!(summary.changed, 1);
    assert!(written.contains(&"people/lead/index.html".to_owned()), "{written:?}");
}

/// Something that somebody does to the files of a site.
#[derive(Clone, Debug)]
enum Edit {
    Write(usize, usize),
    Remove(usize),
    Rename(usize, usize),
}

const PATHS: [&str; 10] = [
    "content/index.md",
    "content/a.md",
    "content/a/index.md",
    "content/a/b.md",
    "content/B.md",
    "content/b.md",
    "content/plan.svg",
    "static/a/index.html",
    "theme/page.html",
    "site.toml",
];

const TEXTS: [&str; 8] = [
    "",
    "# A\n\n[b](a/b.md) [[A]] ![x](plan.svg)\n",
    "---\ntags: [x, y]\naliases: [/a/, /old/, /b/]\n---\n# B\n\nText.\n",
    "---\ndraft: true\nid: X-1\n---\n# C\n\nText.\n",
    "---\nid: X-1\nserves: [X-1]\ntitle: a: b\n",
    "name = \"Other\"\nbase_url = \"https://x.example\"\n",
    "<p>{{ page.title }}</p>{{ body | safe }}",
    "{% extends \"page.html\" %}",
];

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let edit = prop_oneof![
        4 => (0..PATHS.len(), 0..TEXTS.len()).prop_map(|(path, text)| Edit::Write(path, text)),
        1 => (0..PATHS.len()).prop_map(Edit::Remove),
        1 => (0..PATHS.len(), 0..PATHS.len()).prop_map(|(from, to)| Edit::Rename(from, to)),
    ];
    prop::collection::vec(edit, 1..6)
}

fn apply(root: &Path, edit: &Edit) {
    // What is not there cannot be removed or renamed; that is no edit then.
    match *edit {
        Edit::Write(path, text) => write_files(root, [(PATHS[path], TEXTS[text])]),
        Edit::Remove(path) => drop(fs::remove_file(root.join(PATHS[path]))),
        Edit::Rename(from, to) => {
            let to = root.join(PATHS[to]);
            fs::create_dir_all(to.parent().expect("a folder")).expect("a folder");
            drop(fs::rename(root.join(PATHS[from]), to));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_rebuild_equals_a_clean_build(rounds in prop::collection::vec(edits(), 1..4)) {
        let (site, out) = (folder(), folder());
        write_files(site.path(), SITE);
        let memos = Memos::new();
        build(site.path(), out.path(), &memos);
        for round in &rounds {
            for edit in round {
                apply(site.path(), edit);
            }
            build(site.path(), out.path(), &memos);
            let clean = folder();
            build(site.path(), clean.path(), &Memos::new());
            prop_assert!(tree(out.path()) == tree(clean.path()));
        }
    }
}
