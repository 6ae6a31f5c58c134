//! What would be, if something were committed now.

use std::sync::Arc;

use super::evidence::{EvidenceSource, Refusal};
use super::judge::Maker;
use super::proof::may_be_person;
use super::state::FoldState;
use crate::model::{Arrival, CommitId, InForceReason, Person, Record, Seal, SealKind, Seals};

impl FoldState {
    /// What would stand if these records were committed now, each by whom it names, and as strongly proven as the model
    /// asks.
    ///
    /// # Errors
    /// Where something that decides cannot be read.
    pub fn suppose(
        &self,
        records: &[Arc<Record>],
        evidence: &dyn EvidenceSource,
    ) -> Result<FoldState, Refusal> {
        let mut then = self.clone();
        let Some((head, _)) = self.commits.last().copied() else { return Ok(then) };
        let day = then.today();
        let mut records: Vec<Record> = records
            .iter()
            .map(|record| {
                let by = Person { name: record.person.clone(), address: record.person.clone() };
                let good = Seal::Good { kind: SealKind::Ssh, address: record.person.clone(), key: "".into() };
                let arrival = Arrival {
                    commit: head,
                    place: 0,
                    at: self.moment.unwrap_or_default(),
                    day,
                    by,
                    seals: Seals::same(good),
                    again: Vec::new(),
                };
                Record { arrival: Some(arrival), ..record.as_ref().clone() }
            })
            .collect();
        records.sort_by_key(super::arrivals::order);
        for record in records {
            then.judge(&Arc::new(record), Maker::Supposed, evidence)?;
        }
        Ok(then)
    }

    /// The commit of the line that brought what a person wrote in the newest committed text of a page, since the one in
    /// force; `None` where they wrote nothing.
    ///
    /// # Errors
    /// Where something that decides cannot be read.
    pub fn written_by(
        &self,
        id: &Arc<str>,
        person: &str,
        evidence: &dyn EvidenceSource,
    ) -> Result<Option<CommitId>, Refusal> {
        let Some(draft) = self.clone().draft(id, evidence)? else { return Ok(None) };
        let known = self.roles.identities(person);
        let wrote = |author: &Person| may_be_person(author, person, &known);
        let by_commit = self.authors_by_commit(id, &draft, evidence)?;
        Ok(by_commit.into_iter().find(|(_, authors)| authors.iter().any(wrote)).map(|(commit, _)| commit))
    }

    /// What would stand if the newest committed text of the model were in force; `None` where it is.
    ///
    /// # Errors
    /// Where something that decides cannot be read.
    pub fn with_newest_model(&self, evidence: &dyn EvidenceSource) -> Result<Option<FoldState>, Refusal> {
        let mut then = self.clone();
        let Some(config) = then.settings_at(then.place(), evidence)? else { return Ok(None) };
        let Some(governing) = &config.governing else { return Ok(None) };
        let Some(id) = then.id_of_model(governing, evidence)? else { return Ok(None) };
        let Some(draft) = then.draft(&id, evidence)? else { return Ok(None) };
        let is_in_force = |law: &Arc<super::Law>| super::covers(&law.text.exact, &draft.exact);
        if then.law().is_none_or(is_in_force) {
            return Ok(None);
        }
        if then.enact(&id, &draft, &[], evidence)?.is_err() {
            return Ok(None);
        }
        let day = then.today();
        then.put_page_in_force(&id, draft, InForceReason::Approved(Vec::new()), day);
        Ok(Some(then))
    }
}
