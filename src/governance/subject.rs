//! What is judged.

use std::sync::Arc;

use super::fold::{TextAt, covers};
use crate::model::{Commit, ExactText, Page, PageFacts, PageId, PageState, Record};
use crate::path::{FilePath, is_markdown};

/// A page that somebody wrote, with its past.
#[derive(Clone, Debug)]
pub struct Subject {
    /// Its number in the selected edition; `None` where that does not have it.
    pub page: Option<PageId>,
    /// Its file, from the site's root; of a page without one, where its text in force stood.
    pub file: FilePath,
    /// The id by which it is known; `None` where it states none, or another page has it.
    pub id: Option<Arc<str>>,
    /// The facts of its text in the selected edition; `None` where that does not have it.
    pub shown: Option<Arc<PageFacts>>,
    /// The facts of its working text.
    pub working: Arc<PageFacts>,
    /// Its working text, where no commit has it.
    pub uncommitted: Option<ExactText>,
    /// Its texts that were in force, as its issues number them, and last the newest committed one; of a page that never
    /// was, its committed texts, the oldest first.
    pub states: Vec<PageState>,
    /// The commit that deleted it, where it has no file any more.
    pub deleted: Option<Arc<Commit>>,
}

impl Subject {
    /// The same page as the selected edition shows it.
    #[must_use]
    pub fn seen(&self, page: Option<PageId>, shown: Option<&Page>) -> Subject {
        Subject { page, shown: shown.map(|page| Arc::new(PageFacts::of(page))), ..self.clone() }
    }

    /// Its newest text, committed or not.
    pub(super) fn newest(&self) -> Option<TextAt> {
        let exact = self.uncommitted.as_ref().or(self.states.last().map(|state| &state.exact))?;
        let file = self.file.clone();
        Some(TextAt { exact: exact.clone(), file, place: u32::MAX, facts: self.working.clone(), moved: None })
    }

    /// Whether a record approves the newest text and is not committed: it counts once it is.
    pub(super) fn is_pending(&self, record: &Record) -> bool {
        let newest = self.states.last().filter(|_| self.uncommitted.is_none());
        let is_of_newest = |text: &ExactText| newest.is_some_and(|newest| covers(text, &newest.exact));
        record.arrival.is_none()
            && record.page == self.working.document
            && record.approval().is_some_and(|approval| is_of_newest(&approval.text))
    }

    /// As people and commands name it: its id, else its path in the content folder. What only states the id of another page
    /// goes by its path, and so does a page whose id is written like a path: it may be that of another page.
    pub fn name(&self) -> &str {
        let is_like_a_path = |id: &str| id.contains('/') || is_markdown(id);
        self.id.as_deref().filter(|id| !is_like_a_path(id)).unwrap_or(self.working.path.as_str())
    }
}
