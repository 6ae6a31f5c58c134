//! Real repositories, made with git itself.

use std::cell::Cell;
use std::path::{Path, PathBuf};

use super::files::write_file;
use super::git::Git;

/// The moment from which the first commit is an hour away.
const START: i64 = 1_700_000_000;

/// A repository in a folder of its own, with a clock that goes on with what is done.
pub(crate) struct Repo {
    /// Where things may be put that stand beside it.
    pub(crate) folder: tempfile::TempDir,
    path: PathBuf,
    /// Who does what nobody is named for; otherwise the hub writes it and HR commits it.
    usual: Option<&'static str>,
    /// The second that it is.
    clock: Cell<i64>,
    /// How many seconds went by between two commands of one day.
    ticks: Cell<i64>,
}

impl Repo {
    pub(crate) fn new() -> Repo {
        Repo::with(&[])
    }

    /// One made with further arguments of `git init`.
    pub(crate) fn with(arguments: &[&str]) -> Repo {
        let repo = Repo::not_yet(None);
        repo.as_usual().init(arguments);
        repo
    }

    /// A place for one that is not there yet, in which somebody does what nobody is named for.
    pub(crate) fn not_yet(usual: Option<&'static str>) -> Repo {
        // In memory where that is to be had: a third of the time goes into small files.
        let memory = Path::new("/dev/shm");
        let folder = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() };
        let folder = folder.expect("a folder");
        let path = folder.path().join("site");
        Repo { folder, path, usual, clock: Cell::new(START), ticks: Cell::new(0) }
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Git at the moment that it is.
    pub(crate) fn as_usual(&self) -> Git {
        let git = Git::at(&self.path).on(format!("{} +0100", self.clock.get()));
        if let Some(person) = self.usual { git.by(person) } else { git }
    }

    /// Git as a person, a second later.
    pub(crate) fn git_of(&self, person: &str) -> Git {
        self.ticks.set(self.ticks.get() + 1);
        self.clock.set(self.clock.get() + 1);
        self.as_usual().by(person)
    }

    /// Runs git and says what it printed; it must go well.
    #[track_caller]
    pub(crate) fn git(&self, arguments: &[&str]) -> String {
        self.as_usual().run(arguments)
    }

    pub(crate) fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        write_file(&self.path, path, bytes);
    }

    pub(crate) fn read(&self, path: &str) -> String {
        std::fs::read_to_string(self.path.join(path)).expect("a text")
    }

    pub(crate) fn remove(&self, path: &str) {
        std::fs::remove_file(self.path.join(path)).expect("a file");
    }

    /// Puts other words for some in a file; the words must be there.
    #[track_caller]
    pub(crate) fn replace(&self, path: &str, from: &str, to: &str) {
        let text = self.read(path);
        assert!(text.contains(from), "no `{from}` in {path}:\n{text}");
        self.write(path, text.replace(from, to));
    }

    /// The object id of a committed file.
    pub(crate) fn id(&self, path: &str) -> String {
        self.git(&["rev-parse", &format!("HEAD:{path}")])
    }

    /// Commits everything as it is, an hour after the commit before, and says its id.
    pub(crate) fn commit(&self, message: &str) -> String {
        self.pass(1);
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--allow-empty", "--message", message]);
        self.git(&["rev-parse", "HEAD"])
    }

    /// Writes a file and commits it.
    pub(crate) fn save(&self, path: &str, text: &str) -> String {
        self.write(path, text);
        self.commit(&format!("Write {path}"))
    }

    /// Moves the clock by so many hours.
    pub(crate) fn pass(&self, hours: i64) {
        self.clock.set(self.clock.get() + 3600 * hours);
    }

    /// Sets the clock to ten in the morning of a day, and no moment that was before.
    pub(crate) fn set_day(&self, day: &str) {
        let day: jiff::civil::Date = day.parse().expect("a day");
        let ten = day.at(10, 0, 0, 0).to_zoned(jiff::tz::TimeZone::UTC).expect("a moment");
        self.clock.set(ten.timestamp().as_second() + self.ticks.get());
    }

    /// Begins a merge of branches and leaves it open, whatever they disagree on.
    pub(crate) fn begin_merge(&self, branches: &[&str]) {
        let arguments = [&["merge", "--quiet", "--no-ff", "--no-commit"], branches].concat();
        let _conflicts = self.as_usual().tries(&arguments);
    }

    /// Merges branches that do not disagree.
    pub(crate) fn merge(&self, branches: &[&str]) -> String {
        self.begin_merge(branches);
        self.commit("Merge")
    }
}

/// A folder beside the repository, for clones.
pub(crate) fn beside() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("clone");
    (folder, path)
}
