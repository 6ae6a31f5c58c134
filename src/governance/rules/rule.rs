//! What a rule is: what it looks at, how it judges, and how models ask for it.

use std::fmt;
use std::sync::Arc;

use super::approval::Approval;
use super::verdict::Verdict;
use super::view::{Facet, RuleView};
use crate::model::Roles;
use crate::yaml::{self, Value, YamlMap, YamlNode};

/// A rule as a control asks it.
pub(in crate::governance) trait Rule: fmt::Debug + Send + Sync {
    /// What it looks at, beside its control and the day. The memo of how things stand on a page is made from whatever
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
pub(in crate::governance) struct Entry {
    /// As models write it.
    pub(in crate::governance) name: &'static str,
    /// Reads what is asked; the map is empty where the name stands alone.
    pub(in crate::governance) read: fn(&YamlMap<'_, '_>, &Roles) -> Option<Arc<dyn Rule>>,
    /// The key that a value which stands alone is meant for: `reviewed_every: 180 days`.
    pub(in crate::governance) alone: Option<&'static str>,
}

impl Entry {
    /// A rule that asks with keys and values.
    pub(in crate::governance) const fn new(
        name: &'static str,
        read: fn(&YamlMap<'_, '_>, &Roles) -> Option<Arc<dyn Rule>>,
    ) -> Entry {
        Entry { name, read, alone: None }
    }

    /// What is asked, as a map.
    pub(super) fn asks(&self, node: &YamlNode) -> Option<YamlNode> {
        let key = self.alone.filter(|_| !matches!(node.value, Value::Map(_) | Value::List(_)))?;
        let entry = yaml::MapEntry { key: key.to_owned(), span: node.span, node: node.clone() };
        Some(YamlNode::map(vec![entry], node.span))
    }
}
