//! A site as rules see it that judge its pages.

use std::sync::Arc;

use super::ledger::{Governed, Ledger};
use super::rules::{JudgedSite, UpstreamStatus};
use super::subject::Subject;
use crate::date::{Day, Zone};
use crate::model::{Content, InForce, Model, PageFacts, PageId, Record, Roles};
use crate::shared::SharedList;
use crate::words::Words;

/// How a site is governed, with what is looked up in its records.
pub(super) struct Judged<'a> {
    pub(super) governed: &'a Governed<'a>,
    pub(super) ledger: &'a Ledger,
}

impl JudgedSite for Judged<'_> {
    fn content(&self) -> &Content {
        self.governed.content
    }

    fn words(&self) -> &Words {
        &self.governed.governance.words
    }

    fn today(&self) -> Day {
        self.governed.governance.today
    }

    fn zone(&self) -> &Zone {
        &self.governed.governance.zone
    }

    fn model(&self) -> Option<&Model> {
        let rulebook = self.governed.governance.timeline.on(self.today())?;
        Some(&rulebook.model)
    }

    fn roles(&self) -> &Roles {
        &self.governed.governance.roles
    }

    fn named_role(&self, role: &Arc<str>) -> Arc<str> {
        self.governed.governance.named_role(role)
    }

    fn asks_approval(&self, facts: &PageFacts) -> bool {
        !self.governed.governance.asked_of(facts).is_empty()
    }

    fn is_adoption(&self, record: &Record) -> bool {
        let law = self.governed.governance.fold.laws.first();
        law.is_some_and(|law| law.by.iter().any(|by| by.file_id == record.file_id && by.file_id.is_some()))
    }

    fn subjects(&self) -> &SharedList<Subject> {
        &self.governed.governance.subjects
    }

    fn in_force(&self, subject: usize) -> Option<&InForce> {
        self.governed.governance.in_force.get(subject).map(|in_force| &**in_force)
    }

    fn has_taken_id(&self, subject: &Subject) -> bool {
        self.governed.governance.has_taken_id(subject)
    }

    fn outlook(&self, page: PageId) -> Option<&UpstreamStatus> {
        self.governed.governance.outlook.get(self.ledger.subject(page)?).map(|outlook| &**outlook)
    }

    fn about(&self, page: Option<&Arc<str>>) -> &[Arc<Record>] {
        self.ledger.about(page)
    }

    fn pending(&self, page: &str) -> &[Arc<Record>] {
        self.ledger.pending(page)
    }
}
