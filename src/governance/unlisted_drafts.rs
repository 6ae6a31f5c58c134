//! Pages that wait for an approval of which the checklist alone would not say enough: pages of roles and models that no
//! control lists, and pages that records cannot name.

use super::roles::ROLE;
use super::{GovernanceContext, Subject};
use crate::diagnostic::{Code, Finding, Place};
use crate::model::InForce;
use crate::shell::{self, Signer, Verb};

impl GovernanceContext {
    /// Tells of a page under control that has no number: records cannot name it, so that nobody can approve it.
    pub fn unnumbered(&self, subject: &Subject, in_force: &InForce) -> Option<Finding> {
        if subject.working.document.is_some() || subject.deleted.is_some() || !in_force.is_controlled() {
            return None;
        }
        let mut asked = self.timeline.on(self.today)?.approvals(self.today, &subject.working);
        let (control, _) = asked.next()?;
        let message = format!(
            "this page is under control ({}) and has no number, by which records name pages: nobody can approve it",
            control.id
        );
        let finding = Finding::new(Code::UnnumberedPage, Place::file(&subject.file), message)
            .related(control.place.clone(), "asks for its approval");
        Some(finding.hint("write `id: …` in its front matter and commit it, then have it approved"))
    }

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
                issue.name(&self.words)
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
