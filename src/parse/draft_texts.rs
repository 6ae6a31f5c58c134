//! Which older texts of pages were drafts, by the rules of today's.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use super::draft::draft_keys;
use super::front_matter::front_matter_of;
use super::parsed::front_matter_alone;
use crate::model::DraftKeys;
use crate::path::FilePath;

/// Reads the front matter of texts, each once: most revisions of a page leave it as it is.
#[derive(Default, Debug)]
pub struct DraftTexts {
    known: Mutex<HashMap<Box<str>, DraftKeys>>,
}

impl DraftTexts {
    /// By which keys a text is kept back.
    pub fn keys(&self, text: &str) -> DraftKeys {
        let head = front_matter_of(&FilePath::root(), text);
        if head.len() == text.len() {
            // Nothing tells for certain where its words begin, or it has none, or nothing above them.
            return read(text);
        }
        let known = || self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(keys) = known().get(head) {
            return keys.clone();
        }
        let keys = read(head);
        known().insert(head.into(), keys.clone());
        keys
    }
}

fn read(text: &str) -> DraftKeys {
    draft_keys(&front_matter_alone(&FilePath::root(), text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_say_so_or_cannot_be_read_are_drafts() {
        let texts = DraftTexts::default();
        for (text, keys) in [
            ("Words.\n", &[][..]),
            ("---\ntitle: A\n---\nWords.\n", &[]),
            ("---\ndraft: false\n---\nWords.\n", &[]),
            ("---\ndraft: true\n---\nWords.\n", &[""]),
            ("---\ndraft: true\n---\nOther words.\n", &[""]),
            ("---\nstatus: draft\npublished: no\n---\nWords.\n", &["status", "published"]),
            ("---\nstatus: draft\ndraft: true\n---\nWords.\n", &[""]),
            ("---\ntitle: [unclosed\n---\nWords.\n", &[""]),
            ("<<<<<<< ours\n---\ndraft: false\n=======\n---\ndraft: true\n>>>>>>> theirs\n", &[""]),
        ] {
            let found = texts.keys(text);
            assert_eq!(found.iter().map(|key| &**key).collect::<Vec<_>>(), keys, "{text}");
        }
    }
}
