//! Draws findings: for people as a compiler does, for machines in the forms that they read.
//!
//! The only place that words a finding. Reads no environment: whether there is colour is said by
//! the caller, and so is where the texts come from.

mod excerpt;
mod fingerprint;
mod github;
mod gitlab;
mod json;
mod lines;
mod sarif;
mod site_texts;
mod text;

use std::borrow::Cow;
use std::fmt;
use std::io::{self, BufWriter, Write};
use std::str::FromStr;
use std::sync::Arc;

use crate::diagnostic::{Finding, named};
use crate::path::FilePath;
use lines::FileTexts;
pub use site_texts::SiteTexts;

/// Where the texts come from that findings point into.
pub trait Sources {
    /// The text of a file; `None` where there is none to show.
    fn text(&self, file: &FilePath) -> Option<Arc<str>>;

    /// What the reader calls the file: its path from the site's root, unless the reader stands elsewhere.
    fn name<'f>(&self, file: &'f FilePath) -> Cow<'f, str> {
        Cow::Borrowed(if file.as_str().is_empty() { "." } else { file.as_str() })
    }
}

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

/// Whether findings drawn for people carry colour.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Style {
    /// Text alone.
    Plain,
    /// With the escape sequences of a terminal.
    Coloured,
}

/// What findings for people are drawn on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Paper {
    /// Whether it takes colour.
    pub style: Style,
    /// How many characters a line of it holds. Longer lines of a source are cut around the place that is meant.
    pub width: usize,
}

impl Paper {
    /// Without colour, as wide as most people have their windows.
    pub const PLAIN: Paper = Paper { style: Style::Plain, width: 100 };
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
