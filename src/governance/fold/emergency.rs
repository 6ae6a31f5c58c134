//! Approvals for a while that put nothing in force: whoever gives one had better know.

use std::sync::Arc;

use super::arrivals::does_not_hold;
use super::evidence::{Evidence, Refusal};
use super::state::State;
use crate::diagnostic::Finding;
use crate::model::{Deed, Record, Strength};

impl State {
    /// Whether an approval is one for a while that its role may not give by what the text needs; of a text that no commit has so
    /// far, by what any control allows. That is told.
    pub(super) fn is_idle(&mut self, record: &Arc<Record>, evidence: &dyn Evidence) -> Result<bool, Refusal> {
        let (Deed::Approval { strength: Strength::Provisional, text, .. }, Some(page)) =
            (&record.deed, &record.page)
        else {
            return Ok(false);
        };
        if text.is_of_model() {
            self.findings.push(idle(record, "nobody changes the model for a while only"));
            return Ok(true);
        }
        let found = self.find(page, text, evidence)?;
        let may: Vec<Arc<str>> = match &found {
            Some(text) => self.needs(page, text).in_emergency().collect(),
            None => self.in_any_emergency(),
        };
        let is_idle = !may.contains(&record.role);
        if is_idle {
            self.findings.push(not_by(record, &may));
        }
        Ok(is_idle)
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
