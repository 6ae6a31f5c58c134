//! A page that states the id of a page in force is left out of the approved edition, and that is said: of that page, and never of
//! the one in force.

use crate::trust::canaries::none_leaks;
use crate::trust::mini::{GIFTS, Mini};

/// The findings of `check` that say that an id is taken.
fn taken(mini: &Mini, edition: &str) -> Vec<String> {
    let said = mini.run(&["check", "--edition", edition]);
    let said = said.stdout + &said.stderr;
    let findings = said.split("\n\n").filter(|finding| finding.contains("[duplicate-id]"));
    findings.map(str::to_owned).collect()
}

/// The line of a finding that says where it is.
fn place(finding: &str) -> &str {
    finding.lines().find(|line| line.trim_start().starts_with("-->")).unwrap_or_default()
}

#[test]
fn a_page_that_states_the_id_of_one_in_force_is_told() {
    for (file, kind) in [
        ("content/aaa.md", "page"),
        ("content/zzz.md", "page"),
        ("content/aaa.md", "guideline"),
        ("content/guidelines/zzz.md", "guideline"),
    ] {
        let mini = Mini::approved();
        let page = format!(
            "---\ntitle: Other\nkind: {kind}\nid: GL-1\nowner: lead\nrisk: low\nsummary: Other.\n---\nWords zebrabody.\n"
        );
        mini.write(file, page);
        mini.commit("editor");
        mini.keeps_the_words();
        none_leaks(&mini, &[("zebrabody", crate::trust::canaries::Latest::Seen)]);
        for edition in ["approved", "latest"] {
            let told = taken(&mini, edition);
            assert_eq!(told.len(), 1, "{edition} {file}: {told:#?}");
            assert!(place(&told[0]).contains(&format!("{file}:4:1")), "{edition} {file}: {told:#?}");
            assert!(told[0].contains(GIFTS), "the page in force is named: {told:#?}");
        }
    }
}

/// Of two pages that nobody approved the second is told, as before.
#[test]
fn of_pages_that_were_never_in_force_the_second_is_told() {
    let mini = Mini::approved();
    for name in ["aaa", "bbb"] {
        mini.write(&format!("content/{name}.md"), format!("---\ntitle: {name}\nid: GL-8\n---\nWords.\n"));
    }
    mini.commit("editor");
    let told = taken(&mini, "latest");
    assert_eq!(told.len(), 1, "{told:#?}");
    assert!(place(&told[0]).contains("content/bbb.md"), "{told:#?}");
}
