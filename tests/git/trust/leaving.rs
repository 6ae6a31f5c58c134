//! Class 11: a page that slips out of control, without a record that lets it go.

use crate::support::GovernedSite;
use crate::trust::attacked::{GIFTS, QUIET, before_draft, with_draft};

/// The draft says something else of what it is, and is committed. That is no withdrawal.
fn stays(change: impl Fn(&GovernedSite)) {
    let mini = with_draft();
    let past = mini.past(QUIET);
    change(&mini);
    mini.commit_by("intruder");
    mini.keeps_the_words();
    mini.says_same_of_past(&past);
}

#[test]
fn a_draft_without_id_and_kind_stays_under_control() {
    stays(|mini| mini.replace(GIFTS, "kind: guideline\nid: GL-1\n", ""));
}

#[test]
fn a_draft_without_a_kind_stays_under_control() {
    stays(|mini| mini.replace(GIFTS, "kind: guideline\n", ""));
}

#[test]
fn a_draft_without_an_id_stays_under_control() {
    stays(|mini| mini.replace(GIFTS, "id: GL-1\n", ""));
}

#[test]
fn a_draft_with_another_id_stays_under_control() {
    stays(|mini| mini.replace(GIFTS, "id: GL-1\n", "id: GL-9\n"));
}

#[test]
fn a_draft_with_two_ids_stays_under_control() {
    stays(|mini| mini.replace(GIFTS, "id: GL-1\n", "id: GL-1\nid: GL-2\n"));
}

#[test]
fn a_draft_without_front_matter_stays_under_control() {
    stays(|mini| {
        let text = mini.read(GIFTS);
        let body = text.splitn(3, "---\n").nth(2).expect("a body").to_owned();
        mini.write(GIFTS, body);
    });
}

#[test]
fn a_page_that_says_it_is_a_draft_stays_in_force() {
    stays(|mini| mini.replace(GIFTS, "id: GL-1\n", "id: GL-1\ndraft: true\n"));
}

#[test]
fn an_uncommitted_draft_without_id_and_kind_publishes_no_draft() {
    let mini = with_draft();
    mini.replace(GIFTS, "kind: guideline\nid: GL-1\n", "");
    mini.keeps_the_words();
}

#[test]
fn a_draft_that_moves_without_id_and_kind_is_not_published() {
    let mini = with_draft();
    mini.git(&["mv", GIFTS, "content/presents.md"]);
    mini.replace("content/presents.md", "kind: guideline\nid: GL-1\n", "");
    mini.commit_by("intruder");
    mini.builds(&[], &|output| {
        let at = "guidelines/gifts/index.html";
        assert!(
            crate::trust::judge::shows(output, at, crate::trust::attacked::APPROVED),
            "the page in force is gone"
        );
        assert!(
            !crate::trust::judge::shows(output, at, crate::trust::attacked::CANARY),
            "the page in force says the draft's words"
        );
    });
}

#[test]
fn a_page_that_is_deleted_stays_in_force() {
    stays(|mini| mini.remove(GIFTS));
}

#[test]
fn a_page_that_is_deleted_uncommitted_publishes_no_draft() {
    let mini = with_draft();
    mini.remove(GIFTS);
    mini.keeps_the_words();
}

/// The guideline is withdrawn, and approved again.
fn back_again() -> GovernedSite {
    let mini = before_draft();
    mini.on("2025-01-16");
    mini.puts_on_record(&["withdraw", "GL-1", "--reason", "Wrong"], "legal", "head-of-legal");
    mini.on("2025-01-18");
    for (role, person) in [("lead", "team-lead"), ("legal", "head-of-legal")] {
        mini.approve("GL-1", role, person);
    }
    mini.keeps_the_words();
    mini
}

#[test]
fn a_withdrawal_of_long_ago_covers_no_later_deletion() {
    let mini = back_again();
    mini.on("2025-03-03");
    mini.remove(GIFTS);
    mini.commit_by("intruder");
    mini.keeps_the_words();
    let page = mini.registered("GL-1").expect("a register");
    assert_ne!(page["status"], "withdrawn", "{page}");
}

#[test]
fn a_withdrawal_of_long_ago_covers_no_later_draft_without_a_kind() {
    let mini = back_again();
    mini.draft();
    mini.replace(GIFTS, "kind: guideline\nid: GL-1\n", "");
    mini.commit_by("intruder");
    mini.keeps_the_words();
}

#[test]
fn a_page_that_is_withdrawn_says_so_at_its_address() {
    let mini = with_draft();
    mini.puts_on_record(&["withdraw", "GL-1", "--reason", "Wrong"], "legal", "head-of-legal");
    mini.is_registered_as("GL-1", "withdrawn");
    mini.keeps_the_words();
    mini.remove(GIFTS);
    mini.commit_by("editor");
    mini.keeps_the_words();
}
