//! Which model was in force when.

use std::sync::Arc;

use super::in_force::{Case, Judges, events, text_on};
use super::rulebook::Rulebook;
use crate::date::Day;
use crate::model::{ExactText, Facts};

/// The models that were in force, the first first.
#[derive(Clone, Debug, Default)]
pub struct Timeline(Vec<Term>);

/// A time during which a model is in force, up to the next.
#[derive(Clone, Debug)]
pub struct Term {
    /// The first day.
    pub from: Day,
    /// When the last approval arrived that put it in force, as a place in the history, later ones greater.
    pub arrived: i64,
    /// The text of the model.
    pub text: ExactText,
    /// What it asks.
    pub rulebook: Arc<Rulebook>,
}

impl Timeline {
    /// Works out which revisions of the model's page were in force when, up to a day. Each is judged by its
    /// predecessor; the first, and those of which the predecessor says nothing, by the role that `site.toml` named
    /// when the predecessor came into force: `adopters` has it for each state, and for the first.
    /// `rulebooks` has what each state of the page asks. A model that is withdrawn stays in force until the next.
    pub fn of(
        case: &Case<'_>,
        rulebooks: &[Arc<Rulebook>],
        (adopters, first): (&[Arc<str>], &Arc<str>),
        today: Day,
    ) -> Timeline {
        let mut adoption = super::rules::Approval::by(first);
        let mut timeline = Timeline::default();
        for day in events(case, &Judges::predecessor(&timeline, &adoption), today) {
            let judges = Judges::predecessor(&timeline, &adoption);
            let Some((state, arrived)) = text_on(case, &judges, day) else { continue };
            let text = &case.states[state].exact;
            let is_new = timeline.0.last().is_none_or(|last| !last.text.same_as(text));
            if let Some(rulebook) = rulebooks.get(state).filter(|_| is_new) {
                let term = Term { from: day, arrived, text: text.clone(), rulebook: rulebook.clone() };
                timeline.0.push(term);
                adoption = super::rules::Approval::by(adopters.get(state).unwrap_or(first));
            }
        }
        timeline
    }

    /// A model that is in force from a day on.
    pub fn always(from: Day, text: ExactText, rulebook: Arc<Rulebook>) -> Timeline {
        Timeline(vec![Term { from, arrived: i64::MIN, text, rulebook }])
    }

    /// Adds a term after all others.
    pub(super) fn add(&mut self, term: Term) {
        self.0.push(term);
    }

    /// Whether any model asks for the approval of a text with these facts, up to a day.
    pub fn ever_asks(&self, facts: &Facts, until: Day) -> bool {
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
