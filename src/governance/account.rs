//! By whose word it is known where the main line begins.

use crate::model::CommitId;

/// The commit at which the first model was adopted, and who says that it was that one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Account {
    /// The repository itself, and nothing outside of it: whoever can rewrite the repository can rewrite that.
    Own(CommitId),
    /// Somebody outside of the repository as well.
    Held(CommitId),
}

impl Account {
    /// In a sentence without its full stop.
    pub fn words(self) -> String {
        match self {
            Account::Own(commit) => format!(
                "By this repository's own account: that its first model was adopted in commit {} is confirmed by nothing outside of it",
                commit.short()
            ),
            Account::Held(commit) => format!(
                "Its first model was adopted in commit {}, as is known from outside of the repository",
                commit.short()
            ),
        }
    }

    /// Whether somebody outside of the repository says so.
    pub fn is_held(self) -> bool {
        matches!(self, Account::Held(_))
    }

    /// The commit.
    pub fn commit(self) -> CommitId {
        match self {
            Account::Own(commit) | Account::Held(commit) => commit,
        }
    }
}
