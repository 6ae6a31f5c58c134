//! One requirement that a governance model sets.

use std::sync::Arc;

use super::selector::Selector;
use crate::date::Day;
use crate::diagnostic::{Place, Severity};

/// A requirement: what must hold of which pages, and who answers for it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Control {
    /// Its id, unique in its model.
    pub id: Arc<str>,
    /// What must hold, in a sentence.
    pub statement: Arc<str>,
    /// Why; may be empty.
    pub why: Arc<str>,
    /// What it is about.
    pub about: ControlScope,
    /// The name of its rule. What the rule asks is known to the room that judges.
    pub rule: &'static str,
    /// The role that answers for it.
    pub accountable: Arc<str>,
    /// How much it weighs when it does not hold.
    pub severity: Severity,
    /// Only where this profile is on; `None` for always.
    pub profile: Option<Arc<str>>,
    /// From this day on; `None` for always.
    pub since: Option<Day>,
    /// Where it is written.
    pub place: Place,
}

/// What a control is about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ControlScope {
    /// The site as a whole.
    Site,
    /// Each page that is selected.
    Pages(Selector),
}
