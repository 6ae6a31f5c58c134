//! Which commits of other branches each commit of the main line brought with it.

use std::collections::{HashMap, HashSet};

use crate::model::CommitId;
use crate::world::{Versions, VersionsError};

/// The commits beside the main line, by the commit of the line that brought them.
#[derive(Debug, Default)]
pub(super) struct SideCommits {
    with: HashMap<CommitId, Vec<CommitId>>,
    /// The commit of the line that brought each.
    by: HashMap<CommitId, CommitId>,
}

impl SideCommits {
    /// Goes over a line, the oldest first: what a commit leads to and none before it does came with it.
    pub(super) fn collect(line: &[CommitId], versions: &dyn Versions) -> Result<SideCommits, VersionsError> {
        let mut known: HashSet<CommitId> = line.iter().copied().collect();
        let mut brought = SideCommits::default();
        for id in line {
            let record = versions.commit(*id)?;
            let mut open: Vec<CommitId> = record.parents.into_iter().skip(1).collect();
            let mut with: Vec<CommitId> = Vec::new();
            while let Some(commit) = open.pop() {
                if !known.insert(commit) {
                    continue;
                }
                with.push(commit);
                brought.by.insert(commit, *id);
                if !versions.is_cut_at(commit) {
                    open.extend(versions.commit(commit)?.parents);
                }
            }
            if !with.is_empty() {
                brought.with.insert(*id, with);
            }
        }
        Ok(brought)
    }

    /// The commits that came with one of the line.
    pub(super) fn with(&self, line: CommitId) -> &[CommitId] {
        self.with.get(&line).map_or(&[], Vec::as_slice)
    }

    /// The commit of the line that brought one that is not on it.
    pub(super) fn by(&self, commit: CommitId) -> Option<CommitId> {
        self.by.get(&commit).copied()
    }
}
