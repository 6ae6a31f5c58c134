//! How a site is governed: everything that was worked out of its model, its pages and its records.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::{Approval, Gone, Governed, Rulebook, Subject, Timeline, check};
use crate::config::Governing;
use crate::date::{Day, Zone};
use crate::diagnostic::Checked;
use crate::model::{Checklist, Content, Facts, InForce, PageId, Record, Roles, is_called};
use crate::path::FilePath;

/// How a site is governed on a day.
#[derive(Clone, Debug)]
pub struct Governance {
    /// What `site.toml` says of it.
    pub governing: Governing,
    /// The file of the model's page; `None` where there is no such page.
    pub model: Option<FilePath>,
    /// Every model that a page describes, in force or not, in the order of their paths.
    pub models: Vec<(FilePath, Arc<Rulebook>)>,
    /// Every page that somebody wrote.
    pub subjects: Vec<Subject>,
    /// Which text of each subject is in force.
    pub in_force: Vec<InForce>,
    /// Pages that were under control and are deleted.
    pub gone: Vec<Gone>,
    /// Who holds which role.
    pub roles: Roles,
    /// The records that hold.
    pub records: Vec<Arc<Record>>,
    /// Which model was in force when.
    pub timeline: Timeline,
    /// Who adopts a text of the model about which its predecessor says nothing.
    pub adoption: Approval,
    /// Where days begin and end.
    pub zone: Zone,
    /// The day.
    pub today: Day,
}

impl Governance {
    /// Tells it which pages the selected edition has.
    pub fn see(&mut self, content: &Content) {
        let by_file: HashMap<&FilePath, PageId> = content
            .ids()
            .filter(|id| content.page(*id).is_written())
            .map(|id| (&content.page(id).file, id))
            .collect();
        for subject in &mut self.subjects {
            subject.page = by_file.get(&subject.file).copied();
            subject.shown = subject.page.map(|id| Arc::new(Facts::of(content.page(id))));
        }
    }

    /// The pages of the selected edition that are withdrawn.
    pub fn withdrawn(&self) -> HashSet<PageId> {
        let subjects = self.subjects.iter().zip(&self.in_force);
        subjects
            .filter(|(_, in_force)| in_force.is_withdrawn())
            .filter_map(|(subject, _)| subject.page)
            .collect()
    }

    /// Whether there are pages that are withdrawn and have no file any more.
    pub fn has_deleted(&self) -> bool {
        self.subjects.iter().any(|subject| subject.deleted.is_some())
    }

    /// How every control stands.
    pub fn check(&self, content: &Content) -> Checked<Checklist> {
        check(&self.governed(content))
    }

    /// Everything that its checklist depends on.
    pub(super) fn governed<'a>(&'a self, content: &'a Content) -> Governed<'a> {
        Governed {
            content,
            subjects: &self.subjects,
            in_force: &self.in_force,
            gone: &self.gone,
            timeline: &self.timeline,
            records: &self.records,
            roles: &self.roles,
            today: self.today,
            zone: &self.zone,
        }
    }

    /// The number of the subject with a name, as [`crate::model::is_called`] knows it; of several the one with that
    /// document number.
    pub fn subject_named(&self, name: &str) -> Option<usize> {
        let by_number = |subject: &Subject| subject.working.document.as_deref() == Some(name);
        let by_path = |subject: &Subject| is_called(name, None, &subject.file, &subject.working.path);
        self.subjects.iter().position(by_number).or_else(|| self.subjects.iter().position(by_path))
    }

    /// The number of the subject that a page is.
    pub fn subject_of(&self, page: PageId) -> Option<usize> {
        self.subjects.iter().position(|subject| subject.page == Some(page))
    }

    /// A record by its id.
    pub fn record(&self, id: &str) -> Option<&Arc<Record>> {
        self.records.iter().find(|record| &*record.id == id)
    }
}
