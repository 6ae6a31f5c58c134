//! Fields that must say something: those that a page's kind requires, its title, its number.

use super::fields::{FieldReader, takes};
use super::front_matter::Front;
use crate::config::PageKind;
use crate::diagnostic::{Code, Finding, Place, Severity};
use crate::source::Span;
use crate::yaml::Value;

/// Whether what a page lacks may still come.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum FieldDemand {
    OfDraft,
    OfPublished,
}

/// Names the fields that the kind requires and the page lacks, or has without a value. One with a wrong value is
/// reported as that. What is missing in a draft is still to come.
pub(super) fn missing_fields(
    reader: &FieldReader<'_>,
    front: &Front,
    (kind, demand): (&PageKind, FieldDemand),
) {
    let (weight, help) = match demand {
        FieldDemand::OfDraft => {
            (Severity::Warning, Some("fill it in before the page is published".to_owned()))
        }
        FieldDemand::OfPublished => (Severity::Error, None),
    };
    for name in &kind.required {
        let field = kind.fields.iter().find(|field| field.name == *name);
        let takes = field.map(|field| takes(&field.shape));
        let finding = match empty(reader, front, name) {
            Entry::Said => continue,
            Entry::Missing => {
                let place = reader.values.place(front.span.unwrap_or(Span::at(0)));
                Finding::new(
                    Code::MissingField,
                    place,
                    format!("a page of kind `{}` needs `{name}`", kind.name),
                )
                .hint_if(takes.map(|takes| format!("add `{name}:` with {takes}")))
            }
            Entry::Empty(place) => {
                let message = format!("`{name}` is empty; a page of kind `{}` needs it", kind.name);
                Finding::new(Code::MissingField, place, message)
                    .hint_if(takes.map(|takes| format!("`{name}` takes {takes}")))
            }
        };
        reader.values.report(finding.with_severity(weight).hint_if(help.clone()));
    }
}

/// Tells of a title or a number that is there and says nothing. `title` is what the page is called instead.
pub(super) fn empty_names(reader: &FieldReader<'_>, front: &Front, kind: &PageKind, title: &str) {
    if let Entry::Empty(place) = empty(reader, front, "title") {
        let message = format!("`title` is empty; the page is called `{title}`");
        reader.values.report(
            Finding::new(Code::MissingTitle, place, message)
                .cause("`title` is empty")
                .hint("give it words, or take the line out"),
        );
    }
    let is_required = kind.required.iter().any(|name| name == "id");
    if let Entry::Empty(place) = empty(reader, front, "id")
        && front.entries.iter().any(|entry| entry.key == "id" && entry.node.value != Value::Null)
        && !is_required
    {
        let finding = Finding::new(Code::BadValue, place, "`id` is empty").with_severity(Severity::Warning);
        reader.values.report(finding.hint("give the page a number of its own, or take the line out"));
    }
}

/// What is said under a key.
enum Entry {
    Said,
    Empty(Place),
    Missing,
}

fn empty(reader: &FieldReader<'_>, front: &Front, name: &str) -> Entry {
    // Of a repeated key the last counts.
    match front.entries.iter().rfind(|entry| entry.key == name) {
        None => Entry::Missing,
        Some(entry) if entry.node.is_empty() => Entry::Empty(reader.values.place(entry.node.span)),
        Some(_) => Entry::Said,
    }
}
