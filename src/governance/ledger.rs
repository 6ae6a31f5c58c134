//! The records that count today, by what they are about.

use std::collections::HashMap;
use std::sync::Arc;

use super::whole::Governance;
use crate::model::Content;
use crate::model::{Control, PageId, Record};

/// Everything that a checklist depends on.
#[derive(Clone, Copy, Debug)]
pub(super) struct Governed<'a> {
    /// The selected edition.
    pub(super) content: &'a Content,
    /// How it is governed.
    pub(super) governance: &'a Governance,
}

/// Records by page, and pages by number.
pub struct Ledger {
    /// By the page's document number; by nothing for those about the site.
    about: HashMap<Arc<str>, Vec<Arc<Record>>>,
    /// By the control.
    waivers: HashMap<Arc<str>, Vec<Arc<Record>>>,
    /// Written and not committed, as [`Ledger::about`] has them.
    pending: HashMap<Arc<str>, Vec<Arc<Record>>>,
    subjects: HashMap<PageId, usize>,
}

impl Ledger {
    pub(super) fn new(governed: &Governed<'_>) -> Ledger {
        let counting = governed.governance.records.iter().filter(|record| record.arrival.is_some());
        let (mut about, mut waivers) = (HashMap::<_, Vec<_>>::new(), HashMap::<_, Vec<_>>::new());
        for record in counting {
            about.entry(record.page.clone().unwrap_or_default()).or_default().push(record.clone());
            if let Some(waiver) = record.waiver() {
                waivers.entry(waiver.control.clone()).or_default().push(record.clone());
            }
        }
        let mut pending = HashMap::<_, Vec<_>>::new();
        for record in governed.governance.records.iter().filter(|record| record.arrival.is_none()) {
            pending.entry(record.page.clone().unwrap_or_default()).or_default().push(record.clone());
        }
        let pages = governed.governance.pages.iter().enumerate();
        let subjects = pages.filter_map(|(number, page)| Some(((*page)?, number))).collect();
        Ledger { about, waivers, pending, subjects }
    }

    /// The records about a page that are written and not committed: they count once they are.
    pub(super) fn pending(&self, page: &str) -> &[Arc<Record>] {
        self.pending.get(page).map_or(&[], Vec::as_slice)
    }

    /// The records about a page; about the site as a whole where it is none, which is kept under no name.
    pub(super) fn about(&self, page: Option<&Arc<str>>) -> &[Arc<Record>] {
        self.about.get(page.map_or("", |page| &**page)).map_or(&[], Vec::as_slice)
    }

    /// The waiver of a control on a page that lasts longest; one that names no page is for all of them.
    /// Only the role that answers for the control may waive it.
    pub(super) fn waiver(&self, control: &Control, page: Option<&Arc<str>>) -> Option<&Arc<Record>> {
        let waivers = self.waivers.get(&control.id)?.iter();
        let ours = waivers.filter(|record| {
            record.role == control.accountable && (record.page.is_none() || record.page.as_ref() == page)
        });
        ours.max_by_key(|record| record.waiver().map(|waiver| waiver.expires))
    }

    /// The waivers of a control that a role has given which does not answer for it.
    pub(super) fn waivers_by_others(&self, control: &Control) -> impl Iterator<Item = &Arc<Record>> {
        let waivers = self.waivers.get(&control.id).map_or(&[][..], Vec::as_slice);
        waivers.iter().filter(|record| record.role != control.accountable)
    }

    /// The number of a page among the subjects.
    pub(super) fn subject(&self, page: PageId) -> Option<usize> {
        self.subjects.get(&page).copied()
    }
}
