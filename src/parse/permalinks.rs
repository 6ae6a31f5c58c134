//! Addresses that other programs give a page by its front matter: here they lead on to it.

use super::front_matter::Front;
use crate::config::Field;
use crate::model::NamedValue;
use crate::path::Address;
use crate::source::slice;
use crate::yaml::{MapEntry, Value};
use std::sync::Arc;

/// Keys by which other programs give a page its address.
pub(super) const KEYS: [&str; 2] = ["url", "permalink"];

/// The address that front matter gives its page, unless the site means something else by the key.
pub(super) fn permalink(front: &Front, declared: &[Arc<Field>]) -> Option<NamedValue> {
    let is_declared = |entry: &&MapEntry| declared.iter().any(|field| field.name == entry.key);
    let entry =
        front.entries.iter().filter(|entry| !is_declared(entry)).find(|entry| is_understood(entry))?;
    Some(NamedValue { name: entry.node.written().trim().into(), span: entry.node.span })
}

/// Whether an entry gives its page an address, and no pattern of which addresses are made.
pub(super) fn is_understood(MapEntry { key, node, .. }: &MapEntry) -> bool {
    let written = node.written().trim();
    let inner = slice(written, written.len().min(1)..);
    let is_address = written.starts_with('/') || inner.contains('/') || written.contains(".html");
    KEYS.contains(&key.as_str())
        && matches!(node.value, Value::Text(_))
        && is_address
        && !written.contains(['{', ':', '*', '$', '<', '#', '?', '|', ' '])
        && Address::written(written).is_some()
}
