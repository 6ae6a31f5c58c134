//! Findings as workflow commands, which GitHub shows beside the lines of a change.

use std::fmt::Write as _;
use std::io::{self, Write};

use super::lines::{FileTexts, with_hints};
use crate::diagnostic::{Finding, Severity};

pub(super) fn write(findings: &[Finding], files: &mut FileTexts<'_>, out: &mut dyn Write) -> io::Result<()> {
    for finding in findings {
        let properties = properties(finding, files);
        let message = data(&with_hints(finding));
        writeln!(out, "::{} {properties}::{message}", command(finding.severity))?;
    }
    Ok(())
}

fn command(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    }
}

fn properties(finding: &Finding, files: &mut FileTexts<'_>) -> String {
    let mut properties = String::new();
    if let Some(location) = finding.place.as_ref().map(|place| files.locate(place)) {
        let _ = write!(properties, "file={},", property(&location.file));
        if let Some((start, end)) = location.extent {
            let _ = write!(properties, "line={},endLine={},", start.line, end.line);
            // Columns mean something only within one line.
            if start.line == end.line {
                let _ = write!(properties, "col={},endColumn={},", start.column, end.column);
            }
        }
    }
    let _ = write!(properties, "title={}", finding.code.name());
    properties
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
