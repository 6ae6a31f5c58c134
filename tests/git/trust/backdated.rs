//! Class 6: days that are written into commits and records, and were not.

use crate::trust::attacked::{DRAFTED, before_draft, with_draft};
use crate::trust::judge::refused;
use crate::trust::signed::signed_with;

#[test]
fn a_record_counts_from_no_day_before_its_parents() {
    let mini = with_draft();
    let past = mini.past("2025-01-19");
    mini.on("2025-01-12");
    mini.sign("lead", "team-lead");
    mini.sign("legal", "head-of-legal");
    mini.says_same_of_past(&past);
    mini.on("2025-03-03");
    let page = mini.registered("GL-1").unwrap_or_default();
    if page["issue"] == 2 {
        let since = page["in_force_since"].as_str().expect("a day");
        assert!(since >= DRAFTED, "it was written on {DRAFTED}, and is in force since {since}");
    }
}

#[test]
fn a_text_that_is_backdated_is_in_force_on_no_earlier_day() {
    let mini = before_draft();
    let past = mini.past("2025-01-15");
    mini.on("2025-03-03");
    mini.write("content/notes.md", "# Notes\n\nOf today.\n");
    mini.commit_by("editor");
    mini.on("2025-01-10");
    mini.replace(crate::trust::attacked::GIFTS, "twenty", "two thousand");
    mini.commit_by("intruder");
    mini.sign("lead", "team-lead");
    mini.sign("legal", "head-of-legal");
    mini.says_same_of_past(&past);
}

#[test]
fn a_backdated_withdrawal_changes_no_day_that_is_over() {
    let mini = with_draft();
    let past = mini.past("2025-01-19");
    mini.on("2025-01-12");
    mini.puts_on_record(&["withdraw", "GL-1", "--reason", "Wrong"], "legal", "head-of-legal");
    mini.says_same_of_past(&past);
}

#[test]
fn a_commit_that_is_dated_back_is_told() {
    let mini = before_draft();
    assert!(!mini.run(&["check"]).stderr.contains("dated-back"));
    mini.on("2025-01-03");
    mini.write("content/notes.md", "# Notes\n\nOf then.\n");
    mini.commit_by("editor");
    let told = mini.run(&["check"]).stderr;
    assert!(told.contains("dated-back") && told.contains("is dated before the day"), "{told}");
    mini.write("content/notes.md", "# Notes\n\nOf then, again.\n");
    mini.commit_by("editor");
    let told = mini.run(&["check"]).stderr;
    assert!(told.contains("2 commits are dated before"), "{told}");
}

#[test]
fn an_expired_key_signs_in_vain_however_the_commit_is_dated() {
    let mini = signed_with(|person, line| match person {
        "head-of-legal" => line.replace("namespaces=", "valid-before=\"20250118\",namespaces="),
        _ => line,
    });
    mini.draft();
    mini.on("2025-01-12");
    mini.sign("lead", "team-lead");
    mini.sign("legal", "head-of-legal");
    mini.keeps_the_words();
}

#[test]
fn an_expired_key_signs_in_vain_after_a_commit_that_is_dated_back_as_well() {
    let mini = signed_with(|person, line| match person {
        "head-of-legal" => line.replace("namespaces=", "valid-before=\"20250118\",namespaces="),
        _ => line,
    });
    mini.draft();
    mini.sign("lead", "team-lead");
    mini.on("2025-01-13");
    mini.write("content/notes.md", "# Notes\n\nOf then.\n");
    mini.commit_by("intruder");
    mini.sign("legal", "head-of-legal");
    mini.keeps_the_words();
}

#[test]
fn a_commit_of_a_day_far_ahead_is_refused() {
    let mini = with_draft();
    mini.on("2099-01-01");
    mini.write("content/notes.md", "# Notes\n\nOf a day to come.\n");
    mini.commit_by("editor");
    mini.is_refused();
}

#[test]
fn an_approval_for_a_day_to_come_waits_for_it() {
    let mini = with_draft();
    for (role, person) in [("lead", "team-lead"), ("legal", "head-of-legal")] {
        mini.puts_on_record(&["approve", "GL-1", "--effective", "2025-06-01"], role, person);
    }
    mini.keeps_the_words();
}

#[test]
fn nothing_is_told_of_a_day_to_come() {
    let mini = with_draft();
    refused(&mini.run(&["audit", "GL-1", "--on", "2025-04-02"]));
}

/// A day that is named as that of the site is today, whatever other day is named as that.
#[test]
fn the_site_as_it_stood_on_a_day_knows_of_no_later_one() {
    let mini = with_draft();
    for (role, person) in [("lead", "team-lead"), ("legal", "head-of-legal")] {
        mini.puts_on_record(&["approve", "GL-1", "--effective", "2025-03-10"], role, person);
    }
    let shows_draft = |at: &str, today: &str| {
        let out = mini.folder.path().join("then");
        let folder = out.display().to_string();
        let asked = ["build", "--edition", "approved", "--at", at, "--out", &folder];
        let said = mini.run_on(today, &asked);
        assert_ne!(said.status, 2, "{}", said.stderr);
        let output = crate::support::tree(&out);
        (!crate::trust::judge::where_shown(&output, crate::trust::attacked::CANARY).is_empty(), said.stderr)
    };
    let (is_shown, said) = shows_draft("2025-03-09", "2025-03-12");
    assert!(!is_shown, "it comes into force later");
    assert!(said.contains("`--date 2025-03-12` is not looked at"), "{said}");
    let (is_shown, said) = shows_draft("2025-03-10", "2025-03-10");
    assert!(is_shown && !said.contains("is not looked at"), "{said}");
    let said = mini.run_on("2025-03-12", &["register", "--at", "2025-03-09", "--format", "json"]);
    let newest = mini.run_on("2025-03-09", &["register", "--at", "2025-03-09", "--format", "json"]);
    assert_eq!(said.stdout, newest.stdout);
}
