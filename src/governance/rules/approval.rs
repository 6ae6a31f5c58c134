//! Whose approval a text needs, as a control asks it.

use std::sync::Arc;

use crate::date::Period;
use crate::governance::roles::known_role;
use crate::governance::selector;
use crate::model::{PageFacts, Record, Roles, Selector};
use crate::yaml::{Value, YamlMap, YamlNode, YamlReader};

/// In a list of roles: whatever role owns the page.
pub const OWNER: &str = "owner";

/// Whose approval a text needs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Approval {
    /// All of these roles.
    roles: Vec<Arc<str>>,
    /// And all of these where the page is one of those chosen: by its risk, for instance.
    also: Vec<(Selector, Vec<Arc<str>>)>,
    /// At least so many people.
    people: usize,
    /// Whether whoever wrote the text may be the only one.
    author: Author,
    /// Who may put a text in force alone for a while.
    pub provisional: Option<Provisional>,
}

/// Whether the author's approval is enough.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Author {
    MayApproveAlone,
    NeedsAnother,
}

/// An approval for an emergency.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Provisional {
    /// Who may give it.
    pub role: Arc<str>,
    /// For how long it holds.
    pub lasts: Period,
}

impl Approval {
    /// Reads whose approval is asked; `None` where that would be nobody's.
    pub(super) fn read(map: &YamlMap<'_, '_>, roles: &Roles) -> Option<Approval> {
        let names = role_list(map, roles);
        let also = map.node("also").map_or_else(Vec::new, |node| also(node, map.reader, roles));
        let people = map.number("people").unwrap_or(1);
        let author =
            if map.flag("not_by_author_alone") { Author::NeedsAnother } else { Author::MayApproveAlone };
        let provisional = match map.node("provisional") {
            Some(node) => Some(provisional(map.reader.map(node, "provisional")?, roles)?),
            None => None,
        };
        let approval = Approval { roles: names, also, people, author, provisional };
        (!approval.roles.is_empty()).then_some(approval)
    }

    /// By one role, whoever wrote the text.
    pub fn by(role: &Arc<str>) -> Approval {
        let roles = vec![role.clone()];
        Approval { roles, also: Vec::new(), people: 1, author: Author::MayApproveAlone, provisional: None }
    }

    /// Who signs what.
    pub(in crate::governance) fn part(&self) -> ControlRoles {
        let some = self.also.iter().flat_map(|(_, roles)| roles);
        let mut sign_some: Vec<Arc<str>> = some.filter(|role| !self.roles.contains(role)).cloned().collect();
        sign_some.sort();
        sign_some.dedup();
        let in_emergency = self.provisional.iter().map(|provisional| provisional.role.clone()).collect();
        ControlRoles { sign: self.roles.clone(), sign_some, in_emergency }
    }

    /// The roles that every page needs whom it is asked of, but for its owner.
    pub(in crate::governance) fn always(&self) -> impl Iterator<Item = &Arc<str>> {
        self.roles.iter().filter(|role| &***role != OWNER)
    }

    /// The roles that a text with these facts needs.
    pub fn roles(&self, facts: &PageFacts) -> Vec<Arc<str>> {
        // Whoever writes a page does not get round a role by a value of which nobody can tell what it means.
        let also = self.also.iter().filter(|(when, _)| when.may_choose(facts)).flat_map(|(_, roles)| roles);
        let mut roles: Vec<Arc<str>> = Vec::new();
        for role in self.roles.iter().chain(also) {
            // A page without an owner needs one: nobody can sign as `owner`.
            let role = if &**role == OWNER { facts.owner().unwrap_or(role) } else { role };
            if !roles.contains(role) {
                roles.push(role.clone());
            }
        }
        roles
    }

    /// The roles that have not signed; where too few people have, all of them.
    pub fn missing(&self, facts: &PageFacts, signed: &[&Record], known: &Roles) -> Vec<Arc<str>> {
        let roles = self.roles(facts);
        let mut missing = roles.clone();
        missing.retain(|role| !signed.iter().any(|record| record.role == *role));
        let asked = signed.iter().filter(|record| roles.contains(&record.role));
        let people: Vec<&str> = asked.map(|record| &*record.person).collect();
        if missing.is_empty() && known.people(&people) < self.people { roles } else { missing }
    }

    /// How many people must sign at least.
    pub fn people(&self) -> usize {
        self.people
    }

    /// Whether somebody must sign who did not write the text.
    pub fn needs_another(&self) -> bool {
        self.author == Author::NeedsAnother
    }

    /// Whether nobody has signed but authors, and that is not enough.
    pub fn only_by(&self, signed: &[&Record], is_author: impl Fn(&str) -> bool) -> bool {
        self.author == Author::NeedsAnother && signed.iter().all(|record| is_author(&record.person))
    }
}

fn role_list(map: &YamlMap<'_, '_>, roles: &Roles) -> Vec<Arc<str>> {
    let written = map.need_texts("roles");
    if let Some(node) =
        map.node("roles").filter(|node| matches!(&node.value, Value::List(items) if items.is_empty()))
    {
        map.reader.wrong::<()>(node, "roles", "at least one role: nobody would be asked");
    }
    for role in written.iter().filter(|role| &*role.text != OWNER) {
        known_role(role, map.reader, roles);
    }
    written.into_iter().map(|role| role.text).collect()
}

fn also(node: &YamlNode, reader: &YamlReader<'_>, roles: &Roles) -> Vec<(Selector, Vec<Arc<str>>)> {
    let Value::List(items) = &node.value else {
        return reader.wrong(node, "also", "a list of `when` and `roles`").unwrap_or_default();
    };
    let one = |item: &YamlNode| {
        let map = reader.map(item, "also")?;
        let when = map.need("when").and_then(|node| selector::read(node, reader));
        let names = role_list(&map, roles);
        map.finish();
        Some((when?, names))
    };
    items.iter().filter_map(one).collect()
}

fn provisional(map: YamlMap<'_, '_>, roles: &Roles) -> Option<Provisional> {
    let role = map.need_text("role")?;
    known_role(&role, map.reader, roles);
    let lasts = map.need_parsed("for");
    map.finish();
    Some(Provisional { role: role.text, lasts: lasts? })
}

/// Who does what for one control, beside whoever answers for it. `owner` stands for whatever role owns the page.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ControlRoles {
    /// Roles that sign every page that it is about.
    pub sign: Vec<Arc<str>>,
    /// Roles that sign some of them.
    pub sign_some: Vec<Arc<str>>,
    /// Roles that may put a text in force alone for a while.
    pub in_emergency: Vec<Arc<str>>,
}
