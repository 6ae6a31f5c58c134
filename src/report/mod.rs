//! Draws findings: for people as a compiler does, for machines in the forms that they read.
//!
//! The only place that words a finding. Reads no environment: whether there is colour is said by
//! the caller, and so is where the texts come from.

mod excerpt;
mod fingerprint;
mod github;
mod gitlab;
mod groups;
mod json;
mod lines;
mod paper;
mod sarif;
mod site_texts;
mod text;

pub use paper::{Grouping, Paper, Sources, Style};

use std::fmt;
use std::io::{self, BufWriter, Write};
use std::str::FromStr;

use crate::diagnostic::{Finding, named};
use lines::FileTexts;
pub use site_texts::SiteTexts;

/// The form in which findings are written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ReportFormat {
    /// For people: the source line with the place underlined.
    Text,
    /// One JSON object a line.
    Json,
    /// Workflow commands, which GitHub shows beside the lines of a change.
    GitHub,
    /// A Code Quality report, which GitLab shows beside the lines of a change.
    GitLab,
    /// SARIF 2.1.0, which code scanners exchange.
    Sarif,
}

impl ReportFormat {
    /// Every format.
    pub const ALL: [ReportFormat; 5] = [
        ReportFormat::Text,
        ReportFormat::Json,
        ReportFormat::GitHub,
        ReportFormat::GitLab,
        ReportFormat::Sarif,
    ];

    /// The name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            ReportFormat::Text => "text",
            ReportFormat::Json => "json",
            ReportFormat::GitHub => "github",
            ReportFormat::GitLab => "gitlab",
            ReportFormat::Sarif => "sarif",
        }
    }
}

impl fmt::Display for ReportFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for ReportFormat {
    type Err = String;

    /// The error names every format.
    fn from_str(name: &str) -> Result<ReportFormat, String> {
        named("format", ReportFormat::ALL.map(|format| (format.name(), format)), name)
    }
}

/// Writes findings in the order given.
pub fn write(
    format: ReportFormat,
    paper: Paper,
    findings: &[Finding],
    sources: &dyn Sources,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut files = FileTexts::new(sources);
    let mut out = BufWriter::with_capacity(1 << 16, out);
    match format {
        ReportFormat::Text => text::write(paper, findings, &mut files, &mut out)?,
        ReportFormat::Json => json::write(findings, &mut files, &mut out)?,
        ReportFormat::GitHub => github::write(findings, &mut files, &mut out)?,
        ReportFormat::GitLab => gitlab::write(findings, &mut files, &mut out)?,
        ReportFormat::Sarif => sarif::write(findings, &mut files, &mut out)?,
    }
    out.flush()
}

#[cfg(test)]
mod tests;
