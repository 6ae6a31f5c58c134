//! What governance shows: how each page stands, the checklist, the records.

pub(super) mod address;
mod holders;
mod issues;
pub(super) mod items;
mod models;
mod plate;
mod records;
mod register;
mod stands;
pub(super) mod truth;

use std::collections::BTreeSet;
use std::sync::Arc;

use super::view::link_to;
use super::{Site, path};
use crate::governance::{Governance, GovernanceContext};
use crate::model::{Checklist, Content, Control, InForce, Item, PageId};
use crate::shared::{ByPtr, SharedList};
use crate::theme::view::{ControlView, LinkView};

pub(super) use holders::with_appointed;
pub(super) use issues::{
    IssuePage, Words, address as issue_address, of_page as issues_of, page as issue, stood_at,
    text as issue_text, with_text as issue_with, words as issue_words,
};
pub(super) use models::{comparison, of_page as model_of_page};
pub(super) use plate::{mark, view as plate};
pub(super) use records::{unnamed as unnamed_records, view as records};
pub(super) use register::{unnamed as unnamed_of_register, view as register};
pub use stands::StandingWords;
pub(super) use truth::of_home as waits;

/// What paper says of itself: who reads it later cannot tell whether it still holds.
const UNCONTROLLED: &str = "uncontrolled when printed";

/// Where things are found among what governance knows.
#[derive(Debug, Default)]
pub struct GovernanceIndex {
    /// The roles that answer for something or are waited for, by id.
    pub(super) roles: Vec<Arc<str>>,
    /// The controls of the model in force, in its order.
    pub(super) controls: Vec<Arc<Control>>,
    /// The subject that each page is, by page.
    subjects: Vec<Option<usize>>,
}

/// Everything that a [`GovernanceIndex`] is made of.
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
    /// What an index is made of, with the roles that each page waits for: see [`roles_waited_for`].
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
    pub(super) fn subject(&self, page: PageId) -> Option<usize> {
        self.subjects.get(page.index()).copied().flatten()
    }
}

/// Whether there are several models to choose from.
pub(super) fn has_models(site: &Site) -> bool {
    site.governance().is_some_and(|governance| governance.models.len() > 1)
}

/// What is printed on every sheet of a generated page of governance.
pub(super) fn sheet(site: &Site) -> Option<ControlView> {
    let today = site.governance()?.today;
    let sheet = format!("as of {} · {UNCONTROLLED}", today.words());
    Some(ControlView { sheet, ..ControlView::default() })
}

/// A link to the overview.
pub(super) fn overview() -> LinkView {
    link_to("Checklist", &address::overview())
}

/// A role as its page is titled.
pub(super) fn role_title(site: &Site, id: &str) -> String {
    let Some(governance) = site.governance() else { return id.to_owned() };
    let role = governance.roles.get(id);
    role.map_or_else(|| governance.named_role(&id.into()), |role| role.title.clone()).to_string()
}

/// A role with the page that describes it.
pub(super) fn role_link(site: &Site, id: &str) -> LinkView {
    let page = site.content.documents.get(id).map(|page| path(&site.content.page(*page).address));
    LinkView { title: role_title(site, id), path: page.unwrap_or_default() }
}

/// A record on the page of records.
fn record_path(id: &str) -> String {
    format!("{}#{id}", path(&address::records()))
}

impl Site {
    /// What governance knows, where the site is governed.
    pub(super) fn governance(&self) -> Option<&Governance> {
        self.governed.as_ref().map(|(governance, _)| governance)
    }

    /// Whether somebody approves what a page says: it has addresses of its own that no file takes.
    pub(super) fn is_controlled(&self, page: PageId) -> bool {
        let subject = self.governed_index().subject(page);
        let in_force = self.governance().zip(subject).map(|(known, subject)| &known.in_force[subject]);
        in_force.is_some_and(|in_force| in_force.is_controlled())
    }

    /// Whether a page is withdrawn: it keeps its address, and nothing leads to it by itself.
    pub fn is_withdrawn(&self, page: PageId) -> bool {
        let subject = self.governed_index().subject(page);
        let in_force = self.governance().zip(subject).map(|(known, subject)| &known.in_force[subject]);
        in_force.is_some_and(|in_force| in_force.is_withdrawn())
    }
}
