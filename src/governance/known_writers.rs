//! Of whom it is known whether they wrote in a text (step 19 of the fold).

use std::sync::Arc;

use super::{Governance, OWNER};
use crate::diagnostic::{Code, Finding};
use crate::model::{CommitId, Control, Hindrance, InForceReason};

impl Governance {
    /// Whether a page of a role that is in force, or an appointment, says by which identities a person commits.
    pub fn knows_how_they_commit(&self, person: &str) -> bool {
        !self.fold.roles.identities(person).is_empty()
    }

    /// The commit of the main line that brought what a person wrote in the newest text of a page; `None` where they wrote
    /// nothing in it since the text in force.
    pub fn written_by(&self, number: usize, person: &str) -> Option<CommitId> {
        let id = self.subjects[number].id.as_ref()?;
        // What cannot be read was reported when it was.
        self.fold.written_by(id, person, &*self.evidence).ok().flatten()
    }

    /// Whether it is known that a person did not write in the newest text of a page.
    pub fn did_not_write(&self, number: usize, person: &str) -> bool {
        self.knows_how_they_commit(person) && self.written_by(number, person).is_none()
    }

    /// Whether the words in force stand at another place by now, which has to be approved as well.
    pub fn waits_for_its_place(&self, number: usize) -> bool {
        let waiting = self.in_force[number].waiting.as_ref();
        waiting.is_some_and(|waiting| waiting.hindrance == Hindrance::Place)
    }

    /// Whether all whom it needs have signed the newest text of a page, nobody has said no to it, and it still is not in
    /// force for good: a control asks for somebody who is known not to have written it.
    pub fn waits_for_another(&self, number: usize) -> bool {
        let (needed, in_force) = (self.needed(number), &self.in_force[number]);
        let all_signed = needed.iter().all(|needed| needed.missing.is_empty());
        let is_held_up = match &in_force.waiting {
            Some(waiting) => waiting.from.is_none() && waiting.hindrance == Hindrance::People,
            None => in_force.issue().is_some_and(|issue| !matches!(issue.basis, InForceReason::Approved(_))),
        };
        all_signed
            && is_held_up
            && needed.iter().any(|needed| needed.needs_another)
            && self.declined(number).is_none()
    }

    /// A role that is asked for somebody who did not write the newest text of a page, where everybody who may sign for such
    /// a role today has written in it.
    pub fn nobody_else_may_sign(&self, number: usize) -> Option<Arc<str>> {
        let needed = self.needed(number);
        let asked: Vec<&Arc<str>> =
            needed.iter().filter(|needed| needed.needs_another).flat_map(|needed| &needed.roles).collect();
        let mut people =
            asked.iter().filter_map(|role| self.roles.get(role)).flat_map(|role| role.people_on(self.today));
        let all_wrote = people.all(|person| self.written_by(number, person).is_some());
        asked.first().filter(|_| all_wrote).map(|role| (*role).clone())
    }

    /// Tells of the controls in force that ask for somebody who is known not to have written a text, where of nobody who
    /// signs it is known by which identities they commit: nothing that they ask for comes into force.
    pub fn unknown_writers(&self) -> Vec<Finding> {
        let Some(rulebook) = self.model_in_force() else { return Vec::new() };
        rulebook
            .active(self.today)
            .filter(|(_, rule)| rule.approval().is_some_and(super::Approval::needs_another))
            .filter_map(|(control, rule)| self.unknown_by(control, rule.approval()?))
            .collect()
    }

    fn unknown_by(&self, control: &Control, approval: &super::Approval) -> Option<Finding> {
        let signs = approval.part();
        let asked: Vec<&Arc<str>> = signs.sign.iter().chain(&signs.sign_some).collect();
        // Whoever owns a page may hold any role.
        let any = asked.iter().any(|role| ***role == *OWNER);
        let mut roles = self.roles.iter().filter(|role| any || asked.contains(&&role.id));
        let is_known = |person: &Arc<str>| self.knows_how_they_commit(person);
        if roles.any(|role| role.people_on(self.today).any(is_known)) {
            return None;
        }
        let message = format!(
            "{} asks for somebody who is known not to have written the text, and of nobody who signs is it known by which names they commit",
            control.id
        );
        let finding = Finding::new(Code::UnknownWriters, control.place.clone(), message);
        let first = self.roles.iter().find(|role| asked.contains(&&role.id));
        let page = first.map_or_else(|| "the page of their role".to_owned(), |role| role.file.to_string());
        let hint =
            format!("name `identities: [MAIL]` of those who sign in {page}, and have that page approved");
        Some(finding.hint(hint))
    }
}
