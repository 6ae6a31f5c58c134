//! How a page stands on a day: what the fold says of it, beside the text that the page has now.

use std::sync::Arc;

use super::fold::{ApprovalNeed, FoldState, Life, LifeStanding, TextAt, TextNeeds, covers, is_for};
use super::roles::ROLE;
use super::subject::Subject;
use super::whole::Governance;
use crate::date::Day;
use crate::model::{ExactText, FileRelation, Hindrance, InForce, Issue, Record, Standing, Waiting};

impl Subject {
    /// What the fold says of it.
    pub(super) fn life<'s>(&self, state: &'s FoldState) -> Option<&'s Life> {
        state.lives.get(self.id.as_ref()?)
    }
}

/// How a page stands on the last day of a fold.
pub fn standing(state: &FoldState, subject: &Subject) -> InForce {
    let on = state.day.unwrap_or(Day::FIRST);
    let life = subject.life(state);
    let standing = match life.map(|life| &life.standing) {
        Some(LifeStanding::InForce(number)) => Standing::InForce(*number),
        Some(LifeStanding::Withdrawn { by, on }) => Standing::Withdrawn { by: by.clone(), on: *on },
        // Whatever its text says it is, nobody is asked any more; but who holds a role is never anybody's to say.
        Some(LifeStanding::Released { .. }) if &*subject.working.kind != ROLE => Standing::Uncontrolled,
        Some(LifeStanding::Nothing | LifeStanding::Released { .. }) | None => {
            if is_controlled(state, subject) { Standing::NothingApproved } else { Standing::Uncontrolled }
        }
    };
    let issues = life.map_or_else(Vec::new, |life| life.issues.clone());
    let waits = matches!(standing, Standing::InForce(_) | Standing::NothingApproved);
    let waiting = if waits { waiting(state, subject, life, on) } else { None };
    InForce { on, standing, issues, waiting }
}

impl Governance {
    /// Since when a page is controlled no longer that was.
    pub fn released_on(&self, subject: &Subject) -> Option<Day> {
        match &subject.life(&self.fold)?.standing {
            LifeStanding::Released { on, .. } if &*subject.working.kind != ROLE => Some(*on),
            _ => None,
        }
    }
}

/// Whether a page is under control by what its text says now; one that goes by another's id, whatever it says.
fn is_controlled(state: &FoldState, subject: &Subject) -> bool {
    let is_impostor = subject.id.is_none()
        && subject.working.document.as_ref().is_some_and(|id| state.lives.get(id).is_some_and(Life::is_used));
    is_impostor || !asked(state, subject).all.is_empty()
}

/// What the text that a page has now needs.
pub(super) fn asked(state: &FoldState, subject: &Subject) -> TextNeeds {
    let (Some(law), Some(text)) = (state.law(), subject.newest()) else { return TextNeeds::default() };
    if let Some(id) = &subject.id {
        return state.needs(id, &text);
    }
    let id = subject.working.document.clone().unwrap_or_default();
    let all = law.asked(&id, &text.facts, state.day.unwrap_or(Day::FIRST));
    TextNeeds { all, leaves: false }
}

/// The newest text of a page, where another is in force or none.
fn waiting(state: &FoldState, subject: &Subject, life: Option<&Life>, on: Day) -> Option<Waiting> {
    let newest = subject.newest()?;
    let in_force = life.and_then(Life::text);
    if in_force.is_some_and(|text| is_same(&text.exact, &newest.exact) && !is_moved(subject, text)) {
        return None;
    }
    let signed = signed(state, subject);
    let signed: Vec<&Record> = signed.iter().map(|record| &**record).collect();
    let needs = asked(state, subject);
    let mut roles: Vec<Arc<str>> = Vec::new();
    for ApprovalNeed { approval, facts, .. } in &needs.all {
        for role in approval.missing(facts, &signed, &state.roles) {
            if !roles.contains(&role) {
                roles.push(role);
            }
        }
    }
    let number = subject.states.len().checked_sub(1).filter(|_| subject.uncommitted.is_none());
    let declined = life.and_then(|life| life.declined(&newest.exact, &needs.roles()));
    let from = signed.iter().filter_map(|record| record.effective()).max();
    let from = from.filter(|day| *day > on && roles.is_empty() && number.is_some() && declined.is_none());
    let is_unfound = life.is_some_and(|life| life.is_unfound(&newest.exact, &newest.file));
    let hindrance = match (declined, in_force.is_some_and(|text| is_same(&text.exact, &newest.exact))) {
        (Some(by), _) if number.is_some() => Hindrance::Declined(by.clone()),
        (_, true) => Hindrance::Place,
        (_, false) if is_unfound => Hindrance::Files,
        (_, false) => Hindrance::People,
    };
    Some(Waiting { state: number, roles, from, hindrance })
}

/// Whether the newest text of a page is the one in force. What is approved with a model beside its words, a page that is
/// the model no more does not have.
fn is_same(in_force: &ExactText, newest: &ExactText) -> bool {
    let own = || in_force.without(&[FileRelation::Settings, FileRelation::Signers, FileRelation::RolePage]);
    covers(in_force, newest) || !newest.is_of_model() && own().same_as(newest)
}

/// Whether a page stands elsewhere than its text in force.
fn is_moved(subject: &Subject, text: &TextAt) -> bool {
    subject.file != text.file && subject.deleted.is_none()
}

/// The approvals for good of the newest text of a page, where that is committed, whether they take effect by now or
/// later.
pub(super) fn signed(state: &FoldState, subject: &Subject) -> Vec<Arc<Record>> {
    let (Some(life), None) = (subject.life(state), &subject.uncommitted) else { return Vec::new() };
    let Some(newest) = subject.newest() else { return Vec::new() };
    let is_of_it = |record: &&Arc<Record>| is_for(record, &newest.exact, &newest.file);
    let is_alive = |record: &&Arc<Record>| state.is_held_against_now(record);
    let waiting = life
        .approvals
        .iter()
        .filter(|record| record.is_full_approval())
        .filter(is_of_it)
        .filter(is_alive)
        .cloned();
    let is_in_force = life.text().is_some_and(|text| is_same(&text.exact, &newest.exact));
    let given = life.issue().filter(|_| is_in_force).map(|issue| issue.basis.records()).unwrap_or_default();
    given.into_iter().filter(|record| record.is_full_approval()).chain(waiting).collect()
}

impl Life {
    /// Whether any text was ever in force.
    pub(super) fn is_used(&self) -> bool {
        !self.issues.is_empty()
    }

    /// How the page stood at the end of a day that is over.
    pub fn on(&self, day: Day) -> InForce {
        let mut issues: Vec<Issue> = self.issues.iter().filter(|issue| issue.since <= day).cloned().collect();
        let last = issues.len().checked_sub(1);
        let lasts = |issue: &Issue| issue.until.is_none_or(|until| until > day);
        // What is said of a day does not depend on what came after it (step 7).
        let left = self.left.iter().rfind(|(on, _)| *on <= day).map(|(_, standing)| standing);
        let standing = match (last, left) {
            (Some(last), _) if issues.last().is_some_and(lasts) => Standing::InForce(last),
            (_, Some(LifeStanding::Withdrawn { by, on })) => Standing::Withdrawn { by: by.clone(), on: *on },
            (Some(_), Some(LifeStanding::Released { .. })) | (None, _) => Standing::Uncontrolled,
            (Some(_), _) => Standing::NothingApproved,
        };
        for (number, issue) in issues.iter_mut().enumerate() {
            issue.until = issue.until.filter(|until| *until <= day);
            issue.state = self.state_on(number, issue.state, day);
            issue.basis = self.basis_on(number, &issue.basis, day);
        }
        InForce { on: day, standing, issues, waiting: None }
    }
}
