//! Commits and branches.

use std::path::Path;

use super::Changing;
use crate::support::{Git, write_file};

/// What git keeps to itself of a folder: what is left behind by those who look on.
pub(super) fn begin(folder: &Path) {
    let git = at_hour(folder, 0);
    git.init(&[]);
    git.run(&["commit", "--quiet", "--allow-empty", "--message", "Begin"]);
    write_file(folder, ".git/info/exclude", ".guidepost\nmark-*\n");
}

/// Git, so many hours after the beginning of 2026.
fn at_hour(folder: &Path, hours: u64) -> Git {
    Git::at(folder).on(format!("{} +0000", 1_767_225_600 + 3600 * hours))
}

impl Changing {
    /// Runs git; whether it went well. A checkout or a merge may be refused, and then nothing changes.
    fn git(&self, arguments: &[&str]) -> bool {
        at_hour(self.path(), self.hours).tries(arguments).status == 0
    }

    pub(super) fn commit(&mut self) -> String {
        self.hours += 1;
        let message = format!("Change {}\n\nChange: {}", self.changes, self.random.of(&["major", "minor"]));
        self.git(&["add", "--all"]);
        let committed = self.git(&["commit", "--quiet", "--message", &message]);
        format!("commit {committed}")
    }

    /// Branches made, left and merged, commits taken back, and lists that tell the history otherwise.
    pub(super) fn move_in_history(&mut self) -> String {
        self.hours += 1;
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
        let done = self.git(arguments);
        if !done {
            self.git(&["merge", "--abort"]);
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
        let head = at_hour(self.path(), self.hours).run(&["rev-parse", "HEAD"]);
        format!("{head}\n")
    }
}
