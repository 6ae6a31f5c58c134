//! `guidepost serve`: shows the site in the browser, and keeps up with whoever writes it.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use super::load::{Then, no_root, then};
use super::tell::{Counts, pages, since, tell};
use super::{Failure, Outcome};
use crate::date::Day;
use crate::disk::DiskWorld;
use crate::serve::{Compiled, Earlier, News, Options, Port, ServeError, Server};

/// Show the site in the browser, live.
///
/// Every save is compiled and shown at once, drafts included. Only this machine is answered.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  guidepost serve
  guidepost serve --open
  guidepost serve --root handbook --port 8080

Exit status: 0 ended by Ctrl-C, 2 not started.")]
pub(super) struct Serve {
    /// The port; 0 for any that is free [default: 4000, or the next that is free].
    #[arg(long, value_name = "N")]
    port: Option<u16>,
    /// Open the site in the browser.
    #[arg(long)]
    open: bool,
    /// The day that counts as today, instead of the clock's: 2026-11-16.
    #[arg(long, value_name = "DATE")]
    date: Option<Day>,
    /// Show the site as it once stood: at a commit, branch or tag, or at the end of a day.
    #[arg(long, value_name = "REV|DATE")]
    at: Option<String>,
}

impl Serve {
    pub(super) fn run(&self, root: &Path) -> Result<Outcome, Failure> {
        let here = std::fs::canonicalize(root).unwrap_or_else(|_| root.to_owned());
        let options = Options {
            root: root.to_owned(),
            port: self.port.map_or(Port::Usual, Port::Exactly),
            today: self.date,
            earlier: self.at.as_deref().map(|at| self.earlier(root, at)).transpose()?,
            // A terminal that has gone away is no reason to stop serving.
            report: Box::new(move |news| drop(say(news, &here))),
        };
        let server = Server::start(options).map_err(|error| failure(root, error))?;
        let interruption = server.interruption()?;
        let address = format!("http://{}/", server.address());
        let name = &server.current().site.config.name;
        writeln!(anstream::stderr(), "Serving {name} at {address}  (Ctrl-C to stop)")?;
        if self.open {
            open(&address)?;
        }
        server.serve_until(interruption);
        Ok(Outcome::Clean)
    }
}

impl Serve {
    fn earlier(&self, root: &Path, at: &str) -> Result<Earlier, Failure> {
        let disk = DiskWorld::new(root, self.date).map_err(|error| no_root(root, &error))?;
        let Then { world, moment } = then(&disk, at, self.date)?;
        Ok(Earlier { world, moment })
    }
}

fn failure(root: &Path, error: ServeError) -> Failure {
    match error {
        ServeError::Root(error) => no_root(root, &error),
        ServeError::PortTaken(_) | ServeError::PortsTaken { .. } => {
            Failure::new(error).hint("name another with --port, or let --port 0 take any that is free")
        }
        ServeError::System(_) | ServeError::Watch(_) => Failure::new(error),
    }
}

fn say(news: &News<'_>, root: &Path) -> Result<(), Failure> {
    match news {
        News::Compiled(compiled) => say_compiled(compiled, root),
        News::NotCompiled => {
            warn("this state of the site met a defect of guidepost; the one before is shown")
        }
        News::Drawn(drawn) => Ok(tell(drawn.findings, drawn.site, drawn.world, root)?),
        News::NotWatched(why) => warn(&format!("some changes will go unnoticed: {why}")),
    }
}

fn warn(message: &str) -> Result<(), Failure> {
    let warning = anstyle::Style::new().bold().fg_color(Some(anstyle::AnsiColor::Yellow.into()));
    writeln!(anstream::stderr(), "{warning}warning{warning:#}: {message}")?;
    Ok(())
}

/// The findings where they are new, and a line in any case.
fn say_compiled(compiled: &Compiled<'_>, root: &Path) -> Result<(), Failure> {
    let snapshot = compiled.snapshot;
    let took = since(compiled.started);
    if let Some(findings) = compiled.news {
        tell(findings, &snapshot.site, compiled.world, root)?;
    }
    let pages = pages(&snapshot.site);
    let counts = Counts::of(&snapshot.findings).words();
    writeln!(anstream::stderr(), "{pages}, {counts}, {took}")?;
    Ok(())
}

/// Opens an address in the browser. Where that fails the address is on the terminal all the same.
///
/// Each system has a command for it, so this needs no crate.
fn open(address: &str) -> Result<(), Failure> {
    let (program, arguments): (&str, &[&str]) = if cfg!(target_os = "macos") {
        ("open", &[])
    } else if cfg!(windows) {
        ("cmd", &["/C", "start", ""])
    } else {
        ("xdg-open", &[])
    };
    let mut command = Command::new(program);
    command.args(arguments).arg(address).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    if let Err(error) = command.spawn() {
        writeln!(anstream::stderr(), "No browser was opened ({program}: {error}); open {address} yourself")?;
    }
    Ok(())
}
