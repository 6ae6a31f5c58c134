//! Books of the approved edition hold what is in force, as its pages do.

use crate::trust::attacked::ATTACK;
use crate::trust::judge::{never_shows, shows};
use crate::trust::recipe::Recipe;

const BOOK: &str = "books/all/index.html";

#[test]
fn a_book_has_the_texts_in_force_and_says_of_each_who_approved_it() {
    let mini = Recipe::default().make();
    mini.on(ATTACK);
    let new = "---\ntitle: zebracanary\nkind: guideline\nid: GL-7\nowner: lead\n---\nNobody approved this.\n";
    mini.write("content/guidelines/new.md", new);
    let settings = std::fs::read_to_string(mini.path().join("site.toml")).expect("settings");
    let book = "\n[[books]]\nname = \"all\"\ntitle = \"All of it\"\nparts = [{ pages = { kind = \"guideline\" } }, \"GL-7\"]\n";
    mini.write("site.toml", format!("{settings}{book}"));
    mini.replace("content/guidelines/gifts.md", "twenty crowns", "zebracanary crowns");
    mini.commit_by("editor");
    let output = mini.output().expect("an edition");
    assert!(shows(&output, BOOK, "twenty crowns"));
    assert!(shows(&output, BOOK, "Texts in force; what is not controlled is marked"));
    assert!(shows(&output, BOOK, "Issue 1 · In force; a newer draft waits"));
    never_shows(&output, "zebracanary");
}
