//! What a signature covers: exact words, and the files that the page shows or links.

use std::sync::Arc;

use super::object_id::TextId;
use crate::path::FilePath;

/// A text together with the local files that it shows or links. A changed picture is a changed text.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct ExactText {
    /// The page's committed bytes.
    pub text: TextId,
    /// In the order in which the text names them.
    files: Vec<ReferencedFile>,
    embedded: Vec<Embedded>,
}

/// A local file that a text names, as it was.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct ReferencedFile {
    /// How the text names it.
    pub reference: Arc<str>,
    /// Where it was, from the site's root.
    pub file: FilePath,
    /// Its bytes.
    pub id: TextId,
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
    /// A text with the files that it names, in its order.
    pub fn new(text: TextId, files: Vec<ReferencedFile>) -> ExactText {
        let mut embedded: Vec<Embedded> =
            files.iter().map(|file| Embedded { id: file.id, file: file.file.clone() }).collect();
        embedded.sort();
        embedded.dedup();
        ExactText { text, files, embedded }
    }

    /// The files that it names, in its order.
    pub fn files(&self) -> &[ReferencedFile] {
        &self.files
    }

    /// The files that it shows or links, each once.
    pub fn embedded(&self) -> &[Embedded] {
        &self.embedded
    }

    /// Whether a reader would see the same: equal bytes, and behind each reference equal bytes, wherever the files stand.
    pub fn same_as(&self, other: &ExactText) -> bool {
        let same = |(a, b): (&ReferencedFile, &ReferencedFile)| a.reference == b.reference && a.id == b.id;
        self.text == other.text
            && self.files.len() == other.files.len()
            && self.files.iter().zip(&other.files).all(same)
    }
}

impl ReferencedFile {
    /// A file that is named by nothing but its path.
    pub fn by_path(shown: &Embedded) -> ReferencedFile {
        ReferencedFile { reference: shown.file.as_str().into(), file: shown.file.clone(), id: shown.id }
    }
}
