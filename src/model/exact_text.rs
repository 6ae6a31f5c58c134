//! What a signature covers: exact words, and the files that the page shows or links.

use std::fmt;
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
    approved_with: Vec<Embedded>,
}

/// A local file that a text names, as it was.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct ReferencedFile {
    /// How it comes to belong to the text.
    pub reference: FileRelation,
    /// Where it was, from the site's root.
    pub file: FilePath,
    /// Its bytes.
    pub id: TextId,
}

/// How a file comes to belong to a text.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum FileRelation {
    /// The text names it so.
    Written(Arc<str>),
    /// The text is that of the model: its controlled keys of the site's settings.
    Settings,
    /// The text is that of the model: the list of signers.
    Signers,
    /// The text is that of the first model: a page of a role that comes into force with it.
    RolePage,
    /// The text is that of a frame: a file that it speaks for. It is known by where it stands.
    Framed,
    /// The text is that of a frame: the keys of the site's settings that it speaks for.
    Keys,
}

/// The words by which records name what no text writes.
const WORDS: [(FileRelation, &str); 5] = [
    (FileRelation::Settings, "site.toml"),
    (FileRelation::Signers, "signers"),
    (FileRelation::RolePage, "role"),
    (FileRelation::Framed, "frame"),
    (FileRelation::Keys, "keys"),
];

impl FileRelation {
    /// As a text writes it. Whoever writes a link by one of the words of records means a file of that name.
    pub fn written(target: &str) -> FileRelation {
        let is_word = WORDS.iter().any(|(_, word)| *word == target);
        FileRelation::Written(if is_word { format!("./{target}").into() } else { target.into() })
    }

    /// As a record has it.
    pub fn recorded(name: Arc<str>) -> FileRelation {
        let special = WORDS.into_iter().find(|(_, word)| *word == &*name);
        special.map_or(FileRelation::Written(name), |(reference, _)| reference)
    }
}

impl fmt::Display for FileRelation {
    /// As a record has it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let FileRelation::Written(target) = self {
            return f.write_str(target);
        }
        let word = WORDS.iter().find(|(special, _)| special == self).map(|(_, word)| *word);
        f.write_str(word.unwrap_or_default())
    }
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
        let embedded =
            once_each(files.iter().filter(|file| matches!(file.reference, FileRelation::Written(_))));
        let approved_with = once_each(files.iter());
        ExactText { text, files, embedded, approved_with }
    }

    /// Every file that is approved with it, each once: those that it shows or links, and of a model the settings and others.
    pub fn approved_with(&self) -> &[Embedded] {
        &self.approved_with
    }

    /// How a file came to be approved with it.
    pub fn reference_of(&self, file: &Embedded) -> Option<&FileRelation> {
        let named = self.files.iter().find(|named| named.id == file.id && named.file == file.file);
        named.map(|named| &named.reference)
    }

    /// The files that it names, in its order.
    pub fn files(&self) -> &[ReferencedFile] {
        &self.files
    }

    /// The files that it shows or links, each once.
    pub fn embedded(&self) -> &[Embedded] {
        &self.embedded
    }

    /// Whether a reader would see the same: equal bytes, and behind each reference equal bytes, wherever the files stand
    /// that the text names.
    pub fn same_as(&self, other: &ExactText) -> bool {
        let same = |(a, b): (&ReferencedFile, &ReferencedFile)| {
            let is_there = a.reference != FileRelation::Framed || a.file == b.file;
            a.reference == b.reference && a.id == b.id && is_there
        };
        self.text == other.text
            && self.files.len() == other.files.len()
            && self.files.iter().zip(&other.files).all(same)
    }
}

impl ExactText {
    /// Whether it is one of the model: whoever approves it approves the settings as well.
    pub fn is_of_model(&self) -> bool {
        self.files.iter().any(|file| file.reference == FileRelation::Settings)
    }

    /// The same without what is approved with it for one of these reasons.
    #[must_use]
    pub fn without(&self, references: &[FileRelation]) -> ExactText {
        let files = self.files.iter().filter(|file| !references.contains(&file.reference));
        ExactText::new(self.text, files.cloned().collect())
    }
}

fn once_each<'f>(files: impl Iterator<Item = &'f ReferencedFile>) -> Vec<Embedded> {
    let mut all: Vec<Embedded> =
        files.map(|file| Embedded { id: file.id, file: file.file.clone() }).collect();
    all.sort();
    all.dedup();
    all
}

impl ReferencedFile {
    /// A file that is named by nothing but its path.
    pub fn by_path(shown: &Embedded) -> ReferencedFile {
        ReferencedFile {
            reference: FileRelation::written(shown.file.as_str()),
            file: shown.file.clone(),
            id: shown.id,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_names_what_records_name_by_a_word() {
        for word in ["site.toml", "signers", "role", "frame", "keys"] {
            let written = FileRelation::written(word);
            assert_eq!(written, FileRelation::Written(format!("./{word}").into()));
            assert_eq!(FileRelation::recorded(written.to_string().into()), written);
            let special = FileRelation::recorded(word.into());
            assert!(!matches!(special, FileRelation::Written(_)), "{word}");
            assert_eq!(special.to_string(), word);
        }
    }
}
