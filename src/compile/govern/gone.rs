//! Pages that are deleted: what they said, and those that are withdrawn, which keep their address and their words.

use std::collections::HashSet;
use std::sync::Arc;

use rayon::prelude::*;

use super::old_texts::{OldTexts, Stood};
use super::{Told, states, texts_of_records};
use crate::governance::{ByPage, Gone, Judges, Known, Subject, Timeline, in_force};
use crate::model::{Commit, ExactText, Facts, InForce, PageState, Record, TextId};
use crate::path::is_markdown;

/// Pages that are deleted, whose number no page carries now.
pub(super) fn gone(told: &Told<'_>, texts: &OldTexts<'_>) -> Vec<Gone> {
    let carried: HashSet<&str> = told.pages.iter().filter_map(|page| page.document.as_deref()).collect();
    let files = told.past.told.beside.gone.par_iter().filter(|gone| is_markdown(gone.file.as_str()));
    let gone = files.filter_map(|gone| {
        let (commit, text) = gone.texts.last()?;
        let path = texts.versions().repo_path(&gone.file);
        let page = texts.page(Stood { commit: commit.id, path: &path, text: *text })?;
        let document = page.document.clone().filter(|document| !carried.contains(&**document))?;
        let state = |(commit, text): &(Arc<Commit>, TextId)| PageState {
            exact: ExactText::new(*text, Vec::new()),
            commit: commit.clone(),
            facts: None,
        };
        let states = gone.texts.iter().map(state).collect();
        let (facts, deleted) = (Arc::new(Facts::of(&page)), gone.deleted.clone());
        Some(Gone { document, file: gone.file.clone(), facts, states, deleted })
    });
    gone.collect()
}

/// Fills in what the texts showed and said of those pages that records speak of.
pub(super) fn complete(gone: &mut [Gone], records: &[Arc<Record>], told: &Told<'_>, texts: &OldTexts<'_>) {
    let signed = texts_of_records(records);
    for gone in gone.iter_mut().filter(|gone| signed.contains(&gone.document)) {
        let path = texts.versions().repo_path(&gone.file);
        for state in &mut gone.states {
            let (exact, facts) = states::exact(texts, told, &state.commit, &path, state.exact.text);
            (state.exact, state.facts) = (exact, facts);
        }
    }
}

/// Takes those out that are withdrawn and had a text in force: they are pages still, though they have no file. Not
/// where another page has come to stand at their address.
pub(super) fn withdrawn(
    gone: &mut Vec<Gone>,
    (by_page, timeline): (&ByPage<'_>, &Timeline),
    told: &Told<'_>,
) -> Vec<(Subject, InForce)> {
    let judges = Judges::in_force(timeline);
    let mut withdrawn = Vec::new();
    gone.retain(|gone| {
        let subject = subject(gone);
        let in_force = in_force(&by_page.case(&subject, &told.config.zone), &judges, told.today);
        let stays = in_force.is_withdrawn() && !in_force.issues.is_empty() && !is_taken(gone, told);
        if stays {
            withdrawn.push((subject, in_force));
        }
        !stays
    });
    withdrawn
}

fn subject(gone: &Gone) -> Subject {
    Subject {
        page: None,
        file: gone.file.clone(),
        shown: None,
        working: gone.facts.clone(),
        uncommitted: None,
        states: gone.states.clone(),
        known: Known::InPart,
        deleted: Some(gone.deleted.clone()),
    }
}

/// Whether another page is found where a page was, or says that it was there before.
fn is_taken(gone: &Gone, told: &Told<'_>) -> bool {
    let address = crate::path::Address::of_page(&gone.facts.path);
    told.pages.iter().any(|page| {
        let aliases = page.fields.named("aliases").iter();
        page.address == address
            || aliases
                .filter_map(|alias| crate::path::Address::written(&alias.name))
                .any(|old| old == address)
    })
}
