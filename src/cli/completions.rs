//! `guidepost completions`: completion scripts for shells.

use super::outcome::{Failure, Outcome};
use super::printing::to_stdout;

/// Print a completion script for a shell.
#[derive(clap::Args, Debug)]
#[command(after_help = "Example:
  guidepost completions bash > /etc/bash_completion.d/guidepost")]
pub(super) struct Completions {
    /// The shell.
    shell: clap_complete::Shell,
}

impl Completions {
    /// Prints the script for a command line.
    pub(super) fn run(&self, mut command_line: clap::Command) -> Result<Outcome, Failure> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut command_line, "guidepost", &mut script);
        to_stdout(&script)?;
        Ok(Outcome::Clean)
    }
}
