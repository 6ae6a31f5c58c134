//! A small governed site in a repository, and the command run on it.

use std::process::Command;

use crate::repo::Repo;

const SITE: &str = "name = \"Handbook\"\nbase_url = \"https://intranet.example/handbook\"\n\n[governance]\nmodel = \"GM-1\"\nadopted_by = \"sponsor\"\n";
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

/// What a command said, and how it ended.
pub(crate) struct Said {
    pub(crate) out: String,
    pub(crate) err: String,
    pub(crate) status: i32,
}

/// The site, one page of it controlled once the model is adopted.
pub(crate) fn site() -> Repo {
    let mut repo = Repo::new();
    repo.write("site.toml", SITE);
    repo.write("content/index.md", "# Handbook\n\nAll of it.\n");
    repo.write("content/model.md", MODEL);
    repo.write("content/tone.md", &guideline("GL-1", "We write as we speak, and never louder."));
    repo.write("content/talk.svg", PICTURE);
    for (role, person) in [("sponsor", "ceo"), ("legal", "tax"), ("lead", "law"), ("officer", "aud")] {
        let text = format!(
            "---\ntitle: The {role}\nkind: role\nid: {role}\nholders: [{{name: {person}, from: 2020-01-01}}]\ndeputies: [{{name: was-{person}, from: 2020-01-01, to: 2022-12-31}}]\n---\nA role.\n"
        );
        repo.write(&format!("content/roles/{role}.md"), &text);
    }
    repo.pass(20);
    repo.commit("Write the handbook");
    repo
}

/// The site with its model in force.
pub(crate) fn governed() -> Repo {
    let mut repo = site();
    on(&repo, DAY, &["approve", "GM-1", "--role", "sponsor", "--by", "ceo", "--yes"]).well();
    repo.commit("Adopt the model");
    repo
}

/// The site with the first text of its guideline in force.
pub(crate) fn approved() -> Repo {
    let mut repo = governed();
    for (role, person) in [("lead", "law"), ("legal", "tax")] {
        on(&repo, DAY, &["approve", "GL-1", "--role", role, "--by", person, "--yes"]).well();
    }
    repo.commit("Approve GL-1");
    repo
}

/// Runs a command on a day.
pub(crate) fn on(repo: &Repo, day: &str, arguments: &[&str]) -> Said {
    let mut command = Command::new(env!("CARGO_BIN_EXE_guidepost"));
    let output = command
        .arg("--root")
        .arg(repo.path())
        .args(arguments)
        .args(["--date", day])
        .current_dir(repo.path())
        .env_remove("CLICOLOR_FORCE")
        .stdin(std::process::Stdio::null())
        .output()
        .expect("it runs");
    let text = |bytes| String::from_utf8(bytes).expect("text");
    Said { out: text(output.stdout), err: text(output.stderr), status: output.status.code().expect("an end") }
}

impl Said {
    /// It must have gone well.
    pub(crate) fn well(self) -> Said {
        assert_eq!(self.status, 0, "{}{}", self.out, self.err);
        self
    }

    /// The file that it says it wrote.
    pub(crate) fn file(&self) -> &str {
        self.out.lines().find_map(|line| line.strip_prefix("Wrote ")).expect("a file")
    }

    pub(crate) fn says(&self, words: &str) {
        assert!(self.out.contains(words), "no `{words}` in:\n{}{}", self.out, self.err);
    }
}

/// Every record that there is, by its path.
pub(crate) fn records(repo: &Repo) -> Vec<String> {
    let folder = repo.path().join("content/governance/records");
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let name = |entry: std::io::Result<std::fs::DirEntry>| {
        entry.expect("an entry").file_name().to_string_lossy().into_owned()
    };
    let mut names: Vec<String> = entries.map(name).collect();
    names.sort();
    names
}
