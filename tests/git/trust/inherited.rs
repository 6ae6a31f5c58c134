//! A page that takes its kind from its folder: a draft of the folder's index takes nobody out of control.

use crate::support::GovernedSite;
use crate::trust::canaries::Latest::Seen;
use crate::trust::canaries::none_leaks;
use crate::trust::recipe::Recipe;

const INDEX: &str = "content/rules/index.md";

/// A folder of guidelines whose index is in force, and a page in it that nobody approved.
fn folder() -> GovernedSite {
    let index = "---\ntitle: Rules\nkind: guideline\nid: GL-5\npage_kind: guideline\nowner: lead\nrisk: low\nsummary: All of them.\n---\nAll rules.\n";
    let mut recipe = Recipe::default();
    recipe.files.push((INDEX, index.as_bytes().to_vec()));
    let mini = recipe.make();
    mini.on("2025-01-10");
    mini.approve("GL-5", "lead", "team-lead");
    let page =
        "---\ntitle: zebratitle\nid: GL-7\nowner: lead\nrisk: low\nsummary: New.\n---\nWords zebrabody.\n";
    mini.write("content/rules/new.md", page);
    mini.commit_by("editor");
    none_leaks(&mini, &[("zebratitle", Seen), ("zebrabody", Seen)]);
    mini
}

#[test]
fn a_draft_of_an_index_that_names_another_kind_publishes_nothing() {
    let mini = folder();
    mini.replace(INDEX, "page_kind: guideline", "page_kind: play");
    mini.commit_by("editor");
    none_leaks(&mini, &[("zebratitle", Seen), ("zebrabody", Seen)]);
}

#[test]
fn a_draft_of_an_index_that_names_no_kind_publishes_nothing() {
    let mini = folder();
    mini.replace(INDEX, "page_kind: guideline\n", "");
    mini.commit_by("editor");
    none_leaks(&mini, &[("zebratitle", Seen), ("zebrabody", Seen)]);
}

#[test]
fn an_index_that_is_deleted_publishes_nothing() {
    let mini = folder();
    mini.remove(INDEX);
    mini.commit_by("editor");
    none_leaks(&mini, &[("zebratitle", Seen), ("zebrabody", Seen)]);
}
