//! Changes that say nothing else: a model may name one role that signs these alone (step 22).

use std::sync::Arc;

use super::evidence::{EvidenceSource, Refusal, TextStood, TwoTexts};
use super::frame::is_of_frame;
use super::pages::{Life, TextAt};
use super::state::FoldState;
use crate::governance::roles::ROLE;
use crate::markdown::ReferenceKind;
use crate::model::{FieldValue, Fields, InForceReason, Page, PageFacts, Record};
use crate::path::FilePath;

impl FoldState {
    /// What puts a text in force that says nothing else than the one in force: those who have signed that one, and the role
    /// that signs such changes.
    pub(super) fn mechanically(
        &self,
        id: &Arc<str>,
        text: &TextAt,
        signed: &[Arc<Record>],
        evidence: &dyn EvidenceSource,
    ) -> Result<Option<InForceReason>, Refusal> {
        let role = self.law().and_then(|law| law.rulebook.model.mechanical.clone());
        let by =
            signed.iter().find(|record| role.as_ref() == Some(&record.role) && record.is_full_approval());
        let Some(by) = by else { return Ok(None) };
        let issue = self.lives.get(id).and_then(Life::issue);
        let Some(InForceReason::Approved(before)) = issue.map(|issue| &issue.basis) else { return Ok(None) };
        if !self.is_mechanical(id, text, evidence)? {
            return Ok(None);
        }
        Ok(Some(InForceReason::Approved(before.iter().chain([by]).cloned().collect())))
    }

    /// Whether the newest committed text of a page says nothing else than the one in force.
    ///
    /// # Errors
    /// Where a text that decides is not to be had.
    pub fn is_draft_mechanical(&self, id: &Arc<str>, evidence: &dyn EvidenceSource) -> Result<bool, Refusal> {
        match self.clone().draft(id, evidence)? {
            Some(draft) => self.is_mechanical(id, &draft, evidence),
            None => Ok(false),
        }
    }

    /// Whether a text says nothing else than the one in force: the same words, marked in the same way, links that lead to the
    /// same pages, the same bytes of every file, and front matter by which the same is asked of it. Models, roles and frames
    /// decide too much for that.
    fn is_mechanical(
        &self,
        id: &Arc<str>,
        text: &TextAt,
        evidence: &dyn EvidenceSource,
    ) -> Result<bool, Refusal> {
        let (Some(law), Some(life)) = (self.law(), self.lives.get(id)) else { return Ok(false) };
        let Some(now) = life.text().filter(|_| life.text_in_force().is_some()) else { return Ok(false) };
        let decides = text.exact.is_of_model() || is_of_frame(&text.exact) || &*text.facts.kind == ROLE;
        let bytes = |text: &TextAt| text.exact.files().iter().map(|file| file.id).collect::<Vec<_>>();
        let asked = |facts: &Arc<PageFacts>| {
            let needs = law.asked(id, facts, self.today());
            needs.iter().map(|need| (need.control.clone(), need.approval.roles(facts))).collect::<Vec<_>>()
        };
        if decides
            || !say_the_same(&now.facts, &text.facts)
            || bytes(now) != bytes(text)
            || asked(&now.facts) != asked(&text.facts)
        {
            return Ok(false);
        }
        if now.file.parent() != text.file.parent() && !self.names_by_number(text, evidence)? {
            return Ok(false);
        }
        let stood = |text: &TextAt| Some(self.commits.get(text.stood() as usize)?.0);
        let (Some(then), Some(here)) = (stood(now), stood(text)) else { return Ok(false) };
        let content = &law.content;
        let then = TextStood { commit: then, content, file: &now.file, text: now.exact.text };
        let here = TextStood { commit: here, content, file: &text.file, text: text.exact.text };
        let is_sole = |id: &str, file: &FilePath| {
            self.files_of.get(id).is_some_and(|files| files.len() == 1 && files.contains(file))
        };
        evidence.say_the_same(&TwoTexts { then, now: here, config: &law.config, is_sole: &is_sole })
    }

    /// Whether a text names pages in wikilinks and relations by the numbers of pages in force alone. Any other name means a
    /// page beside it first, and so another one in another folder.
    fn names_by_number(&self, text: &TextAt, evidence: &dyn EvidenceSource) -> Result<bool, Refusal> {
        let Some(law) = self.law() else { return Ok(false) };
        let page = self.page_at(&text.file, text.exact.text, text.stood(), (&law.config, evidence))?;
        let Some(page) = page.map(|page| page.page.clone()) else { return Ok(false) };
        let is_number = |name: &str| self.lives.get(name).is_some_and(|life| life.text_in_force().is_some());
        let mut names = wikilinks(&page).chain(relations(&page.fields));
        Ok(names.all(|name| name.is_empty() || is_number(name)))
    }
}

/// Whether the front matter of two texts says the same, wherever they stand.
fn say_the_same(a: &PageFacts, b: &PageFacts) -> bool {
    a.kind == b.kind
        && a.document == b.document
        && a.title == b.title
        && a.fields == b.fields
        && a.draft.is_some() == b.draft.is_some()
}

/// The names in the wikilinks of a page; empty for a place of its own.
fn wikilinks(page: &Page) -> impl Iterator<Item = &str> {
    let references = page.source.iter().flat_map(|source| source.outline.references.iter());
    let wiki = references.filter(|reference| reference.kind == ReferenceKind::Wiki);
    wiki.map(|reference| reference.target.split('#').next().unwrap_or_default().trim())
}

/// The names in the relations of a page.
fn relations(fields: &Fields) -> Vec<&str> {
    let mut found = Vec::new();
    for (_, value) in fields.iter() {
        match value {
            FieldValue::Pages(pages) => found.extend(pages.iter().map(|page| &*page.name)),
            FieldValue::Items(items) => found.extend(items.iter().flat_map(relations)),
            _ => {}
        }
    }
    found
}
