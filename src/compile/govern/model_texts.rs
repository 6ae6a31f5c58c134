//! What the governance model said when: the texts of its page, together with the keys of `site.toml` that choose it.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use super::old_texts::{OldTexts, Stood};
use super::{Told, named, states, text_of};
use crate::config::{self, Governing};
use crate::date::Day;
use crate::diagnostic::{Checked, Code, Finding, Place, near_miss};
use crate::governance::{Approval, ByPage, Case, Choosable, Rulebook, Subject, Timeline, idle};
use crate::model::{
    Commit, CommitId, Embedded, ExactText, Facts, ObjectId, Page, PageHistory, PageState, Proof, Record,
    RepoPath, Roles, TextId,
};
use crate::path::FilePath;
use crate::world::Versions;

/// The kind of the pages that are governance models.
const KIND: &str = "governance-model";

/// The texts of the model, the oldest first, as if they were those of one page.
pub(super) struct ModelTexts {
    /// The page that `site.toml` names, by its number.
    page: Option<(usize, FilePath)>,
    working: Option<(Arc<Facts>, Arc<Rulebook>)>,
    /// Every model that a page describes.
    pub(super) described: Vec<(FilePath, Arc<Rulebook>)>,
    pub(super) uncommitted: Option<ExactText>,
    pub(super) states: Vec<PageState>,
    rulebooks: Vec<Arc<Rulebook>>,
    /// Who adopted, by state.
    adopters: Vec<Arc<str>>,
    /// The document numbers of all pages that were the model.
    documents: HashSet<Arc<str>>,
}

/// Reads the model, and every other page that describes one, for what is wrong in it.
pub(super) fn read(
    told: &Told<'_>,
    governing: &Governing,
    roles: &Roles,
    texts: Option<&OldTexts<'_>>,
) -> Checked<ModelTexts> {
    let mut findings = Vec::new();
    let profiles = profiles(governing);
    let found = named(told.pages, &governing.model.value);
    if found.is_none() {
        findings.push(no_page(told, governing));
    }
    let (mut working, mut described) = (None, Vec::new());
    let choosable = Choosable { pages: told.pages, kinds: &told.config.kinds };
    for page in told.pages.iter().filter(|page| page.kind.name == KIND) {
        let rulebook = Arc::new(Rulebook::read(page, roles, &profiles).into_value(&mut findings));
        findings.extend(idle(page, &choosable));
        described.push((page.file.clone(), rulebook.clone()));
        if found.is_some_and(|(_, found)| std::ptr::eq(found, page)) {
            working = Some((Arc::new(Facts::of(page)), rulebook));
        }
    }
    if let Some((_, page)) = found.filter(|_| working.is_none()) {
        findings.push(no_model(governing, page));
    }
    let mut models = ModelTexts {
        page: found.map(|(number, page)| (number, page.file.clone())),
        working,
        described,
        uncommitted: None,
        states: Vec::new(),
        rulebooks: Vec::new(),
        adopters: Vec::new(),
        documents: found.and_then(|(_, page)| page.document.clone()).into_iter().collect(),
    };
    if let Some(texts) = texts {
        models.read_states(told, roles, texts);
        models.uncommitted = models.working_text(told, governing, texts.versions());
    }
    Checked::new(models, findings)
}

/// Whether a page's words may be those of a model.
pub(super) fn may_be_model(page: &Page, governing: &Governing) -> bool {
    let name = &governing.model.value;
    page.kind.name == KIND || page.document.as_deref() == Some(name) || page.path.as_str() == name
}

fn profiles(governing: &Governing) -> Vec<Arc<str>> {
    governing.profiles.iter().map(|profile| profile.as_str().into()).collect()
}

fn no_page(told: &Told<'_>, governing: &Governing) -> Finding {
    let name = &governing.model.value;
    let models = told.pages.iter().filter(|page| page.kind.name == KIND);
    let known: Vec<&str> =
        models.map(|page| page.document.as_deref().unwrap_or(page.path.as_str())).collect();
    let near = near_miss(name, known.iter().copied());
    let place = Place::span(&crate::compile::site_file(), governing.model.span);
    let finding = Finding::new(Code::BadModel, place, format!("there is no page `{name}`"));
    finding.hint(match near {
        Some(near) => format!("did you mean `{near}`?"),
        None if known.is_empty() => format!("write a page of kind `{KIND}`, and name it by its id"),
        None => format!("pages of kind `{KIND}`: {}", known.join(", ")),
    })
}

fn no_model(governing: &Governing, page: &Page) -> Finding {
    let place = Place::span(&crate::compile::site_file(), governing.model.span);
    let message = format!("`{}` is no governance model: it is of kind `{}`", page.file, page.kind.name);
    Finding::new(Code::BadModel, place, message).hint(format!("a model is a page of kind `{KIND}`"))
}

/// A change of the model: of the keys in `site.toml`, of the list of signers, or of the text of a page that may be it.
enum Change {
    Keys(Option<Governing>),
    Signers,
    Text { page: usize, path: RepoPath, text: TextId },
}

impl ModelTexts {
    fn read_states(&mut self, told: &Told<'_>, roles: &Roles, texts: &OldTexts<'_>) {
        let versions = texts.versions();
        let mut keys: Option<Governing> = None;
        let mut at: HashMap<usize, (RepoPath, TextId)> = HashMap::new();
        for (commit, changes) in changes(told, versions) {
            for change in changes {
                match change {
                    Change::Keys(now) => keys = now,
                    Change::Signers => {}
                    Change::Text { page, path, text } => _ = at.insert(page, (path, text)),
                }
            }
            let Some(governing) = &keys else { continue };
            let Some((number, _)) = named(told.pages, &governing.model.value) else { continue };
            let Some((path, text)) = at.get(&number) else { continue };
            let stood = Stood { commit: commit.id, path, text: *text };
            let Some(page) = texts.page(stood) else { continue };
            let (exact, facts) = states::exact(texts, told, &commit, path, *text);
            let signers = signers_at(governing, &commit, versions);
            let exact = with_keys(&exact, governing, signers, versions);
            if self.states.last().is_some_and(|last| last.exact.same_as(&exact)) {
                continue;
            }
            self.documents.extend(page.document.clone());
            let rulebook = Rulebook::read(&page, roles, &profiles(governing)).value;
            self.rulebooks.push(Arc::new(rulebook.with_signers(signers)));
            self.adopters.push(governing.adopted_by.value.as_str().into());
            self.states.push(PageState { exact, commit, facts });
        }
    }

    /// The model as it stands, where no commit has it.
    fn working_text(
        &self,
        told: &Told<'_>,
        governing: &Governing,
        versions: &dyn Versions,
    ) -> Option<ExactText> {
        let (number, _) = self.page.as_ref()?;
        let page = &told.pages[*number];
        let last = self.states.last();
        let is_uncommitted = told.past.is_uncommitted_at(*number);
        let exact = if let Some(last) = last.filter(|_| !is_uncommitted) {
            last.exact.clone()
        } else {
            let text = page.source.as_ref()?.text_id(|bytes| versions.text_id(bytes));
            ExactText::new(text, Vec::new())
        };
        let signers = governing.signers.as_ref().map(|signers| &signers.value);
        let known = exact.embedded().iter().find(|known| Some(&known.file) == signers);
        let signers = signers.and_then(|signers| {
            states::working_id(told.world, signers, known.map(|known| known.id), versions)
        });
        let working = with_keys(&exact, governing, signers, versions);
        last.is_none_or(|last| !last.exact.same_as(&working)).then_some(working)
    }

    /// Which model was in force when.
    pub(super) fn timeline(&self, by_page: &ByPage<'_>, governing: &Governing, told: &Told<'_>) -> Timeline {
        let Some((facts, _)) = &self.working else { return Timeline::default() };
        let case = Case {
            states: &self.states,
            working: facts,
            uncommitted: self.uncommitted.as_ref(),
            records: by_page.of_any(&self.documents),
            zone: &told.config.zone,
        };
        let first: Arc<str> = governing.adopted_by.value.as_str().into();
        Timeline::of(&case, &self.rulebooks, (&self.adopters, &first), told.today)
    }

    /// The model as it stands, where nothing can be approved.
    pub(super) fn as_it_stands(&self) -> Timeline {
        let Some((_, rulebook)) = &self.working else { return Timeline::default() };
        let text = ExactText::new(TextId(ObjectId::Sha1([0; 20])), Vec::new());
        Timeline::always(Day::FIRST, text, rulebook.clone())
    }

    /// The model's page, and who adopts its next text where the one in force asks nobody.
    pub(super) fn adoption(&self, governing: &Governing) -> (Option<FilePath>, Approval) {
        let first: Arc<str> = governing.adopted_by.value.as_str().into();
        (self.page(), Approval::by(self.adopters.last().unwrap_or(&first)))
    }

    /// Gives the model's page, which is a page like others, the texts that were put together here.
    pub(super) fn put_in(&self, subject: &mut Subject) {
        if self.page.as_ref().is_some_and(|(_, file)| subject.file == *file) {
            subject.states.clone_from(&self.states);
            subject.uncommitted.clone_from(&self.uncommitted);
        }
    }

    /// The ids of the controls that there are or were; `None` where they are not known.
    pub(super) fn controls(&self) -> Option<HashSet<Arc<str>>> {
        let working = self.working.iter().map(|(_, rulebook)| rulebook);
        let all: Vec<&Arc<Rulebook>> = self.rulebooks.iter().chain(working).collect();
        (!all.is_empty()).then(|| super::controls(all.into_iter().map(|rulebook| &**rulebook)))
    }

    /// Whether a record is about a page that is or was the model.
    pub(super) fn is_about(&self, record: &Record) -> bool {
        record.page.as_ref().is_some_and(|page| self.documents.contains(page))
    }

    /// The lists of signers that were approved with some text of the model, and none where a text has none; empty where
    /// nobody ever asked for signatures, or said who signs.
    pub(super) fn lists_of_signers(&self) -> BTreeSet<Option<TextId>> {
        let asks =
            |rulebook: &&Arc<Rulebook>| rulebook.model.proof == Proof::Signed || rulebook.signers.is_some();
        self.rulebooks.iter().filter(asks).map(|rulebook| rulebook.signers).collect()
    }

    /// The file of the page that `site.toml` names.
    pub(super) fn page(&self) -> Option<FilePath> {
        self.page.as_ref().map(|(_, file)| file.clone())
    }
}

/// The list of signers as a commit has it.
fn signers_at(governing: &Governing, commit: &Commit, versions: &dyn Versions) -> Option<TextId> {
    let file = &governing.signers.as_ref()?.value;
    let entry = versions.entry(commit.id, &versions.repo_path(file)).ok()??;
    Some(entry.text)
}

/// A text of the model with the keys that chose it, and the list of signers that they name: whoever approves the one
/// approves the others.
fn with_keys(
    exact: &ExactText,
    governing: &Governing,
    signers: Option<TextId>,
    versions: &dyn Versions,
) -> ExactText {
    let file = crate::compile::site_file();
    let list = governing.signers.as_ref().map(|signers| &signers.value);
    let is_shown = |embedded: &&Embedded| embedded.file != file && Some(&embedded.file) != list;
    let mut embedded: Vec<Embedded> = exact.embedded().iter().filter(is_shown).cloned().collect();
    embedded.extend(list.zip(signers).map(|(file, id)| Embedded { id, file: file.clone() }));
    embedded.push(Embedded { id: versions.text_id(governing.as_text().as_bytes()), file });
    ExactText::new(exact.text, embedded)
}

/// The texts that a file had, with that at which the clone was cut off.
fn texts_of(past: &PageHistory) -> impl Iterator<Item = (&Arc<Commit>, &RepoPath, TextId)> {
    let revisions = past.revisions.iter().map(|revision| (&revision.commit, &revision.path, revision.text));
    revisions.chain(past.boundary.iter().map(|there| (&there.commit, &there.path, there.text)))
}

/// What changed the model, commit by commit, the oldest first.
fn changes(told: &Told<'_>, versions: &dyn Versions) -> Vec<(Arc<Commit>, Vec<Change>)> {
    let file = crate::compile::site_file();
    let beside = &told.past.told.beside.files;
    let mut all: Vec<(Arc<Commit>, Change)> = Vec::new();
    for (commit, _, text) in beside.get(&file).into_iter().flat_map(texts_of) {
        let keys = text_of(versions, text).and_then(|text| config::read(&file, &text).value.governing);
        all.push((commit.clone(), Change::Keys(keys)));
    }
    let signers = told.config.governing.iter().filter_map(|governing| governing.signers.as_ref());
    for past in signers.filter_map(|signers| beside.get(&signers.value)) {
        all.extend(texts_of(past).map(|(commit, ..)| (commit.clone(), Change::Signers)));
    }
    for (number, page) in told.pages.iter().enumerate().filter(|(_, page)| page.kind.name == KIND) {
        let Some(past) = told.past.told.pages.get(number).filter(|_| page.is_written()) else { continue };
        all.extend(texts_of(past).map(|(commit, path, text)| {
            (commit.clone(), Change::Text { page: number, path: path.clone(), text })
        }));
    }
    all.sort_by_key(|(commit, _)| std::cmp::Reverse(commit.place));
    let mut by_commit: Vec<(Arc<Commit>, Vec<Change>)> = Vec::new();
    let mut last: Option<CommitId> = None;
    for (commit, change) in all {
        if let Some((_, changes)) = by_commit.last_mut().filter(|_| last == Some(commit.id)) {
            changes.push(change);
        } else {
            last = Some(commit.id);
            by_commit.push((commit, vec![change]));
        }
    }
    by_commit
}
