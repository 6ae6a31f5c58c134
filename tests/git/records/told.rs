//! What the checklist and others tell of texts that wait: a decline, a day to come, a review of another text.

use serde_json::Value;

use crate::records::site::{approved, governed, guideline};
use crate::support::{GovernedSite, RECORDS};

/// The item of a control on the guideline, as the checklist tells it.
fn item(repo: &GovernedSite, today: &str, control: &str) -> Value {
    let said = repo.run_on(today, &["checklist", "--format", "json", "--control", control, "--page", "GL-1"]);
    let told: Value = serde_json::from_str(&said.stdout).expect("JSON");
    told["items"][0].clone()
}

/// The site with its guideline approved, and another text that waits.
fn waiting() -> GovernedSite {
    let repo = approved();
    repo.pass(24 * 10);
    repo.save("content/tone.md", &guideline("GL-1", "Another text."));
    repo
}

#[test]
fn a_decline_is_told_wherever_the_text_waits() {
    let repo = waiting();
    let decline = ["decline", "GL-1", "--reason", "Too long", "--role", "legal", "--by", "tax", "--yes"];
    repo.run_on("2023-11-26", &decline).well();
    repo.pass(48);
    repo.commit("Decline it");
    let told = item(&repo, "2023-11-29", "C-1");
    let reason = told["reason"].as_str().expect("text");
    assert!(reason.contains("The legal (tax) has said no, “Too long”"), "{told}");
    let settle = told["settle"].as_str().unwrap_or_default();
    assert!(!settle.contains("guidepost approve"), "what cannot work is no advice: {told}");

    let record = repo.records().into_iter().find(|file| file.contains("decline")).expect("a record");
    let revoke = ["revoke", &record, "--reason", "Read again", "--role", "legal", "--by", "tax", "--yes"];
    repo.run_on("2023-11-29", &revoke).well();
    repo.pass(48);
    repo.commit("Revoke it");
    let told = item(&repo, "2023-12-01", "C-1");
    assert!(!told["reason"].as_str().expect("text").contains("has said no"), "{told}");
    assert!(told["settle"].as_str().expect("text").starts_with("guidepost approve GL-1"), "{told}");
}

#[test]
fn a_text_that_waits_for_its_day_asks_nobody() {
    let repo = waiting();
    repo.pass(48);
    for (role, person) in [("lead", "law"), ("legal", "tax")] {
        let words = ["approve", "GL-1", "--role", role, "--by", person, "--effective", "2024-01-01", "--yes"];
        repo.run_on("2023-11-26", &words).well();
    }
    repo.commit("Approve it for January");
    let told = item(&repo, "2023-11-29", "C-1");
    assert_eq!((&told["status"], &told["settle"]), (&"met".into(), &Value::Null), "{told}");
    assert!(told["reason"].as_str().expect("text").contains("comes into force on 1 Jan 2024"), "{told}");
    assert_eq!(told["waits_for"], Value::Array(Vec::new()), "{told}");
}

#[test]
fn a_day_before_the_last_commit_leads_to_that_day() {
    let repo = waiting();
    let said = repo.run_on("2023-11-16", &["register"]);
    assert!(
        said.stderr.contains("day-before-head") && said.stderr.contains("`--at 2023-11-16`"),
        "{}",
        said.stderr
    );
    let said = repo.run_on("2023-12-16", &["register"]);
    assert!(!said.stderr.contains("day-before-head"), "{}", said.stderr);
}

#[test]
fn the_history_of_a_page_is_told_whatever_the_site_publishes() {
    let repo = approved();
    let site = repo.read("site.toml");
    repo.save("site.toml", &format!("edition = \"approved\"\n{site}"));
    repo.run_on("2023-12-01", &["history", "GL-1"]).well().says("tone");
    repo.run_on("2023-12-01", &["diff", "GL-1"]);
}

/// Who has read a draft has not read the text in force.
#[test]
fn a_signature_on_another_text_is_no_review_of_the_one_in_force() {
    let repo = waiting();
    let due = item(&repo, "2023-11-26", "C-2")["due"].clone();
    assert_eq!(due, "2023-12-15");
    repo.run_on("2023-11-26", &["approve", "GL-1", "--role", "legal", "--by", "tax", "--yes"]).well();
    repo.pass(48);
    repo.commit("Approve the draft, one of two");
    assert_eq!(item(&repo, "2023-11-29", "C-2")["due"], due);
    repo.run_on("2023-11-29", &["approve", "GL-1", "--role", "lead", "--by", "law", "--yes"]).well();
    repo.pass(48);
    repo.commit("Approve it, the other");
    assert_eq!(item(&repo, "2023-12-02", "C-2")["due"], "2023-12-29");
}

/// What counts is what arrived; that the file says something else by now is told before anybody commits it.
#[test]
fn a_record_that_is_edited_and_not_committed_is_told() {
    let repo = approved();
    let of_page = |name: &String| repo.read(&format!("{RECORDS}/{name}")).contains("page: GL-1");
    let name = repo.records().into_iter().find(of_page).expect("a record");
    let file = format!("{RECORDS}/{name}");
    let text = repo.read(&file);
    repo.write(&file, text.replace("date:", "note: Read twice.\ndate:"));
    let said = repo.run(&["check"]);
    assert!(
        said.stderr.contains("record-changed") || said.stdout.contains("record-changed"),
        "{}",
        said.all()
    );
    assert!(said.all().contains("no commit has it so"), "{}", said.all());
    repo.write(&file, text);
    assert!(!repo.run(&["check"]).all().contains("record-changed"));
}

#[test]
fn where_nobody_appoints_it_is_said_how_somebody_holds_a_role() {
    let repo = governed();
    let words = ["appoint", "clerk", "--as", "legal", "--reason", "More", "--role", "sponsor", "--by", "ceo"];
    let said = repo.run(&words);
    assert_eq!(said.status, 2, "{}", said.all());
    for words in [
        "names no role that appoints",
        "name who holds the role in `content/roles/legal.md`",
        "`appointed_by: ROLE`",
    ] {
        assert!(said.stderr.contains(words), "{words}: {}", said.stderr);
    }
}
