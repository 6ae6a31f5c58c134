//! What the adoption of the first model brings, and what is known without it.

use crate::records::site::{DAY, adopt, approved, site};
use crate::support::{GovernedSite, Repo, beside, finish, guidepost, guidepost_at};

/// The site with a model that asks legal for itself and for pages of roles, adopted by its sponsor.
fn asking_legal() -> GovernedSite {
    let repo = site();
    let model = repo.read("content/model.md");
    let more = "  - id: C-7\n    statement: Roles and the model are approved.\n    for: {kind: [role, governance-model]}\n    require: {approved_by: {roles: [legal]}}\n    accountable: officer\n---\nWho";
    repo.save("content/model.md", &model.replace("---\nWho", more));
    let said = repo.run(&["approve", "GM-1", "--role", "sponsor", "--by", "ceo", "--yes"]).well();
    said.says("GM-1: issue 1 is in force from 15 Nov 2023 on");
    said.says("GM-1: adopted by sponsor; not signed by legal (tax) so far");
    said.says("legal: issue 1 is in force from 15 Nov 2023 on");
    assert!(!said.stdout.contains("legal: still needs"), "{}", said.stdout);
    assert!(!said.stdout.contains("earlier model"), "{}", said.stdout);
    repo.commit("Adopt the model");
    repo
}

#[test]
fn what_the_adoption_brought_needs_nobody_until_it_changes() {
    let repo = asking_legal();
    let needs = repo.run(&["needs"]).well();
    for role in ["sponsor", "legal", "lead", "officer"] {
        assert!(!needs.stdout.contains(&format!("{role} “")), "{}", needs.stdout);
    }
    let list = repo.run(&["checklist", "--control", "C-7"]);
    list.says("adopted by The sponsor; not signed by The legal so far");
    assert!(!list.stdout.contains("earlier model"), "{}", list.stdout);
    let list = repo.run(&["checklist", "--control", "C-7", "--status", "met", "--format", "csv"]);
    assert_eq!(
        list.stdout.matches("adopted with the model by ceo (The sponsor)").count(),
        4,
        "{}",
        list.stdout
    );

    let page = repo.read("content/roles/lead.md");
    repo.save("content/roles/lead.md", &page.replace("A role.", "A role of weight."));
    repo.run(&["needs"]).well().says("approval of lead by\n    legal (tax)");
    repo.run(&["approve", "lead", "--role", "legal", "--by", "tax", "--yes"])
        .well()
        .says("lead: issue 2 is in force");
}

#[test]
fn the_first_model_is_signed_by_whom_it_asks_as_well() {
    let repo = asking_legal();
    let said = repo.run(&["approve", "GM-1", "--role", "legal", "--by", "tax", "--yes"]).well();
    said.says("C-7 on GM-1: unmet -> met");
    repo.commit("Sign the model");
    let audit = repo.run(&["audit", "GM-1", "--on", DAY]).well();
    audit.says("issue 1 was in force");
    audit.says("by ceo as sponsor");
    audit.says("by tax as legal");
}

#[test]
fn nothing_is_told_of_what_is_in_force_before_a_model_is() {
    let repo = site();
    repo.write(
        "site.toml",
        repo.read("site.toml").replacen("base_url", "edition = \"approved\"\nbase_url", 1),
    );
    repo.commit("Publish what is approved");
    for arguments in [
        &["build"][..],
        &["register"],
        &["checklist"],
        &["audit", "GL-1", "--on", DAY],
        &["review", "GL-1", "--role", "lead", "--by", "law", "--yes"],
        &["withdraw", "GL-1", "--reason", "x", "--role", "lead", "--by", "law", "--yes"],
    ] {
        let said = repo.run(arguments);
        assert_eq!(said.status, 2, "{arguments:?}: {}{}", said.stdout, said.stderr);
        assert_eq!(said.stdout, "", "{arguments:?}");
    }
    assert!(!repo.path().join("public").exists());
    let checked = repo.run(&["check"]);
    assert!(checked.stderr.contains("error[no-model-in-force]"), "{}", checked.stderr);
    repo.run(&["build", "--edition", "latest"]).well();
}

#[test]
fn a_shallow_clone_is_refused_with_what_mends_it() {
    let repo = approved();
    let (_folder, path) = beside();
    let source = format!("file://{}", repo.path().display());
    let place = path.display().to_string();
    repo.git(&["clone", "--quiet", "--depth=1", &source, &place]);
    let run = |arguments: &[&str]| {
        let said = finish(guidepost_at(&path, arguments).args(["--date", DAY]));
        (said.status, said.stderr)
    };
    for arguments in [
        &["build", "--edition", "approved"][..],
        &["register"],
        &["checklist"],
        &["needs"],
        &["audit", "GL-1", "--on", DAY],
        &["approve", "GL-1", "--role", "lead", "--by", "law", "--yes"],
        &["attest", "C-3", "--role", "officer", "--by", "aud", "--yes"],
    ] {
        let (status, said) = run(arguments);
        assert_eq!(status, 2, "{arguments:?}: {said}");
        assert!(said.contains("the clone is shallow"), "{arguments:?}: {said}");
        assert!(said.contains("git fetch --unshallow") && said.contains("fetch-depth: 0"), "{said}");
    }
    assert!(!path.join("public").exists(), "nothing is written");
    assert_eq!(run(&["build", "--edition", "latest"]).0, 0);
    assert_eq!(repo.records().len(), 3);
}

#[test]
fn who_is_not_tied_to_commits_is_not_known_to_be_another() {
    let repo = site();
    // All of it before midnight.
    repo.pass(-6);
    let model = repo.read("content/model.md");
    let asks = "{approved_by: {roles: [lead, legal], not_by_author_alone: true}}";
    let asked = "{approved_by: {roles: [lead, legal], provisional: {role: officer, for: 14d}}}";
    assert!(model.contains(asked));
    repo.save("content/model.md", &model.replace(asked, asks));
    adopt(&repo);
    let approve = |repo: &GovernedSite| {
        repo.run(&["approve", "GL-1", "--role", "lead", "--by", "law", "--yes"]).well();
        repo.run(&["approve", "GL-1", "--role", "legal", "--by", "tax", "--yes"]).well()
    };
    let said = approve(&repo);
    said.says("GL-1: still needs somebody who is known not to have written the text");
    said.says("nothing names `identities` of law: name `identities: [MAIL]` of law in content/roles/lead.md");
    repo.commit("Approve GL-1");
    let list = repo.run(&["checklist", "--control", "C-1"]);
    list.says("signed by all whom this asks, and by nobody who is known not to have written it");

    // A page of a role ties a person to commits once it is approved.
    let page = repo.read("content/roles/lead.md");
    let tied = page.replace(
        "{name: law, from: 2020-01-01",
        "{name: law, identities: [law@example.org], from: 2020-01-01",
    );
    assert_ne!(page, tied);
    repo.save("content/roles/lead.md", &tied);
    repo.run(&["approve", "lead", "--role", "sponsor", "--by", "ceo", "--yes"]).well();
    repo.commit("Say how law commits");
    repo.save("content/tone.md", &crate::records::site::guideline("GL-1", "We whisper."));
    // Whether a text is complete is asked when a record about it arrives (step 12 of the fold): what waited goes on waiting.
    approve(&repo).says("GL-1: issue 1 is in force from 15 Nov 2023 on");
    repo.commit("Approve it");
    repo.run(&["audit", "GL-1", "--on", DAY]).well().says("issue 1 was in force, since 15 Nov 2023");
}

#[test]
fn what_new_and_init_write_leads_to_a_first_approval() {
    let folder = tempfile::tempdir().expect("a folder");
    let run = |arguments: &[&str]| finish(guidepost().args(arguments).current_dir(folder.path())).well();
    run(&["init", "."]);
    run(&["new", "role", "governance/sponsor.md"]);
    run(&["new", "governance-model", "governance/how-we-decide.md"]);
    let repo = GovernedSite::of(Repo::new(), DAY);
    for file in walkdir::WalkDir::new(folder.path()).into_iter().filter_map(Result::ok) {
        let path = file.path().strip_prefix(folder.path()).expect("within").to_string_lossy().into_owned();
        if file.file_type().is_file() && !path.starts_with(".guidepost") {
            let mut text = std::fs::read_to_string(file.path()).expect("a text").replace("draft: true\n", "");
            if path == "site.toml" {
                text.push_str("\n[governance]\nmodel = \"how-we-decide\"\nadopted_by = \"sponsor\"\n");
            }
            repo.write(&path, text.replace("from: 20", "from: 19"));
        }
    }
    repo.commit("Say who decides");
    let needs = repo.run(&["needs"]).well();
    needs.says("1 page waits for somebody; needed: sponsor");
    let check = repo.run(&["check"]).stderr;
    assert!(
        check.contains("`guidepost approve how-we-decide --role sponsor --by NAME` adopts it"),
        "{check}"
    );
    let approve = ["approve", "how-we-decide", "--role", "sponsor", "--by", "Their name", "--yes"];
    repo.run(&approve).well();
    repo.commit("Adopt the model");
    let needs = repo.run_on("2023-11-16", &["needs"]).well();
    needs.says("GL-001 “Saying who you speak for”, never approved: ");
    needs.says("communications-lead (head-of-communications)");
}

#[test]
fn a_model_says_how_it_is_proven_who_made_a_record() {
    let repo = site();
    let model = repo.read("content/model.md");
    repo.write("content/model.md", model.replace("proof: none\n", ""));
    repo.commit("Say nothing of proof");
    let said = repo.run(&["approve", "GM-1", "--role", "sponsor", "--by", "ceo", "--yes"]);
    assert_eq!(said.status, 2, "{}", said.stdout);
    assert!(said.stderr.contains("it does not say under `proof`"), "{}", said.stderr);
    assert!(repo.run(&["check"]).stderr.contains("`proof`"));
}
