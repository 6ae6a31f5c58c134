//! Which pages an edition has, with which texts and pasts.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::edition::{EditionPastMemos, MarkedMemos};
use super::govern::{FoldResult, GovernanceInputs, LineOutcome};
use super::held_back::HeldBack;
use super::memo::ListMemo;
use super::owners::{OwnerMemos, Owners};
use super::pages::PageMemos;
use super::past_without_drafts::past_without_drafts;
use super::{edition, held_back};
use crate::config::Edition;
use crate::diagnostic::{Checked, Finding};
use crate::governance::{Governance, HeldIds};
use crate::link;
use crate::model::{Drafts, Page, PageSignature, Past, Selection, Withheld, WithheldReason};
use crate::parse::{ParsedFile, SitePages};
use crate::path::FilePath;
use crate::shared::SharedList;

/// The pages of the selected edition.
pub(super) struct Selected {
    pub(super) pages: SharedList<Page>,
    /// Pages whose text does not stand in it.
    pub(super) withheld: Vec<Withheld>,
    pub(super) past: Past,
    /// The files of pages that stand with an older text than the file has.
    pub(super) older: HashSet<FilePath>,
    /// The files that were approved with pages that stand as they are.
    pub(super) covered: Arc<link::ApprovedFiles>,
    /// The files of pages whose text in force is shown.
    pub(super) in_force: Arc<HashSet<FilePath>>,
    /// Where texts in force stand whose pages drafts have moved, by where the drafts are.
    pub(super) stands_at: Arc<HashMap<FilePath, FilePath>>,
    /// The ids of pages that were in force.
    pub(super) held_ids: Arc<HeldIds>,
}

impl Selected {
    /// The pages as they are written.
    fn all(pages: SitePages, past: Past) -> Selected {
        Selected {
            pages: pages.shown,
            withheld: left_out(&pages.drafts).collect(),
            past,
            older: HashSet::new(),
            covered: Arc::default(),
            in_force: Arc::default(),
            stands_at: Arc::default(),
            held_ids: Arc::default(),
        }
    }

    /// The files that were approved with texts that stand as they are.
    pub(super) fn approved_files(&self) -> HashSet<&FilePath> {
        let as_they_are = self.pages.iter().filter(|page| page.is_written() && page.stood.is_none());
        as_they_are.filter_map(|page| self.covered.get(&page.file)).flatten().collect()
    }

    /// No page: nothing is shown of which nobody knows whether it may be.
    fn none(pages: SitePages, past: Past) -> Selected {
        let mut all = Selected::all(pages, past);
        let shown = std::mem::take(&mut all.pages);
        all.withheld.extend(withheld(&shown, WithheldReason::NotApproved));
        all
    }
}

fn withheld<'p>(
    pages: impl IntoIterator<Item = &'p Arc<Page>>,
    reason: WithheldReason,
) -> impl Iterator<Item = Withheld> {
    pages.into_iter().map(move |page| Withheld { page: PageSignature(page.clone()), reason })
}

/// The files of pages that are kept back as everything is written, whatever of it is in force.
fn kept_back(working: &Working) -> HashSet<FilePath> {
    let drafts = working.pages.drafts.iter().filter(|page| page.is_written());
    drafts.map(|page| &page.file).chain(&*working.excluded).cloned().collect()
}

/// Drafts, and pages on which the program failed.
fn left_out(pages: &SharedList<Page>) -> impl Iterator<Item = Withheld> {
    let (failed, drafts) = pages.iter().partition::<Vec<_>, _>(|page| page.is_stand_in);
    withheld(drafts, WithheldReason::Draft).chain(withheld(failed, WithheldReason::Failed))
}

/// What is remembered of the pages of an edition.
#[derive(Default)]
pub(super) struct EditionMemos {
    owners: OwnerMemos,
    files: ListMemo<ParsedFile>,
    pages: PageMemos,
    held_back: HeldBack,
    marked: MarkedMemos,
    pasts: EditionPastMemos,
}

/// The pages that files make as they are written.
pub(super) struct Working {
    pub(super) files: SharedList<ParsedFile>,
    pub(super) pages: SitePages,
    /// The files of those that `exclude` takes out as it is written, whatever key is in force.
    pub(super) excluded: Arc<HashSet<FilePath>>,
    /// Which of them are shown.
    pub(super) selection: Selection,
}

impl EditionMemos {
    /// Chooses the pages of the edition with as much of their pasts as readers get, and says why pages are left out that
    /// their own drafts would have shown.
    pub(super) fn selected(
        &self,
        inputs: &GovernanceInputs<'_>,
        working: Working,
        known: (&LineOutcome, Option<&Governance>),
    ) -> Checked<Selected> {
        let selection = working.selection;
        let mut chosen = self.chosen(inputs, working, known);
        let Selected { past, pages, .. } = &mut chosen.value;
        if selection.drafts == Drafts::Hidden {
            *past = past_without_drafts(past, pages, inputs);
        }
        chosen
    }

    fn chosen(
        &self,
        inputs: &GovernanceInputs<'_>,
        working: Working,
        (line, governance): (&LineOutcome, Option<&Governance>),
    ) -> Checked<Selected> {
        let is_approved = inputs.config.edition == Edition::Approved;
        let in_force = match line {
            LineOutcome::InForce(in_force) => governance.map(|governance| (governance, in_force)),
            _ => None,
        };
        let is_chosen = |(governance, in_force): &(&Governance, &FoldResult)| {
            if is_approved { in_force.is_known() } else { governance.has_deleted() }
        };
        let held_ids = governance.map(|governance| governance.held_ids.clone()).unwrap_or_default();
        let Some((governance, in_force)) = in_force.filter(is_chosen) else {
            let (pages, past) = (working.pages, inputs.past.clone());
            let all = if is_approved { Selected::none(pages, past) } else { Selected::all(pages, past) };
            return Checked::clean(Selected { held_ids, ..all });
        };
        let mut findings = Vec::new();
        let owners = Owners::from_state(&governance.fold, inputs.content, &self.owners);
        let mut texts = if is_approved {
            findings = owners.findings(governance, &self.owners);
            let mut texts = edition::approved(inputs, &working.files, (governance, &owners), in_force);
            texts.kept_back = kept_back(&working);
            texts
        } else {
            edition::latest(inputs, &working.files, (governance, &owners), in_force)
        };
        let shown =
            self.of_texts(&mut texts, inputs, (governance, working.selection)).into_value(&mut findings);
        let pages = texts.marked(&shown.shown, &self.marked);
        let judging = is_approved.then_some((in_force, governance));
        let past = texts.past(inputs, &pages, (judging, &self.pasts));
        let is_absent = |page: &&Arc<Page>| page.is_written() && texts.absent.contains(&page.file);
        let drafts = left_out(&shown.drafts);
        let absent = inputs.pages.iter().filter(is_absent);
        let (kept_back, absent) = absent.partition::<Vec<_>, _>(|page| texts.is_kept_back(page, governance));
        let withheld = drafts
            .chain(withheld(kept_back, WithheldReason::Draft))
            .chain(withheld(absent, WithheldReason::NotApproved))
            .collect();
        let stands_at = Arc::new(texts.stands_at());
        let older = texts.older.into_keys().collect();
        let covered = Arc::new(texts.covered);
        let in_force = governance.files_in_force();
        let selected = Selected { pages, withheld, past, older, covered, in_force, stands_at, held_ids };
        Checked::new(selected, findings)
    }

    /// The pages that texts make, but for those of the approved edition that are held back.
    fn of_texts(
        &self,
        texts: &mut edition::EditionTexts,
        inputs: &GovernanceInputs<'_>,
        (governance, selection): (&Governance, Selection),
    ) -> Checked<SitePages> {
        let mut findings = Vec::new();
        let is_approved = inputs.config.edition == Edition::Approved;
        loop {
            let files = self.files.list_interned(&texts.files);
            // What is wrong with working texts was reported when they were read.
            let shown = self.pages.made_of(inputs.world, &files, inputs.config, selection).value;
            let by = (governance, inputs.config, &self.held_back);
            let held = if is_approved { held_back::pages(&shown.shown, texts, by) } else { Vec::new() };
            if held.is_empty() {
                return Checked::new(shown, findings);
            }
            // Without one of them, those in its folder may be of another kind.
            let (files, why): (Vec<FilePath>, Vec<Option<Finding>>) = held.into_iter().unzip();
            texts.leave_out(&files);
            findings.extend(why.into_iter().flatten());
        }
    }
}
