//! Appointments: somebody holds a role by a record, beside those whom its page names.

use crate::records::site::{DAY, on, records, site};
use crate::repo::Repo;

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
fn governed() -> Repo {
    let mut repo = site();
    let model = std::fs::read_to_string(repo.path().join("content/model.md")).expect("a model");
    repo.write("content/model.md", &model.replace("controls:\n", "appointed_by: sponsor\ncontrols:\n"));
    repo.commit("Say who appoints");
    on(&repo, DAY, &["approve", "GM-1", "--role", "sponsor", "--by", "ceo", "--yes"]).well();
    repo.commit("Adopt the model");
    repo
}

#[test]
fn who_is_appointed_may_sign() {
    let mut repo = governed();
    let sign = ["approve", "GL-1", "--role", "legal", "--by", "clerk", "--yes"];
    let said = on(&repo, DAY, &sign);
    assert!(said.err.contains("`clerk` does not hold the role `legal`"), "{}", said.err);
    let said = on(&repo, DAY, &APPOINT).well();
    let expected = format!(
        "record: appointment\nappoints:\n  role: legal\n  person: clerk\n  from: {DAY}\n  identities: [\"clerk@example.org\"]\nreason: One more is needed\nrole: sponsor\nperson: ceo\ndate: {DAY}\n"
    );
    let text = std::fs::read_to_string(repo.path().join(said.file())).expect("a record");
    assert_eq!(text.split_once('\n').expect("a first line").1, expected);
    assert!(
        said.file().starts_with("content/governance/records/2023-11-15-appointment-legal-clerk-sponsor-")
    );
    assert!(said.err.contains("legal is held by tax"), "{}", said.err);
    said.says("legal: clerk holds it from 15 Nov 2023 on\n");
    repo.commit("Appoint a clerk");

    on(&repo, DAY, &sign).well();
    on(&repo, DAY, &["approve", "GL-1", "--role", "lead", "--by", "law", "--yes"]).well();
    repo.commit("Approve");
    on(&repo, DAY, &["audit", "GL-1", "--on", DAY]).well().says("issue 1 was in force");
}

#[test]
fn it_lasts_as_long_as_it_says() {
    let mut repo = governed();
    let said =
        on(&repo, DAY, &[&APPOINT[..], &["--from", "2023-12-01", "--to", "2023-12-31"]].concat()).well();
    said.says("legal: clerk holds it from 1 Dec 2023 on, through 31 Dec 2023");
    repo.commit("Appoint a clerk");
    let holds = |day: &str| {
        let said = on(&repo, day, &["review", "GL-1", "--role", "legal", "--by", "clerk", "--yes"]);
        assert!(said.status == 0 || said.err.contains("does not hold the role"), "{}", said.err);
        said.status == 0
    };
    assert_eq!(["2023-11-30", "2023-12-31", "2024-01-01"].map(holds), [false, true, false]);
}

/// A site whose model legal signs, which nobody has held since 21 November 2023.
fn without_legal() -> Repo {
    let mut repo = site();
    let model = std::fs::read_to_string(repo.path().join("content/model.md")).expect("a model");
    let asks = "controls:\n  - id: C-0\n    statement: The model is signed by legal.\n    for: {kind: governance-model}\n    require: {approved_by: {roles: [legal]}}\n    accountable: legal\n";
    repo.write("content/model.md", &model.replace("controls:\n", asks));
    repo.commit("Have legal sign the model");
    on(&repo, DAY, &["approve", "GM-1", "--role", "sponsor", "--by", "ceo", "--yes"]).well();
    repo.commit("Adopt the model");
    let refused = on(&repo, DAY, &APPOINT);
    assert!(refused.err.contains("names no role that appoints"), "{}{}", refused.out, refused.err);

    let page = std::fs::read_to_string(repo.path().join("content/roles/legal.md")).expect("a page");
    repo.write(
        "content/roles/legal.md",
        &page.replace("{name: tax, from: 2020-01-01}", "{name: tax, from: 2020-01-01, to: 2023-11-20}"),
    );
    repo.commit("Tax leaves");
    on(&repo, DAY, &["approve", "legal", "--role", "legal", "--by", "tax", "--yes"]).well();
    repo.commit("Approve it");
    repo.pass(24 * 10);
    repo
}

/// The way out of a deadlock is for thirty days, and stands wherever it counts.
#[test]
fn who_is_appointed_in_need_is_marked() {
    let mut repo = without_legal();
    let late = "2023-11-25";
    on(&repo, late, &APPOINT).well().says("legal: clerk holds it from 25 Nov 2023 on, through 24 Dec 2023");
    repo.commit("Appoint a clerk");
    repo.pass(24 * 5);
    let late = "2023-11-29";
    for (role, person) in [("legal", "clerk"), ("lead", "law")] {
        on(&repo, late, &["approve", "GL-1", "--role", role, "--by", person, "--yes"]).well();
    }
    repo.commit("Approve");
    let then = "2023-12-01";
    let told = on(&repo, then, &["audit", "GL-1", "--on", then]).well();
    told.says("appointed by sponsor, since nobody held the role");
    assert_eq!(told.out.matches("since nobody held the role").count(), 1, "{}", told.out);
    let refused = on(&repo, "2023-12-29", &["review", "GL-1", "--role", "legal", "--by", "clerk", "--yes"]);
    assert!(refused.err.contains("does not hold the role `legal`"), "{}", refused.err);
}

/// Whom the page of a role names needs no appointment any more, and signs as everybody does.
#[test]
fn who_was_appointed_in_need_is_not_marked_once_the_page_of_the_role_names_them() {
    let mut repo = without_legal();
    on(&repo, "2023-11-25", &APPOINT).well();
    repo.commit("Appoint a clerk");
    repo.pass(24 * 5);
    let late = "2023-11-29";
    let page = std::fs::read_to_string(repo.path().join("content/roles/legal.md")).expect("a page");
    let named = "to: 2023-11-20}, {name: clerk, from: 2023-11-01, identities: [clerk@example.org]}";
    repo.write("content/roles/legal.md", &page.replace("to: 2023-11-20}", named));
    repo.commit("Name the clerk");
    on(&repo, late, &["approve", "legal", "--role", "legal", "--by", "clerk", "--yes"]).well();
    repo.commit("Approve it");
    repo.pass(24 * 5);
    let then = "2023-12-04";
    for (role, person) in [("legal", "clerk"), ("lead", "law")] {
        on(&repo, then, &["approve", "GL-1", "--role", role, "--by", person, "--yes"]).well();
    }
    repo.commit("Approve");
    let then = "2023-12-06";
    let told = on(&repo, then, &["audit", "GL-1", "--on", then]).well();
    told.says("Approval by clerk as legal");
    assert!(!told.out.contains("since nobody held the role"), "{}", told.out);
    assert!(told.out.contains(":content/roles/legal.md"), "the page says it: {}", told.out);
    let told = on(&repo, then, &["audit", "legal", "--on", then]).well();
    told.says("appointed by sponsor, since nobody held the role");
}

#[test]
fn only_the_role_that_the_model_names_appoints() {
    let repo = governed();
    let before = records(&repo);
    let refused = |repo: &Repo, changed: &[(&str, &str)], more: &[&str], says: &str| {
        let word = |word: &&'static str| {
            changed.iter().find(|(from, _)| from == word).map_or(*word, |(_, to)| *to).to_owned()
        };
        let words: Vec<String> =
            APPOINT.iter().map(word).chain(more.iter().map(|word| (*word).to_owned())).collect();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let said = on(repo, DAY, &words);
        assert_eq!(said.status, 2, "{}", said.out);
        assert!(said.err.contains(says), "{}", said.err);
    };
    refused(&repo, &[("sponsor", "officer"), ("ceo", "aud")], &[], "`sponsor` appoints, not `officer`");
    refused(&repo, &[("legal", "legl")], &[], "did you mean `legal`?");
    refused(&repo, &[("clerk", "tax")], &[], "`tax` holds the role `legal` already");
    refused(&repo, &[("clerk", " ")], &[], "nobody is named");
    refused(&repo, &[("clerk@example.org", "")], &[], "`--identity` says nothing");
    refused(&repo, &[], &["--to", "2023-11-14"], "`--to 2023-11-14` is over before it begins");
    refused(&repo, &[("One more is needed", "")], &[], "`--reason` says nothing");
    assert_eq!(records(&repo), before);

    let mut silent = site();
    on(&silent, DAY, &["approve", "GM-1", "--role", "sponsor", "--by", "ceo", "--yes"]).well();
    silent.commit("Adopt the model");
    refused(&silent, &[], &[], "the model names no role that appoints");
}

#[test]
fn the_page_of_the_role_names_who_was_appointed() {
    let mut repo = governed();
    on(&repo, DAY, &[&APPOINT[..12], &["--to", "2023-12-31"], &APPOINT[12..]].concat()).well();
    repo.commit("Appoint a clerk");
    let out = tempfile::tempdir().expect("a folder");
    let to = out.path().to_str().expect("a path");
    for (day, is_there) in [(DAY, true), ("2024-01-01", false)] {
        on(&repo, day, &["build", "--edition", "approved", "--out", to]).well();
        let page = std::fs::read_to_string(out.path().join("roles/legal/index.html")).expect("a page");
        let words = "clerk, appointed, from 15 Nov 2023, to 31 Dec 2023</a>";
        assert_eq!(page.contains(words), is_there, "{day}: {page}");
    }
}
