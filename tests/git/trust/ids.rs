//! Class 18: ids and addresses that are taken over.

use crate::support::GovernedSite;
use crate::trust::attacked::{APPROVED, CANARY, GIFTS, before_draft, with_draft};
use crate::trust::judge::{Output, shows, where_shown};

const GONE: &[&str] = &["withdraw", "GL-1", "--reason", "Wrong"];

/// The guideline withdrawn, and its file deleted.
fn withdrawn() -> GovernedSite {
    let mini = before_draft();
    mini.puts_on_record(GONE, "legal", "head-of-legal");
    mini.remove(GIFTS);
    mini.commit_by("editor");
    mini
}

/// The permanent addresses of issues.
fn issues(output: &Output) -> Vec<String> {
    let issues = output.keys().filter(|path| path.contains("gifts/issue/") && path.ends_with("index.html"));
    issues.cloned().collect()
}

#[test]
fn an_id_of_a_withdrawn_page_is_not_used_again() {
    let mini = withdrawn();
    let before = issues(&mini.output().expect("a build"));
    assert_eq!(before.len(), 1);
    let page = "---\ntitle: Presents\nkind: guideline\nid: GL-1\nowner: lead\nrisk: high\nsummary: Other.\n---\nAll is zebracanary.\n";
    mini.write("content/presents.md", page);
    mini.commit_by("intruder");
    mini.builds(&[], &|output| {
        assert_eq!(issues(output), before, "what was public goes on being public");
        assert!(shows(output, &before[0], APPROVED));
        assert_eq!(where_shown(output, CANARY), [""; 0]);
    });
}

#[test]
fn an_id_of_a_withdrawn_page_is_not_approved_for_another_by_the_owner_alone() {
    let mini = withdrawn();
    let page = "---\ntitle: Presents\nkind: guideline\nid: GL-1\nowner: lead\nrisk: low\nsummary: Other.\n---\nAll is zebracanary.\n";
    mini.write("content/presents.md", page);
    mini.commit_by("intruder");
    if mini.tries(&["approve", "GL-1"], "lead", "team-lead").status == 0 {
        mini.commit_by("team-lead");
    }
    mini.builds(&[], &|output| assert_eq!(where_shown(output, CANARY), [""; 0]));
}

#[test]
fn another_page_does_not_take_over_the_address_of_a_withdrawn_one() {
    let mini = withdrawn();
    let page = "---\ntitle: Presents\naliases: [/guidelines/gifts/]\n---\nAll is zebracanary.\n";
    mini.write("content/presents.md", page);
    mini.commit_by("intruder");
    mini.builds(&[], &|output| {
        assert!(
            shows(output, crate::trust::judge::ADDRESS, APPROVED),
            "the last words are gone from their address"
        );
    });
}

#[test]
fn another_page_in_the_place_of_a_withdrawn_one_is_not_taken_for_it() {
    let mini = withdrawn();
    let before = issues(&mini.output().expect("a build"));
    mini.write(GIFTS, "---\ntitle: Presents\n---\nAll is zebracanary.\n");
    mini.commit_by("intruder");
    mini.builds(&[], &|output| assert_eq!(issues(output), before, "what was public goes on being public"));
    mini.is_registered_as("GL-1", "withdrawn");
}

#[test]
fn a_withdrawn_page_comes_back_where_all_sign() {
    let mini = before_draft();
    mini.puts_on_record(GONE, "legal", "head-of-legal");
    mini.on("2025-03-04");
    mini.approve("GL-1", "lead", "team-lead");
    mini.is_registered_as("GL-1", "withdrawn");
    mini.approve("GL-1", "legal", "head-of-legal");
    mini.is_registered_as("GL-1", "in-force");
    mini.keeps_the_words();
}

#[test]
fn a_copied_id_changes_nothing() {
    for name in ["content/a.md", "content/guidelines/zzz.md"] {
        let mini = with_draft();
        let past = mini.past("2025-01-15");
        mini.write(name, mini.read(GIFTS));
        mini.commit_by("intruder");
        mini.keeps_the_words();
        mini.says_same_of_past(&past);
    }
}

#[test]
fn a_copied_id_in_a_file_that_nobody_committed_changes_nothing() {
    let mini = with_draft();
    mini.write("content/a.md", mini.read(GIFTS));
    mini.keeps_the_words();
}

#[test]
fn an_id_that_differs_by_case_alone_changes_nothing() {
    let mini = with_draft();
    mini.write("content/a.md", mini.read(GIFTS).replace("id: GL-1", "id: gl-1"));
    mini.commit_by("intruder");
    mini.keeps_the_words();
}

#[test]
fn the_id_of_the_model_copied_changes_nothing() {
    let mini = with_draft();
    let lax =
        mini.read("content/model.md").replace(", also: [{when: {field: {risk: high}}, roles: [legal]}]", "");
    mini.write("content/a.md", lax);
    mini.commit_by("intruder");
    mini.sign("lead", "team-lead");
    mini.keeps_the_words();
}
