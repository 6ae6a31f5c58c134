//! Changes that say nothing else: a model may name one role that signs these alone (step 22).

use std::sync::Arc;

use super::evidence::{Evidence, Refusal, TextStood};
use super::frame::is_of_frame;
use super::judge::is_full;
use super::pages::{Life, TextAt};
use super::state::State;
use crate::governance::roles::ROLE;
use crate::model::{Basis, Facts, Record};

impl State {
    /// What puts a text in force that says nothing else than the one in force: those who have signed that one, and the role
    /// that signs such changes.
    pub(super) fn mechanically(
        &self,
        id: &Arc<str>,
        text: &TextAt,
        signed: &[Arc<Record>],
        evidence: &dyn Evidence,
    ) -> Result<Option<Basis>, Refusal> {
        let role = self.law().and_then(|law| law.rulebook.model.mechanical.clone());
        let by = signed.iter().find(|record| role.as_ref() == Some(&record.role) && is_full(record));
        let Some(by) = by else { return Ok(None) };
        let issue = self.lives.get(id).and_then(Life::issue);
        let Some(Basis::Approved(before)) = issue.map(|issue| &issue.basis) else { return Ok(None) };
        if !self.is_mechanical(id, text, evidence)? {
            return Ok(None);
        }
        Ok(Some(Basis::Approved(before.iter().chain([by]).cloned().collect())))
    }

    /// Whether the newest committed text of a page says nothing else than the one in force.
    ///
    /// # Errors
    /// Where a text that decides is not to be had.
    pub fn is_draft_mechanical(&self, id: &Arc<str>, evidence: &dyn Evidence) -> Result<bool, Refusal> {
        match self.clone().draft(id, evidence)? {
            Some(draft) => self.is_mechanical(id, &draft, evidence),
            None => Ok(false),
        }
    }

    /// Whether a text says nothing else than the one in force: the same words, marked in the same way, links that lead to the
    /// same pages, the same bytes of every file, and front matter by which the same is asked of it. Models, roles and frames
    /// decide too much for that.
    fn is_mechanical(&self, id: &Arc<str>, text: &TextAt, evidence: &dyn Evidence) -> Result<bool, Refusal> {
        let (Some(law), Some(life)) = (self.law(), self.lives.get(id)) else { return Ok(false) };
        let Some(now) = life.text().filter(|_| life.text_in_force().is_some()) else { return Ok(false) };
        let decides = text.exact.is_of_model() || is_of_frame(&text.exact) || &*text.facts.kind == ROLE;
        let bytes = |text: &TextAt| text.exact.files().iter().map(|file| file.id).collect::<Vec<_>>();
        let asked = |facts: &Arc<Facts>| {
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
        let stood = |text: &TextAt| Some(self.commits.get(text.place as usize)?.0);
        let (Some(then), Some(here)) = (stood(now), stood(text)) else { return Ok(false) };
        let content = &law.content;
        let then = TextStood { commit: then, content, file: &now.file, text: now.exact.text };
        let here = TextStood { commit: here, content, file: &text.file, text: text.exact.text };
        evidence.say_the_same([&then, &here], &law.config)
    }
}

/// Whether the front matter of two texts says the same, wherever they stand.
fn say_the_same(a: &Facts, b: &Facts) -> bool {
    a.kind == b.kind
        && a.document == b.document
        && a.title == b.title
        && a.fields == b.fields
        && a.draft == b.draft
}
