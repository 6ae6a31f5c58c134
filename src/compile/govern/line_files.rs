//! The files of the site at every commit of the main line, and what each changed, from the one comparison of the line that
//! the fold needs anyway: whoever asks later reads no folder of the repository.

use std::collections::HashMap;
use std::sync::Arc;

use crate::governance::fold::{LineCommit, LinePlace, LineTree};
use crate::model::{CommitId, TextId};
use crate::path::FilePath;
use crate::world::{Difference, Versions, VersionsError};

/// The files of the site at every commit of the main line.
#[derive(Debug, Default)]
pub(in crate::compile) struct LineFiles {
    /// Where each commit stands on the line.
    places: HashMap<CommitId, LinePlace>,
    tree: LineTree,
    /// What commits changed of the site against their first parents, as far as that was kept.
    changes: HashMap<CommitId, Arc<[Difference]>>,
}

impl LineFiles {
    /// Of the changes of a line, the oldest first, those in sites within the site among them.
    pub(super) fn of(line: &[LineCommit]) -> LineFiles {
        let mut files = LineFiles::default();
        for (place, commit) in (0_u32..).zip(line) {
            files.places.insert(commit.id, place);
            files.tree.change(place, &commit.changes);
        }
        files
    }

    /// The same, knowing what these commits changed of the site against their first parents.
    pub(super) fn with_changes(self, changes: HashMap<CommitId, Arc<[Difference]>>) -> LineFiles {
        LineFiles { changes, ..self }
    }

    /// Where a commit stands on the line; `None` for one beside it.
    pub(super) fn place(&self, commit: CommitId) -> Option<LinePlace> {
        self.places.get(&commit).copied()
    }

    /// The bytes of a plain file at a place of the line.
    pub(super) fn text(&self, file: &FilePath, place: LinePlace) -> Option<TextId> {
        self.tree.at(file, place)
    }

    /// What a commit changed of the site against its first parent, or where it has none against nothing.
    pub(in crate::compile) fn changed(
        &self,
        (parent, commit): (Option<CommitId>, CommitId),
        versions: &dyn Versions,
    ) -> Result<Arc<[Difference]>, VersionsError> {
        match self.changes.get(&commit) {
            Some(known) => Ok(known.clone()),
            None => Ok(versions.site_differences(parent, commit)?.into()),
        }
    }
}
