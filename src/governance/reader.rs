//! Reads maps of a YAML tree key by key, so that every wrong value is a finding of its own, with a near miss.

use std::cell::RefCell;
use std::str::FromStr;
use std::sync::Arc;

use crate::diagnostic::{Code, Finding, Place, near_miss};
use crate::path::FilePath;
use crate::source::Span;
use crate::yaml::{MapEntry, Value, YamlNode};

/// Remembers what is wrong in one file.
pub(super) struct ModelReader<'a> {
    file: &'a FilePath,
    code: Code,
    findings: RefCell<Vec<Finding>>,
}

/// A text and where it stands.
#[derive(Clone, Debug)]
pub(super) struct WrittenText {
    pub(super) text: Arc<str>,
    pub(super) span: Span,
}

impl<'a> ModelReader<'a> {
    pub(super) fn new(file: &'a FilePath, code: Code) -> ModelReader<'a> {
        ModelReader { file, code, findings: RefCell::default() }
    }

    pub(super) fn into_findings(self) -> Vec<Finding> {
        self.findings.into_inner()
    }

    /// How many findings there are so far.
    pub(super) fn found(&self) -> usize {
        self.findings.borrow().len()
    }

    pub(super) fn place(&self, span: Span) -> Place {
        Place::span(self.file, span)
    }

    pub(super) fn finding(&self, span: Span, message: impl Into<String>) -> Finding {
        Finding::new(self.code, self.place(span), message)
    }

    pub(super) fn report(&self, finding: Finding) {
        self.findings.borrow_mut().push(finding);
    }

    /// The entries of a map; `what` names it in messages.
    pub(super) fn map<'r>(&'r self, node: &'r YamlNode, what: &'static str) -> Option<Map<'r, 'a>> {
        match &node.value {
            Value::Map(entries) => {
                Some(Map { reader: self, entries, span: node.span, what, asked: RefCell::default() })
            }
            _ => self.wrong(node, what, "a map of keys and values"),
        }
    }

    /// A text, or a number that is meant as one.
    pub(super) fn text(&self, node: &YamlNode, what: &str) -> Option<WrittenText> {
        match &node.value {
            Value::Null | Value::List(_) | Value::Map(_) => self.wrong(node, what, "a text"),
            _ if node.written.is_empty() => self.wrong(node, what, "a text that is not empty"),
            _ => Some(WrittenText { text: node.written.as_str().into(), span: node.span }),
        }
    }

    /// A text with all its blanks, as names of files may have them at their ends.
    pub(super) fn exact(&self, node: &YamlNode, what: &str) -> Option<WrittenText> {
        match &node.value {
            Value::Text(text) if !text.is_empty() => {
                Some(WrittenText { text: text.as_str().into(), span: node.span })
            }
            _ => self.text(node, what),
        }
    }

    /// A list of texts; one alone is a list of one.
    pub(super) fn texts(&self, node: &YamlNode, what: &str) -> Vec<WrittenText> {
        match &node.value {
            Value::List(items) => items.iter().filter_map(|item| self.text(item, what)).collect(),
            _ => self.text(node, what).into_iter().collect(),
        }
    }

    pub(super) fn wrong<T>(&self, node: &YamlNode, what: &str, takes: &str) -> Option<T> {
        let finding = self.finding(node.span, format!("`{what}` takes {takes}"));
        self.report(finding.label(format!("this is {}", node.describe())));
        None
    }

    /// A word that is none of those it may be.
    pub(super) fn unknown(&self, written: &WrittenText, what: &str, known: &[&str]) {
        let finding = self.finding(written.span, format!("there is no {what} `{}`", written.text));
        self.report(finding.hint(suggestion(&written.text, known)));
    }
}

/// What was probably meant, else what there is.
pub(super) fn suggestion(written: &str, known: &[&str]) -> String {
    match near_miss(written, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("known: {}", known.join(", ")),
    }
}

/// A map that is being read. Remembers which keys were asked for, so that the others can be named.
pub(super) struct Map<'r, 'a> {
    pub(super) reader: &'r ModelReader<'a>,
    entries: &'r [MapEntry],
    pub(super) span: Span,
    what: &'static str,
    asked: RefCell<Vec<&'static str>>,
}

impl<'r> Map<'r, '_> {
    /// The value under a key; of a repeated key the first, and the others are reported by [`Map::finish`].
    pub(super) fn node(&self, key: &'static str) -> Option<&'r YamlNode> {
        self.asked.borrow_mut().push(key);
        let entry = self.entries.iter().find(|entry| entry.key == key)?;
        (entry.node.value != Value::Null).then_some(&entry.node)
    }

    /// The value under a key that must be there.
    pub(super) fn need(&self, key: &'static str) -> Option<&'r YamlNode> {
        let node = self.node(key);
        if node.is_none() {
            let finding = self.reader.finding(self.span, format!("{} needs `{key}`", self.what));
            self.reader.report(finding.hint(format!("add `{key}: …`")));
        }
        node
    }

    pub(super) fn text(&self, key: &'static str) -> Option<WrittenText> {
        self.reader.text(self.node(key)?, key)
    }

    pub(super) fn need_text(&self, key: &'static str) -> Option<WrittenText> {
        self.reader.text(self.need(key)?, key)
    }

    pub(super) fn exact(&self, key: &'static str) -> Option<WrittenText> {
        self.reader.exact(self.node(key)?, key)
    }

    pub(super) fn need_exact(&self, key: &'static str) -> Option<WrittenText> {
        self.reader.exact(self.need(key)?, key)
    }

    pub(super) fn texts(&self, key: &'static str) -> Vec<WrittenText> {
        self.node(key).map_or_else(Vec::new, |node| self.reader.texts(node, key))
    }

    pub(super) fn need_texts(&self, key: &'static str) -> Vec<WrittenText> {
        self.need(key).map_or_else(Vec::new, |node| self.reader.texts(node, key))
    }

    /// A value with a form of its own: a day, a period, an object id.
    pub(super) fn parsed<T: FromStr<Err = String>>(&self, key: &'static str) -> Option<T> {
        self.parse(key, &self.text(key)?)
    }

    pub(super) fn need_parsed<T: FromStr<Err = String>>(&self, key: &'static str) -> Option<T> {
        self.parse(key, &self.need_text(key)?)
    }

    fn parse<T: FromStr<Err = String>>(&self, key: &str, written: &WrittenText) -> Option<T> {
        let read: Result<T, String> = written.text.parse();
        if let Err(why) = &read {
            let message = format!("`{}` is no value of `{key}`", written.text);
            self.reader.report(self.reader.finding(written.span, message).label(why.as_str()));
        }
        read.ok()
    }

    pub(super) fn choice<T: Copy>(&self, key: &'static str, choices: &[(&str, T)]) -> Option<T> {
        let written = self.text(key)?;
        let found = choices.iter().find(|(word, _)| **word == *written.text).map(|(_, choice)| *choice);
        if found.is_none() {
            let words: Vec<&str> = choices.iter().map(|(word, _)| *word).collect();
            let message = format!("`{}` is no value of `{key}`", written.text);
            let hint = suggestion(&written.text, &words);
            self.reader.report(self.reader.finding(written.span, message).hint(hint));
        }
        found
    }

    /// `true` or `false`; without the key, `false`.
    pub(super) fn flag(&self, key: &'static str) -> bool {
        match self.node(key) {
            None => false,
            Some(YamlNode { value: Value::Flag(flag), .. }) => *flag,
            Some(node) => self.reader.wrong(node, key, "`true` or `false`").unwrap_or_default(),
        }
    }

    pub(super) fn number(&self, key: &'static str) -> Option<usize> {
        let node = self.node(key)?;
        match &node.value {
            Value::Whole(number) if *number >= 0 => usize::try_from(*number).ok(),
            _ => self.reader.wrong(node, key, "a whole number"),
        }
    }

    pub(super) fn entries(&self) -> &'r [MapEntry] {
        self.entries
    }

    /// Names the keys that nobody asked for, and those that stand twice.
    pub(super) fn finish(self) {
        let asked = self.asked.into_inner();
        for (nth, entry) in self.entries.iter().enumerate() {
            if !asked.contains(&entry.key.as_str()) {
                let message = format!("`{}` is not a key that {} knows", entry.key, self.what);
                let finding = self.reader.finding(entry.span, message).label("not known");
                self.reader.report(finding.hint(suggestion(&entry.key, &asked)));
            } else if self.entries[..nth].iter().any(|first| first.key == entry.key) {
                let message = format!("`{}` stands twice", entry.key);
                self.reader.report(self.reader.finding(entry.span, message).hint("keep one of them"));
            }
        }
    }
}
