//! A no: the text does not come into force, whoever approves it, until the no is taken back or the text is another.

use crate::records::site::{DAY, approved, governed, guideline};
use crate::support::GovernedSite;

const DECLINE: [&str; 8] =
    ["decline", "GL-1", "--role", "legal", "--by", "tax", "--reason", "Shouting is allowed at sea"];

fn declined() -> GovernedSite {
    let repo = approved();
    repo.write("content/tone.md", guideline("GL-1", "We never shout."));
    repo.commit("Forbid shouting");
    repo
}

fn approve(repo: &GovernedSite) {
    for (role, person) in [("lead", "law"), ("legal", "tax")] {
        repo.run(&["approve", "GL-1", "--role", role, "--by", person, "--yes"]).well();
    }
}

/// The number of the issue that is in force once all of it is committed.
fn issue(repo: &GovernedSite) -> Option<u64> {
    let day = "2023-11-17";
    let said = repo.run_on(day, &["audit", "GL-1", "--on", day, "--format", "json"]).well();
    let json: serde_json::Value = serde_json::from_str(&said.stdout).expect("JSON");
    json["in_force"]["issue"].as_u64()
}

#[test]
fn a_decline_names_the_committed_text_and_says_why() {
    let repo = declined();
    let said = repo.run(&[&DECLINE[..], &["--yes"]].concat()).well();
    let id = |path: &str| repo.git(&["rev-parse", &format!("HEAD:{path}")]);
    let expected = format!(
        "record: decline\npage: GL-1\npath: content/tone.md\ntext: \"{}\"\nfiles:\n  - reference: talk.svg\n    file: content/talk.svg\n    id: \"{}\"\nreason: Shouting is allowed at sea\nrole: legal\nperson: tax\ndate: {DAY}\n",
        id("content/tone.md"),
        id("content/talk.svg"),
    );
    let text = repo.read(said.file());
    assert_eq!(text.split_once('\n').expect("a first line").1, expected);
    assert!(said.file().starts_with("content/governance/records/2023-11-15-decline-gl-1-legal-"));
    assert!(said.stderr.contains("against issue 1, in force since 15 Nov 2023"), "{}", said.stderr);
    said.says("GL-1: legal (tax) has said no to the newest text");
    said.says("git commit -m 'Decline GL-1 as legal'");
}

#[test]
fn a_declined_text_stays_out_of_force_until_that_is_revoked() {
    let repo = declined();
    let said = repo.run(&[&DECLINE[..], &["--yes"]].concat()).well();
    repo.commit("Decline");
    let signs = repo.run(&["approve", "GL-1", "--role", "lead", "--by", "law", "--yes"]).well();
    signs.says("does not come into force until that is revoked: Shouting is allowed at sea");
    repo.run(&["approve", "GL-1", "--role", "legal", "--by", "tax", "--yes"]).well();
    repo.commit("Approve");
    assert_eq!(issue(&repo), Some(1));

    let revoke =
        ["revoke", said.file(), "--reason", "Asked again", "--role", "legal", "--by", "tax", "--yes"];
    repo.run(&revoke).well();
    repo.commit("Take the no back");
    assert_eq!(issue(&repo), Some(2));
}

#[test]
fn another_text_of_the_page_is_not_declined() {
    let repo = declined();
    repo.run(&[&DECLINE[..], &["--yes"]].concat()).well();
    repo.commit("Decline");
    repo.write("content/tone.md", guideline("GL-1", "We shout at sea."));
    repo.commit("Allow shouting at sea");
    approve(&repo);
    repo.commit("Approve");
    assert_eq!(issue(&repo), Some(2));
}

#[test]
fn what_would_mean_nothing_is_refused() {
    let repo = declined();
    let before = repo.records();
    let refused = |repo: &GovernedSite, changed: &[(&str, &str)], says: &str| {
        let word = |word: &&'static str| {
            changed.iter().find(|(from, _)| from == word).map_or(*word, |(_, to)| *to).to_owned()
        };
        let words: Vec<String> = DECLINE.iter().map(word).chain(["--yes".to_owned()]).collect();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let said = repo.run(&words);
        assert_eq!(said.status, 2, "{}", said.stdout);
        assert!(said.stderr.contains(says), "{}", said.stderr);
    };
    refused(&repo, &[("legal", "officer"), ("tax", "aud")], "`officer` is not asked to approve GL-1");
    refused(&repo, &[("tax", "law")], "`law` does not hold the role `legal`");
    refused(&repo, &[("GL-1", "index")], "is not under control");
    refused(&repo, &[("Shouting is allowed at sea", " ")], "`--reason` says nothing");
    assert_eq!(repo.records(), before);
    refused(&approved(), &[], "this text of GL-1 is in force");
    // What stood before the model was never approved, and can be declined.
    let said = governed().run(&[&DECLINE[..], &["--yes"]].concat()).well();
    said.says("GL-1: legal (tax) has said no to the newest text");
}
