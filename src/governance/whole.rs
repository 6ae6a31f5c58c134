//! How a site is governed: everything that was worked out of its model, its pages and its records.

use std::collections::{HashMap, HashSet};
use std::ops::Deref;
use std::sync::Arc;

use super::checklist::{Governed, check};
use super::rules::Outlook;
use super::{Approval, Gone, Rulebook, Subject, Timeline};
use crate::config::Governing;
use crate::date::{Day, Zone};
use crate::diagnostic::Checked;
use crate::model::{Checklist, Content, Facts, InForce, Page, PageId, Record, Roles, is_called};
use crate::path::FilePath;
use crate::world::{Named, Same, Store};

/// How a site is governed on a day.
#[derive(Clone, Debug)]
pub struct Governance {
    /// What pages are judged by.
    pub basis: Arc<Basis>,
    /// Every page that somebody wrote.
    pub subjects: Vec<Arc<Subject>>,
    /// Which text of each subject is in force.
    pub in_force: Vec<Arc<InForce>>,
    /// How each looks from others.
    pub outlook: Arc<Vec<Outlook>>,
}

/// What all pages are judged by: everything that no single page's words are part of.
#[derive(Clone, Debug)]
pub struct Basis {
    /// What `site.toml` says of it.
    pub governing: Governing,
    /// The file of the model's page; `None` where there is no such page.
    pub model: Option<FilePath>,
    /// Every model that a page describes, in force or not, in the order of their paths.
    pub models: Vec<(FilePath, Arc<Rulebook>)>,
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

impl Deref for Governance {
    type Target = Basis;

    fn deref(&self) -> &Basis {
        &self.basis
    }
}

/// A page of the selected edition, as governance sees it there.
#[derive(PartialEq)]
struct Seen {
    subject: Same<Subject>,
    in_force: Same<InForce>,
    shown: Option<(PageId, Same<Page>)>,
    /// Where days begin and end.
    basis: Same<Basis>,
}

impl Named for Seen {
    fn name(&self) -> &FilePath {
        &self.subject.0.file
    }
}

impl Governance {
    /// How subjects stand that are judged by this.
    pub fn new(basis: Basis, subjects: Vec<Arc<Subject>>, in_force: Vec<Arc<InForce>>) -> Governance {
        let mut governance =
            Governance { basis: Arc::new(basis), subjects, in_force, outlook: Arc::default() };
        governance.look_again();
        governance
    }

    /// Tells it which pages the selected edition has.
    pub fn see(&mut self, content: &Content, store: &Store) {
        let pages =
            store.last("pages of subjects", (Same::of(&content.relations), Same::of(&self.basis)), |_| {
                self.pages_of_subjects(content)
            });
        let seen =
            self.subjects.iter().zip(&self.in_force).enumerate().map(|(nth, (subject, in_force))| Seen {
                subject: Same::of(subject),
                in_force: Same::of(in_force),
                shown: pages[nth].map(|id| (id, Same::of(&content.pages[id.index()]))),
                basis: Same::of(&self.basis),
            });
        let seen = store.each("subjects seen", seen.collect(), |seen| {
            let Seen { subject: Same(subject), in_force: Same(in_force), shown, basis: Same(basis) } = seen;
            let outlook = Outlook::of(subject, in_force, &basis.zone);
            let facts = shown.as_ref().map(|(_, Same(page))| Arc::new(Facts::of(page)));
            let page = shown.as_ref().map(|(id, _)| *id);
            (Arc::new(Subject { page, shown: facts, ..subject.as_ref().clone() }), outlook)
        });
        self.subjects = seen.iter().map(|seen| seen.0.clone()).collect();
        let outlook: Vec<Outlook> = seen.iter().map(|seen| seen.1).collect();
        self.outlook = store.last("outlook", outlook, |outlook| Arc::new(outlook.clone())).as_ref().clone();
    }

    /// Works out anew how the pages look from one another.
    pub(super) fn look_again(&mut self) {
        let all = self.subjects.iter().zip(&self.in_force);
        let outlook = all.map(|(subject, in_force)| Outlook::of(subject, in_force, &self.zone)).collect();
        self.outlook = Arc::new(outlook);
    }

    /// The page of the selected edition that each subject is.
    fn pages_of_subjects(&self, content: &Content) -> Vec<Option<PageId>> {
        let by_file: HashMap<&FilePath, PageId> = content
            .ids()
            .filter(|id| content.page(*id).is_written())
            .map(|id| (&content.page(id).file, id))
            .collect();
        self.subjects.iter().map(|subject| by_file.get(&subject.file).copied()).collect()
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
    pub fn check(&self, content: &Content, store: &Store) -> Checked<Checklist> {
        check(&self.governed(content), store)
    }

    /// Everything that its checklist depends on.
    pub(super) fn governed<'a>(&'a self, content: &'a Content) -> Governed<'a> {
        Governed { content, governance: self }
    }

    /// The number of the subject with a name, as [`crate::model::is_called`] knows it; of several the one with that
    /// document number.
    pub fn subject_named(&self, name: &str) -> Option<usize> {
        let by_number = |subject: &Arc<Subject>| subject.working.document.as_deref() == Some(name);
        let by_path = |subject: &Arc<Subject>| is_called(name, None, &subject.file, &subject.working.path);
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
