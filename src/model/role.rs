//! Roles: who may sign for what, and since when.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::handle::Handle;
use crate::date::Day;
use crate::path::FilePath;

/// A role that people hold.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Role {
    /// The id of its page.
    pub id: Arc<str>,
    /// Its title.
    pub title: Arc<str>,
    /// The page that describes it.
    pub file: FilePath,
    /// Who holds it, and has held it.
    pub holders: Vec<Tenure>,
    /// Who stands in, and has stood in.
    pub deputies: Vec<Tenure>,
}

/// A time during which somebody holds a role. Both days belong to it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Tenure {
    /// Who.
    pub person: Arc<str>,
    /// The first day; `None` for always.
    pub from: Option<Day>,
    /// The last day; `None` while it lasts.
    pub to: Option<Day>,
}

/// How somebody may sign for a role.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Capacity {
    /// They hold it.
    Holder,
    /// They stand in for whoever holds it.
    Deputy,
}

impl Tenure {
    /// Whether it lasts on a day.
    pub fn covers(&self, day: Day) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }
}

impl Role {
    /// In which capacity a person may sign for it on a day.
    pub fn capacity(&self, person: &str, day: Day) -> Option<Capacity> {
        let person = Handle::new(person);
        let among = |tenures: &[Tenure]| {
            tenures.iter().any(|tenure| tenure.covers(day) && Handle::new(&tenure.person) == person)
        };
        if among(&self.holders) {
            return Some(Capacity::Holder);
        }
        among(&self.deputies).then_some(Capacity::Deputy)
    }

    /// Who holds it on a day.
    pub fn holders_on(&self, day: Day) -> Vec<Arc<str>> {
        self.holders.iter().filter(|tenure| tenure.covers(day)).map(|tenure| tenure.person.clone()).collect()
    }

    /// Everybody who was ever named in it.
    pub fn people(&self) -> impl Iterator<Item = &Arc<str>> {
        self.holders.iter().chain(&self.deputies).map(|tenure| &tenure.person)
    }
}

/// All roles of a site, by id.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Roles(BTreeMap<Arc<str>, Role>);

impl Roles {
    /// Roles in any order; of two with one id the first stays.
    pub fn new(roles: impl IntoIterator<Item = Role>) -> Roles {
        let mut by_id = BTreeMap::new();
        for role in roles {
            by_id.entry(role.id.clone()).or_insert(role);
        }
        Roles(by_id)
    }

    /// A role by its id.
    pub fn get(&self, id: &str) -> Option<&Role> {
        self.0.get(id)
    }

    /// Every role, by id.
    pub fn iter(&self) -> impl Iterator<Item = &Role> {
        self.0.values()
    }
}
