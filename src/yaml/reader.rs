//! Reads the values of a YAML tree, so that every wrong one is a finding of its own, with a near miss.

use std::cell::RefCell;
use std::collections::HashSet;
use std::str::FromStr;
use std::sync::Arc;

use super::{MapEntry, Value, YamlNode};
use crate::diagnostic::{Code, Finding, Place, near_miss};
use crate::path::FilePath;
use crate::shared::steps::count_steps;
use crate::source::Span;

/// Reads the tree of one file, and remembers what is wrong in it.
#[derive(Debug)]
pub struct YamlReader<'a> {
    file: &'a FilePath,
    code: Code,
    findings: RefCell<Vec<Finding>>,
}

/// A text and where it stands.
#[derive(Clone, Debug)]
pub struct WrittenText {
    /// The text, without blanks around it.
    pub text: Arc<str>,
    /// Where it stands.
    pub span: Span,
}

impl<'a> YamlReader<'a> {
    /// A reader of a file in which what is wrong has a code.
    pub fn new(file: &'a FilePath, code: Code) -> YamlReader<'a> {
        YamlReader { file, code, findings: RefCell::default() }
    }

    /// What is wrong, in the order in which it was read.
    pub fn into_findings(self) -> Vec<Finding> {
        self.findings.into_inner()
    }

    /// How many findings there are so far.
    pub fn found(&self) -> usize {
        self.findings.borrow().len()
    }

    /// A place in the file.
    pub fn place(&self, span: Span) -> Place {
        Place::span(self.file, span)
    }

    /// A finding at a place, which is not reported yet.
    pub fn finding(&self, span: Span, message: impl Into<String>) -> Finding {
        Finding::new(self.code, self.place(span), message)
    }

    /// Reports a finding.
    pub fn report(&self, finding: Finding) {
        self.findings.borrow_mut().push(finding);
    }

    /// The entries of a map; `what` names it in messages.
    pub fn map<'r>(&'r self, node: &'r YamlNode, what: &'static str) -> Option<YamlMap<'r, 'a>> {
        match &node.value {
            Value::Map(entries) => {
                Some(YamlMap { reader: self, entries, span: node.span, what, asked: RefCell::default() })
            }
            _ => self.wrong(node, what, "a map of keys and values"),
        }
    }

    /// A text, or a number that is meant as one.
    pub fn text(&self, node: &YamlNode, what: &str) -> Option<WrittenText> {
        match node.as_text() {
            None => self.wrong(node, what, "a text"),
            Some("") => self.wrong(node, what, "a text that is not empty"),
            Some(text) => Some(WrittenText { text: text.into(), span: node.span }),
        }
    }

    /// A text with all its blanks, as names of files may have them at their ends.
    pub fn exact(&self, node: &YamlNode, what: &str) -> Option<WrittenText> {
        match &node.value {
            Value::Text(text) if !text.is_empty() => {
                Some(WrittenText { text: text.as_str().into(), span: node.span })
            }
            _ => self.text(node, what),
        }
    }

    /// A list of texts; one alone is a list of one.
    pub fn texts(&self, node: &YamlNode, what: &str) -> Vec<WrittenText> {
        match &node.value {
            Value::List(items) => items.iter().filter_map(|item| self.text(item, what)).collect(),
            _ => self.text(node, what).into_iter().collect(),
        }
    }

    /// Reports a value that is not what it takes, and has none.
    pub fn wrong<T>(&self, node: &YamlNode, what: &str, takes: &str) -> Option<T> {
        let finding = self.finding(node.span, format!("`{what}` takes {takes}"));
        self.report(finding.label(format!("this is {}", node.describe())));
        None
    }

    /// A text with a form of its own: a day, a period, an object id.
    pub fn parsed<T>(
        &self,
        text: &str,
        span: Span,
        what: &str,
        parse: impl FnOnce(&str) -> Result<T, String>,
    ) -> Option<T> {
        let read = parse(text);
        if let Err(why) = &read {
            self.report(self.no_value(text, span, what).label(why.as_str()));
        }
        read.ok()
    }

    /// That a text is none of the values that it may be, which is not reported yet.
    pub fn no_value(&self, text: &str, span: Span, what: &str) -> Finding {
        self.finding(span, format!("`{text}` is no value of `{what}`"))
            .cause(format!("this is no value of `{what}`"))
    }

    /// Reports a word that is none of those it may be.
    pub fn unknown(&self, written: &WrittenText, what: &str, known: &[&str]) {
        let finding = self.finding(written.span, format!("there is no {what} `{}`", written.text));
        self.report(finding.hint(suggestion(&written.text, known)));
    }
}

/// What was probably meant, else what there is.
pub fn suggestion(written: &str, known: &[&str]) -> String {
    match near_miss(written, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("known: {}", known.join(", ")),
    }
}

/// A map that is being read. Remembers which keys were asked for, so that the others can be named.
#[derive(Debug)]
pub struct YamlMap<'r, 'a> {
    /// What reads it.
    pub reader: &'r YamlReader<'a>,
    entries: &'r [MapEntry],
    /// Where it stands.
    pub span: Span,
    what: &'static str,
    asked: RefCell<Vec<&'static str>>,
}

impl<'r> YamlMap<'r, '_> {
    /// The value under a key; of a repeated key the first, and the others are reported by [`YamlMap::finish`].
    pub fn node(&self, key: &'static str) -> Option<&'r YamlNode> {
        self.asked.borrow_mut().push(key);
        let entry = self.entries.iter().find(|entry| entry.key == key)?;
        (entry.node.value != Value::Null).then_some(&entry.node)
    }

    /// The value under a key that must be there.
    pub fn need(&self, key: &'static str) -> Option<&'r YamlNode> {
        let node = self.node(key);
        if node.is_none() {
            let finding = self.reader.finding(self.span, format!("{} needs `{key}`", self.what));
            self.reader.report(finding.hint(format!("add `{key}: …`")));
        }
        node
    }

    /// A text.
    pub fn text(&self, key: &'static str) -> Option<WrittenText> {
        self.reader.text(self.node(key)?, key)
    }

    /// A text that must be there.
    pub fn need_text(&self, key: &'static str) -> Option<WrittenText> {
        self.reader.text(self.need(key)?, key)
    }

    /// A text with all its blanks.
    pub fn exact(&self, key: &'static str) -> Option<WrittenText> {
        self.reader.exact(self.node(key)?, key)
    }

    /// A text with all its blanks that must be there.
    pub fn need_exact(&self, key: &'static str) -> Option<WrittenText> {
        self.reader.exact(self.need(key)?, key)
    }

    /// A list of texts; one alone is a list of one.
    pub fn texts(&self, key: &'static str) -> Vec<WrittenText> {
        self.node(key).map_or_else(Vec::new, |node| self.reader.texts(node, key))
    }

    /// A list of texts that must be there.
    pub fn need_texts(&self, key: &'static str) -> Vec<WrittenText> {
        self.need(key).map_or_else(Vec::new, |node| self.reader.texts(node, key))
    }

    /// A value with a form of its own: a day, a period, an object id.
    pub fn parsed<T: FromStr<Err = String>>(&self, key: &'static str) -> Option<T> {
        self.parse(key, &self.text(key)?)
    }

    /// The same under a key that must be there.
    pub fn need_parsed<T: FromStr<Err = String>>(&self, key: &'static str) -> Option<T> {
        self.parse(key, &self.need_text(key)?)
    }

    fn parse<T: FromStr<Err = String>>(&self, key: &str, written: &WrittenText) -> Option<T> {
        self.reader.parsed(&written.text, written.span, key, str::parse)
    }

    /// One of several words, as what it stands for.
    pub fn choice<T: Copy>(&self, key: &'static str, choices: &[(&str, T)]) -> Option<T> {
        let written = self.text(key)?;
        let found = choices.iter().find(|(word, _)| **word == *written.text).map(|(_, choice)| *choice);
        if found.is_none() {
            let words: Vec<&str> = choices.iter().map(|(word, _)| *word).collect();
            let finding = self.reader.no_value(&written.text, written.span, key);
            self.reader.report(finding.hint(suggestion(&written.text, &words)));
        }
        found
    }

    /// `true` or `false`; without the key, `false`.
    pub fn flag(&self, key: &'static str) -> bool {
        match self.node(key) {
            None => false,
            Some(YamlNode { value: Value::Flag(flag), .. }) => *flag,
            Some(node) => self.reader.wrong(node, key, "`true` or `false`").unwrap_or_default(),
        }
    }

    /// A whole number that is not negative.
    pub fn number(&self, key: &'static str) -> Option<usize> {
        let node = self.node(key)?;
        match &node.value {
            Value::Whole(number) if *number >= 0 => usize::try_from(*number).ok(),
            _ => self.reader.wrong(node, key, "a whole number"),
        }
    }

    /// Its entries, in order.
    pub fn entries(&self) -> &'r [MapEntry] {
        self.entries
    }

    /// Names the keys that nobody asked for, and those that stand twice.
    pub fn finish(self) {
        let asked = self.asked.into_inner();
        count_steps(self.entries.len());
        let mut read: HashSet<&str> = HashSet::new();
        for entry in self.entries {
            if !asked.contains(&entry.key.as_str()) {
                let message = format!("`{}` is not a key that {} knows", entry.key, self.what);
                let finding = self.reader.finding(entry.span, message).label("not known");
                self.reader.report(finding.hint(suggestion(&entry.key, &asked)));
            } else if !read.insert(&entry.key) {
                let message = format!("`{}` stands twice", entry.key);
                self.reader.report(self.reader.finding(entry.span, message).hint("keep one of them"));
            }
        }
    }
}
