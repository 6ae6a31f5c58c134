//! The pages of the site as governance sees them: each with the texts of it that were in force, and the newest.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::evidence::GitEvidence;
use super::inputs::{GovernanceInputs, NamedFiles};
use super::working;
use crate::compile::memo::{ListMemo, Memo, Picked, RowsMemo};
use crate::compile::watched::Watched;
use crate::config::Governing;
use crate::diagnostic::Checked;
use crate::governance::Subject;
use crate::governance::fold::{EvidenceSource as _, FRAME, FoldState, TextAt, TextStood};
use crate::model::{
    Commit, ExactText, FileRelation, Page, PageFacts, PageHistory, PageSignature, PageState, ReferencedFile,
    Revision, TextId,
};
use crate::path::FilePath;
use crate::shared::{ByPtr, SharedList};
use crate::world::as_text;

/// Everything that decides how each page stands, beside the fold.
pub(super) struct SubjectInputs {
    /// All pages, among them folders that nobody wrote a page for.
    all: SharedList<Page>,
    uncommitted: SharedList<bool>,
    /// By the number of the page.
    marks: SharedList<Marks>,
    /// The numbers of the pages that somebody wrote.
    written: Arc<[usize]>,
    /// Those that go by the id that they state.
    own: Arc<HashSet<usize>>,
    /// How the settings of the working tree say that the site is governed.
    governing: Option<Governing>,
}

/// Marks of the files that a working text names.
type Marks = Vec<Watched>;

/// What is remembered of pages as governance sees them.
#[derive(Default)]
#[expect(clippy::type_complexity, reason = "the type of a memo lists what it is made from")]
pub(super) struct SubjectMemos {
    own: Memo<(ByPtr<FoldState>, SharedList<PageSignature>, Arc<[usize]>), Arc<HashSet<usize>>>,
    naming: Memo<SharedList<NamedFiles>, Arc<Vec<usize>>>,
    marks: ListMemo<Marks>,
    no_marks: Memo<usize, SharedList<Marks>>,
    settings: Memo<Arc<str>, Option<Governing>>,
    subjects: RowsMemo<(ByPtr<FoldState>, ByPtr<GitEvidence>), OfPages, Subject>,
    deleted:
        Memo<(ByPtr<FoldState>, ByPtr<HashSet<usize>>, SharedList<PageSignature>), Arc<Vec<Arc<Subject>>>>,
}

/// What decides how each page that somebody wrote stands: itself, whether a commit has it so, the files that it names,
/// and whether it goes by its id.
type OfPages = (Picked<usize, Page>, Picked<usize, bool>, Picked<usize, Marks>, Arc<[bool]>);

impl SubjectMemos {
    /// What decides how each page stands.
    pub(super) fn inputs(&self, inputs: &GovernanceInputs<'_>, state: &Arc<FoldState>) -> SubjectInputs {
        // A folder's page that somebody writes may look as the one did that nobody wrote.
        let numbers = 0..inputs.pages.len();
        let written: Arc<[usize]> = numbers.filter(|number| inputs.pages[*number].is_written()).collect();
        let of = (ByPtr::of(state), inputs.signatures.clone(), written.clone());
        let own = self.own.get(of, |_| Arc::new(own(inputs.pages, &written, state)));
        SubjectInputs {
            all: inputs.pages.clone(),
            uncommitted: inputs.past.uncommitted.clone(),
            marks: self.marks_of(inputs),
            own,
            governing: working::governing(inputs, &self.settings),
            written,
        }
    }

    /// Marks of the files that pages name.
    fn marks_of(&self, inputs: &GovernanceInputs<'_>) -> SharedList<Marks> {
        let shows = &inputs.shows;
        let showing = self.naming.get(shows.clone(), |shows| {
            Arc::new((0..shows.len()).filter(|number| !shows[*number].is_empty()).collect())
        });
        let frames = inputs.pages.iter().enumerate().filter(|(_, page)| page.kind.name == FRAME);
        let others = frames.map(|(number, _)| number).filter(|number| !showing.contains(number));
        let showing: Vec<usize> = showing.iter().copied().chain(others).collect();
        let of_page = |number: &usize| {
            let mut marks: Marks =
                shows[*number].iter().map(|(_, file)| Watched(inputs.world.mark(file))).collect();
            // Nothing tells when a file comes that a frame speaks for.
            marks.extend((inputs.pages[*number].kind.name == FRAME).then_some(Watched(None)));
            Arc::new(marks)
        };
        let marks: Vec<Arc<Marks>> = showing.iter().map(of_page).collect();
        let marks = self.marks.list_interned(&marks);
        let none = self
            .no_marks
            .get(inputs.pages.len(), |count| std::iter::repeat_n(Arc::default(), *count).collect());
        none.with(&showing.iter().copied().zip(marks.iter().cloned()).collect::<Vec<_>>())
    }

    /// The pages whose text is in force, or was when they were withdrawn, and that have no file any more: none states their id,
    /// or several do of which nobody can tell which one is the page.
    pub(super) fn without_file(
        &self,
        inputs: &GovernanceInputs<'_>,
        pages: &SubjectInputs,
        (state, history): (&Arc<FoldState>, &GitEvidence),
    ) -> Arc<Vec<Arc<Subject>>> {
        let of = (ByPtr::of(state), ByPtr::of(&pages.own), inputs.signatures.clone());
        self.deleted.get(of, |_| Arc::new(without_file(pages, state, history)))
    }

    /// The pages that somebody wrote, as governance sees them.
    pub(super) fn of_pages(
        &self,
        pages: &SubjectInputs,
        inputs: &GovernanceInputs<'_>,
        (state, history): (&Arc<FoldState>, &Arc<GitEvidence>),
    ) -> SharedList<Subject> {
        let SubjectInputs { all, uncommitted, marks, written, own, .. } = pages;
        let places = || written.clone();
        let columns = (
            Picked { values: all.clone(), places: places() },
            Picked { values: uncommitted.clone(), places: places() },
            Picked { values: marks.clone(), places: places() },
            written.iter().map(|number| own.contains(number)).collect(),
        );
        let common = (ByPtr::of(state), ByPtr::of(history));
        let subjects = self.subjects.map(common, columns, |(state, history), _, row| {
            Checked::clean(Arc::new(pages.subject(row, inputs, &state.0, &history.0)))
        });
        subjects.value
    }
}

impl SubjectInputs {
    /// The page of a row as governance sees it.
    pub(super) fn subject(
        &self,
        row: usize,
        inputs: &GovernanceInputs<'_>,
        state: &FoldState,
        history: &GitEvidence,
    ) -> Subject {
        let number = self.written[row];
        let page = &self.all[number];
        let id = page.document.clone().filter(|_| self.own.contains(&number));
        let past = inputs.past.histories.pages.get(number);
        let reading = Reading { state, history, past };
        let of_page = (number, &**page, self.governing.as_ref());
        let newest = working::newest(inputs, of_page, (state, history));
        let is_uncommitted =
            inputs.past.is_uncommitted_at(number) || past.is_none_or(|past| past.revisions.is_empty());
        let mut states = reading.in_force(id.as_ref());
        if states.is_empty() {
            states = reading.committed(page);
        }
        // Where nobody can say that it is committed as it stands, it is not.
        let working = Arc::new(PageFacts::of(page));
        let is_at_head = || reading.is_at_head(newest.as_ref(), &working);
        let uncommitted = newest.clone().filter(|_| is_uncommitted || !is_at_head());
        let committed = match uncommitted {
            None => newest.map(|newest| (newest, working.clone())),
            Some(_) => reading.committed_text(page, inputs),
        };
        if let Some(committed) = committed {
            reading.end_with(committed, page, &mut states);
        }
        Subject {
            page: None,
            file: page.file.clone(),
            id,
            shown: None,
            working,
            uncommitted,
            states,
            deleted: None,
        }
    }
}

/// The pages that go by the id that they state: of several, the one that is where the fold knows it.
fn own(pages: &SharedList<Page>, written: &[usize], state: &FoldState) -> HashSet<usize> {
    let mut by_id: HashMap<&Arc<str>, Vec<usize>> = HashMap::new();
    for number in written {
        if let Some(id) = &pages[*number].document {
            by_id.entry(id).or_default().push(*number);
        }
    }
    let one = |(id, numbers): (&Arc<str>, Vec<usize>)| {
        let known = state.file_of(id);
        let there = numbers.iter().find(|number| known == Some(&pages[**number].file));
        there.or(numbers.first().filter(|_| numbers.len() == 1)).copied()
    };
    by_id.into_iter().filter_map(one).collect()
}

/// What is read of one page.
struct Reading<'a> {
    state: &'a FoldState,
    history: &'a GitEvidence,
    past: Option<&'a PageHistory>,
}

impl Reading<'_> {
    /// The texts that were in force, as issues number them.
    fn in_force(&self, id: Option<&Arc<str>>) -> Vec<PageState> {
        let life = id.and_then(|id| self.state.lives.get(id));
        // All or none: issues name them by number.
        let states = life.map(|life| life.texts.iter().map(|text| self.page_state(text)).collect());
        states.and_then(|states: Option<Vec<PageState>>| states).unwrap_or_default()
    }

    fn page_state(&self, text: &TextAt) -> Option<PageState> {
        let commit = self.commit(text.first_file(), text.exact.text, text.place)?;
        Some(PageState {
            exact: text.exact.clone(),
            file: text.file.clone(),
            commit,
            facts: Some(text.facts.clone()),
        })
    }

    /// The commit that wrote a text where it stood at a commit of the line, on whatever branch.
    fn commit(&self, file: &FilePath, text: TextId, place: u32) -> Option<Arc<Commit>> {
        self.history.writer(self.state, (file, text), place)
    }

    /// The committed texts of a page of which none was ever in force, the oldest first.
    fn committed(&self, page: &Page) -> Vec<PageState> {
        let revisions = self.past.map(|past| past.revisions.as_slice()).unwrap_or_default();
        let state = |revision: &Revision| {
            let files = revision.embedded.iter().map(ReferencedFile::by_path).collect();
            let order = u32::MAX - self.state.place_of(&revision.commit.id, revision.commit.committed);
            PageState {
                exact: ExactText::new(revision.text, files),
                file: page.file.clone(),
                commit: Arc::new(Commit { place: order, ..revision.commit.as_ref().clone() }),
                facts: None,
            }
        };
        revisions.iter().rev().map(state).collect()
    }

    /// Whether the last commit has a text with its files just so.
    fn is_at_head(&self, newest: Option<&ExactText>, facts: &PageFacts) -> bool {
        let Some(newest) = newest else { return false };
        let is_framed =
            |file: &&ReferencedFile| matches!(file.reference, FileRelation::Keys | FileRelation::Framed);
        let framed: Vec<&ReferencedFile> = newest.files().iter().filter(is_framed).collect();
        let is_as_framed = self.state.framed(facts, self.history).is_ok_and(|now| now.iter().eq(framed));
        let versions = self.history.texts.versions();
        let is_there = |named: &ReferencedFile| match named.reference {
            FileRelation::Settings => self.state.keys() == Some(named.id),
            // What a frame speaks for is compared as a whole.
            FileRelation::Keys | FileRelation::Framed => true,
            _ => self.history.texts.text_at(versions.head(), &named.file).ok().flatten() == Some(named.id),
        };
        is_as_framed && newest.files().iter().all(is_there)
    }

    /// The text that the last commit has of a page, with what its front matter says there.
    fn committed_text(
        &self,
        page: &Page,
        inputs: &GovernanceInputs<'_>,
    ) -> Option<(ExactText, Arc<PageFacts>)> {
        let head = self.history.texts.versions().head();
        let text = self.id_at_head(&page.file)?;
        let stood = TextStood { commit: head, content: inputs.content, file: &page.file, text };
        let read = self.history.page(&stood, inputs.config).ok()??;
        let named = |(reference, file): &(Arc<str>, FilePath)| {
            let (reference, file, id) =
                (FileRelation::written(reference), file.clone(), self.id_at_head(file)?);
            Some(ReferencedFile { reference, file, id })
        };
        let mut files: Vec<ReferencedFile> = read.files.iter().filter_map(named).collect();
        files.extend(self.state.framed(&read.facts, self.history).ok()?);
        files.extend(self.committed_model_files(&read.facts));
        Some((ExactText::new(text, files), read.facts.clone()))
    }

    fn id_at_head(&self, file: &FilePath) -> Option<TextId> {
        self.history.texts.text_at(self.history.texts.versions().head(), file).ok().flatten()
    }

    /// Of the model's page, the controlled keys and the list of signers as they are committed.
    fn committed_model_files(&self, facts: &PageFacts) -> Vec<ReferencedFile> {
        let file = crate::config::site_file();
        let bytes = self.id_at_head(&file).and_then(|id| self.history.bytes(id).ok());
        let written = bytes.map(|bytes| crate::config::read(&file, &as_text(&bytes)).value);
        let id = facts.document.as_deref().unwrap_or_default();
        let governing = written.and_then(|config| config.governing);
        let Some(governing) = governing.filter(|governing| governing.is_model(id, &facts.path)) else {
            return Vec::new();
        };
        let named = |reference: FileRelation, file: FilePath, id: Option<TextId>| {
            id.map(|id| ReferencedFile { reference, file, id })
        };
        let signers = governing.signers.map(|signers| signers.value);
        let list = signers.and_then(|file| {
            let id = self.id_at_head(&file);
            named(FileRelation::Signers, file, id)
        });
        named(FileRelation::Settings, file, self.state.keys()).into_iter().chain(list).collect()
    }

    /// Adds the newest committed text where it is another than the last.
    fn end_with(
        &self,
        (newest, facts): (ExactText, Arc<PageFacts>),
        page: &Page,
        states: &mut Vec<PageState>,
    ) {
        let is_last = |last: &PageState| last.exact.same_as(&newest) && last.file == page.file;
        if states.last().is_some_and(is_last) {
            return;
        }
        if states.last().is_some_and(|last| last.facts.is_none() && last.exact.text == newest.text) {
            states.pop();
        }
        let last = u32::try_from(self.state.commits.len().saturating_sub(1)).unwrap_or(u32::MAX);
        let Some(commit) = self.commit(&page.file, newest.text, last) else { return };
        states.push(PageState { exact: newest, file: page.file.clone(), commit, facts: Some(facts) });
    }
}

fn without_file(pages: &SubjectInputs, state: &FoldState, history: &GitEvidence) -> Vec<Arc<Subject>> {
    let there: HashSet<&Arc<str>> =
        pages.own.iter().filter_map(|number| pages.all[*number].document.as_ref()).collect();
    let gone = state.lives.iter().filter(|(id, life)| !there.contains(id) && !life.texts.is_empty());
    let subject = |(id, life): (&Arc<str>, &crate::governance::fold::Life)| {
        let last = life.text().or(life.last_text())?;
        let reading = Reading { state, history, past: None };
        let states = reading.in_force(Some(id));
        let commit = states.last()?.commit.clone();
        Some(Arc::new(Subject {
            page: None,
            file: last.file.clone(),
            id: Some(id.clone()),
            shown: None,
            working: last.facts.clone(),
            uncommitted: None,
            states,
            deleted: Some(commit),
        }))
    };
    gone.filter_map(subject).collect()
}
