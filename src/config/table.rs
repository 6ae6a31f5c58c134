//! Reading a TOML table key by key, so that every wrong value is a finding of its own.

use std::borrow::Cow;
use std::cell::RefCell;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::diagnostic::{Code, Finding, Place, near_miss};
use crate::path::FilePath;
use crate::source::Span;
use crate::yaml::{MapEntry, YamlNode};

/// A value with its place in the file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ConfigValue<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub span: Span,
}

/// A table being read: remembers which keys were asked for, so that the others can be named.
pub(super) struct ConfigTable<'a, 'i> {
    file: &'a FilePath,
    entries: &'a DeTable<'i>,
    /// Where it begins.
    head: Span,
    asked: RefCell<Vec<&'static str>>,
    findings: &'a RefCell<Vec<Finding>>,
}

/// An item of a list that takes texts and tables.
pub(super) enum ListItem<'a, 'i> {
    /// A text.
    Text(&'a str),
    /// A table.
    Table(ConfigTable<'a, 'i>),
}

/// Patterns that settings name.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum WrittenPatterns {
    /// None are named.
    None,
    /// Some are, and nobody can tell which.
    Unclear,
    /// These.
    Of(Vec<ConfigValue<String>>),
}

impl<'a, 'i> ConfigTable<'a, 'i> {
    pub(super) fn new(
        file: &'a FilePath,
        entries: &'a DeTable<'i>,
        findings: &'a RefCell<Vec<Finding>>,
    ) -> Self {
        ConfigTable { file, entries, head: Span::default(), asked: RefCell::default(), findings }
    }

    fn within(&self, entries: &'a DeTable<'i>, head: std::ops::Range<usize>) -> Self {
        ConfigTable { head: Span::new(head), ..ConfigTable::new(self.file, entries, self.findings) }
    }

    /// The table itself as another reader, for keys that are data.
    pub(super) fn entries(&self) -> Vec<(&'a str, &'a Spanned<DeValue<'i>>)> {
        let mut entries: Vec<_> = self.entries.iter().collect();
        // The order as written: it is the order in which fields are shown.
        entries.sort_by_key(|(key, _)| key.span().start);
        entries.into_iter().map(|(key, value)| (key.get_ref().as_ref(), value)).collect()
    }

    /// The table as it was parsed, for those who look at it once more.
    pub(super) fn raw(&self) -> &'a DeTable<'i> {
        self.entries
    }

    /// Whether there is a value under a key.
    pub(super) fn has(&self, key: &str) -> bool {
        self.entries.contains_key(key)
    }

    /// Names the keys that must be there and are not, at the head of the table.
    pub(super) fn needs(&self, keys: &[&str]) {
        for key in keys.iter().filter(|key| !self.has(key)) {
            let finding = self.finding(self.head, format!("`{key}` is missing here"));
            self.report(finding.label("left out").hint(format!("add `{key} = \"…\"`")));
        }
    }

    fn get(&self, key: &'static str) -> Option<&'a Spanned<DeValue<'i>>> {
        self.asked.borrow_mut().push(key);
        self.entries.get(key)
    }

    /// A text.
    pub(super) fn text(&self, key: &'static str) -> Option<ConfigValue<String>> {
        let value = self.get(key)?;
        match value.get_ref().as_str() {
            Some(text) => Some(ConfigValue { value: text.to_owned(), span: span(value) }),
            None => self.wrong(value, key, "a text in quotes"),
        }
    }

    /// A text that is one of a few words.
    pub(super) fn choice<T: Copy>(&self, key: &'static str, choices: &[(&str, T)]) -> Option<T> {
        let written = self.text(key)?;
        if let Some((_, choice)) = choices.iter().find(|(word, _)| *word == written.value) {
            return Some(*choice);
        }
        let words: Vec<&str> = choices.iter().map(|(word, _)| *word).collect();
        let finding = self
            .finding(written.span, format!("`{}` is no value of `{key}`", written.value))
            .hint(format!("it takes {}", quoted(&words)))
            .hint_if(near_miss(&written.value, words).map(|word| format!("did you mean `{word}`?")));
        self.findings.borrow_mut().push(finding);
        None
    }

    /// `true` or `false`; without the key, `false`.
    pub(super) fn flag(&self, key: &'static str) -> bool {
        let Some(value) = self.get(key) else { return false };
        match value.get_ref().as_bool() {
            Some(flag) => flag,
            None => self.wrong(value, key, "`true` or `false`").unwrap_or_default(),
        }
    }

    /// A number, and none below zero.
    pub(super) fn number(&self, key: &'static str) -> Option<ConfigValue<usize>> {
        let value = self.get(key)?;
        let number = value.get_ref().as_integer().and_then(|number| number.to_string().parse().ok());
        match number {
            Some(number) => Some(ConfigValue { value: number, span: span(value) }),
            None => self.wrong(value, key, "a whole number, and none below zero"),
        }
    }

    /// A list of texts.
    pub(super) fn texts(&self, key: &'static str) -> Option<Vec<ConfigValue<String>>> {
        let value = self.get(key)?;
        let Some(list) = value.get_ref().as_array() else {
            return self.wrong(value, key, "a list of texts: `[\"one\", \"two\"]`");
        };
        let mut texts = Vec::new();
        for item in list {
            match item.get_ref().as_str() {
                Some(text) => texts.push(ConfigValue { value: text.to_owned(), span: span(item) }),
                None => return self.wrong(item, key, "a list of texts: `[\"one\", \"two\"]`"),
            }
        }
        Some(texts)
    }

    /// A list of texts and tables, each read by `read`; what it makes nothing of it has reported. `None` where it is no list.
    pub(super) fn items<T>(
        &self,
        key: &'static str,
        takes: &str,
        read: impl Fn(ListItem<'a, 'i>) -> Option<T>,
    ) -> Option<Vec<ConfigValue<T>>> {
        let value = self.get(key)?;
        let Some(list) = value.get_ref().as_array() else {
            return self.wrong(value, key, &format!("a list: {takes}"));
        };
        let item = |item: &'a Spanned<DeValue<'i>>| {
            let read = match item.get_ref() {
                DeValue::String(text) => read(ListItem::Text(text)),
                DeValue::Table(table) => read(ListItem::Table(self.within(table, item.span()))),
                _ => self.wrong(item, key, takes),
            };
            Some(ConfigValue { value: read?, span: span(item) })
        };
        Some(list.iter().filter_map(item).collect())
    }

    /// Whatever stands there, as a tree.
    pub(super) fn data(&self, key: &'static str) -> Option<YamlNode> {
        self.get(key).map(node)
    }

    /// Patterns in a list. One that stands there without a list counts all the same, and is a finding as well.
    pub(super) fn patterns(&self, key: &'static str) -> WrittenPatterns {
        let Some(value) = self.get(key) else { return WrittenPatterns::None };
        let alone = value
            .get_ref()
            .as_str()
            .map(|text| vec![ConfigValue { value: text.to_owned(), span: span(value) }]);
        self.texts(key).or(alone).map_or(WrittenPatterns::Unclear, WrittenPatterns::Of)
    }

    /// A table within this one.
    pub(super) fn table(&self, key: &'static str) -> Option<ConfigTable<'a, 'i>> {
        let value = self.get(key)?;
        match value.get_ref().as_table() {
            Some(table) => Some(self.within(table, value.span())),
            None => self.wrong(value, key, "a table of keys and values"),
        }
    }

    /// A list of tables: `[[key]]`.
    pub(super) fn tables(&self, key: &'static str) -> Vec<ConfigTable<'a, 'i>> {
        let Some(value) = self.get(key) else { return Vec::new() };
        let table =
            |item: &'a Spanned<DeValue<'i>>| Some(self.within(item.get_ref().as_table()?, item.span()));
        let list = value.get_ref().as_array();
        let Some(tables) = list.and_then(|list| list.iter().map(table).collect::<Option<Vec<_>>>()) else {
            self.wrong::<()>(value, key, &format!("tables, each under `[[{key}]]`"));
            return Vec::new();
        };
        tables
    }

    /// An entry of this table as a table.
    pub(super) fn entry_table(
        &self,
        name: &str,
        value: &'a Spanned<DeValue<'i>>,
    ) -> Option<ConfigTable<'a, 'i>> {
        match value.get_ref().as_table() {
            Some(table) => Some(self.within(table, value.span())),
            None => self.wrong(value, name, "a table of keys and values"),
        }
    }

    /// The keys that were asked for so far, each once.
    #[cfg(test)]
    pub(super) fn asked_keys(&self) -> Vec<&'static str> {
        self.asked.borrow().clone()
    }

    /// Names the keys that nobody asked for.
    pub(super) fn finish(self) {
        let asked = self.asked.into_inner();
        for (key, _) in self.entries.iter().filter(|(key, _)| !asked.contains(&key.get_ref().as_ref())) {
            let name = key.get_ref().as_ref();
            if is_of_secret(name) {
                // Its line is not shown: what stands there may be a password.
                let message = format!("`{name}` is not a key that is known here, and no secret belongs here");
                let finding = Finding::new(Code::UnknownConfigKey, Place::file(self.file), message);
                let hint = "take it out, and change the secret where others may have read it; credentials come from the environment";
                self.findings.borrow_mut().push(finding.hint(hint));
                continue;
            }
            let known = near_miss(name, asked.iter().copied());
            let finding = Finding::new(
                Code::UnknownConfigKey,
                Place::span(self.file, Span::new(key.span())),
                format!("`{name}` is not a key that is known here"),
            )
            .label("not known")
            .hint(known.map_or_else(
                || format!("known here: {}", quoted(&asked)),
                |near| format!("did you mean `{near}`?"),
            ));
            self.findings.borrow_mut().push(finding);
        }
    }

    /// A finding at a place of this file.
    pub(super) fn finding(&self, span: Span, message: String) -> Finding {
        Finding::new(Code::BadConfig, Place::span(self.file, span), message)
    }

    /// Reports a finding.
    pub(super) fn report(&self, finding: Finding) {
        self.findings.borrow_mut().push(finding);
    }

    fn wrong<T>(&self, value: &Spanned<DeValue<'_>>, key: &str, takes: &str) -> Option<T> {
        let is = value.get_ref().type_str();
        self.report(
            self.finding(span(value), format!("`{key}` takes {takes}"))
                .label(format!("this is of type {is}")),
        );
        None
    }
}

/// Whether a key sounds as if something stood behind it that nobody may see.
fn is_of_secret(key: &str) -> bool {
    let key = key.to_ascii_lowercase();
    ["secret", "password", "token", "credential", "access_key", "account_key"]
        .iter()
        .any(|word| key.contains(word))
}

/// A value as a tree with places, numbers and flags as they are written.
fn node(value: &Spanned<DeValue<'_>>) -> YamlNode {
    let at = span(value);
    match value.get_ref() {
        DeValue::Array(items) => YamlNode::list(items.iter().map(node).collect(), at),
        DeValue::Table(entries) => {
            let entry = |(key, value): (&Spanned<Cow<'_, str>>, &Spanned<DeValue<'_>>)| MapEntry {
                key: key.get_ref().to_string(),
                span: Span::new(key.span()),
                node: node(value),
            };
            YamlNode::map(entries.iter().map(entry).collect(), at)
        }
        DeValue::String(text) => YamlNode::text(text, at),
        DeValue::Integer(number) => YamlNode::text(&number.to_string(), at),
        DeValue::Float(number) => YamlNode::text(&number.to_string(), at),
        DeValue::Boolean(flag) => YamlNode::text(&flag.to_string(), at),
        DeValue::Datetime(day) => YamlNode::text(&day.to_string(), at),
    }
}

fn span(value: &Spanned<DeValue<'_>>) -> Span {
    Span::new(value.span())
}

fn quoted(words: &[&str]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}
