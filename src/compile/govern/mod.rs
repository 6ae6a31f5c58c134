//! Governance in the recipe: gathers what it is to judge from the world, and asks it which texts are in force.

mod case;
mod gone;
mod ground;
mod model_texts;
mod old_texts;
mod record_files;
mod signatures;
mod states;

use std::collections::HashSet;
use std::sync::Arc;

use crate::config::{Config, Governing};
use crate::date::Day;
use crate::diagnostic::{Checked, Code, Finding, Place};
use crate::governance::{self, ByPage, Gone, Governance, RecordFile, Timeline};
use crate::history::{Asked, shown_files};
use crate::list::List;
use crate::model::{Face, Page, Past, Record};
use crate::parse::ParsedFile;
use crate::path::FilePath;
use crate::world::{Same, Store, Versions, World};
use case::Cases;
use ground::Ground;
use model_texts::ModelTexts;
use old_texts::OldTexts;

pub(super) use old_texts::Reading;

/// What governance goes by.
pub(super) struct Told<'a> {
    pub(super) world: &'a dyn World,
    pub(super) config: &'a Arc<Config>,
    /// The folder of pages, from the site's root.
    pub(super) content: &'a FilePath,
    /// Every file of pages, drafts included.
    pub(super) files: &'a List<ParsedFile>,
    /// Every page, those that are left out as drafts last.
    pub(super) pages: &'a List<Page>,
    /// Their faces, in the same order.
    pub(super) faces: &'a List<Face>,
    /// The files that their working texts show, in the same order.
    pub(super) shows: &'a List<Shown>,
    /// Their pasts, in the same order.
    pub(super) past: &'a Past,
    pub(super) store: &'a Store,
    pub(super) today: Day,
    /// Pages that are asked about, though no record may speak of them.
    pub(super) exact_of: &'a [String],
}

/// Files that a page shows, from the site's root.
pub(super) type Shown = Vec<FilePath>;

/// The files that the working texts of controlled documents show; nothing where the site is not governed.
pub(super) fn shows(
    config: &Config,
    content: &FilePath,
    (pages, store): (&List<Page>, &Store),
) -> List<Shown> {
    if config.governing.is_none() {
        return List::default();
    }
    store.each_alike("files that pages show", content.clone(), pages.clone(), |content, pages, row| {
        let page = &pages[row];
        let outline = page.outline().filter(|_| page.document.is_some());
        let shown = outline.map(|outline| shown_files(outline, &page.file, content));
        Arc::new(shown.unwrap_or_default().into_iter().collect())
    })
}

/// What governance asks of the version history beside the pasts of pages; nothing where the site is not governed.
pub(super) fn asked(
    world: &dyn World,
    config: &Arc<Config>,
    content: &FilePath,
    (shows, store): (&List<Shown>, &Store),
) -> Arc<Asked> {
    let Some(governing) = &config.governing else { return Arc::default() };
    let folder = governing.records_of(content);
    let records = record_files::there(world, &folder, store);
    // What is deleted and not committed so far counts as well.
    let committed = record_files::committed(world, &folder, store);
    let of = (Same(records), Same(committed), shows.clone(), Same::of(config), content.clone());
    let asked = store.last("asked of the history", of, |(Same(records), Same(committed), shows, ..)| {
        let mut files = vec![super::site_file()];
        files.extend(governing.signers.iter().map(|signers| signers.value.clone()));
        files.extend(records.iter().chain(committed.iter()).cloned());
        files.extend(shows.iter().flat_map(|shown| shown.iter().cloned()));
        files.sort();
        files.dedup();
        Arc::new(Asked { files, folders: vec![folder.clone(), content.clone()] })
    });
    asked.as_ref().clone()
}

/// Works out how the site is governed; `None` where it does not say that it is.
pub(super) fn govern(told: &Told<'_>) -> Checked<Option<Governance>> {
    let Some(governing) = &told.config.governing else { return Checked::clean(None) };
    let versions = told.world.versions().ok();
    let texts = versions.as_deref().map(|versions| OldTexts::new(told, versions));
    let of = ground::MadeOf::of(told, governing);
    let ground = told
        .store
        .last("ground of governance", of, |_| Arc::new(Ground::of(told, governing, texts.as_ref())));
    let ground: &Arc<Ground> = &ground;
    signatures::keep(ground.signatures, told.store);
    let mut findings = ground.findings.clone();
    let cases = Cases::of(told, ground);
    let judged = told.store.each_row("texts in force", Same::of(ground), cases, |_, cases, row| {
        case::judged(cases.number(row), told, ground, texts.as_ref())
    });
    findings.extend(judged.findings);
    let all = told.store.list("judged", judged.value.iter().chain(&ground.deleted));
    let subjects = told
        .store
        .each_row("subjects", (), all.clone(), |(), all, row| Checked::clean(all[row].subject.clone()));
    let in_force = told.store.each_row("texts in force of subjects", (), all, |(), all, row| {
        Checked::clean(all[row].in_force.clone())
    });
    let governance = Governance::unseen(ground.basis.clone(), subjects.value, in_force.value);
    Checked::new(Some(governance), findings)
}

/// The files of records, with what the signatures of the commits are worth that brought them.
fn record_files(
    told: &Told<'_>,
    governing: &Governing,
    models: &ModelTexts,
    texts: Option<&OldTexts<'_>>,
) -> Checked<Vec<RecordFile>> {
    let mut files = record_files::read(told, governing, texts.map(OldTexts::versions));
    let Some(texts) = texts else { return Checked::clean(files) };
    let about = (told, governing);
    let mut findings = signatures::check(&mut files, &models.lists_of_signers(), about, texts.versions());
    findings.extend(no_signers(told, governing));
    Checked::new(files, findings)
}

/// Whether a page that is deleted had a text in force, or records about it.
fn was_controlled(gone: &Gone, timeline: &Timeline, by_page: &ByPage<'_>, told: &Told<'_>) -> bool {
    by_page.has(&gone.document) || timeline.ever_asks(&gone.facts, told.today)
}

/// Says what a shallow clone takes from what is told.
fn shallow(told: &Told<'_>) -> Option<Finding> {
    let pasts = told.past.told.pages.iter().chain(told.past.told.beside.files.values());
    let cut =
        pasts.flat_map(|past| &past.boundary).map(|there| &there.commit).max_by_key(|commit| commit.place)?;
    let day = cut.committed.day(&told.config.zone).map(Day::words).unwrap_or_default();
    let message = format!(
        "the clone is shallow: texts and records count as they stood on {day}; when they came, and by whom, is not known"
    );
    let hint = "who wrote a text may have approved it alone, and texts that were approved before and replaced are not here: `git fetch --unshallow`";
    Some(Finding::of_site(Code::ShallowHistory, message).hint(hint))
}

/// Says that the list of signers is not there.
fn no_signers(told: &Told<'_>, governing: &Governing) -> Option<Finding> {
    let signers = governing.signers.as_ref()?;
    if told.world.bytes(&signers.value).is_ok() {
        return None;
    }
    let place = Place::span(&super::site_file(), signers.span);
    let message = format!("there is no file `{}`: nobody is known to sign with any SSH key", signers.value);
    let hint =
        "a line of it is a mail address and a public key, as ssh-keygen(1) has it under ALLOWED SIGNERS";
    Some(Finding::new(Code::BadConfig, place, message).hint(hint))
}

/// Says that no text of the model is in force.
fn not_adopted(
    timeline: &Timeline,
    governing: &Governing,
    told: &Told<'_>,
    texts: Option<&OldTexts<'_>>,
) -> Option<Finding> {
    if texts.is_none() {
        let message = "approvals name committed texts, and the site has no version history: none can hold";
        return Some(Finding::of_site(Code::NoModelInForce, message).hint("`git init`, and commit the site"));
    }
    if timeline.on(told.today).is_some() {
        return None;
    }
    let place = Place::span(&super::site_file(), governing.model.span);
    let (model, role) = (&governing.model.value, &governing.adopted_by.value);
    let message =
        format!("no text of the governance model `{model}` is in force: nothing is asked of any page");
    Some(
        Finding::new(Code::NoModelInForce, place, message)
            .hint(format!("`guidepost approve {model} --role {role} --by NAME` adopts it")),
    )
}

/// The ids of all controls of some rulebooks.
fn controls<'r>(rulebooks: impl Iterator<Item = &'r governance::Rulebook>) -> HashSet<Arc<str>> {
    rulebooks.flat_map(|rulebook| rulebook.model.controls.iter().map(|control| control.id.clone())).collect()
}

/// The page, by document number or by path in the folder of pages.
fn named<'p>(pages: &'p List<Page>, name: &str) -> Option<(usize, &'p Arc<Page>)> {
    let is_named = |(_, page): &(usize, &Arc<Page>)| {
        page.document.as_deref() == Some(name) || page.path.as_str() == name
    };
    pages.iter().enumerate().find(is_named)
}

/// The records about a page that name a text.
fn texts_of_records(records: &[Arc<Record>]) -> HashSet<&Arc<str>> {
    records
        .iter()
        .filter(|record| record.text().is_some())
        .filter_map(|record| record.page.as_ref())
        .collect()
}

/// What differs between two texts of a repository.
fn text_of(versions: &dyn Versions, id: crate::model::TextId) -> Option<Arc<str>> {
    let bytes = versions.blob(id).ok()?;
    Some(String::from_utf8_lossy(&bytes).into())
}
