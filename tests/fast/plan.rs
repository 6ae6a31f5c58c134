//! What a target lacks of a site, for a target that is no folder.

#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

use crate::support;

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::sync::Mutex;

use guidepost::compile::{Memos, Request, compile};
use guidepost::output::{
    Change, MadeOutput, NewContent, NewFile, Output, OutputTarget, Outputs, Plan, Summary,
};
use guidepost::path::OutputPath;
use guidepost::route::{Answer, BuildContext, Site};
use guidepost::world::{MemoryWorld, NoCache};
use support::today;

/// A target in memory: the hashes of what files were made from.
#[derive(Default)]
struct Shelf {
    files: Mutex<BTreeMap<OutputPath, Option<blake3::Hash>>>,
}

impl OutputTarget for Shelf {
    type Error = Infallible;

    fn paths(&self) -> Vec<OutputPath> {
        self.files.lock().expect("files").keys().cloned().collect()
    }

    fn holds(&self, path: &OutputPath, input_hash: blake3::Hash) -> bool {
        self.files.lock().expect("files").get(path).is_some_and(|held| *held == Some(input_hash))
    }

    fn keep(&self, _: &OutputPath, _: blake3::Hash) -> Result<(), Infallible> {
        Ok(())
    }

    fn put(&self, file: &NewFile<'_>) -> Result<(), Infallible> {
        self.files.lock().expect("files").insert(file.path.clone(), file.input_hash);
        Ok(())
    }

    fn finish(self) -> Result<Summary, Infallible> {
        Ok(Summary::default())
    }
}

fn site(tone: &str, other: (&str, &str)) -> Site {
    let files = [
        ("site.toml", "name = \"Museum\"\n"),
        ("content/index.md", "# Home\n\nText.\n"),
        ("content/tone.md", tone),
        other,
        ("static/robots.txt", "User-agent: *\n"),
    ];
    let files = files.into_iter().map(|(path, text)| (path, text.as_bytes()));
    compile(&MemoryWorld::new(today(), files), &Request::default(), &Memos::new()).value
}

/// Puts what is lacking, and says what it was.
fn put(site: &Site, shelf: &Shelf) -> Plan {
    let context = BuildContext { program: blake3::hash(b"this test"), cache: &NoCache };
    let outputs = Outputs::for_site(site, Some(context));
    let plan = Plan::new(&outputs, shelf);
    for batch in outputs.batches() {
        let take = |output: &Output<'_>, made: MadeOutput| {
            let bytes = match made.answer.value {
                Answer::Bytes(bytes) => bytes,
                Answer::File(file) => file.as_str().as_bytes().to_vec(),
                Answer::PrintedBook(name) => name.into_bytes(),
            };
            shelf.put(&NewFile {
                path: &output.path(),
                media_type: output.media_type(),
                input_hash: made.input_hash,
                content: NewContent::Bytes(&bytes),
            })
        };
        let Ok(defects) = batch.make_each(|output| !plan.keeps(&output.path()), take);
        assert_eq!(defects, []);
    }
    shelf.files.lock().expect("files").retain(|path, _| !plan.obsolete.contains(path));
    plan
}

#[test]
fn a_plan_says_what_a_target_lacks() {
    let shelf = Shelf::default();
    let first = put(&site("# Tone\n\nText.\n", ("content/old.md", "# Old\n\nText.\n")), &shelf);
    assert!(first.changes.values().all(|change| *change == Change::Added) && first.obsolete.is_empty());

    let same = site("# Tone\n\nText.\n", ("content/old.md", "# Old\n\nText.\n"));
    let copied: Vec<String> = changed(&put(&same, &shelf));
    assert_eq!(copied, ["robots.txt"], "a copy has no hash of what it is made from");

    let other = site("# Tone\n\nOther words.\n", ("content/new.md", "# Old\n\nText.\n"));
    let plan = put(&other, &shelf);
    assert_eq!(plan.changes[&OutputPath::new("new/index.html")], Change::Added);
    assert!(changed(&plan).contains(&"tone/index.html".to_owned()), "{:?}", changed(&plan));
    assert!(plan.obsolete.contains(&OutputPath::new("old/index.html")), "{:?}", plan.obsolete);
    assert!(plan.keeps(&OutputPath::new("404.html")), "{:?}", plan.changes);
    assert_eq!(shelf.paths(), plan.changes.into_keys().collect::<Vec<_>>());
}

fn changed(plan: &Plan) -> Vec<String> {
    let changed = plan.changes.iter().filter(|(_, change)| **change == Change::Changed);
    changed.map(|(path, _)| path.to_string()).collect()
}
