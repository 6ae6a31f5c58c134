//! A control may ask for somebody who is known not to have written the text. Of whom nothing names identities, nobody
//! can tell: that is said before it is signed, with what to do, and what to do works.

use crate::records::site::{DAY, guideline, on, records, site};
use crate::repo::Repo;

/// The site with a model that asks for another than the author.
fn governed() -> Repo {
    let mut repo = site();
    let model = std::fs::read_to_string(repo.path().join("content/model.md")).expect("a model");
    let model = model.replace("[lead, legal], ", "[lead, legal], not_by_author_alone: true, ");
    repo.write("content/model.md", &model.replace("controls:\n", "appointed_by: sponsor\ncontrols:\n"));
    repo.commit("Ask for another");
    on(&repo, DAY, &["approve", "GM-1", "--role", "sponsor", "--by", "ceo", "--yes"]).well();
    repo.commit("Adopt the model");
    repo
}

fn signed_by_both() -> Repo {
    let mut repo = governed();
    for (role, person) in [("lead", "law"), ("legal", "tax")] {
        let said = on(&repo, DAY, &["approve", "GL-1", "--role", role, "--by", person, "--yes"]).well();
        let note = format!(
            "note: C-1 asks for somebody who is known not to have written the text, and nothing names `identities` of {person}"
        );
        assert!(said.err.contains(&note), "{}", said.err);
    }
    repo.commit("Approve");
    repo
}

#[test]
fn what_is_missing_is_told_by_everybody_who_is_asked() {
    let repo = signed_by_both();
    let how = "name `identities: [MAIL]` of law in content/roles/lead.md and have that page approved";
    let approve = ["approve", "GL-1", "--role", "lead", "--by", "law", "--yes"];
    let again = on(&repo, DAY, &approve);
    assert_eq!(again.status, 2);
    assert!(again.err.contains(&format!("{how}, then approve once more")), "{}", again.err);
    on(&repo, DAY, &["needs"]).well().says(&format!("{how}, then approve once more"));
    let checklist = on(&repo, DAY, &["checklist", "--control", "C-1"]);
    let settle = format!("{how}, then `guidepost approve GL-1 --role lead --by law`");
    assert!(checklist.out.contains(&settle), "{}", checklist.out);
}

#[test]
fn once_it_is_known_the_same_person_approves_once_more() {
    let mut repo = signed_by_both();
    let lead = std::fs::read_to_string(repo.path().join("content/roles/lead.md")).expect("a role");
    let named = lead.replace("name: law, ", "name: law, identities: [law@example.org], ");
    repo.write("content/roles/lead.md", &named);
    repo.commit("Say how law commits");
    on(&repo, DAY, &["approve", "lead", "--role", "sponsor", "--by", "ceo", "--yes"]).well();
    repo.commit("Approve the role");
    let approve = ["approve", "GL-1", "--role", "lead", "--by", "law", "--yes"];
    on(&repo, DAY, &approve).well().says("GL-1: issue 1 is in force from 16 Nov 2023 on");
    repo.commit("Approve once more");
    on(&repo, "2023-11-16", &["audit", "GL-1", "--on", "2023-11-16"]).well().says("issue 1 was in force");
    let audit = ["audit", "GL-1", "--on", "2023-11-16", "--format", "json"];
    let audit = on(&repo, "2023-11-16", &audit).well().out;
    let again =
        records(&repo).into_iter().filter(|name| name.contains("approval-gl-1-lead")).collect::<Vec<_>>();
    let serial = |name: &&String| {
        let file = repo.path().join("content/governance/records").join(name);
        std::fs::read_to_string(file).expect("a record").contains("serial: 2")
    };
    let (second, first): (Vec<&String>, Vec<&String>) = again.iter().partition(serial);
    assert!(audit.contains(second[0].as_str()), "what put it in force is proven: {audit}");
    assert!(!audit.contains(first[0].as_str()), "{audit}");
    on(&repo, DAY, &["needs"]).well().says("No page waits");
    let said = on(&repo, DAY, &approve);
    assert!(said.err.contains("nothing left to approve"), "{}", said.err);
}

#[test]
fn who_was_appointed_is_appointed_with_identities() {
    let mut repo = governed();
    let appoint = |repo: &Repo, identity: &[&str]| {
        let words =
            ["appoint", "clerk", "--as", "legal", "--reason", "x", "--role", "sponsor", "--by", "ceo"];
        on(repo, DAY, &[&words[..], identity, &["--yes"]].concat())
    };
    appoint(&repo, &[]).well();
    repo.commit("Appoint a clerk");
    let approve = ["approve", "GL-1", "--role", "legal", "--by", "clerk", "--yes"];
    let said = on(&repo, DAY, &approve).well();
    assert!(said.err.contains("help: appoint clerk once more, with `--identity MAIL` first"), "{}", said.err);
    assert_eq!(appoint(&repo, &[]).status, 2, "that says nothing new");
    appoint(&repo, &["--identity", "clerk@example.org"]).well();
    repo.commit("Say how the clerk commits");
    assert!(!on(&repo, DAY, &approve).err.contains("note: "));
}

#[test]
fn a_page_without_an_owner_is_given_one() {
    let mut repo = site();
    let model = std::fs::read_to_string(repo.path().join("content/model.md")).expect("a model");
    repo.write("content/model.md", &model.replace("[lead, legal]", "[owner, legal]"));
    repo.write("content/tone.md", &guideline("GL-1", "Quietly.").replace("owner: lead\n", ""));
    repo.commit("Ask owners");
    on(&repo, DAY, &["approve", "GM-1", "--role", "sponsor", "--by", "ceo", "--yes"]).well();
    repo.commit("Adopt the model");
    let help = "write `owner: ROLE` in the front matter of content/tone.md, and commit it";
    let said = on(&repo, DAY, &["approve", "GL-1", "--role", "owner", "--by", "law", "--yes"]);
    assert!(said.err.contains("GL-1 names no owner, and its owner signs it"), "{}", said.err);
    assert!(said.err.contains(help), "{}", said.err);
    let checklist = on(&repo, DAY, &["checklist", "--control", "C-1"]);
    let help = "write `owner: ROLE` in its front matter, and commit it";
    assert!(checklist.out.contains(help), "{}", checklist.out);
    on(&repo, DAY, &["needs"]).well().says("its owner: write `owner: ROLE` in content/tone.md");
}

#[test]
fn a_model_that_nobody_can_satisfy_is_told_by_check() {
    let repo = governed();
    let check = |repo: &Repo| on(repo, DAY, &["check"]).err;
    let told = check(&repo);
    assert!(told.contains("warning[unknown-writers]: C-1 asks for somebody who is known not to"), "{told}");
    let appoint = [
        &["appoint", "clerk", "--as", "legal", "--identity", "clerk@example.org", "--reason", "x"][..],
        &["--role", "sponsor", "--by", "ceo", "--yes"],
    ];
    on(&repo, DAY, &appoint.concat()).well();
    let mut repo = repo;
    repo.commit("Appoint somebody who is known");
    assert!(!check(&repo).contains("unknown-writers"));
}
