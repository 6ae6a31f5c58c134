//! `guidepost man`: the manual page.

use super::tell::to_stdout;
use super::{Failure, Outcome};

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
    pub(super) fn run(&self) -> Result<Outcome, Failure> {
        if let Some(dir) = &self.out {
            let written =
                std::fs::create_dir_all(dir).and_then(|()| clap_mangen::generate_to(command(), dir));
            written.map_err(|error| Failure::of_path(dir, &error))?;
        } else {
            let mut page = Vec::new();
            clap_mangen::Man::new(command()).render(&mut page)?;
            to_stdout(&page)?;
        }
        Ok(Outcome::Clean)
    }
}

/// The command line with a synopsis that says what it takes; the one that is made of it names no values.
fn command() -> clap::Command {
    super::command()
        .subcommand_value_name("COMMAND")
        .override_usage("guidepost [--root DIR] COMMAND [OPTIONS]")
}
