//! What is judged.

use std::sync::Arc;

use crate::model::{Commit, Deed, ExactText, Facts, PageId, PageState, Record};
use crate::path::FilePath;

/// A page that somebody wrote, with its past.
#[derive(Clone, Debug)]
pub struct Subject {
    /// Its number in the selected edition; `None` where that does not have it.
    pub page: Option<PageId>,
    /// Its file, from the site's root.
    pub file: FilePath,
    /// The facts of its text in the selected edition; `None` where that does not have it.
    pub shown: Option<Arc<Facts>>,
    /// The facts of its working text.
    pub working: Arc<Facts>,
    /// Its working text, where no commit has it.
    pub uncommitted: Option<ExactText>,
    /// Its committed states, the oldest first.
    pub states: Vec<PageState>,
    /// Whether those are all that there were.
    pub known: Known,
    /// The commit that deleted it, where it is a page that was withdrawn and has no file any more.
    pub deleted: Option<Arc<Commit>>,
}

/// How much of a page's past is known.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Known {
    /// All of it.
    Whole,
    /// A part: the clone is shallow, or objects are missing. A text that is not there may have been.
    InPart,
}

/// A page that there was, and that is deleted.
#[derive(Clone, Debug)]
pub struct Gone {
    /// Its document number.
    pub document: Arc<str>,
    /// Where it was, from the site's root.
    pub file: FilePath,
    /// The facts of its last text.
    pub facts: Arc<Facts>,
    /// Its committed states, the oldest first.
    pub states: Vec<PageState>,
    /// The commit that deleted it.
    pub deleted: Arc<Commit>,
}

impl Subject {
    /// Whether a record approves the newest text and is not committed: it counts once it is.
    pub(super) fn is_pending(&self, record: &Record) -> bool {
        let newest = self.states.last().filter(|_| self.uncommitted.is_none());
        let is_of_newest = |text: &ExactText| newest.is_some_and(|newest| text.same_as(&newest.exact));
        record.arrival.is_none()
            && record.page == self.working.document
            && matches!(&record.deed, Deed::Approval { text, .. } if is_of_newest(text))
    }

    /// As people and commands name it: its id, else its path in the content folder.
    pub fn name(&self) -> &str {
        self.working.document.as_deref().unwrap_or(self.working.path.as_str())
    }
}
