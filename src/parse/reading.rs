//! A text as a reader compares it with another: fields in words, and the Markdown. Yesterday's texts are read
//! leniently; nothing in them is a finding.

use super::cut::cut;
use crate::model::FrontField;
use crate::path::FilePath;
use crate::yaml::{self, Yaml};

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
    let cut = cut(&FilePath::root(), text, &mut Vec::new());
    let mut fields = Vec::new();
    if let Some(span) = cut.yaml {
        let written = &text[span.range()];
        match yaml::read(written) {
            Ok(Yaml::Map(map)) => map.into_iter().for_each(|(key, value)| field(key, value, &mut fields)),
            Ok(Yaml::Null) => {}
            Ok(_) | Err(_) => {
                let values = written.lines().map(str::to_owned).collect();
                fields.push(FrontField { name: "front matter".to_owned(), values });
            }
        }
    }
    AsRead { fields, body: &text[cut.body..] }
}

fn field(name: String, value: Yaml, fields: &mut Vec<FrontField>) {
    let values = match value {
        Yaml::Map(map) => {
            for (inner, value) in map {
                field(format!("{name}.{inner}"), value, fields);
            }
            return;
        }
        Yaml::List(values) => values.into_iter().map(in_words).collect(),
        Yaml::Null => Vec::new(),
        value => vec![in_words(value)],
    };
    fields.push(FrontField { name, values });
}

fn in_words(value: Yaml) -> String {
    match value {
        Yaml::Null => String::new(),
        Yaml::Flag(true) => "yes".to_owned(),
        Yaml::Flag(false) => "no".to_owned(),
        Yaml::Whole(number) => number.to_string(),
        Yaml::Fraction(number) => number.to_string(),
        Yaml::Text(text) => text.trim().to_owned(),
        Yaml::List(values) => values.into_iter().map(in_words).collect::<Vec<_>>().join(", "),
        Yaml::Map(map) => {
            let entry = |(key, value): (String, Yaml)| format!("{key}: {}", in_words(value));
            map.into_iter().map(entry).collect::<Vec<_>>().join(", ")
        }
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
                ("draft", vec!["yes"]),
                ("tags", vec!["a", "b"]),
                ("owner.role", vec!["lead"]),
                ("owner.steps", vec!["who: x"]),
                ("empty", vec![]),
            ]
        );
        assert_eq!(read.body, "Text.\n");
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
