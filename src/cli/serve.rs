//! `guidepost serve`: shows the site in the browser, and keeps up with whoever writes it.

use std::io::Write as _;
use std::net::IpAddr;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use super::history;
use super::load::{Then, no_root, then};
use super::outcome::{Failure, Outcome};
use super::printing::{FindingCounts, FindingReport, ReportArguments, lasting, pages, print_findings, warn};
use crate::compile::Request;
use crate::config::{Editor, NoEditor};
use crate::date::Day;
use crate::model::Page;
use crate::route::Site;
use crate::serve::{Compiled, Drawn, Earlier, News, Port, ServeError, ServeOptions, Server, WatchMode};

/// Show the site in the browser, live.
///
/// Every save is compiled and shown at once, drafts included. Only this machine is answered, unless --host names
/// another of its addresses.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  guidepost serve
  guidepost serve --open
  guidepost serve --open --page GL-003
  guidepost serve --editor vscode
  guidepost serve --root handbook --port 8080
  guidepost serve --poll

Exit status: 0 ended by Ctrl-C, 2 not started.")]
pub(super) struct Serve {
    /// The port; 0 for any that is free [default: 4000, or the next that is free].
    #[arg(long, value_name = "N")]
    port: Option<u16>,
    /// The address to listen at, by number or name: everyone who can reach it reads drafts [default: 127.0.0.1].
    #[arg(long, value_name = "ADDR")]
    host: Option<String>,
    /// Open the site in the browser.
    #[arg(long)]
    open: bool,
    /// Look at the files every so many milliseconds, where the system tells nothing of changes: on network
    /// folders, and on those that are shared with a container or virtual machine [default where given: 500].
    #[arg(long, value_name = "MS", num_args = 0..=1, default_missing_value = "500", value_parser = clap::value_parser!(u32).range(10..))]
    poll: Option<u32>,
    /// The page to open and to tell the address of: its file, its address or its document number.
    #[arg(long, value_name = "PAGE")]
    page: Option<String>,
    /// The editor that files are opened in, instead of the one that site.toml names: vscode, vscode-insiders, vscodium,
    /// cursor, zed, idea, sublime, or an address with {file}, {line} and {column} in it.
    #[arg(long, value_name = "EDITOR")]
    editor: Option<String>,
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
        let refused = Refused::new(self.page.clone());
        let refusal = refused.clone();
        let looking = |every: u32| WatchMode::Poll(Duration::from_millis(every.into()));
        let options = ServeOptions {
            host: self.host.clone(),
            port: self.port.map_or(Port::Usual, Port::Exactly),
            watch_mode: self.poll.map_or(WatchMode::Native, looking),
            today: self.date,
            editor: self.editor.as_deref().map(editor).transpose()?,
            earlier: self.at.as_deref().map(|at| self.earlier(root, at)).transpose()?,
            // A terminal that has gone away is no reason to stop serving.
            report: Box::new(move |news| {
                if !refusal.silences(news) {
                    drop(say(news, &here));
                }
            }),
            ..ServeOptions::of(root)
        };
        let server = Server::start(options).map_err(|error| failure(root, error))?;
        let interruption = server.interruption()?;
        let site = &server.current().site;
        let page = self.page.as_deref().map(|page| address_of(page, site)).transpose()?;
        refused.is_started();
        let address = format!("{}{}", server.url(), page.as_deref().unwrap_or("/").trim_start_matches('/'));
        let name = &site.config.name;
        writeln!(anstream::stderr(), "Serving {name} at {address}  (Ctrl-C to stop)")?;
        if !server.address().ip().is_loopback() {
            warn(&exposed(server.address().ip()))?;
        }
        if self.open {
            open(&address)?;
        }
        server.serve_until(interruption);
        Ok(Outcome::Clean)
    }
}

impl Serve {
    fn earlier(&self, root: &Path, at: &str) -> Result<Earlier, Failure> {
        let disk = super::load::disk(root, self.date)?;
        let Then { world, moment, .. } = then(&disk, (at, self.date), &Request::default())?;
        Ok(Earlier { world, moment })
    }
}

/// Whether the preview is refused because nothing is called as the page that was asked for. Nothing else is said then:
/// it would stand between the command and the answer.
#[derive(Clone)]
struct Refused {
    page: Option<String>,
    started: Arc<AtomicBool>,
}

impl Refused {
    fn new(page: Option<String>) -> Refused {
        Refused { page, started: Arc::default() }
    }

    fn is_started(&self) {
        self.started.store(true, Ordering::Relaxed);
    }

    fn silences(&self, news: &News<'_>) -> bool {
        let (News::Compiled(compiled), Some(page)) = (news, &self.page) else { return false };
        !self.started.load(Ordering::Relaxed) && address_of(page, &compiled.snapshot.site).is_err()
    }
}

/// What it means to be heard beyond this machine.
fn exposed(ip: IpAddr) -> String {
    let whom = if ip.is_unspecified() { "any address of this machine".to_owned() } else { ip.to_string() };
    format!(
        "everyone who can reach {whom} reads this site, with its drafts and findings; without --host only this machine can"
    )
}

fn editor(named: &str) -> Result<Editor, Failure> {
    Editor::named(named)
        .map_err(|NoEditor { message, hints }| Failure::new(message).hint(hints.join("\n  help: ")))
}

/// The path of the page that is called so.
fn address_of(page: &str, site: &Site) -> Result<String, Failure> {
    let pages: Vec<&Page> = site.content.pages.iter().map(|page| &**page).collect();
    history::page(page, &pages).map(|page| page.address.from_root())
}

fn failure(root: &Path, error: ServeError) -> Failure {
    match error {
        ServeError::Root(error) => no_root(root, &error),
        ServeError::PortTaken(_) | ServeError::PortsTaken { .. } => {
            Failure::new(error).hint("name another with --port, or let --port 0 take any that is free")
        }
        ServeError::Host { .. } => {
            Failure::new(error).hint("name an address of this machine, or 0.0.0.0 for all of them")
        }
        ServeError::Watch(_) => {
            Failure::new(error).hint("--poll looks at the files instead of waiting to be told of changes")
        }
        ServeError::System(_) => Failure::new(error),
    }
}

fn say(news: &News<'_>, root: &Path) -> Result<(), Failure> {
    match news {
        News::Compiled(compiled) => say_compiled(compiled, root),
        News::NotCompiled(finding) => {
            warn(&format!("{}; the one before is shown: {}", finding.message, finding.hints.join("; ")))
        }
        News::Drawn(Drawn { findings, site, world }) => {
            let how = &ReportArguments::default();
            Ok(print_findings(&FindingReport { findings, site, world: *world, root, how })?)
        }
        News::NotWatched(why) => {
            warn(&format!("some changes will go unnoticed: {why}; --poll notices them all"))
        }
    }
}

/// The findings where they are new, and a line in any case.
fn say_compiled(compiled: &Compiled<'_>, root: &Path) -> Result<(), Failure> {
    let snapshot = compiled.snapshot;
    let took = lasting(compiled.took);
    if let Some(findings) = compiled.news {
        let how = &ReportArguments::default();
        print_findings(&FindingReport { findings, site: &snapshot.site, world: compiled.world, root, how })?;
    }
    let pages = pages(&snapshot.site);
    let counts = FindingCounts::of(&snapshot.findings).words();
    writeln!(anstream::stderr(), "{pages}, {counts}, {took}")?;
    Ok(())
}

/// Opens an address in the browser. Where that fails the address is on the terminal all the same.
///
/// Each system has a command for it, so this needs no crate.
fn open(address: &str) -> Result<(), Failure> {
    if !has_display() {
        return not_opened("there is no display here", address);
    }
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
        return not_opened(&format!("{program}: {error}"), address);
    }
    Ok(())
}

fn not_opened(why: &str, address: &str) -> Result<(), Failure> {
    writeln!(anstream::stderr(), "No browser was opened ({why}); open {address} yourself")?;
    Ok(())
}

/// Where there is none, the command for it would fail when nobody looks any more.
#[expect(clippy::disallowed_methods, reason = "says what this machine has, and nothing of what is served")]
fn has_display() -> bool {
    let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    cfg!(any(target_os = "macos", windows))
        || ["DISPLAY", "WAYLAND_DISPLAY", "BROWSER"].into_iter().any(is_set)
}
