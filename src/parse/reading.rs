//! A text as a reader compares it with another: fields in words, and the Markdown. Yesterday's texts are read
//! leniently; nothing in them is a finding.

use super::cut::cut;
use crate::model::FrontField;
use crate::path::FilePath;
use crate::source::slice;
use crate::yaml::{self, MapEntry, Value, YamlNode};

/// A text cut in two.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct AsRead<'t> {
    /// The fields of its front matter with their values in words, in order; of one within another `outer.inner`.
    pub fields: Vec<FrontField>,
    /// The Markdown below it.
    pub body: &'t str,
}

/// Reads a whole file. Front matter that makes no sense is one field with its lines.
pub fn as_read(text: &str) -> AsRead<'_> {
    let HeadAndBody { head, body } = head_and_body(text);
    AsRead { fields: fields_of_head(head), body }
}

/// A file cut in two, neither of which is read yet.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct HeadAndBody<'t> {
    /// The YAML of its front matter; empty where there is none.
    pub head: &'t str,
    /// The Markdown below it.
    pub body: &'t str,
}

/// Cuts a whole file in two.
pub fn head_and_body(text: &str) -> HeadAndBody<'_> {
    let cut = cut(&FilePath::root(), text, &mut Vec::new());
    let head = cut.yaml.map_or("", |span| slice(text, span.range()));
    HeadAndBody { head, body: slice(text, cut.body..) }
}

/// The fields of front matter with their values in words, as [`AsRead::fields`] has them.
pub fn fields_of_head(head: &str) -> Vec<FrontField> {
    let mut fields = Vec::new();
    match yaml::tree(head).map(|node| node.value) {
        Ok(Value::Map(entries)) => entries.into_iter().for_each(|entry| field(entry, &mut fields)),
        Ok(Value::Null) => {}
        Ok(_) | Err(_) => {
            let values = head.lines().map(str::to_owned).collect();
            fields.push(FrontField { name: "front matter".to_owned(), values });
        }
    }
    fields
}

fn field(MapEntry { key: name, node, .. }: MapEntry, fields: &mut Vec<FrontField>) {
    let values = match node.value {
        Value::Map(entries) => {
            for entry in entries {
                field(MapEntry { key: format!("{name}.{}", entry.key), ..entry }, fields);
            }
            return;
        }
        Value::List(values) => values.into_iter().map(in_words).collect(),
        Value::Null => Vec::new(),
        _ => vec![in_words(node)],
    };
    fields.push(FrontField { name, values });
}

/// A value as it is written, which is what readers see of a title or a summary: `1.10` is not `1.1`, and `yes` not `true`.
fn in_words(node: YamlNode) -> String {
    match node.value {
        Value::List(values) => values.into_iter().map(in_words).collect::<Vec<_>>().join(", "),
        Value::Map(entries) => {
            let entry = |entry: MapEntry| format!("{}: {}", entry.key, in_words(entry.node));
            entries.into_iter().map(entry).collect::<Vec<_>>().join(", ")
        }
        _ => node.written().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_cut_into_fields_and_markdown() {
        let text = "---\ntitle: Tone\ndraft: true\ntags: [a, b]\nowner:\n  role: lead\n  steps: [{who: x}]\nempty:\n---\nText.\n";
        let read = as_read(text);
        let fields: Vec<(&str, Vec<&str>)> = read
            .fields
            .iter()
            .map(|field| (field.name.as_str(), field.values.iter().map(String::as_str).collect()))
            .collect();
        assert_eq!(
            fields,
            [
                ("title", vec!["Tone"]),
                ("draft", vec!["true"]),
                ("tags", vec!["a", "b"]),
                ("owner.role", vec!["lead"]),
                ("owner.steps", vec!["who: x"]),
                ("empty", vec![]),
            ]
        );
        assert_eq!(read.body, "Text.\n");
    }

    #[test]
    fn values_that_are_written_otherwise_are_others() {
        for (one, other) in [("1.10", "1.1"), ("yes", "true"), ("1e3", "1000"), ("0x10", "16"), ("+5", "5")] {
            let [one, other] =
                [one, other].map(|value| as_read(&format!("---\ntitle: {value}\n---\n")).fields.clone());
            assert_ne!(one, other);
        }
    }

    #[test]
    fn what_makes_no_sense_is_shown_as_it_stands() {
        let read = as_read("---\ntitle: [a\nother: b\n---\nText.\n");
        let values = vec!["title: [a".to_owned(), "other: b".to_owned()];
        assert_eq!(read.fields, [FrontField { name: "front matter".to_owned(), values }]);
        assert_eq!(read.body, "Text.\n");
        assert_eq!(as_read("Text.\n"), AsRead { fields: Vec::new(), body: "Text.\n" });
    }
}
