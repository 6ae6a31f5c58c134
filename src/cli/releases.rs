//! `guidepost releases`: what a target has served, and what it can go back to.

use std::fmt::Write as _;
use std::path::Path;

use serde_json::json;

use super::load::opened;
use super::outcome::{Failure, Outcome};
use super::printing::{plain_to_stdout, to_stdout};
use super::publish::target::failure;
use super::publish::{NamedTarget, words};
use crate::compile::{Memos, site_config_of};
use crate::publish::{LogAction, LogEntry, Release};

/// List the releases of a target, and which was served when.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  guidepost releases intranet
  guidepost releases intranet --format json | jq -r '.log[] | [.at, .release] | @tsv'

Exit status: 0 listed, 2 not listed.")]
pub(super) struct Releases {
    /// The target: `intranet` for `[publish.intranet]` in site.toml.
    name: String,
    /// How they are written: text or json.
    #[arg(long, value_name = "FORMAT", value_enum, default_value = "text")]
    format: ListFormat,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, clap::ValueEnum)]
enum ListFormat {
    Text,
    Json,
}

impl Releases {
    pub(super) fn run(&self, root: &Path) -> Result<Outcome, Failure> {
        let opened = opened(root, None)?;
        let target = NamedTarget::find(&opened, &self.name)?;
        let zone = site_config_of(&opened.world, &Memos::new()).zone.clone();
        let state = target.releases.state().map_err(failure)?;
        let served = state.served.as_ref();
        if self.format == ListFormat::Json {
            let listed = json!({ "served": served, "releases": state.releases, "log": state.log.entries() });
            to_stdout(format!("{listed:#}\n").as_bytes())?;
            return Ok(Outcome::Clean);
        }
        let mut text = String::new();
        for id in state.releases.iter().rev() {
            let mark = if Some(id) == served { "*" } else { " " };
            let line = match target.releases.manifest(id) {
                Ok((release, _)) => release_line(&release),
                Err(error) => format!("{id}  {error}"),
            };
            // Writing to a text cannot fail.
            let _ = writeln!(text, "{mark} {line}");
        }
        if text.is_empty() {
            text.push_str("Nothing is published there.\n");
        } else {
            text.push_str("\nServed, the newest last:\n");
        }
        for entry in state.log.entries() {
            let _ = writeln!(text, "  {}  {} by {}", entry.at_in(&zone), entry_words(entry), entry.by);
        }
        plain_to_stdout(&text)?;
        Ok(Outcome::Clean)
    }
}

fn release_line(release: &Release) -> String {
    let bytes: u64 = release.own_files().map(|(_, file)| file.size).sum();
    format!(
        "{}  {} edition, {}, {} pages, {}",
        release.id,
        release.edition,
        words::source(release),
        release.pages.len(),
        words::bytes(bytes)
    )
}

fn entry_words(entry: &LogEntry) -> String {
    match entry.action {
        LogAction::Publish => format!("{} published", entry.release),
        LogAction::Rollback => format!("back to {}", entry.release),
        LogAction::Found => format!("{} found served", entry.release),
    }
}
