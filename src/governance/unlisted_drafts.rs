//! Pages of roles and models whose newest text waits for an approval that no control on the checklist speaks of: those
//! are asked for all the same.

use super::roles::ROLE;
use super::{Basis, Subject};
use crate::diagnostic::{Code, Finding, Place};
use crate::model::InForce;
use crate::shell::{self, Signer, Verb};

impl Basis {
    /// Tells of such a page which text of it counts, and who is asked.
    pub fn unlisted_draft(&self, subject: &Subject, in_force: &InForce) -> Option<Finding> {
        let waiting = in_force.waiting.as_ref().filter(|waiting| waiting.state.is_some())?;
        let is_model = || self.governing.is_model(subject.name(), &subject.working.path);
        if waiting.from.is_some() || !(&*subject.working.kind == ROLE || is_model()) {
            return None;
        }
        let rulebook = self.timeline.on(self.today)?;
        if rulebook.approvals(self.today, &subject.working).next().is_some() {
            return None;
        }
        let role = waiting.roles.first()?;
        let holder = self.roles.get(role).and_then(|role| role.sole_holder_on(self.today));
        let by = Signer { role, person: holder.map(|person| &**person) };
        let command = shell::deed(Verb::Approve, subject.name(), by);
        let message = match in_force.issue() {
            Some(issue) => format!(
                "this text of {} does not count: it waits for approval by {}; {} is in force",
                subject.name(),
                waiting.roles.join(", "),
                issue.name()
            ),
            None => format!(
                "{} does not count: it waits for approval by {}",
                subject.name(),
                waiting.roles.join(", ")
            ),
        };
        Some(
            Finding::new(Code::WaitsForApproval, Place::file(&subject.file), message)
                .hint(format!("`{command}`")),
        )
    }
}
