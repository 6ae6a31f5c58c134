//! The pasts of pages as readers get them: without what was written while a page was a draft. Of a text that cannot be
//! read nobody knows whether it was one: that there is such a revision is shown, its reason is not.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::govern::GovernanceInputs;
use super::memo::{Memo, SignatureMemo};
use crate::history;
use crate::model::{
    BaseText, CommitShown, Drafts, Histories, Page, PageHistory, PageSignature, Past, RepoPath, Revision,
    Selection, TextId,
};
use crate::shared::{ByPtr, SharedList};
use crate::world::Versions;

/// What is remembered of the pasts that readers get.
#[derive(Default)]
pub(super) struct PublishedMemos {
    signatures: SignatureMemo,
    histories: Memo<(ByPtr<Histories>, SharedList<PageSignature>), Arc<Histories>>,
}

impl PublishedMemos {
    /// The pasts of the pages of an edition: without drafts, unless these are asked for.
    pub(super) fn past(
        &self,
        past: &Past,
        pages: &SharedList<Page>,
        (selection, inputs): (Selection, &GovernanceInputs<'_>),
    ) -> Past {
        if selection.drafts == Drafts::Shown {
            return past.clone();
        }
        let made_from = (ByPtr::of(&past.histories), self.signatures.signatures_of(pages));
        let histories = self.histories.get(made_from, |(ByPtr(all), _)| published(all, pages, inputs));
        Past { histories, ..past.clone() }
    }
}

/// These pages come first among those that have the pasts; drafts that are left out come last.
fn published(
    all: &Arc<Histories>,
    pages: &SharedList<Page>,
    inputs: &GovernanceInputs<'_>,
) -> Arc<Histories> {
    let of_pages = || all.pages.iter().zip(pages);
    let without_drafts = |(number, (past, page)): (usize, (&PageHistory, &Arc<Page>))| {
        let drafts = PageDrafts { page, all, versions: inputs.versions.as_deref() };
        Some((number, drafts.taken_out_of(past)?))
    };
    let changed: HashMap<usize, PageHistory> = of_pages().enumerate().filter_map(without_drafts).collect();
    if changed.is_empty() && all.pages.len() <= pages.len() {
        return all.clone();
    }
    let mut published = Histories {
        pages: of_pages().map(|(past, _)| past.clone()).collect(),
        earlier_files: all.earlier_files.iter().take(pages.len()).cloned().collect(),
        at_head: all.at_head.clone(),
        drafts: all.drafts.clone(),
        unread: all.unread.clone(),
        ..Histories::default()
    };
    for (number, mut past) in changed {
        history::state_anew(&mut past, &pages[number], &inputs.config.zone);
        if let Some(files) = published.earlier_files.get_mut(number) {
            let stood =
                |revision: &Revision| inputs.versions.as_ref()?.file_in(revision.commit.id, &revision.path);
            let stood: HashSet<_> = past.revisions.iter().filter_map(stood).collect();
            files.retain(|file| stood.contains(file));
        }
        published.pages[number] = past;
    }
    published.is_known = published.pages.iter().any(|past| !past.revisions.is_empty());
    published.embedded = Histories::embedded_in(&published.pages);
    Arc::new(published)
}

/// Tells which texts of a page are no history that readers get.
struct PageDrafts<'a> {
    page: &'a Page,
    all: &'a Histories,
    versions: Option<&'a dyn Versions>,
}

impl PageDrafts<'_> {
    /// Whether a text that stood there was a draft.
    fn is_draft(&self, text: TextId, path: &RepoPath) -> bool {
        let is_declared = |key: &str| self.page.kind.fields.iter().any(|field| *field.name == *key);
        let says_so = self.all.drafts.get(&text).is_some_and(|keys| keys.iter().any(|key| !is_declared(key)));
        let file = self.versions.and_then(|versions| versions.site_file(path));
        says_so || file.is_some_and(|file| file.is_among_drafts())
    }

    fn of_draft(&self, revision: &Revision) -> bool {
        self.is_draft(revision.text, &revision.path)
    }

    fn from_draft(&self, revision: &Revision) -> bool {
        revision.before.as_ref().is_some_and(|before| self.is_draft(before.text, &before.path))
    }

    fn is_unread(&self, revision: &Revision) -> bool {
        self.all.unread.contains(&revision.text)
    }

    /// A past without its drafts; `None` where it stays as it is.
    fn taken_out_of(&self, past: &PageHistory) -> Option<PageHistory> {
        let is_cut =
            |revision| self.of_draft(revision) || self.from_draft(revision) || self.is_unread(revision);
        if !past.revisions.iter().any(is_cut) {
            return None;
        }
        let mut kept: Vec<Revision> = Vec::new();
        let mut older: Option<BaseText> = None;
        for revision in past.revisions.iter().rev().filter(|revision| !self.of_draft(revision)) {
            let mut revision = revision.clone();
            if self.from_draft(&revision) {
                revision.before.clone_from(&older);
            }
            if self.is_unread(&revision) && revision.commit.shown == CommitShown::Whole {
                revision.commit = Arc::new(revision.commit.without_message(CommitShown::OfUnreadText));
            }
            older = Some(revision.as_base());
            kept.push(revision);
        }
        kept.reverse();
        if kept.len() == past.revisions.len() {
            return Some(PageHistory { revisions: kept, ..past.clone() });
        }
        let paths: HashSet<RepoPath> = kept.iter().map(|revision| revision.path.clone()).collect();
        for revision in &mut kept {
            revision.moved_from = revision.moved_from.take().filter(|from| paths.contains(from));
        }
        let former_paths = past.former_paths.iter().filter(|path| paths.contains(path)).cloned().collect();
        Some(PageHistory { revisions: kept, events: Vec::new(), former_paths, ..past.clone() })
    }
}
