//! Whoever errs is told so, and what to do: nothing is passed over in silence, and no advice leads astray.

use crate::support::{CommandRun, GovernedSite, RECORDS};
use crate::trust::attacked::with_draft;
use crate::trust::judge::refused;
use crate::trust::recipe::{NO_PROOF, Recipe};

/// What `check` says of the site.
fn check(mini: &GovernedSite) -> String {
    let CommandRun { stdout, stderr, .. } = mini.run(&["check"]);
    stdout + &stderr
}

/// The guideline's draft signed in the name of a person by another, and the file of the record.
fn signed_by_another(mini: &GovernedSite) -> String {
    mini.sign_without_commit("lead", "team-lead");
    let record = mini.git(&["ls-files", "--others", "--exclude-standard", RECORDS]);
    mini.commit_by("intruder");
    record
}

#[test]
fn that_it_is_not_proven_who_signed_is_said_wherever_the_record_is() {
    let mut recipe = Recipe::default();
    recipe.model = recipe.model.replace(NO_PROOF, "proof: committer\n");
    let mini = recipe.make();
    mini.draft();
    let record = signed_by_another(&mini);
    let unproven = "it is not proven that `team-lead` made this record";
    assert!(check(&mini).contains(unproven), "{}", check(&mini));
    let moved = format!("{RECORDS}/deeper/other.yaml");
    mini.write(&moved, mini.read(&record));
    mini.remove(&record);
    mini.commit_by("intruder");
    let said = check(&mini);
    assert!(said.contains(unproven) && said.contains(&moved), "{said}");
    // Where there are two of them, and one goes.
    mini.write(&record, mini.read(&moved));
    mini.commit_by("intruder");
    mini.remove(&moved);
    mini.commit_by("intruder");
    let said = check(&mini);
    assert!(said.contains(unproven) && said.contains(&record), "{said}");
    mini.remove(&record);
    mini.commit_by("editor");
    assert!(!check(&mini).contains(unproven), "{}", check(&mini));
}

#[test]
fn an_approval_for_a_while_that_no_control_allows_is_told() {
    let mini = with_draft();
    let record = mini.forged("lead", "team-lead") + "provisional: true\n";
    mini.write(&format!("{RECORDS}/forged.yaml"), record);
    mini.commit_by("team-lead");
    mini.keeps_the_words();
    let said = check(&mini);
    assert!(said.contains("puts nothing in force") && said.contains("forged.yaml"), "{said}");
}

#[test]
fn an_approval_for_a_while_by_another_role_than_the_model_names_is_told() {
    let mini = Recipe::asking("{roles: [owner, legal], provisional: {role: lead, for: 3d}}").make();
    mini.draft();
    let allowed = mini.forged("lead", "team-lead") + "provisional: true\n";
    mini.write(
        &format!("{RECORDS}/forged.yaml"),
        allowed.replace("team-lead", "head-of-legal").replace("role: lead", "role: legal"),
    );
    mini.commit_by("head-of-legal");
    mini.keeps_the_words();
    assert!(check(&mini).contains("puts nothing in force"), "{}", check(&mini));
    mini.write(&format!("{RECORDS}/allowed.yaml"), allowed);
    mini.commit_by("team-lead");
    let said = check(&mini);
    assert_eq!(said.matches("puts nothing in force").count(), 1, "{said}");
}

#[test]
fn a_revision_that_there_is_not_is_refused_with_what_to_do() {
    let mini = with_draft();
    for at in [
        "HEAD@{1}",
        "HEAD^{tree}",
        ":/Change",
        "no-such",
        "HEAD~99",
        "",
        "2020-01-01",
        "2025-02-30",
        "^HEAD",
        "HEAD^2",
        "@",
    ] {
        for command in [
            &["register", "--at", at][..],
            &["checklist", "--at", at],
            &["build", "--at", at, "--out", "out"],
        ] {
            let said = mini.run(command);
            if said.status != 0 && said.status != 1 {
                refused(&said);
            }
        }
    }
}

#[test]
fn who_does_not_sign_the_model_and_appoints_those_who_do_is_told() {
    let mini = Recipe::default().governed();
    assert!(!check(&mini).contains("appointable-signatory"), "{}", check(&mini));
    mini.replace("content/model.md", "proof: none\n", "proof: none\nappointed_by: lead\n");
    let words = "`lead` does not sign the model, and decides who holds `sponsor`, `legal`, which does";
    assert!(check(&mini).contains(words), "{}", check(&mini));
    mini.replace("content/model.md", "appointed_by: lead\n", "appointed_by: legal\n");
    assert!(!check(&mini).contains("appointable-signatory"), "{}", check(&mini));
    let of_roles = "  - id: C-1\n    statement: Roles.\n    for: {kind: role}\n    require: {approved_by: {roles: [lead]}}\n    accountable: lead\n  - id: C-2\n";
    mini.replace("content/model.md", "  - id: C-1\n", of_roles);
    let said = check(&mini);
    assert!(said.contains("`lead` does not sign the model, and decides who holds `sponsor`"), "{said}");
}

#[test]
fn a_draft_that_repeats_the_id_of_a_role_is_told_as_what_it_is() {
    let legal = "content/roles/legal.md";
    for second in ["content/roles/legal2.md", "content/a.md"] {
        let mini = with_draft();
        mini.write(second, mini.read(legal).replace("head-of-legal", "intruder"));
        mini.commit_by("intruder");
        let said = check(&mini);
        assert!(!said.contains("nobody holds it"), "the holder counts as before: {said}");
        let words =
            format!("the id of the role `legal` is taken: `{legal}`, which is in force, says who holds it");
        let (_, told) = said.split_once(&words).unwrap_or_else(|| panic!("{said}"));
        assert!(told.lines().nth(1).is_some_and(|place| place.contains(second)), "{told}");
        mini.sign("lead", "team-lead");
        mini.sign("legal", "head-of-legal");
        mini.brings_the_draft_into_force();
    }
}
