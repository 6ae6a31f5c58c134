//! The texts of pages that were in force, in the order in which they came into force, and how their addresses are called.

use std::collections::HashMap;
use std::sync::Arc;

use super::distinct::{first_digits, more_digits};
use crate::date::Day;
use crate::governance::Subject;
use crate::model::{Embedded, ExactText, FileRelation, InForce, Issue, PageId};
use crate::shared::SharedList;

/// The texts of a page that were approved. What waits for approval has no address.
#[derive(PartialEq, Debug)]
pub struct IssuedTexts {
    page: Option<PageId>,
    issues: Vec<Issue>,
    texts: Vec<ExactText>,
}

impl IssuedTexts {
    /// Those of a page, where there are any.
    pub fn for_subject(subject: &Subject, in_force: &InForce) -> Option<IssuedTexts> {
        let texts = || subject.states.iter().map(|state| state.exact.clone()).collect();
        let issued = || IssuedTexts { page: subject.page, issues: in_force.issues.clone(), texts: texts() };
        (!in_force.issues.is_empty()).then(issued)
    }
}

/// The files that texts show or link which were in force, those of what came into force first before the others.
pub fn approved_files(issued: &SharedList<Option<IssuedTexts>>) -> Vec<Embedded> {
    let texts = in_order(issued).into_iter().map(|(_, text)| text);
    texts.flat_map(ExactText::embedded).cloned().collect()
}

/// Where a text stands among those that were in force: the number of its subject, and of its issue.
type IssueNumber = (usize, usize);

/// Every text that was in force, by when that began. What comes into force later comes after all that was in force on a day
/// that is over.
fn in_order(issued: &SharedList<Option<IssuedTexts>>) -> Vec<(IssueNumber, &ExactText)> {
    let mut all: Vec<((Day, u32), IssueNumber, &ExactText)> = Vec::new();
    for (subject, known) in issued.iter().enumerate() {
        let Some(known) = known.as_ref() else { continue };
        for (nth, issue) in known.issues.iter().enumerate() {
            let Some(text) = known.texts.get(issue.state) else { continue };
            all.push((began(issue), (subject, nth), text));
        }
    }
    // Where two began with one commit, their own names decide, whatever pages there are beside them.
    all.sort_by(|(a, (_, one), text), (b, (_, other), second)| {
        (a, text.text, one).cmp(&(b, second.text, other))
    });
    all.into_iter().map(|(_, number, text)| (number, text)).collect()
}

/// The day on which a text came into force, and the place on the line of the commit that brought the last record for it.
fn began(issue: &Issue) -> (Day, u32) {
    let arrivals = issue.basis.records().into_iter().filter_map(|record| record.arrival.clone());
    (issue.since, arrivals.map(|arrival| u32::MAX - arrival.place).max().unwrap_or(0))
}

/// How the addresses of texts that were in force end.
#[derive(Debug, Default)]
pub struct IssueNames(HashMap<IssueNumber, Arc<str>>);

impl IssueNames {
    /// Names the texts of a site.
    pub fn of(issued: &SharedList<Option<IssuedTexts>>) -> IssueNames {
        let texts: Vec<(IssueNumber, TextDigits)> =
            in_order(issued).into_iter().map(|(number, text)| (number, TextDigits::of(text))).collect();
        let more = more_digits(texts.iter().map(|(_, digits)| digits.clone()), TextDigits::name);
        IssueNames(
            texts.into_iter().map(|(number, digits)| (number, digits.name(more[&digits]).into())).collect(),
        )
    }

    /// The name of a text.
    pub(super) fn get(&self, subject: usize, nth: usize) -> Option<&str> {
        self.0.get(&(subject, nth)).map(|name| &**name)
    }
}

/// The digits of which the name of a text is made.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
struct TextDigits {
    text: String,
    /// Of the files that were approved with it, where there were any.
    files: Option<FileDigits>,
}

#[derive(Clone, PartialEq, Eq, Hash, Debug)]
struct FileDigits {
    /// Of their bytes, in whatever order: these were in addresses from the beginning.
    bytes: String,
    /// Of their bytes, each by how the text names it.
    named: String,
}

/// The fewest digits of a text, and of its files.
const OF_TEXT: usize = 12;
const OF_FILES: usize = 6;

impl TextDigits {
    fn of(text: &ExactText) -> TextDigits {
        let shown = text.approved_with();
        let bytes = || {
            let ids: Vec<u8> = shown.iter().flat_map(|file| file.id.0.as_bytes().to_vec()).collect();
            blake3::hash(&ids).to_hex().to_string()
        };
        let files = (!shown.is_empty()).then(|| FileDigits { bytes: bytes(), named: named(text) });
        TextDigits { text: text.text.to_string(), files }
    }

    /// The name with so many digits more than it has at the least.
    fn name(&self, more: usize) -> String {
        let text = first_digits(&self.text, OF_TEXT + more);
        match &self.files {
            None => text.to_owned(),
            Some(FileDigits { bytes, .. }) if more == 0 => {
                format!("{text}-{}", first_digits(bytes, OF_FILES))
            }
            Some(FileDigits { named, .. }) => format!("{text}-{}", first_digits(named, OF_FILES + more)),
        }
    }
}

/// The hash of what a text names, so that what readers see under each name is told apart. Where it is does not matter, but for
/// what a frame speaks for.
fn named(text: &ExactText) -> String {
    let mut hasher = blake3::Hasher::new();
    for file in text.files() {
        let place = if file.reference == FileRelation::Framed { file.file.as_str() } else { "" };
        for part in [file.reference.to_string().as_bytes(), file.id.0.as_bytes(), place.as_bytes()] {
            hasher.update(&(part.len() as u64).to_le_bytes()).update(part);
        }
    }
    hasher.finalize().to_hex().to_string()
}
