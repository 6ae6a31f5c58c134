//! Front matter as written -> typed fields of the page's kind.

use std::collections::{HashMap, HashSet, hash_map};
use std::str::FromStr;
use std::sync::Arc;

use super::draft::DraftRules;
use crate::config::{Field, FieldType, Kinds};
use crate::date::{Day, Period, Zone};
use crate::diagnostic::{Code, Finding, Severity, near_miss};
use crate::markdown::{self, typographic};
use crate::model::{Decimal, FieldValue, Fields, NamedValue};
use crate::shared::steps::count_steps;
use crate::source::Span;
use crate::yaml::{MapEntry, Value, YamlNode, YamlReader};

/// Texts that name something and are compared letter by letter.
const NAMES: [&str; 4] = ["id", "kind", "page_kind", "audience"];

/// What an item of a field must say, since one is nothing without the other.
const TOGETHER: (&str, [&str; 2]) = ("readings", ["value", "on"]);

/// Reads the values of a page's front matter.
pub(super) struct FieldReader<'a> {
    /// What reads them one by one, and remembers what is wrong with them.
    pub(super) values: YamlReader<'a>,
    /// How texts are set.
    pub(super) markdown: &'a markdown::Options,
    /// The name of the data block that they stand in; `None` for those of front matter.
    pub(super) of_block: Option<&'a str>,
    /// What an unknown key is, in front matter.
    pub(super) unknown_keys: Option<Severity>,
    /// The kinds of the site, of which another may have what this one has not.
    pub(super) kinds: &'a Kinds,
    /// The day that it is; `None` for texts of the past.
    pub(super) today: Option<Day>,
    /// The zone of the site.
    pub(super) zone: &'a Zone,
}

impl FieldReader<'_> {
    /// What drafts are told by among pages with these fields.
    pub(super) fn drafts<'f>(&'f self, declared: &'f [Arc<Field>]) -> DraftRules<'f> {
        DraftRules { declared, today: self.today, zone: Some(self.zone) }
    }

    /// Reads a map by the fields that are declared for it.
    pub(super) fn fields(&self, entries: &[MapEntry], declared: &[Arc<Field>]) -> Fields {
        let mut found: Vec<(usize, &Arc<Field>, FieldValue, Span)> = Vec::new();
        let is_top = declared.iter().any(|field| field.name == "draft");
        // A slip about drafts is reported by `DraftRules::findings`.
        let drafts = self.drafts(declared);
        for entry in entries.iter().filter(|entry| !is_top || !drafts.is_slip(entry)) {
            let Some((at, field)) = declared.iter().enumerate().find(|(_, field)| field.name == entry.key)
            else {
                self.unknown_key(entry, entries, declared);
                continue;
            };
            if entry.node.value == Value::Null {
                continue;
            }
            if let Some(read) = self.value(field, &entry.node) {
                found.push((at, field, read, entry.node.span));
            }
        }
        // In the order of declaration, so that every page of a kind shows its fields alike; of a repeated key the last counts.
        found.sort_by_key(|(at, ..)| *at);
        let mut fields: Vec<(Arc<Field>, FieldValue, Span)> = Vec::new();
        for (_, field, value, span) in found {
            match fields.last_mut() {
                Some((there, known, place)) if there.name == field.name => (*known, *place) = (value, span),
                _ => fields.push((field.clone(), value, span)),
            }
        }
        let fields = Fields::placed(fields);
        self.order_of_days(&fields, entries);
        fields
    }

    /// Names the keys that stand twice, here and in all that stands below.
    pub(super) fn duplicate_keys(&self, entries: &[MapEntry]) {
        count_steps(entries.len());
        let mut first: HashMap<&str, Span> = HashMap::new();
        // What is no word has no name, and is reported as that.
        for MapEntry { key, span, .. } in entries.iter().filter(|entry| !entry.key.is_empty()) {
            match first.entry(key) {
                hash_map::Entry::Vacant(place) => drop(place.insert(*span)),
                hash_map::Entry::Occupied(first) => self.report_again(key, *span, *first.get()),
            }
        }
        for entry in entries {
            self.duplicate_keys_below(&entry.node);
        }
    }

    fn report_again(&self, key: &str, again: Span, first: Span) {
        let message = format!("`{key}` stands twice");
        let finding = Finding::new(Code::DuplicateKey, self.values.place(again), message)
            .label("again here; this one counts")
            .related(self.values.place(first), "first here")
            .hint("keep one of them");
        self.values.report(finding);
    }

    fn duplicate_keys_below(&self, node: &YamlNode) {
        match &node.value {
            Value::Map(entries) => self.duplicate_keys(entries),
            Value::List(items) => items.iter().for_each(|item| self.duplicate_keys_below(item)),
            _ => {}
        }
    }

    /// Tells of a time that ends before it begins.
    fn order_of_days(&self, fields: &Fields, entries: &[MapEntry]) {
        for (first, last) in [("starts", "ends"), ("from", "to")] {
            let (Some(FieldValue::Day(starts)), Some(FieldValue::Day(ends))) =
                (fields.get(first), fields.get(last))
            else {
                continue;
            };
            if ends < starts
                && let Some(entry) = entries.iter().find(|entry| entry.key == last)
            {
                let message = format!("`{last}` is before `{first}`, which is {starts}");
                self.warn(entry.node.span, message, None);
            }
        }
    }

    fn value(&self, field: &Field, node: &YamlNode) -> Option<FieldValue> {
        match &field.shape {
            FieldType::Text => {
                let text = self.text(field, node)?;
                let is_name = NAMES.contains(&field.name.as_str());
                let text = if is_name { text.into() } else { typographic(text, self.markdown).into() };
                Some(FieldValue::Text(text))
            }
            FieldType::Texts => {
                self.list_as_text(field, node);
                self.names(field, node).map(FieldValue::Texts)
            }
            FieldType::Pages { .. } => self.names(field, node).map(FieldValue::Pages),
            FieldType::Roles => self.names(field, node).map(FieldValue::Roles),
            FieldType::File => {
                let name = self.text(field, node)?;
                Some(FieldValue::File(NamedValue { name: name.into(), span: node.span }))
            }
            FieldType::Number => match node.value {
                Value::Whole(number) => Some(FieldValue::Number(number)),
                _ => self.wrong(field, node),
            },
            FieldType::Decimal => self.parsed(field, node, Decimal::from_str).map(FieldValue::Decimal),
            FieldType::Flag => match node.value {
                Value::Flag(flag) => Some(FieldValue::Flag(flag)),
                _ => self.wrong(field, node),
            },
            FieldType::Day => self.parsed(field, node, Day::from_str).map(FieldValue::Day),
            FieldType::Period => self.parsed(field, node, Period::from_str).map(FieldValue::Period),
            FieldType::Minutes => {
                if let Value::Whole(number) = node.value {
                    let message = format!("`{number}` says no unit; it is taken for minutes");
                    self.warn(node.span, message, Some(format!("write `{number} min`")));
                }
                self.parsed(field, node, minutes).map(FieldValue::Minutes)
            }
            FieldType::Choice(words) => self.choice(field, node, words),
            FieldType::Items(declared) => self.items(field, node, declared),
            FieldType::Data => Some(FieldValue::Data(Arc::new(node.clone()))),
        }
    }

    /// `id: 007` and `title: 1.10` mean what is written, not the number.
    fn text<'n>(&self, field: &Field, node: &'n YamlNode) -> Option<&'n str> {
        node.as_text().or_else(|| self.wrong(field, node))
    }

    /// Tells of `tags: one, two`, which is one tag.
    fn list_as_text(&self, field: &Field, node: &YamlNode) {
        if let Value::Text(text) = &node.value
            && text.contains(", ")
        {
            let message = format!("`{}` is one text here, commas and all", field.name);
            self.warn(node.span, message, Some(format!("write `{}: [{}]`", field.name, node.written())));
        }
    }

    /// A list of texts; one alone is a list of one.
    fn names(&self, field: &Field, node: &YamlNode) -> Option<Vec<NamedValue>> {
        let name = |node: &YamlNode| {
            let name = self.text(field, node).filter(|name| !name.is_empty())?;
            Some(NamedValue { name: name.into(), span: node.span })
        };
        match &node.value {
            // A dash with nothing behind it is what a form leaves that nobody has filled in.
            Value::List(items) => {
                let filled = items.iter().filter(|item| item.value != Value::Null);
                Some(filled.filter_map(name).collect())
            }
            _ => Some(vec![name(node)?]),
        }
    }

    fn parsed<T>(
        &self,
        field: &Field,
        node: &YamlNode,
        parse: impl FnOnce(&str) -> Result<T, String>,
    ) -> Option<T> {
        // That nothing is there where something must be is reported by `required`.
        let text = self.text(field, node).filter(|text| !text.is_empty())?;
        self.values.parsed(text, node.span, &field.name, parse)
    }

    fn choice(&self, field: &Field, node: &YamlNode, words: &[String]) -> Option<FieldValue> {
        let text = self.text(field, node)?;
        if words.iter().any(|word| word == text) {
            return Some(FieldValue::Text(text.into()));
        }
        let near = near_miss(text, words.iter().map(String::as_str));
        let finding = self
            .values
            .no_value(text, node.span, &field.name)
            .hint(format!("it takes {}", words.join(", ")))
            .hint_if(near.map(|near| format!("did you mean `{near}`?")));
        self.values.report(finding);
        None
    }

    fn items(&self, field: &Field, node: &YamlNode, declared: &[Arc<Field>]) -> Option<FieldValue> {
        let Value::List(items) = &node.value else { return self.wrong(field, node) };
        let item = |item: &YamlNode| match &item.value {
            Value::Map(entries) => {
                self.together(field, item, entries);
                Some(self.item(entries, declared))
            }
            _ => self.wrong(field, item),
        };
        let items: Vec<Fields> = items.iter().filter_map(item).collect();
        if field.name == TOGETHER.0 {
            self.days_of_readings(&items);
        }
        Some(FieldValue::Items(items))
    }

    /// Tells of readings of days that have not been, and of two of one day: the last of them would hide that others are due.
    fn days_of_readings(&self, items: &[Fields]) {
        let mut seen = HashSet::new();
        for item in items {
            let Some(FieldValue::Day(day)) = item.get("on") else { continue };
            let place = item.place("on").unwrap_or_default();
            if self.today.is_some_and(|today| *day > today) {
                let hint = "write the day on which it was read".to_owned();
                self.warn(place, format!("a reading of {day}, which has not been yet"), Some(hint));
            }
            if !seen.insert(*day) {
                let message = format!("a second reading of {day}");
                self.warn(place, message, Some("keep the one that holds".to_owned()));
            }
        }
    }

    /// Tells of a value without its day, or a day without its value.
    fn together(&self, field: &Field, item: &YamlNode, entries: &[MapEntry]) {
        let (name, needed) = TOGETHER;
        if field.name != name {
            return;
        }
        let is_there =
            |key: &str| entries.iter().any(|entry| entry.key == key && entry.node.value != Value::Null);
        for missing in needed.into_iter().filter(|key| !is_there(key)) {
            let message = format!("an item of `{name}` says no `{missing}`, and is not shown");
            let hint = "write `- {value: 5600, on: 2026-09-30}`".to_owned();
            self.warn(item.span, message, Some(hint));
        }
    }

    /// One of several maps. Where a value of it cannot be read, a key is not known or stands twice, it is unclear.
    fn item(&self, entries: &[MapEntry], declared: &[Arc<Field>]) -> Fields {
        let fields = self.fields(entries, declared);
        let written = entries.iter().filter(|entry| entry.node.value != Value::Null);
        if written.count() == fields.iter().count() { fields } else { fields.unclear() }
    }

    fn wrong<T>(&self, field: &Field, node: &YamlNode) -> Option<T> {
        self.values.wrong(node, &field.name, &takes(&field.shape))
    }

    fn warn(&self, span: Span, message: String, hint: Option<String>) {
        let finding = self.values.finding(span, message).with_severity(Severity::Warning);
        self.values.report(finding.hint_if(hint));
    }
}

/// What a field takes, in words.
pub(super) fn takes(shape: &FieldType) -> String {
    match shape {
        FieldType::Text => "a text".into(),
        FieldType::Texts => "a list of texts: `[one, two]`".into(),
        FieldType::Number => "a whole number".into(),
        FieldType::Decimal => "a number: `5600`, `1.8`".into(),
        FieldType::Flag => "`true` or `false`".into(),
        FieldType::Day => "a day: `2026-11-03`".into(),
        FieldType::Period => "a period: `180d`, `12 months`".into(),
        FieldType::Minutes => "a duration: `15 min`, `1 h 30 min`".into(),
        FieldType::Choice(words) => format!("one of {}", words.join(", ")),
        FieldType::Pages { to, .. } if to.is_empty() => "ids of pages: `[GL-001]`".into(),
        FieldType::Pages { to, .. } => format!("ids of pages of kind {}", to.join(" or ")),
        FieldType::Roles => "ids of role pages: `[legal-counsel]`".into(),
        FieldType::File => "a file, by its path from this page".into(),
        FieldType::Data => "a list or a map".into(),
        FieldType::Items(fields) => {
            let names: Vec<&str> = fields.iter().map(|field| field.name.as_str()).collect();
            let first = names.first().copied().unwrap_or_default();
            format!(
                "a list, each item with {}: a line `- {first}: …` and the others below it",
                names.join(", ")
            )
        }
    }
}

/// Minutes of work: `15 min`, `1 h`, `1 h 30 min`.
fn minutes(text: &str) -> Result<u32, String> {
    let help = || "a duration is written `15 min`, `1 h` or `1 h 30 min`".to_string();
    let mut total = 0_u32;
    let mut words = text.split_whitespace();
    while let Some(word) = words.next() {
        let unit = word.trim_start_matches(|c: char| c.is_ascii_digit());
        let number: u32 = word.strip_suffix(unit).unwrap_or(word).parse().map_err(|_| help())?;
        let factor = match if unit.is_empty() { words.next().unwrap_or("min") } else { unit } {
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
