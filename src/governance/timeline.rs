//! Which model was in force when.

use std::sync::Arc;

use super::fold::{FoldState, Law};
use super::rulebook::Rulebook;
use crate::date::Day;
use crate::model::{ExactText, PageFacts};

/// The models that were in force, the first first.
#[derive(Clone, Debug, Default)]
pub struct Timeline(Vec<Term>);

/// A time during which a model is in force, up to the next.
#[derive(Clone, Debug)]
pub struct Term {
    /// The first day.
    pub from: Day,
    /// The text of the model.
    pub text: ExactText,
    /// What it asks.
    pub rulebook: Arc<Rulebook>,
}

impl Timeline {
    /// The models of a fold.
    pub fn of(state: &FoldState) -> Timeline {
        let term = |law: &Arc<Law>| Term {
            from: law.since,
            text: law.text.exact.clone(),
            rulebook: law.rulebook.clone(),
        };
        Timeline(state.laws.iter().map(term).collect())
    }

    /// A model that is in force from a day on.
    pub fn always(from: Day, text: ExactText, rulebook: Arc<Rulebook>) -> Timeline {
        Timeline(vec![Term { from, text, rulebook }])
    }

    /// Whether any model asks for the approval of a text with these facts, up to a day.
    pub fn ever_asks(&self, facts: &PageFacts, until: Day) -> bool {
        let mut terms = self.0.iter().filter(|term| term.from <= until);
        terms.any(|term| term.rulebook.approvals(until, facts).next().is_some())
    }

    /// Every term.
    pub fn terms(&self) -> &[Term] {
        &self.0
    }

    /// The model that is in force on a day.
    pub fn on(&self, day: Day) -> Option<&Rulebook> {
        self.0.iter().rfind(|term| term.from <= day).map(|term| &*term.rulebook)
    }

    /// The model that was in force before anything happened on a day.
    pub fn before(&self, day: Day) -> Option<&Rulebook> {
        self.0.iter().rfind(|term| term.from < day).map(|term| &*term.rulebook)
    }
}
