//! Roles that controls ask, and that nobody may sign for: what needs their signature does not come into force.

use super::Governance;
use crate::date::Day;
use crate::diagnostic::{Code, Finding, Place};
use crate::model::Role;
use crate::shell;

impl Governance {
    /// Tells of the roles that sign something and that nobody may sign for today, or soon nobody may.
    pub fn vacancies(&self) -> Vec<Finding> {
        let Some(rulebook) = self.model_in_force() else { return Vec::new() };
        let last = self.today.plus(rulebook.model.due_soon);
        // Of those that a change of the model asks for, more is reported (`gap-in-role`).
        let gaps = self.fold.gaps(self.today);
        let roles = self.roles.iter().filter(|role| !gaps.iter().any(|gap| gap.role == role.id));
        let vacant = roles
            .filter_map(|role| Some((role, role.unsigned_from(self.today).filter(|from| *from <= last)?)));
        vacant.filter_map(|(role, from)| self.vacancy(role, from)).collect()
    }

    fn vacancy(&self, role: &Role, from: Day) -> Option<Finding> {
        let controls = self.controls_signed_in(&role.id);
        let first = self.controls().into_iter().find(|control| controls.contains(&control.id))?;
        let (when, by_then) = if from == self.today {
            ("today".to_owned(), "")
        } else {
            (format!("from {} on", from.in_english()), " before that day")
        };
        let message =
            format!("nobody may sign for the role `{}` {when}, which {} asks", role.id, controls.join(", "));
        let finding = Finding::new(Code::VacantRole, Place::file(&role.file), message)
            .related(first.place.clone(), "asks for it");
        let appoint = format!(
            "guidepost appoint NAME {} --reason TEXT --role ROLE --by NAME",
            shell::option("--as", &role.id)
        );
        Some(finding.hint(format!(
            "name a holder in {} and have that page approved{by_then}, or have one appointed: `{appoint}`",
            role.file
        )))
    }
}
