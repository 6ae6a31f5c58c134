//! The memo of the fold: what it has read of the repository, kept from one process to the next by object ids (step 29). Of the
//! objects themselves it is asked each time whether they are there; what is missing is missed as if nothing were kept.

use std::sync::Arc;

use crate::model::{CommitId, ObjectId, RepoPath, TextId};
use crate::world::{Cache, Comparison, Difference, Packer, Unpacker, Versions, VersionsError};

/// What commits of the line changed.
const CHANGES: &str = "line";
/// The ids that texts state.
const IDS: &str = "ids";
/// Another way of writing, or of finding out, has another number.
const VERSION: u8 = 2;

/// A repository, and what is kept of it.
#[derive(Clone, Copy)]
pub(super) struct FoldMemo<'a> {
    pub(super) versions: &'a Arc<dyn Versions>,
    pub(super) cache: &'a dyn Cache,
}

impl FoldMemo<'_> {
    /// What differs between two commits.
    pub(super) fn differences(
        self,
        old: Option<CommitId>,
        new: CommitId,
    ) -> Result<Vec<Difference>, VersionsError> {
        let mut key = new.0.as_bytes().to_vec();
        key.extend(old.iter().flat_map(|old| old.0.as_bytes()));
        let kept = self.cache.get(CHANGES, &key).and_then(|kept| comparison(&kept));
        if let Some(kept) = kept {
            self.versions.are_there(&kept.folders)?;
            return Ok(kept.differences);
        }
        let fresh = self.versions.comparison(old, new)?;
        self.cache.put(CHANGES, &key, packed(&fresh));
        Ok(fresh.differences)
    }

    /// The id that a text states, where that is kept: `None` where it is not, or the text is missing.
    pub(super) fn id(self, text: TextId) -> Option<StatedId> {
        let kept = self.cache.get(IDS, text.0.as_bytes())?;
        self.versions.are_there(&[text.0]).ok()?;
        let mut reader = Unpacker(&kept);
        let is_known = reader.byte()? == VERSION;
        let id = reader.many(Unpacker::text).filter(|_| is_known && reader.0.is_empty())?;
        Some(StatedId(id.into_iter().next()))
    }

    /// Keeps the id that a text states, or that it states none.
    pub(super) fn keep_id(self, text: TextId, id: Option<&str>) {
        let mut packer = Packer(vec![VERSION]);
        packer.number(id.iter().len() as u64);
        if let Some(id) = id {
            packer.bytes(id.as_bytes());
        }
        self.cache.put(IDS, text.0.as_bytes(), packer.0);
    }
}

/// The id that a text states, if it states one.
pub(super) struct StatedId(pub(super) Option<String>);

fn packed(comparison: &Comparison) -> Vec<u8> {
    let mut packer = Packer(vec![VERSION]);
    packer.number(comparison.folders.len() as u64);
    comparison.folders.iter().for_each(|folder| packer.bytes(folder.as_bytes()));
    packer.number(comparison.differences.len() as u64);
    for Difference { path, old, new } in &comparison.differences {
        packer.bytes(path.as_bytes());
        packer.entry(*old);
        packer.entry(*new);
    }
    packer.0
}

fn comparison(kept: &[u8]) -> Option<Comparison> {
    let mut reader = Unpacker(kept);
    let is_known = reader.byte()? == VERSION;
    let folders: Vec<ObjectId> = reader.many(Unpacker::id)?;
    let differences = reader.many(|reader| {
        let path = RepoPath::new(reader.bytes()?);
        Some(Difference { path, old: reader.entry()?, new: reader.entry()? })
    })?;
    (is_known && reader.0.is_empty()).then_some(Comparison { differences, folders })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::{EntryKind, TreeEntry};

    fn id(digit: &str) -> ObjectId {
        digit.repeat(40).parse().expect("an id")
    }

    #[test]
    fn what_is_kept_is_read_and_half_of_it_is_nothing() {
        let entry = |digit| Some(TreeEntry { kind: EntryKind::File, text: TextId(id(digit)) });
        let path = RepoPath::new(b"in/a \xff.md");
        let differences = vec![Difference { path, old: entry("a"), new: None }];
        let known = Comparison { differences, folders: vec![id("1"), id("2")] };
        let bytes = packed(&known);
        assert_eq!(comparison(&bytes), Some(known));
        for end in 0..bytes.len() {
            assert_eq!(comparison(&bytes[..end]), None, "{end}");
        }
    }
}
