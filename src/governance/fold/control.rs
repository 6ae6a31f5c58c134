//! How pages come under control: with a model, or with a control of it that begins.

use std::sync::Arc;

use super::evidence::{EvidenceSource, Refusal, TextStood};
use super::law::Law;
use super::pages::LifeStanding;
use super::state::FoldState;
use crate::date::{Day, Period};
use crate::governance::roles::ROLE;
use crate::model::{InForceReason, PageFacts};

impl FoldState {
    /// A model that takes control of a page pulls nothing: what stands there goes on applying, unapproved.
    pub(super) fn take_control(
        &mut self,
        before: Option<&Arc<Law>>,
        evidence: &dyn EvidenceSource,
    ) -> Result<(), Refusal> {
        let Some(law) = self.law().cloned() else { return Ok(()) };
        let day = self.today();
        for control in &law.rulebook.model.controls {
            self.expect(control.since);
        }
        let was_asked = |facts: &PageFacts| before.is_some_and(|before| is_asked(before, facts, day));
        // The page of a role is under control from the first model on; one that nobody approved names no holder.
        let is_first = |facts: &PageFacts| before.is_none() && is_of_role(facts);
        self.take_control_where(
            &|facts| is_first(facts) || is_asked(&law, facts, day) && !was_asked(facts) && !is_of_role(facts),
            evidence,
        )
    }

    /// Takes control of what controls choose that begin on a day.
    pub(super) fn take_control_since(
        &mut self,
        day: Day,
        evidence: &dyn EvidenceSource,
    ) -> Result<(), Refusal> {
        let Some(law) = self.law().cloned() else { return Ok(()) };
        if !law.rulebook.model.controls.iter().any(|control| control.since == Some(day)) {
            return Ok(());
        }
        let before = day.minus(Period::Days(1));
        self.take_control_where(
            &|facts| is_asked(&law, facts, day) && !is_asked(&law, facts, before) && !is_of_role(facts),
            evidence,
        )
    }

    fn take_control_where(
        &mut self,
        comes: &dyn Fn(&PageFacts) -> bool,
        evidence: &dyn EvidenceSource,
    ) -> Result<(), Refusal> {
        let Some(law) = self.law().cloned() else { return Ok(()) };
        let day = self.today();
        let mut ids: Vec<Arc<str>> = self.whereabouts.keys().cloned().collect();
        ids.sort();
        // What was let go comes back by an approval alone.
        ids.retain(|id| {
            let is_known = self.lives.get(id).is_some_and(|life| life.standing != LifeStanding::Nothing);
            !is_known && *id != law.page
        });
        for id in self.coming(&ids, comes, evidence)? {
            // What says that it is a draft was published nowhere, and stood nowhere.
            if let Some(draft) = self.draft(&id, evidence)?.filter(|draft| draft.facts.draft.is_none()) {
                self.put_page_in_force(&id, draft, InForceReason::StoodBefore, day);
            }
        }
        Ok(())
    }

    /// Those of some pages that come under control. Their words are not looked at: most pages stay free.
    fn coming(
        &self,
        ids: &[Arc<str>],
        comes: &dyn Fn(&PageFacts) -> bool,
        evidence: &dyn EvidenceSource,
    ) -> Result<Vec<Arc<str>>, Refusal> {
        let (Some(law), Some((commit, _))) = (self.law(), self.commits.last()) else { return Ok(Vec::new()) };
        let stood = |id: &Arc<str>| {
            let (file, text) = self.whereabouts.get(id)?.now()?;
            Some(TextStood { commit: *commit, content: &law.content, file, text: *text })
        };
        let there: Vec<(&Arc<str>, TextStood<'_>)> =
            ids.iter().filter_map(|id| Some((id, stood(id)?))).collect();
        let texts: Vec<TextStood<'_>> = there.iter().map(|(_, stood)| *stood).collect();
        let facts = evidence.facts(&texts, &law.config)?;
        let is_coming = |facts: &Option<Arc<PageFacts>>| facts.as_ref().is_some_and(|facts| comes(facts));
        let coming: Vec<(&Arc<str>, TextStood<'_>)> =
            there.into_iter().zip(&facts).filter(|(_, facts)| is_coming(facts)).map(|(one, _)| one).collect();
        let texts: Vec<TextStood<'_>> = coming.iter().map(|(_, stood)| *stood).collect();
        evidence.read_ahead(&texts, &law.config);
        Ok(coming.into_iter().map(|(id, _)| id.clone()).collect())
    }
}

fn is_of_role(facts: &PageFacts) -> bool {
    &*facts.kind == ROLE
}

/// Whether a model asks for the approval of a page that says this.
fn is_asked(law: &Law, facts: &PageFacts, day: Day) -> bool {
    law.rulebook.approvals(day, facts).next().is_some()
}
