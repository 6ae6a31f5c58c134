//! Addresses that other programs give a page by its front matter: here they lead on to it.

use super::front_matter::Front;
use crate::config::Field;
use crate::model::NamedValue;
use crate::path::Address;
use crate::source::slice;
use crate::yaml::{MapEntry, Value};
use std::borrow::Cow;
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

/// The key under which Jekyll has the old addresses of a page, and ours.
const REDIRECT_FROM: (&str, &str) = ("redirect_from", "aliases");

/// The same entries, with the old addresses of a page under the key that they have here, unless the site means something else
/// by the other key, or has both.
pub(super) fn with_redirects<'e>(entries: &'e [MapEntry], declared: &[Arc<Field>]) -> Cow<'e, [MapEntry]> {
    let (theirs, ours) = REDIRECT_FROM;
    let is_declared = |name: &str| declared.iter().any(|field| field.name == name);
    let has = |name: &str| entries.iter().any(|entry| entry.key == name);
    if !has(theirs) || has(ours) || is_declared(theirs) || !is_declared(ours) {
        return Cow::Borrowed(entries);
    }
    let renamed = |entry: &MapEntry| {
        let key = if entry.key == theirs { ours } else { entry.key.as_str() };
        MapEntry { key: key.to_owned(), ..entry.clone() }
    };
    Cow::Owned(entries.iter().map(renamed).collect())
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
