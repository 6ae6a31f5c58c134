//! Which text of a page is in force on a day.

use std::sync::Arc;

use super::record::Record;
use crate::date::Day;
use crate::words::Words;

/// How a page stands on a day. Numbers of states are those of the states it was worked out from, the oldest first.
#[derive(Clone, PartialEq, Debug)]
pub struct InForce {
    /// The day.
    pub on: Day,
    /// How it stands.
    pub standing: Standing,
    /// Every text that was in force up to that day, in the order in which they came into force.
    pub issues: Vec<Issue>,
    /// A newer text that waits.
    pub waiting: Option<Waiting>,
}

/// How a page stands.
#[derive(Clone, PartialEq, Debug)]
pub enum Standing {
    /// No approval is asked for: the working text applies.
    Uncontrolled,
    /// Approval is asked for, and no text has it.
    NothingApproved,
    /// A text is in force: the issue of this number in the list.
    InForce(usize),
    /// It was withdrawn.
    Withdrawn {
        /// By this record.
        by: Arc<Record>,
        /// On this day.
        on: Day,
    },
}

/// A text that is or was in force.
#[derive(Clone, PartialEq, Debug)]
pub struct Issue {
    /// The issue number: the first approved text is 1. `None` for a text that stood there before the page came under
    /// control, and was not approved.
    pub number: Option<u32>,
    /// The state that is in force; the latest of several with the same text.
    pub state: usize,
    /// The first day.
    pub since: Day,
    /// The first day on which it was in force no longer.
    pub until: Option<Day>,
    /// By what it came into force.
    pub basis: InForceReason,
}

/// By what a text came into force.
#[derive(Clone, PartialEq, Debug)]
pub enum InForceReason {
    /// By these approvals.
    Approved(Vec<Arc<Record>>),
    /// In an emergency, until the end of a day.
    Provisional {
        /// The approval that puts it in force without those that are missing.
        by: Arc<Record>,
        /// The last day.
        until: Day,
        /// The approvals for good that it had by then.
        signed: Vec<Arc<Record>>,
    },
    /// It stood there when a new model took control of the page. A model never pulls a text.
    StoodBefore,
}

/// A newer text that is not in force.
#[derive(Clone, PartialEq, Debug)]
pub struct Waiting {
    /// The state; `None` where it is not committed.
    pub state: Option<usize>,
    /// The roles whose approval it lacks. Empty where it waits for a day, or for somebody beside its author.
    pub roles: Vec<Arc<str>>,
    /// The day on which it comes into force, where everybody has signed for a later one.
    pub from: Option<Day>,
    /// What else keeps it from being in force, once all have signed who must.
    pub hindrance: Hindrance,
}

/// What keeps a text from being in force that all have signed.
#[derive(Clone, PartialEq, Debug)]
pub enum Hindrance {
    /// Those who signed: they are its authors, or nobody knows whether they are.
    People,
    /// A role that must sign it has said no, by this record.
    Declined(Arc<Record>),
    /// It has the words in force at another place, which is approved as well: the folder is a fact that controls go by.
    Place,
    /// No commit of the main line has it with all the files that were signed.
    Files,
}

impl Issue {
    /// What it is called: "issue 3", "a provisional text".
    pub fn name(&self, words: &Words) -> String {
        match (self.number, &self.basis) {
            (Some(number), _) => words.fill("issue_number", [("number", number.into())]),
            (None, InForceReason::Provisional { .. }) => words.say("provisional_text").to_owned(),
            (None, _) => words.say("text_stood_before").to_owned(),
        }
    }
}

impl InForceReason {
    /// The records that it rests on.
    pub fn records(&self) -> Vec<Arc<Record>> {
        match self {
            InForceReason::Approved(records) => records.clone(),
            InForceReason::Provisional { by, signed, .. } => {
                std::iter::once(by).chain(signed).cloned().collect()
            }
            InForceReason::StoodBefore => Vec::new(),
        }
    }
}

impl InForce {
    /// The text that is in force.
    pub fn issue(&self) -> Option<&Issue> {
        match self.standing {
            Standing::InForce(number) => self.issues.get(number),
            _ => None,
        }
    }

    /// Whether it was withdrawn.
    pub fn is_withdrawn(&self) -> bool {
        matches!(self.standing, Standing::Withdrawn { .. })
    }

    /// Whether approval is asked for.
    pub fn is_controlled(&self) -> bool {
        self.standing != Standing::Uncontrolled
    }
}
