//! Front matter as it is written, before the kind of its page is known: entries, and where they stand.

use std::sync::Arc;

use super::cut::cut;
use super::{salvage, slips, unread};
use crate::diagnostic::{Code, Finding, Place};
use crate::markdown;
use crate::path::FilePath;
use crate::source::Span;
use crate::yaml::{self, Yaml, YamlError, YamlErrorKind, YamlPlaces};

/// Front matter as written.
#[derive(Clone, Debug, Default)]
pub(super) struct Front {
    /// Where it stands in the file; `None` where there is none.
    pub(super) span: Option<Span>,
    /// What it says: where it cannot be read as a whole, what can be read of it.
    pub(super) map: Vec<(String, Yaml)>,
    pub(super) places: YamlPlaces,
    /// Whether there is front matter that cannot be read as a whole. Such a page has findings enough.
    pub(super) failed: bool,
}

impl Front {
    /// Reads what stands at a span of a file's text.
    pub(super) fn read(file: &FilePath, text: &str, span: Span, findings: &mut Vec<Finding>) -> Front {
        let yaml = &text[span.range()];
        if let Some(conflict) = markdown::conflict_in_yaml(yaml, file, span.start as usize) {
            findings.push(conflict);
            return Front::salvaged(span, &salvage::first_side(yaml));
        }
        match yaml::read(yaml) {
            Ok(Yaml::Null) => Front { span: Some(span), ..Front::default() },
            Ok(Yaml::Map(mut map)) => {
                let places = YamlPlaces::of(yaml);
                findings.extend(slips::in_sound(file, yaml, span.start as usize, &mut map, &places));
                findings.extend(unread::keys(file, span, &map, &places));
                Front { span: Some(span), map, places, ..Front::default() }
            }
            Ok(other) => {
                let message =
                    format!("front matter is a list of keys and values; this is {}", other.describe());
                findings.push(
                    Finding::new(Code::BadFrontMatter, Place::span(file, span), message)
                        .hint("write `title: …` on a line of its own"),
                );
                Front { span: Some(span), ..Front::default() }
            }
            Err(error) => {
                findings.push(not_yaml(file, yaml, span, &error));
                Front::salvaged(span, yaml)
            }
        }
    }

    /// What can be read of front matter that cannot be read as a whole.
    pub(super) fn salvaged(span: Span, yaml: &str) -> Front {
        let (map, places) = salvage::entries(yaml);
        Front { span: Some(span), map, places, ..Front::default() }
    }

    /// A text that stands under a key, and where; `None` where it is none.
    pub(super) fn text(&self, key: &str) -> Option<(&str, Span)> {
        let (_, value) = self.map.iter().find(|(name, _)| name == key)?;
        let Yaml::Text(text) = value else { return None };
        let node =
            self.places.children.iter().find(|node| node.key.as_ref().is_some_and(|(name, _)| name == key));
        let offset = self.span.map_or(0, |span| span.start as usize);
        Some((text.trim(), node.map_or(Span::default(), |node| node.value.shifted(offset))))
    }
}

/// The document number that a text states in its front matter.
pub fn document(file: &FilePath, text: &str) -> Option<Arc<str>> {
    let cut = cut(file, text, &mut Vec::new());
    let text: Arc<str> = text.get(cut.yaml?.range())?.into();
    let front = match yaml::read(&text) {
        Ok(Yaml::Map(map)) => Front { map, ..Front::default() },
        _ => Front::salvaged(Span::default(), &text),
    };
    let id = match front.text("id") {
        Some((id, _)) => id,
        // `id: 007` means what is written, not the number.
        None => written_number(&front, "id", &text)?,
    };
    (!id.is_empty()).then(|| id.into())
}

/// A number or a flag under a key, as it is written.
fn written_number<'y>(front: &Front, key: &str, yaml: &'y str) -> Option<&'y str> {
    let (_, value) = front.map.iter().find(|(name, _)| name == key)?;
    if !matches!(value, Yaml::Whole(_) | Yaml::Fraction(_) | Yaml::Flag(_)) {
        return None;
    }
    let nodes = YamlPlaces::of(yaml).children;
    let node = nodes.iter().find(|node| node.key.as_ref().is_some_and(|(name, _)| name == key))?;
    yaml.get(node.value.range()).map(str::trim)
}

/// A text without the words below its front matter; all of it where nothing tells for certain where they begin. What the
/// front matter says, and whether it can be read, is the same in both.
pub fn front_matter_of<'t>(file: &FilePath, text: &'t str) -> &'t str {
    let mut findings = Vec::new();
    let cut = cut(file, text, &mut findings);
    if cut.yaml.is_some() && findings.is_empty() { &text[..cut.body] } else { text }
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
    let message = message.unwrap_or_else(|| format!("the front matter is not YAML: {}", error.message));
    Finding::new(Code::BadFrontMatter, Place::span(file, place), message).hint_if(own_hint).hint_if(hint)
}
