//! Pages -> linked content.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::layout::Layout;
use super::memo::{Memo, RowsMemo, SignatureMemo};
use super::select::Selected;
use super::texts_of_others::texts_of_others;
use crate::config::Config;
use crate::diagnostic::defect::{self, Stage, Work};
use crate::diagnostic::{Checked, Finding};
use crate::link::{self, Leads, LinkIndex, NumberedFiles, SiteFiles};
use crate::model::{
    Asset, Content, Folder, Histories, Page, PageSignature, Past, Redirect, Referrer, Target, Withheld,
    WithheldReason,
};
use crate::path::FilePath;
use crate::shared::{ByPtr, SharedList};

/// What is remembered of what leads where.
#[derive(Default)]
#[expect(clippy::type_complexity, reason = "the type of a memo lists what it is made from")]
pub(super) struct LinkMemos {
    signatures: SignatureMemo,
    withheld: RowsMemo<(), (SharedList<Page>, Arc<[WithheldReason]>), Withheld>,
    moved_to: Memo<(ByPtr<Histories>, SharedList<PageSignature>), Arc<HashMap<FilePath, FilePath>>>,
    index: Memo<(SharedList<PageSignature>, SiteFiles, ByPtr<Config>), Arc<LinkIndex>>,
    ties: Memo<(ByPtr<LinkIndex>, ByPtr<Config>), Checked<Content>>,
    leads: RowsMemo<(ByPtr<LinkIndex>, ByPtr<Config>), (SharedList<Page>,), Leads>,
    files: RowsMemo<(), (SharedList<Page>, SharedList<Leads>), Vec<FilePath>>,
    numbers: Memo<(ByPtr<LinkIndex>, SharedList<Vec<FilePath>>), Arc<NumberedFiles>>,
    targets: RowsMemo<ByPtr<NumberedFiles>, (SharedList<Page>, SharedList<Leads>), [Target]>,
    referrers: Memo<(ByPtr<LinkIndex>, SharedList<[Target]>), Arc<Vec<Vec<Referrer>>>>,
    redirects: Memo<RedirectInputs, Arc<Vec<Redirect>>>,
}

/// What redirects are made from. The pages that they name are those of the folders.
type RedirectInputs = (ByPtr<Vec<Redirect>>, ByPtr<Vec<Folder>>, ByPtr<Histories>, FilePath);

impl LinkMemos {
    /// Links the pages of the edition to one another. Assets still lack the hash of their bytes.
    pub(super) fn linked(
        &self,
        selected: &Selected,
        (layout, active): (&Layout, Arc<HashSet<FilePath>>),
        config: &Arc<Config>,
    ) -> Checked<Content> {
        let pages = selected.pages.clone();
        let files = SiteFiles {
            content: layout.content.clone(),
            beside_pages: layout.beside_pages.clone(),
            published_as_is: layout.as_is_paths.clone(),
            withheld: self.withheld(&selected.withheld),
            covered: selected.covered.clone(),
            active,
            unpublished: layout.unpublished.clone(),
            in_force: selected.in_force.clone(),
            stands_at: selected.stands_at.clone(),
            moved_to: self.moved_to(selected),
            held_ids: selected.held_ids.clone(),
        };
        let names = (self.signatures.signatures_of(&pages), files, ByPtr::of(config));
        let index = self.index.get(names, |(pages, files, _)| Arc::new(link::index(pages, files)));
        let inputs = (ByPtr::of(&index), ByPtr::of(config));
        let ties = self.ties.get(inputs.clone(), |(index, config)| link::ties(&index.0, &config.0));
        let leads = self.leads.map(inputs, (pages.clone(),), |(index, config), (pages,), row| {
            let work = Work::on(Stage::Linking, &pages[row].file);
            defect::marked(work, || link::leads(&pages[row], &index.0, &config.0))
        });
        let Checked { value: content, mut findings } = ties;
        findings.extend(link::each_once(leads.findings));
        let (targets, assets) = self.targets_of((&pages, &leads.value), &index);
        let inputs = (ByPtr::of(&index), targets.clone());
        let referrers =
            self.referrers.get(inputs, |(_, targets)| Arc::new(link::referrers(&content, targets)));
        findings.extend(texts_of_others(layout, &assets));
        // Nobody can mend what was found in texts that stand in no file.
        let is_of_working_text = |finding: &Finding| {
            finding.place.as_ref().is_none_or(|place| !selected.older.contains(&place.file))
        };
        findings.retain(is_of_working_text);
        Checked::new(Content { pages, targets, referrers, assets, ..content }, findings)
    }

    /// Where pages are by now, by where the version history knows them to have been.
    fn moved_to(&self, selected: &Selected) -> Arc<HashMap<FilePath, FilePath>> {
        let pages = self.signatures.signatures_of(&selected.pages);
        self.moved_to.get((ByPtr::of(&selected.past.histories), pages), |(histories, pages)| {
            Arc::new(link::moved_to(pages, &histories.0))
        })
    }

    /// Pages that are withheld, each the very one of before while nothing but words has changed.
    fn withheld(&self, pages: &[Withheld]) -> SharedList<Withheld> {
        let columns = (
            pages.iter().map(|withheld| withheld.page.0.clone()).collect(),
            pages.iter().map(|withheld| withheld.reason).collect(),
        );
        self.withheld.map_interned((), columns, |(), (pages, reasons), row| {
            Arc::new(Withheld { page: PageSignature(pages[row].clone()), reason: reasons[row] })
        })
    }

    /// Where the references of all pages lead, and the files among that: each has its number by the order of the pages.
    fn targets_of(
        &self,
        (pages, leads): (&SharedList<Page>, &SharedList<Leads>),
        index: &Arc<LinkIndex>,
    ) -> (SharedList<[Target]>, Arc<Vec<Asset>>) {
        let columns = || (pages.clone(), leads.clone());
        let files = self.files.map_interned((), columns(), |(), (_, leads), row| {
            Arc::new(leads[row].files().cloned().collect())
        });
        let numbers = self.numbers.get((ByPtr::of(index), files), |(index, files)| {
            Arc::new(link::numbered(files.iter().flat_map(|files| files.iter()), &index.0))
        });
        let common = ByPtr::of(&numbers);
        let targets = self
            .targets
            .map_interned(common, columns(), |numbers, (_, leads), row| leads[row].targets(&numbers.0));
        (targets, numbers.all.clone())
    }

    /// Leads the addresses that pages had before they were moved to where they are now.
    pub(super) fn with_former_addresses(&self, content: Content, past: &Past, folder: &FilePath) -> Content {
        let inputs = (
            ByPtr::of(&content.redirects),
            ByPtr::of(&content.folders),
            ByPtr::of(&past.histories),
            folder.clone(),
        );
        let redirects = self
            .redirects
            .get(inputs, |(_, _, _, folder)| Arc::new(link::with_former_addresses(&content, past, folder)));
        Content { redirects, ..content }
    }
}
