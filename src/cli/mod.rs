//! The command line: one command, one file, with its arguments and what it does.

#![expect(clippy::disallowed_methods, reason = "commands make files and open a browser")]

mod ahead;
mod appoint;
mod approve;
mod ask;
mod attest;
mod audit;
mod build;
mod check;
mod checklist;
mod completions;
mod course_package;
mod decline;
mod diff;
mod export;
mod exporting;
mod governed;
mod governed_site;
mod history;
pub mod init;
mod load;
mod man;
mod needs;
pub mod new;
mod numbers;
mod outcome;
mod outside;
mod paper;
mod printing;
mod progress;
mod publish;
mod putting;
mod question;
mod register;
mod releases;
mod rendering;
mod review;
mod revoke;
mod rollback;
mod root;
mod schema;
mod serve;
mod sign;
mod sources;
mod verify;
mod waive;
mod withdraw;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

use crate::diagnostic::defect;
use crate::shell;
use outcome::{Failure, Outcome};

/// Publishes the guidelines, playbooks and training that an organisation runs itself by:
/// a folder of Markdown pages in, a checked and cross-linked site out.
#[derive(Parser, Debug)]
#[command(name = "guidepost", version, about, max_term_width = 100, after_help = EXAMPLES)]
struct Arguments {
    /// The site's folder, which may be any folder of Markdown pages [default: the nearest one upwards with
    /// site.toml, else this one].
    #[arg(long, global = true, value_name = "DIR")]
    root: Option<PathBuf>,
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
    Check(check::CheckCommand),
    Serve(serve::Serve),
    Publish(publish::Publish),
    Releases(releases::Releases),
    Rollback(rollback::Rollback),
    Verify(verify::Verify),
    History(history::HistoryCommand),
    Diff(diff::Diff),
    Checklist(checklist::ChecklistCommand),
    Register(register::RegisterCommand),
    Approve(approve::Approve),
    Decline(decline::Decline),
    Review(review::Review),
    Attest(attest::Attest),
    Waive(waive::Waive),
    Withdraw(withdraw::Withdraw),
    Revoke(revoke::Revoke),
    Appoint(appoint::Appoint),
    Needs(needs::NeedsCommand),
    Audit(audit::Audit),
    Ask(ask::Ask),
    Export(export::Export),
    New(new::New),
    Init(init::Init),
    Schema(schema::Schema),
    Completions(completions::Completions),
    Man(man::Man),
}

/// Runs the command that the arguments of this process name.
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    defect::listen();
    // What is not contained elsewhere may be evidence: whoever cannot work on it says nothing of it.
    let run = defect::caught(|| run_command(arguments));
    match run.unwrap_or_else(|defects| Err(Failure::of_defects(&defects))) {
        Ok(Outcome::Clean) => ExitCode::SUCCESS,
        Ok(Outcome::Findings) => ExitCode::from(1),
        Err(failure) => {
            say_failure(&failure);
            ExitCode::from(2)
        }
    }
}

fn run_command(arguments: Arguments) -> Result<Outcome, Failure> {
    let Arguments { root: named, command } = arguments;
    match command {
        Command::Init(init) => of_no_site("init", named).and_then(|()| init.run()),
        Command::Completions(completions) => {
            of_no_site("completions", named).and_then(|()| completions.run(Arguments::command()))
        }
        Command::Man(man) => of_no_site("man", named).and_then(|()| man.run(Arguments::command())),
        Command::Build(build) => build.run(&root::root(named)?),
        Command::Check(check) => check.run(&root::root(named)?),
        Command::Serve(serve) => serve.run(&root::root(named)?),
        Command::Publish(publish) => publish.run(&root::root(named)?),
        Command::Releases(releases) => releases.run(&root::root(named)?),
        Command::Rollback(rollback) => rollback.run(&root::root(named)?),
        Command::Verify(verify) => verify.run(&root::root(named)?),
        Command::History(history) => history.run(&root::root(named)?),
        Command::Diff(diff) => diff.run(&root::root(named)?),
        Command::Checklist(checklist) => checklist.run(&root::root(named)?),
        Command::Register(register) => register.run(&root::root(named)?),
        Command::Approve(approve) => approve.run(&root::root(named)?),
        Command::Decline(decline) => decline.run(&root::root(named)?),
        Command::Review(review) => review.run(&root::root(named)?),
        Command::Attest(attest) => attest.run(&root::root(named)?),
        Command::Waive(waive) => waive.run(&root::root(named)?),
        Command::Withdraw(withdraw) => withdraw.run(&root::root(named)?),
        Command::Revoke(revoke) => revoke.run(&root::root(named)?),
        Command::Appoint(appoint) => appoint.run(&root::root(named)?),
        Command::Needs(needs) => needs.run(&root::root(named)?),
        Command::Audit(audit) => audit.run(&root::root(named)?),
        Command::Ask(ask) => ask.run(&root::root(named)?),
        Command::Export(export) => export.run(&root::root(named)?),
        Command::New(new) => new.run(&root::root(named)?),
        Command::Schema(schema) => schema.run(&root::root(named)?),
    }
}

/// Refuses `--root` for a command that looks at no site.
fn of_no_site(command: &str, root: Option<PathBuf>) -> Result<(), Failure> {
    let Some(root) = root else { return Ok(()) };
    let failure =
        Failure::new(format!("`guidepost {command}` looks at no site, so `--root` means nothing to it"));
    Err(match command {
        "init" => failure.hint(format!(
            "name the new folder alone: `guidepost init {}`",
            shell::word(&root.to_string_lossy())
        )),
        _ => failure.hint("leave it out"),
    })
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
