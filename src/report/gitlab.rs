//! Findings as a Code Quality report, which GitLab shows beside the lines of a change.

use std::io::{self, Write};

use serde::Serialize;

use super::fingerprint::Fingerprints;
use super::groups;
use super::lines::{FileTexts, with_hints};
use crate::diagnostic::{Finding, Severity};
use crate::path::FilePath;

#[derive(Serialize)]
struct Issue {
    description: String,
    check_name: &'static str,
    fingerprint: String,
    severity: &'static str,
    location: Location,
    /// The same for all findings of one kind and cause.
    group: String,
}

#[derive(Serialize)]
struct Location {
    path: String,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
    end: usize,
}

pub(super) fn write(findings: &[Finding], files: &mut FileTexts<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut fingerprints = Fingerprints::default();
    let issues: Vec<_> = findings
        .iter()
        .map(|finding| Issue {
            description: with_hints(finding),
            check_name: finding.code.name(),
            fingerprint: fingerprints.fingerprint_of(finding, files),
            severity: severity(finding.severity),
            location: location(finding, files),
            group: groups::id(finding),
        })
        .collect();
    serde_json::to_writer(&mut *out, &issues)?;
    out.write_all(b"\n")
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "major",
        Severity::Warning => "minor",
        Severity::Note => "info",
    }
}

/// GitLab asks for a file and a line always: the site as a whole is its root, a file its first line.
fn location(finding: &Finding, files: &mut FileTexts<'_>) -> Location {
    let Some(place) = &finding.place else {
        return Location { path: files.name(&FilePath::root()), lines: Lines { begin: 1, end: 1 } };
    };
    let located = files.locate(place);
    let lines =
        located.extent.map_or(Lines { begin: 1, end: 1 }, |(a, z)| Lines { begin: a.line, end: z.line });
    Location { path: located.file, lines }
}
