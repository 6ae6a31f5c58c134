//! Git, knowing nothing of who runs the tests.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::command::{CommandRun, finish};

/// What else would say where the repository is.
const ELSEWHERE: [&str; 4] = ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_CEILING_DIRECTORIES"];

/// Git in a folder, as somebody, at some time.
pub(crate) struct Git {
    folder: PathBuf,
    author: (String, String),
    committer: (String, String),
    date: String,
    /// Settings for this once.
    settings: Vec<String>,
}

impl Git {
    /// As the hub writes and HR commits, on one day for ever.
    pub(crate) fn at(folder: &Path) -> Git {
        let hub = ("Hub".to_owned(), "hub@example.org".to_owned());
        let hr = ("HR".to_owned(), "hr@example.org".to_owned());
        let date = "2026-11-01T12:00:00Z".to_owned();
        Git { folder: folder.to_owned(), author: hub, committer: hr, date, settings: Vec::new() }
    }

    /// As a person, who has the address PERSON@example.org.
    pub(crate) fn by(mut self, person: &str) -> Git {
        self.author = (person.to_owned(), format!("{person}@example.org"));
        self.committer = self.author.clone();
        self
    }

    /// At a time, in words that git reads.
    pub(crate) fn on(mut self, date: impl Into<String>) -> Git {
        self.date = date.into();
        self
    }

    /// Signing what is committed with the SSH key in a file.
    pub(crate) fn signing(mut self, key: &Path) -> Git {
        let key = format!("user.signingkey={}", key.display());
        self.settings.extend(["gpg.format=ssh".to_owned(), key, "commit.gpgsign=true".to_owned()]);
        self
    }

    /// Git, about to run.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new("git");
        command.current_dir(&self.folder).stdin(Stdio::null());
        without_settings(&mut command);
        command.env("GIT_AUTHOR_NAME", &self.author.0).env("GIT_AUTHOR_EMAIL", &self.author.1);
        command.env("GIT_COMMITTER_NAME", &self.committer.0).env("GIT_COMMITTER_EMAIL", &self.committer.1);
        command.env("GIT_AUTHOR_DATE", &self.date).env("GIT_COMMITTER_DATE", &self.date);
        for setting in &self.settings {
            command.args(["-c", setting]);
        }
        command.args(arguments);
        command
    }

    /// Runs git, which may refuse.
    pub(crate) fn tries(&self, arguments: &[&str]) -> CommandRun {
        finish(&mut self.command(arguments))
    }

    /// Runs git and says what it printed; it must go well.
    #[track_caller]
    pub(crate) fn run(&self, arguments: &[&str]) -> String {
        printed(&mut self.command(arguments))
    }

    /// Makes a repository of the folder, with further arguments of `git init`.
    pub(crate) fn init(&self, arguments: &[&str]) {
        std::fs::create_dir_all(&self.folder).expect("a folder");
        self.run(&[&["init", "--quiet", "--initial-branch=main", "--template="], arguments].concat());
        // Nothing of it goes on behind the back of a test.
        self.run(&["config", "maintenance.auto", "false"]);
    }

    /// Commits everything as it is.
    pub(crate) fn commit(&self, message: &str) {
        self.run(&["add", "--all"]);
        self.run(&["commit", "--quiet", "--message", message]);
    }
}

/// Takes from a program that may run git what this machine, or whoever runs the tests, has set.
pub(crate) fn without_settings(command: &mut Command) {
    for (name, value) in [
        ("GIT_CONFIG_GLOBAL", "/dev/null"),
        ("GIT_CONFIG_NOSYSTEM", "1"),
        ("GIT_ADVICE", "0"),
        ("GIT_PAGER", "cat"),
        ("LC_ALL", "C"),
    ] {
        command.env(name, value);
    }
    for name in ELSEWHERE {
        command.env_remove(name);
    }
}

/// What a program printed, which must have gone well, without the end of its last line.
#[track_caller]
pub(crate) fn printed(command: &mut Command) -> String {
    let run = finish(command);
    assert_eq!(run.status, 0, "{command:?}: {}", run.all());
    run.stdout.trim_end().to_owned()
}
