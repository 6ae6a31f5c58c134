//! What is known of the past of a site's pages.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use super::{Completeness, Embedded, PageHistory, PageId, RepoPath, TextId};
use crate::config::Kinds;
use crate::date::Day;
use crate::path::FilePath;
use crate::shared::SharedList;

/// The pasts of all pages.
#[derive(Clone, Debug, Default)]
pub struct Past {
    /// The history of each, and what follows from all.
    pub histories: Arc<Histories>,
    /// Which of the pages, by number, stand in the working tree as no commit has them.
    pub uncommitted: SharedList<bool>,
    /// How much is known.
    pub known: HistoryState,
}

/// The histories of all pages, by the number of the page; empty where nothing is known of any.
#[derive(Clone, Debug, Default)]
pub struct Histories {
    /// Their pasts.
    pub pages: Vec<PageHistory>,
    /// Whether any of them has a revision.
    pub is_known: bool,
    /// Where each was before, as files of the site, the latest first.
    pub earlier_files: Vec<Vec<FilePath>>,
    /// Every file that a text of theirs shows, each once with each of its bytes, sorted.
    pub embedded: Vec<Embedded>,
    /// Which bytes the head has of those files, where it has them.
    pub at_head: HashMap<FilePath, TextId>,
    /// The texts of theirs that may be drafts, with what says so.
    pub drafts: HashMap<TextId, DraftMarks>,
    /// The texts of theirs that cannot be read, as in a partial clone: nobody knows whether they are drafts.
    pub unread: HashSet<TextId>,
    /// Whether some commit has other settings than another one.
    pub settings_changed: bool,
    /// Where pages of folders are, or were, of which a text keeps back the pages below.
    pub cascades: Vec<RepoPath>,
    /// The kinds that the site had while a text stood, where they may be others than today's: what none of them declared was no
    /// data of a page.
    pub kinds_then: HashMap<TextId, Vec<Arc<Kinds>>>,
}

/// What in a text keeps it back as a draft, or others, as its front matter says it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct DraftMarks {
    /// Whether it is one whatever its page is: it says so, or it cannot be read as it was meant.
    pub is_certain: bool,
    /// Keys that say so, unless the page's kind declares them as fields of its own.
    pub keys: Vec<Arc<str>>,
    /// Keys that name a day before which it is not published, with the day; unless they are declared.
    pub days: Vec<(Arc<str>, Day)>,
    /// Keys that name a day from which on it is not published any more, with the day; unless they are declared.
    pub ends: Vec<(Arc<str>, Day)>,
    /// Whether it keeps back the pages below its folder.
    pub is_of_pages_below: bool,
    /// Days before which it keeps back the pages below its folder.
    pub days_below: Vec<Day>,
    /// Days from which on it keeps back the pages below its folder.
    pub ends_below: Vec<Day>,
    /// Whether it is one line that does not end, as what a symbolic link holds is.
    pub may_be_link: bool,
}

impl DraftMarks {
    /// Whether anything in it may keep back a page.
    pub fn keeps_back(&self) -> bool {
        let DraftMarks { is_certain, keys, days, ends, .. } = self;
        let has_days = !days.is_empty() || !ends.is_empty();
        *is_certain || !keys.is_empty() || has_days || self.may_keep_back_below()
    }

    /// Whether anything in it may keep back the pages below its folder.
    pub fn may_keep_back_below(&self) -> bool {
        self.is_of_pages_below || !self.days_below.is_empty() || !self.ends_below.is_empty()
    }
}

impl Histories {
    /// Every file that texts of these pasts show, each once with each of its bytes, sorted.
    pub fn embedded_in(pages: &[PageHistory]) -> Vec<Embedded> {
        let mut all: BTreeSet<&Embedded> = BTreeSet::new();
        for revision in pages.iter().flat_map(|past| &past.revisions) {
            all.extend(&revision.embedded);
            all.extend(revision.before.iter().flat_map(|before| &before.embedded));
        }
        all.into_iter().cloned().collect()
    }
}

/// How much is known of the past.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum HistoryState {
    /// What the version history holds.
    #[default]
    Read,
    /// Nothing yet: the version history is being read.
    BeingRead,
    /// Nothing, for this reason.
    Nothing(NoHistory),
}

/// Why a site has no version history.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NoHistory {
    /// It is in no repository.
    NoRepository,
    /// Nothing is committed yet.
    NoCommit,
    /// The repository cannot be read.
    Unreadable,
}

impl NoHistory {
    /// The word of the interface that says it.
    pub fn word(self) -> &'static str {
        match self {
            NoHistory::NoRepository => "history_no_repository",
            NoHistory::NoCommit => "history_no_commit",
            NoHistory::Unreadable => "history_unreadable",
        }
    }
}

impl Past {
    /// The past of a page, where anything is known of it.
    pub fn history_of(&self, page: PageId) -> Option<&PageHistory> {
        self.histories.pages.get(page.index())
    }

    /// Where a page was before, as files of the site, the latest first.
    pub fn earlier_files(&self, page: PageId) -> &[FilePath] {
        self.histories.earlier_files.get(page.index()).map(Vec::as_slice).unwrap_or_default()
    }

    /// Whether anything is known of any page.
    pub fn is_known(&self) -> bool {
        self.histories.is_known
    }

    /// Whether the past of a page is known from its beginning.
    pub fn is_whole(&self, page: PageId) -> bool {
        self.history_of(page).is_some_and(|past| past.completeness == Completeness::Whole)
    }

    /// Whether the version history is known in part only.
    pub fn is_cut(&self) -> bool {
        let cut = [Completeness::Shallow, Completeness::MissingObjects];
        self.histories.pages.iter().any(|past| cut.contains(&past.completeness))
    }

    /// Whether a page stands in the working tree as no commit has it.
    pub fn is_uncommitted(&self, page: PageId) -> bool {
        self.is_uncommitted_at(page.index())
    }

    /// Whether the page of a number stands in the working tree as no commit has it.
    pub fn is_uncommitted_at(&self, number: usize) -> bool {
        self.uncommitted.get(number).is_some_and(|is_uncommitted| **is_uncommitted)
    }
}
