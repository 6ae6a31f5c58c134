//! Findings as SARIF 2.1.0, which code scanners exchange.

use std::io::{self, Write};

use serde::Serialize;

use super::fingerprint::Fingerprints;
use super::groups;
use super::lines::{FileTexts, with_hints};
use crate::diagnostic::{Code, Finding, Place};
use crate::path;

#[derive(Serialize)]
struct Log<'f> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'f>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'f> {
    tool: Tool,
    column_kind: &'static str,
    results: Vec<Outcome<'f>>,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver {
    name: &'static str,
    semantic_version: &'static str,
    rules: Vec<Rule>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rule {
    id: &'static str,
    short_description: Message<'static>,
    default_configuration: Configuration,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
struct Message<'f> {
    text: std::borrow::Cow<'f, str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Outcome<'f> {
    rule_id: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule_index: Option<usize>,
    level: &'static str,
    message: Message<'f>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    locations: Vec<Location<'f>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location<'f>>,
    partial_fingerprints: Fingerprint,
    properties: Properties,
}

#[derive(Serialize)]
struct Properties {
    /// The same for all findings of one kind and cause.
    group: String,
}

#[derive(Serialize)]
struct Fingerprint {
    #[serde(rename = "guidepost/v1")]
    first: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location<'f> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<usize>,
    #[serde(rename = "physicalLocation")]
    place: Physical,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Message<'f>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical {
    artifact_location: Artifact,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<Region>,
}

#[derive(Serialize)]
struct Artifact {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
}

pub(super) fn write(findings: &[Finding], files: &mut FileTexts<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut fingerprints = Fingerprints::default();
    let results = findings.iter().map(|finding| outcome(finding, &mut fingerprints, files)).collect();
    let log = Log {
        schema: "https://json.schemastore.org/sarif-2.1.0.json",
        version: "2.1.0",
        runs: [Run { tool: Tool { driver: driver() }, column_kind: "unicodeCodePoints", results }],
    };
    serde_json::to_writer(&mut *out, &log)?;
    out.write_all(b"\n")
}

fn driver() -> Driver {
    let rule = |code: &Code| Rule {
        id: code.name(),
        short_description: Message { text: code.meaning().into() },
        default_configuration: Configuration { level: code.severity().word() },
    };
    Driver {
        name: "guidepost",
        semantic_version: env!("CARGO_PKG_VERSION"),
        rules: Code::ALL.iter().map(rule).collect(),
    }
}

fn outcome<'f>(
    finding: &'f Finding,
    fingerprints: &mut Fingerprints,
    files: &mut FileTexts<'_>,
) -> Outcome<'f> {
    let related = finding.related.iter().enumerate().map(|(at, (place, label))| Location {
        id: Some(at + 1),
        place: physical(place, files),
        message: Some(Message { text: label.into() }),
    });
    let related_locations = related.collect();
    let itself = finding.place.iter().map(|place| Location {
        id: None,
        place: physical(place, files),
        message: (!finding.label.is_empty()).then(|| Message { text: finding.label.as_str().into() }),
    });
    Outcome {
        rule_id: finding.code.name(),
        rule_index: Code::ALL.iter().position(|code| *code == finding.code),
        level: finding.severity.word(),
        message: Message { text: with_hints(finding).into() },
        locations: itself.collect(),
        related_locations,
        partial_fingerprints: Fingerprint { first: fingerprints.fingerprint_of(finding, files) },
        properties: Properties { group: groups::id(finding) },
    }
}

fn physical(place: &Place, files: &mut FileTexts<'_>) -> Physical {
    let located = files.locate(place);
    let region = located.extent.map(|(start, end)| Region {
        start_line: start.line,
        start_column: start.column,
        end_line: end.line,
        end_column: end.column,
    });
    Physical { artifact_location: Artifact { uri: uri(&located.file) }, region }
}

fn uri(file: &str) -> String {
    let uri = path::encode(file);
    // Without this `a:b/c.md` would read as a scheme.
    if uri.split('/').next().is_some_and(|first| first.contains(':')) { format!("./{uri}") } else { uri }
}
