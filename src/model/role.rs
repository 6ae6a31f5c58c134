//! Roles: who may sign for what, and since when.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::Arc;

use super::alike::may_be_one;
use super::handle::{Handle, same_handle};
use super::object_id::TextId;
use crate::date::{Day, Period};
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
    /// Other pages that describe a role of this id. While there are any, nobody holds it: who wrote the second page
    /// would decide by its name who may sign.
    pub others: Vec<FilePath>,
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
    /// The names and mail addresses by which they commit; where there are none, nobody knows what they wrote.
    pub identities: Vec<Arc<str>>,
    /// The record that appointed them; `None` where the page of the role names them.
    pub by: Option<TextId>,
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

    /// The appointment by which a person may sign for it on a day; `None` where its page names them, or nothing does.
    pub fn appointment(&self, person: &str, day: Day) -> Option<TextId> {
        let all = self.holders.iter().chain(&self.deputies);
        let mut theirs = all.filter(|tenure| tenure.covers(day) && same_handle(&tenure.person, person));
        let first = theirs.next()?.by?;
        theirs.all(|tenure| tenure.by.is_some()).then_some(first)
    }

    /// Who holds it on a day.
    pub fn holders_on(&self, day: Day) -> Vec<Arc<str>> {
        self.holders.iter().filter(|tenure| tenure.covers(day)).map(|tenure| tenure.person.clone()).collect()
    }

    /// Who holds it on a day, where only one does.
    pub fn sole_holder_on(&self, day: Day) -> Option<&Arc<str>> {
        let mut now = self.holders.iter().filter(|tenure| tenure.covers(day)).map(|tenure| &tenure.person);
        let first = now.next()?;
        now.all(|other| same_handle(first, other)).then_some(first)
    }

    /// Takes note of another page that describes a role of this id.
    fn contest(&mut self, by: FilePath) {
        self.holders.clear();
        self.deputies.clear();
        self.others.push(by);
        self.title = self.id.clone();
    }

    /// Why nobody holds it where several pages describe it, in words.
    pub fn contested(&self) -> Option<String> {
        let count = match self.others.len() {
            0 => return None,
            1 => "two".to_owned(),
            more => (more + 1).to_string(),
        };
        Some(format!("{count} pages describe the role `{}`, so nobody holds it", self.id))
    }

    /// Everybody who may sign for it on a day.
    pub fn people_on(&self, day: Day) -> impl Iterator<Item = &Arc<str>> {
        let now = self.holders.iter().chain(&self.deputies).filter(move |tenure| tenure.covers(day));
        now.map(|tenure| &tenure.person)
    }

    /// The first day from a day on on which nobody may sign for it; `None` where somebody always may.
    pub fn unsigned_from(&self, day: Day) -> Option<Day> {
        self.first_without(day, |on| self.people_on(on).next().is_some())
    }

    /// The first day from a day on on which nobody holds it; `None` where somebody always does. Deputies stand in for a
    /// holder, and hold nothing.
    pub fn vacant_from(&self, day: Day) -> Option<Day> {
        self.first_without(day, |on| !self.holders_on(on).is_empty())
    }

    fn first_without(&self, day: Day, is_there: impl Fn(Day) -> bool) -> Option<Day> {
        let ends = self.holders.iter().chain(&self.deputies).filter_map(|tenure| tenure.to);
        let ends = ends.filter(|to| *to >= day && *to < Day::LAST).map(|to| to.plus(Period::Days(1)));
        let mut days: Vec<Day> = ends.chain([day]).collect();
        days.sort_unstable();
        days.into_iter().find(|day| !is_there(*day))
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
    /// Roles in any order; of two with one id neither has a holder.
    pub fn new(roles: impl IntoIterator<Item = Role>) -> Roles {
        let mut by_id: BTreeMap<Arc<str>, Role> = BTreeMap::new();
        for role in roles {
            match by_id.entry(role.id.clone()) {
                Entry::Vacant(free) => _ = free.insert(role),
                Entry::Occupied(taken) => taken.into_mut().contest(role.file),
            }
        }
        Roles(by_id)
    }

    /// A role by its id.
    pub fn get(&self, id: &str) -> Option<&Role> {
        self.0.get(id)
    }

    /// The names and addresses by which a person commits, as far as is said.
    pub fn identities(&self, person: &str) -> Vec<Arc<str>> {
        self.tenures_of(person).flat_map(|tenure| tenure.identities.iter().cloned()).collect()
    }

    /// The names of a person as roles have them.
    pub fn names(&self, person: &str) -> Vec<Arc<str>> {
        self.tenures_of(person).map(|tenure| tenure.person.clone()).collect()
    }

    fn tenures_of(&self, person: &str) -> impl Iterator<Item = &Tenure> {
        let tenures = self.iter().flat_map(|role| role.holders.iter().chain(&role.deputies));
        tenures.filter(move |tenure| same_handle(&tenure.person, person))
    }

    /// How many people have these names for certain: who may be one, or commits by the same identity, counts once.
    pub fn people(&self, names: &[&str]) -> usize {
        let mut people: Vec<Vec<&str>> = Vec::new();
        for name in names {
            let (theirs, others): (Vec<_>, Vec<_>) =
                people.into_iter().partition(|known| known.iter().any(|known| self.may_be_one(known, name)));
            people = others;
            people.push(theirs.into_iter().flatten().chain([*name]).collect());
        }
        people.len()
    }

    fn may_be_one(&self, a: &str, b: &str) -> bool {
        let theirs = self.identities(b);
        let is_theirs = |own: &Arc<str>| theirs.iter().any(|other| same_handle(own, other));
        may_be_one(a, b) || self.identities(a).iter().any(is_theirs)
    }

    /// Every role, by id.
    pub fn iter(&self) -> impl Iterator<Item = &Role> {
        self.0.values()
    }
}
