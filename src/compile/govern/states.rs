//! The texts that pages have had, with what they show, and what their front matter said.

use std::sync::Arc;

use super::Told;
use super::old_texts::{OldTexts, Stood};
use crate::governance::{ByPage, Known, Subject, Timeline};
use crate::history::{Texts as Shown, shown_files};
use crate::model::{
    Boundary, Commit, Completeness, Embedded, ExactText, Facts, Page, PageHistory, PageState, RepoPath,
    TextId,
};
use crate::path::FilePath;
use crate::world::{Versions, World};

/// Every page that somebody wrote, by the order of the pages. What their texts show is not told: see [`completed`].
pub(super) fn subjects(told: &Told<'_>) -> Vec<Arc<Subject>> {
    let written = told.pages.iter().enumerate().filter(|(_, page)| page.is_written());
    written.map(|(number, page)| Arc::new(subject(told, number, page))).collect()
}

/// A page with its past, but for what its texts showed.
pub(super) fn subject(told: &Told<'_>, number: usize, page: &Page) -> Subject {
    let versions = told.world.versions().ok();
    let past = told.past.told.pages.get(number);
    let revisions = past.map(|past| past.revisions.as_slice()).unwrap_or_default();
    let state =
        |(exact, commit): (ExactText, &Arc<Commit>)| PageState { exact, commit: commit.clone(), facts: None };
    let there = boundary(past).iter().map(|there| (ExactText::new(there.text, Vec::new()), &there.commit));
    let revisions = revisions
        .iter()
        .rev()
        .map(|revision| (ExactText::new(revision.text, revision.embedded.clone()), &revision.commit));
    let states: Vec<PageState> = there.chain(revisions).map(state).collect();
    let is_uncommitted = told.past.is_uncommitted_at(number) || states.is_empty();
    let uncommitted = versions.filter(|_| is_uncommitted).and_then(|versions| {
        let text = page.source.as_ref()?.text_id(|bytes| versions.text_id(bytes));
        Some(ExactText::new(text, Vec::new()))
    });
    Subject {
        page: None,
        file: page.file.clone(),
        shown: None,
        working: Arc::new(Facts::of(page)),
        uncommitted,
        states,
        known: match past.map(|past| past.completeness) {
            Some(Completeness::Whole | Completeness::Untracked) => Known::Whole,
            _ => Known::InPart,
        },
        deleted: None,
    }
}

/// What a page was where the clone was cut off, the oldest first.
fn boundary(past: Option<&PageHistory>) -> &[Boundary] {
    past.map(|past| past.boundary.as_slice()).unwrap_or_default()
}

/// The files that the working text of a page shows, from the site's root.
pub(super) fn files_shown(page: &Page, told: &Told<'_>) -> Vec<FilePath> {
    let shown = page.outline().map(|outline| shown_files(outline, &page.file, told.content));
    shown.unwrap_or_default().into_iter().collect()
}

/// A commit, and where the page was with which text, where it changed that.
type Changed<'p> = (Arc<Commit>, Option<(&'p RepoPath, TextId)>);

/// Fills in the states of a page that records speak of, or that is asked about: what their front matter said, what
/// they showed, and the commits that changed nothing but that.
pub(super) fn completed(
    subject: &mut Subject,
    told: &Told<'_>,
    (number, page): (usize, &Page),
    texts: &OldTexts<'_>,
) {
    let Some(past) = told.past.told.pages.get(number) else { return };
    let pictures = files_shown(page, told);
    let revisions =
        past.revisions.iter().map(|revision| (&revision.commit, Some((&revision.path, revision.text))));
    let there = past.boundary.iter().map(|there| (&there.commit, Some((&there.path, there.text))));
    let all = revisions.chain(there).map(|(commit, text)| (commit.clone(), text));
    let mut changes: Vec<Changed<'_>> = all.collect();
    for picture in &pictures {
        let revisions = told.past.told.beside.files.get(picture).map(|past| past.revisions.as_slice());
        changes.extend(revisions.unwrap_or_default().iter().map(|revision| (revision.commit.clone(), None)));
    }
    // The oldest first; of one commit, what it did to the page itself.
    changes.sort_by_key(|(commit, revision)| (std::cmp::Reverse(commit.place), revision.is_none()));
    changes.dedup_by_key(|(commit, _)| commit.id);
    let mut states: Vec<PageState> = Vec::with_capacity(changes.len());
    let mut current: Option<(&RepoPath, TextId)> = None;
    for (commit, revision) in changes {
        current = revision.or(current);
        let Some((path, text)) = current else { continue };
        let (exact, facts) = exact(texts, told, &commit, path, text);
        if revision.is_some() || states.last().is_none_or(|last| !last.exact.same_as(&exact)) {
            states.push(PageState { exact, commit, facts });
        }
    }
    subject.uncommitted = uncommitted(told, (number, page), &states, &pictures, texts.versions());
    subject.states = states;
}

/// A text with what it showed in a commit, and what its front matter said.
pub(super) fn exact(
    texts: &OldTexts<'_>,
    told: &Told<'_>,
    commit: &Commit,
    path: &RepoPath,
    text: TextId,
) -> (ExactText, Option<Arc<Facts>>) {
    let stood = Stood { commit: commit.id, path, text };
    let Some(page) = texts.page(stood) else { return (ExactText::new(text, Vec::new()), None) };
    let shown = Shown::new(told.world, texts.versions(), told.content, told.config.markdown);
    let embedded = shown.shown_by(text, path, commit.id);
    (ExactText::new(text, embedded), Some(Arc::new(Facts::of(&page))))
}

/// The working text with what it shows, where that is not the last state.
fn uncommitted(
    told: &Told<'_>,
    (number, page): (usize, &Page),
    states: &[PageState],
    pictures: &[FilePath],
    versions: &dyn Versions,
) -> Option<ExactText> {
    let last = states.last();
    let is_uncommitted = told.past.is_uncommitted_at(number);
    let text = match last.filter(|_| !is_uncommitted) {
        Some(last) => last.exact.text,
        None => page.source.as_ref()?.text_id(|bytes| versions.text_id(bytes)),
    };
    let embedded = pictures.iter().filter_map(|file| {
        let known = last.and_then(|last| last.exact.embedded().iter().find(|known| known.file == *file));
        let id = working_id(told.world, file, known.map(|known| known.id), versions)?;
        Some(Embedded { id, file: file.clone() })
    });
    let working = ExactText::new(text, embedded.collect());
    last.is_none_or(|last| !last.exact.same_as(&working)).then_some(working)
}

/// The id of a file as it stands; how its lines end is no difference to what is committed.
pub(super) fn working_id(
    world: &dyn World,
    file: &FilePath,
    committed: Option<TextId>,
    versions: &dyn Versions,
) -> Option<TextId> {
    let bytes = world.bytes(file).ok()?;
    let id = versions.text_id(&bytes);
    if committed == Some(id) || !bytes.contains(&b'\r') {
        return Some(id);
    }
    let text = String::from_utf8_lossy(&bytes).replace("\r\n", "\n");
    let plain = versions.text_id(text.as_bytes());
    Some(if committed == Some(plain) { plain } else { id })
}

/// Reads what the front matter of a page said when a model came into force that may have taken control of it: where
/// no record speaks of the page, that is what tells whether it was under control, and whether it was this page.
pub(super) fn facts_before_control(
    subject: &mut Subject,
    by_page: &ByPage<'_>,
    timeline: &Timeline,
    told: &Told<'_>,
    (number, texts): (usize, &OldTexts<'_>),
) {
    let document = subject.working.document.as_ref();
    if document.is_some_and(|document| by_page.has(document)) {
        return;
    }
    let Some(past) = told.past.told.pages.get(number) else { return };
    for term in timeline.terms() {
        let there = |state: &PageState| state.commit.committed.day(&told.config.zone) <= Some(term.from);
        let Some(state) = subject.states.iter().rposition(there) else { continue };
        // Of what the clone was cut off with, nobody knows how long it stood there.
        let Some(nth) = state.checked_sub(past.boundary.len()) else { continue };
        let Some(revision) = past.revisions.iter().rev().nth(nth) else { continue };
        if state + 1 < subject.states.len() || subject.uncommitted.is_some() {
            let read = exact(texts, told, &revision.commit, &revision.path, revision.text);
            subject.states[state].facts = read.1;
        }
    }
}
