//! Findings as JSON, one a line.

use std::io::{self, Write};

use serde::Serialize;

use super::groups;
use super::lines::{FileTexts, Location};
use crate::diagnostic::{Finding, Place};

#[derive(Serialize)]
struct Line<'f> {
    code: &'static str,
    severity: &'static str,
    #[serde(flatten)]
    place: Where,
    message: &'f str,
    label: &'f str,
    hints: &'f [String],
    /// The same for all findings of one kind and cause.
    group: String,
    related: Vec<Related<'f>>,
}

#[derive(Serialize)]
struct Related<'f> {
    #[serde(flatten)]
    place: Where,
    label: &'f str,
}

/// Lines and columns count from one; the end is the character after the last one meant.
/// Whatever is not known is null, so that every line has the same keys.
#[derive(Serialize, Default)]
struct Where {
    file: Option<String>,
    line: Option<usize>,
    column: Option<usize>,
    end_line: Option<usize>,
    end_column: Option<usize>,
}

pub(super) fn write(findings: &[Finding], files: &mut FileTexts<'_>, out: &mut dyn Write) -> io::Result<()> {
    for finding in findings {
        serde_json::to_writer(&mut *out, &line(finding, files))?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

fn line<'f>(finding: &'f Finding, files: &mut FileTexts<'_>) -> Line<'f> {
    let related = finding.related.iter().map(|(place, label)| Related { place: locate(place, files), label });
    Line {
        related: related.collect(),
        code: finding.code.name(),
        severity: finding.severity.word(),
        place: finding.place.as_ref().map(|place| locate(place, files)).unwrap_or_default(),
        message: &finding.message,
        label: &finding.label,
        hints: &finding.hints,
        group: groups::id(finding),
    }
}

fn locate(place: &Place, files: &mut FileTexts<'_>) -> Where {
    let Location { file, extent } = files.locate(place);
    let (start, end) = extent.unzip();
    Where {
        file: Some(file),
        line: start.map(|start| start.line),
        column: start.map(|start| start.column),
        end_line: end.map(|end| end.line),
        end_column: end.map(|end| end.column),
    }
}
