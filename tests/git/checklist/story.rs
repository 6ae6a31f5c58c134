//! A governed site in a real repository, with its records.

use std::path::Path;
use std::process::Command;

use crate::support::{Said, finish, guidepost, write_files};

const SITE: &str = "name = \"Handbook\"\nbase_url = \"https://intranet.example/handbook\"\n\n[governance]\nmodel = \"GM-1\"\nadopted_by = \"sponsor\"\n";
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

pub(crate) struct Story {
    folder: tempfile::TempDir,
}

/// A guideline with a title that spreadsheets and calendars stumble over.
fn guideline(id: &str, title: &str, body: &str) -> String {
    format!("---\ntitle: '{title}'\nkind: guideline\nid: {id}\nowner: lead\nsummary: How.\n---\n{body}\n")
}

impl Story {
    /// Of five guidelines one is in force, one has a newer draft, one was read too long ago, one is withdrawn and one
    /// deleted; the attestation is waived.
    pub(crate) fn new() -> Story {
        let story = Story { folder: tempfile::tempdir().expect("a folder") };
        story.git("2025-01-01", &["init", "--quiet", "--initial-branch=main"]);
        story.write("site.toml", SITE);
        story.write("content/index.md", "# Handbook\n\nAll of it.\n");
        story.write("content/model.md", MODEL);
        for (role, person) in [("sponsor", "ceo"), ("legal", "law"), ("lead", "ops")] {
            let text = format!(
                "---\ntitle: The {role}\nkind: role\nid: {role}\nholders: [{{name: {person}, from: 2024-01-01}}]\n---\nA role.\n"
            );
            story.write(&format!("content/roles/{role}.md"), &text);
        }
        story.commit("2025-01-01", "Write");
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
        story.commit("2025-01-20", "Write guidelines");
        story.approvals();
        story
    }

    fn approvals(&self) {
        // In the order of the days: a commit is never of an earlier day than the one before it.
        for (page, file) in [("GL-3", "photos"), ("GL-4", "fax"), ("GL-5", "pager")] {
            self.approve(page, file, "2025-02-01");
        }
        self.approve("GL-1", "tone", "2026-01-10");
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
        self.approve("GL-2", "gifts", "2026-11-01");
        self.write(
            "content/guidelines/tone.md",
            &guideline("GL-1", "Tone of voice", "We write. And we listen."),
        );
        std::fs::remove_file(self.path().join("content/guidelines/pager.md")).expect("removed");
        self.commit("2026-11-02", "Listen too");
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        write_files(self.path(), [(path, text)]);
    }

    pub(crate) fn page(&self, file: &str, id: &str, title: &str) {
        self.write(&format!("content/guidelines/{file}.md"), &guideline(id, title, "We write."));
    }

    /// Runs git at noon of a day and says what it printed.
    fn git(&self, day: &str, arguments: &[&str]) -> String {
        let mut command = Command::new("git");
        command.current_dir(self.path()).args(arguments);
        for (name, value) in [
            ("GIT_CONFIG_GLOBAL", "/dev/null"),
            ("GIT_CONFIG_NOSYSTEM", "1"),
            ("GIT_AUTHOR_NAME", "Wil"),
            ("GIT_AUTHOR_EMAIL", "pen@example.org"),
            ("GIT_COMMITTER_NAME", "Wil"),
            ("GIT_COMMITTER_EMAIL", "pen@example.org"),
            ("LC_ALL", "C"),
        ] {
            command.env(name, value);
        }
        for name in ["GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"] {
            command.env(name, format!("{day}T12:00:00Z"));
        }
        for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"] {
            command.env_remove(name);
        }
        let said = finish(&mut command);
        assert_eq!(said.status, 0, "git {arguments:?}: {}", said.stderr);
        said.stdout.trim_end().to_owned()
    }

    pub(crate) fn commit(&self, day: &str, message: &str) {
        self.git(day, &["add", "--all"]);
        self.git(day, &["commit", "--quiet", "--message", message]);
    }

    fn record(&self, name: &str, day: &str, text: &str) {
        self.write(&format!("content/governance/records/{name}.yaml"), &format!("{text}date: {day}\n"));
        self.commit(day, "Record");
    }

    fn adopt(&self) {
        self.write("keys", KEYS);
        let keys = self.git(TODAY, &["hash-object", "keys"]);
        std::fs::remove_file(self.path().join("keys")).expect("removed");
        let text = self.git(TODAY, &["hash-object", "content/model.md"]);
        let role = |role: &str| {
            let file = format!("content/roles/{role}.md");
            format!(
                "  - {{reference: role, file: {file}, id: {}}}\n",
                self.git(TODAY, &["hash-object", &file])
            )
        };
        let roles = ["sponsor", "legal", "lead"].map(role).concat();
        let record = format!(
            "record: approval\npage: GM-1\npath: content/model.md\ntext: {text}\nfiles:\n  - {{reference: site.toml, file: site.toml, id: {keys}}}\n{roles}role: sponsor\nperson: ceo\n"
        );
        self.record("2025-01-01-adopt", "2025-01-01", &record);
    }

    fn approve(&self, page: &str, file: &str, day: &str) {
        let text = self.git(day, &["rev-parse", &format!("HEAD:content/guidelines/{file}.md")]);
        let path = format!("content/guidelines/{file}.md");
        let record =
            format!("record: approval\npage: {page}\npath: {path}\ntext: {text}\nrole: legal\nperson: law\n");
        self.record(&format!("{day}-{file}"), day, &record);
    }

    /// Runs a command on the site.
    pub(crate) fn run(&self, arguments: &[&str]) -> Said {
        finish(guidepost().current_dir(self.path()).args(arguments))
    }

    /// What a command prints that goes well, on the day of most tests.
    pub(crate) fn told(&self, arguments: &[&str]) -> String {
        let said = self.run(&[arguments, &["--date", TODAY]].concat());
        assert_eq!(said.status, 0, "{arguments:?}: {}\n{}", said.stderr, said.stdout);
        assert_eq!(said.stderr, "", "{arguments:?}");
        said.stdout
    }
}
