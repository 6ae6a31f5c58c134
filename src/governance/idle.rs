//! Choices of pages that choose nothing since a value in them is written as no page has it. A control about no page
//! holds in silence, so that is reported.

use std::sync::Arc;

use super::selector::KEYS;
use crate::config::{FieldType, Kinds};
use crate::diagnostic::{Code, Finding, Place, Severity, near_miss};
use crate::model::{FieldValue, Page};
use crate::path::PathPattern;
use crate::shared::SharedList;
use crate::source::{Span, slice};
use crate::yaml::{MapEntry, Value, YamlNode};

/// What there is to choose from.
#[derive(Clone, Copy, Debug)]
pub struct Choosable<'a> {
    /// Every page.
    pub pages: &'a SharedList<Page>,
    /// The kinds of page.
    pub kinds: &'a Kinds,
}

/// Tells of the values in the choices of a model's controls that nothing has. What `exists` and `covers` look for is
/// reported by these rules themselves.
pub fn idle(model: &Page, from: &Choosable<'_>) -> Vec<Finding> {
    let mut search = Search { model, from, findings: Vec::new() };
    if let Some(FieldValue::Data(node)) = model.fields.get("controls") {
        search.look(node);
    }
    search.findings
}

struct Search<'a> {
    model: &'a Page,
    from: &'a Choosable<'a>,
    findings: Vec<Finding>,
}

impl Search<'_> {
    /// Looks for choices anywhere below a node.
    fn look(&mut self, node: &YamlNode) {
        match &node.value {
            Value::List(items) => items.iter().for_each(|item| self.look(item)),
            Value::Map(entries) => {
                for entry in entries {
                    if matches!(entry.key.as_str(), "for" | "when") {
                        self.choice(&entry.node);
                    } else {
                        self.look(&entry.node);
                    }
                }
            }
            _ => {}
        }
    }

    fn choice(&mut self, node: &YamlNode) {
        match &node.value {
            Value::Map(entries) => entries.iter().for_each(|entry| self.entry(entry)),
            Value::List(items) => items.iter().for_each(|item| self.choice(item)),
            _ => {}
        }
    }

    fn entry(&mut self, entry: &MapEntry) {
        match entry.key.as_str() {
            "any" | "all" | "not" => self.choice(&entry.node),
            "field" => {
                let Value::Map(fields) = &entry.node.value else { return };
                for field in fields {
                    self.field(field);
                }
            }
            key if KEYS.contains(&key) => {
                for value in values(&entry.node) {
                    self.value(key, value.written(), value.span);
                }
            }
            _ => {}
        }
    }

    fn value(&mut self, key: &str, value: &str, span: Span) {
        let pages = self.from.pages;
        let Choosable { kinds, .. } = self.from;
        let (is_there, known): (bool, Vec<&str>) = match key {
            "kind" => {
                (kinds.named(value).is_some(), kinds.all().iter().map(|kind| kind.name.as_str()).collect())
            }
            "id" => {
                let ids = pages.iter().filter_map(|page| page.document.as_deref());
                (ids.clone().any(|id| id == value), ids.collect())
            }
            "tag" => {
                let tags = pages.iter().flat_map(|page| page.fields.named("tags")).map(|tag| &*tag.name);
                (tags.clone().any(|tag| tag == value), tags.collect())
            }
            _ => {
                let pattern = PathPattern::new(value);
                let is_there = pages.iter().any(|page| pattern.fits(page.path.as_str()));
                if !is_there {
                    self.path(value, span);
                }
                return;
            }
        };
        if !is_there {
            self.report(span, &format!("{key} `{value}`"), near_miss(value, known));
        }
    }

    /// A pattern that no page fits: the first of its parts that is no name is a slip.
    fn path(&mut self, pattern: &str, span: Span) {
        let plain = |part: &&str| !part.contains(['*', '?']);
        let first: Vec<&str> = pattern.trim_matches('/').split('/').take_while(plain).collect();
        let depth = first.len();
        let written = first.join("/");
        let beginnings = self.from.pages.iter().map(|page| beginning(page.path.as_str(), depth));
        let near = near_miss(&written, beginnings).filter(|near| *near != written);
        let near = near.map(|near| pattern.trim_matches('/').replacen(&written, near, 1));
        self.report(span, &format!("path `{pattern}`"), near.as_deref());
    }

    fn field(&mut self, entry: &MapEntry) {
        let Choosable { pages, kinds } = self.from;
        let declared =
            || kinds.all().iter().flat_map(|kind| &kind.fields).filter(|field| field.name == entry.key);
        if declared().next().is_none() && !pages.iter().any(|page| page.fields.get(&entry.key).is_some()) {
            let names = kinds.all().iter().flat_map(|kind| &kind.fields).map(|field| field.name.as_str());
            let near = near_miss(&entry.key, names).map(str::to_owned);
            self.report(entry.span, &format!("field `{}`", entry.key), near.as_deref());
            return;
        }
        let choices: Vec<&str> = declared().flat_map(|field| choices(&field.shape)).collect();
        let is_of_roles = declared().any(|field| field.shape == FieldType::Roles);
        let roles: Vec<&str> = pages
            .iter()
            .filter(|page| is_of_roles && page.kind.name == super::roles::ROLE)
            .filter_map(|page| page.document.as_deref())
            .collect();
        for value in values(&entry.node) {
            let is_known = choices.contains(&value.written()) || roles.contains(&value.written());
            let has =
                |page: &Arc<Page>| page.fields.values(&entry.key).iter().any(|has| has == value.written());
            if is_known || pages.iter().any(has) {
                continue;
            }
            let written: Vec<String> = pages.iter().flat_map(|page| page.fields.values(&entry.key)).collect();
            let known = choices.iter().chain(&roles).copied().chain(written.iter().map(String::as_str));
            let near = near_miss(value.written(), known).map(str::to_owned);
            self.report(value.span, &format!("`{}: {}`", entry.key, value.written()), near.as_deref());
        }
    }

    /// What resembles something is a slip; what does not may be meant for pages that are still to come.
    fn report(&mut self, span: Span, what: &str, near: Option<&str>) {
        let place = Place::span(&self.model.file, span);
        let finding = Finding::new(Code::IdleChoice, place, format!("no page has the {what}"));
        self.findings.push(match near {
            Some(near) => finding.label("chooses nothing").hint(format!("did you mean `{near}`?")),
            None => finding.with_severity(Severity::Note).label("chooses nothing yet"),
        });
    }
}

/// The first parts of a path.
fn beginning(path: &str, depth: usize) -> &str {
    let end = path.match_indices('/').nth(depth.saturating_sub(1)).map_or(path.len(), |(at, _)| at);
    slice(path, ..end)
}

/// The values of a field that its kind declares.
fn choices(shape: &FieldType) -> Vec<&str> {
    match shape {
        FieldType::Choice(words) => words.iter().map(String::as_str).collect(),
        _ => Vec::new(),
    }
}

fn values(node: &YamlNode) -> Vec<&YamlNode> {
    match &node.value {
        Value::List(items) => items.iter().collect(),
        Value::Null | Value::Map(_) => Vec::new(),
        _ => vec![node],
    }
}
