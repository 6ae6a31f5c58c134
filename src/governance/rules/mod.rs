//! What controls may ask. One rule, one file with its tests, one line in [`RULES`].

mod approved_by;
mod attested_every;
mod covers;
mod due;
mod exists;
mod field;
mod has_owner;
mod lacks;
mod links_nothing_obsolete;
mod media_described;
mod pending;
mod posting_rules_stated;
mod related;
mod reviewed_every;
mod superseded_properly;
#[cfg(test)]
mod testing;
mod upstream_read;
mod view;

pub use approved_by::{Approval, OWNER, Provisional};
pub use view::UpstreamStatus;
pub(super) use view::{Facet, RuleView};

use std::fmt;
use std::sync::Arc;

use super::reader::{Map, ModelReader, suggestion};
use crate::date::Day;
use crate::model::{ItemEvidence, Roles, Status};
use crate::yaml::{self, Value, YamlNode};

/// A rule as a control asks it.
pub(super) trait Rule: fmt::Debug + Send + Sync {
    /// What it looks at, beside its control and the day. The memo of how things stand on a page is made of whatever
    /// there is to look at: see `governance::checklist`.
    fn looks_at(&self) -> &'static [Facet];

    /// How a subject stands.
    fn judge(&self, view: &RuleView<'_>) -> Verdict;

    /// The approval that it asks for, which makes the pages it is about controlled.
    fn approval(&self) -> Option<&Approval> {
        None
    }
}

/// A rule by its name.
pub(super) struct Entry {
    /// As models write it.
    pub(super) name: &'static str,
    /// Reads what is asked; the map is empty where the name stands alone.
    pub(super) read: fn(&Map<'_, '_>, &Roles) -> Option<Arc<dyn Rule>>,
    /// The key that a value which stands alone is meant for: `reviewed_every: 180 days`.
    pub(super) alone: Option<&'static str>,
}

impl Entry {
    /// A rule that asks with keys and values.
    pub(super) const fn new(
        name: &'static str,
        read: fn(&Map<'_, '_>, &Roles) -> Option<Arc<dyn Rule>>,
    ) -> Entry {
        Entry { name, read, alone: None }
    }

    /// What is asked, as a map.
    fn asks(&self, node: &YamlNode) -> Option<YamlNode> {
        let key = self.alone.filter(|_| !matches!(node.value, Value::Map(_) | Value::List(_)))?;
        let entry = yaml::MapEntry { key: key.to_owned(), span: node.span, node: node.clone() };
        Some(YamlNode { value: Value::Map(vec![entry]), span: node.span, written: String::new() })
    }
}

/// Every rule.
pub(super) const RULES: &[Entry] = &[
    approved_by::ENTRY,
    attested_every::ENTRY,
    covers::ENTRY,
    exists::ENTRY,
    field::ENTRY,
    has_owner::ENTRY,
    links_nothing_obsolete::ENTRY,
    related::MEASURED,
    media_described::ENTRY,
    posting_rules_stated::ENTRY,
    reviewed_every::ENTRY,
    related::SERVES_OBJECTIVE,
    superseded_properly::ENTRY,
    related::TRAINED,
    upstream_read::ENTRY,
];

/// The names of all rules, as models write them.
pub fn rule_names() -> impl Iterator<Item = &'static str> {
    RULES.iter().map(|entry| entry.name)
}

/// What a rule finds.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Verdict {
    pub(super) status: Status,
    /// In a sentence without a full stop.
    pub(super) reason: String,
    pub(super) evidence: Vec<ItemEvidence>,
    pub(super) due: Option<Day>,
    /// A command or an edit; empty where there is nothing to settle.
    pub(super) settle: String,
    /// The same without what only a draft says, where it names that.
    pub(super) in_public: Option<String>,
    /// The roles whose signature or deed would settle it; empty where that is for the accountable one.
    pub(super) asks: Vec<Arc<str>>,
    pub(super) weight: Weight,
}

/// How much a verdict weighs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Weight {
    /// As its control says.
    AsControl,
    /// A warning at most: an approved text is in force, and a draft waits.
    DraftWaits,
}

impl Verdict {
    pub(super) fn new(status: Status, reason: impl Into<String>) -> Verdict {
        Verdict {
            status,
            reason: reason.into(),
            evidence: Vec::new(),
            due: None,
            settle: String::new(),
            in_public: None,
            asks: Vec::new(),
            weight: Weight::AsControl,
        }
    }

    pub(super) fn met(reason: impl Into<String>) -> Verdict {
        Verdict::new(Status::Met, reason)
    }

    pub(super) fn unmet(reason: impl Into<String>, settle: impl Into<String>) -> Verdict {
        Verdict { settle: settle.into(), ..Verdict::new(Status::Unmet, reason) }
    }

    pub(super) fn not_applicable(reason: impl Into<String>) -> Verdict {
        Verdict::new(Status::NotApplicable, reason)
    }

    /// Says whose signature or deed would settle it.
    pub(super) fn asking(self, roles: impl IntoIterator<Item = Arc<str>>) -> Verdict {
        Verdict { asks: roles.into_iter().collect(), ..self }
    }

    pub(super) fn with(mut self, evidence: impl IntoIterator<Item = ItemEvidence>) -> Verdict {
        self.evidence.extend(evidence);
        self
    }
}

/// Reads a rule: its name, or a map of its name and what it asks.
pub(super) fn read(
    node: &YamlNode,
    reader: &ModelReader<'_>,
    roles: &Roles,
) -> Option<(&'static str, Arc<dyn Rule>)> {
    let empty = YamlNode { value: Value::Map(Vec::new()), span: node.span, written: String::new() };
    let (name, span, asks) = match &node.value {
        Value::Text(_) => (&node.written, node.span, &empty),
        Value::Map(entries) => match entries.as_slice() {
            [one] if one.node.value == Value::Null => (&one.key, one.span, &empty),
            [one] => (&one.key, one.span, &one.node),
            _ => return reader.wrong(node, "require", "one rule; a second one is a control of its own"),
        },
        _ => {
            return reader.wrong(
                node,
                "require",
                "the name of a rule, or a map of its name and what it asks",
            );
        }
    };
    let Some(entry) = RULES.iter().find(|entry| entry.name == name) else {
        let names: Vec<&str> = rule_names().collect();
        let finding = reader.finding(span, format!("there is no rule `{name}`"));
        reader.report(finding.hint(suggestion(name, &names)));
        return None;
    };
    let alone = entry.asks(asks);
    let map = reader.map(alone.as_ref().unwrap_or(asks), entry.name)?;
    let rule = (entry.read)(&map, roles);
    map.finish();
    Some((entry.name, rule?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_listed_in_order() {
        assert!(RULES.is_sorted_by_key(|entry| entry.name));
    }
}
