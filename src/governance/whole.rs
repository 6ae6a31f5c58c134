//! How a site is governed: everything that was worked out of its model, its pages and its records.

use std::collections::{HashMap, HashSet};
use std::ops::Deref;
use std::sync::Arc;

use super::fold::{EvidenceSource, FoldState};
use super::rules::UpstreamStatus;
use super::{Account, Rulebook, Subject, Timeline};
use crate::config::{Edition, Governing};
use crate::date::{Day, Zone};
use crate::model::{Content, InForce, PageId, Record, Roles, is_called, is_path_of};
use crate::path::FilePath;
use crate::shared::SharedList;
use crate::words::Words;

/// How a site is governed on a day.
#[derive(Clone, Debug)]
pub struct Governance {
    /// What pages are judged by.
    pub basis: Arc<GovernanceContext>,
    /// Every page that somebody wrote. Those that have no file any more come last.
    pub subjects: SharedList<Subject>,
    /// Which text of each subject is in force.
    pub in_force: SharedList<InForce>,
    /// How each looks from others.
    pub outlook: SharedList<UpstreamStatus>,
    /// The ids of the pages of which a text was in force and that still have a file, each with that.
    pub held_ids: Arc<HeldIds>,
    /// The page of the selected edition that each is.
    pub(super) pages: Arc<[Option<PageId>]>,
}

/// What all pages are judged by: everything that no single page's words are part of.
#[derive(Clone, Debug)]
pub struct GovernanceContext {
    /// What `site.toml` says of it.
    pub governing: Governing,
    /// Which texts the site publishes.
    pub edition: Edition,
    /// The file of the model's page; `None` where there is no such page.
    pub model: Option<FilePath>,
    /// Every model that a page describes, in force or not, in the order of their paths.
    pub models: Vec<(FilePath, Arc<Rulebook>)>,
    /// Who holds which role, as far as that is in force.
    pub roles: Roles,
    /// The records that count, and last those that are written and not committed.
    pub records: Vec<Arc<Record>>,
    /// Which model was in force when.
    pub timeline: Timeline,
    /// By whose word it is known where the main line begins; `None` where no model was adopted.
    pub account: Option<Account>,
    /// What the fold over the main line has left, up to today.
    pub fold: Arc<FoldState>,
    /// What the fold asked, and would ask again.
    pub evidence: Arc<dyn EvidenceSource>,
    /// The words of the interface.
    pub words: Arc<Words>,
    /// Where days begin and end.
    pub zone: Zone,
    /// The day.
    pub today: Day,
}

/// Files by the ids of their pages.
pub type HeldIds = HashMap<Arc<str>, FilePath>;

impl Deref for Governance {
    type Target = GovernanceContext;

    fn deref(&self) -> &GovernanceContext {
        &self.basis
    }
}

impl GovernanceContext {
    /// A role as it may be named. In the approved edition one that nobody holds and the model does not know is a word of a
    /// draft: it is called by what it is.
    pub fn named_role(&self, role: &Arc<str>) -> Arc<str> {
        if self.edition == Edition::Latest || self.roles.get(role).is_some() {
            return role.clone();
        }
        let model = self.timeline.on(self.today);
        let is_known = model.is_some_and(|model| model.names_role(role));
        if is_known { role.clone() } else { super::rules::OWNER.into() }
    }
}

impl Governance {
    /// How subjects stand that are judged by this.
    pub fn new(
        basis: Arc<GovernanceContext>,
        subjects: SharedList<Subject>,
        in_force: SharedList<InForce>,
    ) -> Governance {
        let pages = subjects.iter().map(|subject| subject.page).collect();
        let mut governance = Governance { pages, ..Governance::unseen(basis, subjects, in_force) };
        governance.look_again();
        governance
    }

    /// How subjects stand, without a look at the selected edition: see [`Governance::with_edition`].
    pub fn unseen(
        basis: Arc<GovernanceContext>,
        subjects: SharedList<Subject>,
        in_force: SharedList<InForce>,
    ) -> Governance {
        Governance {
            basis,
            subjects,
            in_force,
            outlook: SharedList::default(),
            held_ids: Arc::default(),
            pages: Arc::default(),
        }
    }

    /// The same with the selected edition: the page of each subject there, how each looks from others, and each with what
    /// the edition shows of it.
    #[must_use]
    pub fn with_edition(
        self,
        pages: Arc<[Option<PageId>]>,
        outlook: SharedList<UpstreamStatus>,
        subjects: SharedList<Subject>,
    ) -> Governance {
        Governance { subjects, outlook, pages, ..self }
    }

    /// The page of the selected edition that each subject is.
    pub fn pages(&self) -> &Arc<[Option<PageId>]> {
        &self.pages
    }

    /// Works out anew how the pages look from one another.
    pub(super) fn look_again(&mut self) {
        let all = self.subjects.iter().zip(&self.in_force);
        let outlook = all
            .map(|(subject, in_force)| Arc::new(UpstreamStatus::for_subject(subject, in_force, &self.zone)));
        self.outlook = outlook.collect();
    }

    /// Finds the page of the selected edition that each subject is.
    pub fn pages_of_subjects(&self, content: &Content) -> Arc<[Option<PageId>]> {
        let by_file: HashMap<&FilePath, PageId> = content
            .ids()
            .filter(|id| content.page(*id).is_written())
            .map(|id| (&content.page(id).file, id))
            .collect();
        // A page whose move is not approved stands where its text in force does.
        let own = |(subject, in_force): (&Arc<Subject>, &Arc<InForce>)| {
            let in_force = in_force.issue().or(in_force.issues.last().filter(|_| in_force.is_withdrawn()));
            let stood = in_force.and_then(|issue| subject.states.get(issue.state)).map(|state| &state.file);
            let page = stood.and_then(|file| by_file.get(file)).copied();
            // Where the texts of two pages stood, there is one page: that whose id it states.
            page.filter(|page| subject.id.is_some() && content.page(*page).document == subject.id)
        };
        let own: Vec<Option<PageId>> = self.subjects.iter().zip(&self.in_force).map(own).collect();
        // Whatever else stands there by now is not that page.
        let taken: HashSet<PageId> = own.iter().flatten().copied().collect();
        let page = |(own, subject): (&Option<PageId>, &Arc<Subject>)| {
            let there = || by_file.get(&subject.file).copied().filter(|page| !taken.contains(page));
            own.or_else(there)
        };
        own.iter().zip(&self.subjects).map(page).collect()
    }

    /// The pages of the selected edition that are withdrawn.
    pub fn withdrawn(&self) -> HashSet<PageId> {
        let all = self.in_force.iter().zip(self.pages.iter());
        all.filter(|(in_force, _)| in_force.is_withdrawn()).filter_map(|(_, page)| *page).collect()
    }

    /// Whether the selected edition names a page: of one that it does not have, and of which no text was ever in force, it says
    /// no more than that there is one.
    pub fn names(&self, number: usize) -> bool {
        let is_shown = self.pages.get(number).is_some_and(Option::is_some);
        let was_in_force = self.in_force.get(number).is_some_and(|in_force| !in_force.issues.is_empty());
        self.edition == Edition::Latest || is_shown || was_in_force
    }

    /// In the approved edition the files of the pages whose text in force it shows; in another none.
    pub fn files_in_force(&self) -> Arc<HashSet<FilePath>> {
        if self.edition != Edition::Approved {
            return Arc::default();
        }
        let all = self.subjects.iter().zip(&self.in_force);
        let file = |(subject, in_force): (&Arc<Subject>, &Arc<InForce>)| {
            let state = subject.states.get(in_force.issue()?.state)?;
            Some(state.file.clone())
        };
        Arc::new(all.filter_map(file).collect())
    }

    /// Finds the ids of the pages of which a text was in force and that still have a file. Words have no say in that.
    pub fn ids_held(&self) -> HeldIds {
        let all = self.subjects.iter().zip(&self.in_force);
        let held = all.filter(|(subject, in_force)| !in_force.issues.is_empty() && subject.deleted.is_none());
        held.filter_map(|(subject, _)| Some((subject.id.clone()?, subject.file.clone()))).collect()
    }

    /// Whether a page states the id of one that was in force, and is not known by it since another is, or nobody can tell.
    pub fn has_taken_id(&self, subject: &Subject) -> bool {
        let id = subject.working.document.as_ref().filter(|_| subject.id.is_none());
        let life = id.and_then(|id| self.fold.lives.get(id));
        life.is_some_and(|life| !life.texts.is_empty())
    }

    /// Whether there are pages that are withdrawn and have no file any more.
    pub fn has_deleted(&self) -> bool {
        self.subjects.iter().next_back().is_some_and(|subject| subject.deleted.is_some())
    }

    /// The number of the subject with a name, as [`crate::model::is_called`] knows it; of several the one with that
    /// document number.
    pub fn subject_named(&self, name: &str) -> Option<usize> {
        let by_id = |subject: &Arc<Subject>| subject.id.as_deref() == Some(name);
        let by_number = |subject: &Arc<Subject>| subject.working.document.as_deref() == Some(name);
        let by_path = |subject: &Arc<Subject>| is_called(name, None, &subject.file, &subject.working.path);
        let known = self.subjects.iter().position(by_id);
        known
            .or_else(|| self.subjects.iter().position(by_number))
            .or_else(|| self.subjects.iter().position(by_path))
    }

    /// The numbers of the subjects that somebody may mean who writes a name: of a path that is there the one with that file
    /// alone; else the one that [`Governance::subject_named`] finds, and the one whose path it is without its ending.
    pub fn subjects_meant(&self, name: &str) -> Vec<usize> {
        let is_there = |subject: &Arc<Subject>| is_path_of(name, &subject.file, &subject.working.path);
        if let Some(there) = self.subjects.iter().position(is_there) {
            return vec![there];
        }
        let by_path = |subject: &Arc<Subject>| is_called(name, None, &subject.file, &subject.working.path);
        let named = self.subject_named(name);
        // A file that is called like an id takes nothing from the page that has it.
        let is_a_path = name.contains('/');
        let by_path =
            self.subjects.iter().position(by_path).filter(|by_path| is_a_path && named != Some(*by_path));
        named.into_iter().chain(by_path).collect()
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
