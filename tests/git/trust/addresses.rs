//! Class 23: what was in force keeps its addresses, whatever somebody puts there, and when it is released.

use crate::support::GovernedSite;
use crate::trust::attacked::{APPROVED, GIFTS, before_draft};
use crate::trust::judge::{ADDRESS, Output, shows};

/// The permanent addresses of issues of the guideline.
fn issues(output: &Output) -> Vec<String> {
    let issues = output.keys().filter(|path| path.contains("gifts/issue/") && path.ends_with("index.html"));
    issues.cloned().collect()
}

fn keeps_its_issue(mini: &GovernedSite) {
    let before = issues(&mini.output().expect("a build"));
    assert_eq!(before.len(), 1, "one text was approved");
    mini.builds(&[], &|output| {
        assert!(shows(output, ADDRESS, APPROVED), "the words in force stand at their address");
        assert_eq!(issues(output), before);
        assert!(shows(output, &before[0], APPROVED), "the issue has its words");
        assert!(shows(output, "guidelines/gifts/history/index.html", "1 revision by 1 person"), "its past");
    });
}

#[test]
fn another_text_at_the_place_of_a_page_that_a_draft_moves_takes_no_address() {
    let mini = before_draft();
    mini.git(&["mv", GIFTS, "content/guidelines/a.md"]);
    mini.replace("content/guidelines/a.md", "title: Gifts", "title: Presents");
    mini.write(GIFTS, "---\ntitle: Gifts\n---\nSomething zebracanary else.\n");
    mini.commit_by("intruder");
    keeps_its_issue(&mini);
    mini.keeps_the_words();
}

#[test]
fn another_text_at_the_place_of_a_page_that_is_deleted_takes_no_address() {
    let mini = before_draft();
    mini.write(GIFTS, "---\ntitle: Gifts\n---\nSomething zebracanary else.\n");
    mini.commit_by("intruder");
    keeps_its_issue(&mini);
}

#[test]
fn another_page_of_the_same_address_takes_no_address_of_a_page_that_a_draft_moves() {
    let mini = before_draft();
    mini.git(&["mv", GIFTS, "content/guidelines/a.md"]);
    mini.replace("content/guidelines/a.md", "title: Gifts", "title: Presents");
    mini.write("content/guidelines/gifts/index.md", "---\ntitle: Gifts\n---\nSomething zebracanary else.\n");
    mini.write("content/guidelines/Gifts.md", "---\ntitle: Gifts\n---\nSomething zebracanary else.\n");
    mini.commit_by("intruder");
    keeps_its_issue(&mini);
}

#[test]
fn a_controlled_draft_at_the_place_of_a_page_that_a_draft_moves_takes_no_address() {
    let mini = before_draft();
    mini.git(&["mv", GIFTS, "content/guidelines/a.md"]);
    mini.replace("content/guidelines/a.md", "title: Gifts", "title: Presents");
    let other = mini.read("content/guidelines/a.md").replace("GL-1", "GL-9");
    mini.write(GIFTS, other.replace("We accept", "Always zebracanary accept"));
    mini.commit_by("intruder");
    keeps_its_issue(&mini);
    mini.keeps_the_words();
}

/// Both whom it asks let it go.
fn released(mini: &GovernedSite) {
    let words = ["withdraw", "GL-1", "--release", "--reason", "No rule any more"];
    mini.puts_on_record(&words, "lead", "team-lead");
    mini.puts_on_record(&words, "legal", "head-of-legal");
}

#[test]
fn a_page_that_is_released_stays_with_its_history_and_its_issues() {
    let mini = before_draft();
    let before = mini.output().expect("a build");
    released(&mini);
    let output = mini.output().expect("a build");
    assert!(shows(&output, ADDRESS, APPROVED), "it stays");
    assert!(shows(&output, ADDRESS, "Not controlled since 3 Mar 2025"), "and is controlled no longer");
    assert!(output.contains_key("guidelines/gifts/history/index.html"), "with its history");
    assert_eq!(issues(&output), issues(&before), "and the texts that were in force");
    assert!(shows(&output, &issues(&before)[0], APPROVED));
}

#[test]
fn a_page_that_is_released_is_changed_without_approval_and_tells_no_draft_of_before() {
    let mini = before_draft();
    let first = mini.read(GIFTS);
    mini.write(GIFTS, first.clone() + "\nWe zebradraft more.\n");
    mini.commit_saying("editor", "Relax it zebrasubject");
    mini.write(GIFTS, first.clone());
    mini.commit_by("editor");
    released(&mini);
    mini.write(GIFTS, first + "\nWe say more by now.\n");
    mini.commit_saying("editor", "Say more of it");
    let output = mini.output().expect("a build");
    assert!(shows(&output, ADDRESS, "We say more by now"), "it is a page like others");
    assert!(shows(&output, "guidelines/gifts/history/index.html", "Say more of it"));
    assert!(shows(&output, "guidelines/gifts/history/index.html", APPROVED));
    crate::trust::judge::never_shows(&output, "zebradraft");
    crate::trust::judge::never_shows(&output, "zebrasubject");
    assert_eq!(issues(&output).len(), 1);
}

#[test]
fn a_page_that_is_released_and_deleted_keeps_the_addresses_of_its_issues() {
    let mini = before_draft();
    let before = issues(&mini.output().expect("a build"));
    released(&mini);
    mini.remove(GIFTS);
    mini.commit_by("editor");
    mini.builds(&[], &|output| assert_eq!(issues(output), before));
}

/// A page in force at such an address would be shown nowhere.
#[test]
fn no_page_is_approved_at_an_address_that_is_kept_for_evidence() {
    for place in [
        "checklist.md",
        "checklist/records.md",
        "checklist/index.md",
        "changes.md",
        "guidelines/history.md",
        "guidelines/issue/one.md",
    ] {
        let mini = before_draft();
        let to = format!("content/{place}");
        std::fs::create_dir_all(mini.path().join(&to).parent().expect("a folder")).expect("a folder");
        mini.git(&["mv", GIFTS, &to]);
        mini.write("content/guidelines/new.md", "---\ntitle: New\n---\nThe folder stays.\n");
        mini.commit_by("editor");
        let said = mini.tries(&["approve", "GL-1"], "lead", "team-lead");
        assert_eq!(said.status, 2, "{place}: {}{}", said.stdout, said.stderr);
        assert!(
            said.stderr.contains("kept for evidence") && said.stderr.contains("git mv"),
            "{}",
            said.stderr
        );
        keeps_its_issue(&mini);
        // Nor is a first text.
        mini.write(&to, mini.read(&to).replace("GL-1", "GL-9"));
        mini.git(&["checkout", "HEAD~1", "--", GIFTS]);
        mini.commit_by("editor");
        assert_eq!(mini.tries(&["approve", "GL-9"], "lead", "team-lead").status, 2, "{place}");
    }
}
