//! Provisional approvals that have no effect, and the finding about them.

use std::sync::Arc;

use super::evidence::{EvidenceSource, Refusal};
use super::judge::does_not_hold;
use super::placed::PlacedText;
use super::state::FoldState;
use crate::diagnostic::Finding;
use crate::model::Record;

impl FoldState {
    /// What is found of an approval for a while that its role may not give by what the text needs; of a text that no commit has
    /// so far, by what any control allows.
    pub(super) fn idle(
        &mut self,
        record: &Record,
        evidence: &dyn EvidenceSource,
    ) -> Result<Option<Finding>, Refusal> {
        let provisional = record.text().filter(|_| record.is_provisional_approval());
        let (Some(text), Some(page)) = (provisional, &record.page) else { return Ok(None) };
        if text.is_of_model() {
            return Ok(Some(idle(record, "nobody changes the model for a while only")));
        }
        let Some(approved) = PlacedText::of(record) else { return Ok(None) };
        let found = self.find(page, &approved, evidence)?;
        let may: Vec<Arc<str>> = match &found {
            Some(text) => self.needs(page, text).in_emergency().collect(),
            None => self.in_any_emergency(),
        };
        Ok((!may.contains(&record.role)).then(|| not_by(record, &may)))
    }

    /// The roles that may put some text in force for a while.
    fn in_any_emergency(&self) -> Vec<Arc<str>> {
        let Some(law) = self.law() else { return Vec::new() };
        law.rulebook.parts().flat_map(|(_, part)| part.in_emergency).collect()
    }
}

/// That the role of a record is none of those that may put a text in force for a while.
fn not_by(record: &Record, may: &[Arc<str>]) -> Finding {
    if may.is_empty() {
        return idle(record, "no control allows a text to be in force for a while");
    }
    let roles: Vec<String> = may.iter().map(|role| format!("`{role}`")).collect();
    idle(record, &format!("`{}` may put no text in force for a while", record.role))
        .hint(format!("{} may", roles.join(", ")))
}

fn idle(record: &Record, why: &str) -> Finding {
    does_not_hold(record, &format!("it puts nothing in force: {why}"))
        .hint("approve it for good, without `provisional`; it is in force when all whom it needs have signed")
}
