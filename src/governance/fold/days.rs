//! What happens because a day begins.

use std::sync::Arc;

use super::evidence::{EvidenceSource, Refusal};
use super::placed::{PlacedText, each_once};
use super::state::FoldState;
use super::tree::LinePlace;
use crate::date::Day;
use crate::model::{InForceReason, Record};

impl FoldState {
    /// Lets the days pass up to one: what is approved for a later day comes into force, what was for a while ends.
    ///
    /// # Errors
    /// Where something that decides cannot be read.
    pub fn days_until(&mut self, until: Day, evidence: &dyn EvidenceSource) -> Result<(), Refusal> {
        while let Some(day) = self.events.first().copied().filter(|day| *day <= until) {
            self.events.pop_first();
            self.day = Some(self.day.map_or(day, |last| last.max(day)));
            self.begin_day(day, evidence)?;
        }
        self.day = Some(self.day.map_or(until, |day| day.max(until)));
        Ok(())
    }

    /// The events of a day (step 9): first what ends, then controls that begin, then texts in the order of the line.
    fn begin_day(&mut self, day: Day, evidence: &dyn EvidenceSource) -> Result<(), Refusal> {
        let ids: Vec<Arc<str>> = self.lives.keys().cloned().collect();
        for id in &ids {
            self.end_provisional(id, evidence)?;
        }
        self.take_control_since(day, evidence)?;
        let mut due: Vec<(Option<LinePlace>, Arc<str>, PlacedText)> = Vec::new();
        for id in ids {
            for approved in self.due(&id, day) {
                let place = self.find(&id, &approved, evidence)?.map(|text| text.place);
                due.push((place, id.clone(), approved));
            }
        }
        due.sort_by(|a, b| (a.0, &a.1).cmp(&(b.0, &b.1)));
        for (_, id, approved) in due {
            self.complete(&id, &approved, evidence)?;
        }
        Ok(())
    }

    /// The texts of a page of which an approval takes effect on a day, each once.
    fn due(&self, id: &Arc<str>, day: Day) -> Vec<PlacedText> {
        let approvals = self.lives.get(id).map(|life| life.approvals.as_slice()).unwrap_or_default();
        let is_due = |record: &&Arc<Record>| record.effective() == Some(day);
        each_once(approvals.iter().filter(is_due))
    }

    /// Has a day looked at when it comes: something happens by itself on it.
    pub(super) fn expect(&mut self, day: Option<Day>) {
        let today = self.today();
        self.events.extend(day.filter(|day| *day > today));
    }

    fn end_provisional(&mut self, id: &Arc<str>, evidence: &dyn EvidenceSource) -> Result<(), Refusal> {
        let today = self.today();
        let Some(life) = self.lives.get_mut(id) else { return Ok(()) };
        let is_over = life.issue().is_some_and(
            |issue| matches!(issue.basis, InForceReason::Provisional { until, .. } if until < today),
        );
        if !is_over {
            return Ok(());
        }
        life.fall_back(today);
        if self.is_page_of_role(id) { self.read_roles(evidence) } else { Ok(()) }
    }
}
