//! The approvals that count on a day, each bound to the state that it covers.

use std::collections::HashSet;
use std::sync::Arc;

use super::judges::Judges;
use super::{Case, order_of};
use crate::config::SITE_FILE;
use crate::date::Day;
use crate::model::{Deed, Embedded, ExactText, Record, Strength};

/// What was signed, up to a day and since the page was last withdrawn.
pub(super) struct Signatures<'a> {
    pub(super) all: Vec<Signature<'a>>,
    /// The last withdrawal, and the day from which it holds.
    pub(super) withdrawn: Option<(&'a Arc<Record>, Day)>,
}

/// An approval that counts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Signature<'a> {
    pub(super) record: &'a Arc<Record>,
    /// The day from which it counts.
    pub(super) day: Day,
    /// When it arrived, as [`order_of`] has it.
    pub(super) arrived: i64,
    pub(super) strength: Strength,
    /// The state that it was given to: the latest with that text that was there when it arrived.
    pub(super) state: usize,
}

impl<'a> Signatures<'a> {
    pub(super) fn of(case: &Case<'a>, judges: &Judges<'_>, day: Day) -> Signatures<'a> {
        let revoked = revoked(case, judges, day);
        let counts = |record: &&&'a Arc<Record>| {
            record.takes_effect().is_some_and(|from| from <= day)
                && !revoked.contains(&record.id)
                && judges.proven(record)
        };
        let counting: Vec<&'a Arc<Record>> = case.records.iter().filter(counts).copied().collect();
        let withdrawn = counting
            .iter()
            .copied()
            .filter(|record| may_withdraw(record, case, judges))
            .max_by_key(|record| order(record));
        let mut all: Vec<Signature<'a>> = counting
            .iter()
            .filter(|record| withdrawn.is_none_or(|withdrawn| order(withdrawn) < order(record)))
            .filter_map(|record| signature(record, case))
            .collect();
        all.sort_by_key(|signature| (signature.day, signature.arrived));
        let withdrawn = withdrawn.and_then(|record| Some((record, record.takes_effect()?)));
        Signatures { all, withdrawn }
    }
}

/// Records in the order in which they take effect; of those that arrived together, as they are dated.
fn order(record: &Record) -> (Option<Day>, Option<i64>, Day) {
    (record.takes_effect(), record.arrival.as_ref().map(|arrival| order_of(arrival.place)), record.date)
}

fn revoked(case: &Case<'_>, judges: &Judges<'_>, day: Day) -> HashSet<Arc<str>> {
    let revoked = case.records.iter().filter_map(|record| match &record.deed {
        Deed::Revocation { of, .. } => {
            let counts = record.takes_effect().is_some_and(|from| from <= day) && judges.proven(record);
            counts.then(|| of.clone())
        }
        _ => None,
    });
    revoked.collect()
}

/// A page is withdrawn by its owner, by a role that approves it or by one that answers for that.
pub(super) fn may_withdraw(record: &Record, case: &Case<'_>, judges: &Judges<'_>) -> bool {
    let (Deed::Withdrawal { .. }, Some(day)) = (&record.deed, record.takes_effect()) else { return false };
    let mut facts = case.states.iter().enumerate().map(|(state, _)| case.facts(state)).chain([case.working]);
    facts.any(|facts| {
        facts.owner() == Some(&record.role)
            || judges.ask(day, facts).iter().any(|(control, approval)| {
                control.is_some_and(|control| control.accountable == record.role)
                    || approval.roles(facts).contains(&record.role)
            })
    })
}

/// Whether who signed one text has signed another. Who approved a page as the model has approved it with the keys that
/// made it that: where it is the model no more, the page is what they approved.
fn covers(signed: &ExactText, state: &ExactText) -> bool {
    let is_model = |exact: &ExactText| exact.embedded().iter().any(|file| file.file.as_str() == SITE_FILE);
    let shows = |shown: &Embedded| signed.embedded().iter().any(|file| file.id == shown.id);
    let was_model = is_model(signed) && !is_model(state);
    signed.same_as(state) || was_model && signed.text == state.text && state.embedded().iter().all(shows)
}

fn signature<'a>(record: &'a Arc<Record>, case: &Case<'_>) -> Option<Signature<'a>> {
    let Deed::Approval { text, strength, .. } = &record.deed else { return None };
    let arrived = order_of(record.arrival.as_ref()?.place);
    let has_text = |state: &usize| covers(text, &case.states[*state].exact);
    let there = |state: &usize| case.committed(*state).1 <= arrived;
    let mut states = (0..case.states.len()).filter(has_text);
    // Who signs words before they are committed has signed them where they first stand.
    let state = states.clone().rfind(there).or_else(|| states.next())?;
    Some(Signature { record, day: record.takes_effect()?, arrived, strength: *strength, state })
}
