//! The checklist for people and other programs.

mod ics;
mod json;
mod junit;
mod sheet;
mod shown;
mod text;

pub use text::ChecklistStyles;

use std::collections::BTreeMap;
use std::fmt;
use std::io;
use std::str::FromStr;
use std::sync::Arc;

use super::{csv, xlsx};
use crate::date::Day;
use crate::diagnostic::named;
use crate::governance::Governance;
use crate::model::{Checklist, Content, Item, Status, SubjectName};
use crate::path::FilePath;
use shown::ChecklistRow;

/// The form in which a checklist is shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ChecklistFormat {
    /// For people at a terminal.
    Text,
    /// One JSON object, `guidepost-checklist/1`; `docs/checklist.md` says what is in it.
    Json,
    /// Comma-separated values.
    Csv,
    /// A workbook.
    Xlsx,
    /// A calendar of what is due (iCalendar).
    Ics,
    /// A test report, as systems for continuous integration read it.
    JUnit,
}

impl ChecklistFormat {
    /// Every format.
    pub const ALL: [ChecklistFormat; 6] = [
        ChecklistFormat::Text,
        ChecklistFormat::Json,
        ChecklistFormat::Csv,
        ChecklistFormat::Xlsx,
        ChecklistFormat::Ics,
        ChecklistFormat::JUnit,
    ];

    /// The name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            ChecklistFormat::Text => "text",
            ChecklistFormat::Json => "json",
            ChecklistFormat::Csv => "csv",
            ChecklistFormat::Xlsx => "xlsx",
            ChecklistFormat::Ics => "ics",
            ChecklistFormat::JUnit => "junit",
        }
    }
}

impl fmt::Display for ChecklistFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for ChecklistFormat {
    type Err = String;

    /// The error names every format.
    fn from_str(name: &str) -> Result<ChecklistFormat, String> {
        named("format", ChecklistFormat::ALL.map(|format| (format.name(), format)), name)
    }
}

/// A checklist, or some items of one, with what is needed to tell it.
#[derive(Clone, Debug)]
pub struct ChecklistReport<'a> {
    /// What the site is called.
    pub site: &'a str,
    /// Where it is published.
    pub base_url: Option<&'a str>,
    /// How it is governed.
    pub governance: &'a Governance,
    /// The selected edition.
    pub content: &'a Content,
    /// What is shown, in the order of the checklist.
    pub items: Vec<&'a Item>,
}

/// How many items stand how.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Tally(BTreeMap<Status, usize>);

impl<'a> ChecklistReport<'a> {
    /// Tells all of a checklist.
    pub fn of(
        governance: &'a Governance,
        checklist: &'a Checklist,
        content: &'a Content,
        (site, base_url): (&'a str, Option<&'a str>),
    ) -> ChecklistReport<'a> {
        ChecklistReport { site, base_url, governance, content, items: checklist.items() }
    }

    /// The list in a format; text without colour.
    ///
    /// # Errors
    /// When a workbook would be larger than its format can hold.
    pub fn write(&self, format: ChecklistFormat) -> io::Result<Vec<u8>> {
        match format {
            ChecklistFormat::Text => Ok(self.text(&ChecklistStyles::default()).into_bytes()),
            ChecklistFormat::Json => json::of(self).map_err(io::Error::other),
            ChecklistFormat::Csv => Ok(csv::of(&sheet::of(self))),
            ChecklistFormat::Xlsx => xlsx::of(&sheet::of(self)),
            ChecklistFormat::Ics => Ok(ics::of(self).into_bytes()),
            ChecklistFormat::JUnit => Ok(junit::of(self).into_bytes()),
        }
    }

    /// The list for people.
    pub fn text(&self, styles: &ChecklistStyles) -> String {
        text::of(self, styles)
    }

    /// How many items stand how.
    pub fn tally(&self) -> Tally {
        let mut tally = Tally::default();
        for item in &self.items {
            *tally.0.entry(item.status).or_default() += 1;
        }
        tally
    }

    /// The items, as they are shown.
    fn shown(&self) -> Vec<ChecklistRow<'_>> {
        self.items.iter().map(|item| ChecklistRow::of(item, self)).collect()
    }

    fn today(&self) -> Day {
        self.governance.today
    }

    /// The id of the model in force.
    fn model(&self) -> Option<&str> {
        self.governance.timeline.on(self.today()).map(|rulebook| &*rulebook.model.id)
    }

    fn is_deleted(&self, subject: usize) -> bool {
        self.governance.subjects.get(subject).is_some_and(|subject| subject.deleted.is_some())
    }

    /// As people name what an item is about, its title in the selected edition, and its path.
    fn subject(&self, name: &SubjectName) -> (Arc<str>, Option<Arc<str>>, Option<FilePath>) {
        match name {
            SubjectName::Site => ("site".into(), Some(self.site.into()), None),
            SubjectName::Page(number) => match self.governance.subjects.get(*number) {
                Some(subject) => (
                    subject.name().into(),
                    subject.shown.as_ref().map(|facts| facts.title.clone()),
                    Some(subject.file.clone()),
                ),
                None => Default::default(),
            },
        }
    }
}

impl Tally {
    /// How many items stand so.
    pub fn count(&self, status: Status) -> usize {
        self.0.get(&status).copied().unwrap_or_default()
    }

    /// How many of the controls are asked for: all that apply and are not waived.
    pub fn asked(&self) -> usize {
        let all: usize = self.0.values().sum();
        all - self.count(Status::NotApplicable) - self.count(Status::Waived)
    }

    /// How many of those hold today.
    pub fn hold(&self) -> usize {
        self.count(Status::Met) + self.count(Status::DueSoon)
    }

    /// "12 of 14 hold (85 %): 1 overdue, 1 unmet, 2 due soon, 10 met, 1 waived".
    pub fn words(&self) -> String {
        let counts = Status::ALL.into_iter().filter(|status| self.count(*status) > 0);
        let counts: Vec<String> =
            counts.map(|status| format!("{} {}", self.count(status), status.words())).collect();
        if counts.is_empty() {
            return "no item".to_owned();
        }
        let (hold, asked) = (self.hold(), self.asked());
        // Rounded down, so that it says all only where all hold.
        let share = (hold * 100).checked_div(asked).map(|share| format!(" ({share} %)")).unwrap_or_default();
        format!("{hold} of {asked} hold{share}: {}", counts.join(", "))
    }
}

/// The name of a status for machines, and on the command line.
pub fn code(status: Status) -> &'static str {
    match status {
        Status::DueSoon => "due-soon",
        Status::NotApplicable => "not-applicable",
        Status::Met | Status::Overdue | Status::Unmet | Status::Waived => status.words(),
    }
}
