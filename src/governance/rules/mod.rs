//! What controls may ask. One rule, one file with its tests, one line in [`RULES`].

mod approval;
mod approved_by;
mod attested_every;
mod covers;
mod due;
mod exists;
mod field;
mod has_owner;
mod how_to_approve;
mod lacks;
mod links_nothing_obsolete;
mod media_described;
mod pending;
mod posting_rules_stated;
mod related;
mod reviewed_every;
mod rule;
mod superseded_properly;
#[cfg(test)]
mod testing;
mod upstream;
mod upstream_read;
mod verdict;
mod view;

pub use approval::{Approval, ControlRoles, OWNER, Provisional};
pub(super) use rule::{Entry, Rule};
pub use upstream::UpstreamStatus;
pub(super) use verdict::{Verdict, Weight};
pub(super) use view::{Facet, JudgedSite, RuleView};

use std::sync::Arc;

use crate::model::Roles;
use crate::yaml::{Value, YamlNode, YamlReader, suggestion};

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

/// Reads a rule: its name, or a map of its name and what it asks.
pub(super) fn read(
    node: &YamlNode,
    reader: &YamlReader<'_>,
    roles: &Roles,
) -> Option<(&'static str, Arc<dyn Rule>)> {
    let empty = YamlNode::map(Vec::new(), node.span);
    let (name, span, asks) = match &node.value {
        Value::Text(_) => (node.written(), node.span, &empty),
        Value::Map(entries) => match entries.as_slice() {
            [one] if one.node.value == Value::Null => (one.key.as_str(), one.span, &empty),
            [one] => (one.key.as_str(), one.span, &one.node),
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
