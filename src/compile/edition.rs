//! The texts of an edition: in the approved one, of every controlled page the text in force, wherever its words would
//! stand; in every one, the last words of pages that are withdrawn and deleted.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::govern::{Reading, Told as Gathered};
use crate::diagnostic::Checked;
use crate::governance::{Governance, Subject};
use crate::list::List;
use crate::model::{
    Before, Completeness, InForce, Page, PageHistory, PageState, Past, Revision, Standing, Stood, Told,
};
use crate::parse::ParsedFile;
use crate::path::FilePath;
use crate::world::{self, Rows, Same, Store};

/// What becomes of a page in the approved edition.
enum Fate {
    /// It is published as it stands.
    AsItStands,
    /// It is published as one of its states was.
    AsState(usize),
    /// No text of it was ever in force.
    Absent,
}

/// The files of an edition.
#[derive(Default)]
pub(super) struct Texts {
    /// What its pages are made of.
    pub(super) files: Vec<Arc<ParsedFile>>,
    /// Pages whose text is another than the working text, and where that stood.
    pub(super) older: HashMap<FilePath, Arc<Stood>>,
    /// Pages that are left out, since no text of them is in force.
    pub(super) absent: HashSet<FilePath>,
    /// Where the past of a page ends: with the state that it shows.
    ends: HashMap<FilePath, u32>,
    /// The pasts of pages that have no file any more.
    deleted: HashMap<FilePath, PageHistory>,
}

/// Pages with an older text, and where that stood.
#[derive(Default)]
struct OlderPages {
    pages: Vec<Arc<Page>>,
    stood: Vec<Arc<Stood>>,
}

impl Rows for OlderPages {
    fn count(&self) -> usize {
        self.pages.len()
    }

    fn name(&self, row: usize) -> &FilePath {
        &self.pages[row].path
    }

    fn is_same(&self, row: usize, before: &OlderPages, there: usize) -> bool {
        Arc::ptr_eq(&self.pages[row], &before.pages[there]) && self.stood[row] == before.stood[there]
    }
}

/// Chooses the texts of the approved edition.
pub(super) fn approved(told: &Gathered<'_>, governance: &Governance, reading: &Reading<'_>) -> Texts {
    let pasts = pasts(told.pages, told.past);
    let by_file: HashMap<&FilePath, (&Subject, &InForce)> = governance
        .subjects
        .iter()
        .zip(&governance.in_force)
        .map(|(subject, in_force)| (&subject.file, (&**subject, &**in_force)))
        .collect();
    let mut approved = Texts::default();
    for file in told.files {
        let known = by_file.get(&file.file).copied();
        match known.map_or(Fate::AsItStands, |(subject, in_force)| fate(subject, in_force)) {
            Fate::AsItStands => approved.files.push(file.clone()),
            Fate::Absent => _ = approved.absent.insert(file.file.clone()),
            Fate::AsState(state) => {
                let Some((subject, _)) = known else { continue };
                let stood = stood(subject, state, pasts.get(&file.file).copied(), reading);
                approved.take(&file.file, &subject.states[state], stood, reading);
            }
        }
    }
    approved.add_deleted(governance, reading);
    approved
}

/// The texts of the latest edition: the working ones, and those of deleted pages.
pub(super) fn latest(told: &Gathered<'_>, governance: &Governance, reading: &Reading<'_>) -> Texts {
    let mut latest = Texts { files: told.files.iter().cloned().collect(), ..Texts::default() };
    latest.add_deleted(governance, reading);
    latest
}

fn fate(subject: &Subject, in_force: &InForce) -> Fate {
    let state = match &in_force.standing {
        Standing::Uncontrolled => return Fate::AsItStands,
        Standing::NothingApproved => return Fate::Absent,
        Standing::InForce(number) => in_force.issues.get(*number),
        Standing::Withdrawn { .. } => in_force.issues.last(),
    };
    let Some(issue) = state else { return Fate::Absent };
    let last = subject.states.last().filter(|_| subject.uncommitted.is_none());
    let is_last = last.is_some_and(|last| last.exact.same_as(&subject.states[issue.state].exact));
    if is_last { Fate::AsItStands } else { Fate::AsState(issue.state) }
}

/// The pasts of pages by their files.
fn pasts<'p>(pages: &'p List<Page>, past: &'p Past) -> HashMap<&'p FilePath, &'p PageHistory> {
    let written = pages.iter().zip(&past.told.pages).filter(|(page, _)| page.is_written());
    written.map(|(page, past)| (&page.file, past)).collect()
}

/// Where a state of a page stood: with the revision that it belongs to.
fn stood(subject: &Subject, state: usize, past: Option<&PageHistory>, reading: &Reading<'_>) -> Stood {
    let state = &subject.states[state];
    let revisions = past.map(|past| past.revisions.as_slice()).unwrap_or_default();
    let revisions = revisions.iter().map(|revision| (revision.commit.place, &revision.path));
    let boundary = past.iter().flat_map(|past| &past.boundary).map(|there| (there.commit.place, &there.path));
    let path = revisions.chain(boundary).find(|(place, _)| *place >= state.commit.place);
    let file = path.and_then(|(_, path)| reading.versions.site_file(path));
    let path = file.as_ref().and_then(|file| file.within(reading.content));
    let (file, path) = match file.zip(path) {
        Some(then) => then,
        None => (subject.file.clone(), subject.working.path.clone()),
    };
    let deleted = subject.deleted.is_some();
    Stood { file, path, shown: state.exact.embedded().to_vec(), deleted }
}

/// The past of a page that has no file any more, as far as it stood there.
fn past_of_deleted(subject: &Subject, reading: &Reading<'_>) -> PageHistory {
    let path = reading.versions.repo_path(&subject.file);
    let mut before: Option<Before> = None;
    let revision = |state: &PageState| {
        let (text, embedded) = (state.exact.text, state.exact.embedded().to_vec());
        let now = Before { text, path: path.clone(), embedded: embedded.clone() };
        Revision {
            commit: state.commit.clone(),
            text,
            path: path.clone(),
            before: before.replace(now),
            moved_from: None,
            folded: None,
            embedded,
            notes: Vec::new(),
        }
    };
    let mut revisions: Vec<Revision> = subject.states.iter().map(revision).collect();
    revisions.reverse();
    PageHistory { revisions, completeness: Completeness::Whole, ..PageHistory::default() }
}

impl Texts {
    /// Tells the pages whose text is an older one where it stood.
    pub(super) fn marked(&self, pages: &List<Page>, store: &Store) -> List<Page> {
        let mut older = OlderPages::default();
        let mut numbers = Vec::new();
        for (number, page) in pages.iter().enumerate().filter(|(_, page)| page.is_written()) {
            let Some(stood) = self.older.get(&page.file) else { continue };
            numbers.push(number);
            older.pages.push(page.clone());
            older.stood.push(stood.clone());
        }
        let marked = store.each_row("older pages", (), older, |(), older, row| {
            let stood = Some(older.stood[row].clone());
            Checked::clean(Arc::new(Page { stood, ..older.pages[row].as_ref().clone() }))
        });
        let marked: Vec<(usize, Arc<Page>)> = numbers.into_iter().zip(marked.value.iter().cloned()).collect();
        store.list("pages as they stood", &pages.with(&marked))
    }

    fn take(&mut self, file: &FilePath, state: &PageState, stood: Stood, reading: &Reading<'_>) {
        self.ends.insert(file.clone(), state.commit.place);
        // A text in force that cannot be read must not give way to one that nobody approved.
        let Some(parsed) = reading.parsed(file, state.exact.text) else {
            self.absent.insert(file.clone());
            return;
        };
        self.older.insert(file.clone(), Arc::new(stood));
        self.files.push(Arc::new(parsed));
    }

    /// Adds the pages that were withdrawn and deleted, each with the last text of it that was in force.
    fn add_deleted(&mut self, governance: &Governance, reading: &Reading<'_>) {
        let all = governance.subjects.iter().zip(&governance.in_force);
        for (subject, in_force) in all.filter(|(subject, _)| subject.deleted.is_some()) {
            let Some(issue) = in_force.issues.last() else { continue };
            let stood = stood(subject, issue.state, None, reading);
            self.take(&subject.file, &subject.states[issue.state], stood, reading);
            self.deleted.insert(subject.file.clone(), past_of_deleted(subject, reading));
        }
    }

    /// The pasts of the pages of this edition, each up to what it shows.
    pub(super) fn past(&self, all: &Gathered<'_>, pages: &List<Page>) -> Past {
        let past = all.past;
        let numbers: HashMap<&FilePath, usize> = all
            .pages
            .iter()
            .enumerate()
            .filter(|(_, page)| page.is_written())
            .map(|(n, page)| (&page.file, n))
            .collect();
        let number = |page: &Page| numbers.get(&page.file).copied().filter(|_| page.is_written());
        let faces = world::faces(pages, (all.store, "faces as they stood"));
        let of = (Same::of(&past.told), all.faces.clone(), faces, self.ends.clone(), self.deleted.clone());
        let told =
            all.store.last("past of the edition", of, |_| Arc::new(self.told(&past.told, pages, &number)));
        let is_uncommitted = |page: &Arc<Page>| {
            !self.older.contains_key(&page.file)
                && number(page).is_some_and(|number| past.is_uncommitted_at(number))
        };
        let uncommitted: Vec<Arc<bool>> = pages.iter().map(|page| Arc::new(is_uncommitted(page))).collect();
        Past {
            uncommitted: all.store.list_alike("uncommitted pages as they stood", &uncommitted),
            known: past.known.clone(),
            told: told.as_ref().clone(),
        }
    }

    /// What is told of these pages, whose `number` among all pages is known where it has one.
    fn told(&self, told: &Told, pages: &List<Page>, number: &dyn Fn(&Page) -> Option<usize>) -> Told {
        let of_page = |page: &Arc<Page>| {
            let known = number(page).and_then(|number| told.pages.get(number));
            let known = known.or_else(|| self.deleted.get(&page.file));
            known.map_or_else(PageHistory::default, |past| self.cut(&page.file, past))
        };
        let pages_told: Vec<PageHistory> = pages.iter().map(of_page).collect();
        let former = |page: &Arc<Page>| {
            number(page).and_then(|number| told.former.get(number).cloned()).unwrap_or_default()
        };
        Told {
            is_known: pages_told.iter().any(|past| !past.revisions.is_empty()),
            former: pages.iter().map(former).collect(),
            embedded: Told::embedded_in(&pages_told),
            at_head: told.at_head.clone(),
            pages: pages_told,
            beside: told.beside.clone(),
        }
    }

    /// A past without what came after the text in force.
    fn cut(&self, file: &FilePath, past: &PageHistory) -> PageHistory {
        let mut past = past.clone();
        if let Some(end) = self.ends.get(file) {
            past.revisions.retain(|revision| revision.commit.place >= *end);
            past.events.retain(|event| event.commit.place >= *end);
        }
        past
    }
}
