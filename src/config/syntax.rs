//! What is wrong with a `site.toml` that is not TOML, in the words of people: at most one finding a line.

use std::collections::HashSet;
use std::ops::Range;

use super::KEYS;
use crate::diagnostic::{Code, Finding, Place};
use crate::markdown::{CONFLICT_HELP, CONFLICT_MESSAGE, first_conflict};
use crate::path::FilePath;
use crate::shared::steps::count_steps;
use crate::source::{LineIndex, Span, slice};

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
    let lines = LineIndex::new(text);
    let mut reported = HashSet::new();
    for error in errors {
        let span = error.span().unwrap_or(0..0);
        let start = lines.line_start(span.start);
        let settled = conflict.as_ref().is_some_and(|conflict| conflict.contains(&start));
        if !settled && reported.insert(start) {
            findings.push(finding(file, text, line_at(text, start), error, span));
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
    count_steps(text.len());
    let lines = LineIndex::new(text);
    let start = |finding: &Finding| {
        let span = finding.place.as_ref().and_then(|place| place.span).unwrap_or_default();
        lines.line_start(span.range().start)
    };
    let wrong: HashSet<usize> = syntax.iter().map(start).collect();
    let conflict = first_conflict(text).unwrap_or(0..0);
    further.retain(|finding| !wrong.contains(&start(finding)) && !conflict.contains(&start(finding)));
    if let Some(table) = FirstTable::of(text) {
        let is_below =
            |finding: &&mut Finding| finding.code == Code::UnknownConfigKey && start(finding) > table.start;
        for finding in further.iter_mut().filter(is_below) {
            if let Some(hint) = belongs_above(text, &table, finding) {
                finding.hints = vec![hint];
            }
        }
    }
    syntax.into_iter().chain(further).collect()
}

/// The first line that is the head of a table.
struct FirstTable {
    /// Its number, from 1.
    line: usize,
    start: usize,
}

impl FirstTable {
    fn of(text: &str) -> Option<FirstTable> {
        count_steps(text.len());
        let mut start = 0;
        for (line, words) in (1..).zip(text.split_inclusive('\n')) {
            if words.trim_start().starts_with('[') {
                return Some(FirstTable { line, start });
            }
            start += words.len();
        }
        None
    }
}

fn belongs_above(text: &str, table: &FirstTable, finding: &Finding) -> Option<String> {
    let key = text.get(finding.place.as_ref()?.span?.range())?;
    let line = table.line;
    KEYS.iter().any(|known| known.name == key).then(|| {
        format!("`{key}` belongs above line {line}: what stands below the head of a table is part of it")
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

/// The line that begins at a place.
fn line_at(text: &str, start: usize) -> Range<usize> {
    let line = slice(text, start..);
    count_steps(line.find('\n').unwrap_or(line.len()));
    start..start + line.find('\n').unwrap_or(line.len())
}

#[cfg(test)]
mod tests {
    use crate::config::read;
    use crate::path::FilePath;
    use crate::shared::steps::{grown, is_in_line};

    /// Makes a `site.toml` of about a given size.
    type Way = fn(usize) -> String;

    /// Files with thousands of findings.
    const WAYS: [(&str, Way); 4] = [
        ("unknown keys", |n| numbered(n / 10, "k# = 1\n")),
        ("keys below a table", |n| numbered(n / 18, "[t#]\nname = 1\n")),
        ("lines that are not TOML", |n| numbered(n / 9, "k#: 1\n")),
        ("a line that is not TOML", |n| "name = \"a\" ".repeat(n / 11)),
    ];

    fn numbered(count: usize, words: &str) -> String {
        (0..count).map(|nth| words.replace('#', &format!("{nth:05}"))).collect()
    }

    #[test]
    fn work_is_in_line_with_size() {
        let file = FilePath::new("site.toml").expect("a path");
        let read = |text: &String| drop(read(&FilePath::new("site.toml").expect("a path"), text));
        for (name, way) in WAYS {
            assert!(!super::super::read(&file, &way(500)).findings.is_empty(), "{name}");
            is_in_line(name, grown(way, read));
        }
    }
}
