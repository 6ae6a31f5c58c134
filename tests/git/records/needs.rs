//! `guidepost needs`: who must sign what has changed.

use serde_json::Value;

use crate::records::site::{adopt, approved, approves, governed, guideline, site};

#[test]
fn nothing_waits_where_all_is_approved() {
    let repo = approved();
    let said = repo.run(&["needs"]).well();
    assert_eq!(said.stdout, "No page waits for somebody\n");
    let said = repo.run(&["needs", "HEAD", "--format", "markdown"]).well();
    assert_eq!(said.stdout, "### This change needs nobody to sign\n");
}

#[test]
fn a_changed_page_needs_all_who_must_sign() {
    let repo = approved();
    repo.git(&["mv", "content/tone.md", "content/voice.md"]);
    repo.write("content/voice.md", guideline("GL-1", "We write as we speak, and seldom louder."));
    repo.write("content/index.md", "# Handbook\n\nMost of it.\n");
    repo.commit("Move and change");
    let said = repo.run(&["needs"]).well();
    assert_eq!(
        said.stdout,
        "1 page waits for somebody; needed: lead, legal\n\nGL-1 “Tone of voice”, changed: content/voice.md\n  issue 1 is in force since 15 Nov 2023\n  approval of GL-1 by\n    lead (law)\n    legal (tax)\n    why: C-1: Guidelines are approved.\n"
    );
    let said = repo.run(&["needs", "HEAD~1", "--format", "json"]).well();
    let json: Value = serde_json::from_str(&said.stdout).expect("JSON");
    let changed: Vec<&Value> =
        json["pages"].as_array().expect("pages").iter().map(|page| &page["page"]).collect();
    assert_eq!(changed, ["index.md", "GL-1"]);
    assert_eq!(json["pages"][1]["change"], "changed", "a page that was moved is no new one");
    assert_eq!(json["pages"][1]["needs"][0]["control"]["id"], "C-1");
    assert_eq!(json["roles"][1]["holders"][0], "tax");
    assert_eq!(json["roles"][1]["needs"][0]["command"], "guidepost approve GL-1 --role legal --by tax");

    repo.run(&["approve", "GL-1", "--role", "lead", "--by", "law", "--yes"]).well();
    repo.commit("Approve as lead");
    let said = repo.run(&["needs", "HEAD~2", "--format", "markdown"]).well();
    assert!(said.stdout.starts_with("### This change needs The legal\n"), "{}", said.stdout);
    said.says(
        "| **GL-1** Tone of voice (changed) | approval | legal (tax) | C-1: Guidelines are approved. |",
    );
    said.says("1 page changed beside that, which nobody need sign.");
}

#[test]
fn what_is_signed_and_not_committed_is_told() {
    let repo = governed();
    let unmet =
        |role: &str| repo.run(&["checklist", "--role", role, "--status", "unmet", "--format", "json"]).stdout;
    assert!(unmet("lead").contains("\"C-1\""), "it waits for the lead, for which the officer answers");
    let written = repo.run(&["approve", "GL-1", "--role", "lead", "--by", "law", "--yes"]).well();
    let file = written.file().to_owned();
    let needs = repo.run(&["needs"]).well();
    needs.says("needed: lead, legal");
    needs.says(&format!("    lead (law)\n      approved by law in {file}"));
    needs.says("; not committed yet\n    legal (tax)\n");
    let told: Value = serde_json::from_str(&unmet("officer")).expect("JSON");
    let item = &told["items"][0];
    let reason = item["reason"].as_str().expect("a reason");
    assert!(
        reason.contains("not approved by The lead and The legal; approved by law (The lead) in "),
        "{reason}"
    );
    assert!(reason.ends_with(", not committed yet"), "{reason}");
    assert_eq!(item["settle"], "guidepost approve GL-1 --role legal --by tax");
    assert_eq!(item["waits_for"][0]["role"], "legal");
    assert_eq!(item["waits_for"].as_array().map(Vec::len), Some(1));
    assert!(!unmet("lead").contains("\"C-1\""), "the lead has done it");
    repo.run(&["approve", "GL-1", "--role", "legal", "--by", "tax", "--yes"]).well();
    let told: Value = serde_json::from_str(&unmet("officer")).expect("JSON");
    let settle = told["items"][0]["settle"].as_str().expect("an edit");
    assert!(settle.starts_with("commit `content/governance/records/"), "{settle}");
    repo.commit("Approve as both");
    assert!(!unmet_of(&repo).contains("\"C-1\""), "it counts now");
    assert_eq!(repo.run(&["needs"]).well().stdout, "No page waits for somebody\n");
}

fn unmet_of(repo: &crate::support::GovernedSite) -> String {
    repo.run(&["checklist", "--role", "officer", "--status", "unmet", "--format", "json"]).stdout
}

#[test]
fn a_changed_picture_is_a_changed_page() {
    let repo = approved();
    repo.save("content/talk.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"3\"/>\n");
    for base in [&["needs"][..], &["needs", "HEAD~1"]] {
        repo.run(base).well().says("GL-1 “Tone of voice”, changed");
    }
}

#[test]
fn a_deleted_page_needs_a_withdrawal() {
    let repo = approved();
    repo.git(&["rm", "--quiet", "content/tone.md"]);
    repo.commit("Delete it");
    for base in [&["needs"][..], &["needs", "HEAD~1"]] {
        let said = repo.run(base).well();
        said.says("GL-1 “Tone of voice”, deleted");
        said.says("withdrawal of GL-1");
    }
    repo.run(&["withdraw", "GL-1", "--reason", "Gone", "--role", "lead", "--by", "law", "--yes"]).well();
    repo.commit("Withdraw it");
    assert_eq!(repo.run(&["needs"]).well().stdout, "No page waits for somebody\n");
}

#[test]
fn a_change_of_the_model_tells_what_it_asks_of_other_pages() {
    let repo = approved();
    let model = repo.read("content/model.md");
    let more = "  - id: C-9\n    statement: Guidelines name their risk.\n    for: {kind: guideline}\n    require: {field: {name: risk}}\n    accountable: officer\n---\nWho";
    let less = model.replace("  - id: C-2", "  - id: C-8").replace("---\nWho", more);
    repo.save("content/model.md", &less);
    let needs = repo.run(&["needs"]).well();
    needs.says("once it is adopted");
    needs.says("    C-9 on GL-1: asked from then on, unmet");
    needs.says("    C-2 on GL-1: asked no more");
    let approve = repo.run(&["approve", "GM-1", "--role", "sponsor", "--by", "ceo", "--yes"]).well();
    approve.says("  C-9 on GL-1: asked from then on, unmet");
    repo.commit("Adopt it");
    let checklist = repo.run(&["checklist", "--page", "GL-1"]);
    assert!(checklist.stdout.contains("C-9") && !checklist.stdout.contains("C-2"), "{}", checklist.stdout);
    assert!(!repo.run(&["needs"]).stdout.contains("once it is adopted"));
}

#[test]
fn a_changed_picture_of_a_page_that_no_record_speaks_of_is_noticed() {
    let repo = governed();
    repo.save("content/talk.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"5\" height=\"3\"/>\n");
    repo.run(&["needs", "HEAD~1"]).well().says("GL-1 \u{201c}Tone of voice\u{201d}, changed");
    let nothing = repo.run(&["needs", "HEAD"]).well();
    assert!(!nothing.stdout.contains("GL-1"), "{}", nothing.stdout);
}

#[test]
fn what_was_adopted_and_not_signed_by_all_is_needed() {
    let repo = site();
    let model = repo.read("content/model.md");
    let more = "  - id: C-0\n    statement: The model is signed by two.\n    for: {kind: governance-model}\n    require: {approved_by: {roles: [sponsor, legal]}}\n    accountable: sponsor\n";
    repo.write("content/model.md", model.replace("controls:\n", &format!("controls:\n{more}")));
    repo.commit("Have two sign the model");
    adopt(&repo);
    let needs = repo.run(&["needs"]).well();
    needs.says("GM-1 “How we decide”, not signed by all: content/model.md");
    needs.says("approval of GM-1 by\n    legal (tax)");
}

/// Who merges a branch sees who signed on it, and by whose commit that is known.
#[test]
fn signatures_that_a_branch_brings_are_told() {
    let repo = approved();
    repo.save("content/tone.md", &guideline("GL-1", "We write otherwise."));
    for (role, person) in [("lead", "law"), ("legal", "tax")] {
        approves(&repo, "GL-1", role, person);
    }
    repo.commit("Approve it all");
    let told = repo.run(&["needs", "HEAD~2", "--format", "markdown"]).well();
    told.says("### This change needs nobody to sign\n");
    told.says(
        "- GL-1: approval by law (lead), committed by HR\n- GL-1: approval by tax (legal), committed by HR\n",
    );
    told.says("The model asks for no proof that those have signed who are named.");
    assert!(!told.stdout.contains("changed beside that"), "{}", told.stdout);
    repo.run(&["needs", "HEAD~2"]).well().says("On record with this change\n  GL-1: approval by law (lead)");
}

/// Records name pages by their numbers: before there is one, no command works.
#[test]
fn a_page_without_a_number_gets_one_first() {
    let repo = approved();
    repo.save("content/new.md", &guideline("GL-1", "More.").replace("id: GL-1\n", ""));
    let first = "give it a number, `id: …`, in the front matter of content/new.md, and commit it";
    repo.run(&["needs"]).well().says(&format!("    first: {first}"));
    let told = repo.run(&["needs", "HEAD~1", "--format", "markdown"]).well();
    told.says(&format!("```sh\n# {first}\n"));
    assert!(!told.stdout.contains("guidepost approve"), "{}", told.stdout);
}
