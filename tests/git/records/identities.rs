//! A control may ask for somebody who is known not to have written the text. Of whom nothing names identities, nobody
//! can tell: that is said before it is signed, with what to do, and what to do works.

use crate::records::site::{adopt, guideline, site};
use crate::support::GovernedSite;

/// The site with a model that asks for another than the author.
fn governed() -> GovernedSite {
    let repo = site();
    let model = repo.read("content/model.md");
    let model = model.replace("[lead, legal], ", "[lead, legal], not_by_author_alone: true, ");
    repo.write("content/model.md", model.replace("controls:\n", "appointed_by: sponsor\ncontrols:\n"));
    repo.commit("Ask for another");
    adopt(&repo);
    repo
}

fn signed_by_both() -> GovernedSite {
    let repo = governed();
    for (role, person) in [("lead", "law"), ("legal", "tax")] {
        let said = repo.run(&["approve", "GL-1", "--role", role, "--by", person, "--yes"]).well();
        let note = format!(
            "note: C-1 asks for somebody who is known not to have written the text, and nothing names `identities` of {person}"
        );
        assert!(said.stderr.contains(&note), "{}", said.stderr);
    }
    repo.commit("Approve");
    repo
}

#[test]
fn what_is_missing_is_told_by_everybody_who_is_asked() {
    let repo = signed_by_both();
    let how = "name `identities: [MAIL]` of law in content/roles/lead.md and have that page approved";
    let approve = ["approve", "GL-1", "--role", "lead", "--by", "law", "--yes"];
    let again = repo.run(&approve);
    assert_eq!(again.status, 2);
    assert!(again.stderr.contains(&format!("{how}, then approve once more")), "{}", again.stderr);
    repo.run(&["needs"]).well().says(&format!("{how}, then approve once more"));
    let checklist = repo.run(&["checklist", "--control", "C-1"]);
    let settle = format!("{how}, then `guidepost approve GL-1 --role lead --by law`");
    assert!(checklist.stdout.contains(&settle), "{}", checklist.stdout);
}

#[test]
fn once_it_is_known_the_same_person_approves_once_more() {
    let repo = signed_by_both();
    let lead = repo.read("content/roles/lead.md");
    let named = lead.replace("name: law, ", "name: law, identities: [law@example.org], ");
    repo.write("content/roles/lead.md", &named);
    repo.commit("Say how law commits");
    repo.run(&["approve", "lead", "--role", "sponsor", "--by", "ceo", "--yes"]).well();
    repo.commit("Approve the role");
    let approve = ["approve", "GL-1", "--role", "lead", "--by", "law", "--yes"];
    repo.run(&approve).well().says("GL-1: issue 1 is in force from 16 Nov 2023 on");
    repo.commit("Approve once more");
    repo.run_on("2023-11-16", &["audit", "GL-1", "--on", "2023-11-16"]).well().says("issue 1 was in force");
    let audit = ["audit", "GL-1", "--on", "2023-11-16", "--format", "json"];
    let audit = repo.run_on("2023-11-16", &audit).well().stdout;
    let again =
        repo.records().into_iter().filter(|name| name.contains("approval-gl-1-lead")).collect::<Vec<_>>();
    let serial = |name: &&String| {
        let file = repo.path().join("content/governance/records").join(name);
        std::fs::read_to_string(file).expect("a record").contains("serial: 2")
    };
    let (second, first): (Vec<&String>, Vec<&String>) = again.iter().partition(serial);
    assert!(audit.contains(second[0].as_str()), "what put it in force is proven: {audit}");
    assert!(!audit.contains(first[0].as_str()), "{audit}");
    repo.run(&["needs"]).well().says("No page waits");
    let said = repo.run(&approve);
    assert!(said.stderr.contains("nothing left to approve"), "{}", said.stderr);
}

#[test]
fn who_was_appointed_is_appointed_with_identities() {
    let repo = governed();
    let appoint = |repo: &GovernedSite, identity: &[&str]| {
        let words =
            ["appoint", "clerk", "--as", "legal", "--reason", "x", "--role", "sponsor", "--by", "ceo"];
        repo.run(&[&words[..], identity, &["--yes"]].concat())
    };
    appoint(&repo, &[]).well();
    repo.commit("Appoint a clerk");
    let approve = ["approve", "GL-1", "--role", "legal", "--by", "clerk", "--yes"];
    let said = repo.run(&approve).well();
    assert!(
        said.stderr.contains("help: appoint clerk once more, with `--identity MAIL` first"),
        "{}",
        said.stderr
    );
    assert_eq!(appoint(&repo, &[]).status, 2, "that says nothing new");
    appoint(&repo, &["--identity", "clerk@example.org"]).well();
    repo.commit("Say how the clerk commits");
    assert!(!repo.run(&approve).stderr.contains("note: "));
}

#[test]
fn a_page_without_an_owner_is_given_one() {
    let repo = site();
    let model = repo.read("content/model.md");
    repo.write("content/model.md", model.replace("[lead, legal]", "[owner, legal]"));
    repo.write("content/tone.md", guideline("GL-1", "Quietly.").replace("owner: lead\n", ""));
    repo.commit("Ask owners");
    adopt(&repo);
    let help = "write `owner: ROLE` in the front matter of content/tone.md, and commit it";
    let said = repo.run(&["approve", "GL-1", "--role", "owner", "--by", "law", "--yes"]);
    assert!(said.stderr.contains("GL-1 names no owner, and its owner signs it"), "{}", said.stderr);
    assert!(said.stderr.contains(help), "{}", said.stderr);
    let checklist = repo.run(&["checklist", "--control", "C-1"]);
    let help = "write `owner: ROLE` in its front matter, and commit it";
    assert!(checklist.stdout.contains(help), "{}", checklist.stdout);
    repo.run(&["needs"]).well().says("its owner: write `owner: ROLE` in content/tone.md");
}

#[test]
fn a_model_that_nobody_can_satisfy_is_told_by_check() {
    let repo = governed();
    let check = |repo: &GovernedSite| repo.run(&["check"]).stderr;
    let told = check(&repo);
    assert!(told.contains("warning[unknown-writers]: C-1 asks for somebody who is known not to"), "{told}");
    let appoint = [
        &["appoint", "clerk", "--as", "legal", "--identity", "clerk@example.org", "--reason", "x"][..],
        &["--role", "sponsor", "--by", "ceo", "--yes"],
    ];
    repo.run(&appoint.concat()).well();
    let repo = repo;
    repo.commit("Appoint somebody who is known");
    assert!(!check(&repo).contains("unknown-writers"));
}
