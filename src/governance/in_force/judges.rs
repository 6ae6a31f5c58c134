//! Who judges an approval: the model in force when it takes effect. A new text of the model itself is judged by its
//! predecessor.

use std::sync::Arc;

use super::Case;
use crate::date::{Day, Period};
use crate::governance::Rulebook;
use crate::governance::rules::{Approval, Provisional};
use crate::governance::timeline::{Term, Timeline};
use crate::model::{Control, Deed, Facts, Proof, Record, Seal, Strength, same_handle};

/// The models, and whose turn it is.
#[derive(Clone, Copy, Debug)]
pub struct Judges<'a> {
    timeline: &'a Timeline,
    /// For the model's own page: what is asked where its predecessor asks nothing, or where there is none.
    adoption: Option<&'a Approval>,
}

/// An approval that is asked for, and the control that asks for it; none asks for the first model's.
pub(in crate::governance) type Asked<'a> = (Option<&'a Arc<Control>>, &'a Approval);

impl<'a> Judges<'a> {
    /// The model in force judges.
    pub fn in_force(timeline: &'a Timeline) -> Judges<'a> {
        Judges { timeline, adoption: None }
    }

    /// The model before judges: for the page of the model itself.
    pub fn predecessor(timeline: &'a Timeline, adoption: &'a Approval) -> Judges<'a> {
        Judges { timeline, adoption: Some(adoption) }
    }

    /// What is asked of a text whose approval takes effect on a day.
    pub(in crate::governance) fn ask(&self, day: Day, facts: &Facts) -> Vec<Asked<'a>> {
        let asked = self.rulebook(day).into_iter().flat_map(|rulebook| rulebook.approvals(day, facts));
        let mut asked: Vec<Asked<'a>> = asked.map(|(control, approval)| (Some(control), approval)).collect();
        if asked.is_empty() {
            asked.extend(self.adoption.map(|adoption| (None, adoption)));
        }
        asked
    }

    /// The terms after which a page may come under control; none where its control does not depend on them.
    pub(super) fn terms(&self) -> &'a [Term] {
        if self.adoption.is_some() { &[] } else { self.timeline.terms() }
    }

    /// Whether any model ever asked anything of any text of a page.
    pub(super) fn ever_ask(&self, case: &Case<'_>) -> bool {
        // Controls may begin later than their model.
        let asks = |facts: &Facts| {
            let mut terms = self.timeline.terms().iter();
            terms.any(|term| term.rulebook.approvals(Day::LAST, facts).next().is_some())
        };
        self.adoption.is_some()
            || asks(case.working)
            || (0..case.states.len()).any(|state| asks(case.facts(state)))
    }

    /// What the model before a term asked of a text.
    pub(super) fn asked_before(&self, term: &Term, facts: &Facts) -> bool {
        let before = self.timeline.before(term.from);
        before.is_some_and(|rulebook| rulebook.approvals(term.from, facts).next().is_some())
    }

    /// Whether it is proven well enough who made a record.
    pub(super) fn proven(&self, record: &Record) -> bool {
        let Some(day) = record.takes_effect() else { return false };
        self.rulebook(day).is_none_or(|rulebook| is_proven(record, rulebook))
    }

    /// The model that judges what takes effect on a day.
    fn rulebook(&self, day: Day) -> Option<&'a Rulebook> {
        match self.adoption {
            Some(_) => self.timeline.before(day),
            None => self.timeline.on(day),
        }
    }

    /// The days after the last ones of provisional approvals.
    pub(super) fn ends_of_provisional(&self, case: &Case<'_>) -> Vec<Day> {
        let mut ends = Vec::new();
        for record in &case.records {
            let Deed::Approval { strength: Strength::Provisional, .. } = record.deed else { continue };
            let Some(day) = record.takes_effect() else { continue };
            for state in 0..case.states.len() {
                let asked = self.ask(day, case.facts(state));
                let allowed = asked.iter().filter_map(|(_, approval)| approval.provisional.as_ref());
                ends.extend(allowed.map(|Provisional { lasts, .. }| day.plus(*lasts).plus(Period::Days(1))));
            }
        }
        ends
    }
}

/// Whether the person of a record is proven as a model wants it.
pub(in crate::governance) fn is_proven(record: &Record, rulebook: &Rulebook) -> bool {
    let Some(arrival) = &record.arrival else { return false };
    match rulebook.model.proof {
        Proof::None => true,
        // Nobody knows who brought what was there when the clone was cut off.
        _ if arrival.is_at_the_latest => false,
        Proof::Committer => is_person(&arrival.by, &record.person),
        Proof::Signed => match arrival.seals.by(rulebook.signers) {
            Some(Seal::Good { address, .. }) => has_address(&record.person, address),
            _ => false,
        },
    }
}

/// Whether a mail address is that of the person that a record names: the address itself, or what stands before its `@`,
/// in which dots, hyphens and low lines may stand for spaces. The name beside an address in a commit is anybody's to
/// choose, and proves nothing.
fn has_address(named: &str, address: &str) -> bool {
    let local = address.split('@').next().unwrap_or_default();
    let plain = |name: &str| name.replace(['.', '-', '_'], " ");
    same_handle(address, named) || !local.is_empty() && same_handle(&plain(local), &plain(named))
}

/// Whether somebody in the version history is the person that a record names: by name, by address, or by what
/// stands before the `@`.
pub(super) fn is_person(known: &crate::model::Person, named: &str) -> bool {
    let local = known.address.split('@').next().unwrap_or_default();
    same_handle(&known.name, named)
        || same_handle(&known.address, named)
        || !local.is_empty() && same_handle(local, named)
}
