//! Pages in memory, for the tests of governance: front matter and words, and no more of Markdown than its outline.

use std::sync::Arc;

use crate::config::{Field, FieldType, Kinds};
use crate::date::{Day, Moment, Zone};
use crate::markdown;
use crate::model::{FieldValue, Fields, NamedValue, Page, Person, Source};
use crate::path::{Address, FilePath};
use crate::source::Span;
use crate::words::Words;
use crate::yaml::{self, MapEntry, Value, YamlNode};

pub(in crate::governance) fn day(text: &str) -> Day {
    text.parse().expect("a day")
}

/// A day at noon, or at `2026-01-12T23:30`; UTC.
pub(in crate::governance) fn moment(text: &str) -> Moment {
    let (date, time) = text.split_once('T').unwrap_or((text, "12:00"));
    let (hours, minutes) = time.split_once(':').expect("hours and minutes");
    let number = |text: &str| text.parse::<i64>().expect("a number");
    let midnight = 86_400 * Day::new(1970, 1, 1).expect("a day").days_to(day(date));
    Moment { seconds: midnight + 3_600 * number(hours) + 60 * number(minutes), offset: 0 }
}

pub(in crate::governance) fn person(name: &str) -> Person {
    Person { name: name.into(), address: format!("{name}@example.org").into() }
}

pub(in crate::governance) fn path(text: &str) -> FilePath {
    FilePath::new(text).expect("a path")
}

/// The id that a page states.
pub(in crate::governance) fn id_of(front: &str) -> Option<Arc<str>> {
    let id = entries(front).into_iter().find(|entry| entry.key == "id")?;
    Some(id.node.written().into())
}

/// A page of a site whose folder of pages is the site's root.
pub(in crate::governance) fn page(file: &FilePath, front: &str, body: &str) -> Page {
    let entries = entries(front);
    let kinds = Kinds::built_in(Words::english());
    let named = entries.iter().find(|entry| entry.key == "kind").map_or("page", |entry| entry.node.written());
    let kind = kinds.named(named).expect("a kind").clone();
    let outline = markdown::parse(body, &markdown::Options::default()).outline(file, 0).value;
    let document = id_of(front);
    Page {
        file: file.clone(),
        address: Address::of_page(file),
        path: file.clone(),
        title: document.clone().unwrap_or_else(|| file.as_str().into()),
        document,
        order: None,
        draft: None,
        is_stand_in: false,
        permalink: None,
        fields: fields(&kind.fields, &entries),
        source: Some(Arc::new(Source::new(body.into(), 0, outline))),
        keys: Arc::default(),
        blocks: Arc::default(),
        stood: None,
        kind,
    }
}

fn entries(front: &str) -> Vec<MapEntry> {
    match yaml::tree(front).expect("YAML").value {
        Value::Map(entries) => entries,
        _ => Vec::new(),
    }
}

fn fields(known: &[Arc<Field>], entries: &[MapEntry]) -> Fields {
    let one = |entry: &MapEntry| {
        let field = known.iter().find(|field| field.name == entry.key).expect("a field");
        (field.clone(), value(field, &entry.node))
    };
    Fields::new(entries.iter().map(one).collect())
}

fn value(field: &Field, node: &YamlNode) -> FieldValue {
    let one = |node: &YamlNode| NamedValue { name: node.written().into(), span: Span::default() };
    let items = match &node.value {
        Value::List(items) => items.as_slice(),
        _ => std::slice::from_ref(node),
    };
    let named = items.iter().map(one).collect();
    match &field.shape {
        FieldType::Pages { .. } => FieldValue::Pages(named),
        FieldType::Roles => FieldValue::Roles(named),
        FieldType::Texts => FieldValue::Texts(named),
        FieldType::Day => FieldValue::Day(day(node.written())),
        FieldType::Period => FieldValue::Period(node.written().parse().expect("a period")),
        FieldType::Data => FieldValue::Data(Arc::new(node.clone())),
        FieldType::Items(known) => FieldValue::Items(items.iter().map(|item| maps(known, item)).collect()),
        _ => FieldValue::Text(node.written().into()),
    }
}

fn maps(known: &[Arc<Field>], node: &YamlNode) -> Fields {
    let Value::Map(entries) = &node.value else { panic!("an item is a map") };
    fields(known, entries)
}

#[test]
fn moments_are_those_that_they_say() {
    assert_eq!(moment("1970-01-02T00:01").seconds, 86_460);
    assert_eq!(Day::at(moment("2026-06-15").seconds, &Zone::utc()), Some(day("2026-06-15")));
}
