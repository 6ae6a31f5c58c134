//! What a rule finds.

use std::sync::Arc;

use crate::date::Day;
use crate::model::{ItemEvidence, Status};

/// How a page, or the site, stands on a control.
#[derive(Clone, PartialEq, Debug)]
pub(in crate::governance) struct Verdict {
    pub(in crate::governance) status: Status,
    /// In a sentence without a full stop.
    pub(in crate::governance) reason: String,
    pub(in crate::governance) evidence: Vec<ItemEvidence>,
    pub(in crate::governance) due: Option<Day>,
    /// A command or an edit; empty where there is nothing to settle.
    pub(in crate::governance) settle: String,
    /// The same without what only a draft says, where it names that.
    pub(in crate::governance) in_public: Option<String>,
    /// The roles whose signature or deed would settle it; empty where that is for the accountable one.
    pub(in crate::governance) asks: Vec<Arc<str>>,
    pub(in crate::governance) weight: Weight,
}

/// How much a verdict weighs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::governance) enum Weight {
    /// As its control says.
    AsControl,
    /// A warning at most: an approved text is in force, and a draft waits.
    DraftWaits,
    /// A warning at most where the edition has nothing of it: no text was ever in force.
    NeverInForce,
}

impl Verdict {
    pub(in crate::governance) fn new(status: Status, reason: impl Into<String>) -> Verdict {
        Verdict {
            status,
            reason: reason.into(),
            evidence: Vec::new(),
            due: None,
            settle: String::new(),
            in_public: None,
            asks: Vec::new(),
            weight: Weight::AsControl,
        }
    }

    pub(in crate::governance) fn met(reason: impl Into<String>) -> Verdict {
        Verdict::new(Status::Met, reason)
    }

    pub(in crate::governance) fn unmet(reason: impl Into<String>, settle: impl Into<String>) -> Verdict {
        Verdict { settle: settle.into(), ..Verdict::new(Status::Unmet, reason) }
    }

    pub(in crate::governance) fn not_applicable(reason: impl Into<String>) -> Verdict {
        Verdict::new(Status::NotApplicable, reason)
    }

    /// Says whose signature or deed would settle it.
    pub(in crate::governance) fn asking(self, roles: impl IntoIterator<Item = Arc<str>>) -> Verdict {
        Verdict { asks: roles.into_iter().collect(), ..self }
    }

    pub(in crate::governance) fn with(mut self, evidence: impl IntoIterator<Item = ItemEvidence>) -> Verdict {
        self.evidence.extend(evidence);
        self
    }
}
