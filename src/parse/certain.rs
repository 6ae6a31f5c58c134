//! Whether it is certain what a page says under a key. Where it is not, nobody knows what is asked of it.

use std::sync::Arc;

use super::parsed::Parsed;
use crate::config::{Field, FieldType, Kinds, PageKind};
use crate::diagnostic::near_miss;
use crate::model::{Page, look_same};
use crate::yaml::Yaml;

impl Parsed {
    /// Whether a page names a kind under a key, and it is not certain which: none that there is, one of several, by a key
    /// that was probably meant, or in front matter that cannot be read. `own` is the kind that it is taken for.
    pub fn is_unclear_kind(&self, key: &str, own: &PageKind, kinds: &Kinds) -> bool {
        let is_known = || self.front.text(key).is_some_and(|(kind, _)| kinds.named(kind).is_some());
        self.is_unclear(key, own, &is_known)
    }

    /// Whether a page says something under the key of a field, and it is not certain what.
    pub fn is_unclear_field(&self, key: &str, page: &Page) -> bool {
        let is_known = || page.fields.get(key).is_some() && !self.has_nested(key, &page.kind);
        self.is_unclear(key, &page.kind, &is_known)
    }

    /// Whether a list of words has something else in it than words.
    fn has_nested(&self, key: &str, kind: &PageKind) -> bool {
        let is_data = |field: &Arc<Field>| matches!(field.shape, FieldType::Items(_) | FieldType::Data);
        if kind.fields.iter().any(|field| field.name == key && is_data(field)) {
            return false;
        }
        let value = self.front.map.iter().find(|(name, _)| name == key).map(|(_, value)| value);
        let Some(Yaml::List(items)) = value else { return false };
        items.iter().any(|item| matches!(item, Yaml::List(_) | Yaml::Map(_) | Yaml::Null))
    }

    /// Whether a page says itself of which kind it is.
    pub fn names_kind(&self) -> bool {
        self.front.map.iter().any(|(name, _)| name == "kind")
    }

    fn is_unclear(&self, key: &str, own: &PageKind, is_known: &dyn Fn() -> bool) -> bool {
        let is_field = |name: &str| own.fields.iter().any(|field| field.name == name);
        let is_meant =
            |name: &str| look_same(name, key) || !is_field(name) && near_miss(name, [key]).is_some();
        let mut named = self.front.map.iter().filter(|(name, _)| is_meant(name));
        let is_sure = |(name, _): &(String, Yaml)| name == key && is_known();
        self.front.failed || named.next().is_some_and(|first| !is_sure(first)) || named.next().is_some()
    }
}
