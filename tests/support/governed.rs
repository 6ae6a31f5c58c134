//! A governed site in a repository, with what people do to it as they would do it.

use std::cell::Cell;
use std::ops::Deref;
use std::path::PathBuf;

use super::command::{CommandRun, finish, guidepost_at};
use super::keys::Keys;
use super::repo::Repo;

/// How such a site is called, and by which model it is governed.
pub(crate) const SITE: &str = "name = \"Handbook\"\nbase_url = \"https://intranet.example/handbook\"\n\n[governance]\nmodel = \"GM-1\"\nadopted_by = \"sponsor\"\n";
/// The folder of records.
pub(crate) const RECORDS: &str = "content/governance/records";

/// The page of a role, held by these people since the beginning of 2025.
pub(crate) fn role_page(role: &str, people: &[&str]) -> String {
    let holder = |person: &&str| format!("  - name: \"{person}\"\n    from: 2025-01-01\n");
    let holders: String = people.iter().map(holder).collect();
    format!("---\ntitle: The {role}\nkind: role\nid: {role}\nholders:\n{holders}---\nA role.\n")
}

/// A file that is approved with a text, as records name it.
pub(crate) fn named_file(reference: &str, file: &str, id: &str) -> String {
    format!("  - {{reference: {reference}, file: {file}, id: \"{id}\"}}\n")
}

/// A repository with a site in it.
pub(crate) struct GovernedSite {
    repo: Repo,
    /// What the command finds in its environment beside the usual.
    pub(crate) environment: Vec<(&'static str, String)>,
    /// The keys of those who sign what they commit.
    pub(crate) keys: Option<Keys>,
    /// The output of an earlier good build, which nobody writes to.
    pub(crate) good: PathBuf,
    /// The day on which everything is asked.
    today: &'static str,
    /// The day on which something is done.
    day: Cell<&'static str>,
    /// The folder of the site that is asked about, from the top of the repository.
    below: Cell<&'static str>,
}

impl Deref for GovernedSite {
    type Target = Repo;

    fn deref(&self) -> &Repo {
        &self.repo
    }
}

impl GovernedSite {
    /// The site in a repository, which may not be made yet. Everything is asked on this day.
    pub(crate) fn of(repo: Repo, today: &'static str) -> GovernedSite {
        let good = repo.folder.path().join("good");
        std::fs::create_dir(&good).expect("a folder");
        let (day, below) = (Cell::new(today), Cell::new(""));
        GovernedSite { repo, environment: Vec::new(), keys: None, good, today, day, below }
    }

    /// From now on it is the site in this folder that is asked about.
    pub(crate) fn below(&self, folder: &'static str) -> &GovernedSite {
        self.below.set(folder);
        self
    }

    /// From now on things are done on this day.
    pub(crate) fn on(&self, day: &'static str) {
        self.day.set(day);
        self.set_day(day);
    }

    pub(crate) fn day(&self) -> &'static str {
        self.day.get()
    }

    /// Commits everything as it is, as a person.
    pub(crate) fn commit_by(&self, person: &str) {
        self.commit_saying(person, "Change it");
    }

    pub(crate) fn commit_saying(&self, person: &str, message: &str) {
        let has_key = self.keys.as_ref().is_some_and(|keys| keys.has(person));
        self.commit_with_key(person, has_key.then_some(person), message);
    }

    /// Commits as a person, signed with the key of somebody.
    pub(crate) fn commit_with_key(&self, person: &str, key: Option<&str>, message: &str) {
        self.git(&["add", "--all"]);
        let git = self.git_of(person);
        let git = match (key, &self.keys) {
            (Some(key), Some(keys)) => git.signing(&keys.private(key)),
            _ => git,
        };
        git.run(&["commit", "--quiet", "--allow-empty", "--message", message]);
    }

    /// Runs the command on the site, on the day of all questions.
    pub(crate) fn run(&self, arguments: &[&str]) -> CommandRun {
        self.run_on(self.today, arguments)
    }

    /// Runs the command on the site, on another day.
    pub(crate) fn run_on(&self, day: &str, arguments: &[&str]) -> CommandRun {
        let root = self.path().join(self.below.get());
        let mut command = guidepost_at(&root, &[arguments, &["--date", day]].concat());
        command.envs(self.environment.iter().map(|(name, value)| (name, value)));
        finish(command.current_dir(self.path()))
    }

    /// Runs a command that writes a record, on the day that it is; it need not go well.
    pub(crate) fn tries(&self, arguments: &[&str], role: &str, person: &str) -> CommandRun {
        let rest = ["--role", role, "--by", person, "--yes"];
        self.run_on(self.day(), &[arguments, &rest].concat())
    }

    /// Puts something on record, which must go well, and commits it as that person.
    #[track_caller]
    pub(crate) fn puts_on_record(&self, arguments: &[&str], role: &str, person: &str) {
        let said = self.tries(arguments, role, person);
        assert_eq!(said.status, 0, "{arguments:?} as {role}: {}", said.all());
        self.commit_by(person);
    }

    /// Approves the committed text of a page and commits the record.
    #[track_caller]
    pub(crate) fn approve(&self, page: &str, role: &str, person: &str) {
        self.puts_on_record(&["approve", page], role, person);
    }

    /// Every record that there is, by its name.
    pub(crate) fn records(&self) -> Vec<String> {
        let Ok(entries) = std::fs::read_dir(self.path().join(RECORDS)) else { return Vec::new() };
        let name = |entry: std::io::Result<std::fs::DirEntry>| {
            entry.expect("an entry").file_name().to_string_lossy().into_owned()
        };
        let mut names: Vec<String> = entries.map(name).collect();
        names.sort();
        names
    }
}
