//! What keeps a text from being in force is told as it is: that it waits for another than its author, of no text that does not.

use crate::support::GovernedSite;
use crate::trust::attacked::{ATTACK, GIFTS};
use crate::trust::recipe::Recipe;

/// A guideline in force that leads to a page and to a file.
fn linked() -> GovernedSite {
    let plain = Recipe::default();
    let links = "\nSee [travel](travel.md) and [the form](../files/form.txt).\n";
    let files = vec![
        ("content/files/form.txt", b"a form\n".to_vec()),
        ("content/guidelines/travel.md", b"---\ntitle: Travel\n---\nBy train.\n".to_vec()),
    ];
    let mini = Recipe { guideline: plain.guideline.clone() + links, files, ..plain }.make();
    mini.on(ATTACK);
    mini
}

#[test]
fn a_page_that_was_moved_away_from_where_its_links_lead() {
    let mini = linked();
    mini.write("content/zone/travel.md", "---\ntitle: Travel\n---\nBy air.\n");
    mini.git(&["mv", GIFTS, "content/zone/gifts.md"]);
    mini.commit_by("editor");
    let said = mini.run(&["check"]).stderr;
    assert!(
        said.contains("has the words in force at another place, and that place waits for approval"),
        "{said}"
    );
    let back = "or `mkdir -p content/guidelines && git mv content/zone/gifts.md content/guidelines/gifts.md`";
    assert!(said.contains(back), "{said}");
    assert!(said.contains("= help: `guidepost approve GL-1 --role lead --by team-lead`"), "{said}");
    assert!(!said.contains("did not write it"), "{said}");
}

/// The guideline says something else and leads to a file of a folder, signed by all.
fn signed_with(mini: &GovernedSite, folder: &str) {
    mini.replace(GIFTS, "twenty", &format!("[thirty](../{folder}/form.txt)"));
    mini.commit_by("editor");
    for (role, person) in [("lead", "team-lead"), ("legal", "head-of-legal")] {
        mini.approve("GL-1", role, person);
    }
}

#[test]
fn a_page_that_was_signed_with_files_of_another_site() {
    let mut recipe = Recipe::default();
    for file in ["content/other/site.toml", "content/other/form.txt"] {
        recipe.files.push((file, b"name = \"Another\"\n".to_vec()));
    }
    let mini = recipe.make();
    mini.on(ATTACK);
    signed_with(&mini, "other");
    let said = mini.run(&["check"]).stderr;
    let words = "is signed with files that no commit of the main line has for this site";
    assert!(said.contains(words), "{said}");
    assert!(!said.contains("did not write it"), "{said}");
    assert_eq!(mini.registered("GL-1").expect("a row")["issue"], 1);
}

/// Who adds settings to a folder of a site that is there takes no file of it away.
#[test]
fn a_page_that_was_signed_with_files_beside_settings_that_came_later() {
    let mini = linked();
    mini.write("content/files/site.toml", "");
    signed_with(&mini, "files");
    assert_eq!(mini.registered("GL-1").expect("a row")["issue"], 2);
}
