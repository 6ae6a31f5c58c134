//! Governance in the recipe: gathers what it is to judge from the world, and asks it which texts are in force.

mod gone;
mod model_texts;
mod old_texts;
mod record_files;
mod signatures;
mod states;

use std::collections::HashSet;
use std::sync::Arc;

use rayon::prelude::*;

use crate::config::{Config, Governing};
use crate::date::Day;
use crate::diagnostic::{Checked, Code, Finding, Place};
use crate::governance::{
    self, Approval, ByPage, Gone, Governance, Judges, KnownFacts, RecordFile, Subject, Timeline, in_force,
    records, roles, unheard, unproven,
};
use crate::history::{Asked, shown_files};
use crate::model::{InForce, Page, Past, Record, Roles};
use crate::parse::ParsedFile;
use crate::path::FilePath;
use crate::world::{Store, Versions, World};
use model_texts::ModelTexts;
use old_texts::OldTexts;

pub(super) use old_texts::Reading;

/// What governance goes by.
pub(super) struct Told<'a> {
    pub(super) world: &'a dyn World,
    pub(super) config: &'a Config,
    /// The folder of pages, from the site's root.
    pub(super) content: &'a FilePath,
    /// Every file of pages, drafts included.
    pub(super) files: &'a [ParsedFile],
    /// Every page, those that are left out as drafts last.
    pub(super) pages: &'a [Page],
    /// Their pasts, in the same order.
    pub(super) past: &'a Past,
    pub(super) store: &'a Store,
    pub(super) today: Day,
    /// Pages that are asked about, though no record may speak of them.
    pub(super) exact_of: &'a [String],
}

/// What governance asks of the version history beside the pasts of pages; nothing where the site is not governed.
pub(super) fn asked(world: &dyn World, config: &Config, content: &FilePath, pages: &[Page]) -> Asked {
    let Some(governing) = &config.governing else { return Asked::default() };
    let folder = governing.records_of(content);
    let mut files = vec![super::site_file()];
    files.extend(governing.signers.iter().map(|signers| signers.value.clone()));
    files.extend(record_files::there(world, &folder));
    files.extend(pages.iter().filter(|page| page.document.is_some()).flat_map(|page| {
        let shown = page.outline().map(|outline| shown_files(outline, &page.file, content));
        shown.unwrap_or_default()
    }));
    files.sort();
    files.dedup();
    Asked { files, folders: vec![folder, content.clone()] }
}

/// Works out how the site is governed; `None` where it does not say that it is.
pub(super) fn govern(told: &Told<'_>) -> Checked<Option<Governance>> {
    let Some(governing) = &told.config.governing else { return Checked::clean(None) };
    let mut findings = Vec::new();
    let roles = roles(told.pages).into_value(&mut findings);
    let versions = told.world.versions().ok();
    let texts = versions.as_deref().map(|versions| OldTexts::new(told, versions));
    let governance = gather(told, governing, roles, texts.as_ref()).into_value(&mut findings);
    Checked::new(Some(governance), findings)
}

fn gather(
    told: &Told<'_>,
    governing: &Governing,
    roles: Roles,
    texts: Option<&OldTexts<'_>>,
) -> Checked<Governance> {
    let mut findings = Vec::new();
    let zone = &told.config.zone;
    let models = model_texts::read(told, governing, &roles, texts).into_value(&mut findings);
    let mut subjects = states::subjects(told);
    let mut gone = texts.map(|texts| gone::gone(told, texts)).unwrap_or_default();
    let files = record_files(told, governing, &models, texts).into_value(&mut findings);
    let known = KnownFacts::new(&subjects, &gone, &roles, models.controls(), told.today);
    let records = records(&files, &known).into_value(&mut findings);
    if let Some(texts) = texts {
        states::complete(&mut subjects, &records, told, texts);
        gone::complete(&mut gone, &records, told, texts);
        models.put_among(&mut subjects);
    }
    let by_page = ByPage::new(&records);
    let timeline = match texts {
        Some(_) => models.timeline(&by_page, governing, told),
        None => models.as_it_stands(),
    };
    if let Some(texts) = texts {
        states::facts_before_control(&mut subjects, &by_page, &timeline, told, texts);
        gone.retain(|gone| was_controlled(gone, &timeline, &by_page, told));
    }
    findings.extend(unproven(&records, &timeline, |record| models.is_about(record)));
    findings.extend(shallow(told));
    findings.extend(not_adopted(&timeline, governing, told, texts));
    let (model, adoption) = models.adoption(governing);
    let mut in_force =
        judge(&subjects, &by_page, (&timeline, model.as_ref(), &adoption), told).into_value(&mut findings);
    for (subject, standing) in gone::withdrawn(&mut gone, (&by_page, &timeline), told) {
        subjects.push(subject);
        in_force.push(standing);
    }
    let model = models.page();
    let models = models.described;
    drop(by_page);
    let zone = zone.clone();
    let governance = Governance {
        governing: governing.clone(),
        model,
        models,
        subjects,
        gone,
        roles,
        records,
        timeline,
        in_force,
        adoption,
        zone,
        today: told.today,
    };
    Checked::new(governance, findings)
}

fn judge(
    subjects: &[Subject],
    by_page: &ByPage<'_>,
    (timeline, model, adoption): (&Timeline, Option<&FilePath>, &Approval),
    told: &Told<'_>,
) -> Checked<Vec<InForce>> {
    let one = |subject: &Subject| {
        let judges = match model {
            Some(model) if *model == subject.file => Judges::predecessor(timeline, adoption),
            _ => Judges::in_force(timeline),
        };
        let case = by_page.case(subject, &told.config.zone);
        Checked::new(in_force(&case, &judges, told.today), unheard(&case, &judges, told.today))
    };
    let judged: Vec<Checked<InForce>> = subjects.par_iter().with_min_len(64).map(one).collect();
    let mut findings = Vec::new();
    let standings = judged.into_iter().map(|judged| judged.into_value(&mut findings)).collect();
    Checked::new(standings, findings)
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
fn named<'p>(pages: &'p [Page], name: &str) -> Option<(usize, &'p Page)> {
    let is_named =
        |(_, page): &(usize, &Page)| page.document.as_deref() == Some(name) || page.path.as_str() == name;
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
