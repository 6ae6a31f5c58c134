//! What is wrong with a `site.toml` that is not TOML, in the words of people: at most one finding a line.

use std::collections::HashSet;
use std::ops::Range;

use super::KEYS;
use crate::diagnostic::{Code, Finding, Place};
use crate::markdown::{CONFLICT_HELP, CONFLICT_MESSAGE, first_conflict};
use crate::path::FilePath;
use crate::source::{Span, slice};

/// Quotes as word processors set them.
const SMART: [char; 9] = ['“', '”', '„', '‟', '‘', '’', '‚', '«', '»'];

/// Findings for the parser's errors.
pub(super) fn findings(file: &FilePath, text: &str, errors: &[toml::de::Error]) -> Vec<Finding> {
    let mut findings = Vec::new();
    let conflict = first_conflict(text);
    if let Some(conflict) = conflict.clone() {
        let place = Place::span(file, Span::new(conflict.start..conflict.start + "<<<<<<<".len()));
        findings.push(Finding::new(Code::MergeConflict, place, CONFLICT_MESSAGE).hint(CONFLICT_HELP));
    }
    let mut lines = HashSet::new();
    for error in errors {
        let span = error.span().unwrap_or(0..0);
        let line = line_around(text, span.start);
        let settled = conflict.as_ref().is_some_and(|conflict| conflict.contains(&line.start));
        if !settled && lines.insert(line.start) {
            findings.push(finding(file, text, line, error, span));
        }
    }
    findings
}

fn finding(
    file: &FilePath,
    text: &str,
    line: Range<usize>,
    error: &toml::de::Error,
    span: Range<usize>,
) -> Finding {
    let words = slice(text, line.clone());
    let Some(Slip { at, message, hint }) = slip(words) else {
        let message = format!("site.toml is not TOML: {}", error.message());
        return Finding::new(Code::BadConfig, Place::span(file, Span::new(span)), message);
    };
    let place = Span::new(line.start + at..line.start + words.trim_end().len().max(at));
    Finding::new(Code::BadConfig, Place::span(file, place), message).hint(hint)
}

/// Takes what was found further on out again, where the line is not TOML to begin with; and says of a key of the
/// whole site that stands below the head of a table where it belongs.
pub(super) fn settle(text: &str, syntax: Vec<Finding>, mut further: Vec<Finding>) -> Vec<Finding> {
    let start = |finding: &Finding| {
        let span = finding.place.as_ref().and_then(|place| place.span).unwrap_or_default();
        line_around(text, span.range().start).start
    };
    let wrong: HashSet<usize> = syntax.iter().map(start).collect();
    let conflict = first_conflict(text).unwrap_or(0..0);
    further.retain(|finding| !wrong.contains(&start(finding)) && !conflict.contains(&start(finding)));
    for finding in further.iter_mut().filter(|finding| finding.code == Code::UnknownConfigKey) {
        if let Some(hint) = belongs_above(text, finding) {
            finding.hints = vec![hint];
        }
    }
    syntax.into_iter().chain(further).collect()
}

fn belongs_above(text: &str, finding: &Finding) -> Option<String> {
    let at = finding.place.as_ref()?.span?.range();
    let key = text.get(at.clone())?;
    let first_table = text.lines().position(|line| line.trim_start().starts_with('['))?;
    let below = slice(text, ..at.start).matches('\n').count() > first_table;
    (below && KEYS.iter().any(|known| known.name == key)).then(|| {
        format!(
            "`{key}` belongs above line {}: what stands below the head of a table is part of it",
            first_table + 1
        )
    })
}

/// What somebody has written who does not write TOML every day.
struct Slip {
    /// Where in the line.
    at: usize,
    message: String,
    hint: String,
}

fn slip(line: &str) -> Option<Slip> {
    let bare = |key: &str| {
        !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'))
    };
    let (equals, colon) = (line.split_once('='), line.split_once(':'));
    if let Some((key, value)) = equals.filter(|(key, _)| bare(key.trim())) {
        return of_value(key.trim(), value, line.trim_end().len() - value.trim().len());
    }
    let (key, value) = colon.filter(|(key, _)| bare(key.trim()))?;
    Some(Slip {
        at: line.len() - line.trim_start().len(),
        message: "a value follows its key after `=`, not `:`".to_owned(),
        hint: format!("write `{} = {}`", key.trim(), in_quotes(value)),
    })
}

fn of_value(key: &str, value: &str, at: usize) -> Option<Slip> {
    let value = value.trim();
    let first = value.chars().next()?;
    let quote = matches!(first, '"' | '\'');
    let (message, hint) = if quote && value.matches(first).count() == 1 {
        (
            "the quote is never closed".to_owned(),
            format!("write `{key} = {}`: closed on its line", in_quotes(value)),
        )
    } else if SMART.contains(&first) {
        ("a text stands in straight quotes".to_owned(), format!("write `{key} = {}`", in_quotes(value)))
    } else if value.contains(SMART) && first == '[' {
        let straight = value.replace(SMART, "\"");
        ("texts stand in straight quotes".to_owned(), format!("write `{key} = {straight}`"))
    } else if first.is_alphabetic() || first == '#' && !value.contains(' ') {
        ("a text stands in quotes".to_owned(), format!("write `{key} = {}`", in_quotes(value)))
    } else {
        return None;
    };
    Some(Slip { at, message, hint })
}

/// A text as TOML, whatever quotes it stands in.
fn in_quotes(value: &str) -> String {
    let bare = value.trim().trim_matches(|c| SMART.contains(&c) || matches!(c, '"' | '\''));
    format!("\"{}\"", bare.replace('\\', "\\\\").replace('"', "\\\""))
}

fn line_around(text: &str, at: usize) -> Range<usize> {
    let start = slice(text, ..at).rfind('\n').map_or(0, |end| end + 1);
    let end = slice(text, start..).find('\n').map_or(text.len(), |length| start + length);
    start..end
}
