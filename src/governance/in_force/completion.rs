//! When one state of a page has every approval that it needs.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Case;
use super::judges::{Asked, Judges, is_person};
use super::signatures::{Signature, Signatures};
use crate::date::Day;
use crate::governance::rules::Approval;
use crate::model::{Basis, Person, Record, Strength};

/// That a state came into force.
#[derive(Clone, Debug)]
pub(super) struct Completion<'a> {
    /// The first day.
    pub(super) day: Day,
    /// When the last approval arrived, as a place in the history, later ones greater.
    pub(super) arrived: i64,
    pub(super) by: By<'a>,
}

/// By what a state came into force.
#[derive(Clone, Debug)]
pub(super) enum By<'a> {
    Approvals(Vec<&'a Arc<Record>>),
    Provisional(&'a Arc<Record>, Day),
    StoodBefore,
}

impl Completion<'_> {
    pub(super) fn holds_on(&self, day: Day) -> bool {
        self.day <= day && !matches!(self.by, By::Provisional(_, until) if until < day)
    }

    pub(super) fn is_approved(&self) -> bool {
        matches!(self.by, By::Approvals(_))
    }

    pub(super) fn basis(&self) -> Basis {
        match &self.by {
            By::Approvals(records) => {
                Basis::Approved(records.iter().map(|record| Arc::clone(record)).collect())
            }
            By::Provisional(by, until) => Basis::Provisional { by: Arc::clone(by), until: *until },
            By::StoodBefore => Basis::StoodBefore,
        }
    }
}

/// The completion of a state on a day, given those of the states before it.
pub(super) fn of<'a>(
    state: usize,
    case: &Case<'a>,
    judges: &Judges<'_>,
    signatures: &Signatures<'a>,
    before: &[Option<Completion<'a>>],
    today: Day,
) -> Option<Completion<'a>> {
    let covering: Vec<Signature<'a>> = signatures
        .all
        .iter()
        .filter(|signature| signature.state <= state && carries(signature.state, state, case, before))
        .copied()
        .collect();
    let inherited = (0..state).rev().find(|earlier| {
        let done = before[*earlier].as_ref().is_some_and(|done| matches!(done.by, By::Approvals(_)));
        done && carries(*earlier, state, case, before)
    });
    if let Some(earlier) = inherited {
        return before[earlier].clone().map(|done| Completion { by: By::Approvals(full(&covering)), ..done });
    }
    let mut days: Vec<Day> = covering.iter().map(|signature| signature.day).collect();
    days.dedup();
    let on = |day: &Day| {
        let until = covering.partition_point(|signature| signature.day <= *day);
        Judged {
            state,
            case,
            asked: judges.ask(*day, case.facts(state)),
            all: &covering,
            signed: &covering[..until],
            before,
            day: *day,
        }
    };
    let full = days.iter().find_map(|day| on(day).approved());
    let provisional = || days.iter().rev().find_map(|day| on(day).provisional());
    // What stood there before goes on applying once an approval for now has run out.
    let for_now = || provisional().filter(|done| done.holds_on(today));
    let stood = || stood_before(state, case, judges, signatures, today);
    full.or_else(for_now).or_else(stood).or_else(provisional)
}

/// The approvals among signatures that are for good.
fn full<'a>(signatures: &[Signature<'a>]) -> Vec<&'a Arc<Record>> {
    let full = signatures.iter().filter(|signature| signature.strength == Strength::Full);
    full.map(|signature| signature.record).collect()
}

/// Whether what was signed of a state covers a later one: the same text, and no other was put in its place between.
fn carries(from: usize, to: usize, case: &Case<'_>, before: &[Option<Completion<'_>>]) -> bool {
    let text = &case.states[to].exact;
    let (day, second) = case.committed(to);
    let replaced = |between: usize| {
        let done = before[between].as_ref();
        !case.states[between].exact.same_as(text)
            && done.is_some_and(|done| done.day <= day && done.arrived <= second)
    };
    case.states[from].exact.same_as(text) && !(from + 1..to).any(replaced)
}

/// A state on the day of an approval, before the model of that day.
struct Judged<'c, 'a, 'j> {
    state: usize,
    case: &'c Case<'a>,
    asked: Vec<Asked<'j>>,
    /// What was signed by now, and what was signed until then.
    all: &'c [Signature<'a>],
    signed: &'c [Signature<'a>],
    before: &'c [Option<Completion<'a>>],
    day: Day,
}

impl<'a> Judged<'_, 'a, '_> {
    fn approved(&self) -> Option<Completion<'a>> {
        let all = !self.asked.is_empty() && self.asked.iter().all(|(_, approval)| self.satisfies(approval));
        all.then(|| Completion {
            day: self.day,
            arrived: self.signed.iter().map(|signature| signature.arrived).max().unwrap_or(i64::MIN),
            by: By::Approvals(full(self.all)),
        })
    }

    fn satisfies(&self, approval: &Approval) -> bool {
        let facts = self.case.facts(self.state);
        let signed = self.signed.iter().filter(|signature| signature.strength == Strength::Full);
        let records: Vec<&Record> = signed.map(|signature| &**signature.record).collect();
        approval.missing(facts, &records).is_empty()
            && !approval.only_by(&records, |person| self.is_author(person))
    }

    /// Whether somebody wrote in this text since the last one in force.
    fn is_author(&self, person: &str) -> bool {
        let in_force =
            |state: &usize| self.before[*state].as_ref().is_some_and(|done| done.holds_on(self.day));
        let since = (0..self.state).rfind(in_force).map_or(0, |state| state + 1);
        authors(self.case, since, self.state).any(|author| is_person(author, person))
    }

    /// Where the signature that allows it was given on this day, and every control that asks allows it.
    fn provisional(&self) -> Option<Completion<'a>> {
        let signature = self
            .signed
            .iter()
            .rfind(|signature| signature.strength == Strength::Provisional && signature.day == self.day)?;
        let allowed = |approval: &Approval| {
            let provisional = approval.provisional.as_ref().filter(|by| by.role == signature.record.role)?;
            Some(self.day.plus(provisional.lasts))
        };
        let untils: Option<BTreeSet<Day>> = self
            .asked
            .iter()
            .filter(|(_, approval)| !self.satisfies(approval))
            .map(|(_, approval)| allowed(approval))
            .collect();
        let until = untils?.first().copied()?;
        Some(Completion {
            day: self.day,
            arrived: signature.arrived,
            by: By::Provisional(signature.record, until),
        })
    }
}

/// Everybody who committed or co-authored one of these states.
pub(super) fn authors<'c>(case: &'c Case<'_>, first: usize, last: usize) -> impl Iterator<Item = &'c Person> {
    let commits = case.states[first.min(last)..=last].iter().map(|state| &state.commit);
    commits.flat_map(|commit| std::iter::once(&commit.author).chain(&commit.co_authors))
}

/// A model that takes control of a page pulls nothing: the text that stood there goes on applying, unapproved.
fn stood_before<'a>(
    state: usize,
    case: &Case<'a>,
    judges: &Judges<'_>,
    signatures: &Signatures<'_>,
    today: Day,
) -> Option<Completion<'a>> {
    // Whether it stood there before, or is a draft of which the approved text is not here, nobody knows.
    if case.states[state].commit.is_cut {
        return None;
    }
    let facts = case.facts(state);
    // What carried another number then was another page.
    if facts.document.is_some() && facts.document != case.working.document {
        return None;
    }
    let stands = |state: usize, from: Day, arrived: i64| {
        let (day, second) = case.committed(state);
        day < from || day == from && second <= arrived
    };
    let term = judges.terms().iter().filter(|term| term.from <= today).find(|term| {
        stands(state, term.from, term.arrived)
            && case.states.get(state + 1).is_none_or(|_| !stands(state + 1, term.from, term.arrived))
            && !judges.asked_before(term, facts)
            && !judges.ask(term.from, facts).is_empty()
    })?;
    let withdrawn = signatures.withdrawn.is_some_and(|(_, day)| term.from <= day);
    (!withdrawn).then_some(Completion { day: term.from, arrived: term.arrived, by: By::StoodBefore })
}
