//! Which pages an edition has, with which texts and pasts.

use std::collections::HashSet;
use std::sync::Arc;

use super::govern::{FoldResult, GovernanceInputs, LineOutcome};
use super::owners::Owners;
use super::{edition, held_back};
use crate::config::Edition;
use crate::diagnostic::{Checked, Finding};
use crate::governance::Governance;
use crate::link;
use crate::model::{Content, Page, Past, Selection};
use crate::parse::{self, ParsedFile, Room, SitePages};
use crate::path::FilePath;
use crate::shared::SharedList;

/// The pages of the selected edition.
pub(super) struct Selected {
    pub(super) pages: SharedList<Page>,
    /// Drafts that are left out.
    pub(super) drafts: SharedList<Page>,
    /// Pages that are left out since no text of them is in force.
    pub(super) unapproved: SharedList<Page>,
    pub(super) past: Past,
    /// The files of pages that stand with an older text than the file has.
    pub(super) older: HashSet<FilePath>,
    /// The files that were approved with pages that stand as they are.
    pub(super) covered: Arc<link::ApprovedFiles>,
    /// The files of pages whose text in force is shown.
    pub(super) in_force: Arc<HashSet<FilePath>>,
    /// Why pages are left out that their own drafts would have shown.
    pub(super) findings: Vec<Finding>,
}

impl Selected {
    /// The pages as they are written.
    fn all(pages: SitePages, past: Past) -> Selected {
        Selected {
            pages: pages.shown,
            drafts: pages.drafts,
            unapproved: SharedList::default(),
            past,
            older: HashSet::new(),
            covered: Arc::default(),
            in_force: Arc::default(),
            findings: Vec::new(),
        }
    }

    /// No page: nothing is shown of which nobody knows whether it may be.
    fn none(pages: SitePages, past: Past) -> Selected {
        let all = Selected::all(pages, past);
        Selected { pages: SharedList::default(), unapproved: all.pages, ..all }
    }
}

/// Chooses the pages of an edition.
pub(super) fn select(
    inputs: &GovernanceInputs<'_>,
    (files, pages): (&SharedList<ParsedFile>, SitePages),
    (folded, governance): (&LineOutcome, Option<&Governance>),
    selection: Selection,
) -> Selected {
    let is_approved = inputs.config.edition == Edition::Approved;
    let in_force = match folded {
        LineOutcome::InForce(in_force) => governance.map(|governance| (governance, in_force)),
        _ => None,
    };
    let is_chosen = |(governance, in_force): &(&Governance, &FoldResult)| {
        if is_approved { in_force.is_known() } else { governance.has_deleted() }
    };
    let Some((governance, in_force)) = in_force.filter(is_chosen) else {
        let past = inputs.past.clone();
        return if is_approved { Selected::none(pages, past) } else { Selected::all(pages, past) };
    };
    let mut findings = Vec::new();
    let owners = Owners::of(&governance.fold, inputs.content, inputs.store);
    let mut texts = if is_approved {
        findings = owners.findings(governance, inputs.store);
        edition::approved(inputs, files, (governance, &owners), in_force)
    } else {
        edition::latest(inputs, files, (governance, &owners), in_force)
    };
    let shown = of_texts(&mut texts, inputs, (governance, selection)).into_value(&mut findings);
    let shown = SitePages { shown: texts.marked(&shown.shown, inputs.store), ..shown };
    let judging = is_approved.then_some((in_force, governance));
    let past = texts.past(inputs, &shown.shown, judging);
    let is_absent = |page: &&Arc<Page>| page.is_written() && texts.absent.contains(&page.file);
    let unapproved = inputs.pages.iter().filter(is_absent).cloned().collect();
    let older = texts.older.into_keys().collect();
    let covered = Arc::new(texts.covered);
    let in_force = governance.files_in_force();
    let (pages, drafts) = (shown.shown, shown.drafts);
    Selected { pages, drafts, unapproved, past, older, covered, in_force, findings }
}

/// The pages that texts make, but for those of the approved edition that are held back.
fn of_texts(
    texts: &mut edition::EditionTexts,
    inputs: &GovernanceInputs<'_>,
    (governance, selection): (&Governance, Selection),
) -> Checked<SitePages> {
    let mut findings = Vec::new();
    let is_approved = inputs.config.edition == Edition::Approved;
    loop {
        let files = inputs.store.list_alike("parsed files in force", &texts.files);
        // What is wrong with working texts was reported when they were read.
        let memos = (inputs.store, &Room::IN_FORCE);
        let shown = parse::pages(&files, inputs.config, selection, memos).value;
        let by = (governance, inputs.config, inputs.store);
        let held = if is_approved { held_back::pages(&shown.shown, texts, by) } else { Vec::new() };
        if held.is_empty() {
            return Checked::new(shown, findings);
        }
        // Without one of them, those in its folder may be of another kind.
        let (files, why): (Vec<FilePath>, Vec<Finding>) = held.into_iter().unzip();
        texts.leave_out(&files);
        findings.extend(why);
    }
}

/// Takes out what was found in texts that stand in no file: nobody can mend them.
pub(super) fn of_working_texts(mut linked: Checked<Content>, older: &HashSet<FilePath>) -> Checked<Content> {
    linked.findings.retain(|finding| finding.place.as_ref().is_none_or(|place| !older.contains(&place.file)));
    linked
}
