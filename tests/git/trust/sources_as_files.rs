//! Sources of pages and records are published as files by nobody: what they say is shown as far as it is in force.

use crate::support::{GovernedSite, RECORDS};
use crate::trust::attacked::{CANARY, GIFTS, with_draft};
use crate::trust::judge::{Output, never_shows};
use crate::trust::recipe::Recipe;

/// Ways of loading, embedding or offering a file that is written from the folder of pages.
const WAYS: [&str; 16] = [
    "![x](FILE)",
    "![x](/FILE)",
    "![[FILE]]",
    "[[FILE]]",
    "[x](FILE)",
    "[x](./notes/../%2e/FILE)",
    "<a href=\"FILE\" download>x</a>",
    "<img src=\"FILE\" alt=\"x\">",
    "<img srcset=\"FILE 2x\" alt=\"x\">",
    "<iframe src=\"FILE\" title=\"x\"></iframe>",
    "<object data=\"FILE\"></object>",
    "<embed src=\"FILE\">",
    "<video poster=\"FILE\" controls><source src=\"FILE\"><track src=\"FILE\"></video>",
    "<script src=\"FILE\"></script>",
    "<link rel=\"stylesheet\" href=\"FILE\">",
    "<svg><image href=\"FILE\"/></svg>",
];

/// A page that loads a file in every way.
fn loading(file: &str) -> String {
    let ways = WAYS.map(|way| way.replace("FILE", file));
    format!("---\ntitle: Notes\n---\n{}\n", ways.join("\n\n"))
}

/// No file of the output is the source of anything.
fn no_sources(output: &Output) {
    let sources = [".md", ".markdown", ".yaml", ".yml", ".toml"];
    let is_source = |path: &&String| sources.iter().any(|ending| path.to_lowercase().ends_with(ending));
    let found: Vec<&String> = output.keys().filter(is_source).collect();
    assert!(found.is_empty(), "{found:?}");
}

/// The approved edition has no word of the draft, and no source.
fn publishes_no_source(mini: &GovernedSite) {
    mini.keeps_the_words();
    no_sources(&mini.output().expect("a build"));
}

/// That a file is refused is told, with what to do about it.
fn is_told(mini: &GovernedSite, code: &str, words: &str) {
    let out = tempfile::tempdir_in(mini.folder.path()).expect("a folder");
    let said = mini.run(&["build", "--out", &out.path().display().to_string()]);
    let told = format!("error[{code}]");
    assert_eq!(said.status, 1, "{}{}", said.stdout, said.stderr);
    assert!(said.stderr.contains(&told) && said.stderr.contains(words), "{}", said.stderr);
    assert!(said.stderr.contains("help: "), "{}", said.stderr);
}

#[test]
fn the_source_of_a_page_is_not_published_as_a_file_of_another() {
    let mini = with_draft();
    mini.write("content/notes.md", loading("guidelines/gifts.md"));
    mini.commit_by("intruder");
    publishes_no_source(&mini);
    // In the past of a page as well.
    mini.write("content/notes.md", "---\ntitle: Notes\n---\nNothing.\n");
    mini.commit_by("intruder");
    publishes_no_source(&mini);
}

#[test]
fn the_source_of_a_page_that_nobody_approved_is_not_published_as_a_file() {
    let mini = with_draft();
    for file in ["guidelines/new.md", "guidelines/NEW2.MD", "guidelines/new3.markdown"] {
        let text = mini.read(GIFTS).replace("GL-1", "GL-7").replace("Gifts of", "Also gifts of");
        mini.write(&format!("content/{file}"), text);
        mini.write("content/notes.md", loading(file));
        mini.commit_by("intruder");
        publishes_no_source(&mini);
        mini.remove(&format!("content/{file}"));
    }
}

#[test]
fn a_hidden_text_is_not_published_as_a_file() {
    let mini = with_draft();
    mini.write("content/.drafts/gifts.md", mini.read(GIFTS));
    mini.write("content/notes.md", loading(".drafts/gifts.md"));
    mini.commit_by("intruder");
    publishes_no_source(&mini);
    is_told(&mini, "withheld-file", ".drafts/gifts.md");
}

#[test]
fn no_record_is_published_as_a_file() {
    let mini = with_draft();
    let record = format!("# {CANARY}\n{}", mini.forged("lead", "team-lead"));
    mini.write(&format!("{RECORDS}/early.yaml"), record);
    mini.write("content/notes.md", loading("governance/records/early.yaml"));
    mini.commit_by("intruder");
    publishes_no_source(&mini);
    is_told(&mini, "withheld-file", "early.yaml");
}

#[test]
fn a_signed_page_publishes_no_source_either() {
    let mut recipe = Recipe::default();
    recipe.guideline += &loading("travel.md").replace("---\ntitle: Notes\n---\n", "");
    let travel = recipe.guideline.replace("GL-1", "GL-2").replace("Gifts", "Travel");
    recipe.files.push(("content/guidelines/travel.md", travel.into_bytes()));
    let mini = recipe.approved();
    mini.on("2025-01-20");
    let travel = "content/guidelines/travel.md";
    mini.write(travel, mini.read(travel) + "\nTravel is zebracanary free.\n");
    mini.commit_by("intruder");
    publishes_no_source(&mini);
    mini.draft();
    publishes_no_source(&mini);
}

#[test]
fn a_folder_of_files_that_holds_pages_publishes_none() {
    let mut recipe = Recipe::default();
    recipe.site = format!("files = \"content\"\n{}", recipe.site);
    recipe.files.push(("content/guidelines/form.pdf", b"a form".to_vec()));
    let mini = recipe.approved();
    mini.draft();
    mini.write("content/guidelines/form.pdf", CANARY);
    mini.commit_by("intruder");
    publishes_no_source(&mini);
    never_shows(&mini.output().expect("a build"), CANARY);
    is_told(&mini, "withheld-file", "files");
}
