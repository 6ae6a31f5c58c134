//! Class 26: a name that a page in force has means that page, whoever gives the same name to another.

use crate::support::GovernedSite;
use crate::trust::attacked::{ATTACK, GIFTS, QUIET, before_draft, with_draft};
use crate::trust::judge::{Output, shows};

/// A guideline that names the other one.
const TRAVEL: &str = "content/guidelines/travel.md";
const READ: &str = "guidelines/travel/index.html";

/// The site with two guidelines in force, of which one names the other by title, alias, path and former address.
fn linked() -> GovernedSite {
    let mini = before_draft();
    mini.replace(GIFTS, "title: Gifts", "title: Gifts\naliases: [Presents, /old/presents/]");
    mini.write(
        TRAVEL,
        "---\ntitle: Travel\nkind: guideline\nid: GL-2\nowner: lead\nsummary: How we go.\n---\nBy train. See [[Gifts]], [[presents]], [[guidelines/gifts]] and [those](/old/presents/).\n",
    );
    mini.commit_by("editor");
    for (page, role, person) in
        [("GL-1", "lead", "team-lead"), ("GL-1", "legal", "head-of-legal"), ("GL-2", "lead", "team-lead")]
    {
        mini.approve(page, role, person);
    }
    let links = links(&mini.output().expect("a build"), READ);
    assert_eq!(links, 4, "all names lead to the guideline: {links}");
    mini
}

/// How many links of a page lead to the guideline.
fn links(output: &Output, path: &str) -> usize {
    let page = String::from_utf8_lossy(&output[path]);
    let words = page.lines().find(|line| line.contains("By train")).expect("its words");
    words.matches("gifts/\">").count()
}

/// The links of the approved page lead where they led, the text that was approved as well, and it is told at the other page.
fn means_the_one_in_force(front: &str, path: &str) {
    let mini = linked();
    let before = mini.output().expect("a build");
    mini.write(path, format!("---\n{front}\n---\nAll is well.\n"));
    mini.commit_by("intruder");
    mini.builds(&[], &|output| {
        let issue = output.keys().find(|path| path.starts_with("guidelines/travel/issue/"));
        for path in [READ, issue.expect("an issue")] {
            assert_eq!(links(output, path), links(&before, path), "{front}: {path}");
        }
        assert!(shows(output, "old/presents/index.html", "guidelines/gifts/\""), "{front}");
    });
    let said = mini.run(&["check", "--format", "github"]);
    let told: Vec<&str> = said.stdout.lines().filter(|line| !line.contains("link-to-output")).collect();
    let is_there = |line: &&str| line.contains(&format!("file={path}"));
    assert!(told.iter().any(is_there), "it is told at that page: {}{}", said.stdout, said.stderr);
    assert!(told.iter().all(is_there), "and at no other: {told:?}");
}

#[test]
fn the_title_of_another_page_takes_no_link() {
    means_the_one_in_force("title: Gifts", "content/a.md");
}

#[test]
fn the_alias_of_another_page_takes_no_link() {
    means_the_one_in_force("title: A\naliases: [Gifts, PRESENTS, guidelines/gifts]", "content/a.md");
}

#[test]
fn the_old_address_of_another_page_takes_no_link() {
    means_the_one_in_force("title: A\naliases: [/old/presents/]", "content/a.md");
    means_the_one_in_force("title: A\npermalink: /old/presents/", "content/a.md");
}

#[test]
fn the_file_of_another_page_takes_no_link() {
    means_the_one_in_force("title: A", "content/guidelines/presents.md");
    means_the_one_in_force("title: A\naliases: [guidelines/gifts]", "content/guidelines/guidelines/gifts.md");
}

#[test]
fn a_page_that_nobody_approves_may_name_its_neighbour() {
    let mini = linked();
    mini.write("content/other/gifts.md", "---\ntitle: Boxes\n---\nBoxes.\n");
    mini.write("content/other/list.md", "---\ntitle: List\n---\nSee [[gifts]].\n");
    mini.commit_by("editor");
    let output = mini.output().expect("a build");
    let list = String::from_utf8_lossy(&output["other/list/index.html"]).into_owned();
    assert!(list.contains("href=\"../gifts/\""), "the page beside it is meant: {list}");
}

#[test]
fn an_id_that_is_written_like_a_path_takes_no_page_its_name() {
    let mini = with_draft();
    mini.on(ATTACK);
    for (nth, id) in [GIFTS, "guidelines/gifts.md", "guidelines/gifts"].into_iter().enumerate() {
        let words = format!("---\ntitle: Gifts\nkind: guideline\nid: {id}\nowner: lead\n---\nOther words.\n");
        mini.write(&format!("content/other{nth}.md"), &words);
    }
    mini.commit_by("editor");
    let checklist = mini.run_on(ATTACK, &["checklist", "--format", "json"]).stdout;
    for nth in 0..3 {
        assert!(checklist.contains(&format!("guidepost approve other{nth}.md --role lead")), "{checklist}");
    }
    let said = mini.tries(&["approve", "guidelines/gifts"], "lead", "team-lead");
    assert_eq!(said.status, 2, "{}", said.stdout);
    assert!(said.stderr.contains("may mean") && said.stderr.contains(GIFTS), "{}", said.stderr);
    let said = mini.tries(&["approve", GIFTS], "lead", "team-lead");
    assert!(said.stdout.contains("GL-1"), "{}{}", said.stdout, said.stderr);
}

#[test]
fn an_audit_of_a_closed_day_is_of_the_page_that_a_name_meant_then() {
    let mini = before_draft();
    let audit = |name: &str| mini.run_on(ATTACK, &["audit", name, "--on", QUIET]).stdout;
    let before = [GIFTS, "guidelines/gifts"].map(audit);
    assert!(before.iter().all(|text| text.contains("issue 1 was in force")), "{before:?}");
    mini.on(ATTACK);
    mini.git(&["mv", GIFTS, "content/guidelines/presents.md"]);
    mini.commit_by("editor");
    mini.write(GIFTS, "---\ntitle: Another\n---\nOther words.\n");
    mini.write("content/other.md", "---\ntitle: Another\nid: guidelines/gifts\n---\nOther words.\n");
    mini.commit_by("editor");
    for name in [GIFTS, "guidelines/gifts"] {
        let text = audit(name);
        assert!(text.contains("GL-1 ") && text.contains("issue 1 was in force"), "{name}: {text}");
    }
}
