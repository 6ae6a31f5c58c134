//! What is kept of a commit from one process to the next.

use super::graph::Facts;
use crate::model::CommitId;
use crate::world::{Cache, Versions};

/// What was kept of a commit.
pub(super) fn get(_cache: &dyn Cache, _versions: &dyn Versions, _id: CommitId) -> Option<Facts> {
    None
}

/// Keeps what a commit is and changed.
pub(super) fn put(_cache: &dyn Cache, _versions: &dyn Versions, _id: CommitId, _facts: &Facts) {}
