//! A page that states the id of a page in force is left out of the approved edition, and that is said: of that page, and never of
//! the one in force.

use crate::support::GovernedSite;
use crate::trust::attacked::{GIFTS, before_draft, with_draft};
use crate::trust::canaries::none_leaks;

/// The findings of `check` that say that an id is taken.
fn taken(mini: &GovernedSite, edition: &str) -> Vec<String> {
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
        let mini = before_draft();
        let page = format!(
            "---\ntitle: Other\nkind: {kind}\nid: GL-1\nowner: lead\nrisk: low\nsummary: Other.\n---\nWords zebrabody.\n"
        );
        mini.write(file, page);
        mini.commit_by("editor");
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
    let mini = before_draft();
    for name in ["aaa", "bbb"] {
        mini.write(&format!("content/{name}.md"), format!("---\ntitle: {name}\nid: GL-8\n---\nWords.\n"));
    }
    mini.commit_by("editor");
    let told = taken(&mini, "latest");
    assert_eq!(told.len(), 1, "{told:#?}");
    assert!(place(&told[0]).contains("content/bbb.md"), "{told:#?}");
}

/// Whoever names a file means that file, whatever another page calls itself.
#[test]
fn an_id_that_is_the_path_of_another_page_is_not_meant_by_it() {
    for name in ["guidelines/gifts.md", GIFTS, "/guidelines/gifts/"] {
        let mini = with_draft();
        let page = mini.read(GIFTS).replace("id: GL-1", &format!("id: {name}"));
        mini.write("content/aaa.md", page.replace("title: Gifts", "title: Intruder"));
        mini.commit_by("intruder");
        let said = mini.tries(&["approve", name], "lead", "team-lead");
        assert_eq!(said.status, 0, "{name}: {}{}", said.stdout, said.stderr);
        let all = said.stdout + &said.stderr;
        assert!(all.contains("GL-1") && !all.contains("Intruder"), "{name}: {all}");
        let said = mini.run(&["audit", name, "--on", crate::trust::attacked::QUIET]);
        assert!(said.stdout.contains("GL-1"), "{name}: {}{}", said.stdout, said.stderr);
        let said = mini.run(&["history", name]);
        assert!(said.stdout.starts_with(GIFTS), "{name}: {}", said.stdout);
    }
}

/// A file without its ending is no path: an id is meant before that.
#[test]
fn a_file_of_the_name_of_an_id_takes_nothing_from_it() {
    let mini = with_draft();
    let page = mini.read(GIFTS).replace("id: GL-1", "id: GL-7").replace("title: Gifts", "title: Intruder");
    mini.write("content/GL-1.md", page);
    mini.commit_by("intruder");
    let said = mini.tries(&["approve", "GL-1"], "lead", "team-lead");
    assert_eq!(said.status, 0, "{}{}", said.stdout, said.stderr);
    assert!(!(said.stdout + &said.stderr).contains("Intruder"));
    let said = mini.run(&["history", "GL-1"]);
    assert!(said.stdout.starts_with(GIFTS), "{}", said.stdout);
}

/// Of two files that state the id of a page whose file is gone, nobody can tell which is the page.
#[test]
fn no_command_is_printed_that_is_refused_where_two_pages_state_an_id() {
    let mini = before_draft();
    let page = mini.read(GIFTS);
    mini.remove(GIFTS);
    mini.write("content/guidelines/new.md", page.clone() + "\nMore words.\n");
    mini.write("content/guidelines/other.md", page + "\nOther words.\n");
    mini.commit_by("editor");
    let said = mini.run(&["check", "--edition", "approved"]);
    let said = said.stdout + &said.stderr;
    assert!(said.contains("give it an id that no other page states"), "{said}");
    assert!(!said.contains("guidepost approve guidelines/"), "{said}");
    let said = mini.tries(&["approve", "guidelines/new.md"], "lead", "team-lead");
    assert_eq!(said.status, 2, "{}", said.stdout);
    let told = "`content/guidelines/new.md` states the id GL-1, and so does `content/guidelines/other.md`";
    assert!(said.stderr.contains(told) && said.stderr.contains("another id"), "{}", said.stderr);
    mini.keeps_the_words();
    // With an id of its own the other one may be signed.
    mini.replace("content/guidelines/other.md", "GL-1", "GL-2");
    mini.commit_by("editor");
    mini.approve("guidelines/new.md", "lead", "team-lead");
}
