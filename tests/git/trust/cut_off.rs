//! Class 4: clones that are cut off, where what is missing cannot contradict.

use crate::support::GovernedSite;
use crate::trust::attacked::{GIFTS, QUIET, before_draft, with_draft};
use crate::trust::fails_open::record_of;

/// Writes the draft's object id into the records that approved the first text.
fn forge(mini: &GovernedSite) {
    let first = mini.git(&["rev-parse", &format!("HEAD~1:{GIFTS}")]);
    for role in ["lead", "legal"] {
        mini.replace(&record_of(mini, &format!("gl-1-{role}")), &first, &mini.id(GIFTS));
    }
    mini.commit_by("intruder");
}

/// The site with its guideline withdrawn, and the record of that deleted again.
fn withdrawal_deleted() -> GovernedSite {
    let mini = before_draft();
    mini.puts_on_record(&["withdraw", "GL-1", "--reason", "Wrong"], "legal", "head-of-legal");
    mini.is_registered_as("GL-1", "withdrawn");
    mini.remove(&record_of(&mini, "withdrawal"));
    mini.commit_by("intruder");
    mini
}

#[test]
fn a_clone_of_depth_one_is_refused() {
    with_draft().cloned(&["--depth", "1"]).is_refused();
}

#[test]
fn a_clone_of_depth_three_is_refused() {
    with_draft().cloned(&["--depth", "3"]).is_refused();
}

#[test]
fn a_clone_cut_off_by_date_is_refused() {
    with_draft().cloned(&["--shallow-since", "2025-01-19"]).is_refused();
}

#[test]
fn changed_records_in_a_clone_of_depth_one_are_refused() {
    let mini = with_draft();
    forge(&mini);
    mini.cloned(&["--depth", "1"]).is_refused();
}

#[test]
fn changed_records_in_a_whole_clone_change_nothing() {
    let mini = with_draft();
    let past = mini.past(QUIET);
    forge(&mini);
    mini.keeps_the_words();
    mini.says_same_of_past(&past);
    mini.cloned(&[]).keeps_the_words();
}

#[test]
fn a_deleted_withdrawal_in_a_clone_of_depth_one_is_refused() {
    withdrawal_deleted().cloned(&["--depth", "1"]).is_refused();
}

#[test]
fn a_deleted_withdrawal_in_a_whole_clone_changes_nothing() {
    let mini = withdrawal_deleted();
    mini.is_registered_as("GL-1", "withdrawn");
    assert!(mini.registered("GL-1").is_some(), "nothing is missing, nothing is refused");
}

#[test]
fn what_is_told_of_evidence_is_refused_in_a_clone_of_depth_one() {
    let clone = with_draft().cloned(&["--depth", "1"]);
    for question in [&["register"][..], &["checklist"], &["audit", "GL-1", "--on", "2025-03-01"]] {
        crate::trust::judge::refused(&clone.run(question));
    }
}

#[test]
fn a_grafted_beginning_is_refused() {
    let mini = with_draft();
    let parent = mini.git(&["rev-parse", "HEAD~2"]);
    mini.write(".git/shallow", format!("{parent}\n"));
    mini.is_refused();
}

#[test]
fn where_nobody_knows_what_is_in_force_every_page_of_the_latest_texts_says_so() {
    let mini = with_draft();
    let build = |of: &GovernedSite| {
        let out = tempfile::tempdir().expect("a folder");
        let folder = out.path().to_string_lossy().into_owned();
        let said = of.run(&["build", "--edition", "latest", "--out", &folder]);
        assert_eq!(said.status, 0, "{}", said.stderr);
        out
    };
    let words = "Approval unknown: the clone is shallow";
    for (of, is_said) in [(&mini, false), (&mini.cloned(&["--depth", "1"]), true)] {
        let out = build(of);
        for page in ["index.html", "guidelines/gifts/index.html"] {
            let html = std::fs::read_to_string(out.path().join(page)).expect("a page");
            assert_eq!(html.contains(words), is_said, "{page}");
        }
    }
}
