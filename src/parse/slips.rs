//! YAML as people write it who do not write it every day: what they meant, and how to write that.

use std::collections::HashSet;

use crate::diagnostic::{Code, Finding, Place, Severity};
use crate::path::FilePath;
use crate::source::{Span, slice};
use crate::yaml::{MapEntry, Value, YamlNode, key_length};

/// Quotes as word processors set them.
const SMART: [char; 9] = ['“', '”', '„', '‟', '‘', '’', '‚', '«', '»'];

/// Why a text is not YAML, in the words of people.
pub(super) struct Slip {
    /// Where, in bytes of the text; `None` where the parser knows better.
    pub(super) span: Option<Span>,
    /// What is wrong; `None` where the parser says it.
    pub(super) message: Option<String>,
    /// What to do about it.
    pub(super) hint: String,
}

/// A line of the text: `key: value`.
struct Entry<'t> {
    /// Where the line begins.
    start: usize,
    /// How far it is indented.
    indent: usize,
    key: &'t str,
    value: &'t str,
    /// Where the value begins.
    value_at: usize,
}

/// The first slip in a text that is not YAML, up to the place where the parser gave up.
pub(super) fn in_broken(yaml: &str, gave_up: Option<usize>) -> Option<Slip> {
    let last = gave_up.unwrap_or(yaml.len());
    if let Some(slip) = odd_blank(yaml, last) {
        return Some(slip);
    }
    let entries: Vec<Entry<'_>> = entries(yaml).collect();
    entries.iter().take_while(|entry| entry.start <= last).find_map(|entry| {
        indented(entry, &entries).or_else(|| of_value(entry, slice(yaml, entry.value_at..)))
    })
}

/// A line that is indented with blanks which are none to YAML, as word processors write them.
fn odd_blank(yaml: &str, last: usize) -> Option<Slip> {
    let mut start = 0;
    for line in yaml.split_inclusive('\n').take_while(|line| !line.is_empty()) {
        let words = line.trim_start();
        let blanks = line.get(..line.len() - words.len()).unwrap_or_default();
        if start <= last && !words.is_empty() && !blanks.is_ascii() {
            return Some(Slip {
                span: Some(Span::new(start..start + blanks.len())),
                message: Some(ODD_BLANK.to_owned()),
                hint: INDENT.to_owned(),
            });
        }
        start += line.len();
    }
    None
}

/// What is wrong with a line that is indented so.
pub(super) const ODD_BLANK: &str =
    "a non-breaking space, or the like, stands before the words of this line, and is no blank in YAML";
/// What to do about it.
pub(super) const INDENT: &str = "take it out, and indent with ordinary spaces";

fn entries(yaml: &str) -> impl Iterator<Item = Entry<'_>> {
    let mut start = 0;
    yaml.split_inclusive('\n').filter_map(move |line| {
        let at = start;
        start += line.len();
        let words = line.trim_start_matches(' ');
        let indent = line.len() - words.len();
        let length = key_length(words.trim_end()).filter(|_| !words.starts_with(['#', '-']))?;
        let rest = slice(words, length + 1..).trim_end();
        let value = rest.trim_start();
        let value_at = at + indent + length + 1 + rest.len() - value.len();
        Some(Entry { start: at, indent, key: slice(words, ..length), value, value_at })
    })
}

/// A key that does not stand where the others do, though nothing holds it.
fn indented(entry: &Entry<'_>, entries: &[Entry<'_>]) -> Option<Slip> {
    let nth = entries.iter().position(|other| other.start == entry.start)?;
    let above = nth.checked_sub(1).and_then(|nth| entries.get(nth));
    let holds = above.is_some_and(|above| above.value.is_empty() || above.value.starts_with(['|', '>', '&']));
    let edge = entries.iter().map(|other| other.indent).min()?;
    let stray = match above {
        None => entry.indent > edge,
        Some(above) => entry.indent > above.indent && !holds && above.indent == edge,
    };
    (stray && entry.indent > 0).then(|| Slip {
        span: Some(Span::new(entry.start..entry.start + entry.indent)),
        message: Some(format!("`{}` is indented, and the keys around it are not", entry.key)),
        hint: "keys of one page begin at the edge, all of them".to_owned(),
    })
}

fn of_value(entry: &Entry<'_>, rest: &str) -> Option<Slip> {
    let (key, value) = (entry.key, entry.value);
    let first = value.chars().next()?;
    let fix = |text: &str| format!("write `{key}: {}`", quoted(in_smart_quotes(text).unwrap_or(text)));
    let at_value = |message: String, hint: String| {
        let span = Span::new(entry.value_at..entry.value_at + value.len());
        Some(Slip { span: Some(span), message: Some(message), hint })
    };
    match first {
        '"' | '\'' => match behind_quote(value) {
            None => {
                let hint = format!("close it: `{key}: {}`", quoted(value.trim_matches(first)));
                let span = Some(Span::new(entry.value_at..entry.value_at + 1));
                Some(Slip { span, message: Some("the quote is never closed".to_owned()), hint })
            }
            Some(behind) if first == '\'' && is_text_behind(behind) => at_value(
                "an apostrophe ends a text in single quotes".to_owned(),
                fix(value.trim_matches('\'')),
            ),
            Some(_) => None,
        },
        '[' | '{' => {
            let close = if first == '[' { ']' } else { '}' };
            match value.rsplit_once(close) {
                Some((_, behind)) if is_text_behind(behind) => at_value(begins_with(first), fix(value)),
                None if !rest.contains(close) => {
                    let span = Some(Span::new(entry.value_at..entry.value_at + 1));
                    let message = Some("the bracket is never closed".to_owned());
                    Some(Slip { span, message, hint: format!("close it: `{key}: {value}{close}`") })
                }
                _ => None,
            }
        }
        '@' | '`' | '%' => at_value(begins_with(first), fix(value)),
        '*' if value.ends_with('*') || value.contains(' ') => at_value(begins_with(first), fix(value)),
        _ if value.contains(": ") => Some(Slip { span: None, message: None, hint: fix(value) }),
        _ => None,
    }
}

fn begins_with(sign: char) -> String {
    format!("a text that begins with `{sign}` stands in quotes")
}

fn is_text_behind(rest: &str) -> bool {
    let rest = rest.trim_start();
    !rest.is_empty() && !rest.starts_with('#')
}

/// What follows the quoted text that a value begins with, where it ends.
fn behind_quote(value: &str) -> Option<&str> {
    let mut signs = value.chars();
    let quote = signs.next()?;
    while let Some(sign) = signs.next() {
        match sign {
            '\\' if quote == '"' => _ = signs.next(),
            '\'' if quote == '\'' && signs.as_str().starts_with('\'') => _ = signs.next(),
            _ if sign == quote => return Some(signs.as_str()),
            _ => {}
        }
    }
    None
}

/// A text as YAML.
fn quoted(text: &str) -> String {
    if text.contains(['"', '\\']) { format!("'{}'", text.replace('\'', "''")) } else { format!("\"{text}\"") }
}

/// Front matter that is YAML and reads otherwise than it was meant: texts that end at a `#`, and typographic quotes,
/// which are taken for the straight ones that were meant. At most one finding a line. `text` is that of the file, up to
/// the end of the front matter.
pub(super) fn in_sound(file: &FilePath, text: &str, entries: &mut [MapEntry]) -> Vec<Finding> {
    let mut reader = Sound { file, text, lines: HashSet::new(), findings: Vec::new() };
    for entry in entries {
        reader.straighten(&mut entry.node);
        reader.cut_off(entry);
    }
    reader.findings
}

struct Sound<'a> {
    file: &'a FilePath,
    text: &'a str,
    /// Where the lines begin of which something has been reported.
    lines: HashSet<usize>,
    findings: Vec<Finding>,
}

impl Sound<'_> {
    fn straighten(&mut self, node: &mut YamlNode) {
        match &mut node.value {
            Value::Text(text) => {
                if let Some(inner) = in_smart_quotes(text) {
                    let inner = inner.to_owned();
                    let hint = format!("write it in straight quotes: {}", quoted(&inner));
                    self.report(node.span, "typographic quotes are no quotes in YAML", hint);
                    *text = inner;
                }
            }
            Value::List(items) => items.iter_mut().for_each(|item| self.straighten(item)),
            _ => {}
        }
    }

    /// `title: Rule #1 of posting`, which YAML reads as `Rule`. A comment has a blank behind its sign.
    fn cut_off(&mut self, MapEntry { key, span, node }: &MapEntry) {
        if matches!(node.value, Value::Flag(_) | Value::List(_) | Value::Map(_)) {
            return;
        }
        // Behind a key that has no place of its own, and so that of all the front matter, nothing stands.
        let after_key = span.range().end + 1;
        let line = self.text.get(after_key..).and_then(|rest| rest.lines().next()).unwrap_or_default();
        let words = line.trim();
        if words.starts_with(['"', '\'', '|', '>', '[', '{', '&', '!']) {
            return;
        }
        let Some(at) = line.find(" #").filter(|at| slice(line, at + 2..).starts_with(char::is_alphanumeric))
        else {
            return;
        };
        let span = Span::new(after_key + at + 1..after_key + line.trim_end().len());
        let hint = format!("write `{key}: {}`", quoted(words));
        self.report(span, "what begins with ` #` is a comment, and not part of the text", hint);
    }

    fn report(&mut self, span: Span, message: &str, hint: String) {
        let line = slice(self.text, ..span.range().start).rfind('\n').map_or(0, |end| end + 1);
        if self.lines.insert(line) {
            let place = Place::span(self.file, span);
            self.findings.push(
                Finding::new(Code::BadValue, place, message).with_severity(Severity::Warning).hint(hint),
            );
        }
    }
}

/// The text within typographic quotes, where one pair is around all of it.
fn in_smart_quotes(text: &str) -> Option<&str> {
    let text = text.trim();
    let inner = text.strip_prefix(SMART)?.strip_suffix(SMART)?;
    (!inner.is_empty() && !inner.contains(SMART.map(|sign| if sign == '’' { '”' } else { sign })))
        .then_some(inner)
}
