//! Roles that nobody holds and that a change of the model asks for: the role that adopts models fills them for a while, since
//! nobody else can (step 18).

use std::collections::BTreeSet;
use std::sync::Arc;

use super::law::Law;
use super::state::FoldState;
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
    /// What may fill it then.
    pub remedy: Remedy,
}

/// What may fill a role that nobody holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Remedy {
    /// The role that adopts models, alone and for 30 days.
    Adopter(Arc<str>),
    /// A model that has another role appoint.
    OtherModel,
    /// Nothing: it is the role that would do either.
    Nothing,
}

impl FoldState {
    /// The roles without a holder, from today on or from a day that comes soon, where that takes more than a new text of
    /// their page: those that a change of the model asks for, which the adopting role may fill then, and the role that
    /// appoints all others.
    pub fn gaps(&self, today: Day) -> Vec<Gap> {
        let Some(law) = self.law() else { return Vec::new() };
        let adopter = law.adopted_by();
        let appointer = law.rulebook.model.appointed_by.clone().unwrap_or_else(|| adopter.clone());
        let last = today.plus(law.rulebook.model.due_soon);
        let is_soon = |from: &Day| *from <= last;
        let mut gaps: Vec<Gap> = Vec::new();
        let unsigned = self.roles.get(&appointer).map_or(Some(today), |role| role.unsigned_from(today));
        let needed = needed(law, today);
        // The adopting role may fill this one as well, where a change of the model asks for it.
        let is_filled = appointer != adopter && needed.contains(&appointer);
        if let Some(from) = unsigned.filter(is_soon).filter(|_| !is_filled) {
            let remedy = if appointer == adopter { Remedy::Nothing } else { Remedy::OtherModel };
            gaps.push(Gap { role: appointer.clone(), from, remedy });
        }
        // Where the adopting role appoints in any case, it fills nothing in need.
        if law.rulebook.model.appointed_by.as_ref() != Some(&adopter) {
            let gap = |role: Arc<str>| {
                let vacant = self.roles.get(&role).map_or(Some(today), |role| role.vacant_from(today));
                Some(Gap { from: vacant.filter(is_soon)?, remedy: Remedy::Adopter(adopter.clone()), role })
            };
            let known: Vec<Arc<str>> = gaps.iter().map(|gap| gap.role.clone()).collect();
            gaps.extend(needed.into_iter().filter(|role| !known.contains(role)).filter_map(gap));
        }
        gaps
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
                today.in_english(),
                last.in_english(),
                from.in_english()
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
