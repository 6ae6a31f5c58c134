//! Changes that say nothing else than the text in force: one role signs them, and nothing that says more.

use std::path::PathBuf;
use std::sync::OnceLock;

use crate::support::{GovernedSite, RECORDS};
use crate::trust::attacked::{CANARY, GIFTS, shared};
use crate::trust::judge::{never_shows, where_shown};
use crate::trust::recipe::{NO_PROOF, Recipe};

const OTHER: &str = "content/guidelines/travel.md";
const BODY: &str = "\nSee [travel](travel.md) for *more*: a long line of words that somebody may want to break in two.\n\n![x](p.png)\n\n## Never\n";

/// A governed site of which the safety role signs what says nothing else.
fn site() -> GovernedSite {
    static SITE: OnceLock<PathBuf> = OnceLock::new();
    shared(&SITE, "mechanical", || saying(BODY))
}

/// The same with other words in the guideline.
fn saying(body: &str) -> GovernedSite {
    let mut recipe = Recipe::default();
    recipe.model = recipe.model.replace(NO_PROOF, "proof: none\nmechanical: safety\n");
    recipe.guideline.push_str(body);
    let travel = recipe.guideline.replace("GL-1", "GL-2").replace("Gifts", "Travel").replace(body, "");
    recipe.files.push((OTHER, travel.into()));
    recipe.files.push(("content/guidelines/p.png", "picture".into()));
    recipe.files.push(("content/notes.md", "# Notes\n".into()));
    recipe.make()
}

/// Signs the draft of the guideline by hook or by crook as the role that signs what says nothing else.
fn sign(mini: &GovernedSite) {
    mini.on("2025-03-05");
    mini.sign("safety", "safety-officer");
}

type Change<'a> = (&'a str, &'a dyn Fn(&GovernedSite));

fn issue(mini: &GovernedSite) -> serde_json::Value {
    mini.registered("GL-1").expect("a register")["issue"].clone()
}

#[test]
fn what_says_nothing_else_is_in_force_by_one_signature() {
    let changes: [Change<'_>; 4] = [
        ("a line that is broken", &|mini| {
            mini.replace(GIFTS, "a long line of words that", "a long line\nof words that");
        }),
        ("another way of writing a link", &|mini| {
            mini.replace(GIFTS, "(travel.md)", "(../guidelines/travel.md)");
        }),
        ("another mark for the same", &|mini| mini.replace(GIFTS, "*more*", "_more_")),
        ("a link to a page that moved", &|mini| {
            mini.write("content/guidelines/far/travel.md", mini.read(OTHER));
            mini.remove(OTHER);
            mini.replace(GIFTS, "(travel.md)", "(far/travel.md)");
        }),
    ];
    for (what, change) in changes {
        let mini = site();
        change(&mini);
        mini.commit_by("editor");
        assert_eq!(issue(&mini), 1, "{what}");
        let said = mini.tries(&["approve", "GL-1"], "safety", "safety-officer");
        assert_eq!(said.status, 0, "{what}: {}", said.stderr);
        mini.commit_by("safety-officer");
        assert_eq!(issue(&mini), 2, "{what}");
        let row = mini.registered("GL-1").expect("a row");
        let roles: Vec<&str> = row["approvals"]
            .as_array()
            .expect("a list")
            .iter()
            .filter_map(|one| one["role"].as_str())
            .collect();
        assert_eq!(
            roles.len(),
            3,
            "{what}: those who signed the words, and the one who signed this: {roles:?}"
        );
    }
}

#[test]
fn what_says_more_is_not() {
    let changes: [Change<'_>; 11] = [
        ("a word", &|mini| mini.replace(GIFTS, "twenty", CANARY)),
        ("a number", &|mini| mini.replace(GIFTS, "twenty", "two thousand")),
        ("words struck out", &|mini| mini.replace(GIFTS, "no gift", "~~no~~ gift")),
        ("a link to another page", &|mini| mini.replace(GIFTS, "(travel.md)", "(../notes.md)")),
        ("a link to another host", &|mini| mini.replace(GIFTS, "(travel.md)", "(https://other.example/)")),
        ("another anchor", &|mini| mini.replace(GIFTS, "(travel.md)", "(travel.md#end)")),
        ("a class by which a heading may be hidden", &|mini| {
            mini.replace(GIFTS, "## Never", "## Never {.hidden}");
        }),
        ("a link to a draft that states the same id", &|mini| {
            mini.write("content/guidelines/zz.md", mini.read(OTHER));
            mini.replace(GIFTS, "(travel.md)", "(zz.md)");
        }),
        ("another picture", &|mini| mini.write("content/guidelines/p.png", CANARY)),
        ("another risk", &|mini| mini.replace(GIFTS, "risk: high", "risk: low")),
        ("another owner", &|mini| mini.replace(GIFTS, "owner: lead", "owner: safety")),
    ];
    for (what, change) in changes {
        let mini = site();
        change(&mini);
        mini.commit_by("intruder");
        sign(&mini);
        assert_eq!(issue(&mini), 1, "{what}");
        let output = mini.output().expect("a build");
        never_shows(&output, CANARY);
        assert!(!where_shown(&output, "twenty crowns").is_empty(), "{what}");
    }
}

#[test]
fn in_raw_html_the_ends_of_lines_say_something() {
    let mini = saying("\nGive <pre>nothing\nto nobody</pre> ever.\n");
    mini.replace(GIFTS, "nothing\nto", "nothing to");
    mini.commit_by("editor");
    sign(&mini);
    assert_eq!(issue(&mini), 1);
}

/// The guideline with further lines, approved so, and then moved to another folder.
fn moved(front: &str, words: &str) -> GovernedSite {
    let mut recipe = Recipe::default();
    recipe.model = recipe.model.replace(NO_PROOF, "proof: none\nmechanical: safety\n");
    recipe.guideline = recipe.guideline.replace("kind: guideline\n", &format!("kind: guideline\n{front}"));
    recipe.guideline.push_str(words);
    let tone = |words: &str| format!("# Tone\n\n{words}\n").into();
    recipe.files.push(("content/guidelines/tone.md", tone("Of guidelines.")));
    recipe.files.push(("content/elsewhere/tone.md", tone("Of something else.")));
    let mini = recipe.make();
    mini.write("content/elsewhere/gifts.md", mini.read(GIFTS));
    mini.remove(GIFTS);
    mini.commit_by("editor");
    mini
}

#[test]
fn what_leads_elsewhere_from_another_folder_is_not() {
    let leads: [(&str, &str, usize); 6] = [
        ("", "", 1),
        ("", "\nSee [[tone]].\n", 0),
        ("", "\nSee [[GM-1]].\n", 1),
        ("supersedes: [tone.md]\n", "", 0),
        ("requires: tone.md\n", "", 0),
        ("requires: [GM-1]\n", "", 1),
    ];
    for (front, words, more) in leads {
        let mini = moved(front, words);
        assert_eq!(issue(&mini), 1, "{front}{words}");
        mini.on("2025-03-05");
        mini.tries(&["approve", "GL-1"], "safety", "safety-officer");
        mini.commit_by("safety-officer");
        let row = mini.registered("GL-1").expect("a row");
        let signed = row["approvals"].as_array().expect("a list").len();
        assert_eq!(signed, 2 + more, "{front}{words}: {row}");
    }
}

#[test]
fn nobody_else_signs_so() {
    let mini = site();
    mini.replace(GIFTS, "*more*", "_more_");
    mini.commit_by("editor");
    mini.on("2025-03-05");
    let said = mini.tries(&["approve", "GL-1"], "sponsor", "chair");
    assert!(said.status == 2 && said.stderr.contains("`sponsor` does not approve GL-1"), "{}", said.stderr);
    // By hand: the record of the role that may, with other names.
    assert_eq!(mini.tries(&["approve", "GL-1"], "safety", "safety-officer").status, 0);
    let record = mini.git(&["ls-files", "--others", "--exclude-standard", RECORDS]);
    mini.replace(&record, "role: safety", "role: sponsor");
    mini.replace(&record, "person: safety-officer", "person: chair");
    mini.commit_by("chair");
    assert_eq!(issue(&mini), 1);
}

#[test]
fn a_model_that_a_role_may_rewrap_is_none() {
    let mini = site();
    mini.replace("content/model.md", "Who decides what.", "Who\ndecides what.");
    mini.commit_by("intruder");
    let said = mini.tries(&["approve", "GM-1"], "safety", "safety-officer");
    assert_eq!(said.status, 2, "{}", said.stdout);
}
