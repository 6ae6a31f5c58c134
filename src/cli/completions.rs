//! `guidepost completions`: completion scripts for shells.

use super::tell::to_stdout;
use super::{Failure, Outcome};

/// Print a completion script for a shell.
#[derive(clap::Args, Debug)]
#[command(after_help = "Example:
  guidepost completions bash > /etc/bash_completion.d/guidepost")]
pub(super) struct Completions {
    /// The shell.
    shell: clap_complete::Shell,
}

impl Completions {
    pub(super) fn run(&self) -> Result<Outcome, Failure> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut super::command(), "guidepost", &mut script);
        to_stdout(&script)?;
        Ok(Outcome::Clean)
    }
}
