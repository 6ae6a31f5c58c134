//! The texts of an edition: in the approved one, of every controlled page the text in force, wherever its words would
//! stand; in every one, the last words of pages that are withdrawn and deleted.

mod disclosure;
mod pasts;

pub(super) use pasts::EditionPastMemos;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::govern::{FoldResult as Folded, GovernanceInputs};
use super::memo::{Equal, ListMemo, RowsMemo};
use super::owners::Owners;
use crate::config::Edition;
use crate::diagnostic::Checked;
use crate::governance::fold::TextAt;
use crate::governance::{Governance, Subject};
use crate::link::ApprovedFiles;
use crate::model::{
    BaseText, Completeness, Embedded, HistoricalSource, InForce, Page, PageHistory, PageState, Revision,
    Standing, TextId,
};
use crate::parse::ParsedFile;
use crate::path::{Address, FilePath};
use crate::shared::SharedList;

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
pub(super) struct EditionTexts {
    /// What its pages are made from.
    pub(super) files: Vec<Arc<ParsedFile>>,
    /// Pages whose text is another than the working text, and where that stood.
    pub(super) older: HashMap<FilePath, Arc<HistoricalSource>>,
    /// Pages that are left out, since no text of them is in force.
    pub(super) absent: HashSet<FilePath>,
    /// The files that are kept back as everything is written: of what nobody approves none of them is shown.
    pub(super) kept_back: HashSet<FilePath>,
    /// The texts of controlled pages that may be shown: those that were in force, and where they stood.
    shown: HashMap<FilePath, Vec<WasInForce>>,
    /// The files that were approved with controlled pages that stand as they are.
    pub(super) covered: ApprovedFiles,
    /// The pasts of pages that are not where their text in force stood, as far as that and those before it tell.
    by_states: HashMap<FilePath, PageHistory>,
    /// Where pages are by now that are shown where their text in force stood.
    moved: HashMap<FilePath, FilePath>,
}

/// A text that was in force: where it stood, and the files that were approved with it.
#[derive(Clone, PartialEq, Eq, Debug)]
struct WasInForce {
    text: TextId,
    file: FilePath,
    shows: Vec<Embedded>,
}

/// Where texts that were in force stood, what they tell of the pasts of moved pages, and where those are by now.
type Places =
    (HashMap<FilePath, Vec<WasInForce>>, HashMap<FilePath, PageHistory>, HashMap<FilePath, FilePath>);

/// What is remembered of pages with an older text.
#[derive(Default)]
pub(super) struct MarkedMemos {
    marked: RowsMemo<(), (SharedList<Page>, Equal<HistoricalSource>), Page>,
    as_they_stood: ListMemo<Page>,
}

/// Chooses the texts of the approved edition: of controlled pages the text in force, at the address that it had.
pub(super) fn approved(
    inputs: &GovernanceInputs<'_>,
    files: &SharedList<ParsedFile>,
    (governance, owners): (&Governance, &Owners),
    folded: &Folded,
) -> EditionTexts {
    let mut approved = EditionTexts::default();
    let mut others: Vec<&Arc<ParsedFile>> = Vec::new();
    let by_file: HashMap<&FilePath, (&Subject, &InForce)> = governance
        .subjects
        .iter()
        .zip(&governance.in_force)
        .filter(|(subject, _)| subject.deleted.is_none())
        .map(|(subject, in_force)| (&subject.file, (&**subject, &**in_force)))
        .collect();
    for file in files {
        let known = by_file.get(&file.file).copied();
        if let Some((subject, in_force)) = known.filter(|(_, in_force)| in_force.is_controlled()) {
            let stands = in_force.issue().or(in_force.issues.last());
            let stands = stands.and_then(|issue| subject.states.get(issue.state));
            let stands = stands.map_or(&file.file, |state| &state.file);
            if owners.other(subject, stands).is_some() {
                approved.absent.insert(file.file.clone());
                continue;
            }
            let texts = texts_in_force(subject, governance);
            // A draft in the file of a page that another draft moves does not take its past.
            if !texts.is_empty() || !approved.shown.contains_key(stands) {
                approved.shown.insert(stands.clone(), texts);
            }
            approved.covered.extend(covered(subject, in_force).map(|files| (file.file.clone(), files)));
        }
        // Of a file of which nobody knows whether it is controlled, nothing is shown.
        match known.map_or(Fate::Absent, |(subject, in_force)| fate(subject, in_force)) {
            Fate::AsItStands => others.push(file),
            Fate::Absent => _ = approved.absent.insert(file.file.clone()),
            Fate::AsState(state) => {
                let subject = known.map(|(subject, _)| subject);
                let state = subject.and_then(|subject| subject.states.get(state));
                let Some((subject, state)) = subject.zip(state) else {
                    approved.absent.insert(file.file.clone());
                    continue;
                };
                if state.file != file.file {
                    approved.absent.insert(file.file.clone());
                    approved.moved.insert(state.file.clone(), file.file.clone());
                    approved.by_states.insert(state.file.clone(), past_by_states(subject, folded));
                }
                approved.take(state, inputs, folded);
            }
        }
    }
    approved.add_deleted((governance, owners), inputs, folded);
    let (free, hidden) = free(&approved, others, governance);
    approved.absent.extend(hidden.into_iter().map(|file| file.file.clone()));
    approved.files.extend(free.into_iter().cloned());
    approved.files.sort_by(|a, b| a.path.cmp(&b.path));
    approved
}

type Files<'f> = Vec<&'f Arc<ParsedFile>>;

/// The pages whose places are free: what is in force keeps its place, whatever else stands there by now.
fn free<'f>(approved: &EditionTexts, others: Files<'f>, governance: &Governance) -> (Files<'f>, Files<'f>) {
    let address = |file: &ParsedFile| Address::of_page(&file.path).folded();
    let taken: HashSet<String> = approved.files.iter().map(|file| address(file)).collect();
    let controlled = governance.subjects.iter().zip(&governance.in_force);
    let in_force: HashSet<&FilePath> = controlled
        .filter(|(_, in_force)| in_force.is_controlled())
        .map(|(subject, _)| &subject.file)
        .collect();
    // Of two files whose addresses differ by case alone, the one in force keeps it.
    let kept: HashSet<String> =
        others.iter().filter(|file| in_force.contains(&file.file)).map(|file| address(file)).collect();
    let is_free = |file: &&Arc<ParsedFile>| {
        !taken.contains(&address(file)) && (in_force.contains(&file.file) || !kept.contains(&address(file)))
    };
    others.into_iter().partition(is_free)
}

/// The texts of the latest edition: the working ones, and those of deleted pages.
pub(super) fn latest(
    inputs: &GovernanceInputs<'_>,
    files: &SharedList<ParsedFile>,
    (governance, owners): (&Governance, &Owners),
    folded: &Folded,
) -> EditionTexts {
    let mut latest = EditionTexts { files: files.iter().cloned().collect(), ..EditionTexts::default() };
    latest.add_deleted((governance, owners), inputs, folded);
    latest
}

fn fate(subject: &Subject, in_force: &InForce) -> Fate {
    let issue = match &in_force.standing {
        Standing::Uncontrolled => return Fate::AsItStands,
        Standing::NothingApproved => return Fate::Absent,
        Standing::InForce(number) => in_force.issues.get(*number),
        Standing::Withdrawn { .. } => in_force.issues.last(),
    };
    let Some(state) = issue.and_then(|issue| subject.states.get(issue.state).map(|state| (issue, state)))
    else {
        return Fate::Absent;
    };
    let (issue, state) = state;
    let last = subject.states.last().filter(|_| subject.uncommitted.is_none());
    let is_last = last.is_some_and(|last| last.exact.same_as(&state.exact) && last.file == state.file);
    if is_last && state.file == subject.file { Fate::AsItStands } else { Fate::AsState(issue.state) }
}

/// The files that were approved with the text that a page shows.
fn covered(subject: &Subject, in_force: &InForce) -> Option<HashSet<FilePath>> {
    let issue = in_force.issue().or(in_force.issues.last())?;
    let files = subject.states.get(issue.state)?.exact.embedded().iter();
    Some(files.map(|file| file.file.clone()).collect())
}

/// The texts of a page that were in force, wherever they stood.
fn texts_in_force(subject: &Subject, governance: &Governance) -> Vec<WasInForce> {
    let life = subject.id.as_ref().and_then(|id| governance.fold.lives.get(id));
    let texts = life.into_iter().flat_map(|life| &life.texts);
    let was = |text: &TextAt| WasInForce {
        text: text.exact.text,
        file: text.file.clone(),
        shows: text.exact.embedded().to_vec(),
    };
    texts.map(was).collect()
}

/// Where a state of a page stood.
fn stood(state: &PageState, inputs: &GovernanceInputs<'_>) -> HistoricalSource {
    let path = state.file.within(inputs.content).unwrap_or_else(|| state.file.clone());
    HistoricalSource {
        file: state.file.clone(),
        path,
        shown: state.exact.embedded().to_vec(),
        deleted: false,
    }
}

/// The past of a page as its texts that were in force tell it: whatever its file is by now, and where.
fn past_by_states(subject: &Subject, folded: &Folded) -> PageHistory {
    let mut before: Option<BaseText> = None;
    let revision = |state: &PageState| {
        let path = folded.history.texts.versions().path_in(state.commit.id, &state.file);
        let (text, embedded) = (state.exact.text, state.exact.embedded().to_vec());
        let now = BaseText { text, path: path.clone(), embedded: embedded.clone() };
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
    // A text that was moved is there twice, and was written once: where its commit has it.
    let mut states: Vec<&PageState> = subject.states.iter().collect();
    let is_same = |a: &PageState, b: &PageState| a.exact.text == b.exact.text && a.commit.id == b.commit.id;
    states.dedup_by(|moved, first| is_same(moved, first));
    let mut revisions: Vec<Revision> = states.into_iter().map(revision).collect();
    revisions.reverse();
    PageHistory { revisions, completeness: Completeness::Whole, ..PageHistory::default() }
}

/// Whether another page is found where a page was, or says that it was there before.
fn is_taken(file: &FilePath, inputs: &GovernanceInputs<'_>) -> bool {
    let Some(address) = file.within(inputs.content).map(|path| Address::of_page(&path)) else { return false };
    inputs.pages.iter().any(|page| {
        let aliases = page.fields.named("aliases").iter().chain(&page.permalink);
        page.address == address
            || aliases.filter_map(|alias| Address::written(&alias.name)).any(|old| old == address)
    })
}

impl EditionTexts {
    /// Leaves pages out of the edition.
    pub(super) fn leave_out(&mut self, pages: &[FilePath]) {
        self.files.retain(|file| !pages.contains(&file.file));
        self.absent.extend(pages.iter().cloned());
    }

    /// Whether a page that nobody controls is kept back as everything is written.
    pub(super) fn is_kept_back(&self, page: &Page, governance: &Governance) -> bool {
        let is_controlled = |file: &FilePath| {
            let all = governance.subjects.iter().zip(&governance.in_force);
            let mut own = all.filter(|(subject, _)| subject.file == *file && subject.deleted.is_none());
            own.any(|(_, in_force)| in_force.is_controlled())
        };
        self.kept_back.contains(&page.file)
            && !self.older.contains_key(&page.file)
            && !is_controlled(&page.file)
    }

    /// Where texts in force stand whose pages drafts have moved, by where the drafts are.
    pub(super) fn stands_at(&self) -> HashMap<FilePath, FilePath> {
        self.moved.iter().map(|(stands, now)| (now.clone(), stands.clone())).collect()
    }

    /// Tells the pages whose text is an older one where it stood.
    pub(super) fn marked(&self, pages: &SharedList<Page>, memos: &MarkedMemos) -> SharedList<Page> {
        let written = pages.iter().enumerate().filter(|(_, page)| page.is_written());
        let older = written.filter_map(|(number, page)| Some((number, page, self.older.get(&page.file)?)));
        let older: Vec<(usize, &Arc<Page>, &Arc<HistoricalSource>)> = older.collect();
        let columns = (
            older.iter().map(|(_, page, _)| (*page).clone()).collect(),
            Equal(older.iter().map(|(_, _, stood)| (*stood).clone()).collect()),
        );
        let marked = memos.marked.map((), columns, |(), (pages, stood), row| {
            let stood = Some(stood.0[row].clone());
            Checked::clean(Arc::new(Page { stood, ..pages[row].as_ref().clone() }))
        });
        let numbers = older.iter().map(|(number, ..)| *number);
        let marked: Vec<(usize, Arc<Page>)> = numbers.zip(marked.value.iter().cloned()).collect();
        memos.as_they_stood.list(&pages.with(&marked))
    }

    fn take(&mut self, state: &PageState, inputs: &GovernanceInputs<'_>, folded: &Folded) {
        let file = &state.file;
        let path = file.within(inputs.content);
        let parsed = folded.history.texts.parsed(file, state.exact.text, inputs.config);
        // A text in force that cannot be read must not give way to one that nobody approved.
        let (Some(path), Ok(parsed)) = (path, parsed) else {
            self.absent.insert(file.clone());
            return;
        };
        self.older.insert(file.clone(), Arc::new(stood(state, inputs)));
        self.files.push(Arc::new(ParsedFile { file: file.clone(), path, parsed }));
    }

    /// Adds the pages whose file is gone and whose text is in force, or was when they were withdrawn.
    fn add_deleted(
        &mut self,
        (governance, owners): (&Governance, &Owners),
        inputs: &GovernanceInputs<'_>,
        folded: &Folded,
    ) {
        let all = governance.subjects.iter().zip(&governance.in_force);
        for (subject, in_force) in all.filter(|(subject, _)| subject.deleted.is_some()) {
            let issue = in_force.issue().or(in_force.issues.last());
            let Some(state) = issue.and_then(|issue| subject.states.get(issue.state)) else { continue };
            // What was public stays where it was, whatever else somebody puts there.
            let yields = inputs.config.edition != Edition::Approved;
            if yields && is_taken(&state.file, inputs) || owners.other(subject, &state.file).is_some() {
                continue;
            }
            self.files.retain(|file| file.file != state.file);
            self.take(state, inputs, folded);
            self.shown.insert(state.file.clone(), texts_in_force(subject, governance));
            let stood = HistoricalSource { deleted: true, ..stood(state, inputs) };
            self.older.insert(state.file.clone(), Arc::new(stood));
            self.by_states.insert(state.file.clone(), past_by_states(subject, folded));
        }
    }
}
