//! The status of a page under control, as its register says it.

use std::sync::Arc;

use crate::date::Day;
use crate::model::{InForce, InForceReason, Standing};

/// Whether a page may be relied on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Validity {
    /// An approved text is in force, and is the newest.
    InForce,
    /// An approved text is in force, and a newer one waits.
    DraftWaits,
    /// An approved text is in force, and a newer one takes its place on a day.
    NextFrom(Day),
    /// A text is in force through a day by an emergency approval.
    Provisional {
        /// The last day.
        until: Day,
    },
    /// A text is in force that stood there before the page came under control.
    StoodBefore,
    /// No text is in force.
    NotApproved,
    /// No text is in force yet; one will be on a day.
    From(Day),
    /// Another page took its place, and it was not withdrawn.
    Superseded {
        /// That page's document number, else its title.
        by: Arc<str>,
    },
    /// It was withdrawn.
    Withdrawn {
        /// On this day.
        on: Option<Day>,
    },
    /// Its text is in force; its file is deleted, and no withdrawal says so.
    Deleted,
}

impl Validity {
    pub(super) fn from_in_force(in_force: &InForce, superseded_by: Option<Arc<str>>) -> Validity {
        if let Standing::Withdrawn { on, .. } = in_force.standing {
            return Validity::Withdrawn { on: Some(on) };
        }
        let next = in_force.waiting.as_ref().map(|waiting| waiting.from);
        match (in_force.issue().map(|issue| &issue.basis), superseded_by) {
            (None, _) => next.flatten().map_or(Validity::NotApproved, Validity::From),
            (Some(_), Some(by)) => Validity::Superseded { by },
            (Some(InForceReason::Provisional { until, .. }), _) => Validity::Provisional { until: *until },
            (Some(InForceReason::StoodBefore), _) => Validity::StoodBefore,
            (Some(InForceReason::Approved(_)), _) => match next {
                None => Validity::InForce,
                Some(None) => Validity::DraftWaits,
                Some(Some(day)) => Validity::NextFrom(day),
            },
        }
    }

    /// In words, without a full stop.
    pub fn words(&self) -> String {
        match self {
            Validity::InForce => "in force".to_owned(),
            Validity::DraftWaits => "in force, newer draft waits".to_owned(),
            Validity::NextFrom(day) => format!("in force, next text from {}", day.in_english()),
            Validity::Provisional { until } => format!("provisional until {}", until.in_english()),
            Validity::StoodBefore => "in force, not approved".to_owned(),
            Validity::NotApproved => "not approved".to_owned(),
            Validity::From(day) => format!("approved, comes into force on {}", day.in_english()),
            Validity::Superseded { by } => format!("in force, superseded by {by}"),
            Validity::Withdrawn { on: Some(day) } => format!("withdrawn on {}", day.in_english()),
            Validity::Withdrawn { on: None } => "withdrawn".to_owned(),
            Validity::Deleted => "in force, deleted without withdrawal".to_owned(),
        }
    }

    /// One word for machines, the same whatever the day.
    pub fn code(&self) -> &'static str {
        match self {
            Validity::InForce => "in-force",
            Validity::DraftWaits => "draft-waits",
            Validity::NextFrom(_) => "next-dated",
            Validity::Provisional { .. } => "provisional",
            Validity::StoodBefore => "stood-before",
            Validity::NotApproved => "not-approved",
            Validity::From(_) => "dated",
            Validity::Superseded { .. } => "superseded",
            Validity::Withdrawn { .. } => "withdrawn",
            Validity::Deleted => "deleted",
        }
    }

    /// Whether some text of the page is in force.
    pub fn is_in_force(&self) -> bool {
        match self {
            Validity::InForce
            | Validity::DraftWaits
            | Validity::NextFrom(_)
            | Validity::Provisional { .. }
            | Validity::StoodBefore
            | Validity::Superseded { .. }
            | Validity::Deleted => true,
            Validity::NotApproved | Validity::From(_) | Validity::Withdrawn { .. } => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Hindrance, Issue, Waiting};

    fn day(text: &str) -> Day {
        text.parse().expect("a day")
    }

    fn page(basis: Option<InForceReason>, waiting: Option<Waiting>) -> InForce {
        let issue = |basis| Issue { number: Some(1), state: 0, since: day("2026-01-01"), until: None, basis };
        InForce {
            on: day("2026-06-15"),
            standing: if basis.is_some() { Standing::InForce(0) } else { Standing::NothingApproved },
            issues: basis.map(issue).into_iter().collect(),
            waiting,
        }
    }

    fn draft(from: Option<Day>) -> Waiting {
        Waiting { state: Some(1), roles: Vec::new(), from, hindrance: Hindrance::People }
    }

    #[test]
    fn statuses_in_words() {
        let approved = || Some(InForceReason::Approved(Vec::new()));
        let july = day("2026-07-01");
        for (page, words) in [
            (page(approved(), None), "in force"),
            (page(approved(), Some(draft(None))), "in force, newer draft waits"),
            (page(approved(), Some(draft(Some(july)))), "in force, next text from 1 Jul 2026"),
            (page(Some(InForceReason::StoodBefore), Some(draft(None))), "in force, not approved"),
            (page(None, Some(draft(None))), "not approved"),
            (page(None, Some(draft(Some(july)))), "approved, comes into force on 1 Jul 2026"),
        ] {
            assert_eq!(Validity::from_in_force(&page, None).words(), words);
        }
    }

    #[test]
    fn only_what_is_in_force_can_be_superseded() {
        let by = || Some("GL-2".into());
        assert_eq!(
            Validity::from_in_force(&page(Some(InForceReason::StoodBefore), None), by()).words(),
            "in force, superseded by GL-2"
        );
        assert_eq!(Validity::from_in_force(&page(None, None), by()), Validity::NotApproved);
    }
}
