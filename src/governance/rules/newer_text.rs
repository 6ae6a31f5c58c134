//! What a text that waits lacks, in words.

use std::sync::Arc;

use super::View;
use super::approved_by::approve;
use crate::date::Day;
use crate::model::{Basis, Deed, InForce, Record, Waiting};

/// What a newer text lacks.
pub(super) struct Lacks<'a> {
    pub(super) waiting: &'a Waiting,
    /// The roles that this control asks, and that have not signed.
    pub(super) own: Vec<Arc<str>>,
    /// All whom this control asks.
    pub(super) all: Vec<Arc<str>>,
}

impl Lacks<'_> {
    /// Whose signature is missing: where all have signed and are its authors, any of them who is another person.
    pub(super) fn asked(&self) -> Vec<Arc<str>> {
        let is_signed_by_authors = self.waiting.roles.is_empty() && self.waiting.from.is_none();
        if is_signed_by_authors { self.all.clone() } else { self.own.clone() }
    }
}

/// The last day of a provisional approval that nobody has followed up.
pub(super) fn lapsed(in_force: &InForce, view: &View<'_>) -> Option<Day> {
    let newest = view.states().last()?;
    in_force.issues.iter().rev().find_map(|issue| match issue.basis {
        Basis::Provisional { until, .. } if issue.until.is_some() => {
            view.states()[issue.state].exact.same_as(&newest.exact).then_some(until)
        }
        _ => None,
    })
}

pub(super) fn waits(view: &View<'_>, lacks: &Lacks<'_>) -> String {
    if !view.is_committed() {
        return "is not committed".to_owned();
    }
    let Lacks { waiting, own, .. } = lacks;
    if let Some((record, reason)) = declined(view, lacks) {
        return format!(
            "does not come into force: {} ({}) has said no, “{reason}”",
            view.role_title(&record.role),
            record.person
        );
    }
    match (waiting.from, own.is_empty(), waiting.roles.is_empty()) {
        (Some(day), ..) => format!("comes into force on {}", day.words()),
        (None, _, true) => "waits for somebody who did not write it".to_owned(),
        (None, true, false) => "is signed by all whom this asks, and waits for others".to_owned(),
        (None, false, _) => format!("waits for {}", view.roles_in_words(own)),
    }
}

/// The decline of the newest text by a role that must sign it, with its reason.
fn declined<'a>(view: &View<'a>, lacks: &Lacks<'_>) -> Option<(&'a Record, &'a str)> {
    let newest = &view.states().last()?.exact;
    let is_it = |record: &&'a Arc<Record>| {
        lacks.all.contains(&record.role) && record.text().is_some_and(|text| text.text == newest.text)
    };
    view.records().filter(is_it).find_map(|record| match &record.deed {
        Deed::Decline { reason, .. } => Some((&**record, &**reason)),
        _ => None,
    })
}

pub(super) fn settle(view: &View<'_>, lacks: &Lacks<'_>) -> String {
    let Lacks { waiting, own, .. } = lacks;
    if view.is_committed() && declined(view, lacks).is_some() {
        return "change the page and commit it; or the decline is revoked".to_owned();
    }
    match (view.is_committed(), waiting.from) {
        (false, _) => "commit the page".to_owned(),
        (true, Some(_)) => String::new(),
        // What other controls ask is settled there.
        (true, None) if own.is_empty() && !waiting.roles.is_empty() => String::new(),
        (true, None) => approve(view, own),
    }
}
