//! What each command writes, shows and says.

use crate::records::site::{DAY, approved, governed, guideline, on, records, site};
use crate::repo::Repo;

fn read(repo: &Repo, file: &str) -> String {
    std::fs::read_to_string(repo.path().join(file)).expect("a record")
}

#[test]
fn an_approval_names_the_committed_text_and_what_it_shows() {
    let repo = governed();
    let said = on(
        &repo,
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
    let mut repo = governed();
    let first = on(&repo, DAY, &["approve", "GL-1", "--role", "legal", "--by", "tax", "--yes"]);
    assert!(
        first
            .err
            .contains("The words are those of the text that stood there before the page came under control"),
        "{}",
        first.err
    );
    on(&repo, DAY, &["approve", "GL-1", "--role", "lead", "--by", "law", "--yes"]).well();
    repo.commit("Approve GL-1");
    repo.write("content/tone.md", &guideline("GL-1", "We write as we speak, and seldom louder."));
    repo.write("content/talk.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"8\" height=\"3\"/>\n");
    repo.commit("Allow shouting");
    let said = on(&repo, DAY, &["approve", "GL-1", "--role", "legal", "--by", "tax", "--yes"]).well();
    assert!(said.err.contains("against issue 1, in force since 15 Nov 2023"), "{}", said.err);
    assert!(said.err.contains("[-never-]{+seldom+}"), "{}", said.err);
    assert!(said.err.contains("Another content/talk.svg: "), "{}", said.err);
}

#[test]
fn a_model_that_nobody_approved_is_shown_whole() {
    let repo = site();
    let said = on(&repo, DAY, &["approve", "GM-1", "--role", "sponsor", "--by", "ceo", "--yes"]).well();
    assert!(said.err.contains("nothing of it was approved before"), "{}", said.err);
    let keys = "Together with the controlled keys of site.toml:\n  governance.adopted_by = \"sponsor\"\n  governance.model = \"GM-1\"\n";
    assert!(said.err.contains(keys), "{}", said.err);
    said.says("GM-1: issue 1 is in force from 15 Nov 2023 on");
}

#[test]
fn what_is_told_comes_true_when_it_is_committed() {
    let mut repo = approved();
    repo.write("content/tone.md", &guideline("GL-1", "We write as we speak."));
    repo.commit("Shorten");
    let in_force = |day: &str| {
        let said = on(&repo, day, &["audit", "GL-1", "--on", day, "--format", "json"]).well();
        let json: serde_json::Value = serde_json::from_str(&said.out).expect("JSON");
        json["in_force"]["issue"].as_u64()
    };
    assert_eq!(in_force(DAY), Some(1));
    on(&repo, DAY, &["approve", "GL-1", "--role", "legal", "--by", "tax", "--yes"]).well();
    let later = ["approve", "GL-1", "--role", "lead", "--by", "law", "--yes", "--effective", "2023-12-01"];
    let said = on(&repo, DAY, &later).well();
    said.says("with the 1 other record that is not committed yet");
    said.says("GL-1: the newest text comes into force on 1 Dec 2023");
    repo.git(&["add", "--all"]);
    repo.git(&["commit", "--quiet", "--message", "Approve"]);
    let in_force = |day: &str| {
        let said = on(&repo, day, &["audit", "GL-1", "--on", day, "--format", "json"]).well();
        let json: serde_json::Value = serde_json::from_str(&said.out).expect("JSON");
        json["in_force"]["issue"].as_u64()
    };
    assert_eq!((in_force("2023-11-30"), in_force("2023-12-01")), (Some(1), Some(2)));
}

#[test]
fn the_other_commands_put_their_deeds_on_record() {
    let mut repo = approved();
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
        let said = on(&repo, day, &[arguments, &["--yes"]].concat()).well();
        said.says(effect);
    }
    repo.pass(24 * 35);
    repo.commit("Put on record");
    let checked = on(&repo, "2023-12-21", &["check"]);
    assert!(!checked.err.contains("record"), "every record holds: {}", checked.err);

    // A withdrawal is not taken back: a new approval brings the page back.
    let withdrawal = records(&repo).into_iter().find(|name| name.contains("withdrawal")).expect("a record");
    let revoke = ["revoke", &withdrawal, "--reason", "Too soon", "--role", "lead", "--by", "law", "--yes"];
    let said = on(&repo, "2023-12-21", &revoke);
    assert_eq!(said.status, 2, "{}", said.out);
    assert!(said.err.contains("a new approval brings the page back"), "{}", said.err);
    for (role, person) in [("lead", "law"), ("legal", "tax")] {
        on(&repo, "2023-12-21", &["approve", "GL-1", "--role", role, "--by", person, "--yes"]).well();
    }
    repo.pass(24);
    repo.commit("Bring it back");
    let audit = on(&repo, "2023-12-22", &["audit", "GL-1", "--on", "2023-12-22"]).well();
    audit.says("issue 2 was in force");
}

#[test]
fn an_approval_is_taken_back_until_its_text_is_in_force() {
    let mut repo = governed();
    let approve = ["approve", "GL-1", "--role", "lead", "--by", "law", "--yes"];
    let first = on(&repo, DAY, &approve).well();
    repo.commit("Approve as lead");
    let revoke = ["revoke", first.file(), "--reason", "Too soon", "--role", "lead", "--by", "law", "--yes"];
    on(&repo, DAY, &revoke).well();
    repo.commit("Take it back");
    on(&repo, DAY, &["needs"]).well().says("needed: lead, legal");
    let again = on(&repo, DAY, &revoke);
    assert!(again.err.contains("is taken back since 15 Nov 2023"), "{}", again.err);
    // The very same is said again under another number: a record counts once.
    let second = on(&repo, DAY, &approve).well();
    assert!(read(&repo, second.file()).contains("\nserial: 2\n"));
    on(&repo, DAY, &["approve", "GL-1", "--role", "legal", "--by", "tax", "--yes"]).well();
    repo.commit("Approve as both");
    on(&repo, DAY, &["audit", "GL-1", "--on", DAY]).well().says("issue 1 was in force");
    let late = ["revoke", second.file(), "--reason", "Too late", "--role", "lead", "--by", "law", "--yes"];
    let late = on(&repo, DAY, &late);
    assert!(late.err.contains("the text that it approved came into force"), "{}", late.err);
}

#[test]
fn several_pages_at_once() {
    let mut repo = governed();
    repo.write("content/gifts.md", &guideline("GL-2", "We take nothing."));
    repo.commit("Write about gifts");
    let said =
        on(&repo, DAY, &["approve", "GL-1", "GL-2", "gifts", "--role", "legal", "--by", "tax", "--yes"])
            .well();
    assert_eq!(said.out.matches("Wrote ").count(), 2, "{}", said.out);
    said.says("-m 'Approve GL-1, GL-2 as legal'");

    // What one of them lacks, none of them gets.
    let before = records(&repo);
    let said = on(&repo, DAY, &["approve", "GL-1", "GL-9", "--role", "lead", "--by", "law", "--yes"]);
    assert_eq!((said.status, records(&repo)), (2, before));
}

#[test]
fn an_emergency_is_for_now() {
    let mut repo = approved();
    repo.write("content/tone.md", &guideline("GL-1", "Say nothing until Monday."));
    repo.pass(24);
    repo.commit("Stop");
    let said = on(
        &repo,
        "2023-11-16",
        &["approve", "GL-1", "--role", "officer", "--by", "aud", "--provisional", "--yes"],
    )
    .well();
    said.says("GL-1: a provisional text is in force from 16 Nov 2023 on, through 30 Nov 2023");
    said.says("GL-1: still needs lead (law), legal (tax)");
    assert!(read(&repo, said.file()).contains("\nprovisional: true\n"));
    repo.commit("Have it for a while");
    let said = on(&repo, "2023-11-16", &["approve", "GL-1", "--role", "lead", "--by", "law", "--yes"]).well();
    assert!(said.err.contains("against a provisional text, in force since 16 Nov 2023"), "{}", said.err);
}

#[test]
fn a_text_that_comes_back_is_approved_again_on_the_same_day() {
    let mut repo = approved();
    // All of it before midnight.
    repo.pass(-4);
    let approve = |repo: &crate::repo::Repo| {
        for (role, person) in [("lead", "law"), ("legal", "tax")] {
            on(repo, DAY, &["approve", "GL-1", "--role", role, "--by", person, "--yes"]).well();
        }
    };
    let first = std::fs::read_to_string(repo.path().join("content/tone.md")).expect("a page");
    repo.save("content/tone.md", &guideline("GL-1", "Another text."));
    approve(&repo);
    repo.commit("Approve another");
    repo.save("content/tone.md", &first);
    let before = on(&repo, DAY, &["approve", "GL-1", "--role", "lead", "--by", "law", "--yes"]).well();
    // Another text is in force than the one that the first was held against.
    assert!(!read(&repo, before.file()).contains("serial"), "{}", read(&repo, before.file()));
    let again = on(&repo, DAY, &["approve", "GL-1", "--role", "lead", "--by", "law", "--yes"]);
    assert_eq!(again.status, 2, "{}", again.err);
    on(&repo, DAY, &["approve", "GL-1", "--role", "legal", "--by", "tax", "--yes"]).well();
    repo.commit("Approve the first again");
    let audit = on(&repo, DAY, &["audit", "GL-1", "--on", DAY]).well();
    audit.says("issue 3 was in force");
    // The other text comes back as well, held against the same text as the first time.
    repo.save("content/tone.md", &guideline("GL-1", "Another text."));
    let other = on(&repo, DAY, &["approve", "GL-1", "--role", "lead", "--by", "law", "--yes"]).well();
    assert!(read(&repo, other.file()).contains("\nserial: 2\n"), "{}", read(&repo, other.file()));
    on(&repo, DAY, &["approve", "GL-1", "--role", "legal", "--by", "tax", "--yes"]).well();
    repo.commit("Approve the other again");
    on(&repo, DAY, &["audit", "GL-1", "--on", DAY]).well().says("issue 4 was in force");
    let check = on(&repo, DAY, &["check"]);
    assert!(!check.err.contains("duplicate-record"), "{}", check.err);
}
