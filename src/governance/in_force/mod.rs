//! Which text of a page is in force: approvals, in history order, judged by the model of their day.
//!
//! [`in_force`] answers for a day; [`text_on`] is the heart of it; `completion` says when one text is approved.

mod completion;
mod issues;
mod judges;
mod signatures;

pub use issues::{in_force, unheard};
pub use judges::Judges;

use std::sync::Arc;

use crate::date::{Day, Zone};
use crate::model::{ExactText, Facts, PageState, Record};
use completion::Completion;
pub(super) use issues::{is_approved, signed_newest};
pub(super) use judges::is_proven;
use signatures::Signatures;

/// A page with all that decides which of its texts is in force.
#[derive(Clone, Debug)]
pub struct Case<'a> {
    /// Its committed states, the oldest first.
    pub states: &'a [PageState],
    /// The facts of its working text.
    pub working: &'a Facts,
    /// Its working text, where no commit has it.
    pub uncommitted: Option<&'a ExactText>,
    /// The records that hold and are about it, and those that revoke them.
    pub records: Vec<&'a Arc<Record>>,
    /// Where days begin and end.
    pub zone: &'a Zone,
}

impl Case<'_> {
    /// The facts of one of its states.
    fn facts(&self, state: usize) -> &Facts {
        self.states[state].facts.as_deref().unwrap_or(self.working)
    }

    /// When a state was committed: the day in the site's zone, and its place as [`order_of`] has it.
    fn committed(&self, state: usize) -> (Day, i64) {
        let commit = &self.states[state].commit;
        let moment = commit.committed;
        // A moment beyond the calendar was never before anything.
        (moment.day(self.zone).unwrap_or(Day::LAST), order_of(commit.place))
    }
}

/// The order of commits in the history, later ones greater: clocks differ, and a second holds several commits.
fn order_of(place: u32) -> i64 {
    -i64::from(place)
}

/// What a page is on a day, before it is put in words.
#[derive(Clone, Debug, Default)]
struct Applied<'a> {
    /// The state in force, and how it came there.
    state: Option<(usize, Completion<'a>)>,
    /// States that came into force on the same day as that one, before it.
    passed: Vec<(usize, Completion<'a>)>,
    /// The withdrawal that holds, where nothing came into force after it.
    withdrawn: Option<(&'a Arc<Record>, Day)>,
}

/// The state that is in force on a day, and when the last of its approvals arrived.
pub(super) fn text_on(case: &Case<'_>, judges: &Judges<'_>, day: Day) -> Option<(usize, i64)> {
    applied(case, judges, day).state.map(|(state, done)| (state, done.arrived))
}

fn applied<'a>(case: &Case<'a>, judges: &Judges<'_>, day: Day) -> Applied<'a> {
    let signatures = Signatures::of(case, judges, day);
    let mut done: Vec<Option<Completion<'a>>> = Vec::with_capacity(case.states.len());
    for state in 0..case.states.len() {
        let is_there = case.committed(state).0 <= day;
        let completion = || completion::of(state, case, judges, &signatures, &done, day);
        let completion = if is_there { completion() } else { None };
        done.push(completion);
    }
    let state =
        (0..done.len()).rev().find(|state| done[*state].as_ref().is_some_and(|done| done.holds_on(day)));
    let withdrawn = signatures.withdrawn.filter(|_| state.is_none());
    let state = state.and_then(|state| Some((state, done[state].take()?)));
    let passed = state.as_ref().map_or_else(Vec::new, |(last, now)| {
        let is_passed = |earlier: &Completion<'_>| {
            earlier.is_approved() && earlier.day == day && now.day == day && earlier.arrived <= now.arrived
        };
        let earlier = done.into_iter().take(*last).enumerate();
        earlier.filter_map(|(state, done)| Some((state, done.filter(is_passed)?))).collect()
    });
    Applied { state, passed, withdrawn }
}

/// The days up to a day on which something may change, in order.
pub(super) fn events(case: &Case<'_>, judges: &Judges<'_>, until: Day) -> Vec<Day> {
    let mut days: Vec<Day> = case.records.iter().filter_map(|record| record.takes_effect()).collect();
    days.extend((0..case.states.len()).map(|state| case.committed(state).0));
    days.extend(judges.terms().iter().map(|term| term.from));
    days.extend(judges.ends_of_provisional(case));
    days.retain(|day| *day <= until);
    days.sort_unstable();
    days.dedup();
    days
}
