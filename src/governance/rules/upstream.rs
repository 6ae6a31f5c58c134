//! How a page looks from others that rely on it or link to it.

use crate::date::{Day, Zone};
use crate::governance::subject::Subject;
use crate::model::{InForce, TextId};

/// When what applies of a page changed last.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::governance) struct LastChange {
    /// The day.
    pub(super) day: Day,
    /// The place of its text in the history, later ones greater.
    pub(super) order: i64,
    /// The text.
    pub(super) text: TextId,
}

/// Why nobody should be sent to a page any more.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::governance) enum Obsolete {
    /// Another takes its place.
    Superseded,
    /// It was taken out of force.
    Withdrawn,
}

/// How a page looks from the others that rely on it: what of it may concern them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct UpstreamStatus {
    /// When what applies of it changed last.
    changed: Option<LastChange>,
    is_withdrawn: bool,
}

impl UpstreamStatus {
    /// How a page looks whose texts were in force then, by days in a zone.
    pub fn for_subject(subject: &Subject, in_force: &InForce, zone: &Zone) -> UpstreamStatus {
        UpstreamStatus { changed: changed(subject, in_force, zone), is_withdrawn: in_force.is_withdrawn() }
    }

    /// When what applies of it changed last.
    pub(super) fn changed(&self) -> Option<LastChange> {
        self.changed
    }

    /// Whether it was taken out of force.
    pub(super) fn is_withdrawn(&self) -> bool {
        self.is_withdrawn
    }
}

/// Of a page under control its text in force counts, of another its newest revision.
fn changed(subject: &Subject, in_force: &InForce, zone: &Zone) -> Option<LastChange> {
    let (state, since) = match in_force.issue() {
        Some(issue) => (subject.states.get(issue.state)?, Some(issue.since)),
        None if in_force.is_controlled() => return None,
        None => (subject.states.last()?, None),
    };
    let committed = state.commit.committed.day(zone)?;
    Some(LastChange {
        day: since.unwrap_or(committed).max(committed),
        order: -i64::from(state.commit.place),
        text: state.exact.text,
    })
}
