//! The addresses of approved files: nothing that is written later takes one.

use crate::support::GovernedSite;
use crate::trust::attacked::CANARY;
use crate::trust::judge::{Output, never_shows, shows};
use crate::trust::recipe::Recipe;

const LIMITS: &str = "Gifts up to twenty crowns.\n";

fn with_file() -> (GovernedSite, String) {
    let mut recipe = Recipe::default();
    recipe.guideline.push_str("\n[The limits](limits.txt)\n");
    recipe.files.push(("content/guidelines/limits.txt", LIMITS.as_bytes().to_vec()));
    let mini = recipe.approved();
    let output = mini.output().expect("a build");
    let found = output.iter().find(|(path, bytes)| path.contains("limits.") && **bytes == *LIMITS.as_bytes());
    let address = found.expect("the file is published").0.clone();
    (mini, address)
}

fn keeps(mini: &GovernedSite, address: &str, word: &str) {
    let out = tempfile::tempdir_in(mini.folder.path()).expect("a folder");
    let said = mini.run(&["build", "--out", &out.path().display().to_string()]);
    assert_ne!(said.status, 2, "{}", said.stderr);
    let output: Output = crate::support::tree(out.path());
    assert!(shows(&output, address, LIMITS), "{word}: {}\n{:?}", said.stderr, output.keys());
    let said = said.stderr;
    assert!(said.contains("[address-collision]"), "{said}");
    assert!(said.contains("a file that was approved"), "it names what holds the address: {said}");
}

#[test]
fn no_page_takes_the_address_of_an_approved_file() {
    let (mini, address) = with_file();
    for page in [
        format!("content/{address}.md"),
        format!("content/{address}/index.md"),
        format!("content/{address}/deeper/x.md"),
        format!("content/{}.md", address.replace("limits", "LIMITS")),
    ] {
        mini.write(&page, format!("---\ntitle: Limits\n---\nGifts up to {CANARY}.\n"));
        mini.commit_by("intruder");
        keeps(&mini, &address, &page);
        mini.remove(&page);
        mini.commit_by("editor");
    }
}

#[test]
fn nor_does_a_file_below_it_or_as_it_is() {
    let (mini, address) = with_file();
    mini.write(&format!("static/{address}/x.txt"), CANARY);
    mini.write(&format!("static/{}", address.to_uppercase()), CANARY);
    mini.commit_by("intruder");
    keeps(&mini, &address, "a file as it is");
    never_shows(&mini.output().expect("a build"), CANARY);
}

#[test]
fn nor_where_a_draft_has_changed_the_file_since() {
    let (mini, _) = with_file();
    mini.write("content/guidelines/limits.txt", "Gifts of any worth.\n");
    mini.commit_by("editor");
    let output = mini.output().expect("a build");
    let address = output.iter().find(|(_, bytes)| **bytes == *LIMITS.as_bytes()).expect("there").0.clone();
    mini.write(&format!("content/{address}.md"), format!("# {CANARY}\n"));
    mini.commit_by("intruder");
    let output = mini.output().expect("a build");
    assert!(shows(&output, &address, LIMITS), "{:?}", output.keys());
}

/// A page that looks like the file of a page in force: it would make a folder of that.
#[test]
fn no_page_makes_a_folder_of_the_file_of_an_approved_one() {
    let mut recipe = Recipe::default();
    let gifts = std::mem::take(&mut recipe.guideline);
    recipe.guideline = gifts.replace("GL-1", "GL-9");
    recipe.files.push(("content/guidelines/travel/index.md", gifts.into_bytes()));
    let mini = recipe.approved();
    let travel = "guidelines/travel/index.html";
    assert!(shows(&mini.output().expect("a build"), travel, "twenty crowns"));
    mini.write("content/guidelines/travel/index.html.md", format!("# {CANARY}\n"));
    mini.commit_by("intruder");
    let output = mini.output().expect("a build");
    assert!(shows(&output, travel, "twenty crowns"), "{:?}", output.keys());
    never_shows(&output, CANARY);
}

const FRAME: &str = "---\ntitle: How it looks\nkind: frame\nid: FR-1\nowner: lead\ncovers: [\"static/**\"]\n---\nAll of it.\n";

#[test]
fn no_page_takes_the_address_of_a_file_of_the_frame_in_force() {
    let mut recipe = Recipe::default();
    recipe.model = recipe.model.replace(
        "---\nWho decides",
        "  - id: C-2\n    statement: The frame is signed.\n    for: frame\n    require: {approved_by: {roles: [lead]}}\n    accountable: lead\n---\nWho decides",
    );
    recipe.files.push(("static/terms.txt", LIMITS.as_bytes().to_vec()));
    recipe.files.push(("content/frame.md", FRAME.as_bytes().to_vec()));
    let mini = recipe.approved();
    mini.approve("FR-1", "lead", "team-lead");
    assert!(shows(&mini.output().expect("a build"), "terms.txt", LIMITS));
    for page in ["content/terms.txt.md", "content/terms.txt/a/b.md", "content/Terms.TXT.md"] {
        mini.write(page, format!("# {CANARY}\n"));
        mini.commit_by("intruder");
        let output = mini.output().expect("a build");
        assert!(shows(&output, "terms.txt", LIMITS), "{page}: {:?}", output.keys());
        mini.remove(page);
    }
}
