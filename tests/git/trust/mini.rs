//! The site that is attacked: what people do with it, as they would do it.

use std::cell::Cell;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use crate::support::{Said, finish, guidepost};
use crate::trust::recipe::Recipe;

/// The day on which everything is asked, later than every commit.
pub(crate) const TODAY: &str = "2025-03-31";
/// A day on which the first text is in force and nothing else has happened.
pub(crate) const QUIET: &str = "2025-01-15";
/// The day of the commit that nobody approved.
pub(crate) const DRAFTED: &str = "2025-01-20";
/// The day on which attacks begin.
pub(crate) const ATTACK: &str = "2025-03-03";

/// The guideline's file.
pub(crate) const GIFTS: &str = "content/guidelines/gifts.md";
/// The folder of records.
pub(crate) const RECORDS: &str = "content/governance/records";
/// What is approved of the guideline.
pub(crate) const APPROVED: &str = "We accept no gift above twenty crowns.";
/// A word that nobody approved: it stands in the draft alone.
pub(crate) const CANARY: &str = "zebracanary";

/// A site in a folder of its own, with the output of an earlier good build beside it.
pub(crate) struct Mini {
    pub(crate) folder: tempfile::TempDir,
    /// What the command finds in its environment beside the usual.
    pub(crate) environment: Vec<(&'static str, String)>,
    /// Where the keys of people are, who then sign what they commit.
    pub(crate) keys: Option<PathBuf>,
    /// The output of an earlier good build, which nobody writes to.
    good: PathBuf,
    day: Cell<&'static str>,
    /// The folder of the site that is asked about, from the top of the repository.
    site: Cell<&'static str>,
    commits: Cell<u32>,
}

impl Mini {
    /// The site with its draft, committed.
    pub(crate) fn new() -> Mini {
        static DRAFT: OnceLock<PathBuf> = OnceLock::new();
        let make = || {
            let mini = Mini::approved();
            mini.draft();
            mini
        };
        Mini::shared(&DRAFT, "draft", make)
    }

    /// The site before there was a draft.
    pub(crate) fn approved() -> Mini {
        static PLAIN: OnceLock<PathBuf> = OnceLock::new();
        Mini::shared(&PLAIN, "plain", || Recipe::default().make())
    }

    /// A copy of a site that is made once.
    pub(crate) fn shared(template: &OnceLock<PathBuf>, name: &str, make: impl FnOnce() -> Mini) -> Mini {
        let template = template.get_or_init(|| {
            let template = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("trust-{name}"));
            let _none = std::fs::remove_dir_all(&template);
            let mini = make();
            copy(&mini.root(), &template.join("site"));
            copy(&mini.good, &template.join("good"));
            template
        });
        let mut mini = Mini::empty();
        copy(&template.join("site"), &mini.root());
        mini.good = template.join("good");
        mini
    }

    /// A folder with nothing in it yet.
    pub(crate) fn empty() -> Mini {
        // In memory where that is to be had: a third of the time goes into small files.
        let memory = Path::new("/dev/shm");
        let folder = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() };
        let folder = folder.expect("a folder");
        let good = folder.path().join("good");
        std::fs::create_dir(&good).expect("a folder");
        let (day, site, commits) = (Cell::new(ATTACK), Cell::new(""), Cell::new(0));
        Mini { folder, environment: Vec::new(), keys: None, good, day, site, commits }
    }

    /// Clones it, from its address as a server would give it, with further arguments of `git clone`.
    pub(crate) fn cloned(&self, arguments: &[&str]) -> Mini {
        let mut clone = Mini::empty();
        self.git(&["config", "uploadpack.allowFilter", "true"]);
        let address = format!("file://{}", self.root().display());
        let target = clone.root().display().to_string();
        self.git(&[&["clone", "--quiet"], arguments, &[&address, &target]].concat());
        clone.good.clone_from(&self.good);
        clone
    }

    /// The folder of `site.toml`.
    pub(crate) fn root(&self) -> PathBuf {
        self.folder.path().join("site")
    }

    /// The output of an earlier good build.
    pub(crate) fn good(&self) -> &Path {
        &self.good
    }

    /// From now on it is the site in this folder that is asked about.
    pub(crate) fn below(&self, folder: &'static str) -> &Mini {
        self.site.set(folder);
        self
    }

    /// From now on it is this day.
    pub(crate) fn on(&self, day: &'static str) {
        self.day.set(day);
    }

    pub(crate) fn day(&self) -> &'static str {
        self.day.get()
    }

    pub(crate) fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let path = self.root().join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, bytes).expect("a file");
    }

    pub(crate) fn read(&self, path: &str) -> String {
        std::fs::read_to_string(self.root().join(path)).expect("a text")
    }

    pub(crate) fn remove(&self, path: &str) {
        std::fs::remove_file(self.root().join(path)).expect("a file");
    }

    /// Puts other words for some in a file; the words must be there.
    pub(crate) fn replace(&self, path: &str, from: &str, to: &str) {
        let text = self.read(path);
        assert!(text.contains(from), "no `{from}` in {path}:\n{text}");
        self.write(path, text.replace(from, to));
    }

    /// Adds the sentence that nobody approved, and commits it.
    pub(crate) fn draft(&self) {
        self.on(DRAFTED);
        self.write(GIFTS, self.read(GIFTS) + "\nGifts of any worth are zebracanary welcome.\n");
        self.commit("editor");
        self.on(ATTACK);
    }

    /// Git in the site's folder, as a person, knowing nothing of who runs the tests.
    pub(crate) fn git_of(&self, person: &str) -> Command {
        let minute = self.commits.get();
        self.commits.set(minute + 1);
        let when = format!("{}T10:{:02}:{:02}+00:00", self.day(), minute / 60, minute % 60);
        let address = format!("{person}@example.org");
        let mut command = Command::new("git");
        command.current_dir(self.root()).stdin(Stdio::null());
        for (name, value) in [
            ("GIT_CONFIG_GLOBAL", "/dev/null"),
            ("GIT_CONFIG_NOSYSTEM", "1"),
            ("GIT_AUTHOR_NAME", person),
            ("GIT_AUTHOR_EMAIL", &address),
            ("GIT_COMMITTER_NAME", person),
            ("GIT_COMMITTER_EMAIL", &address),
            ("GIT_AUTHOR_DATE", &when),
            ("GIT_COMMITTER_DATE", &when),
            ("LC_ALL", "C"),
        ] {
            command.env(name, value);
        }
        for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_CEILING_DIRECTORIES"] {
            command.env_remove(name);
        }
        command
    }

    /// Runs git and says what it printed; it must go well.
    pub(crate) fn git(&self, arguments: &[&str]) -> String {
        said(self.git_of("editor").args(arguments))
    }

    /// Commits everything as it is.
    pub(crate) fn commit(&self, person: &str) {
        self.commit_saying(person, "Change it");
    }

    pub(crate) fn commit_saying(&self, person: &str, message: &str) {
        let key = self.keys.as_ref().filter(|keys| keys.join(person).is_file());
        self.commit_with_key(person, key.map(|_| person), message);
    }

    /// Commits as a person, signed with the key of somebody.
    pub(crate) fn commit_with_key(&self, person: &str, key: Option<&str>, message: &str) {
        self.git(&["add", "--all"]);
        let mut command = self.git_of(person);
        if let (Some(key), Some(keys)) = (key, &self.keys) {
            let key = format!("user.signingkey={}", keys.join(key).display());
            command.args(["-c", "gpg.format=ssh", "-c", &key, "-c", "commit.gpgsign=true"]);
        }
        said(command.args(["commit", "--quiet", "--allow-empty", "--message", message]));
    }

    /// The object id of a committed file.
    pub(crate) fn id(&self, path: &str) -> String {
        self.git(&["rev-parse", &format!("HEAD:{path}")])
    }

    /// Runs the command on the site, on the day of all questions.
    pub(crate) fn run(&self, arguments: &[&str]) -> Said {
        self.run_on(TODAY, arguments)
    }

    pub(crate) fn run_on(&self, day: &str, arguments: &[&str]) -> Said {
        let mut command = guidepost();
        command.arg("--root").arg(self.root().join(self.site.get())).args(arguments).args(["--date", day]);
        for (name, value) in &self.environment {
            command.env(name, value);
        }
        finish(command.current_dir(self.folder.path()).stdin(Stdio::null()))
    }

    /// Runs a command that writes a record, on the day that it is; it need not go well.
    pub(crate) fn tries(&self, arguments: &[&str], role: &str, person: &str) -> Said {
        let rest = ["--role", role, "--by", person, "--yes"];
        self.run_on(self.day(), &[arguments, &rest].concat())
    }

    /// Puts something on record, which must go well, and commits it as that person.
    pub(crate) fn puts_on_record(&self, arguments: &[&str], role: &str, person: &str) {
        let said = self.tries(arguments, role, person);
        assert_eq!(said.status, 0, "{arguments:?} as {role}: {}{}", said.stdout, said.stderr);
        self.commit(person);
    }

    /// Approves the committed text of a page and commits the record.
    pub(crate) fn approve(&self, page: &str, role: &str, person: &str) {
        self.puts_on_record(&["approve", page], role, person);
    }

    /// Signs the guideline by hook or by crook: with the command, and where it refuses with a record by hand.
    pub(crate) fn sign(&self, role: &str, person: &str) {
        self.sign_without_commit(role, person);
        self.commit(person);
    }

    pub(crate) fn sign_without_commit(&self, role: &str, person: &str) {
        if self.tries(&["approve", "GL-1"], role, person).status != 0 {
            let text = self.forged(role, person);
            let name: String = person.chars().filter(char::is_ascii_alphanumeric).collect();
            self.write(&format!("{RECORDS}/forged-{role}-{name}.yaml"), text);
        }
    }

    /// A record by hand of the guideline's committed text, in the form that the command writes today.
    pub(crate) fn forged(&self, role: &str, person: &str) -> String {
        static FORM: OnceLock<String> = OnceLock::new();
        let form = FORM.get_or_init(|| {
            let mini = Mini::new();
            let said = mini.tries(&["approve", "GL-1"], "lead", "team-lead");
            assert_eq!(said.status, 0, "{}", said.stderr);
            mini.read(&mini.git(&["ls-files", "--others", "--exclude-standard", RECORDS]))
        });
        let line = |line: &str| match line.split(':').next() {
            Some("text") => format!("text: \"{}\"\n", self.id(GIFTS)),
            Some("role") => format!("role: {role}\n"),
            Some("person") => format!("person: {person}\n"),
            Some("date") => format!("date: {}\n", self.day()),
            _ => format!("{line}\n"),
        };
        form.lines().map(line).collect()
    }
}

/// Copies a folder with everything in it.
pub(crate) fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    let done = Command::new("cp").arg("-a").arg(from.join(".")).arg(to).status().expect("cp");
    assert!(done.success());
}

/// What a command printed; it must go well.
pub(crate) fn said(command: &mut Command) -> String {
    let output = command.output().expect("it runs");
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("text").trim_end().to_owned()
}
