//! Findings of one kind and cause, written in one: the first with how many others there are, and where.

use std::collections::HashMap;

use blake3::Hasher;

use super::lines::FileTexts;
use crate::diagnostic::{Code, Finding, Severity};

/// So many other places are named.
const NAMED: usize = 3;

/// The findings as they are written for people: of every group the first, and where the others are. Whoever has mended one knows
/// how to mend the others, even where what is to be written differs from place to place.
pub(super) fn in_groups(findings: &[Finding], files: &mut FileTexts<'_>) -> Vec<Finding> {
    let mut groups: HashMap<(Code, Severity, &str), Vec<&Finding>> = HashMap::new();
    for finding in findings {
        groups.entry(finding.group()).or_default().push(finding);
    }
    let mut written = Vec::with_capacity(groups.len());
    for finding in findings {
        // The first of a group takes it along.
        let Some(group) = groups.remove(&finding.group()) else { continue };
        written.push(match group.split_first() {
            Some((first, others)) if !others.is_empty() => {
                (*first).clone().hint(elsewhere(first, others, files))
            }
            _ => finding.clone(),
        });
    }
    written
}

/// "it stands at 7 more places: a.md:2:1, b.md:2:1, c.md:2:1 and others; `guidepost check --all` names each". Where the messages
/// differ, it is not the same that stands there: "there are 7 more of this kind: a.md:2:1 (`x.png`), …".
fn elsewhere(first: &Finding, others: &[&Finding], files: &mut FileTexts<'_>) -> String {
    let mut named = Vec::new();
    for other in others.iter().filter(|other| other.place.is_some()).take(NAMED) {
        let Some(place) = &other.place else { continue };
        let located = files.locate(place);
        let position = located.extent.map(|(start, _)| format!(":{}:{}", start.line, start.column));
        let about = about(other, first).map(|about| format!(" (`{about}`)"));
        named.push(format!(
            "`{}{}`{}",
            located.file,
            position.unwrap_or_default(),
            about.unwrap_or_default()
        ));
    }
    let count = others.len();
    let more = if count > named.len() { " and others; `guidepost check --all` names each" } else { "" };
    let named = if named.is_empty() { String::new() } else { format!(": {}", named.join(", ")) };
    let is_same = others.iter().all(|other| other.message == first.message);
    let begins = match (is_same, count) {
        (true, 1) => "it stands at 1 more place".to_owned(),
        (true, _) => format!("it stands at {count} more places"),
        (false, 1) => "there is 1 more of this kind".to_owned(),
        (false, _) => format!("there are {count} more of this kind"),
    };
    format!("{begins}{named}{more}")
}

/// So many letters of what a finding is about are shown.
const SHORT: usize = 40;

/// What a message names that another of its kind does not, if that is short.
fn about<'f>(finding: &'f Finding, first: &Finding) -> Option<&'f str> {
    let mut quoted = finding.message.split('`').skip(1).step_by(2);
    let about = quoted.find(|quoted| !first.message.contains(&format!("`{quoted}`")))?;
    (about.chars().count() <= SHORT).then_some(about)
}

/// What machines know a group by: the same wherever its findings are.
pub(super) fn id(finding: &Finding) -> String {
    let (code, severity, cause) = finding.group();
    let mut hasher = Hasher::new();
    for part in [code.name(), severity.word(), cause] {
        hasher.update(part.as_bytes()).update(&[0]);
    }
    hasher.finalize().to_hex().chars().take(DIGITS).collect()
}

/// So many digits tell the groups of a site from one another.
const DIGITS: usize = 16;
