//! Why a page is a draft.

use std::sync::Arc;

use crate::path::FilePath;

/// Why a page is a draft: the first of these that holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum WhyDraft {
    /// It lies in a folder of drafts.
    Folder,
    /// It says `draft: true`.
    Said,
    /// The front matter of this file keeps back all pages below it.
    Cascade(FilePath),
    /// What it says of drafts cannot be read, or its front matter as a whole cannot.
    Unread,
    /// This key of its front matter keeps it back in other programs.
    Key(Arc<str>),
    /// Words in it were meant for nobody else, in a form of another program.
    HiddenWords,
}
