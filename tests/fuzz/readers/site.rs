//! Readers of one file of a site, which make the whole site in memory with it.

use std::sync::Arc;

use guidepost::compile::{Memos, Request, compile};
use guidepost::date::Day;
use guidepost::diagnostic::{Code, Finding};
use guidepost::governance::{Version, read_record, record_file_name, record_text};
use guidepost::link::{is_active_drawing, picture_size};
use guidepost::world::{MemoryVersions, MemoryWorld, as_text};

use super::text::file;

const SETTINGS: &str = "name = \"Book\"\n[governance]\nmodel = \"GM-1\"\nadopted_by = \"legal\"\n";
const MODEL: &str = "---\ntitle: How\nkind: governance-model\nid: GM-1\nroles: [legal]\ncontrols:\n  - id: C-1\n    statement: S.\n    for: {kind: guideline}\n    require: {approved_by: {roles: [legal]}}\n    accountable: legal\n    severity: warning\n---\nWho.\n";
const ROLE: &str =
    "---\ntitle: Legal\nkind: role\nid: legal\nholders: [{name: law, from: 2025-01-01}]\n---\nA.\n";
const GUIDELINE: &str = "---\ntitle: Tone\nkind: guideline\nid: GL-1\n---\nT.\n\n![Film](film.mp4)\n\n![Drawing](drawing.svg)\n\n![Picture](picture.png)\n";

/// The files of a governed site.
const SITE: [(&str, &str); 5] = [
    ("site.toml", SETTINGS),
    ("content/index.md", "# Home\n"),
    ("content/model.md", MODEL),
    ("content/legal.md", ROLE),
    ("content/tone.md", GUIDELINE),
];
const RECORD: &str = "content/governance/records/a.yaml";

/// The site with one more file, or with another in the place of one.
fn with<'a>(path: &'a str, text: &'a str) -> Vec<(&'a str, &'a str)> {
    let mut files: Vec<(&str, &str)> = SITE.into_iter().filter(|(known, _)| *known != path).collect();
    files.push((path, text));
    files
}

/// Makes a site and its files at addresses that begin so, on which the program must not fail.
fn make(at: &str, files: &[(&str, &[u8])], versions: Option<MemoryVersions>) {
    thread_local! {
        // The theme is the same each time.
        static MEMOS: Memos = Memos::new();
    }
    let world = MemoryWorld::new(Day::new(2026, 11, 16).expect("a day"), files.iter().copied());
    let world = match versions {
        Some(versions) => world.with_versions(Ok(versions)),
        None => world,
    };
    let mut findings: Vec<Finding> = Vec::new();
    let site = MEMOS.with(|memos| compile(&world, &Request::default(), memos)).into_value(&mut findings);
    for route in site.routes().into_iter().filter(|route| site.output(*route).as_str().starts_with(at)) {
        site.render(route).into_value(&mut findings);
    }
    let failed = findings.iter().find(|finding| finding.code == Code::InternalError);
    assert!(failed.is_none(), "{failed:?}");
}

/// The same of a site whose files are committed as they are.
fn make_committed(at: &str, files: &[(&str, &str)], message: &str) {
    let mut versions = MemoryVersions::new();
    let first = files.iter().copied().filter(|(path, _)| *path != "content/tone.md").collect::<Vec<_>>();
    versions.commit(&[], "Begin", &first);
    versions.commit(&[0], message, files);
    let bytes: Vec<(&str, &[u8])> = files.iter().map(|(path, text)| (*path, text.as_bytes())).collect();
    make(at, &bytes, Some(versions));
}

/// A record: by itself, and committed with its site.
pub fn records(bytes: &[u8]) {
    let text = as_text(bytes);
    let version = Version { text: Arc::from(&*text), arrival: None };
    if let Some(record) = read_record(&file(RECORD), &version).value {
        let text = record_text(&record);
        let again = read_record(&file(RECORD), &Version { text: text.as_str().into(), arrival: None });
        assert!(again.value.is_some(), "a record is written as it is read: {text}\n{:?}", again.findings);
        assert!(!record_file_name(&record, &text).is_empty());
    }
    make_committed("governance/records", &with(RECORD, &text), "Decide");
}

/// A governance model, in the working tree and committed.
pub fn models(bytes: &[u8]) {
    let text = as_text(bytes);
    make_committed("model", &with("content/model.md", &text), "Model");
}

/// The message of a commit.
pub fn commits(bytes: &[u8]) {
    make_committed("tone/history", &SITE, &as_text(bytes));
}

/// A `.mailmap`.
pub fn mailmap(bytes: &[u8]) {
    let names = as_text(bytes);
    make_committed(
        "tone/history",
        &with(".mailmap", &names),
        "Names\n\nCo-authored-by: Ann <ann@example.org>\n",
    );
}

/// The captions of a film.
pub fn captions(bytes: &[u8]) {
    let mut files: Vec<(&str, &[u8])> = SITE.iter().map(|(path, text)| (*path, text.as_bytes())).collect();
    files.push(("content/film.mp4", b"\0\0\0\x18ftypmp42"));
    files.push(("content/film.vtt", bytes));
    make("tone/index", &files, None);
}

/// Endings of pictures, whose heads say how large they are.
const PICTURES: [&str; 6] = ["svg", "png", "jpg", "gif", "webp", "avif"];

/// A drawing or another picture: how large it is, what it does, and a page with it.
pub fn pictures(bytes: &[u8]) {
    let _ = is_active_drawing(bytes);
    for ending in PICTURES {
        picture_size(&file(&format!("content/picture.{ending}")), bytes);
    }
    let mut files: Vec<(&str, &[u8])> = SITE.iter().map(|(path, text)| (*path, text.as_bytes())).collect();
    files.push(("content/drawing.svg", bytes));
    files.push(("content/picture.png", bytes));
    make("tone/index", &files, None);
}
