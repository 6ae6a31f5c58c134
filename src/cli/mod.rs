//! The command line: one command, one file, with its arguments and what it does.

#![expect(clippy::disallowed_methods, reason = "commands make files and open a browser")]

mod build;
mod check;
mod completions;
mod diff;
mod history;
pub mod init;
mod load;
mod man;
pub mod new;
mod progress;
mod schema;
mod serve;

use std::fmt;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

/// Publishes the guidelines, playbooks and training that an organisation runs itself by:
/// a folder of Markdown pages in, a checked and cross-linked site out.
#[derive(Parser, Debug)]
#[command(name = "guidepost", version, about, max_term_width = 100, after_help = EXAMPLES)]
struct Arguments {
    /// The site's folder: the one with site.toml, or any folder of Markdown pages.
    #[arg(long, global = true, value_name = "DIR", default_value = ".")]
    root: PathBuf,
    #[command(subcommand)]
    command: Command,
}

const EXAMPLES: &str = "Examples:
  guidepost serve --open             show this folder in the browser, live
  guidepost check                    name everything that is wrong, write nothing
  guidepost build --out /srv/www     write the finished site
  guidepost init handbook            start a new site
  guidepost new guideline guidelines/gifts.md";

#[derive(Subcommand, Debug)]
enum Command {
    Build(build::Build),
    Check(check::Check),
    Serve(serve::Serve),
    History(history::History),
    Diff(diff::Diff),
    New(new::New),
    Init(init::Init),
    Schema(schema::Schema),
    Completions(completions::Completions),
    Man(man::Man),
}

/// How a command ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Outcome {
    /// Nothing is wrong.
    Clean,
    /// Something must be mended: exit status 1.
    Findings,
}

/// Why a command could not run: exit status 2.
#[derive(Debug)]
struct Failure {
    message: String,
    hint: Option<String>,
}

impl Failure {
    fn new(message: impl fmt::Display) -> Failure {
        Failure { message: message.to_string(), hint: None }
    }

    fn hint(self, hint: impl fmt::Display) -> Failure {
        Failure { hint: Some(hint.to_string()), ..self }
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Failure {
        Failure::new(error)
    }
}

/// Runs the command that the arguments of this process name.
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    let root = &arguments.root;
    let outcome = match arguments.command {
        Command::Build(build) => build.run(root),
        Command::Check(check) => check.run(root),
        Command::Serve(serve) => serve.run(root),
        Command::History(history) => history.run(root),
        Command::Diff(diff) => diff.run(root),
        Command::New(new) => new.run(root),
        Command::Init(init) => init.run(),
        Command::Schema(schema) => schema.run(root),
        Command::Completions(completions) => completions.run(),
        Command::Man(man) => man.run(),
    };
    match outcome {
        Ok(Outcome::Clean) => ExitCode::SUCCESS,
        Ok(Outcome::Findings) => ExitCode::from(1),
        Err(failure) => {
            say_failure(&failure);
            ExitCode::from(2)
        }
    }
}

/// The whole command line as data, for completions and the manual.
fn command() -> clap::Command {
    Arguments::command()
}

fn say_failure(failure: &Failure) {
    use std::io::Write as _;
    let bold = anstyle::Style::new().bold().fg_color(Some(anstyle::AnsiColor::Red.into()));
    let mut stderr = anstream::stderr().lock();
    // There is nobody left to tell that telling failed.
    let _ = writeln!(stderr, "{bold}error{bold:#}: {}", failure.message);
    if let Some(hint) = &failure.hint {
        let _ = writeln!(stderr, "  help: {hint}");
    }
}
