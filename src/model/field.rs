//! Typed values of front matter.

use std::sync::Arc;

use super::decimal::Decimal;
use crate::config::Field;
use crate::date::{Day, Period};
use crate::source::Span;
use crate::yaml::YamlNode;

/// The fields of one page, in the order of the kind's declaration. Cheap to clone.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Fields {
    values: Arc<[(Arc<Field>, FieldValue)]>,
    /// Where each value stands; empty where nobody has said.
    places: Arc<[Span]>,
    is_unclear: bool,
}

/// The value of a field. Spans are in bytes of the page's file.
#[derive(Clone, PartialEq, Debug)]
pub enum FieldValue {
    /// A text, or a choice.
    Text(Arc<str>),
    /// Texts, each with its place.
    Texts(Vec<NamedValue>),
    /// A whole number.
    Number(i64),
    /// A decimal number.
    Decimal(Decimal),
    /// Yes or no.
    Flag(bool),
    /// A day.
    Day(Day),
    /// A period.
    Period(Period),
    /// Minutes of work.
    Minutes(u32),
    /// Pages as they are named, by id, path or title.
    Pages(Vec<NamedValue>),
    /// Roles as they are named, by id.
    Roles(Vec<NamedValue>),
    /// A file that is shown or read, by its path from the page.
    File(NamedValue),
    /// Maps of further fields.
    Items(Vec<Fields>),
    /// Values with their places in the page's file, for the room that knows what they mean.
    Data(Arc<YamlNode>),
}

/// Something named in front matter, and where.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NamedValue {
    /// As written.
    pub name: Arc<str>,
    /// Where it stands in the file.
    pub span: Span,
}

impl Fields {
    /// Fields in the order given.
    pub fn new(fields: Vec<(Arc<Field>, FieldValue)>) -> Fields {
        Fields { values: fields.into(), places: Arc::default(), is_unclear: false }
    }

    /// The same, each with where its value stands in the file.
    pub fn placed(fields: Vec<(Arc<Field>, FieldValue, Span)>) -> Fields {
        let places = fields.iter().map(|(_, _, span)| *span).collect();
        let values = fields.into_iter().map(|(field, value, _)| (field, value)).collect();
        Fields { values, places, is_unclear: false }
    }

    /// Where the value of a field stands in the file, where that was said.
    pub fn place(&self, name: &str) -> Option<Span> {
        let at = self.values.iter().position(|(field, _)| field.name == name)?;
        self.places.get(at).copied()
    }

    /// The items of a field that is a list of them.
    pub fn items(&self, name: &str) -> &[Fields] {
        match self.get(name) {
            Some(FieldValue::Items(items)) => items,
            _ => &[],
        }
    }

    /// The same, of which something that is written cannot be read, or is written twice.
    #[must_use]
    pub fn unclear(self) -> Fields {
        Fields { is_unclear: true, ..self }
    }

    /// Whether something that is written there is not among the fields: whoever goes by what is missing must not.
    pub fn is_unclear(&self) -> bool {
        self.is_unclear
    }

    /// Every field that is there, with its declaration.
    pub fn iter(&self) -> impl Iterator<Item = (&Field, &FieldValue)> {
        self.values.iter().map(|(field, value)| (&**field, value))
    }

    /// The value of a field.
    pub fn get(&self, name: &str) -> Option<&FieldValue> {
        self.values.iter().find(|(field, _)| field.name == name).map(|(_, value)| value)
    }

    /// The value of a field that is a text.
    pub fn text(&self, name: &str) -> Option<&str> {
        match self.get(name)? {
            FieldValue::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The values of a field as they are compared; empty where it is not there.
    pub fn values(&self, field: &str) -> Vec<String> {
        match self.get(field) {
            None | Some(FieldValue::Items(_) | FieldValue::Data(_)) => Vec::new(),
            Some(FieldValue::Text(text)) => vec![text.to_string()],
            Some(FieldValue::Texts(all) | FieldValue::Pages(all) | FieldValue::Roles(all)) => {
                all.iter().map(|named| named.name.to_string()).collect()
            }
            Some(FieldValue::Number(number)) => vec![number.to_string()],
            Some(FieldValue::Decimal(number)) => vec![number.to_string()],
            Some(FieldValue::Flag(flag)) => vec![flag.to_string()],
            Some(FieldValue::Day(day)) => vec![day.to_string()],
            Some(FieldValue::Period(period)) => vec![period.to_string()],
            Some(FieldValue::Minutes(minutes)) => vec![minutes.to_string()],
            Some(FieldValue::File(file)) => vec![file.name.to_string()],
        }
    }

    /// What a field names: texts, pages or roles.
    pub fn named(&self, name: &str) -> &[NamedValue] {
        match self.get(name) {
            Some(FieldValue::Texts(named) | FieldValue::Pages(named) | FieldValue::Roles(named)) => named,
            _ => &[],
        }
    }

    /// The value of a field that is a number of minutes.
    pub fn minutes(&self, name: &str) -> Option<u32> {
        match self.get(name)? {
            FieldValue::Minutes(minutes) => Some(*minutes),
            _ => None,
        }
    }
}
