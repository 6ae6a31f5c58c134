//! The keys of a page's front matter, and whether it is certain what the page says under each.

use std::sync::Arc;

use super::looks::look_same;
use crate::diagnostic::near_miss;

/// The keys that a page writes, in order.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct WrittenKeys {
    /// The keys, each as often as it is written.
    pub keys: Vec<WrittenKey>,
    /// Whether the front matter cannot be read: nothing that it says is certain then.
    pub failed: bool,
}

/// A key that a page writes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WrittenKey {
    /// The key.
    pub name: Arc<str>,
    /// Whether pages of its kind have a field of that name.
    pub is_field: bool,
    /// Whether its value was understood as a whole.
    pub is_understood: bool,
}

impl WrittenKeys {
    /// Whether a page says something under a key, and it is not certain what: by a key that was probably meant, or that looks
    /// like it, by a value that is not understood, twice, or in front matter that cannot be read.
    pub fn is_unclear(&self, key: &str) -> bool {
        let is_meant = |written: &&WrittenKey| {
            look_same(&written.name, key) || !written.is_field && near_miss(&written.name, [key]).is_some()
        };
        let mut meant = self.keys.iter().filter(is_meant);
        let is_sure = |written: &WrittenKey| *written.name == *key && written.is_understood;
        self.failed || meant.next().is_some_and(|first| !is_sure(first)) || meant.next().is_some()
    }

    /// Whether a key is written.
    pub fn has(&self, key: &str) -> bool {
        self.keys.iter().any(|written| *written.name == *key)
    }
}
