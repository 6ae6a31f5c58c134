//! A governed site in a real repository, with its records.

use crate::support::{GovernedSite, RECORDS, Repo, SITE, named_file, role_page};

/// The controlled keys as approvals of a model name them.
const KEYS: &str = "governance.adopted_by = \"sponsor\"\ngovernance.model = \"GM-1\"\n";
const MODEL: &str = "---
title: How we decide
kind: governance-model
proof: none
id: GM-1
roles: [sponsor, legal]
controls:
  - id: C-1
    statement: Guidelines are approved by legal counsel.
    for: {kind: guideline}
    require: {approved_by: {roles: [legal]}}
    accountable: legal
    severity: error
  - id: C-2
    statement: Guidelines are read again within a year.
    for: {kind: guideline}
    require: {reviewed_every: {period: 12 months}}
    accountable: lead
    severity: warning
  - id: C-3
    statement: Every page in the folder of guidelines has an owner, and that role is held.
    for: {kind: guideline}
    require: has_owner
    accountable: lead
    severity: warning
  - id: C-4
    statement: The emergency telephone numbers were tried.
    for: site
    require: {attested_every: {period: 6 months}}
    accountable: sponsor
    severity: note
  - id: C-5
    statement: What leaves control is withdrawn.
    for: {kind: guideline}
    require: superseded_properly
    accountable: legal
    severity: warning
---
Who decides what.
";

/// The day of most tests.
pub(crate) const TODAY: &str = "2026-11-16";

/// A guideline with a title that spreadsheets and calendars stumble over.
fn guideline(id: &str, title: &str, body: &str) -> String {
    format!("---\ntitle: '{title}'\nkind: guideline\nid: {id}\nowner: lead\nsummary: How.\n---\n{body}\n")
}

/// Of five guidelines one is in force, one has a newer draft, one was read too long ago, one is withdrawn and one deleted;
/// the attestation is waived.
pub(crate) fn story() -> GovernedSite {
    let story = GovernedSite::of(Repo::new(), TODAY);
    story.write("site.toml", SITE);
    story.write("content/index.md", "# Handbook\n\nAll of it.\n");
    story.write("content/model.md", MODEL);
    for (role, person) in [("sponsor", "ceo"), ("legal", "law"), ("lead", "ops")] {
        story.write(&format!("content/roles/{role}.md"), role_page(role, &[person]));
    }
    story.commits("2025-01-01", "Write");
    story.adopt();
    story.page("tone", "GL-1", "Tone of voice");
    story.page(
        "gifts",
        "GL-2",
        "=SUM(A1), \"gifts\"; and hospitality \\ Bewirtung für Gäste aus aller Welt 界",
    );
    story.page("photos", "GL-3", "Photos & <films>");
    story.page("fax", "GL-4", "Fax");
    story.page("pager", "GL-5", "Pagers");
    story.commits("2025-01-20", "Write guidelines");
    story.approvals();
    story
}

impl GovernedSite {
    fn approvals(&self) {
        // In the order of the days: a commit is never of an earlier day than the one before it.
        for (page, file) in [("GL-3", "photos"), ("GL-4", "fax"), ("GL-5", "pager")] {
            self.approval(page, file, "2025-02-01");
        }
        self.approval("GL-1", "tone", "2026-01-10");
        self.record(
            "2026-03-01-fax",
            "2026-03-01",
            "record: withdrawal\npage: GL-4\nreason: Nobody sends any.\nrole: legal\nperson: law\n",
        );
        self.record(
            "2026-10-01-phones",
            "2026-10-01",
            "record: waiver\ncontrol: C-4\nexpires: 2026-12-31\nreason: New switchboard.\nrole: sponsor\nperson: ceo\n",
        );
        self.approval("GL-2", "gifts", "2026-11-01");
        self.write(
            "content/guidelines/tone.md",
            guideline("GL-1", "Tone of voice", "We write. And we listen."),
        );
        self.remove("content/guidelines/pager.md");
        self.commits("2026-11-02", "Listen too");
    }

    pub(crate) fn page(&self, file: &str, id: &str, title: &str) {
        self.write(&format!("content/guidelines/{file}.md"), guideline(id, title, "We write."));
    }

    /// Commits everything on a day.
    pub(crate) fn commits(&self, day: &'static str, message: &str) {
        self.on(day);
        self.commit_saying("pen", message);
    }

    fn record(&self, name: &str, day: &'static str, text: &str) {
        self.write(&format!("{RECORDS}/{name}.yaml"), format!("{text}date: {day}\n"));
        self.commits(day, "Record");
    }

    fn adopt(&self) {
        self.write("keys", KEYS);
        let keys = self.git(&["hash-object", "keys"]);
        self.remove("keys");
        let named = ["sponsor", "legal", "lead"].map(|role| {
            let file = format!("content/roles/{role}.md");
            named_file("role", &file, &self.id(&file))
        });
        let record = format!(
            "record: approval\npage: GM-1\npath: content/model.md\ntext: \"{}\"\nfiles:\n{}{}role: sponsor\nperson: ceo\n",
            self.id("content/model.md"),
            named_file("site.toml", "site.toml", &keys),
            named.concat()
        );
        self.record("2025-01-01-adopt", "2025-01-01", &record);
    }

    fn approval(&self, page: &str, file: &str, day: &'static str) {
        let path = format!("content/guidelines/{file}.md");
        let text = self.id(&path);
        let record = format!(
            "record: approval\npage: {page}\npath: {path}\ntext: \"{text}\"\nrole: legal\nperson: law\n"
        );
        self.record(&format!("{day}-{file}"), day, &record);
    }

    /// What a command prints that goes well, on the day of most tests.
    pub(crate) fn told(&self, arguments: &[&str]) -> String {
        let said = self.run(arguments);
        assert_eq!(said.status, 0, "{arguments:?}: {}", said.all());
        assert_eq!(said.stderr, "", "{arguments:?}");
        said.stdout
    }
}
