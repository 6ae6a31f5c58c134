//! What an approval is about: a text, at the place where its signer saw it.

use std::sync::Arc;

use crate::model::{ExactText, FileRelation, Record};
use crate::path::FilePath;

/// A text at a place: what an approval is about. Who signs sees where the words stand: that decides what their links lead to,
/// and who else must sign.
#[derive(Clone, Debug)]
pub(super) struct PlacedText {
    pub(super) exact: ExactText,
    pub(super) file: FilePath,
}

impl PlacedText {
    /// What a record is about, where it is about a text.
    pub(super) fn of(record: &Record) -> Option<PlacedText> {
        Some(PlacedText { exact: record.text()?.clone(), file: record.path.clone()? })
    }

    /// Whether it is the same text at the same place.
    pub(super) fn same_as(&self, other: &PlacedText) -> bool {
        self.file == other.file && self.exact.same_as(&other.exact)
    }

    /// Whether who made a record has signed this.
    pub(super) fn is_signed_by(&self, record: &Record) -> bool {
        is_for(record, &self.exact, &self.file)
    }
}

/// Whether who made a record has signed a text at a place.
pub(in crate::governance) fn is_for(record: &Record, text: &ExactText, file: &FilePath) -> bool {
    record.path.as_ref() == Some(file) && record.text().is_some_and(|signed| covers(signed, text))
}

/// What some approvals are about, each once.
pub(super) fn each_once<'a>(approvals: impl Iterator<Item = &'a Arc<Record>>) -> Vec<PlacedText> {
    let mut texts: Vec<PlacedText> = Vec::new();
    for text in approvals.filter_map(|record| PlacedText::of(record)) {
        if !texts.iter().any(|known| known.same_as(&text)) {
            texts.push(text);
        }
    }
    texts
}

/// Whether who has signed one text has signed another: the same words, and the same files. What the adoption of the
/// first model names besides is not of its page.
pub fn covers(signed: &ExactText, text: &ExactText) -> bool {
    let own = |exact: &ExactText| exact.without(&[FileRelation::RolePage]);
    signed.same_as(text) || own(signed).same_as(&own(text))
}
