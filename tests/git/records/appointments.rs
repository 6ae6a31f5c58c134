//! Appointments: somebody holds a role by a record, beside those whom its page names.

use crate::records::site::{DAY, adopt, site};
use crate::support::GovernedSite;

const APPOINT: [&str; 13] = [
    "appoint",
    "clerk",
    "--as",
    "legal",
    "--identity",
    "clerk@example.org",
    "--reason",
    "One more is needed",
    "--role",
    "sponsor",
    "--by",
    "ceo",
    "--yes",
];

/// The site with a model that says who appoints.
fn governed() -> GovernedSite {
    let repo = site();
    let model = repo.read("content/model.md");
    repo.write("content/model.md", model.replace("controls:\n", "appointed_by: sponsor\ncontrols:\n"));
    repo.commit("Say who appoints");
    adopt(&repo);
    repo
}

#[test]
fn who_is_appointed_may_sign() {
    let repo = governed();
    let sign = ["approve", "GL-1", "--role", "legal", "--by", "clerk", "--yes"];
    let said = repo.run(&sign);
    assert!(said.stderr.contains("`clerk` does not hold the role `legal`"), "{}", said.stderr);
    let said = repo.run(&APPOINT).well();
    let expected = format!(
        "record: appointment\nappoints:\n  role: legal\n  person: clerk\n  from: {DAY}\n  identities: [\"clerk@example.org\"]\nreason: One more is needed\nrole: sponsor\nperson: ceo\ndate: {DAY}\n"
    );
    let text = repo.read(said.file());
    assert_eq!(text.split_once('\n').expect("a first line").1, expected);
    assert!(
        said.file().starts_with("content/governance/records/2023-11-15-appointment-legal-clerk-sponsor-")
    );
    assert!(said.stderr.contains("legal is held by tax"), "{}", said.stderr);
    said.says("legal: clerk holds it from 15 Nov 2023 on\n");
    repo.commit("Appoint a clerk");

    repo.run(&sign).well();
    repo.run(&["approve", "GL-1", "--role", "lead", "--by", "law", "--yes"]).well();
    repo.commit("Approve");
    repo.run(&["audit", "GL-1", "--on", DAY]).well().says("issue 1 was in force");
}

#[test]
fn it_lasts_as_long_as_it_says() {
    let repo = governed();
    let said = repo.run(&[&APPOINT[..], &["--from", "2023-12-01", "--to", "2023-12-31"]].concat()).well();
    said.says("legal: clerk holds it from 1 Dec 2023 on, through 31 Dec 2023");
    repo.commit("Appoint a clerk");
    let holds = |day: &str| {
        let said = repo.run_on(day, &["review", "GL-1", "--role", "legal", "--by", "clerk", "--yes"]);
        assert!(said.status == 0 || said.stderr.contains("does not hold the role"), "{}", said.stderr);
        said.status == 0
    };
    assert_eq!(["2023-11-30", "2023-12-31", "2024-01-01"].map(holds), [false, true, false]);
}

/// A site whose model legal signs, which nobody has held since 21 November 2023.
fn without_legal() -> GovernedSite {
    let repo = site();
    let model = repo.read("content/model.md");
    let asks = "controls:\n  - id: C-0\n    statement: The model is signed by legal.\n    for: {kind: governance-model}\n    require: {approved_by: {roles: [legal]}}\n    accountable: legal\n";
    repo.write("content/model.md", model.replace("controls:\n", asks));
    repo.commit("Have legal sign the model");
    adopt(&repo);
    let refused = repo.run(&APPOINT);
    assert!(refused.stderr.contains("names no role that appoints"), "{}{}", refused.stdout, refused.stderr);

    let page = repo.read("content/roles/legal.md");
    repo.write(
        "content/roles/legal.md",
        page.replace("{name: tax, from: 2020-01-01}", "{name: tax, from: 2020-01-01, to: 2023-11-20}"),
    );
    repo.commit("Tax leaves");
    repo.run(&["approve", "legal", "--role", "legal", "--by", "tax", "--yes"]).well();
    repo.commit("Approve it");
    repo.pass(24 * 10);
    repo
}

/// The way out of a deadlock is for thirty days, and stands wherever it counts.
#[test]
fn who_is_appointed_in_need_is_marked() {
    let repo = without_legal();
    let late = "2023-11-25";
    repo.run_on(late, &APPOINT).well().says("legal: clerk holds it from 25 Nov 2023 on, through 24 Dec 2023");
    repo.commit("Appoint a clerk");
    repo.pass(24 * 5);
    let late = "2023-11-29";
    for (role, person) in [("legal", "clerk"), ("lead", "law")] {
        repo.run_on(late, &["approve", "GL-1", "--role", role, "--by", person, "--yes"]).well();
    }
    repo.commit("Approve");
    let then = "2023-12-01";
    let told = repo.run_on(then, &["audit", "GL-1", "--on", then]).well();
    told.says("appointed by sponsor, since nobody held the role");
    assert_eq!(told.stdout.matches("since nobody held the role").count(), 1, "{}", told.stdout);
    let refused = repo.run_on("2023-12-29", &["review", "GL-1", "--role", "legal", "--by", "clerk", "--yes"]);
    assert!(refused.stderr.contains("does not hold the role `legal`"), "{}", refused.stderr);
}

/// Whom the page of a role names needs no appointment any more, and signs as everybody does.
#[test]
fn who_was_appointed_in_need_is_not_marked_once_the_page_of_the_role_names_them() {
    let repo = without_legal();
    repo.run_on("2023-11-25", &APPOINT).well();
    repo.commit("Appoint a clerk");
    repo.pass(24 * 5);
    let late = "2023-11-29";
    let page = repo.read("content/roles/legal.md");
    let named = "to: 2023-11-20}, {name: clerk, from: 2023-11-01, identities: [clerk@example.org]}";
    repo.write("content/roles/legal.md", page.replace("to: 2023-11-20}", named));
    repo.commit("Name the clerk");
    repo.run_on(late, &["approve", "legal", "--role", "legal", "--by", "clerk", "--yes"]).well();
    repo.commit("Approve it");
    repo.pass(24 * 5);
    let then = "2023-12-04";
    for (role, person) in [("legal", "clerk"), ("lead", "law")] {
        repo.run_on(then, &["approve", "GL-1", "--role", role, "--by", person, "--yes"]).well();
    }
    repo.commit("Approve");
    let then = "2023-12-06";
    let told = repo.run_on(then, &["audit", "GL-1", "--on", then]).well();
    told.says("Approval by clerk as legal");
    assert!(!told.stdout.contains("since nobody held the role"), "{}", told.stdout);
    assert!(told.stdout.contains(":content/roles/legal.md"), "the page says it: {}", told.stdout);
    let told = repo.run_on(then, &["audit", "legal", "--on", then]).well();
    told.says("appointed by sponsor, since nobody held the role");
}

#[test]
fn only_the_role_that_the_model_names_appoints() {
    let repo = governed();
    let before = repo.records();
    let refused = |repo: &GovernedSite, changed: &[(&str, &str)], more: &[&str], says: &str| {
        let word = |word: &&'static str| {
            changed.iter().find(|(from, _)| from == word).map_or(*word, |(_, to)| *to).to_owned()
        };
        let words: Vec<String> =
            APPOINT.iter().map(word).chain(more.iter().map(|word| (*word).to_owned())).collect();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let said = repo.run(&words);
        assert_eq!(said.status, 2, "{}", said.stdout);
        assert!(said.stderr.contains(says), "{}", said.stderr);
    };
    refused(&repo, &[("sponsor", "officer"), ("ceo", "aud")], &[], "`sponsor` appoints, not `officer`");
    refused(&repo, &[("legal", "legl")], &[], "did you mean `legal`?");
    refused(&repo, &[("clerk", "tax")], &[], "`tax` holds the role `legal` already");
    refused(&repo, &[("clerk", " ")], &[], "nobody is named");
    refused(&repo, &[("clerk@example.org", "")], &[], "`--identity` says nothing");
    refused(&repo, &[], &["--to", "2023-11-14"], "`--to 2023-11-14` is over before it begins");
    refused(&repo, &[("One more is needed", "")], &[], "`--reason` says nothing");
    assert_eq!(repo.records(), before);

    let silent = site();
    adopt(&silent);
    refused(&silent, &[], &[], "the model names no role that appoints");
}

#[test]
fn the_page_of_the_role_names_who_was_appointed() {
    let repo = governed();
    repo.run(&[&APPOINT[..12], &["--to", "2023-12-31"], &APPOINT[12..]].concat()).well();
    repo.commit("Appoint a clerk");
    let out = tempfile::tempdir().expect("a folder");
    let to = out.path().to_str().expect("a path");
    for (day, is_there) in [(DAY, true), ("2024-01-01", false)] {
        repo.run_on(day, &["build", "--edition", "approved", "--out", to]).well();
        let page = std::fs::read_to_string(out.path().join("roles/legal/index.html")).expect("a page");
        let words = "clerk, appointed, from 15 Nov 2023, to 31 Dec 2023</a>";
        assert_eq!(page.contains(words), is_there, "{day}: {page}");
    }
}
