//! Why a page is a draft.

use std::sync::Arc;

use crate::date::Day;
use crate::path::FilePath;

/// Why a page is a draft: the first of these that holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum WhyDraft {
    /// It lies in a folder of drafts.
    Folder,
    /// Its name, or that of a folder, begins with an underscore.
    Underscore,
    /// Its name is that of a copy which a program has made.
    Copy,
    /// It says `draft: true`.
    Said,
    /// The front matter of this file keeps back all pages below it.
    Cascade(FilePath),
    /// That of this file may do so, and cannot be read.
    UnreadIndex(FilePath),
    /// It is a post whose name begins with this day, which is still to come.
    Post(Day),
    /// What it says of drafts cannot be read, or its front matter as a whole cannot.
    Unread,
    /// This key of its front matter keeps it back in other programs.
    Key(Arc<str>),
    /// Words in it were meant for nobody else, in a form of another program.
    HiddenWords,
}

impl WhyDraft {
    /// The file of the folder above that keeps it back, where one does.
    pub fn index(&self) -> Option<&FilePath> {
        match self {
            WhyDraft::Cascade(file) | WhyDraft::UnreadIndex(file) => Some(file),
            _ => None,
        }
    }
}
