//! Class 13: somebody approves alone what they wrote themselves.

use std::path::PathBuf;
use std::sync::OnceLock;

use crate::support::GovernedSite;
use crate::trust::attacked::{DRAFTED, GIFTS, shared};
use crate::trust::recipe::Recipe;

/// The site before its draft, where the owner alone signs, but not what they wrote.
/// Roles say by which addresses their holders commit.
fn not_alone() -> GovernedSite {
    static ALONE: OnceLock<PathBuf> = OnceLock::new();
    shared(&ALONE, "not-alone", || {
        let mut recipe = Recipe::asking("{roles: [owner], not_by_author_alone: true}");
        recipe.signatures = vec![("lead", "team-lead")];
        let tied = "---\ntitle: The lead\nkind: role\nid: lead\nholders:\n  - name: team-lead\n    from: 2025-01-01\n    identities: [team-lead@example.org, hand@example.org]\n---\nA role.\n";
        recipe.roles.retain(|(role, _)| *role != "lead");
        recipe.files.push(("content/roles/lead.md", tied.into()));
        recipe.make()
    })
}

/// The draft, committed with these arguments by a person, signed by the lead alone.
fn drafted_by(mini: &GovernedSite, committer: &str, arguments: &[&str]) {
    mini.on(DRAFTED);
    mini.write(GIFTS, mini.read(GIFTS) + "\nGifts of any worth are zebracanary welcome.\n");
    let words = [&["commit", "--quiet", "--all", "--message", "Relax"], arguments].concat();
    mini.git_of(committer).run(&words);
    mini.on("2025-01-21");
}

fn signed_in_vain(committer: &str, arguments: &[&str]) {
    let mini = not_alone();
    drafted_by(&mini, committer, arguments);
    mini.sign("lead", "team-lead");
    mini.keeps_the_words();
}

const EDITOR: &str = "--author=editor <editor@example.org>";

#[test]
fn what_somebody_else_wrote_the_lead_may_sign() {
    let mini = not_alone();
    drafted_by(&mini, "editor", &[]);
    mini.sign("lead", "team-lead");
    mini.brings_the_draft_into_force();
}

#[test]
fn what_the_lead_wrote_the_lead_may_not_sign() {
    signed_in_vain("team-lead", &[]);
}

#[test]
fn the_commit_that_excludes_somebody_is_named() {
    let mini = not_alone();
    drafted_by(&mini, "team-lead", &[]);
    let commit = mini.git(&["rev-parse", "HEAD"]);
    let told = mini.tries(&["approve", "GL-1"], "lead", "team-lead").stdout;
    let words = format!("team-lead wrote in it, as commit {} has it", &commit[..8]);
    assert!(told.contains(&words), "no `{words}` in {told}");
}

#[test]
fn what_the_lead_committed_for_another_the_lead_may_not_sign() {
    signed_in_vain("team-lead", &[EDITOR]);
}

#[test]
fn what_another_committed_for_the_lead_the_lead_may_not_sign() {
    signed_in_vain("editor", &["--author=team-lead <team-lead@example.org>"]);
}

#[test]
fn what_the_lead_wrote_with_another_the_lead_may_not_sign() {
    signed_in_vain("editor", &["--trailer=Co-authored-by: team-lead <team-lead@example.org>"]);
}

#[test]
fn what_the_lead_wrote_under_another_name_the_lead_may_not_sign() {
    signed_in_vain("hand", &[]);
}

#[test]
fn what_the_lead_wrote_in_capitals_the_lead_may_not_sign() {
    signed_in_vain("editor", &["--author=TEAM-LEAD <Team-Lead@Example.org>"]);
}

const MAP: &str = "somebody-else <somebody-else@example.org> team-lead <team-lead@example.org>\n";

#[test]
fn an_uncommitted_list_of_names_makes_the_lead_nobody_else() {
    let mini = not_alone();
    drafted_by(&mini, "team-lead", &[]);
    mini.sign("lead", "team-lead");
    mini.write(".mailmap", MAP);
    mini.keeps_the_words();
}

#[test]
fn a_committed_list_of_names_makes_the_lead_nobody_else() {
    let mini = not_alone();
    drafted_by(&mini, "team-lead", &[]);
    mini.write(".mailmap", MAP);
    mini.commit_by("team-lead");
    mini.sign("lead", "team-lead");
    mini.keeps_the_words();
}

#[test]
fn a_list_of_names_in_the_settings_of_git_makes_the_lead_nobody_else() {
    let mini = not_alone();
    drafted_by(&mini, "team-lead", &[]);
    mini.sign("lead", "team-lead");
    let file = mini.folder.path().join("names");
    std::fs::write(&file, MAP).expect("a file");
    mini.git(&["config", "mailmap.file", &file.display().to_string()]);
    mini.keeps_the_words();
}

#[test]
fn what_the_lead_wrote_before_another_touched_it_the_lead_may_not_sign() {
    let mini = not_alone();
    drafted_by(&mini, "team-lead", &[]);
    mini.replace(GIFTS, "Gifts of any", "All gifts of any");
    mini.commit_by("editor");
    mini.sign("lead", "team-lead");
    mini.keeps_the_words();
}

#[test]
fn what_the_lead_wrote_on_a_branch_the_lead_may_not_sign() {
    let mini = not_alone();
    mini.git(&["checkout", "--quiet", "-b", "side"]);
    drafted_by(&mini, "team-lead", &[]);
    mini.git(&["checkout", "--quiet", "main"]);
    mini.git(&["merge", "--quiet", "--no-ff", "--message", "Merge", "side"]);
    mini.sign("lead", "team-lead");
    mini.keeps_the_words();
}

#[test]
fn where_roles_name_functions_nobody_signs_what_cannot_be_judged() {
    let mut recipe = Recipe::asking("{roles: [owner], not_by_author_alone: true}");
    recipe.roles.retain(|(role, _)| *role != "lead");
    recipe.roles.push(("lead", vec!["Head of the Team"]));
    recipe.signatures.clear();
    let mini = recipe.governed();
    drafted_by(&mini, "team-lead", &[]);
    mini.sign("lead", "Head of the Team");
    let page = mini.registered("GL-1").expect("a register");
    assert_ne!(page["status"], "in-force", "who that is nobody can tell: {page}");
}

#[test]
fn what_the_lead_wrote_by_an_address_that_leads_to_the_same_the_lead_may_not_sign() {
    signed_in_vain("editor", &["--author=somebody <Hand+drafts@example.org>"]);
}

#[test]
fn what_the_lead_signed_off_the_lead_may_not_sign() {
    signed_in_vain("editor", &["--trailer=Signed-off-by: team-lead <team-lead@example.org>"]);
}

#[test]
fn what_the_lead_wrote_and_another_squashed_the_lead_may_not_sign() {
    let mini = not_alone();
    mini.git(&["checkout", "--quiet", "-b", "side"]);
    drafted_by(&mini, "team-lead", &[]);
    mini.git(&["checkout", "--quiet", "main"]);
    mini.git_of("editor").run(&["merge", "--quiet", "--squash", "side"]);
    mini.git_of("editor").run(&["commit", "--quiet", "--no-edit"]);
    mini.sign("lead", "team-lead");
    mini.keeps_the_words();
}

#[test]
fn a_list_of_names_that_is_another_repository_lists_nobody() {
    let mini = not_alone();
    mini.on(DRAFTED);
    mini.write(GIFTS, mini.read(GIFTS) + "\nGifts of any worth are zebracanary welcome.\n");
    mini.git(&["add", "--all"]);
    let head = mini.git(&["rev-parse", "HEAD"]);
    mini.git(&["update-index", "--add", "--cacheinfo", &format!("160000,{},.mailmap", head.trim())]);
    mini.git_of("editor").run(&["commit", "--quiet", "--message", "Relax"]);
    mini.git(&["rm", "--quiet", "--cached", ".mailmap"]);
    mini.git_of("editor").run(&["commit", "--quiet", "--message", "Name nobody"]);
    mini.on("2025-01-21");
    mini.sign("lead", "team-lead");
    mini.brings_the_draft_into_force();
}
