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
    let changed: HashMap<usize, PageHistory> = of_pages()
        .enumerate()
        .filter_map(|(number, (past, page))| Some((number, without_drafts(past, page, all)?)))
        .collect();
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

/// A past without its drafts; `None` where it has none.
fn without_drafts(
    past: &PageHistory,
    page: &Page,
    Histories { drafts, unread, .. }: &Histories,
) -> Option<PageHistory> {
    let is_declared = |key: &str| page.kind.fields.iter().any(|field| *field.name == *key);
    let is_draft =
        |text: TextId| drafts.get(&text).is_some_and(|keys| keys.iter().any(|key| !is_declared(key)));
    let came_from_draft =
        |revision: &Revision| revision.before.as_ref().is_some_and(|before| is_draft(before.text));
    let is_unread = |revision: &Revision| unread.contains(&revision.text);
    let is_cut =
        |revision: &Revision| is_draft(revision.text) || came_from_draft(revision) || is_unread(revision);
    if !past.revisions.iter().any(is_cut) {
        return None;
    }
    let mut kept: Vec<Revision> = Vec::new();
    let mut older: Option<BaseText> = None;
    for revision in past.revisions.iter().rev().filter(|revision| !is_draft(revision.text)) {
        let mut revision = revision.clone();
        if came_from_draft(&revision) {
            revision.before.clone_from(&older);
        }
        if is_unread(&revision) && revision.commit.shown == CommitShown::Whole {
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
