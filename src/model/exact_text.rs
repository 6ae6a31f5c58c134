//! What a signature covers: exact words, and the files that the page shows.

use super::object_id::TextId;
use crate::path::FilePath;

/// A text together with the local files embedded in it. A changed picture is a changed text.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct ExactText {
    /// The page's committed bytes.
    pub text: TextId,
    embedded: Vec<Embedded>,
}

/// A local file that a page shows.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Embedded {
    /// Its bytes.
    pub id: TextId,
    /// Where it was, from the site's root.
    pub file: FilePath,
}

impl ExactText {
    /// A text with what it shows, in any order.
    pub fn new(text: TextId, mut embedded: Vec<Embedded>) -> ExactText {
        embedded.sort();
        embedded.dedup();
        ExactText { text, embedded }
    }

    /// What it shows.
    pub fn embedded(&self) -> &[Embedded] {
        &self.embedded
    }

    /// Whether a reader would see the same: equal bytes, wherever the files stand.
    pub fn same_as(&self, other: &ExactText) -> bool {
        let ids = |of: &ExactText| {
            let mut ids: Vec<TextId> = of.embedded.iter().map(|file| file.id).collect();
            ids.dedup();
            ids
        };
        self.text == other.text && ids(self) == ids(other)
    }
}
