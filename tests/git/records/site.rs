//! A small governed site in a repository, on which commands are run.

use crate::support::{CommandRun, GovernedSite, Repo, SITE};

const MODEL: &str = "---\ntitle: How we decide\nkind: governance-model\nid: GM-1\nproof: none\nroles: [sponsor, legal, lead, officer]\ncontrols:\n  - id: C-1\n    statement: Guidelines are approved.\n    for: {kind: guideline}\n    require: {approved_by: {roles: [lead, legal], provisional: {role: officer, for: 14d}}}\n    accountable: officer\n  - id: C-2\n    statement: Guidelines are read every month.\n    for: {kind: guideline}\n    require: {reviewed_every: {period: 1 month}}\n    accountable: lead\n  - id: C-3\n    statement: The list of accounts is complete.\n    for: site\n    require: {attested_every: {period: 6 months}}\n    accountable: officer\n---\nWho decides what.\n";
const PICTURE: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"4\" height=\"3\"/>\n";

/// The day on which everything is committed, as the clock of [`Repo`] has it.
pub(crate) const DAY: &str = "2023-11-15";

/// A guideline that says something.
pub(crate) fn guideline(id: &str, words: &str) -> String {
    format!(
        "---\ntitle: Tone of voice\nkind: guideline\nid: {id}\nowner: lead\nsummary: How we sound.\n---\n{words}\n\n![Two people](talk.svg)\n"
    )
}

/// The site, one page of it controlled once the model is adopted.
pub(crate) fn site() -> GovernedSite {
    let repo = GovernedSite::of(Repo::new(), DAY);
    repo.write("site.toml", SITE);
    repo.write("content/index.md", "# Handbook\n\nAll of it.\n");
    repo.write("content/model.md", MODEL);
    repo.write("content/tone.md", guideline("GL-1", "We write as we speak, and never louder."));
    repo.write("content/talk.svg", PICTURE);
    for (role, person) in [("sponsor", "ceo"), ("legal", "tax"), ("lead", "law"), ("officer", "aud")] {
        let text = format!(
            "---\ntitle: The {role}\nkind: role\nid: {role}\nholders: [{{name: {person}, from: 2020-01-01}}]\ndeputies: [{{name: was-{person}, from: 2020-01-01, to: 2022-12-31}}]\n---\nA role.\n"
        );
        repo.write(&format!("content/roles/{role}.md"), text);
    }
    repo.pass(20);
    repo.commit("Write the handbook");
    repo
}

/// The site with its model in force.
pub(crate) fn governed() -> GovernedSite {
    let repo = site();
    adopt(&repo);
    repo
}

/// The sponsor adopts the model as it stands.
pub(crate) fn adopt(repo: &GovernedSite) {
    approves(repo, "GM-1", "sponsor", "ceo");
    repo.commit("Adopt the model");
}

/// The site with the first text of its guideline in force.
pub(crate) fn approved() -> GovernedSite {
    let repo = governed();
    for (role, person) in [("lead", "law"), ("legal", "tax")] {
        approves(&repo, "GL-1", role, person);
    }
    repo.commit("Approve GL-1");
    repo
}

/// Puts the approval of a page on record, which is not committed yet.
pub(crate) fn approves(repo: &GovernedSite, page: &str, role: &str, person: &str) -> CommandRun {
    repo.run(&["approve", page, "--role", role, "--by", person, "--yes"]).well()
}
