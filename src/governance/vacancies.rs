//! Roles that the model in force names, and that nobody holds: what they sign does not come into force.

use std::sync::Arc;

use super::Governance;
use crate::diagnostic::{Code, Finding, Place};

impl Governance {
    /// Whether the model in force says itself that a role has a part in it.
    pub fn model_names_role(&self, role: &str) -> bool {
        self.fold.law().is_some_and(|law| law.names_role(role))
    }

    /// The ids of the controls that ask something today and in which a role signs.
    pub fn signed_by(&self, role: &str) -> Vec<Arc<str>> {
        let Some(rulebook) = self.model_in_force() else { return Vec::new() };
        let signs = |approval: &super::Approval| {
            let part = approval.part();
            part.sign.iter().chain(&part.sign_some).any(|known| **known == *role)
        };
        let active = rulebook.active(self.today);
        let theirs = active.filter(|(_, rule)| rule.approval().is_some_and(signs));
        theirs.map(|(control, _)| control.id.clone()).collect()
    }

    /// Tells of the roles that sign something today and that nobody may sign for.
    pub fn vacancies(&self) -> Vec<Finding> {
        // Of those that a change of the model asks for, more is told (`gap-in-role`).
        let gaps = self.fold.gaps(self.today);
        let is_told = |role: &crate::model::Role| gaps.iter().any(|gap| gap.role == role.id);
        let vacant =
            |role: &&crate::model::Role| role.people_on(self.today).next().is_none() && !is_told(role);
        let told = |role: &crate::model::Role| {
            let controls = self.signed_by(&role.id);
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
