//! Class 24: what takes the place of a page under control is what somebody approved, and nothing else.

use crate::support::GovernedSite;
use crate::trust::attacked::{APPROVED, ATTACK, GIFTS, before_draft};
use crate::trust::judge::{ADDRESS, never_shows, shows, where_shown};
use crate::trust::recipe::Recipe;

/// A page that says that it takes the place of the guideline.
const BETTER: &str = "content/better.md";
const TITLE: &str = "Do the zebraopposite";

fn better(front: &str) -> String {
    format!("---\ntitle: {TITLE}\nsupersedes: [GL-1]\n{front}---\nWe accept everything.\n")
}

/// Neither the guideline nor any list says that something took its place.
fn still_applies(mini: &GovernedSite) {
    mini.is_registered_as("GL-1", "in-force");
    mini.builds(&[], &|output| {
        assert!(shows(output, ADDRESS, APPROVED), "the words in force stand at their address");
        let path = |path: &str| !path.starts_with("better/");
        let evidence = |path: &str| path.starts_with("guidelines/") || path.starts_with("checklist/");
        for word in ["zebraopposite", "uperseded"] {
            let found = where_shown(output, word);
            let found: Vec<&String> = found.iter().filter(|found| path(found) && evidence(found)).collect();
            assert!(found.is_empty(), "`{word}` is in {found:?}");
        }
    });
}

#[test]
fn a_page_that_nobody_approves_supersedes_nothing() {
    let mini = before_draft();
    mini.write(BETTER, better(""));
    mini.commit_by("intruder");
    still_applies(&mini);
    for edition in ["approved", "latest"] {
        let said = mini.run(&["check", "--edition", edition]);
        assert!(said.stderr.contains("wrong-relation"), "it is told at that page: {}", said.stderr);
        assert!(said.stderr.contains("content/better.md:3"), "{}", said.stderr);
    }
}

#[test]
fn a_page_that_nobody_approves_makes_no_link_obsolete_and_no_withdrawal_due() {
    let mini = before_draft();
    let controls = "  - id: C-2
    statement: What leaves control is withdrawn.
    for: {kind: guideline}
    require: superseded_properly
    accountable: legal
  - id: C-3
    statement: No page leads to what applies no more.
    for: {kind: guideline}
    require: links_nothing_obsolete
    accountable: legal
---
Who decides";
    mini.replace("content/model.md", "---\nWho decides", controls);
    mini.replace(GIFTS, "We accept", "See [ours](gifts.md). We accept");
    mini.commit_by("editor");
    for (page, role, person) in
        [("GM-1", "sponsor", "chair"), ("GM-1", "legal", "head-of-legal"), ("GL-1", "lead", "team-lead")]
    {
        mini.approve(page, role, person);
    }
    mini.approve("GL-1", "legal", "head-of-legal");
    let before = mini.run(&["checklist", "--edition", "approved"]).stdout;
    assert!(before.contains("C-2") && before.contains("C-3"), "{before}");
    mini.write(BETTER, better(""));
    mini.commit_by("intruder");
    assert_eq!(mini.run(&["checklist", "--edition", "approved"]).stdout, before);
}

#[test]
fn a_draft_under_control_supersedes_nothing_until_it_is_approved() {
    let mini = before_draft();
    mini.write(BETTER, better("kind: guideline\nid: GL-2\nowner: lead\nrisk: high\nsummary: More.\n"));
    mini.commit_by("editor");
    still_applies(&mini);
    mini.builds(&[], &|output| never_shows(output, "zebraopposite"));
    mini.approve("GL-2", "lead", "team-lead");
    still_applies(&mini);
    mini.approve("GL-2", "legal", "head-of-legal");
    mini.is_registered_as("GL-1", "superseded");
    mini.builds(&[], &|output| assert!(shows(output, ADDRESS, TITLE), "its successor is named"));
}

#[test]
fn a_draft_of_a_page_in_force_supersedes_nothing_that_its_text_in_force_does_not() {
    let mini = before_draft();
    let front = "kind: guideline\nid: GL-2\nowner: lead\nrisk: low\nsummary: More.\n";
    mini.write(BETTER, better(front).replace("supersedes: [GL-1]\n", ""));
    mini.commit_by("editor");
    mini.approve("GL-2", "lead", "team-lead");
    mini.write(BETTER, better(front));
    mini.commit_by("intruder");
    mini.is_registered_as("GL-1", "in-force");
    let said = mini.run(&["register", "--edition", "latest"]);
    assert!(!said.stdout.to_lowercase().contains("superseded"), "{}", said.stdout);
}

#[test]
fn a_page_that_is_withdrawn_is_not_superseded_by_one_that_nobody_approves() {
    let mini = before_draft();
    mini.puts_on_record(&["withdraw", "GL-1", "--reason", "Over"], "lead", "team-lead");
    mini.write(BETTER, better(""));
    mini.commit_by("intruder");
    mini.builds(&[], &|output| {
        assert!(shows(output, ADDRESS, "Withdrawn on 3 Mar 2025"));
        assert!(!shows(output, ADDRESS, "zebraopposite"), "no successor is named");
    });
}

#[test]
fn a_text_in_force_supersedes_a_page_by_whatever_name_it_has() {
    let front = "kind: guideline\nid: GL-2\nowner: lead\nrisk: low\nsummary: More.\n";
    for name in ["GL-1", "Gifts", "gifts", "GIFTS.md", "guidelines/gifts", "Presents"] {
        let mini = before_draft();
        mini.replace(GIFTS, "summary:", "aliases: [presents]\nsummary:");
        mini.write(BETTER, better(front).replace("[GL-1]", &format!("[{name}]")));
        mini.commit_by("editor");
        mini.approve("GL-1", "lead", "team-lead");
        mini.approve("GL-1", "legal", "head-of-legal");
        mini.approve("GL-2", "lead", "team-lead");
        mini.is_registered_as("GL-1", "superseded");
        // That a draft waits takes nothing away from what the text in force says.
        mini.write(BETTER, mini.read(BETTER) + "\nAnd more.\n");
        mini.commit_by("editor");
        mini.is_registered_as("GL-1", "superseded");
        let said = mini.run(&["register", "--edition", "latest", "--format", "json"]);
        assert!(said.stdout.contains("\"superseded\""), "{name}: {}{}", said.stdout, said.stderr);
    }
}

#[test]
fn a_role_that_has_no_say_in_a_page_does_not_supersede_it() {
    let control = "  - id: C-2
    statement: Plays are signed by their owner.
    for: {kind: play}
    require: {approved_by: {roles: [owner]}}
    accountable: sponsor
---
Who decides";
    let mut recipe = Recipe::default();
    recipe.model = recipe.model.replace("---\nWho decides", control);
    let mini = recipe.make();
    mini.on(ATTACK);
    mini.write(BETTER, better("kind: play\nid: P-1\nowner: safety\n"));
    mini.commit_by("editor");
    mini.approve("P-1", "safety", "safety-officer");
    mini.is_registered_as("GL-1", "in-force");
    assert!(!shows(&mini.output().expect("an edition"), ADDRESS, "uperseded"));
    mini.replace(BETTER, "owner: safety", "owner: lead");
    mini.commit_by("editor");
    mini.approve("P-1", "safety", "safety-officer");
    mini.approve("P-1", "lead", "team-lead");
    let output = mini.output().expect("an edition");
    assert!(shows(&output, ADDRESS, "Superseded by"), "who may withdraw it has signed that");
}

/// The page of a role is withdrawn by all who sign it, and superseded by nothing less.
#[test]
fn what_two_sign_does_not_supersede_the_page_of_a_role() {
    let mini = before_draft();
    mini.on(ATTACK);
    let page = "---\ntitle: Another\nkind: guideline\nid: GL-7\nowner: lead\nrisk: high\nsupersedes: [safety]\n---\nWords.\n";
    mini.write("content/guidelines/another.md", page);
    mini.commit_by("editor");
    mini.approve("GL-7", "lead", "team-lead");
    mini.approve("GL-7", "legal", "head-of-legal");
    let said = mini.run(&["register"]).all();
    assert!(!said.contains("superseded"), "{said}");
}
