//! The hashes of what outputs are made from: where they are the same, so are the bytes, whatever became of the rest of
//! the site; and what cannot differ is not made again.

#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

use crate::support;

use std::collections::{BTreeMap, HashMap};
use std::convert::Infallible;

use guidepost::compile::{Memos, Request, compile};
use guidepost::output::{MadeOutput, Output, Outputs};
use guidepost::route::{Answer, BuildContext};
use guidepost::world::{MemoryCache, MemoryVersions, MemoryWorld};
use proptest::prelude::*;
use support::today;

const SITE: (&str, &str) = ("site.toml", "name = \"Handbook\"\n");
const TONE: &str = "content/tone.md";

type Files = BTreeMap<String, String>;

/// A site with its commits, each on top of the one before it.
#[derive(Clone, Debug)]
struct Scene {
    commits: Vec<Files>,
    now: Files,
}

/// Something that becomes of a site.
#[derive(Clone, Debug)]
enum Step {
    /// The tone is written in other words, in one of some ways.
    Write(usize),
    /// The page that the tone refers to gets another title.
    Name(usize),
    /// It is moved to a folder, or back.
    Move,
    /// A page that the tone referred to in vain is there, or is gone.
    Appear,
    /// A page that nobody refers to is there, or is gone.
    AddAnother,
    /// The picture that the tone shows is another one.
    Draw(usize),
    /// Everything is committed as it stands.
    Commit,
}

impl Scene {
    fn new() -> Scene {
        let mut scene = Scene { commits: Vec::new(), now: Files::new() };
        scene.now.insert("content/index.md".to_owned(), "# Home\n\nText.\n".to_owned());
        scene.now.insert("content/alone.md".to_owned(), "# Alone\n\nOne text.\n".to_owned());
        for step in [Step::Write(0), Step::Name(0), Step::Draw(0), Step::Commit, Step::Write(1), Step::Commit]
        {
            scene.take(&step);
        }
        let alone = scene.now.get_mut("content/alone.md").expect("a page");
        alone.push_str("\nAnd another.\n");
        scene.take(&Step::Commit);
        scene.now.insert("content/alone.md".to_owned(), "# Alone\n\nA third text.\n".to_owned());
        scene.take(&Step::Write(2));
        scene.take(&Step::Commit);
        scene
    }

    fn take(&mut self, step: &Step) {
        let (here, there) = ("content/target.md", "content/folder/target.md");
        let target = if self.now.contains_key(there) { there } else { here };
        match step {
            Step::Write(way) => {
                let words =
                    ["never", "[seldom](target.md)", "[rarely](folder/target.md) or [not](new.md)"][*way];
                let text = format!(
                    "---\ntitle: Tone\nway: {way}\n---\nWe {words} shout, says [[target]].\n\n![A plan](plan.svg)\n\n[[New page]] and [nobody](nobody.md).\n"
                );
                self.now.insert(TONE.to_owned(), text);
            }
            Step::Name(name) => {
                let text = format!("# Target {name}\n\nText.\n");
                self.now.insert(target.to_owned(), text);
            }
            Step::Move => {
                let text = self.now.remove(target).expect("a page");
                let to = if target == here { there } else { here };
                self.now.insert(to.to_owned(), text);
            }
            Step::Appear => self.come_or_go("content/new.md", "# New page\n\nText.\n"),
            Step::AddAnother => self.come_or_go("content/another.md", "# Another\n\nText.\n"),
            Step::Draw(size) => {
                let text = format!(
                    "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{}\" height=\"3\"></svg>",
                    size + 4
                );
                self.now.insert("content/plan.svg".to_owned(), text);
            }
            Step::Commit => self.commits.push(self.now.clone()),
        }
    }

    fn come_or_go(&mut self, path: &str, text: &str) {
        if self.now.remove(path).is_none() {
            self.now.insert(path.to_owned(), text.to_owned());
        }
    }

    fn versions(&self) -> MemoryVersions {
        let mut versions = MemoryVersions::new();
        for (nth, files) in self.commits.iter().enumerate() {
            let parents: Vec<usize> = nth.checked_sub(1).into_iter().collect();
            versions.commit(&parents, "Write", &borrowed(files));
        }
        versions
    }

    fn drawn(&self, cache: &MemoryCache) -> Vec<Drawn> {
        drawn(&self.now, self.versions(), cache)
    }
}

fn borrowed(files: &Files) -> Vec<(&str, &str)> {
    files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect()
}

/// A file of the site that was made.
struct Drawn {
    path: String,
    /// The hash of its inputs, as it was known before it was made, and as it is known now.
    input_hash: (Option<blake3::Hash>, blake3::Hash),
    bytes: Vec<u8>,
}

fn drawn(now: &Files, versions: MemoryVersions, cache: &MemoryCache) -> Vec<Drawn> {
    let files = now.iter().map(|(path, text)| (path.as_str(), text.as_bytes()));
    let files = files.chain(std::iter::once((SITE.0, SITE.1.as_bytes())));
    let world = MemoryWorld::new(today(), files).with_versions(Ok(versions));
    let site = compile(&world, &Request::default(), &Memos::new()).value;
    let context = BuildContext { program: blake3::hash(b"this test"), cache };
    let mut all = Vec::new();
    for batch in Outputs::for_site(&site, Some(context)).batches() {
        let take = |output: &Output<'_>, made: MadeOutput| {
            let path = output.path().to_string();
            assert_eq!(made.answer.findings, [], "{path}");
            // A copy is compared as it is.
            if let Answer::Bytes(bytes) = made.answer.value {
                let input_hash = (output.input_hash(), made.input_hash.expect("it is known now"));
                all.push(Drawn { path, input_hash, bytes });
            }
            Ok::<_, Infallible>(())
        };
        let Ok(defects) = batch.make_each(|_| true, take);
        assert_eq!(defects, []);
    }
    all
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        (0..3_usize).prop_map(Step::Write),
        (0..3_usize).prop_map(Step::Name),
        Just(Step::Move),
        Just(Step::Appear),
        Just(Step::AddAnother),
        (0..2_usize).prop_map(Step::Draw),
        Just(Step::Commit),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn what_is_made_from_the_same_is_the_same(steps in prop::collection::vec(step(), 1..8)) {
        let cache = MemoryCache::default();
        let mut seen: HashMap<(String, blake3::Hash), Vec<u8>> = HashMap::new();
        let mut scene = Scene::new();
        for step in std::iter::once(None).chain(steps.iter().map(Some)) {
            if let Some(step) = step {
 scene.take(step);
}
            for Drawn { path, input_hash: (before, after), bytes } in scene.drawn(&cache) {
                for input_hash in before.into_iter().chain([after]) {
                    let known = seen.get(&(path.clone(), input_hash));
                    prop_assert!(known.is_none_or(|known| *known == bytes), "{path} after {step:?}");
                }
                seen.insert((path, after), bytes);
            }
        }
    }
}

/// Which pasts are drawn anew after some steps.
fn pasts_anew(steps: &[Step]) -> Vec<String> {
    anew(steps).into_iter().filter(|path| path.contains("/history/")).collect()
}

/// What is made anew after some steps.
fn anew(steps: &[Step]) -> Vec<String> {
    let cache = MemoryCache::default();
    let mut scene = Scene::new();
    let before: HashMap<String, blake3::Hash> =
        scene.drawn(&cache).into_iter().map(|drawn| (drawn.path, drawn.input_hash.1)).collect();
    for step in steps {
        scene.take(step);
    }
    let is_new = |drawn: &Drawn| {
        before.get(&drawn.path).is_none_or(|input_hash| drawn.input_hash.0 != Some(*input_hash))
    };
    let mut anew: Vec<String> =
        scene.drawn(&cache).into_iter().filter(is_new).map(|drawn| drawn.path).collect();
    anew.sort();
    anew
}

#[test]
fn what_nobody_wrote_is_made_anew_where_it_shows_something_else() {
    let of_nobody = |steps: &[Step]| {
        let all = anew(steps).into_iter();
        all.filter(|path| ["changes/index.html", "404.html"].contains(&&**path)).collect::<Vec<_>>()
    };
    assert_eq!(anew(&[]), [""; 0]);
    assert_eq!(of_nobody(&[Step::Write(0)]), [""; 0], "nothing of it is committed");
    assert_eq!(of_nobody(&[Step::Write(0), Step::Commit]), ["changes/index.html"]);
}

#[test]
fn a_past_is_drawn_anew_where_what_it_asks_is_answered_otherwise() {
    assert_eq!(pasts_anew(&[]), [""; 0]);
    assert_eq!(pasts_anew(&[Step::AddAnother]), [""; 0], "nobody refers to the page");
    let of_tone = ["tone/history/index.html", "tone/history/texts.json"];
    assert_eq!(pasts_anew(&[Step::Appear]), of_tone, "what it referred to in vain is there");
    assert_eq!(pasts_anew(&[Step::Draw(1)]), of_tone, "it shows another picture");
    let named = pasts_anew(&[Step::Name(1)]);
    assert_eq!(named, ["target/history/index.html", of_tone[0], of_tone[1]], "it shows the title");
}

#[test]
fn pages_that_name_a_file_of_the_theme_are_made_anew_where_it_is_another() {
    let with_theme = |words: &str| {
        let mut scene = Scene::new();
        scene.now.insert("theme/compare/words.js".to_owned(), words.to_owned());
        scene.drawn(&MemoryCache::default())
    };
    let [before, after] = ["// One.\n", "// Another.\n"].map(with_theme);
    for (before, after) in before.iter().zip(&after) {
        let is_same = before.bytes == after.bytes;
        assert!(is_same || before.input_hash.1 != after.input_hash.1, "{}", before.path);
    }
    assert!(
        before.iter().zip(&after).any(|(before, after)| before.bytes != after.bytes),
        "or nothing is tried"
    );
}

#[test]
fn a_past_is_drawn_anew_where_a_text_came_from_another() {
    let text = |words: &str| Files::from([(TONE.to_owned(), format!("# Tone\n\nWe {words} shout.\n"))]);
    let [first, side, main, both] = ["never", "rarely", "seldom", "hardly"].map(text);
    let pasts = [[0], [1]].map(|parents| {
        let mut versions = MemoryVersions::new();
        versions.commit(&[], "Write", &borrowed(&first));
        versions.commit(&[0], "One", &borrowed(&side));
        versions.commit(&parents, "Another", &borrowed(&main));
        versions.commit(&[2, 1], "Join", &borrowed(&both));
        let all = drawn(&both, versions, &MemoryCache::default());
        all.into_iter().find(|drawn| drawn.path == "tone/history/index.html").expect("a history")
    });
    let ids = |drawn: &Drawn| {
        let html = String::from_utf8(drawn.bytes.clone()).expect("text");
        html.split("<li id=\"").skip(1).map(|item| item[..10].to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(ids(&pasts[0]), ids(&pasts[1]), "the same revisions");
    assert_ne!(pasts[0].bytes, pasts[1].bytes);
    assert_ne!(pasts[0].input_hash.1, pasts[1].input_hash.1);
}
