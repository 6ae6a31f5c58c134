//! The pasts of the pages of an edition: in the approved one, as far as they may be shown.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::disclosure::{Disclosure, TextIn};
use super::{EditionTexts, Folded, Places, WasInForce};
use rayon::prelude::*;

use crate::compile::govern::GovernanceInputs;
use crate::compile::memo::{ListMemo, Memo, SignatureMemo};
use crate::governance::Governance;
use crate::governance::fold::FoldState;
use crate::history;
use crate::model::{
    BaseText, Commit, CommitId, CommitShown, Embedded, Histories, Page, PageHistory, PageSignature, Past,
    RepoPath, Revision, TextId,
};
use crate::path::FilePath;
use crate::shared::{ByPtr, SharedList};

/// What is remembered of the pasts of an edition.
#[derive(Default)]
pub(in crate::compile) struct EditionPastMemos {
    signatures: SignatureMemo,
    histories: Memo<PastInputs, Arc<Histories>>,
    uncommitted: ListMemo<bool>,
}

/// What they are made from: the pasts of all pages, all of pages but their words, the pages of the edition likewise,
/// where texts stood, and who judges what may be shown.
type PastInputs = (
    (ByPtr<Histories>, SharedList<PageSignature>, SharedList<PageSignature>),
    Places,
    Option<ByPtr<FoldState>>,
);

/// Whose pasts, and by what they are cut.
#[derive(Clone)]
struct Cut<'a> {
    texts: &'a EditionTexts,
    inputs: &'a GovernanceInputs<'a>,
    /// Who judges what may be shown; in the latest edition nobody.
    disclosure: Option<&'a Disclosure>,
    /// The number of each page among all.
    numbers: HashMap<&'a FilePath, usize>,
}

impl EditionTexts {
    /// The pasts of the pages of this edition, each up to what it shows.
    pub(in crate::compile) fn past(
        &self,
        inputs: &GovernanceInputs<'_>,
        pages: &SharedList<Page>,
        (judging, memos): (Option<(&Folded, &Governance)>, &EditionPastMemos),
    ) -> Past {
        let past = inputs.past;
        let written = inputs.pages.iter().enumerate().filter(|(_, page)| page.is_written());
        let numbers = written.map(|(number, page)| (&page.file, number)).collect();
        let cut = Cut { texts: self, inputs, disclosure: None, numbers };
        let shown = memos.signatures.signatures_of(pages);
        let places = (self.shown.clone(), self.by_states.clone(), self.moved.clone());
        let judged = judging.map(|(_, governance)| ByPtr::of(&governance.fold));
        let of = ((ByPtr::of(&past.histories), inputs.signatures.clone(), shown), places, judged);
        let histories = memos.histories.get(of, |_| {
            let disclosure = judging.map(|(folded, governance)| Disclosure::from_fold(folded, governance));
            Arc::new(Cut { disclosure: disclosure.as_ref(), ..cut.clone() }.histories(&past.histories, pages))
        });
        let is_uncommitted = |page: &Arc<Page>| {
            !self.older.contains_key(&page.file)
                && cut.number(page).is_some_and(|number| past.is_uncommitted_at(number))
        };
        let uncommitted: Vec<Arc<bool>> = pages.iter().map(|page| Arc::new(is_uncommitted(page))).collect();
        Past {
            uncommitted: memos.uncommitted.list_interned(&uncommitted),
            known: past.known.clone(),
            histories,
        }
    }
}

impl Cut<'_> {
    /// The number of a page of the edition among all pages, where it has one.
    fn number(&self, page: &Page) -> Option<usize> {
        let file = self.texts.moved.get(&page.file).unwrap_or(&page.file);
        self.numbers.get(file).copied().filter(|_| page.is_written())
    }

    /// The histories of these pages, from those of all pages.
    fn histories(&self, of_all: &Histories, pages: &SharedList<Page>) -> Histories {
        let numbers = (0..pages.len()).into_par_iter();
        let mut all: Vec<PageHistory> = numbers.map(|number| self.past_of(&pages[number], of_all)).collect();
        if let Some(disclosure) = self.disclosure {
            without_reasons(&mut all, disclosure);
        }
        let earlier_files = |(page, past): (&Arc<Page>, &PageHistory)| {
            let known = self.number(page).and_then(|number| of_all.earlier_files.get(number).cloned());
            let mut known = known.unwrap_or_default();
            if self.disclosure.is_some() {
                known.retain(|file| self.was_shown_at(page, past, file));
            }
            known
        };
        Histories {
            is_known: all.iter().any(|past| !past.revisions.is_empty()),
            earlier_files: pages.iter().zip(&all).map(earlier_files).collect(),
            embedded: Histories::embedded_in(&all),
            at_head: of_all.at_head.clone(),
            drafts: of_all.drafts.clone(),
            unread: of_all.unread.clone(),
            settings_changed: of_all.settings_changed,
            cascades: of_all.cascades.clone(),
            kinds_then: of_all.kinds_then.clone(),
            pages: all,
        }
    }

    fn past_of(&self, page: &Arc<Page>, of_all: &Histories) -> PageHistory {
        let known = self.number(page).and_then(|number| of_all.pages.get(number));
        let by_states = self.texts.by_states.get(&page.file);
        let mut past = match (self.texts.shown.get(&page.file), self.disclosure) {
            (Some(was), _) => self.of_controlled(was, (known, by_states)),
            (None, Some(disclosure)) => known.map(|past| self.of_free(past, disclosure)).unwrap_or_default(),
            (None, None) => return known.or(by_states).cloned().unwrap_or_default(),
        };
        // What a draft says of its revisions is a draft.
        history::state_anew(&mut past, page, &self.inputs.config.zone);
        past
    }

    /// The past of a page under control: from the history of its file, as far as that tells all that was in force.
    fn of_controlled(
        &self,
        was: &[WasInForce],
        (known, by_states): (Option<&PageHistory>, Option<&PageHistory>),
    ) -> PageHistory {
        let in_force = known.map(|past| self.in_force_of(was, past)).unwrap_or_default();
        let is_in_history =
            |was: &WasInForce| in_force.revisions.iter().any(|revision| revision.text == was.text);
        match by_states.filter(|_| !was.iter().all(is_in_history)) {
            Some(past) => self.in_force_of(was, past),
            None => in_force,
        }
    }

    /// The texts of a past that were in force, each with the commit that wrote it.
    fn in_force_of(&self, was: &[WasInForce], past: &PageHistory) -> PageHistory {
        let Some(versions) = &self.inputs.versions else { return PageHistory::default() };
        let path = |was: &WasInForce, commit: CommitId| versions.path_in(commit, &was.file);
        let places: HashSet<(TextId, &FilePath)> = was.iter().map(|was| (was.text, &was.file)).collect();
        let stood = |revision: &Revision| {
            let file = versions.file_in(revision.commit.id, &revision.path);
            file.is_some_and(|file| places.contains(&(revision.text, &file)))
        };
        let was_there = |path: &RepoPath| {
            versions.site_file(path).is_some_and(|file| was.iter().any(|was| was.file == file))
        };
        let mut kept: Vec<Revision> = Vec::new();
        for revision in &past.revisions {
            let texts = || was.iter().filter(|was| was.text == revision.text);
            let Some(last) = texts().next_back() else { continue };
            let mut revision = revision.clone();
            let shown: Vec<&Embedded> = texts().flat_map(|was| &was.shows).collect();
            revision.embedded = approved(&revision.embedded, &shown);
            match kept.last() {
                Some(newer) if newer.text == revision.text => {
                    let is_moved = stood(newer) && stood(&revision) && newer.path != revision.path;
                    if !stood(&revision) {
                        let file = versions.file_in(newer.commit.id, &newer.path);
                        let path = file.map(|file| versions.path_in(revision.commit.id, &file));
                        revision.path = path.unwrap_or_else(|| newer.path.clone());
                    }
                    if !is_moved {
                        // The words stood again: why somebody took back a draft is about that.
                        kept.pop();
                    }
                }
                _ if !stood(&revision) => revision.path = path(last, revision.commit.id),
                _ => {}
            }
            kept.push(revision);
        }
        for revision in &mut kept {
            revision.moved_from = revision.moved_from.take().filter(&was_there);
        }
        chain(&mut kept);
        PageHistory { revisions: kept, events: Vec::new(), ..past.clone() }
    }

    /// The past of a page that nobody controls: without what was a draft of one that somebody did.
    fn of_free(&self, past: &PageHistory, disclosure: &Disclosure) -> PageHistory {
        let Some(versions) = &self.inputs.versions else { return PageHistory::default() };
        let may_show_text = |revision: &&Revision| {
            let file = versions.file_in(revision.commit.id, &revision.path);
            file.is_some_and(|file| {
                let text = TextIn { commit: revision.commit.id, file: &file, text: revision.text };
                disclosure.may_show_text(text)
            })
        };
        let mut kept: Vec<Revision> = past.revisions.iter().filter(may_show_text).cloned().collect();
        let is_kept = |before: &BaseText| kept.iter().any(|revision| revision.text == before.text);
        let is_whole = kept.len() == past.revisions.len()
            && kept.iter().all(|revision| revision.before.as_ref().is_none_or(is_kept));
        let is_shown = kept.iter().flat_map(shown_by).all(|shown| disclosure.may_show_file(shown));
        if is_whole && is_shown {
            return past.clone();
        }
        let paths: HashSet<RepoPath> = kept.iter().map(|revision| revision.path.clone()).collect();
        for revision in &mut kept {
            revision.embedded.retain(|shown| disclosure.may_show_file(shown));
            revision.moved_from = revision.moved_from.take().filter(|from| paths.contains(from));
        }
        chain(&mut kept);
        PageHistory { revisions: kept, events: Vec::new(), ..past.clone() }
    }

    /// Whether the history of a page shows that it stood in a file.
    fn was_shown_at(&self, page: &Page, past: &PageHistory, file: &FilePath) -> bool {
        if let Some(stands) = self.texts.shown.get(&page.file) {
            return stands.iter().any(|was| was.file == *file);
        }
        let Some(versions) = &self.inputs.versions else { return false };
        let stood = |revision: &Revision| versions.file_in(revision.commit.id, &revision.path);
        past.revisions.iter().any(|revision| stood(revision).is_some_and(|there| there == *file))
    }
}

/// The files that the texts of a revision show.
fn shown_by(revision: &Revision) -> impl Iterator<Item = &Embedded> {
    let before = revision.before.iter().flat_map(|before| &before.embedded);
    revision.embedded.iter().chain(before)
}

/// The files that a text showed, each as it was approved with that text.
fn approved(showed: &[Embedded], approved: &[&Embedded]) -> Vec<Embedded> {
    let as_approved = |embedded: &Embedded| {
        let mut same = approved.iter().rev().filter(|file| file.file == embedded.file);
        let last = same.clone().next()?;
        Some(same.find(|file| file.id == embedded.id).unwrap_or(last))
    };
    showed.iter().filter_map(as_approved).map(|file| (*file).clone()).collect()
}

/// Has each revision come from the one before it.
fn chain(revisions: &mut [Revision]) {
    let before: Vec<Option<BaseText>> =
        (1..=revisions.len()).map(|older| revisions.get(older).map(Revision::as_base)).collect();
    for (revision, before) in revisions.iter_mut().zip(before) {
        revision.before = before;
    }
}

/// Takes out the messages of commits that change what is not in force: they may be about that.
fn without_reasons(pasts: &mut [PageHistory], disclosure: &Disclosure) {
    let mut commits: HashMap<CommitId, Arc<Commit>> = HashMap::new();
    for revision in pasts.iter().flat_map(|past| &past.revisions) {
        commits.entry(revision.commit.id).or_insert_with(|| revision.commit.clone());
    }
    let shown = |(id, commit): (CommitId, Arc<Commit>)| {
        if commit.shown == CommitShown::Nothing || disclosure.may_show_message(id) {
            return (id, commit);
        }
        (id, Arc::new(commit.without_message(CommitShown::WithoutMessage)))
    };
    let shown: HashMap<CommitId, Arc<Commit>> = commits.into_par_iter().map(shown).collect();
    for revision in pasts.iter_mut().flat_map(|past| &mut past.revisions) {
        if let Some(commit) = shown.get(&revision.commit.id) {
            revision.commit = commit.clone();
        }
    }
}
