//! Roles that nobody holds and that a change of the model asks for: the role that adopts models fills them for a while, since
//! nobody else can (step 18).

use std::collections::BTreeSet;
use std::sync::Arc;

use super::law::Law;
use super::state::State;
use crate::date::{Day, Period};
use crate::model::{Roles, Tenure};

/// For how long after the day of the appointment somebody holds a role whom the adopting role appoints: 30 days with it.
const DEADLOCK: Period = Period::Days(29);

/// That a role is to be held by nobody, or is so already.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Gap {
    /// The role.
    pub role: Arc<str>,
    /// The first day on which nobody holds it.
    pub from: Day,
    /// The role that may fill it then.
    pub filled_by: Arc<str>,
}

impl State {
    /// The roles without a holder, from today on or from a day that comes soon, which the adopting role may fill then. Where
    /// that role appoints in any case, there is nothing to tell.
    pub fn gaps(&self, today: Day) -> Vec<Gap> {
        let Some(law) = self.law() else { return Vec::new() };
        let filled_by = law.adopted_by();
        if law.rulebook.model.appointed_by.as_ref() == Some(&filled_by) {
            return Vec::new();
        }
        let last = today.plus(law.rulebook.model.due_soon);
        let gap = |role: Arc<str>| {
            let from = vacant_from(&self.roles, &role, today).filter(|from| *from <= last)?;
            Some(Gap { role, from, filled_by: filled_by.clone() })
        };
        needed(law, today).into_iter().filter_map(gap).collect()
    }

    /// Whether nobody holds a role today that a change of the model asks for. Deputies stand in for a holder, and hold nothing.
    pub(super) fn is_filled_in_need(&self, role: &str) -> bool {
        let is_needed = self.law().is_some_and(|law| needed(law, self.today()).contains(role));
        is_needed && is_vacant(&self.roles, role, self.today())
    }

    /// The last day on which somebody may hold a role who is appointed today since nobody held it.
    pub(super) fn last_in_need(&self) -> Day {
        self.today().plus(DEADLOCK)
    }

    /// Whether such an appointment would ever count.
    pub(super) fn begins_in_need(&self, tenure: &Tenure) -> Result<(), String> {
        let (last, today) = (self.last_in_need(), self.today());
        match tenure.from.filter(|from| *from > last) {
            Some(from) => Err(format!(
                "whoever is appointed since nobody holds a role holds it for 30 days at most, from {} through {}: an appointment from {} on would never count; leave out its first day, or appoint somebody when that day is near",
                today.words(),
                last.words(),
                from.words()
            )),
            None => Ok(()),
        }
    }
}

/// The roles that a change of the model asks for.
fn needed(law: &Law, day: Day) -> BTreeSet<Arc<str>> {
    let asked = law.asked(&law.page, &law.text.facts, day);
    asked.iter().flat_map(|need| need.approval.roles(&need.facts)).collect()
}

fn is_vacant(roles: &Roles, role: &str, day: Day) -> bool {
    roles.get(role).is_none_or(|role| role.holders_on(day).is_empty())
}

/// The first day from today on on which nobody holds a role.
fn vacant_from(roles: &Roles, role: &str, today: Day) -> Option<Day> {
    let holders = roles.get(role).map(|role| role.holders.as_slice()).unwrap_or_default();
    let ends = holders.iter().filter_map(|tenure| tenure.to).filter(|to| *to >= today && *to < Day::LAST);
    let mut days: Vec<Day> = ends.map(|to| to.plus(Period::Days(1))).chain([today]).collect();
    days.sort_unstable();
    days.into_iter().find(|day| is_vacant(roles, role, *day))
}
