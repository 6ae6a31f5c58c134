//! Class 15: a laxer model takes the place of one that asks for two signatures.

use crate::support::GovernedSite;
use crate::trust::attacked::{QUIET, with_draft};
use crate::trust::recipe::Recipe;

const SPONSOR: (&str, &str) = ("sponsor", "chair");
const LEGAL: (&str, &str) = ("legal", "head-of-legal");

/// A second model, in which the lead signs alone, named in the keys.
fn with_second_model() -> GovernedSite {
    add_second_model(with_draft())
}

fn add_second_model(mini: GovernedSite) -> GovernedSite {
    let lax = mini.read("content/model.md").replace("GM-1", "GM-2");
    let lax = lax.replace("roles: [sponsor, legal]", "roles: [sponsor]");
    let lax = lax.replace(", also: [{when: {field: {risk: high}}, roles: [legal]}]", "");
    mini.write("content/lax.md", lax);
    mini.replace("site.toml", "\"GM-1\"", "\"GM-2\"");
    mini.commit_by("intruder");
    mini
}

/// A laxer text of the model that is in force.
fn with_laxer_text() -> GovernedSite {
    let mini = with_draft();
    mini.replace("content/model.md", ", also: [{when: {field: {risk: high}}, roles: [legal]}]", "");
    mini.replace("content/model.md", "roles: [sponsor, legal]", "roles: [sponsor]");
    mini.commit_by("intruder");
    mini
}

fn adopt(mini: &GovernedSite, model: &str, by: &[(&str, &str)]) {
    for (role, person) in by {
        if mini.tries(&["approve", model], role, person).status == 0 {
            mini.commit_by(person);
        }
    }
}

#[test]
fn a_second_model_needs_the_signatures_that_the_first_asks_for_itself() {
    let mini = with_second_model();
    let past = mini.past(QUIET);
    adopt(&mini, "GM-2", &[SPONSOR]);
    mini.sign("lead", "team-lead");
    mini.keeps_the_words();
    mini.says_same_of_past(&past);
}

#[test]
fn a_second_model_needs_the_signatures_that_the_first_asks_for_itself_by_its_id() {
    let mut recipe = Recipe::default();
    recipe.model = recipe.model.replace("for: {kind: governance-model}", "for: {id: GM-1}");
    let mini = recipe.make();
    mini.draft();
    let mini = add_second_model(mini);
    adopt(&mini, "GM-2", &[SPONSOR]);
    mini.sign("lead", "team-lead");
    mini.keeps_the_words();
}

#[test]
fn a_second_model_that_nobody_signed_changes_nothing() {
    let mini = with_second_model();
    mini.sign("lead", "team-lead");
    mini.keeps_the_words();
}

#[test]
fn a_laxer_text_of_the_model_needs_both_signatures() {
    let mini = with_laxer_text();
    adopt(&mini, "GM-1", &[SPONSOR]);
    mini.sign("lead", "team-lead");
    mini.keeps_the_words();
}

#[test]
fn a_laxer_text_of_the_model_that_both_signed_counts_for_what_comes() {
    let mini = with_laxer_text();
    adopt(&mini, "GM-1", &[SPONSOR, LEGAL]);
    mini.keeps_the_words();
    mini.sign("lead", "team-lead");
    mini.brings_the_draft_into_force();
}

#[test]
fn another_who_adopts_adopts_nothing_by_their_own_word() {
    let mini = with_second_model();
    mini.replace("site.toml", "\"sponsor\"", "\"safety\"");
    mini.commit_by("intruder");
    adopt(&mini, "GM-2", &[("safety", "safety-officer")]);
    mini.sign("lead", "team-lead");
    mini.keeps_the_words();
}

#[test]
fn a_second_model_that_both_signed_brings_no_draft_into_force_by_itself() {
    let mini = with_second_model();
    mini.sign("lead", "team-lead");
    adopt(&mini, "GM-2", &[SPONSOR, LEGAL]);
    mini.keeps_the_words();
}

#[test]
fn a_model_without_controls_releases_no_page() {
    let mini = with_draft();
    let text = mini.read("content/model.md");
    let (head, _) = text.split_once("controls:").expect("controls");
    mini.write("content/model.md", format!("{head}---\nNobody decides.\n"));
    mini.commit_by("intruder");
    mini.keeps_the_words();
    adopt(&mini, "GM-1", &[SPONSOR]);
    mini.keeps_the_words();
}
