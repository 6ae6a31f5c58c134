//! A checklist, sorted and counted, for whoever writes it in some form.

use crate::date::Day;
use crate::governance::Governance;
use crate::model::{Checklist, Content, Item, Status};
use std::collections::BTreeMap;

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
    pub fn new(
        governance: &'a Governance,
        checklist: &'a Checklist,
        content: &'a Content,
        (site, base_url): (&'a str, Option<&'a str>),
    ) -> ChecklistReport<'a> {
        ChecklistReport { site, base_url, governance, content, items: checklist.items() }
    }

    /// How many items stand how.
    pub fn tally(&self) -> Tally {
        let mut tally = Tally::default();
        for item in &self.items {
            *tally.0.entry(item.status).or_default() += 1;
        }
        tally
    }

    pub(super) fn today(&self) -> Day {
        self.governance.today
    }

    /// The id of the model in force.
    pub(super) fn model(&self) -> Option<&str> {
        self.governance.timeline.on(self.today()).map(|rulebook| &*rulebook.model.id)
    }

    pub(super) fn is_deleted(&self, subject: usize) -> bool {
        self.governance.subjects.get(subject).is_some_and(|subject| subject.deleted.is_some())
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
