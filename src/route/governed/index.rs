//! The numbers of roles, controls and subjects: which have a page of the checklist, and which page is which subject.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::governance::{Governance, GovernanceContext};
use crate::model::{Checklist, Content, Control, InForce, Item, PageId};
use crate::shared::{ByPtr, SharedList};

/// Where things are found among what governance knows.
#[derive(Debug, Default)]
pub struct GovernanceIndex {
    /// The roles that answer for something or are waited for, by id.
    pub(in crate::route) roles: Vec<Arc<str>>,
    /// The controls of the model in force, in its order.
    pub(in crate::route) controls: Vec<Arc<Control>>,
    /// The subject that each page is, by page.
    subjects: Vec<Option<usize>>,
}

/// Everything that a [`GovernanceIndex`] is made from.
#[derive(PartialEq)]
pub struct IndexInputs {
    controls: Vec<Arc<Control>>,
    /// The roles that each page waits for.
    waiting: SharedList<Vec<Arc<str>>>,
    /// The roles that what is no page waits for.
    others: Vec<Arc<str>>,
    /// The page of each subject.
    pages: ByPtr<[Option<PageId>]>,
    /// How many pages there are.
    count: usize,
}

impl IndexInputs {
    /// What an index is made from, with the roles that each page waits for: see [`roles_waited_for`].
    pub fn new(
        (governance, checklist): &(Governance, Checklist),
        content: &Content,
        waiting: SharedList<Vec<Arc<str>>>,
    ) -> IndexInputs {
        IndexInputs {
            controls: checklist.controls.clone(),
            waiting,
            others: asked(&checklist.of_others).cloned().collect(),
            pages: ByPtr::of(governance.pages()),
            count: content.pages.len(),
        }
    }
}

/// The roles that a page waits for, as far as they may be named.
pub fn roles_waited_for(context: &GovernanceContext, in_force: &InForce, items: &[Item]) -> Vec<Arc<str>> {
    let waiting = in_force.waiting.iter().flat_map(|waiting| &waiting.roles);
    let may_be_named = |role: &&Arc<str>| context.named_role(role) == **role;
    waiting.chain(asked(items)).filter(may_be_named).cloned().collect()
}

fn asked(items: &[Item]) -> impl Iterator<Item = &Arc<str>> {
    items.iter().flat_map(Item::waits_for_others).map(|asked| &asked.role)
}

impl GovernanceIndex {
    /// Works out where things are found.
    pub fn new(IndexInputs { controls, waiting, others, pages, count }: &IndexInputs) -> GovernanceIndex {
        let mut roles: BTreeSet<Arc<str>> =
            controls.iter().map(|control| control.accountable.clone()).collect();
        roles.extend(waiting.iter().flat_map(|roles| roles.iter()).chain(others).cloned());
        let mut subjects = vec![None; *count];
        for (number, page) in pages.0.iter().enumerate() {
            if let Some(slot) = page.and_then(|page| subjects.get_mut(page.index())) {
                *slot = Some(number);
            }
        }
        let roles = roles.into_iter().collect();
        GovernanceIndex { roles, controls: controls.clone(), subjects }
    }

    /// The number of the subject that a page is.
    pub(in crate::route) fn subject(&self, page: PageId) -> Option<usize> {
        self.subjects.get(page.index()).copied().flatten()
    }
}
