//! Class 12: a commit's author is whoever its committer writes there.

use crate::support::{GovernedSite, printed};
use crate::trust::attacked::{GIFTS, shared};
use crate::trust::recipe::{NO_PROOF, Recipe};
use std::path::PathBuf;
use std::sync::OnceLock;

/// The draft, in a site where a record counts if whom it names has committed it.
fn by_committer() -> GovernedSite {
    static COMMITTER: OnceLock<PathBuf> = OnceLock::new();
    shared(&COMMITTER, "committer", || {
        let mut recipe = Recipe::default();
        recipe.model = recipe.model.replace(NO_PROOF, "proof: committer\n");
        let mini = recipe.make();
        mini.draft();
        mini
    })
}

#[test]
fn whoever_commits_their_own_record_is_believed() {
    let mini = by_committer();
    mini.sign("lead", "team-lead");
    mini.sign("legal", "head-of-legal");
    mini.brings_the_draft_into_force();
}

/// Legal's record, committed by the intruder with these further arguments.
fn committed_with(arguments: &[&str], variables: &[(&str, &str)]) -> GovernedSite {
    let mini = by_committer();
    mini.sign("lead", "team-lead");
    mini.sign_without_commit("legal", "head-of-legal");
    mini.git(&["add", "--all"]);
    let words = [&["commit", "--quiet", "--message", "Approve it"], arguments].concat();
    printed(mini.git_of("intruder").command(&words).envs(variables.iter().copied()));
    mini
}

#[test]
fn a_record_that_somebody_else_commits_does_not_count() {
    committed_with(&[], &[]).keeps_the_words();
}

#[test]
fn a_record_by_an_author_whom_another_wrote_there_does_not_count() {
    committed_with(&["--author=head-of-legal <head-of-legal@example.org>"], &[]).keeps_the_words();
}

#[test]
fn somebody_named_beside_the_author_does_not_count() {
    let trailer = "--trailer=Co-authored-by: head-of-legal <head-of-legal@example.org>";
    committed_with(&[trailer, "--trailer=Signed-off-by: head-of-legal <head-of-legal@example.org>"], &[])
        .keeps_the_words();
}

#[test]
fn a_list_of_names_makes_nobody_a_committer() {
    let mini = committed_with(&[], &[]);
    mini.write(".mailmap", "head-of-legal <head-of-legal@example.org> intruder <intruder@example.org>\n");
    mini.keeps_the_words();
    mini.commit_by("intruder");
    mini.keeps_the_words();
}

#[test]
fn a_branch_that_is_merged_proves_its_own_committers_alone() {
    let mini = by_committer();
    mini.git(&["checkout", "--quiet", "-b", "side"]);
    mini.sign_without_commit("legal", "head-of-legal");
    mini.commit_by("intruder");
    mini.git(&["checkout", "--quiet", "main"]);
    mini.sign("lead", "team-lead");
    mini.git_of("head-of-legal").run(&["merge", "--quiet", "--no-ff", "--message", "Merge", "side"]);
    mini.keeps_the_words();
}

#[test]
fn a_branch_that_is_merged_by_another_proves_who_committed_on_it() {
    let mini = by_committer();
    mini.git(&["checkout", "--quiet", "-b", "side"]);
    mini.sign("legal", "head-of-legal");
    mini.git(&["checkout", "--quiet", "main"]);
    mini.sign("lead", "team-lead");
    mini.git(&["merge", "--quiet", "--no-ff", "--message", "Merge", "side"]);
    mini.brings_the_draft_into_force();
}

#[test]
fn a_record_that_is_committed_once_more_by_another_is_not_theirs() {
    let mini = committed_with(&[], &[]);
    let file = mini.git(&["show", "--name-only", "--format=", "HEAD"]);
    let text = mini.read(&file);
    mini.remove(&file);
    mini.commit_by("intruder");
    mini.write(&file, text);
    mini.git_of("editor").run(&["add", "--all"]);
    mini.git_of("intruder").run(&[
        "commit",
        "--quiet",
        "--message",
        "Again",
        "--author=head-of-legal <head-of-legal@example.org>",
    ]);
    mini.keeps_the_words();
    assert!(mini.read(GIFTS).contains("zebracanary"));
}
