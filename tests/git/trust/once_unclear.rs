//! A text of which nobody could tell whether it needed approval is told by no past either, once its page is clear.

use crate::support::GovernedSite;
use crate::trust::attacked::before_draft;
use crate::trust::canaries::Latest::{Hidden, Seen};
use crate::trust::canaries::{Latest, none_leaks};
use crate::trust::judge::{shows, where_shown};
use crate::trust::recipe::Recipe;

const NOTE: &str = "content/note.md";

/// Writes a page, and then lets it be a plain one that nobody controls.
fn mended(mini: &GovernedSite, front: &str) {
    mini.write(NOTE, format!("{front}We may take bribes zebrabody.\n"));
    mini.commit_saying("editor", "Write zebrasubject\n\nSince zebrareason.");
    mini.write(NOTE, "---\ntitle: Note\n---\nHarmless words.\n");
    mini.commit_saying("editor", "Mend it, zebramended");
}

fn tells_nothing(mini: &GovernedSite, front: &str) {
    tells_nothing_where(mini, front, Seen);
}

/// `reason` says whether the latest edition tells why the text was written.
fn tells_nothing_where(mini: &GovernedSite, front: &str, reason: Latest) {
    mended(mini, front);
    none_leaks(mini, &[("zebrabody", Hidden), ("zebrasubject", reason), ("zebrareason", reason)]);
    let output = mini.output().expect("a build");
    assert!(shows(&output, "note/index.html", "Harmless words."), "{front}");
    assert!(!where_shown(&output, "zebramended").is_empty(), "what is clear is told: {front}");
}

#[test]
fn a_text_of_an_unknown_kind_is_told_by_no_past() {
    for kind in [
        "kind: guidelines",
        "kind: Guideline",
        "kind: [guideline]",
        "kind:",
        "kind: page\nkind: guideline",
        "Kind: guideline",
        "kidn: guideline",
    ] {
        tells_nothing(&before_draft(), &format!("---\ntitle: Note\n{kind}\n---\n"));
    }
}

#[test]
fn a_text_whose_front_matter_cannot_be_read_is_told_by_no_past_of_any_edition() {
    for front in
        ["---\ntitle: Note\nbad: [\nkind: guideline\n---\n", "----\ntitle: Note\nkind: guideline\n----\n"]
    {
        tells_nothing_where(&before_draft(), front, Hidden);
    }
}

#[test]
fn a_text_that_wrote_wrongly_by_what_pages_are_chosen_is_told_by_no_past() {
    let mut recipe = Recipe::default();
    recipe.model = recipe.model.replace("{kind: guideline}", "{any: [{kind: guideline}, {tag: sealed}]}");
    let mini = recipe.make();
    for tags in ["tags: [[sealed]]", "Tags: [sealed]", "tags: []\ntags: [sealed]"] {
        tells_nothing(&mini, &format!("---\ntitle: Note\n{tags}\n---\n"));
        mini.remove(NOTE);
        mini.commit_by("editor");
    }
}

#[test]
fn a_text_in_a_folder_of_an_unknown_kind_is_told_by_no_past() {
    let mini = before_draft();
    mini.write("content/rules/index.md", "---\ntitle: Rules\npage_kind: guidelines\n---\nAll rules.\n");
    mini.write("content/rules/one.md", "---\ntitle: One\n---\nWords zebrabody of a rule.\n");
    mini.commit_saying("editor", "Write zebrasubject");
    mini.write("content/rules/index.md", "---\ntitle: Rules\n---\nAll rules.\n");
    mini.write("content/rules/one.md", "---\ntitle: One\n---\nOther words.\n");
    mini.commit_saying("editor", "Mend them");
    none_leaks(&mini, &[("zebrabody", Hidden), ("zebrasubject", Seen)]);
    assert!(shows(&mini.output().expect("a build"), "rules/one/index.html", "Other words."));
}

/// The message that takes such a page away is about it as well.
#[test]
fn why_an_unclear_page_is_gone_is_not_told() {
    let mini = before_draft();
    mini.write(NOTE, "---\ntitle: Note\nkind: guidelines\n---\nWe may take bribes.\n");
    mini.commit_by("editor");
    mini.remove(NOTE);
    mini.write("content/other.md", "---\ntitle: Other\n---\nOther words.\n");
    mini.commit_saying("editor", "Take it away zebrasubject");
    none_leaks(&mini, &[("zebrasubject", Seen)]);
}

/// What nobody chooses pages by may be written wrongly, and is told.
#[test]
fn a_text_that_surely_needed_no_approval_is_told() {
    let mini = before_draft();
    mended(&mini, "---\ntitle: Note\nkind: play\nTags: [sealed]\n---\n");
    let output = mini.output().expect("a build");
    assert!(!where_shown(&output, "zebrasubject").is_empty());
}
