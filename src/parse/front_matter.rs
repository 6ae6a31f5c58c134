//! Front matter as it is written, before the kind of its page is known: entries, and where they stand.

use std::sync::Arc;

use super::cut::cut;
use super::{salvage, slips, unread};
use crate::diagnostic::{Code, Finding, Place};
use crate::markdown;
use crate::path::FilePath;
use crate::source::{Span, slice};
use crate::yaml::{self, MapEntry, Value, YamlError, YamlErrorKind};

/// Front matter as written.
#[derive(Clone, Debug, Default)]
pub(super) struct Front {
    /// Where it stands in the file; `None` where there is none.
    pub(super) span: Option<Span>,
    /// What it says: where it cannot be read as a whole, what can be read of it.
    pub(super) entries: Vec<MapEntry>,
    /// Whether there is front matter that cannot be read as a whole. Such a page has findings enough.
    pub(super) failed: bool,
    /// Whether it is that of a text in the place of one on which the program failed.
    pub(super) is_stand_in: bool,
}

impl Front {
    /// Reads what stands at a span of a file's text.
    pub(super) fn read(file: &FilePath, text: &str, span: Span, findings: &mut Vec<Finding>) -> Front {
        let yaml = slice(text, span.range());
        if let Some(conflict) = markdown::conflict_in_yaml(yaml, file, span.start as usize) {
            findings.push(conflict);
            return Front::salvaged(span, &salvage::first_side(yaml));
        }
        let mut root = match yaml::tree(yaml) {
            Ok(root) => root.shifted(span.start as usize),
            Err(error) => {
                findings.push(not_yaml(file, yaml, span, &error));
                return Front::salvaged(span, yaml);
            }
        };
        match &mut root.value {
            Value::Null => Front { span: Some(span), ..Front::default() },
            Value::Map(entries) => {
                findings.extend(slips::in_sound(file, slice(text, ..span.range().end), entries));
                findings.extend(unread::keys(file, entries));
                Front { span: Some(span), entries: std::mem::take(entries), ..Front::default() }
            }
            _ => {
                let message =
                    format!("front matter is a list of keys and values; this is {}", root.describe());
                findings.push(
                    Finding::new(Code::BadFrontMatter, Place::span(file, span), message)
                        .hint("write `title: …` on a line of its own"),
                );
                Front { span: Some(span), ..Front::default() }
            }
        }
    }

    /// What can be read of front matter that cannot be read as a whole.
    pub(super) fn salvaged(span: Span, yaml: &str) -> Front {
        let entries = salvage::entries(yaml);
        let entries = entries.into_iter().map(|entry| entry.shifted(span.start as usize)).collect();
        Front { span: Some(span), entries, ..Front::default() }
    }

    /// A text that stands under a key, and where; `None` where it is none.
    pub(super) fn text(&self, key: &str) -> Option<(&str, Span)> {
        let node = &first(&self.entries, key)?.node;
        matches!(node.value, Value::Text(_)).then(|| (node.written(), node.span))
    }
}

/// The document number that a text states in its front matter.
pub fn document(file: &FilePath, text: &str) -> Option<Arc<str>> {
    let cut = cut(file, text, &mut Vec::new());
    let yaml = text.get(cut.yaml?.range())?;
    let entries = match yaml::tree(yaml).map(|root| root.value) {
        Ok(Value::Map(entries)) => entries,
        _ => salvage::entries(yaml),
    };
    // `id: 007` means what is written, not the number.
    first(&entries, "id")?.node.as_text().filter(|id| !id.is_empty()).map(Into::into)
}

/// Of a repeated key the first entry.
fn first<'e>(entries: &'e [MapEntry], key: &str) -> Option<&'e MapEntry> {
    entries.iter().find(|entry| entry.key == key)
}

/// A text without the words below its front matter; all of it where nothing tells for certain where they begin. What the
/// front matter says, and whether it can be read, is the same in both.
pub fn front_matter_of<'t>(file: &FilePath, text: &'t str) -> &'t str {
    let mut findings = Vec::new();
    let cut = cut(file, text, &mut findings);
    if cut.yaml.is_some() && findings.is_empty() { slice(text, ..cut.body) } else { text }
}

fn not_yaml(file: &FilePath, yaml: &str, span: Span, error: &YamlError) -> Finding {
    let gave_up = error.span.map(|span| span.start as usize);
    let slip = if error.why == YamlErrorKind::Syntax { slips::in_broken(yaml, gave_up) } else { None };
    let (place, message, hint) = match slip {
        Some(slip) => (slip.span.or(error.span), slip.message, Some(slip.hint)),
        None => (error.span, None, None),
    };
    let place = place.map_or(span, |inner| inner.shifted(span.start as usize));
    let own_hint = if message.is_none() { error.hint.map(str::to_owned) } else { None };
    let message = message.unwrap_or_else(|| match error.why {
        YamlErrorKind::Limit => format!("this cannot be read: {}", error.message),
        YamlErrorKind::Syntax => format!("the front matter is not YAML: {}", error.message),
    });
    Finding::new(Code::BadFrontMatter, Place::span(file, place), message).hint_if(own_hint).hint_if(hint)
}
