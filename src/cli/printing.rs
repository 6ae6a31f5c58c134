//! What commands print: findings for people and machines, counts and times in words, the standard output.

use std::collections::{BTreeMap, HashMap};
use std::io::{self, Write};
use std::path::Path;
use std::time::{Duration, Instant};

use super::outcome::Failure;
use super::root::way_to;
use crate::diagnostic::{Code, Finding, Severity};
use crate::export::plain;
use crate::report::{self, Paper, ReportFormat, SiteTexts, Style};
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

    pub(super) fn outcome(self) -> super::outcome::Outcome {
        if self.errors > 0 { super::outcome::Outcome::Findings } else { super::outcome::Outcome::Clean }
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

/// Writes findings for people to standard error.
pub(super) fn print_findings(
    findings: &[Finding],
    site: &Site,
    world: &dyn World,
    root: &Path,
) -> io::Result<()> {
    let stderr = io::stderr();
    let style = match anstream::AutoStream::choice(&stderr) {
        anstream::ColorChoice::Never => Style::Plain,
        _ => Style::Coloured,
    };
    let paper = Paper { style, width: width() };
    let way = way_to(root);
    let texts = SiteTexts { site, world, way: &way };
    let mut stderr = stderr.lock();
    report::write(ReportFormat::Text, paper, &once_a_key(findings), &texts, &mut stderr)?;
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
    print_findings(&defects, site, world, root)?;
    Ok(defects)
}

/// With more findings than this it is said how many there are of each code.
const FLOOD: usize = 20;

/// Findings with each unknown key reported once, and with how many other places it stands in.
fn once_a_key(findings: &[Finding]) -> Vec<Finding> {
    let mut shown: Vec<Finding> = Vec::with_capacity(findings.len());
    let mut first: HashMap<&str, (usize, usize)> = HashMap::new();
    for finding in findings {
        let is_key = finding.code == Code::UnknownFrontMatterKey && finding.severity != Severity::Error;
        if !is_key {
            shown.push(finding.clone());
        } else if let Some((_, others)) = first.get_mut(finding.message.as_str()) {
            *others += 1;
        } else {
            first.insert(&finding.message, (shown.len(), 0));
            shown.push(finding.clone());
        }
    }
    for (at, others) in first.into_values().filter(|(_, others)| *others > 0) {
        if let Some(finding) = shown.get_mut(at) {
            let ending = if others == 1 { "" } else { "s" };
            finding.hints.push(format!("it stands at {others} more place{ending}"));
        }
    }
    shown
}

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
