//! Commits and branches.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::Changing;

/// Git in a folder, with a clock of its own.
pub(super) struct Git {
    folder: PathBuf,
    /// Hours since the first commit.
    hours: u64,
}

impl Git {
    pub(super) fn init(folder: &Path) -> Git {
        let git = Git { folder: folder.to_owned(), hours: 0 };
        git.run(&["init", "--quiet", "--initial-branch=main"]);
        git.run(&["commit", "--quiet", "--allow-empty", "--message", "Begin"]);
        std::fs::write(folder.join(".git/info/exclude"), ".guidepost\nmark-*\n").expect("written");
        git
    }

    /// Runs git; whether it went well. A checkout or a merge may be refused, and then nothing changes.
    pub(super) fn run(&self, arguments: &[&str]) -> bool {
        let mut command = Command::new("git");
        command.current_dir(&self.folder).args(arguments);
        command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
        for who in ["AUTHOR", "COMMITTER"] {
            command.env(format!("GIT_{who}_NAME"), "Hub").env(format!("GIT_{who}_EMAIL"), "hub@example.org");
            command.env(format!("GIT_{who}_DATE"), format!("{} +0000", 1_767_225_600 + 3600 * self.hours));
        }
        command.output().expect("git").status.success()
    }
}

impl Changing {
    pub(super) fn commit(&mut self) -> String {
        self.git.hours += 1;
        let message = format!("Change {}\n\nChange: {}", self.changes, self.random.of(&["major", "minor"]));
        self.git.run(&["add", "--all"]);
        let committed = self.git.run(&["commit", "--quiet", "--message", &message]);
        format!("commit {committed}")
    }

    /// Branches made, left and merged, commits taken back, and lists that tell the history otherwise.
    pub(super) fn move_in_history(&mut self) -> String {
        self.git.hours += 1;
        let branch = self.random.of(&["one", "two", "main"]);
        let message = format!("Merge {branch}, {}", self.changes);
        let arguments: &[&str] = match self.random.below(8) {
            0 => &["checkout", "--quiet", "-b", branch],
            1 | 2 => &["checkout", "--quiet", "--force", branch],
            3 => &["reset", "--quiet", "--hard", "HEAD~1"],
            4 => &["reset", "--quiet", "--soft", "HEAD~1"],
            5 => &["merge", "--quiet", "-X", "theirs", "--message", &message, branch],
            6 => &["gc", "--quiet"],
            _ => return self.list(),
        };
        let done = self.git.run(arguments);
        if !done {
            self.git.run(&["merge", "--abort"]);
        }
        format!("git {} {done}", arguments.join(" "))
    }

    fn list(&mut self) -> String {
        let (file, text) = match self.random.below(3) {
            0 => (".mailmap", "The desk <hub@example.org>\n".to_owned()),
            1 => (".folded", self.head()),
            _ => (".git-blame-ignore-revs", self.head()),
        };
        let text = if self.random.chance(40) { "" } else { &text };
        self.save(file, text);
        format!("write {file} {text:?}")
    }

    fn head(&self) -> String {
        let said =
            Command::new("git").current_dir(self.path()).args(["rev-parse", "HEAD"]).output().expect("git");
        String::from_utf8_lossy(&said.stdout).into_owned()
    }
}
