//! Whether it is certain what a page says under a key. Where it is not, nobody knows what is asked of it.

use super::Parsed;
use crate::config::{Kind, Kinds};
use crate::diagnostic::near_miss;
use crate::model::Page;

impl Parsed {
    /// Whether a page names a kind under a key, and it is not certain which: none that there is, one of several, by a key
    /// that was probably meant, or in front matter that cannot be read. `own` is the kind that it is taken for.
    pub fn is_unclear_kind(&self, key: &str, own: &Kind, kinds: &Kinds) -> bool {
        let is_known = || self.front.text(key).is_some_and(|(kind, _)| kinds.named(kind).is_some());
        self.is_unclear(key, own, &is_known)
    }

    /// Whether a page says something under the key of a field, and it is not certain what.
    pub fn is_unclear_field(&self, key: &str, page: &Page) -> bool {
        self.is_unclear(key, &page.kind, &|| page.fields.get(key).is_some())
    }

    /// Whether a page says itself of which kind it is.
    pub fn names_kind(&self) -> bool {
        self.front.map.iter().any(|(name, _)| name == "kind")
    }

    fn is_unclear(&self, key: &str, own: &Kind, is_known: &dyn Fn() -> bool) -> bool {
        let is_field = |name: &str| own.fields.iter().any(|field| field.name == name);
        let is_meant = |name: &str| {
            name.trim().eq_ignore_ascii_case(key) || !is_field(name) && near_miss(name, [key]).is_some()
        };
        let written = self.front.places.children.iter().filter_map(|child| child.key.as_ref());
        let written = written.filter(|(name, _)| is_meant(name)).count();
        let mut named = self.front.map.iter().filter(|(name, _)| is_meant(name));
        self.front.failed || written > 1 || named.any(|(name, _)| name != key || !is_known())
    }
}
