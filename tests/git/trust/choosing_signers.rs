//! Class 7: a draft says of itself who must sign it.

use crate::trust::attacked::{ATTACK, GIFTS, before_draft, with_draft};
use crate::trust::judge::where_shown;
use crate::trust::recipe::Recipe;

/// The draft says something else about itself, and these sign it. Not all who must by the text in force do.
fn signed_in_vain(changes: &[(&str, &str)], signers: &[(&str, &str)]) {
    let mini = with_draft();
    for (from, to) in changes {
        mini.replace(GIFTS, from, to);
    }
    mini.commit_by("editor");
    for (role, person) in signers {
        mini.sign(role, person);
    }
    mini.keeps_the_words();
}

const LEAD: (&str, &str) = ("lead", "team-lead");
const LEGAL: (&str, &str) = ("legal", "head-of-legal");
const SAFETY: (&str, &str) = ("safety", "safety-officer");

#[test]
fn all_who_must_sign_bring_a_draft_into_force() {
    let mini = with_draft();
    mini.sign(LEAD.0, LEAD.1);
    mini.keeps_the_words();
    mini.sign(LEGAL.0, LEGAL.1);
    mini.brings_the_draft_into_force();
}

#[test]
fn a_draft_of_lower_risk_and_another_owner_is_not_in_force_by_its_own_word() {
    signed_in_vain(&[("risk: high", "risk: low"), ("owner: lead", "owner: safety")], &[SAFETY]);
}

#[test]
fn a_draft_of_lower_risk_still_needs_legal() {
    signed_in_vain(&[("risk: high", "risk: low")], &[LEAD]);
}

#[test]
fn a_draft_without_its_risk_still_needs_legal() {
    signed_in_vain(&[("risk: high\n", "")], &[LEAD]);
}

#[test]
fn a_draft_of_another_owner_still_needs_the_owner_in_force() {
    signed_in_vain(&[("owner: lead", "owner: safety")], &[SAFETY, LEGAL]);
}

#[test]
fn a_draft_of_another_owner_needs_the_new_owner_as_well() {
    signed_in_vain(&[("owner: lead", "owner: safety")], &[LEAD, LEGAL]);
}

#[test]
fn a_draft_without_an_owner_still_needs_the_owner_in_force() {
    signed_in_vain(&[("owner: lead\n", "")], &[LEGAL]);
}

#[test]
fn a_draft_of_another_owner_is_in_force_with_the_signatures_of_all() {
    let mini = with_draft();
    mini.replace(GIFTS, "owner: lead", "owner: safety");
    mini.commit_by("editor");
    for (role, person) in [LEAD, LEGAL, SAFETY] {
        mini.sign(role, person);
    }
    mini.brings_the_draft_into_force();
}

#[test]
fn a_draft_that_is_a_page_of_another_kind_still_needs_legal() {
    signed_in_vain(&[("kind: guideline", "kind: page")], &[LEAD]);
}

#[test]
fn a_folder_that_makes_its_pages_another_kind_changes_nothing() {
    let mini = with_draft();
    mini.write("content/guidelines/index.md", "---\ntitle: Guidelines\npage_kind: page\n---\nAll.\n");
    mini.commit_by("editor");
    mini.keeps_the_words();
}

#[test]
fn signatures_of_the_text_before_do_not_sign_the_draft() {
    let mini = with_draft();
    for role in ["lead", "legal"] {
        let file = crate::trust::fails_open::record_of(&mini, &format!("gl-1-{role}"));
        mini.write(&file.replace("2025", "again-2025"), mini.read(&file));
    }
    mini.commit_by("intruder");
    mini.keeps_the_words();
}

/// New guidelines, each with front matter of which nobody can tell whether its risk is high.
const UNCLEAR: [&str; 7] = [
    "risk: High",
    "risk: h\u{456}gh",
    "risk: [high]",
    "risk: [low, high]",
    "Risk: high",
    "r\u{456}sk: high",
    "risk: low\nRisk: high",
];

#[test]
fn a_page_of_which_nobody_can_tell_who_signs_it_is_signed_by_all_who_may_be_asked() {
    let mini = before_draft();
    mini.on(ATTACK);
    let page = |nth: usize| format!("content/guidelines/new{nth}.md");
    let text = |nth: usize, front: &str| {
        format!(
            "---\ntitle: New\nkind: guideline\nid: N-{nth}\nowner: lead\n{front}\n---\nWords zebra{nth}x.\n"
        )
    };
    for (nth, front) in UNCLEAR.iter().enumerate() {
        mini.write(&page(nth), text(nth, front));
    }
    mini.write(&page(7), text(7, "risk: low"));
    mini.commit_by("editor");
    for nth in 0..8 {
        mini.tries(&["approve", &format!("N-{nth}")], "lead", "team-lead");
    }
    mini.commit_by("team-lead");
    let output = mini.output().expect("an edition");
    for (nth, front) in UNCLEAR.iter().enumerate() {
        assert!(where_shown(&output, &format!("zebra{nth}x")).is_empty(), "{front}");
    }
    assert!(!where_shown(&output, "zebra7x").is_empty(), "legal has no say where the risk is low");
    mini.approve("N-0", "legal", "head-of-legal");
    assert!(!where_shown(&mini.output().expect("an edition"), "zebra0x").is_empty(), "all have signed");
}

/// A second control chooses pages by a tag. A tag that only looks like it keeps nobody from being asked, where another control
/// chooses the page in any case.
#[test]
fn a_value_that_only_looks_like_the_one_that_a_control_names_is_asked_for_as_well() {
    let mut recipe = Recipe::default();
    let control = "  - id: C-9
    statement: What is about money is signed by safety.
    for: {tag: money}
    require: {approved_by: {roles: [safety]}}
    accountable: legal
---
Who decides";
    recipe.model = recipe.model.replace("---\nWho decides", control);
    let mini = recipe.make();
    mini.on(ATTACK);
    let tags =
        ["[m\u{43e}ney]", "[mon\u{200b}ey]", "[[money]]", "{money: 1}"].map(|tags| format!("tags: {tags}"));
    let tags = tags.into_iter().chain(["Tags: [money]".to_owned()]);
    for (nth, tags) in tags.enumerate() {
        let id = format!("GL-2{nth}");
        let page = format!(
            "---\ntitle: Two\nkind: guideline\nid: {id}\nowner: lead\n{tags}\n---\nZebramoney{nth}.\n"
        );
        mini.write(&format!("content/guidelines/two{nth}.md"), page);
        mini.commit_by("editor");
        mini.approve(&id, LEAD.0, LEAD.1);
        let output = mini.output().expect("an edition");
        assert!(where_shown(&output, &format!("Zebramoney{nth}")).is_empty(), "{tags}");
        mini.approve(&id, SAFETY.0, SAFETY.1);
        let output = mini.output().expect("an edition");
        assert!(!where_shown(&output, &format!("Zebramoney{nth}")).is_empty(), "{tags}");
    }
}
