//! Who holds which role: as pages of roles say that are in force, and as appointments do.

use std::sync::Arc;

use super::appointment::Appointment;
use super::evidence::{EvidenceSource, Refusal};
use super::state::FoldState;
use crate::date::Day;
use crate::governance::roles::{ROLE, roles};
use crate::model::{Page, Record, Role, Roles, Tenure};

impl FoldState {
    /// Has somebody hold a role who was appointed.
    pub(super) fn appoint(
        &mut self,
        by: &Arc<Record>,
        role: &Arc<str>,
        tenure: &Tenure,
        evidence: &dyn EvidenceSource,
    ) -> Result<(), Refusal> {
        let appoints = self.law().and_then(|law| law.rulebook.model.appointed_by.clone());
        let is_in_need = appoints.as_ref() != Some(&by.role);
        let mut tenure = tenure.clone();
        if is_in_need {
            let last = self.last_in_need();
            tenure.to = Some(tenure.to.map_or(last, |to| to.min(last)));
        }
        self.appointments.push(Appointment { by: by.clone(), role: role.clone(), tenure, is_in_need });
        self.read_roles(evidence)
    }

    /// Takes note of the appointment by which the person of a record holds its role, where no page of a role names them.
    pub(super) fn note_appointment(&mut self, record: &Record) {
        let then = [(self.roles_on(record.date), record.date), (&self.roles, self.today())];
        let appointment =
            |(roles, day): (&Roles, Day)| roles.get(&record.role)?.appointment(&record.person, day);
        let by = then.into_iter().find_map(appointment);
        let found = self.appointments.iter().find(|known| by.is_some() && known.by.file_id == by).cloned();
        if let (Some(id), Some(found)) = (record.file_id, found) {
            self.by_appointment.insert(id, found);
        }
    }

    /// The appointment by which the person of a record that counts held its role when it arrived; `None` where the page of
    /// the role named them.
    pub fn appointment(&self, record: &Record) -> Option<&Appointment> {
        self.by_appointment.get(&record.file_id?)
    }

    /// Reads the roles anew: from their pages in force, and from appointments.
    pub(super) fn read_roles(&mut self, evidence: &dyn EvidenceSource) -> Result<(), Refusal> {
        let config = self.reading(evidence)?;
        let mut pages: Vec<Arc<Page>> = Vec::new();
        for life in self.lives.values() {
            let is_approved = life.text_in_force().is_some();
            let Some(text) = life.text().filter(|text| is_approved && &*text.facts.kind == ROLE) else {
                continue;
            };
            let page = self.page_at(&text.file, text.exact.text, text.stood(), (&config, evidence))?;
            pages.extend(page.map(|page| page.page.clone()));
        }
        let read = roles(&pages.into_iter().collect()).value;
        let mut all: Vec<Role> = read.iter().cloned().collect();
        for Appointment { by, role, tenure, .. } in &self.appointments {
            let tenure = Tenure { by: by.file_id, ..tenure.clone() };
            match all.iter_mut().find(|known| known.id == *role) {
                Some(known) => known.holders.push(tenure),
                None => all.push(Role {
                    id: role.clone(),
                    title: role.clone(),
                    file: by.place.file.clone(),
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
