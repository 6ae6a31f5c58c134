//! A file's text -> a page's facts, then pages of their kinds.
//!
//! `parse::file` depends on a file's name, its text and the way Markdown is read, and on nothing else; that is what
//! makes it a memo. It cuts off the front matter, reads it as a tree with places (`yaml` is the only room that names
//! the YAML library; `yaml/places.rs` finds where keys and values stand, since that library tells places only in
//! errors), and asks `markdown` for the outline: headings, ids, references with the sentence they stand in, words.
//! Pages are kept as source and outline. Their HTML is made when it is asked for, from the same single pass over the
//! text (`markdown/events.rs`), in which every reference has a number.
//!
//! `parse::pages` settles kind, title, address and typed fields, and makes a page for each folder that nobody wrote one
//! for. Kinds are data: `config/kinds.toml` declares the built-in ones, and `\[kinds\]` of a site adds to them by the
//! same reader.

mod arranged;
mod assemble;
mod certain;
mod draft;
mod fields;
mod folders;
mod front_matter;
mod reading;
mod required;
mod salvage;
mod slips;
mod unread;
mod unrecognised;

pub use arranged::{PageOrder, arranged};
pub use assemble::{ParsedFile, SitePages, page, pages};
pub use folders::{FolderIndex, FolderRole, Folders};
pub use reading::{AsRead, as_read};

use std::sync::Arc;

use crate::diagnostic::{Checked, Code, Finding, Place, Severity};
use crate::markdown;
use crate::model::Source;
use crate::path::FilePath;
use crate::source::Span;
use crate::yaml::{self, Yaml, YamlError, YamlErrorKind, YamlPlaces};

/// What a file's text says by itself, before its kind is known. Depends on the text and the file's name alone,
/// which is what makes it a memo.
#[derive(Clone, Debug)]
pub struct Parsed {
    source: Arc<Source>,
    front: Front,
}

/// Front matter as written.
#[derive(Clone, Debug, Default)]
struct Front {
    /// Where it stands in the file; `None` where there is none.
    span: Option<Span>,
    /// What it says: where it cannot be read as a whole, what can be read of it.
    map: Vec<(String, Yaml)>,
    places: YamlPlaces,
    /// Whether there is front matter that cannot be read as a whole. Such a page has findings enough.
    failed: bool,
}

impl Front {
    /// What can be read of front matter that cannot be read as a whole.
    fn salvaged(span: Span, yaml: &str) -> Front {
        let (map, places) = salvage::entries(yaml);
        Front { span: Some(span), map, places, ..Front::default() }
    }

    fn text(&self, key: &str) -> Option<(&str, Span)> {
        let (_, value) = self.map.iter().find(|(name, _)| name == key)?;
        let Yaml::Text(text) = value else { return None };
        let node =
            self.places.children.iter().find(|node| node.key.as_ref().is_some_and(|(name, _)| name == key));
        let offset = self.span.map_or(0, |span| span.start as usize);
        Some((text.trim(), node.map_or(Span::default(), |node| node.value.shifted(offset))))
    }
}

/// A page larger than this is shown as far as this many bytes.
const LARGEST: usize = 16 * 1024 * 1024;

/// Reads one file.
pub fn file(file: &FilePath, text: &Arc<str>, options: &markdown::Options) -> Checked<Parsed> {
    let mut findings = Vec::new();
    let text = clipped(file, text, &mut findings);
    let cut = front_matter::cut(file, &text, &mut findings);
    let mut front = match (cut.yaml, cut.open) {
        (Some(span), _) => front(file, &text, span, &mut findings),
        (None, Some(span)) => Front::salvaged(span, &text[span.range()]),
        (None, None) => Front::default(),
    };
    let outline =
        markdown::parse(&text[cut.body..], options).outline(file, cut.body).into_value(&mut findings);
    for finding in findings.iter_mut().filter(|finding| hides_front_matter(finding, &text[..cut.body])) {
        front.failed = true;
        finding.hints.push(draft::COUNTS_AS_DRAFT.to_owned());
    }
    if outline.words == 0 && outline.references.is_empty() && text[cut.body..].trim().is_empty() {
        findings.push(Finding::new(Code::EmptyPage, Place::file(file), "the page has no text"));
    }
    let source = Arc::new(Source::new(text, cut.body, outline));
    Checked::new(Parsed { source, front }, findings)
}

/// The document number that a text states in its front matter.
pub fn document(file: &FilePath, text: &str) -> Option<Arc<str>> {
    let cut = front_matter::cut(file, text, &mut Vec::new());
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
    let cut = front_matter::cut(file, text, &mut findings);
    if cut.yaml.is_some() && findings.is_empty() { &text[..cut.body] } else { text }
}

/// Whether a finding says that the front matter cannot be read: all of it, or what stands above it.
fn hides_front_matter(finding: &Finding, above: &str) -> bool {
    let start = finding.place.as_ref().and_then(|place| place.span).map_or(0, |span| span.range().start);
    match finding.code {
        Code::BadFrontMatter => true,
        Code::MergeConflict => {
            start < above.len() || above.trim_start_matches('\u{feff}').is_empty() && start == above.len()
        }
        _ => false,
    }
}

fn clipped(file: &FilePath, text: &Arc<str>, findings: &mut Vec<Finding>) -> Arc<str> {
    if text.len() <= LARGEST {
        return text.clone();
    }
    let mut end = LARGEST;
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let message =
        format!("the page is {} MB long; only its first {} MB are shown", text.len() >> 20, LARGEST >> 20);
    findings.push(
        Finding::new(Code::TooLarge, Place::file(file), message)
            .with_severity(Severity::Error)
            .hint("split it into pages"),
    );
    text[..end].into()
}

fn front(file: &FilePath, text: &str, span: Span, findings: &mut Vec<Finding>) -> Front {
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
            let message = format!("front matter is a list of keys and values; this is {}", other.describe());
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_alone_says_what_it_says_above_the_words() {
        let file = FilePath::new("content/a.md").expect("a path");
        let words = "\n# Part\n\nWords, and [a link](b.md).\n";
        let conflict = "\n<<<<<<< ours\na\n=======\nb\n>>>>>>> theirs\n";
        let heads = [
            "---\ntitle: A\nid: GL-1\nkind: guideline\ntags: [a, b]\n---\n",
            "\u{feff}---\nid: GL-1\n...\n",
            "---\nid: [unclosed\nkind: guideline\n---\n",
            "---\n<<<<<<< ours\nid: a\n=======\nid: b\n>>>>>>> theirs\n---\n",
            "---\n---\n",
            "\n\n---\nid: below-blank-lines\n---\n",
            "---\nid: never closed\n\n",
            "id: without marks\nkind: guideline\n\n",
            "---\nA paragraph between two rules.\n---\n",
            "",
        ];
        for head in heads {
            for body in [words, conflict, "", "---\nid: other\n---\n"] {
                let whole = format!("{head}{body}");
                let read = |text: &str| {
                    let parsed = super::file(&file, &text.into(), &markdown::Options::default()).value;
                    (format!("{:?}", parsed.front.map), parsed.front.failed)
                };
                assert_eq!(read(front_matter_of(&file, &whole)), read(&whole), "{whole}");
            }
        }
        let text = format!("{}{words}", heads[0]);
        assert_eq!(front_matter_of(&file, &text), heads[0], "the words are left out");
    }
}
