//! Who holds which role: as pages of roles say that are in force, and as appointments do.

use std::sync::Arc;

use super::evidence::{Evidence, Refusal};
use super::state::State;
use crate::date::Period;
use crate::governance::roles::{ROLE, roles};
use crate::model::{Deed, Page, Record, Role, Roles, Tenure};

/// For how long somebody holds a role whom the adopting role appoints, since nobody else can.
const DEADLOCK: Period = Period::Days(30);

impl State {
    /// For how long somebody who was appointed holds a role: where the way out of a deadlock was taken, not for long.
    fn lasting(&self, record: &Record, tenure: &Tenure) -> Tenure {
        let appoints = self.law().and_then(|law| law.rulebook.model.appointed_by.clone());
        let arrived = record.arrival.as_ref().map(|arrival| arrival.day);
        let (Some(arrived), false) = (arrived, appoints.as_ref() == Some(&record.role)) else {
            return tenure.clone();
        };
        let last = arrived.plus(DEADLOCK);
        Tenure { to: Some(tenure.to.map_or(last, |to| to.min(last))), ..tenure.clone() }
    }

    /// Reads the roles anew: from their pages in force, and from appointments.
    pub(super) fn read_roles(&mut self, evidence: &dyn Evidence) -> Result<(), Refusal> {
        let config = self.reading(evidence)?;
        let mut pages: Vec<Arc<Page>> = Vec::new();
        for life in self.lives.values() {
            let is_approved = life.text_in_force().is_some();
            let Some(text) = life.text().filter(|text| is_approved && &*text.facts.kind == ROLE) else {
                continue;
            };
            let page = self.page_at(&text.file, text.exact.text, text.place, (&config, evidence))?;
            pages.extend(page.map(|page| page.page.clone()));
        }
        let read = roles(&pages.into_iter().collect()).value;
        let mut all: Vec<Role> = read.iter().cloned().collect();
        for record in &self.records {
            let Deed::Appointment { role, tenure, .. } = &record.deed else { continue };
            let tenure = self.lasting(record, tenure);
            match all.iter_mut().find(|known| known.id == *role) {
                Some(known) => known.holders.push(tenure),
                None => all.push(Role {
                    id: role.clone(),
                    title: role.clone(),
                    file: record.place.file.clone(),
                    others: Vec::new(),
                    holders: vec![tenure],
                    deputies: Vec::new(),
                }),
            }
        }
        self.set_roles(Roles::new(all));
        Ok(())
    }
}
