//! What all pages are judged by: the models, the records, the roles, what was deleted. No page's own words are part of
//! it, but those of the model.

use std::collections::HashMap;
use std::sync::Arc;

use super::case::Judged;
use super::model_texts::{self, ModelTexts};
use super::old_texts::OldTexts;
use super::{
    Told, gone, not_adopted, record_files, shallow, signatures, states, texts_of_records, was_controlled,
};
use crate::config::{Config, Governing};
use crate::date::Day;
use crate::diagnostic::Finding;
use crate::governance::{Basis, ByPage, KnownFacts, records, roles, unproven};
use crate::list::List;
use crate::model::{Face, Page, Record, Told as Pasts};
use crate::path::FilePath;
use crate::world::{Alike, MemoKey, ReadError, Same, Text, Versions};

/// What all pages are judged by.
pub(super) struct Ground {
    pub(super) basis: Arc<Basis>,
    pub(super) models: ModelTexts,
    /// Whether records speak of texts of each page, or it is asked about; by the number of the page.
    pub(super) speaks_of: Vec<bool>,
    /// The numbers of the pages that somebody wrote.
    pub(super) written: Arc<[usize]>,
    /// The records about each page, by its number.
    pub(super) about: HashMap<Arc<str>, Vec<Arc<Record>>>,
    /// Pages that are withdrawn and deleted.
    pub(super) deleted: Vec<Arc<Judged>>,
    pub(super) findings: Vec<Finding>,
    /// The memo of what the signatures of commits are worth.
    pub(super) signatures: MemoKey,
}

/// Everything that it is made of.
#[derive(PartialEq)]
pub(super) struct MadeOf {
    versions: Option<Same<dyn Versions>>,
    past: Same<Pasts>,
    config: Same<Config>,
    content: FilePath,
    faces: List<Face>,
    /// The pages that are, or may be, the model: their words are part of it.
    models: Vec<Model>,
    records: Same<[FilePath]>,
    texts_of_records: List<Text>,
    signers: Option<Result<Alike<str>, ReadError>>,
    today: Day,
    exact_of: Vec<String>,
}

/// A page that may be the model, and whether a commit has it as it stands.
#[derive(PartialEq)]
struct Model {
    page: Same<Page>,
    is_uncommitted: bool,
}

impl MadeOf {
    pub(super) fn of(told: &Told<'_>, governing: &Governing) -> MadeOf {
        let records = record_files::there(told.world, &governing.records_of(told.content), told.store);
        let shared = |text: Result<Arc<str>, ReadError>| text.map(Alike);
        let of = (told.faces.clone(), Same::of(told.config));
        let models = told.store.last("pages that may be models", of, |(faces, _)| {
            let is_model = |number: &usize| model_texts::may_be_model(&faces[*number].0, governing);
            (0..faces.len()).filter(is_model).collect::<Vec<usize>>()
        });
        MadeOf {
            versions: told.world.versions().ok().as_ref().map(Same::of),
            past: Same::of(&told.past.told),
            config: Same::of(told.config),
            content: told.content.clone(),
            faces: told.faces.clone(),
            models: models
                .iter()
                .map(|number| Model {
                    page: Same::of(&told.pages[*number]),
                    is_uncommitted: told.past.is_uncommitted_at(*number),
                })
                .collect(),
            texts_of_records: told.world.texts(&records),
            records: Same(records),
            signers: governing.signers.as_ref().map(|signers| shared(told.world.text(&signers.value))),
            today: told.today,
            exact_of: told.exact_of.to_vec(),
        }
    }
}

impl Ground {
    pub(super) fn of(told: &Told<'_>, governing: &Governing, texts: Option<&OldTexts<'_>>) -> Ground {
        let mut findings = Vec::new();
        let roles = roles(told.pages).into_value(&mut findings);
        let models = model_texts::read(told, governing, &roles, texts).into_value(&mut findings);
        let subjects = states::subjects(told);
        let mut gone = texts.map(|texts| gone::gone(told, texts)).unwrap_or_default();
        let files = super::record_files(told, governing, &models, texts).into_value(&mut findings);
        let signatures = signatures::key_of(&files, &models.lists_of_signers());
        let known = KnownFacts::new(&subjects, &gone, &roles, models.controls(), told.today);
        let records = records(&files, &known).into_value(&mut findings);
        if let Some(texts) = texts {
            gone::complete(&mut gone, &records, told, texts);
        }
        let by_page = ByPage::new(&records);
        let timeline = match texts {
            Some(_) => models.timeline(&by_page, governing, told),
            None => models.as_it_stands(),
        };
        if texts.is_some() {
            gone.retain(|gone| was_controlled(gone, &timeline, &by_page, told));
        }
        findings.extend(unproven(&records, &timeline, |record| models.is_about(record)));
        findings.extend(shallow(told));
        findings.extend(not_adopted(&timeline, governing, told, texts));
        let deleted = gone::withdrawn(&mut gone, (&by_page, &timeline), told);
        let signed = texts_of_records(&records);
        let is_spoken_of = |page: &Arc<Page>| {
            page.document.as_ref().is_some_and(|document| signed.contains(document))
                || told.exact_of.iter().any(|name| page.is_called(name))
        };
        let speaks_of = told.pages.iter().map(is_spoken_of).collect();
        let written = (0..told.pages.len()).filter(|number| told.pages[*number].is_written()).collect();
        let about = by_page.kept();
        drop(by_page);
        let (model, adoption) = models.adoption(governing);
        let basis = Basis {
            governing: governing.clone(),
            model,
            models: models.described.clone(),
            gone,
            roles,
            records,
            timeline,
            adoption,
            zone: told.config.zone.clone(),
            today: told.today,
        };
        let judged = |(subject, in_force)| Judged::new(subject, in_force);
        let deleted = deleted.into_iter().map(judged).collect();
        Ground { basis: Arc::new(basis), models, speaks_of, written, about, deleted, findings, signatures }
    }
}
