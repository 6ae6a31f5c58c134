//! Values and their places in one tree.

use super::{Yaml, YamlError, YamlPlaces, read};
use crate::source::Span;

/// A value and where it stands.
#[derive(Clone, PartialEq, Debug)]
pub struct YamlNode {
    /// The value.
    pub value: Value,
    /// Where it stands, in bytes.
    pub span: Span,
    /// How it is written: `007` for what YAML reads as 7. Without blanks around it. Empty for lists and maps.
    pub written: String,
}

/// What stands there.
#[derive(Clone, PartialEq, Debug)]
pub enum Value {
    /// Nothing.
    Null,
    /// `true` or `false`.
    Flag(bool),
    /// A whole number.
    Whole(i64),
    /// A number that is not whole.
    Fraction(f64),
    /// A text, with blanks around it where it is written so.
    Text(String),
    /// A list.
    List(Vec<YamlNode>),
    /// Keys and values, in order, a repeated key as often as it stands there.
    Map(Vec<MapEntry>),
}

/// A key with its value.
#[derive(Clone, PartialEq, Debug)]
pub struct MapEntry {
    /// The key.
    pub key: String,
    /// Where the key stands.
    pub span: Span,
    /// Its value.
    pub node: YamlNode,
}

/// Reads a text as one YAML document, with places.
pub fn tree(text: &str) -> Result<YamlNode, YamlError> {
    read(text).map(|value| YamlNode::joined(&value, &YamlPlaces::of(text), text))
}

impl YamlNode {
    /// A value joined with its places in the text that it was read from.
    pub fn joined(yaml: &Yaml, places: &YamlPlaces, text: &str) -> YamlNode {
        let (value, written) = match yaml {
            Yaml::Null => (Value::Null, String::new()),
            Yaml::Flag(flag) => (Value::Flag(*flag), scalar(text, places.value, flag)),
            Yaml::Whole(number) => (Value::Whole(*number), scalar(text, places.value, number)),
            Yaml::Fraction(number) => (Value::Fraction(*number), scalar(text, places.value, number)),
            Yaml::Text(text) => (Value::Text(text.clone()), text.trim().to_owned()),
            Yaml::List(items) => (Value::List(list(items, places, text)), String::new()),
            Yaml::Map(map) => (Value::Map(entries(map, places, text)), String::new()),
        };
        YamlNode { value, span: places.value, written }
    }

    /// The same tree in a text that begins `by` bytes earlier.
    #[must_use]
    pub fn shifted(mut self, by: usize) -> YamlNode {
        self.shift(by);
        self
    }

    fn shift(&mut self, by: usize) {
        self.span = self.span.shifted(by);
        match &mut self.value {
            Value::List(items) => items.iter_mut().for_each(|item| item.shift(by)),
            Value::Map(entries) => entries.iter_mut().for_each(|entry| {
                entry.span = entry.span.shifted(by);
                entry.node.shift(by);
            }),
            _ => {}
        }
    }

    /// What it is, in a message.
    pub fn describe(&self) -> &'static str {
        match &self.value {
            Value::Null => "nothing",
            Value::Flag(_) => "true or false",
            Value::Whole(_) => "a whole number",
            Value::Fraction(_) => "a number",
            Value::Text(_) => "a text",
            Value::List(_) => "a list",
            Value::Map(_) => "a map of keys and values",
        }
    }
}

fn list(items: &[Yaml], places: &YamlPlaces, text: &str) -> Vec<YamlNode> {
    let item = |(nth, item): (usize, &Yaml)| match places.children.get(nth) {
        Some(place) => YamlNode::joined(item, place, text),
        None => YamlNode::joined(item, &leaf(places.value), text),
    };
    items.iter().enumerate().map(item).collect()
}

fn entries(map: &[(String, Yaml)], places: &YamlPlaces, text: &str) -> Vec<MapEntry> {
    let entry = |(nth, (key, value)): (usize, &(String, Yaml))| {
        let place = places.entry(nth, key);
        let span = place.and_then(|place| place.key.as_ref()).map_or(places.value, |(_, span)| *span);
        let node = YamlNode::joined(value, place.unwrap_or(&leaf(places.value)), text);
        MapEntry { key: key.clone(), span, node }
    };
    map.iter().enumerate().map(entry).collect()
}

/// What a person wrote: the id of a text may look like a number to YAML.
fn scalar(text: &str, span: Span, value: &impl ToString) -> String {
    let word = |written: &&str| {
        !written.is_empty() && !written.contains(|sign: char| sign.is_whitespace() || sign == ':')
    };
    text.get(span.range()).filter(word).map_or_else(|| value.to_string(), str::to_owned)
}

fn leaf(value: Span) -> YamlPlaces {
    YamlPlaces { key: None, value, children: Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_know_where_they_stand() {
        let text = "a: 1\nb:\n  - {c: x}\n";
        let node = tree(text).expect("YAML").shifted(10);
        let Value::Map(entries) = &node.value else { panic!("a map") };
        let Value::List(items) = &entries[1].node.value else { panic!("a list") };
        let Value::Map(inner) = &items[0].value else { panic!("a map") };
        let span = inner[0].node.span;
        assert_eq!(&text[span.start as usize - 10..span.end as usize - 10], "x");
        assert_eq!(entries[0].node.written, "1");
    }
}
