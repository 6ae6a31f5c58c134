//! `guidepost register`: the master list of controlled pages.

use std::path::{Path, PathBuf};

use super::governed::{governed, refuse_source, tell_of_governance, write_file};
use super::load::{Compiling, RequestedSite};
use super::outcome::{Failure, Outcome};
use super::printing::{FindingCounts, to_stdout};
use crate::export;
use crate::governance::register::rows;

/// List every page under control: which text is in force, who approved it, and when it is reviewed next.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  guidepost register
  guidepost register --format csv --out register.csv
  guidepost register --at 2026-01-31 --format json | jq -r '.pages[] | select(.in_force | not) | .id'

Exit status: 0 told, 1 told, and a record or model is wrong, 2 not told.")]
pub(super) struct RegisterCommand {
    /// How it is told: text, csv or json.
    #[arg(long, value_name = "FORMAT", value_enum, default_value = "text")]
    format: Format,
    /// The file to write, instead of standard output.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// As the site once stood: at a commit, branch or tag, or at the end of a day.
    #[arg(long, value_name = "REV|DATE")]
    at: Option<String>,
    #[command(flatten)]
    compiling: Compiling,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, clap::ValueEnum)]
enum Format {
    Text,
    Csv,
    Json,
}

impl RegisterCommand {
    pub(super) fn run(&self, root: &Path) -> Result<Outcome, Failure> {
        let asked = RequestedSite::open(root, &self.compiling, self.at.as_deref())?;
        let mut findings = Vec::new();
        let site = asked.compile().into_value(&mut findings);
        let (governance, checklist) = governed(&site)?;
        let rows = rows(governance, checklist, &site.content);
        let format = match self.format {
            Format::Text => export::register::RegisterFormat::Text,
            Format::Csv => export::register::RegisterFormat::Csv,
            Format::Json => export::register::RegisterFormat::Json,
        };
        let bytes = export::register::write(&rows, (&site.config.name, governance), format)?;
        match &self.out {
            None => to_stdout(&bytes)?,
            Some(file) => {
                refuse_source(file, &site, &asked.opened.world)?;
                write_file(file, &bytes)?;
            }
        }
        let reported = tell_of_governance(findings, &site, asked.world(), asked.opened.world.root())?;
        Ok(FindingCounts::of(&reported).outcome())
    }
}
