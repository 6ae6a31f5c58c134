//! A record that was taken back before it arrived, and put there once more by somebody else, is that person's word.

use crate::support::{GovernedSite, RECORDS};
use crate::trust::attacked::ATTACK;
use crate::trust::recipe::{NO_PROOF, Recipe};

/// The site with its draft, under a model that wants people to commit their own records.
fn with_committers() -> GovernedSite {
    let mut recipe = Recipe::default();
    recipe.model = recipe.model.replace(NO_PROOF, "proof: committer\n");
    let mini = recipe.make();
    mini.draft();
    mini.sign("lead", "team-lead");
    mini.git(&["checkout", "--quiet", "-b", "side"]);
    mini
}

/// Has legal sign on a branch and take that back there, and somebody put the record back before the branch is merged.
fn put_back_by(mini: &GovernedSite, person: &str) {
    mini.sign("legal", "head-of-legal");
    let record = mini.git(&["show", "--name-only", "--format=", "HEAD"]);
    mini.remove(&record);
    mini.commit_by("head-of-legal");
    mini.git(&["checkout", "--quiet", "HEAD~1", "--", RECORDS]);
    mini.commit_by(person);
    mini.git(&["checkout", "--quiet", "main"]);
    mini.git_of("editor").run(&["merge", "--quiet", "--no-ff", "--message", "Merge it", "side"]);
    mini.on(ATTACK);
}

#[test]
fn a_signature_that_was_taken_back_on_a_branch_is_not_brought_back_by_another() {
    let mini = with_committers();
    put_back_by(&mini, "editor");
    mini.keeps_the_words();
    let said = mini.run(&["check"]).all();
    assert!(said.contains("was made by somebody else"), "{said}");
}

#[test]
fn who_took_back_a_signature_may_give_it_again() {
    let mini = with_committers();
    put_back_by(&mini, "head-of-legal");
    mini.brings_the_draft_into_force();
    let audited = mini.run(&["audit", "GL-1", "--on", ATTACK]).all();
    assert!(
        audited.contains("each by the person themselves, and what took the record out in between"),
        "{audited}"
    );
}

/// A squash makes one commit of those that prove the records.
#[test]
fn it_is_said_before_a_squash_that_it_loses_the_proof() {
    let mini = with_committers();
    mini.git(&["branch", "base", "main~1"]);
    mini.sign("legal", "head-of-legal");
    for (arguments, words) in [
        (
            &["needs", "base"][..],
            "2 records are proven by the commits that brought them: merge without squashing",
        ),
        (&["needs", "main", "--format", "markdown"], "1 record is proven by the commit that brought it"),
    ] {
        let said = mini.run(arguments).all();
        assert!(said.contains(words), "{said}");
    }
    assert!(!mini.run(&["needs", "HEAD"]).all().contains("squashing"));
}
