//! What commands print: findings for people and machines, counts and times in words, the standard output.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::Path;
use std::str::FromStr;
use std::time::{Duration, Instant};

use super::outcome::{Failure, Outcome};
use super::root::way_to;
use crate::diagnostic::{Code, Finding, Severity, named};
use crate::export::plain;
use crate::report::{self, Grouping, Paper, ReportFormat, SiteTexts, Style};
use crate::route::Site;
use crate::world::World;

/// Counts of findings.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct FindingCounts {
    errors: usize,
    warnings: usize,
    notes: usize,
}

impl FindingCounts {
    pub(super) fn of(findings: &[Finding]) -> FindingCounts {
        let count = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
        FindingCounts {
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            notes: count(Severity::Note),
        }
    }

    pub(super) fn outcome(self) -> Outcome {
        if self.errors > 0 { Outcome::Findings } else { Outcome::Clean }
    }

    /// "no findings", "2 errors, 1 note".
    pub(super) fn words(self) -> String {
        let some = [(self.errors, "error"), (self.warnings, "warning"), (self.notes, "note")];
        let words: Vec<String> =
            some.into_iter().filter(|(count, _)| *count > 0).map(|(count, word)| many(count, word)).collect();
        if words.is_empty() { "no findings".to_owned() } else { words.join(", ") }
    }
}

/// "1 page", "2 pages".
pub(super) fn many(count: usize, word: &str) -> String {
    format!("{count} {word}{}", if count == 1 { "" } else { "s" })
}

/// The time since a moment, in words.
pub(super) fn since(start: Instant) -> String {
    lasting(start.elapsed())
}

/// How long something took, in words.
pub(super) fn lasting(elapsed: Duration) -> String {
    if elapsed.as_secs() >= 1 {
        format!("{:.1} s", elapsed.as_secs_f64())
    } else {
        format!("{} ms", elapsed.as_millis())
    }
}

/// How findings are written, and which of them let a command fail.
#[derive(clap::Args, Clone, Debug, Default)]
pub(super) struct ReportArguments {
    /// Tell every finding for itself, also those of one kind and cause.
    #[arg(long)]
    all: bool,
    /// What lets the command fail beside errors: warnings.
    #[arg(long, value_name = "SEVERITY")]
    deny: Option<Denied>,
}

/// What lets a command fail beside errors.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Denied {
    Warnings,
}

impl FromStr for Denied {
    type Err = String;

    fn from_str(name: &str) -> Result<Denied, String> {
        named("severity", [("warnings", Denied::Warnings)], name)
    }
}

impl ReportArguments {
    fn grouping(&self) -> Grouping {
        if self.all { Grouping::None } else { Grouping::ByCause }
    }

    /// How a command ends that has found so much.
    pub(super) fn outcome(&self, counts: FindingCounts) -> Outcome {
        let is_denied = self.deny == Some(Denied::Warnings) && counts.warnings > 0;
        if is_denied { Outcome::Findings } else { counts.outcome() }
    }
}

/// Findings for people, with what is needed to write them.
pub(super) struct FindingReport<'a> {
    pub(super) findings: &'a [Finding],
    pub(super) site: &'a Site,
    pub(super) world: &'a dyn World,
    pub(super) root: &'a Path,
    pub(super) how: &'a ReportArguments,
}

/// Writes findings for people to standard error.
pub(super) fn print_findings(report: &FindingReport<'_>) -> io::Result<()> {
    let FindingReport { findings, site, world, root, how } = *report;
    let stderr = io::stderr();
    let style = match anstream::AutoStream::choice(&stderr) {
        anstream::ColorChoice::Never => Style::Plain,
        _ => Style::Coloured,
    };
    let paper = Paper { style, width: width(), grouping: how.grouping() };
    let way = way_to(root);
    let texts = SiteTexts { site, world, way: &way };
    let mut stderr = stderr.lock();
    report::write(ReportFormat::Text, paper, findings, &texts, &mut stderr)?;
    if findings.len() > FLOOD {
        writeln!(stderr, "{}\n", by_code(findings))?;
    }
    Ok(())
}

/// Writes those of some findings that tell of defects of the program, which no command keeps to itself; returns them.
pub(super) fn print_defects(
    findings: Vec<Finding>,
    site: &Site,
    world: &dyn World,
    root: &Path,
) -> io::Result<Vec<Finding>> {
    let is_defect = |finding: &Finding| finding.code == Code::InternalError;
    let defects: Vec<Finding> = findings.into_iter().filter(is_defect).collect();
    let how = &ReportArguments::default();
    print_findings(&FindingReport { findings: &defects, site, world, root, how })?;
    Ok(defects)
}

/// With more findings than this it is said how many there are of each code.
const FLOOD: usize = 20;

/// "In all: 3 broken-link, 1 empty-page".
fn by_code(findings: &[Finding]) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for finding in findings {
        *counts.entry(finding.code.name()).or_default() += 1;
    }
    let mut counts: Vec<(&str, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let words: Vec<String> = counts.into_iter().map(|(code, count)| format!("{count} {code}")).collect();
    format!("In all: {}", words.join(", "))
}

/// "3 pages": those that somebody wrote.
pub(super) fn pages(site: &Site) -> String {
    many(site.content.pages.iter().filter(|page| page.is_written()).count(), "page")
}

/// How many characters a line of the terminal holds; where there is none, what `COLUMNS` says.
fn width() -> usize {
    let terminal = terminal_size::terminal_size_of(io::stderr()).map(|(width, _)| usize::from(width.0));
    let said = || std::env::var("COLUMNS").ok()?.parse().ok();
    terminal.or_else(said).filter(|width| *width > 0).unwrap_or(Paper::PLAIN.width)
}

/// Writes findings for machines to standard output.
pub(super) fn print(
    format: ReportFormat,
    findings: &[Finding],
    site: &Site,
    world: &dyn World,
    root: &Path,
) -> io::Result<()> {
    let mut lines = Vec::new();
    let way = way_to(root);
    report::write(format, Paper::PLAIN, findings, &SiteTexts { site, world, way: &way }, &mut lines)?;
    to_stdout(&lines)
}

/// Writes a text to standard output, in colours where that is a terminal.
pub(super) fn styled_to_stdout(text: &str) -> io::Result<()> {
    let mut stdout = anstream::stdout().lock();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        written => written,
    }
}

/// Writes words of others to standard output, without signs that steer a terminal.
pub(super) fn plain_to_stdout(text: &str) -> io::Result<()> {
    to_stdout(plain(text).as_bytes())
}

/// Writes to standard output. That whoever reads has seen enough and gone away is no failure.
pub(super) fn to_stdout(bytes: &[u8]) -> io::Result<()> {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(bytes).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        written => written,
    }
}

/// Warns of something that is probably not meant.
pub(super) fn warn(message: &str) -> Result<(), Failure> {
    let warning = anstyle::Style::new().bold().fg_color(Some(anstyle::AnsiColor::Yellow.into()));
    writeln!(anstream::stderr(), "{warning}warning{warning:#}: {message}")?;
    Ok(())
}
