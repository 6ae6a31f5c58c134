//! The command, run to its end.

use std::path::Path;
use std::process::{Command, Stdio};

/// The command, in an environment that says nothing of colour or of a terminal's width.
pub(crate) fn guidepost() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_guidepost"));
    for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLORTERM", "COLUMNS"] {
        command.env_remove(name);
    }
    command.stdin(Stdio::null());
    command
}

/// The command on the site in a folder.
pub(crate) fn guidepost_at(root: &Path, arguments: &[&str]) -> Command {
    let mut command = guidepost();
    command.arg("--root").arg(root).args(arguments);
    command
}

/// What a program printed and how it ended.
pub(crate) struct CommandRun {
    pub(crate) status: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// Runs the command with these arguments.
pub(crate) fn run(arguments: &[&str]) -> CommandRun {
    finish(guidepost().args(arguments))
}

/// Runs a program to its end.
pub(crate) fn finish(command: &mut Command) -> CommandRun {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    CommandRun {
        status: output.status.code().expect("no signal ended it"),
        stdout: String::from_utf8(output.stdout).expect("text"),
        stderr: String::from_utf8(output.stderr).expect("text"),
    }
}

impl CommandRun {
    /// It must have gone well.
    #[track_caller]
    pub(crate) fn well(self) -> CommandRun {
        assert_eq!(self.status, 0, "{}", self.all());
        self
    }

    /// What is printed holds these words.
    #[track_caller]
    pub(crate) fn says(&self, words: &str) {
        assert!(self.stdout.contains(words), "no `{words}` in:\n{}", self.all());
    }

    /// The file that it says it wrote.
    pub(crate) fn file(&self) -> &str {
        self.stdout.lines().find_map(|line| line.strip_prefix("Wrote ")).expect("a file")
    }

    /// Everything that it printed.
    pub(crate) fn all(&self) -> String {
        format!("{}{}", self.stdout, self.stderr)
    }
}
