//! What is certain of what a page says under its keys. Where it is not, nobody knows what is asked of the page.

use super::parsed::Parsed;
use crate::config::{FieldType, Kinds, PageKind};
use crate::model::{Fields, WrittenKey, WrittenKeys};
use crate::yaml::{MapEntry, Value};

/// The keys that name kinds.
const OF_KINDS: [&str; 2] = ["kind", "page_kind"];

impl Parsed {
    /// The keys of the front matter of a page of a kind, whose fields were read.
    pub fn written_keys(&self, kind: &PageKind, fields: &Fields, kinds: &Kinds) -> WrittenKeys {
        let is_known_kind =
            |key: &str| self.front.text(key).is_some_and(|(kind, _)| kinds.named(kind).is_some());
        let key = |MapEntry { key: name, node, .. }: &MapEntry| WrittenKey {
            name: name.as_str().into(),
            is_field: kind.fields.iter().any(|field| field.name == *name),
            is_understood: if OF_KINDS.contains(&name.as_str()) {
                is_known_kind(name)
            } else {
                fields.get(name).is_some() && !has_nested(name, &node.value, kind)
            },
        };
        WrittenKeys { keys: self.front.entries.iter().map(key).collect(), failed: self.front.failed }
    }
}

/// Whether a list of words has something else in it than words.
fn has_nested(key: &str, value: &Value, kind: &PageKind) -> bool {
    let mut own = kind.fields.iter().filter(|field| field.name == key);
    if own.any(|field| matches!(field.shape, FieldType::Items(_) | FieldType::Data)) {
        return false;
    }
    let Value::List(items) = value else { return false };
    items.iter().any(|item| matches!(item.value, Value::List(_) | Value::Map(_) | Value::Null))
}
