//! The site as it once stood, which changes no more.

use super::refresh::first_generation;
use super::snapshot::Snapshot;
use crate::compile::{Memos, Request, compile};
use crate::git::CommitWorld;
use crate::model::{Drafts, Selection};
use crate::route::ViewedAt;

/// The site as it once stood.
pub struct Earlier {
    /// Its files.
    pub world: CommitWorld,
    /// When it stood so.
    pub moment: ViewedAt,
}

/// The one snapshot of a site as it once stood. Drafts were drafts then too.
pub(super) fn snapshot_of(earlier: &Earlier) -> Snapshot {
    let selection = Selection { drafts: Drafts::Shown };
    let request = Request { selection, moment: earlier.moment.clone(), ..Request::default() };
    Snapshot::new(compile(&earlier.world, &request, &Memos::new()), first_generation())
}
