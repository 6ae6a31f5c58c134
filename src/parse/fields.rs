//! Front matter as written -> typed fields of the page's kind.

use std::sync::Arc;

use super::draft;
use crate::config::{Field, FieldType, Kinds, PageKind};
use crate::date::{Day, Period};
use crate::diagnostic::{Code, Finding, Place, Severity, near_miss};
use crate::markdown::{self, typographic};
use crate::model::{FieldValue, Fields, NamedValue};
use crate::path::FilePath;
use crate::source::Span;
use crate::yaml::{Yaml, YamlNode, YamlPlaces};

/// Texts that name something and are compared letter by letter.
const NAMES: [&str; 4] = ["id", "kind", "page_kind", "audience"];

/// What keys are called by other programs, and here.
const ELSEWHERE: [(&str, &str); 4] =
    [("redirect_from", "aliases"), ("description", "summary"), ("weight", "order"), ("keywords", "tags")];

/// Reads values; remembers what is wrong with them.
pub(super) struct FieldReader<'a> {
    pub(super) file: &'a FilePath,
    /// The YAML text, for values that YAML reads as something else than text.
    pub(super) yaml: &'a str,
    /// Where the YAML begins in the file.
    pub(super) offset: usize,
    /// How texts are set.
    pub(super) markdown: &'a markdown::Options,
    /// What an unknown key is.
    pub(super) unknown_keys: Option<Severity>,
    /// The kinds of the site, of which another may have what this one has not.
    pub(super) kinds: &'a Kinds,
    pub(super) findings: Vec<Finding>,
}

impl FieldReader<'_> {
    /// Reads a map by the fields that are declared for it.
    pub(super) fn fields(
        &mut self,
        map: &[(String, Yaml)],
        places: &YamlPlaces,
        declared: &[Arc<Field>],
    ) -> Fields {
        let mut found: Vec<(usize, Arc<Field>, FieldValue)> = Vec::new();
        let is_top = declared.iter().any(|field| field.name == "draft");
        for (nth, (key, value)) in map.iter().enumerate() {
            let whole = YamlPlaces { key: None, value: places.value, children: Vec::new() };
            let node = places.entry(nth, key).unwrap_or(&whole);
            // Reported by `draft::findings`.
            if is_top && draft::is_slip(key, value) {
                continue;
            }
            let Some(at) = declared.iter().position(|field| field.name == *key) else {
                self.unknown_key(key, node, declared);
                continue;
            };
            if *value == Yaml::Null {
                continue;
            }
            if let Some(read) = self.value(&declared[at], value, node) {
                found.push((at, declared[at].clone(), read));
            }
        }
        // In the order of declaration, so that every page of a kind shows its fields alike; of a repeated key the last counts.
        found.sort_by_key(|(at, _, _)| *at);
        let mut fields: Vec<(Arc<Field>, FieldValue)> = Vec::new();
        for (_, field, value) in found {
            match fields.last_mut() {
                Some((there, known)) if there.name == field.name => *known = value,
                _ => fields.push((field, value)),
            }
        }
        let fields = Fields::new(fields);
        self.order_of_days(&fields, map, places);
        fields
    }

    /// Names the keys that stand twice.
    pub(super) fn duplicate_keys(&mut self, places: &YamlPlaces) {
        let keys: Vec<&(String, Span)> =
            places.children.iter().filter_map(|child| child.key.as_ref()).collect();
        for (nth, (key, span)) in keys.iter().enumerate() {
            if let Some((_, first)) = keys[..nth].iter().find(|(earlier, _)| earlier == key) {
                let finding =
                    Finding::new(Code::DuplicateKey, self.place(*span), format!("`{key}` stands twice"))
                        .label("again here; this one counts")
                        .related(self.place(*first), "first here")
                        .hint("keep one of them");
                self.findings.push(finding);
            }
        }
        for child in &places.children {
            self.duplicate_keys(child);
        }
    }

    /// Tells of a time that ends before it begins.
    fn order_of_days(&mut self, fields: &Fields, map: &[(String, Yaml)], places: &YamlPlaces) {
        for (first, last) in [("starts", "ends"), ("from", "to")] {
            let (Some(FieldValue::Day(starts)), Some(FieldValue::Day(ends))) =
                (fields.get(first), fields.get(last))
            else {
                continue;
            };
            if ends < starts {
                let nth = map.iter().position(|(key, _)| key == last).unwrap_or_default();
                let span = places.entry(nth, last).map_or(places.value, |node| node.value);
                let message = format!("`{last}` is before `{first}`, which is {starts}");
                let finding = Finding::new(Code::BadValue, self.place(span), message);
                self.findings.push(finding.with_severity(Severity::Warning));
            }
        }
    }

    fn value(&mut self, field: &Field, value: &Yaml, node: &YamlPlaces) -> Option<FieldValue> {
        match &field.shape {
            FieldType::Text => {
                let text = self.text(field, value, node)?;
                let names = NAMES.contains(&field.name.as_str());
                Some(FieldValue::Text(if names {
                    text.into()
                } else {
                    typographic(&text, self.markdown).into()
                }))
            }
            FieldType::Texts => {
                self.list_as_text(field, value, node);
                self.names(field, value, node).map(FieldValue::Texts)
            }
            FieldType::Pages { .. } => self.names(field, value, node).map(FieldValue::Pages),
            FieldType::Roles => self.names(field, value, node).map(FieldValue::Roles),
            FieldType::Number => match value {
                Yaml::Whole(number) => Some(FieldValue::Number(*number)),
                _ => self.wrong(field, value, node),
            },
            FieldType::Flag => match value {
                Yaml::Flag(flag) => Some(FieldValue::Flag(*flag)),
                _ => self.wrong(field, value, node),
            },
            FieldType::Day => {
                self.parsed(field, value, node, |text| text.parse::<Day>().map(FieldValue::Day))
            }
            FieldType::Period => {
                self.parsed(field, value, node, |text| text.parse::<Period>().map(FieldValue::Period))
            }
            FieldType::Minutes => {
                if let Yaml::Whole(number) = value {
                    let message = format!("`{number}` says no unit; it is taken for minutes");
                    let finding = Finding::new(Code::BadValue, self.place(node.value), message);
                    self.findings
                        .push(finding.with_severity(Severity::Warning).hint(format!("write `{number} min`")));
                }
                self.parsed(field, value, node, |text| minutes(text).map(FieldValue::Minutes))
            }
            FieldType::Choice(words) => self.choice(field, value, node, words),
            FieldType::Items(declared) => self.items(field, value, node, declared),
            FieldType::Data => Some(FieldValue::Data(Arc::new(
                YamlNode::joined(value, node, self.yaml).shifted(self.offset),
            ))),
        }
    }

    fn text(&mut self, field: &Field, value: &Yaml, node: &YamlPlaces) -> Option<String> {
        match value {
            Yaml::Text(text) => Some(text.trim().to_owned()),
            // `id: 007` and `title: 1.10` mean what is written, not the number.
            Yaml::Whole(_) | Yaml::Fraction(_) | Yaml::Flag(_) => {
                Some(self.yaml.get(node.value.range()).unwrap_or_default().trim().to_owned())
            }
            Yaml::Null | Yaml::List(_) | Yaml::Map(_) => self.wrong(field, value, node),
        }
    }

    /// Tells of `tags: one, two`, which is one tag.
    fn list_as_text(&mut self, field: &Field, value: &Yaml, node: &YamlPlaces) {
        if let Yaml::Text(text) = value
            && text.contains(", ")
        {
            let message = format!("`{}` is one text here, commas and all", field.name);
            let finding = Finding::new(Code::BadValue, self.place(node.value), message);
            let hint = format!("write `{}: [{}]`", field.name, text.trim());
            self.findings.push(finding.with_severity(Severity::Warning).hint(hint));
        }
    }

    /// A list of texts; one alone is a list of one.
    fn names(&mut self, field: &Field, value: &Yaml, node: &YamlPlaces) -> Option<Vec<NamedValue>> {
        let Yaml::List(items) = value else {
            let name = self.text(field, value, node).filter(|name| !name.is_empty())?;
            return Some(vec![NamedValue { name: name.into(), span: self.span(node.value) }]);
        };
        let mut names = Vec::new();
        for (nth, item) in items.iter().enumerate() {
            let place = YamlPlaces { key: None, value: node.item(nth), children: Vec::new() };
            if let Some(name) = self.text(field, item, &place).filter(|name| !name.is_empty()) {
                names.push(NamedValue { name: name.into(), span: self.span(place.value) });
            }
        }
        Some(names)
    }

    fn parsed(
        &mut self,
        field: &Field,
        value: &Yaml,
        node: &YamlPlaces,
        parse: impl Fn(&str) -> Result<FieldValue, String>,
    ) -> Option<FieldValue> {
        // That nothing is there where something must be is reported by `required`.
        let text = self.text(field, value, node).filter(|text| !text.is_empty())?;
        match parse(&text) {
            Ok(value) => Some(value),
            Err(why) => {
                let message = format!("`{text}` is no value of `{}`", field.name);
                self.findings.push(Finding::new(Code::BadValue, self.place(node.value), message).label(why));
                None
            }
        }
    }

    fn choice(
        &mut self,
        field: &Field,
        value: &Yaml,
        node: &YamlPlaces,
        words: &[String],
    ) -> Option<FieldValue> {
        let text = self.text(field, value, node)?;
        if words.contains(&text) {
            return Some(FieldValue::Text(text.into()));
        }
        let near = near_miss(&text, words.iter().map(String::as_str));
        let finding = Finding::new(
            Code::BadValue,
            self.place(node.value),
            format!("`{text}` is no value of `{}`", field.name),
        )
        .hint(format!("it takes {}", words.join(", ")))
        .hint_if(near.map(|near| format!("did you mean `{near}`?")));
        self.findings.push(finding);
        None
    }

    fn items(
        &mut self,
        field: &Field,
        value: &Yaml,
        node: &YamlPlaces,
        declared: &[Arc<Field>],
    ) -> Option<FieldValue> {
        let Yaml::List(items) = value else { return self.wrong(field, value, node) };
        let mut read = Vec::new();
        for (nth, item) in items.iter().enumerate() {
            let whole = YamlPlaces { key: None, value: node.item(nth), children: Vec::new() };
            let inner = node.children.get(nth).unwrap_or(&whole);
            match item {
                Yaml::Map(map) => read.push(self.item(map, inner, declared)),
                _ => {
                    self.wrong::<()>(field, item, inner);
                }
            }
        }
        Some(FieldValue::Items(read))
    }

    /// One of several maps. Where a value of it cannot be read, a key is not known or stands twice, it is unclear.
    fn item(&mut self, map: &[(String, Yaml)], node: &YamlPlaces, declared: &[Arc<Field>]) -> Fields {
        let fields = self.fields(map, node, declared);
        let written = map.iter().filter(|(_, value)| *value != Yaml::Null);
        if written.count() == fields.iter().count() { fields } else { fields.unclear() }
    }

    fn wrong<T>(&mut self, field: &Field, value: &Yaml, node: &YamlPlaces) -> Option<T> {
        let message = format!("`{}` takes {}", field.name, takes(&field.shape));
        let label = format!("this is {}", value.describe());
        self.findings.push(Finding::new(Code::BadValue, self.place(node.value), message).label(label));
        None
    }

    fn unknown_key(&mut self, key: &str, node: &YamlPlaces, declared: &[Arc<Field>]) {
        let Some(severity) = self.unknown_keys else { return };
        let span = node.key.as_ref().map_or(node.value, |(_, span)| *span);
        let finding = Finding::new(
            Code::UnknownFrontMatterKey,
            self.place(span),
            format!("`{key}` is not a key that this kind of page knows"),
        )
        .with_severity(severity)
        .label("not known")
        .hint(self.about_key(key, declared));
        self.findings.push(finding);
    }

    /// What to do about a key that is not known.
    fn about_key(&self, key: &str, declared: &[Arc<Field>]) -> String {
        let names = || declared.iter().map(|field| field.name.as_str());
        let called = ELSEWHERE.iter().find(|(other, _)| *other == key).map(|(_, ours)| *ours);
        let longer = || names().find(|name| key.len() > 3 && name.starts_with(key));
        let near = near_miss(key, names())
            .or_else(longer)
            .or(called)
            .filter(|near| names().any(|name| name == *near));
        if let Some(near) = near {
            return format!("did you mean `{near}`?");
        }
        let has_it = |kind: &&Arc<PageKind>| kind.fields.iter().any(|field| field.name == key);
        let kinds: Vec<String> =
            self.kinds.all().iter().filter(has_it).map(|kind| format!("`{}`", kind.name)).collect();
        if kinds.is_empty() {
            return "take it out, declare it under `[kinds]` in site.toml, or set `unknown_keys` there"
                .to_owned();
        }
        format!("pages of kind {} have it; `kind: …` says what a page is", kinds.join(", "))
    }

    fn span(&self, span: Span) -> Span {
        span.shifted(self.offset)
    }

    pub(super) fn place(&self, span: Span) -> Place {
        Place::span(self.file, self.span(span))
    }
}

/// What a field takes, in words.
pub(super) fn takes(shape: &FieldType) -> String {
    match shape {
        FieldType::Text => "a text".into(),
        FieldType::Texts => "a list of texts: `[one, two]`".into(),
        FieldType::Number => "a whole number".into(),
        FieldType::Flag => "`true` or `false`".into(),
        FieldType::Day => "a day: `2026-11-03`".into(),
        FieldType::Period => "a period: `180d`, `12 months`".into(),
        FieldType::Minutes => "a duration: `15 min`, `1 h 30 min`".into(),
        FieldType::Choice(words) => format!("one of {}", words.join(", ")),
        FieldType::Pages { to, .. } if to.is_empty() => "ids of pages: `[GL-001]`".into(),
        FieldType::Pages { to, .. } => format!("ids of pages of kind {}", to.join(" or ")),
        FieldType::Roles => "ids of role pages: `[legal-counsel]`".into(),
        FieldType::Data => "a list or a map".into(),
        FieldType::Items(fields) => {
            let names: Vec<&str> = fields.iter().map(|field| field.name.as_str()).collect();
            format!("a list of maps with {}", names.join(", "))
        }
    }
}

/// Minutes of work: `15 min`, `1 h`, `1 h 30 min`.
fn minutes(text: &str) -> Result<u32, String> {
    let help = || "a duration is written `15 min`, `1 h` or `1 h 30 min`".to_string();
    let mut total = 0_u32;
    let mut words = text.split_whitespace();
    while let Some(word) = words.next() {
        let digits = word.find(|c: char| !c.is_ascii_digit()).unwrap_or(word.len());
        let number: u32 = word[..digits].parse().map_err(|_| help())?;
        let unit = if digits < word.len() { &word[digits..] } else { words.next().unwrap_or("min") };
        let factor = match unit {
            "m" | "min" | "minute" | "minutes" => 1,
            "h" | "hour" | "hours" => 60,
            _ => return Err(help()),
        };
        total = number.checked_mul(factor).and_then(|minutes| total.checked_add(minutes)).ok_or_else(help)?;
    }
    if total == 0 { Err(help()) } else { Ok(total) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_read() {
        for (text, expected) in [
            ("15 min", Some(15)),
            ("1 h 30 min", Some(90)),
            ("2h", Some(120)),
            ("45", Some(45)),
            ("soon", None),
            ("", None),
            ("99999999999 h", None),
        ] {
            assert_eq!(minutes(text).ok(), expected, "{text}");
        }
    }
}
