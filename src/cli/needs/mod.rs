//! `guidepost needs`: who must approve or review what has changed.

mod base;
mod change;
mod kind;
mod report;

use std::path::Path;

use super::governed_site::GovernedSite;
use super::load::unknown;
use super::outcome::{Failure, Outcome};
use super::outside::Outside;
use super::printing::{plain_to_stdout, to_stdout};
use crate::date::Day;
use crate::governance::fold::Refusal;
use base::Base;

/// Tell who must approve or review what has changed, and why.
///
/// Changed is what differs from a revision, or without one from the text in force of each page.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  guidepost needs
  guidepost needs origin/main --format markdown > comment.md
  guidepost needs main --format json | jq -r '.roles[].role'

Exit status: 0 told, 2 not told.")]
pub(super) struct NeedsCommand {
    /// A branch, tag, commit or day to compare with; without it, the text in force of each page.
    base: Option<String>,
    /// How it is told: text, json, or markdown for a comment on a merge request.
    #[arg(long, value_name = "FORMAT", value_enum, default_value = "text")]
    format: Format,
    /// The day that counts as today, instead of the clock's.
    #[arg(long, value_name = "DATE")]
    date: Option<Day>,
    #[command(flatten)]
    outside: Outside,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, clap::ValueEnum)]
enum Format {
    Text,
    Json,
    Markdown,
}

impl NeedsCommand {
    pub(super) fn run(&self, root: &Path) -> Result<Outcome, Failure> {
        let governed = GovernedSite::open(root, self.date, &self.outside)?;
        // Before the first model is adopted, it is what is needed.
        if let Some(refusal) = governed.site.unknown.as_ref().filter(|refusal| **refusal != Refusal::NoModel)
        {
            return Err(unknown(refusal));
        }
        let base = self.base.as_deref().map(|name| Base::find(&governed, name)).transpose()?;
        let changes = change::changes(&governed, base.as_ref())?;
        let needs = report::NeedsReport {
            governance: governed.governance()?,
            base: self.base.as_deref(),
            changes: &changes,
            since: base.map_or(Ok(Vec::new()), |base| base.records_since(&governed))?,
        };
        match self.format {
            Format::Text => plain_to_stdout(&needs.text())?,
            Format::Json => to_stdout(format!("{:#}\n", needs.json()).as_bytes())?,
            Format::Markdown => to_stdout(needs.markdown().as_bytes())?,
        }
        Ok(Outcome::Clean)
    }
}
