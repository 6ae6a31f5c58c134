//! Real repositories, made with git itself, and what it says of them.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::Arc;

use guidepost::date::Zone;
use guidepost::diagnostic::Finding;
use guidepost::disk::DiskWorld;
use guidepost::git::Repository;
use guidepost::history::{self, HistorySubject, Names, Telling};
use guidepost::model::{EventKind, PageHistory};
use guidepost::path::FilePath;
use guidepost::world::{Cache, NoCache, Versions};

/// A repository in a folder of its own.
pub(crate) struct Repo {
    folder: tempfile::TempDir,
    /// Hours since the first commit.
    clock: i64,
}

/// The moment of the first commit.
const START: i64 = 1_700_000_000;

/// A text that is long enough to be told from others when a line of it changes.
pub(crate) fn text(name: &str) -> String {
    let line = |line| format!("Line {line} of {name}, which says something of its own.\n");
    (1..=12).map(line).collect::<Vec<_>>().concat()
}

impl Repo {
    pub(crate) fn new() -> Repo {
        Repo::with(&[])
    }

    /// One made with further arguments of `git init`.
    pub(crate) fn with(arguments: &[&str]) -> Repo {
        let repo = Repo { folder: tempfile::tempdir().expect("a folder"), clock: 0 };
        repo.git(&[&["init", "--quiet", "--initial-branch=main"], arguments].concat());
        repo
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Runs git and says what it printed.
    pub(crate) fn git(&self, arguments: &[&str]) -> String {
        said(&git_at(self.path(), self.clock).args(arguments).output().expect("git"), arguments)
    }

    /// Writes a file; nothing of it stays where the text is empty but the file itself.
    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = self.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    }

    /// Commits everything as it is, an hour after the commit before, and says its id.
    pub(crate) fn commit(&mut self, message: &str) -> String {
        self.clock += 1;
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--allow-empty", "--message", message]);
        self.git(&["rev-parse", "HEAD"])
    }

    /// Writes a file and commits it.
    pub(crate) fn save(&mut self, path: &str, text: &str) -> String {
        self.write(path, text);
        self.commit(&format!("Write {path}"))
    }

    /// Moves the clock by so many hours.
    pub(crate) fn pass(&mut self, hours: i64) {
        self.clock += hours;
    }

    /// Begins a merge of branches and leaves it open, whatever they disagree on.
    pub(crate) fn begin_merge(&self, branches: &[&str]) {
        let arguments = [&["merge", "--quiet", "--no-ff", "--no-commit"], branches].concat();
        let _conflicts = git_at(self.path(), self.clock).args(arguments).output().expect("git");
    }

    /// Merges branches that do not disagree.
    pub(crate) fn merge(&mut self, branches: &[&str]) -> String {
        self.begin_merge(branches);
        self.commit("Merge")
    }

    /// The commits that `git log -- PATH` shows.
    pub(crate) fn log(&self, path: &str) -> Vec<String> {
        lines(&self.git(&["log", "--format=%H", "--", &format!(":(literal){path}")]))
    }

    /// The commits that `git log --follow -- PATH` shows.
    pub(crate) fn follow(&self, path: &str) -> Vec<String> {
        lines(&self.git(&["log", "--follow", "--format=%H", "--", path]))
    }

    /// What we say of a page.
    pub(crate) fn history(&self, page: &str) -> PageHistory {
        self.histories(&[page]).0.remove(0)
    }

    /// What we say of pages, and what was found.
    pub(crate) fn histories(&self, pages: &[&str]) -> (Vec<PageHistory>, Vec<Finding>) {
        histories(self.path(), pages, Box::new(NoCache))
    }
}

/// What we say of pages of a site, and what was found.
pub(crate) fn histories(
    root: &Path,
    pages: &[&str],
    cache: Box<dyn Cache>,
) -> (Vec<PageHistory>, Vec<Finding>) {
    let world = DiskWorld::new(root, None).expect("a world").with_cache(cache);
    world.see_versions(Repository::open(root).map(|repository| Arc::new(repository) as Arc<dyn Versions>));
    let subject =
        |page: &&str| HistorySubject { file: FilePath::new(page).expect("a path"), stated: Vec::new() };
    let subjects: Vec<HistorySubject> = pages.iter().map(subject).collect();
    let telling = Telling { zone: Zone::utc(), ignore: None, names: Names::AsWanted };
    let checked = history::histories_of(&world, &subjects, &telling);
    (checked.value, checked.findings)
}

/// The commits of the revisions, the newest first.
pub(crate) fn commits(history: &PageHistory) -> Vec<String> {
    history.revisions.iter().map(|revision| revision.commit.id.to_string()).collect()
}

/// What else happened, with the commit of each, in words.
pub(crate) fn events(history: &PageHistory) -> Vec<(String, String)> {
    let words = |kind: &EventKind| match kind {
        EventKind::Deleted => "deleted".to_owned(),
        EventKind::Recreated => "recreated".to_owned(),
        EventKind::ModeChanged => "mode".to_owned(),
        EventKind::Moved { from, to } => format!("{from} -> {to}"),
    };
    history.events.iter().map(|event| (event.commit.id.to_string(), words(&event.kind))).collect()
}

/// Git in a folder, at an hour, knowing nothing of who runs the tests.
pub(crate) fn git_at(folder: &Path, hours: i64) -> Command {
    let when = format!("{} +0100", START + 3600 * hours);
    let mut command = Command::new("git");
    command.current_dir(folder);
    for (name, value) in [
        ("GIT_CONFIG_GLOBAL", "/dev/null"),
        ("GIT_CONFIG_NOSYSTEM", "1"),
        ("GIT_AUTHOR_NAME", "Hub"),
        ("GIT_AUTHOR_EMAIL", "hub@example.org"),
        ("GIT_COMMITTER_NAME", "HR"),
        ("GIT_COMMITTER_EMAIL", "hr@example.org"),
        ("GIT_AUTHOR_DATE", &when),
        ("GIT_COMMITTER_DATE", &when),
        ("GIT_ADVICE", "0"),
        ("LC_ALL", "C"),
    ] {
        command.env(name, value);
    }
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_CEILING_DIRECTORIES"] {
        command.env_remove(name);
    }
    command
}

/// What git printed; it must have gone well.
pub(crate) fn said(output: &Output, arguments: &[&str]) -> String {
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "git {arguments:?}: {stderr}");
    String::from_utf8(output.stdout.clone()).expect("text").trim_end().to_owned()
}

fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::to_owned).collect()
}

/// A folder beside the repository, for clones.
pub(crate) fn beside() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("clone");
    (folder, path)
}

/// Lets a file be written to; git makes objects read-only.
pub(crate) fn make_writable(path: &Path) {
    let mut permissions = std::fs::metadata(path).expect("a file").permissions();
    #[expect(clippy::permissions_set_readonly_false, reason = "a file of a test")]
    permissions.set_readonly(false);
    std::fs::set_permissions(path, permissions).expect("a file");
}
