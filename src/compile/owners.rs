//! Which page a place belongs to, where texts of several that were in force stood there: the one that was in force first.
//! Drafts have no say in that.

use std::collections::HashMap;
use std::sync::Arc;

use crate::diagnostic::{Code, Finding, Place};
use crate::governance::fold::{Life, State};
use crate::governance::{Governance, Subject};
use crate::model::{InForce, Standing};
use crate::path::{Address, FilePath};

/// The ids of the pages whose texts keep their places, by address.
pub(super) struct Owners<'a> {
    by_address: HashMap<String, &'a Arc<str>>,
    content: &'a FilePath,
}

impl<'a> Owners<'a> {
    /// Works out who keeps which place. What applies goes before what was withdrawn.
    pub(super) fn of(state: &'a State, content: &'a FilePath) -> Owners<'a> {
        let claim = |(id, life): (&'a Arc<str>, &'a Life)| {
            let file = &life.text().or(life.last_text())?.file;
            let (first, text) = (life.issues.first()?, life.texts.first()?);
            Some((life.issue().is_none(), first.since, text.place, id, address(file, content)?))
        };
        let mut claims: Vec<_> = state.lives.iter().filter_map(claim).collect();
        claims.sort_unstable();
        let mut by_address = HashMap::new();
        for (_, _, _, id, address) in claims {
            by_address.entry(address).or_insert(id);
        }
        Owners { by_address, content }
    }

    /// The page that keeps a place, where that is another than this.
    pub(super) fn other(&self, subject: &Subject, file: &FilePath) -> Option<&'a Arc<str>> {
        let owner = self.by_address.get(&address(file, self.content)?)?;
        Some(*owner).filter(|owner| subject.id.as_ref() != Some(owner))
    }

    /// Tells of the pages that are not shown since another keeps their place.
    pub(super) fn findings(&self, governance: &Governance) -> Vec<Finding> {
        let there = governance.subjects.iter().zip(&governance.in_force);
        let there = there.filter(|(subject, _)| subject.deleted.is_none());
        there.filter_map(|(subject, in_force)| self.finding(subject, in_force)).collect()
    }

    fn finding(&self, subject: &Subject, in_force: &InForce) -> Option<Finding> {
        let file = match &in_force.standing {
            Standing::Uncontrolled => &subject.file,
            Standing::InForce(_) => &subject.states.get(in_force.issue()?.state)?.file,
            Standing::NothingApproved | Standing::Withdrawn { .. } => return None,
        };
        let owner = self.other(subject, file)?;
        let message =
            format!("it is not shown: {owner} keeps its place, with a text that was in force there first");
        let finding = Finding::new(Code::AddressCollision, Place::file(&subject.file), message);
        Some(finding.hint(format!("put it elsewhere; or withdraw {owner}, or have its move approved")))
    }
}

fn address(file: &FilePath, content: &FilePath) -> Option<String> {
    Some(Address::of_page(&file.within(content)?).folded())
}
