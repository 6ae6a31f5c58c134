//! Class 16: files that a page shows or links are part of its text.

use std::path::PathBuf;
use std::sync::OnceLock;

use crate::support::GovernedSite;
use crate::trust::attacked::{APPROVED, CANARY, GIFTS, shared};
use crate::trust::judge::{Output, never_shows};
use crate::trust::recipe::Recipe;

/// Every file that the guideline shows or links, by what it is for.
const FILES: [(&str, &str); 13] = [
    ("picture", "talk.svg"),
    ("document", "form.pdf"),
    ("frame", "frame.html"),
    ("script", "sum.js"),
    ("style", "box.css"),
    ("film", "film.mp4"),
    ("captions", "film.vtt"),
    ("poster", "film.jpg"),
    ("data", "rates.csv"),
    ("symbol", "symbol.svg"),
    ("background", "wall.svg"),
    ("filter", "filter.svg"),
    ("drawing behind a script", "behind.svg"),
];

const BODY: &str = "
![Two people](talk.svg)

Fill in [the form](form.pdf) by [these rates](rates.csv).

<iframe src=\"frame.html\" title=\"A sum\"></iframe>
<script src=\"sum.js\"></script>
<link rel=\"stylesheet\" href=\"box.css\">
<video controls poster=\"film.jpg\"><source src=\"film.mp4\"><track src=\"film.vtt\" kind=\"captions\"></video>

<svg><use href=\"symbol.svg#a\"></use></svg>
<table background=\"wall.svg\"><tr><td>Rates</td></tr></table>
<svg><filter id=\"f\"><feImage xlink:href=\"filter.svg\"/></filter></svg>
<svg><script href=\"sum.js\"/></svg><img src=\"behind.svg\" alt=\"x\"></script>
";

fn bytes(name: &str, word: &str) -> Vec<u8> {
    match name {
        "talk.svg" | "symbol.svg" | "wall.svg" | "filter.svg" | "behind.svg" => format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"4\" height=\"3\"><title id=\"a\">{word}</title></svg>\n"
        ),
        "frame.html" => format!("<!doctype html><title>Frame</title><p>{word}</p>\n"),
        "sum.js" => format!("console.log(\"{word}\");\n"),
        "box.css" => format!("/* {word} */ p {{ margin: 0 }}\n"),
        "film.vtt" => format!("WEBVTT\n\n00:00.000 --> 00:01.000\n{word}\n"),
        _ => format!("bytes of {name}, {word}\n"),
    }
    .into_bytes()
}

fn path(name: &str) -> String {
    format!("content/guidelines/{name}")
}

fn recipe() -> Recipe {
    let mut recipe = Recipe::default();
    recipe.guideline.push_str(BODY);
    recipe.files = FILES.map(|(kind, name)| (leak(path(name)), bytes(name, &first_word(kind)))).to_vec();
    recipe
}

fn leak(path: String) -> &'static str {
    Box::leak(path.into_boxed_str())
}

fn first_word(kind: &str) -> String {
    format!("first{}", kind.replace(' ', ""))
}

/// The site with a guideline that shows all of these, approved.
fn with_files() -> GovernedSite {
    static FILES: OnceLock<PathBuf> = OnceLock::new();
    shared(&FILES, "files", || recipe().make())
}

/// The words stand, and so does the file that was approved with them.
fn keeps_the_file(mini: &GovernedSite, kind: &str) {
    let word = first_word(kind);
    mini.builds(&[], &|output: &Output| {
        never_shows(output, CANARY);
        assert!(
            crate::trust::judge::shows(output, crate::trust::judge::ADDRESS, APPROVED),
            "the words are gone"
        );
        let found = crate::trust::judge::where_shown(output, &word);
        assert!(!found.is_empty(), "the {kind} that was approved is gone");
    });
}

/// Other bytes are committed in the place of a file.
fn swapped(kind: &str) {
    let (_, name) = *FILES.iter().find(|file| file.0 == kind).expect("a file");
    let mini = with_files();
    mini.write(&path(name), bytes(name, CANARY));
    mini.keeps_the_words();
    mini.commit_by("intruder");
    keeps_the_file(&mini, kind);
    // In the draft the page shows it no more, and it lies there still.
    let text = mini.read(GIFTS);
    let kept: Vec<&str> = text.lines().filter(|line| !line.contains(name)).collect();
    mini.write(GIFTS, kept.join("\n") + "\n");
    mini.commit_by("intruder");
    keeps_the_file(&mini, kind);
    mini.remove(&path(name));
    mini.commit_by("intruder");
    keeps_the_file(&mini, kind);
}

#[test]
fn another_picture_is_not_published() {
    swapped("picture");
}

#[test]
fn another_linked_document_is_not_published() {
    swapped("document");
}

#[test]
fn another_frame_is_not_published() {
    swapped("frame");
}

#[test]
fn another_script_is_not_published() {
    swapped("script");
}

#[test]
fn another_drawing_in_raw_html_is_not_published() {
    for kind in ["symbol", "background", "filter", "drawing behind a script"] {
        swapped(kind);
    }
}

#[test]
fn another_style_is_not_published() {
    swapped("style");
}

#[test]
fn another_film_is_not_published() {
    swapped("film");
}

#[test]
fn other_captions_are_not_published() {
    swapped("captions");
}

#[test]
fn another_poster_is_not_published() {
    swapped("poster");
}

#[test]
fn other_data_that_is_linked_is_not_published() {
    swapped("data");
}

#[test]
fn files_that_nobody_shows_yet_are_not_published() {
    let mini = with_files();
    mini.write("content/guidelines/new.pdf", "zebracanary");
    mini.replace(GIFTS, "[the form](form.pdf)", "[the form](new.pdf)");
    mini.commit_by("editor");
    mini.keeps_the_words();
}

#[test]
fn what_a_page_loads_by_a_style_of_its_own_is_not_swapped() {
    let mut recipe = recipe();
    recipe.guideline.push_str("\n<p style=\"background: url(back.svg)\">Read it.</p>\n");
    recipe.files.push(("content/guidelines/back.svg", bytes("talk.svg", "firstground")));
    let mini = recipe.make();
    mini.write("content/guidelines/back.svg", bytes("talk.svg", CANARY));
    mini.commit_by("intruder");
    mini.keeps_the_words();
}

/// The site with its model in force, and a guideline that nobody has approved.
#[test]
fn a_picture_from_before_control_stays_the_one_that_it_was() {
    let mini = recipe().governed();
    mini.build_good();
    mini.on("2025-01-20");
    mini.write(&path("talk.svg"), bytes("talk.svg", CANARY));
    mini.commit_by("intruder");
    keeps_the_file(&mini, "picture");
}

#[test]
fn a_document_from_before_control_stays_the_one_that_it_was() {
    let mini = recipe().governed();
    mini.build_good();
    mini.on("2025-01-20");
    mini.write(&path("form.pdf"), bytes("form.pdf", CANARY));
    mini.commit_by("intruder");
    keeps_the_file(&mini, "document");
}

/// A file changes, and both sign: it is published then.
fn can_be_approved(kind: &str) {
    let (_, name) = *FILES.iter().find(|file| file.0 == kind).expect("a file");
    let mini = with_files();
    mini.write(&path(name), bytes(name, CANARY));
    mini.commit_by("editor");
    mini.approve("GL-1", "lead", "team-lead");
    mini.keeps_the_words();
    mini.approve("GL-1", "legal", "head-of-legal");
    let output = mini.output().expect("a build");
    assert!(
        !crate::trust::judge::where_shown(&output, CANARY).is_empty(),
        "the {kind} that all signed is not there"
    );
}

#[test]
fn another_script_can_be_approved() {
    can_be_approved("script");
}

#[test]
fn another_picture_can_be_approved() {
    can_be_approved("picture");
}

#[test]
fn another_document_can_be_approved() {
    can_be_approved("document");
}
