//! What keeps a text from being in force is told as it is: that it waits for another than its author, of no text that does not.

use crate::mini::{ATTACK, GIFTS, Mini};
use crate::recipe::Recipe;

/// A guideline in force that leads to a page and to a file.
fn linked() -> Mini {
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
    mini.commit("editor");
    let said = mini.run(&["check"]).stderr;
    assert!(said.contains("has its words in another place, from where its links lead elsewhere"), "{said}");
    assert!(said.contains("= help: git mv content/zone/gifts.md content/guidelines/gifts.md"), "{said}");
    assert!(!said.contains("did not write it"), "{said}");
}

#[test]
fn a_page_that_was_signed_with_files_of_another_site() {
    let mini = linked();
    mini.write("content/files/site.toml", "");
    mini.replace(GIFTS, "twenty", "thirty");
    mini.commit("editor");
    for (role, person) in [("lead", "team-lead"), ("legal", "head-of-legal")] {
        mini.approve("GL-1", role, person);
    }
    let said = mini.run(&["check"]).stderr;
    let words = "is signed with files that no commit of the main line has for this site";
    assert!(said.contains(words), "{said}");
    assert!(!said.contains("did not write it"), "{said}");
}
