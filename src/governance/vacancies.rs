//! Roles that controls ask, and that nobody may sign for: what needs their signature does not come into force.

use super::Governance;
use crate::diagnostic::{Code, Finding, Place};

impl Governance {
    /// Tells of the roles that sign something today and that nobody may sign for.
    pub fn vacancies(&self) -> Vec<Finding> {
        // Of those that a change of the model asks for, more is told (`gap-in-role`).
        let gaps = self.fold.gaps(self.today);
        let is_told = |role: &crate::model::Role| gaps.iter().any(|gap| gap.role == role.id);
        let vacant =
            |role: &&crate::model::Role| role.people_on(self.today).next().is_none() && !is_told(role);
        let told = |role: &crate::model::Role| {
            let controls = self.controls_signed_in(&role.id);
            let first = self.controls().into_iter().find(|control| controls.contains(&control.id))?;
            let message = format!(
                "nobody may sign for the role `{}` today, which {} asks",
                role.id,
                controls.join(", ")
            );
            let finding = Finding::new(Code::VacantRole, Place::file(&role.file), message)
                .related(first.place.clone(), "asks for it");
            Some(finding.hint(format!("name a holder in {} and have that page approved", role.file)))
        };
        self.roles.iter().filter(vacant).filter_map(told).collect()
    }
}
