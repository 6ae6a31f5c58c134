//! Class 8: keys of `site.toml` that decide what is published, changed and approved by nobody.

use crate::support::{GovernedSite, RECORDS, copy};
use crate::trust::attacked::{CANARY, GIFTS, QUIET, before_draft, with_draft};
use crate::trust::judge::never_shows;

/// Puts a line of its own above the keys of governance, and commits it.
fn with_key(line: &str) -> GovernedSite {
    let mini = with_draft();
    let past = mini.past(QUIET);
    mini.replace("site.toml", "edition = \"approved\"\n", &format!("edition = \"approved\"\n{line}\n"));
    mini.commit_by("intruder");
    mini.says_same_of_past(&past);
    mini
}

/// A withdrawn page, and a folder with all records but the withdrawal.
fn withdrawn() -> GovernedSite {
    let mini = before_draft();
    let copied = mini.path().join("content/copy");
    copy(&mini.path().join(RECORDS), &copied);
    mini.puts_on_record(&["withdraw", "GL-1", "--reason", "Wrong"], "legal", "head-of-legal");
    mini.is_registered_as("GL-1", "withdrawn");
    mini
}

fn point_at_the_copy(mini: &GovernedSite) {
    mini.replace("site.toml", "[governance]\n", "[governance]\nrecords = \"content/copy\"\n");
}

#[test]
fn a_committed_key_that_names_another_folder_of_records_changes_nothing() {
    let mini = withdrawn();
    point_at_the_copy(&mini);
    mini.commit_by("intruder");
    assert!(mini.registered("GL-1").is_some(), "a draft of a key is no reason to refuse");
    mini.is_registered_as("GL-1", "withdrawn");
}

#[test]
fn an_uncommitted_key_that_names_another_folder_of_records_changes_nothing() {
    let mini = withdrawn();
    point_at_the_copy(&mini);
    mini.is_registered_as("GL-1", "withdrawn");
}

#[test]
fn an_edition_that_nobody_approved_is_not_published() {
    let mini = with_draft();
    mini.replace("site.toml", "\"approved\"", "\"latest\"");
    mini.commit_by("intruder");
    mini.keeps_the_words();
}

#[test]
fn a_redline_of_drafts_that_nobody_approved_is_not_published() {
    with_key("draft_redline = true").keeps_the_words();
}

#[test]
fn a_page_is_not_taken_out_by_a_key_that_nobody_approved() {
    with_key("exclude = [\"guidelines/**\"]").keeps_the_words();
}

#[test]
fn the_model_is_not_taken_out_by_a_key_that_nobody_approved() {
    with_key("exclude = [\"model.md\"]").keeps_the_words();
}

#[test]
fn records_are_not_taken_out_by_a_key_that_nobody_approved() {
    with_key("exclude = [\"governance/**\"]").keeps_the_words();
}

#[test]
fn a_zone_that_nobody_approved_moves_no_day() {
    with_key("timezone = \"Pacific/Kiritimati\"").keeps_the_words();
}

#[test]
fn a_folder_of_files_that_nobody_approved_is_not_published() {
    let mini = with_key("files = \"other\"");
    mini.write("other/guidelines/gifts/index.html", "zebracanary");
    mini.commit_by("intruder");
    mini.keeps_the_words();
}

#[test]
fn a_theme_that_nobody_approved_shows_no_other_words() {
    let mini = with_key("theme = \"other\"");
    mini.write("other/templates/page.html", "zebracanary");
    mini.commit_by("intruder");
    mini.keeps_the_words();
}

#[test]
fn kinds_that_nobody_approved_take_no_page_out_of_control() {
    let mini = with_draft();
    let site = mini.read("site.toml");
    mini.write("site.toml", site + "\n[kinds.guideline]\nrequired = [\"zebra\"]\n");
    mini.commit_by("intruder");
    mini.keeps_the_words();
}

#[test]
fn profiles_that_nobody_approved_change_nothing() {
    let mini = with_draft();
    mini.replace("site.toml", "[governance]\n", "[governance]\nprofiles = [\"lax\"]\n");
    mini.commit_by("intruder");
    mini.keeps_the_words();
}

#[test]
fn a_list_of_signers_that_nobody_approved_is_not_asked() {
    let mini = crate::trust::signed::signed();
    let line = format!(
        "head-of-legal@example.org namespaces=\"git\" {}\n",
        crate::trust::signed::keys().public("intruder")
    );
    mini.write("own-signers", mini.read("signers") + &line);
    mini.replace("site.toml", "\"signers\"", "\"own-signers\"");
    mini.commit_by("intruder");
    mini.sign("lead", "team-lead");
    mini.sign_without_commit("legal", "head-of-legal");
    mini.commit_with_key("head-of-legal", Some("intruder"), "Approve it");
    mini.keeps_the_words();
}

#[test]
fn a_line_added_to_the_list_of_signers_is_not_asked() {
    let mini = crate::trust::signed::signed();
    let line = format!(
        "head-of-legal@example.org namespaces=\"git\" {}\n",
        crate::trust::signed::keys().public("intruder")
    );
    mini.write("signers", mini.read("signers") + &line);
    mini.sign("lead", "team-lead");
    mini.sign_without_commit("legal", "head-of-legal");
    mini.commit_with_key("head-of-legal", Some("intruder"), "Approve it");
    mini.keeps_the_words();
}

#[test]
fn raw_html_that_nobody_approved_changes_no_words() {
    let mini =
        with_key("raw_html = \"deny\"\npunctuation = \"plain\"\nallowed_hosts = [\"elsewhere.example\"]");
    mini.keeps_the_words();
    let output = mini.output().expect("a build");
    never_shows(&output, CANARY);
    assert!(mini.read(GIFTS).contains(CANARY));
}
