//! A YAML document as a tree: values, and where each of them stands.

use std::collections::HashMap;

use super::outline::YamlOutline;
use crate::shared::steps::count_steps;
use crate::source::Span;

/// A value and where it stands.
#[derive(Clone, PartialEq, Debug)]
pub struct YamlNode {
    /// The value.
    pub value: Value,
    /// Where it stands, in bytes; where that is not known, what is around it.
    pub span: Span,
    /// A number or a flag as it is written: `007` for what YAML reads as 7.
    as_written: String,
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
    /// Where the key stands; where that is not known, the map.
    pub span: Span,
    /// Its value.
    pub node: YamlNode,
}

impl YamlNode {
    /// A map at a place.
    pub fn map(entries: Vec<MapEntry>, span: Span) -> YamlNode {
        YamlNode { span, ..YamlNode::without_place(Value::Map(entries)) }
    }

    /// A list at a place.
    pub fn list(items: Vec<YamlNode>, span: Span) -> YamlNode {
        YamlNode { span, ..YamlNode::without_place(Value::List(items)) }
    }

    /// A text at a place.
    pub fn text(text: &str, span: Span) -> YamlNode {
        YamlNode { span, ..YamlNode::without_place(Value::Text(text.to_owned())) }
    }

    pub(super) fn without_place(value: Value) -> YamlNode {
        YamlNode { value, span: Span::default(), as_written: String::new() }
    }

    /// How a text, a number or a flag is written, without blanks around it. Empty for all else.
    pub fn written(&self) -> &str {
        match &self.value {
            Value::Text(text) => text.trim(),
            _ => &self.as_written,
        }
    }

    /// The same; `None` for what cannot be meant as a text.
    pub fn as_text(&self) -> Option<&str> {
        (!matches!(self.value, Value::Null | Value::List(_) | Value::Map(_))).then(|| self.written())
    }

    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        match &self.value {
            Value::Null => true,
            Value::Text(text) => text.trim().is_empty(),
            Value::List(items) => items.iter().all(YamlNode::is_empty),
            Value::Map(entries) => entries.is_empty(),
            Value::Flag(_) | Value::Whole(_) | Value::Fraction(_) => false,
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
            Value::Map(entries) => entries.iter_mut().for_each(|entry| entry.shift(by)),
            _ => {}
        }
    }

    /// Puts the tree where the outline of its text says.
    pub(super) fn place(&mut self, outline: &YamlOutline<'_>, text: &str) {
        self.span = outline.value;
        match &mut self.value {
            Value::Null | Value::Text(_) => {}
            Value::Flag(flag) => self.as_written = scalar(text, self.span, flag),
            Value::Whole(number) => self.as_written = scalar(text, self.span, number),
            Value::Fraction(number) => self.as_written = scalar(text, self.span, number),
            Value::List(items) => {
                for (nth, item) in items.iter_mut().enumerate() {
                    item.place(outline.children.get(nth).unwrap_or(&YamlOutline::leaf(outline.value)), text);
                }
            }
            Value::Map(entries) => place_entries(entries, outline, text),
        }
    }
}

/// Puts entries where the outline of their map says: of several with one key each where the one stands before which are as many,
/// else where the first does.
fn place_entries(entries: &mut [MapEntry], outline: &YamlOutline<'_>, text: &str) {
    let places = outline.by_key();
    let mut earlier: HashMap<String, usize> = HashMap::new();
    for entry in entries {
        count_steps(1);
        let having = places.get(entry.key.as_str()).map(Vec::as_slice).unwrap_or_default();
        let nth = match having.len() {
            0 | 1 => 0,
            _ => {
                let before = earlier.entry(entry.key.clone()).or_default();
                std::mem::replace(before, *before + 1)
            }
        };
        let place = having.get(nth).or(having.first()).copied();
        entry.span = place.and_then(|place| place.key).map_or(outline.value, |(_, span)| span);
        entry.node.place(place.unwrap_or(&YamlOutline::leaf(outline.value)), text);
    }
}

impl MapEntry {
    /// The same entry in a text that begins `by` bytes earlier.
    #[must_use]
    pub fn shifted(mut self, by: usize) -> MapEntry {
        self.shift(by);
        self
    }

    fn shift(&mut self, by: usize) {
        self.span = self.span.shifted(by);
        self.node.shift(by);
    }
}

/// What a person wrote: the id of a text may look like a number to YAML.
fn scalar(text: &str, span: Span, value: &impl ToString) -> String {
    let word = |written: &&str| {
        !written.is_empty() && !written.contains(|sign: char| sign.is_whitespace() || sign == ':')
    };
    text.get(span.range()).filter(word).map_or_else(|| value.to_string(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::yaml::tree;

    #[test]
    fn values_know_where_they_stand() {
        let text = "a: 1\nb:\n  - {c: x}\n";
        let node = tree(text).expect("YAML").shifted(10);
        let Value::Map(entries) = &node.value else { panic!("a map") };
        let Value::List(items) = &entries[1].node.value else { panic!("a list") };
        let Value::Map(inner) = &items[0].value else { panic!("a map") };
        let span = inner[0].node.span;
        assert_eq!(&text[span.start as usize - 10..span.end as usize - 10], "x");
        assert_eq!(entries[0].node.written(), "1");
    }

    #[test]
    fn numbers_and_flags_are_known_as_they_are_written() {
        for (written, expected) in [
            ("007", "007"),
            ("1.10", "1.10"),
            ("yes", "yes"),
            ("\" A \"", "A"),
            ("&it 7", "7"),
            ("!!int 7", "7"),
            ("[1]", ""),
        ] {
            let node = tree(&format!("a: {written}")).expect("YAML");
            let Value::Map(entries) = &node.value else { panic!("a map") };
            assert_eq!(entries[0].node.written(), expected, "{written}");
        }
    }

    #[test]
    fn a_repeated_key_has_a_place_of_its_own_where_the_outline_has_more_than_the_tree() {
        let text = "? k\n: v\na: 1\na: 2\n";
        let node = tree(text).expect("YAML");
        let Value::Map(entries) = &node.value else { panic!("a map") };
        let starts: Vec<u32> = entries[1..].iter().map(|entry| entry.span.start).collect();
        assert_eq!(starts, [8, 13]);
    }

    #[test]
    fn what_has_no_place_of_its_own_stands_where_what_is_around_it_stands() {
        let text = "\"\\x61\": [1, 2]\n";
        let node = tree(text).expect("YAML");
        let Value::Map(entries) = &node.value else { panic!("a map") };
        let Value::List(items) = &entries[0].node.value else { panic!("a list") };
        assert_eq!((entries[0].key.as_str(), entries[0].span), ("a", node.span));
        assert_eq!((items[1].span, items[1].written()), (node.span, "2"));
    }
}
