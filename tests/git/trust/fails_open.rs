//! Class 1: what governs the site is gone, broken or out of reach, and the draft is published.

use crate::support::{GovernedSite, RECORDS};
use crate::trust::attacked::with_draft;

const MODEL: &str = "content/model.md";
const TABLE: &str = "\n[governance]\nmodel = \"GM-1\"\nadopted_by = \"sponsor\"\n";

/// Changes the site, and leaves it uncommitted: it must not leak.
fn uncommitted(change: impl Fn(&GovernedSite)) {
    let mini = with_draft();
    change(&mini);
    mini.keeps_the_words();
}

/// Changes the site and commits that: a draft of what governs, which changes nothing by itself.
fn committed(change: impl Fn(&GovernedSite)) {
    let mini = with_draft();
    change(&mini);
    mini.commit_by("editor");
    mini.keeps_the_words();
}

fn other_adopter(mini: &GovernedSite) {
    mini.replace("site.toml", "\"sponsor\"", "\"safety\"");
}

fn no_governance(mini: &GovernedSite) {
    mini.replace("site.toml", TABLE, "");
}

fn records_elsewhere(mini: &GovernedSite) {
    mini.replace("site.toml", "[governance]\n", "[governance]\nrecords = \"content/other\"\n");
}

fn other_id(mini: &GovernedSite) {
    mini.replace(MODEL, "id: GM-1", "id: GM-7");
}

fn other_kind(mini: &GovernedSite) {
    mini.replace(MODEL, "kind: governance-model", "kind: page");
}

fn no_such_model(mini: &GovernedSite) {
    mini.replace("site.toml", "\"GM-1\"", "\"GM-9\"");
}

#[test]
fn an_uncommitted_change_of_who_adopts_publishes_no_draft() {
    uncommitted(other_adopter);
}

#[test]
fn a_committed_change_of_who_adopts_changes_nothing() {
    committed(other_adopter);
}

#[test]
fn governance_taken_out_uncommitted_publishes_no_draft() {
    uncommitted(no_governance);
}

#[test]
fn governance_taken_out_and_committed_publishes_no_draft() {
    let mini = with_draft();
    no_governance(&mini);
    mini.commit_by("editor");
    mini.keeps_the_words();
}

#[test]
fn uncommitted_records_elsewhere_publish_no_draft() {
    uncommitted(records_elsewhere);
}

#[test]
fn committed_records_elsewhere_change_nothing() {
    committed(records_elsewhere);
}

#[test]
fn a_model_deleted_uncommitted_publishes_no_draft() {
    uncommitted(|mini| mini.remove(MODEL));
}

#[test]
fn a_model_deleted_and_committed_stays_in_force() {
    committed(|mini| mini.remove(MODEL));
}

#[test]
fn a_model_with_another_id_uncommitted_publishes_no_draft() {
    uncommitted(other_id);
}

#[test]
fn a_model_with_another_id_committed_changes_nothing() {
    committed(other_id);
}

#[test]
fn a_model_of_another_kind_uncommitted_publishes_no_draft() {
    uncommitted(other_kind);
}

#[test]
fn a_model_of_another_kind_committed_changes_nothing() {
    committed(other_kind);
}

#[test]
fn an_uncommitted_key_that_names_no_model_publishes_no_draft() {
    uncommitted(no_such_model);
}

#[test]
fn a_committed_key_that_names_no_model_changes_nothing() {
    committed(no_such_model);
}

#[test]
fn site_toml_that_cannot_be_read_publishes_no_draft() {
    uncommitted(|mini| mini.replace("site.toml", "[governance]", "[governance"));
}

#[test]
fn a_zip_download_is_refused() {
    let mini = with_draft();
    std::fs::remove_dir_all(mini.path().join(".git")).expect("a repository");
    mini.is_refused();
}

#[test]
fn a_head_without_a_commit_is_refused() {
    let mini = with_draft();
    mini.git(&["symbolic-ref", "HEAD", "refs/heads/nothing"]);
    mini.is_refused();
}

#[test]
fn a_garbled_head_is_refused() {
    let mini = with_draft();
    mini.write(".git/HEAD", "ref: refs/hea\0ds/main\n");
    mini.is_refused();
    mini.write(".git/HEAD", "");
    mini.is_refused();
}

#[test]
fn a_head_that_names_a_commit_that_is_not_there_is_refused() {
    let mini = with_draft();
    mini.write(".git/HEAD", "0123456789012345678901234567890123456789\n");
    mini.is_refused();
}

/// Takes an object out of the repository.
fn lose(mini: &GovernedSite, name: &str) {
    let id = mini.git(&["rev-parse", name]);
    let file = format!(".git/objects/{}/{}", &id[..2], &id[2..]);
    mini.remove(&file);
}

#[test]
fn a_missing_text_of_the_model_is_refused() {
    let mini = with_draft();
    lose(&mini, "HEAD:content/model.md");
    mini.is_refused();
}

#[test]
fn a_missing_record_that_adopts_the_model_is_refused() {
    let mini = with_draft();
    lose(&mini, &format!("HEAD:{}", record_of(&mini, "gm-1-sponsor")));
    mini.is_refused();
}

#[test]
fn a_missing_record_that_approves_the_text_is_refused() {
    let mini = with_draft();
    lose(&mini, &format!("HEAD:{}", record_of(&mini, "gl-1-legal")));
    mini.is_refused();
}

#[test]
fn a_missing_text_in_force_is_refused() {
    let mini = with_draft();
    lose(&mini, "HEAD~1:content/guidelines/gifts.md");
    mini.is_refused();
}

#[test]
fn a_missing_page_of_a_role_is_refused() {
    let mini = with_draft();
    lose(&mini, "HEAD:content/roles/legal.md");
    mini.is_refused();
}

#[test]
fn a_missing_commit_of_the_line_is_refused() {
    let mini = with_draft();
    lose(&mini, "HEAD~2");
    mini.is_refused();
}

#[test]
fn an_object_that_is_another_than_its_name_says_is_refused() {
    let mini = with_draft();
    let (of, by) = (
        mini.git(&["rev-parse", "HEAD~1:content/guidelines/gifts.md"]),
        mini.id("content/guidelines/gifts.md"),
    );
    let file = |id: &str| format!(".git/objects/{}/{}", &id[..2], &id[2..]);
    let bytes = std::fs::read(mini.path().join(file(&by))).expect("an object");
    mini.remove(&file(&of));
    mini.write(&file(&of), bytes);
    mini.is_refused();
}

#[test]
fn a_clone_without_trees_is_refused() {
    let clone = with_draft().cloned(&["--filter=tree:0"]);
    clone.is_refused();
}

#[test]
fn a_clone_without_old_texts_is_refused() {
    with_draft().cloned(&["--filter=blob:none"]).is_refused();
}

/// The record whose file has these words in its name.
pub(crate) fn record_of(mini: &GovernedSite, words: &str) -> String {
    let all = mini.git(&["ls-files", RECORDS]);
    all.lines().find(|file| file.contains(words)).expect("a record").to_owned()
}
