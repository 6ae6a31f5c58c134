//! Who must do what, which text is in force, and the checklist that says how we stand. Pure: texts and history in,
//! model out.
//!
//! In this order: [`roles`] from role pages; [`Rulebook`]s from the texts of the model's page; [`records`] held
//! against what is known; [`Timeline`] of the models in force; [`in_force`] for each page; [`Governance::check`] for the
//! checklist.

mod checklist;
mod glob;
mod idle;
mod in_force;
mod ledger;
mod questions;
mod reader;
mod records;
pub mod register;
mod roles;
mod rulebook;
mod rules;
mod selector;
mod subject;
mod suppose;
mod timeline;
mod whole;

pub use idle::{Choosable, idle};
pub use in_force::{Case, Judges, in_force, unheard};
pub use questions::Needed;
pub use records::{
    KnownFacts, Presence, RecordFile, Version, record_file_name, record_text, records, would_hold,
};
pub use roles::roles;
pub use rulebook::{Part, Rulebook};
pub use rules::{Approval, Outlook, Provisional};
pub use subject::{Gone, Known, Subject};
pub use suppose::Change;
pub use timeline::{Term, Timeline};
pub use whole::{Basis, Governance};

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::date::Zone;
use crate::diagnostic::{Code, Finding};
use crate::model::{Deed, Proof, Record, Seal};

/// Records by the page that they are about.
#[derive(Clone, Debug, Default)]
pub struct ByPage<'a>(HashMap<&'a str, Vec<&'a Arc<Record>>>);

impl<'a> ByPage<'a> {
    /// Sorts records that hold; a revocation is about the page of what it revokes.
    pub fn new(records: &'a [Arc<Record>]) -> ByPage<'a> {
        let by_id: HashMap<&str, &'a Arc<Record>> =
            records.iter().map(|record| (&*record.id, record)).collect();
        let mut by_page: HashMap<&'a str, Vec<&'a Arc<Record>>> = HashMap::new();
        for record in records {
            let page = match &record.deed {
                Deed::Revocation { of, .. } => by_id.get(&**of).and_then(|of| of.page.as_deref()),
                _ => record.page.as_deref(),
            };
            if let Some(page) = page {
                by_page.entry(page).or_default().push(record);
            }
        }
        ByPage(by_page)
    }

    /// The records about one page.
    pub fn of_page(page: &'a str, records: &'a [Arc<Record>]) -> ByPage<'a> {
        let records: Vec<&'a Arc<Record>> = records.iter().collect();
        let known = (!records.is_empty()).then_some((page, records));
        ByPage(known.into_iter().collect())
    }

    /// The same, for whoever keeps it.
    pub fn kept(&self) -> HashMap<Arc<str>, Vec<Arc<Record>>> {
        let shared = |records: &[&Arc<Record>]| records.iter().map(|record| Arc::clone(record)).collect();
        self.0.iter().map(|(page, records)| (Arc::from(*page), shared(records))).collect()
    }

    /// Whether any record is about a page.
    pub fn has(&self, page: &str) -> bool {
        self.0.contains_key(page)
    }

    /// The records about any of these pages.
    pub fn of_any(&self, pages: &HashSet<Arc<str>>) -> Vec<&'a Arc<Record>> {
        let mut records: Vec<&'a Arc<Record>> =
            pages.iter().filter_map(|page| self.0.get(&**page)).flatten().copied().collect();
        records.sort_by(|a, b| a.id.cmp(&b.id));
        records
    }

    /// The case of a page.
    pub fn case<'s>(&self, subject: &'s Subject, zone: &'s Zone) -> Case<'s>
    where
        'a: 's,
    {
        let page = subject.working.document.as_deref();
        Case {
            states: &subject.states,
            working: &subject.working,
            uncommitted: subject.uncommitted.as_ref(),
            records: page.and_then(|page| self.0.get(page)).cloned().unwrap_or_default(),
            zone,
        }
    }
}

/// The records that do not count because it is not proven who made them, as strongly as the model of their day
/// wants it; those about the model's own page, as strongly as the model before.
pub fn unproven(
    records: &[Arc<Record>],
    timeline: &Timeline,
    is_of_model: impl Fn(&Record) -> bool,
) -> Vec<Finding> {
    let unproven = |record: &Arc<Record>| {
        let day = record.takes_effect()?;
        let rulebook = if is_of_model(record) { timeline.before(day) } else { timeline.on(day) };
        let rulebook = rulebook.filter(|rulebook| !in_force::is_proven(record, rulebook))?;
        let message = format!("it is not proven that `{}` made this record", record.person);
        let finding = Finding::new(Code::RecordDoesNotHold, record.place.clone(), message);
        Some(match (rulebook.model.proof, record.arrival.as_ref()) {
            (Proof::Signed, Some(arrival)) => {
                let seal = arrival.seals.by(rulebook.signers);
                let seal = seal.map_or_else(|| Seal::Unsigned.words(), Seal::words);
                let commit = arrival.commit.short();
                finding
                    .hint(format!("of commit {commit}, which brought it: {seal}"))
                    .hint("the model in force asks that people sign the commits that bring their records")
            }
            _ => finding.hint("the model in force asks that people commit their own records"),
        })
    };
    records.iter().filter_map(unproven).collect()
}
