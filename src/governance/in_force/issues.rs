//! What was in force when, in the words of the model.

use std::sync::Arc;

use super::completion::{By, Completion};
use super::judges::Judges;
use super::signatures::{Signatures, may_withdraw};
use super::{Applied, Case, applied, events};
use crate::date::Day;
use crate::diagnostic::{Code, Finding};
use crate::model::{Basis, Deed, InForce, Issue, Record, Standing, Strength, Waiting};

/// Which text of a page is in force on a day, and which were before.
pub fn in_force(case: &Case<'_>, judges: &Judges<'_>, on: Day) -> InForce {
    if case.records.is_empty() && !judges.ever_ask(case) {
        return InForce { on, standing: Standing::Uncontrolled, issues: Vec::new(), waiting: None };
    }
    let mut issues: Vec<Issue> = Vec::new();
    for day in events(case, judges, on) {
        let now = applied(case, judges, day);
        for passed in now.passed {
            step(&mut issues, case, Some(passed), day);
        }
        step(&mut issues, case, now.state, day);
    }
    let now = applied(case, judges, on);
    let standing = standing(case, judges, &now, &issues, on);
    let waiting = if standing == Standing::Uncontrolled { None } else { waiting(case, judges, &now, on) };
    InForce { on, standing, issues, waiting }
}

fn step(issues: &mut Vec<Issue>, case: &Case<'_>, now: Option<(usize, Completion<'_>)>, day: Day) {
    let same =
        |issue: &Issue, state: usize| case.states[issue.state].exact.same_as(&case.states[state].exact);
    let numbered = now.as_ref().and_then(|(state, done)| number(issues, case, *state, done));
    let open = issues.last_mut().filter(|issue| issue.until.is_none());
    // What stood there unapproved becomes an issue on the day on which it is approved.
    let is_now_approved =
        |open: &Issue, done: &Completion<'_>| open.basis == Basis::StoodBefore && done.is_approved();
    match (open, now) {
        (Some(open), Some((state, done))) if same(open, state) && !is_now_approved(open, &done) => {
            open.state = state;
            open.basis = done.basis();
            open.number = open.number.or(numbered);
        }
        (open, now) => {
            if let Some(open) = open {
                open.until = Some(day);
            }
            if let Some((state, done)) = now {
                issues.push(Issue { number: numbered, state, since: day, until: None, basis: done.basis() });
            }
        }
    }
}

/// A text that comes back because a later approval fell away keeps its number.
/// How many there were before the clone was cut off, nobody knows.
fn number(issues: &[Issue], case: &Case<'_>, state: usize, done: &Completion<'_>) -> Option<u32> {
    let is_cut = case.states.first().is_some_and(|first| first.commit.is_cut);
    if is_cut || matches!(done.by, By::StoodBefore) {
        return None;
    }
    let known = issues.iter().find(|issue| issue.state == state).and_then(|issue| issue.number);
    let highest = issues.iter().filter_map(|issue| issue.number).max().unwrap_or(0);
    Some(known.unwrap_or(highest + 1))
}

fn standing(case: &Case<'_>, judges: &Judges<'_>, now: &Applied<'_>, issues: &[Issue], on: Day) -> Standing {
    let asked = |facts| !judges.ask(on, facts).is_empty();
    let working = asked(case.working);
    match (&now.state, now.withdrawn) {
        (Some((state, _)), _) if working || asked(case.facts(*state)) => {
            Standing::InForce(issues.len().saturating_sub(1))
        }
        (None, Some((by, on))) if working || asked_of_any(case, judges, on) => {
            Standing::Withdrawn { by: Arc::clone(by), on }
        }
        (None, None) if working => Standing::NothingApproved,
        _ => Standing::Uncontrolled,
    }
}

/// Whether a withdrawn page was under control, and its file still says what it said then.
fn asked_of_any(case: &Case<'_>, judges: &Judges<'_>, on: Day) -> bool {
    let last = case.states.len().checked_sub(1);
    last.is_some_and(|last| !judges.ask(on, case.facts(last)).is_empty())
}

/// The newest text, where another is in force or none.
fn waiting(case: &Case<'_>, judges: &Judges<'_>, now: &Applied<'_>, on: Day) -> Option<Waiting> {
    let last = case.states.len().checked_sub(1);
    let in_force = now.state.as_ref().map(|(state, _)| &case.states[*state].exact);
    let newest = case.uncommitted.or(last.map(|last| &case.states[last].exact))?;
    if in_force.is_some_and(|text| text.same_as(newest)) || now.withdrawn.is_some() {
        return None;
    }
    let signed: Vec<&Record> = match case.uncommitted {
        Some(_) => Vec::new(),
        None => signed(case, judges, last?, Day::LAST),
    };
    let mut roles = Vec::new();
    for (_, approval) in judges.ask(on, case.working) {
        for role in approval.missing(case.working, &signed) {
            if !roles.contains(&role) {
                roles.push(role);
            }
        }
    }
    let state = last.filter(|_| case.uncommitted.is_none());
    Some(Waiting { state, roles, from: state.and_then(|state| comes_into_force(case, judges, state, on)) })
}

/// Who has signed the newest committed text for good, whether it takes effect by now or later.
pub(in crate::governance) fn signed_newest<'a>(case: &Case<'a>, judges: &Judges<'_>) -> Vec<&'a Record> {
    let Some(last) = case.states.len().checked_sub(1) else { return Vec::new() };
    signed(case, judges, last, Day::LAST)
}

/// Who has signed a state, whether it takes effect by a day or later.
fn signed<'a>(case: &Case<'a>, judges: &Judges<'_>, state: usize, by: Day) -> Vec<&'a Record> {
    let signatures = Signatures::of(case, judges, by).all.into_iter();
    let of_it = signatures.filter(|signature| {
        signature.strength == Strength::Full
            && case.states[signature.state].exact.same_as(&case.states[state].exact)
    });
    of_it.filter(|signature| signature.state == state).map(|signature| &**signature.record).collect()
}

fn comes_into_force(case: &Case<'_>, judges: &Judges<'_>, state: usize, on: Day) -> Option<Day> {
    let later = events(case, judges, Day::LAST).into_iter().filter(|day| *day > on);
    later
        .into_iter()
        .find(|day| applied(case, judges, *day).state.is_some_and(|(applied, _)| applied == state))
}

/// What does not count though it holds by itself: approvals by nobody but the author, withdrawals by a role that
/// has no say in the page.
pub fn unheard(case: &Case<'_>, judges: &Judges<'_>, on: Day) -> Vec<Finding> {
    let mut findings = Vec::new();
    for record in &case.records {
        if matches!(record.deed, Deed::Withdrawal { .. })
            && !may_withdraw(record, case, judges)
            && record.arrival.is_some()
        {
            let message = format!("`{}` has no say in this page and cannot withdraw it", record.role);
            let hint = "its owner, a role that approves it, or the one that answers for its approval can";
            findings.push(Finding::new(Code::RecordDoesNotHold, record.place.clone(), message).hint(hint));
        }
    }
    findings.extend(alone(case, judges, on));
    findings
}

/// The approval of a newest text that nobody but its author has given.
fn alone(case: &Case<'_>, judges: &Judges<'_>, on: Day) -> Option<Finding> {
    let state = case.states.len().checked_sub(1)?;
    let now = applied(case, judges, on);
    let in_force = now.state.map(|(state, _)| state);
    if in_force == Some(state) {
        return None;
    }
    let signed = signed(case, judges, state, on);
    let since = in_force.map_or(0, |state| state + 1);
    let is_author = |person: &str| {
        super::completion::authors(case, since, state).any(|author| super::judges::is_person(author, person))
    };
    let facts = case.facts(state);
    let asked = judges.ask(on, facts);
    let held_up = asked.iter().any(|(_, approval)| {
        approval.missing(facts, &signed).is_empty() && approval.only_by(&signed, is_author)
    });
    let last = signed.last().filter(|_| held_up)?;
    let message = format!("`{}` wrote this text, and nobody else has approved it", last.person);
    let finding = Finding::new(Code::RecordDoesNotHold, last.place.clone(), message);
    Some(finding.hint("somebody who did not write it approves it as well"))
}

/// Whether an issue was approved for good.
pub(in crate::governance) fn is_approved(issue: &Issue) -> bool {
    matches!(issue.basis, Basis::Approved(_))
}
