//! What each command writes, shows and says.

use crate::records::site::{DAY, approved, governed, guideline, site};
use crate::support::GovernedSite;

fn read(repo: &GovernedSite, file: &str) -> String {
    repo.read(file)
}

#[test]
fn an_approval_names_the_committed_text_and_what_it_shows() {
    let repo = governed();
    let said = repo
        .run_on(
            DAY,
            &["approve", "tone.md", "--role", "legal", "--by", "Tax", "--yes", "--note", "Minutes: 17"],
        )
        .well();
    let id = |path: &str| repo.git(&["rev-parse", &format!("HEAD:{path}")]);
    let expected = format!(
        "record: approval\npage: GL-1\npath: content/tone.md\ntext: \"{text}\"\nfiles:\n  - reference: talk.svg\n    file: content/talk.svg\n    id: \"{}\"\nagainst: \"{text}\"\nrole: legal\nperson: tax\ndate: {DAY}\nnote: \"Minutes: 17\"\n",
        id("content/talk.svg"),
        text = id("content/tone.md"),
    );
    let text = read(&repo, said.file());
    assert_eq!(text.split_once('\n').expect("a first line").1, expected);
    assert!(said.file().starts_with("content/governance/records/2023-11-15-approval-gl-1-legal-"));
    said.says("GL-1: still needs lead (law)\n");
    said.says(&format!("git add -- {0} && git commit -m 'Approve GL-1 as legal' -- {0}", said.file()));
}

#[test]
fn what_changed_is_shown_before() {
    let repo = governed();
    let first = repo.run(&["approve", "GL-1", "--role", "legal", "--by", "tax", "--yes"]);
    assert!(
        first
            .stderr
            .contains("The words are those of the text that stood there before the page came under control"),
        "{}",
        first.stderr
    );
    repo.run(&["approve", "GL-1", "--role", "lead", "--by", "law", "--yes"]).well();
    repo.commit("Approve GL-1");
    repo.write("content/tone.md", guideline("GL-1", "We write as we speak, and seldom louder."));
    repo.write("content/talk.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"8\" height=\"3\"/>\n");
    repo.commit("Allow shouting");
    let said = repo.run(&["approve", "GL-1", "--role", "legal", "--by", "tax", "--yes"]).well();
    assert!(said.stderr.contains("against issue 1, in force since 15 Nov 2023"), "{}", said.stderr);
    assert!(said.stderr.contains("[-never-]{+seldom+}"), "{}", said.stderr);
    assert!(said.stderr.contains("Another content/talk.svg: "), "{}", said.stderr);
}

#[test]
fn a_model_that_nobody_approved_is_shown_whole() {
    let repo = site();
    let said = repo.run(&["approve", "GM-1", "--role", "sponsor", "--by", "ceo", "--yes"]).well();
    assert!(said.stderr.contains("nothing of it was approved before"), "{}", said.stderr);
    let keys = "Together with the controlled keys of site.toml:\n  governance.adopted_by = \"sponsor\"\n  governance.model = \"GM-1\"\n";
    assert!(said.stderr.contains(keys), "{}", said.stderr);
    said.says("GM-1: issue 1 is in force from 15 Nov 2023 on");
}

#[test]
fn what_is_told_comes_true_when_it_is_committed() {
    let repo = approved();
    repo.write("content/tone.md", guideline("GL-1", "We write as we speak."));
    repo.commit("Shorten");
    let in_force = |day: &str| {
        let said = repo.run_on(day, &["audit", "GL-1", "--on", day, "--format", "json"]).well();
        let json: serde_json::Value = serde_json::from_str(&said.stdout).expect("JSON");
        json["in_force"]["issue"].as_u64()
    };
    assert_eq!(in_force(DAY), Some(1));
    repo.run(&["approve", "GL-1", "--role", "legal", "--by", "tax", "--yes"]).well();
    let later = ["approve", "GL-1", "--role", "lead", "--by", "law", "--yes", "--effective", "2023-12-01"];
    let said = repo.run(&later).well();
    said.says("with the 1 other record that is not committed yet");
    said.says("GL-1: the newest text comes into force on 1 Dec 2023");
    repo.git(&["add", "--all"]);
    repo.git(&["commit", "--quiet", "--message", "Approve"]);
    let in_force = |day: &str| {
        let said = repo.run_on(day, &["audit", "GL-1", "--on", day, "--format", "json"]).well();
        let json: serde_json::Value = serde_json::from_str(&said.stdout).expect("JSON");
        json["in_force"]["issue"].as_u64()
    };
    assert_eq!((in_force("2023-11-30"), in_force("2023-12-01")), (Some(1), Some(2)));
}

#[test]
fn the_other_commands_put_their_deeds_on_record() {
    let repo = approved();
    let day = "2023-12-20";
    for (arguments, effect) in [
        (&["review", "GL-1", "--role", "lead", "--by", "law"][..], "C-2 on GL-1: overdue -> met"),
        (&["attest", "C-3", "--role", "officer", "--by", "aud"], "C-3: unmet -> met"),
        (
            &[
                "waive",
                "C-2",
                "--page",
                "GL-1",
                "--until",
                "2024-02-01",
                "--reason",
                "Soon",
                "--role",
                "lead",
                "--by",
                "law",
            ],
            "Once it is committed",
        ),
        (
            &["withdraw", "GL-1", "--reason", "Said better elsewhere", "--role", "lead", "--by", "law"],
            "GL-1: withdrawn from 20 Dec 2023 on",
        ),
    ] {
        let said = repo.run_on(day, &[arguments, &["--yes"]].concat()).well();
        said.says(effect);
    }
    repo.pass(24 * 35);
    repo.commit("Put on record");
    let checked = repo.run_on("2023-12-21", &["check"]);
    assert!(!checked.stderr.contains("record"), "every record holds: {}", checked.stderr);

    // A withdrawal is not taken back: a new approval brings the page back.
    let withdrawal = repo.records().into_iter().find(|name| name.contains("withdrawal")).expect("a record");
    let revoke = ["revoke", &withdrawal, "--reason", "Too soon", "--role", "lead", "--by", "law", "--yes"];
    let said = repo.run_on("2023-12-21", &revoke);
    assert_eq!(said.status, 2, "{}", said.stdout);
    assert!(said.stderr.contains("a new approval brings the page back"), "{}", said.stderr);
    for (role, person) in [("lead", "law"), ("legal", "tax")] {
        repo.run_on("2023-12-21", &["approve", "GL-1", "--role", role, "--by", person, "--yes"]).well();
    }
    repo.pass(24);
    repo.commit("Bring it back");
    let audit = repo.run_on("2023-12-22", &["audit", "GL-1", "--on", "2023-12-22"]).well();
    audit.says("issue 2 was in force");
}

#[test]
fn an_approval_is_taken_back_until_its_text_is_in_force() {
    let repo = governed();
    let approve = ["approve", "GL-1", "--role", "lead", "--by", "law", "--yes"];
    let first = repo.run(&approve).well();
    repo.commit("Approve as lead");
    let revoke = ["revoke", first.file(), "--reason", "Too soon", "--role", "lead", "--by", "law", "--yes"];
    repo.run(&revoke).well();
    repo.commit("Take it back");
    repo.run(&["needs"]).well().says("needed: lead, legal");
    let again = repo.run(&revoke);
    assert!(again.stderr.contains("is taken back since 15 Nov 2023"), "{}", again.stderr);
    // The very same is said again under another number: a record counts once.
    let second = repo.run(&approve).well();
    assert!(read(&repo, second.file()).contains("\nserial: 2\n"));
    repo.run(&["approve", "GL-1", "--role", "legal", "--by", "tax", "--yes"]).well();
    repo.commit("Approve as both");
    repo.run(&["audit", "GL-1", "--on", DAY]).well().says("issue 1 was in force");
    let late = ["revoke", second.file(), "--reason", "Too late", "--role", "lead", "--by", "law", "--yes"];
    let late = repo.run(&late);
    assert!(late.stderr.contains("the text that it approved came into force"), "{}", late.stderr);
}

#[test]
fn several_pages_at_once() {
    let repo = governed();
    repo.write("content/gifts.md", guideline("GL-2", "We take nothing."));
    repo.commit("Write about gifts");
    let said =
        repo.run(&["approve", "GL-1", "GL-2", "gifts", "--role", "legal", "--by", "tax", "--yes"]).well();
    assert_eq!(said.stdout.matches("Wrote ").count(), 2, "{}", said.stdout);
    said.says("-m 'Approve GL-1, GL-2 as legal'");

    // What one of them lacks, none of them gets.
    let before = repo.records();
    let said = repo.run(&["approve", "GL-1", "GL-9", "--role", "lead", "--by", "law", "--yes"]);
    assert_eq!((said.status, repo.records()), (2, before));
}

#[test]
fn an_emergency_is_for_now() {
    let repo = approved();
    repo.write("content/tone.md", guideline("GL-1", "Say nothing until Monday."));
    repo.pass(24);
    repo.commit("Stop");
    let said = repo
        .run_on(
            "2023-11-16",
            &["approve", "GL-1", "--role", "officer", "--by", "aud", "--provisional", "--yes"],
        )
        .well();
    said.says("GL-1: a provisional text is in force from 16 Nov 2023 on, through 30 Nov 2023");
    said.says("GL-1: still needs lead (law), legal (tax)");
    assert!(read(&repo, said.file()).contains("\nprovisional: true\n"));
    repo.commit("Have it for a while");
    let said =
        repo.run_on("2023-11-16", &["approve", "GL-1", "--role", "lead", "--by", "law", "--yes"]).well();
    assert!(
        said.stderr.contains("against a provisional text, in force since 16 Nov 2023"),
        "{}",
        said.stderr
    );
}

#[test]
fn a_text_that_comes_back_is_approved_again_on_the_same_day() {
    let repo = approved();
    // All of it before midnight.
    repo.pass(-4);
    let approve = |repo: &crate::support::GovernedSite| {
        for (role, person) in [("lead", "law"), ("legal", "tax")] {
            repo.run(&["approve", "GL-1", "--role", role, "--by", person, "--yes"]).well();
        }
    };
    let first = repo.read("content/tone.md");
    repo.save("content/tone.md", &guideline("GL-1", "Another text."));
    approve(&repo);
    repo.commit("Approve another");
    repo.save("content/tone.md", &first);
    let before = repo.run(&["approve", "GL-1", "--role", "lead", "--by", "law", "--yes"]).well();
    // Another text is in force than the one that the first was held against.
    assert!(!read(&repo, before.file()).contains("serial"), "{}", read(&repo, before.file()));
    let again = repo.run(&["approve", "GL-1", "--role", "lead", "--by", "law", "--yes"]);
    assert_eq!(again.status, 2, "{}", again.stderr);
    repo.run(&["approve", "GL-1", "--role", "legal", "--by", "tax", "--yes"]).well();
    repo.commit("Approve the first again");
    let audit = repo.run(&["audit", "GL-1", "--on", DAY]).well();
    audit.says("issue 3 was in force");
    // The other text comes back as well, held against the same text as the first time.
    repo.save("content/tone.md", &guideline("GL-1", "Another text."));
    let other = repo.run(&["approve", "GL-1", "--role", "lead", "--by", "law", "--yes"]).well();
    assert!(read(&repo, other.file()).contains("\nserial: 2\n"), "{}", read(&repo, other.file()));
    repo.run(&["approve", "GL-1", "--role", "legal", "--by", "tax", "--yes"]).well();
    repo.commit("Approve the other again");
    repo.run(&["audit", "GL-1", "--on", DAY]).well().says("issue 4 was in force");
    let check = repo.run(&["check"]);
    assert!(!check.stderr.contains("duplicate-record"), "{}", check.stderr);
}
