//! `guidepost man`: the manual page.

use super::governed::refuse_kept;
use super::outcome::{Failure, Outcome};
use super::printing::to_stdout;

/// Print the manual page, or write one for every command into a folder.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  guidepost man | man -l -
  guidepost man --out /usr/local/share/man/man1")]
pub(super) struct Man {
    /// The folder to write the pages of all commands into.
    #[arg(long, value_name = "DIR")]
    out: Option<std::path::PathBuf>,
}

impl Man {
    /// Prints or writes the manual of a command line.
    pub(super) fn run(&self, command_line: clap::Command) -> Result<Outcome, Failure> {
        if let Some(dir) = &self.out {
            refuse_kept(dir)?;
            let written = std::fs::create_dir_all(dir)
                .and_then(|()| clap_mangen::generate_to(with_synopsis(command_line), dir));
            written.map_err(|error| Failure::of_path(dir, &error))?;
        } else {
            let mut page = Vec::new();
            clap_mangen::Man::new(with_synopsis(command_line)).render(&mut page)?;
            to_stdout(&page)?;
        }
        Ok(Outcome::Clean)
    }
}

/// The command line with a synopsis that says what it takes; the one that is made from it names no values.
fn with_synopsis(command_line: clap::Command) -> clap::Command {
    command_line.subcommand_value_name("COMMAND").override_usage("guidepost [--root DIR] COMMAND [OPTIONS]")
}
