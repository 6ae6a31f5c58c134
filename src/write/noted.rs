//! Which manifests this machine wrote: its memos say so, by the folder that each is in.
//!
//! A manifest that comes with a repository, or with whatever else is put into the folder, may say of any bytes that they were
//! made from what the site has today.

use std::path::Path;

use blake3::Hash;

use crate::world::Cache;

/// The room of these memos.
const ROOM: &str = "manifests";

/// What is noted of the manifest in one folder.
#[derive(Clone, Debug)]
pub(crate) struct NotedManifests<'a> {
    memos: &'a dyn Cache,
    folder: Vec<u8>,
}

impl<'a> NotedManifests<'a> {
    /// Of a folder, by where it really is.
    pub(crate) fn of(folder: &Path, memos: &'a dyn Cache) -> NotedManifests<'a> {
        NotedManifests { memos, folder: folder.as_os_str().as_encoded_bytes().to_vec() }
    }

    /// Whether the manifest that this machine wrote there last has this hash.
    pub(crate) fn vouch_for(&self, hash: Hash) -> bool {
        self.memos.get(ROOM, &self.folder).is_some_and(|noted| *noted == hash.as_bytes()[..])
    }

    /// Notes what was written there.
    pub(crate) fn note(&self, hash: Hash) {
        if !self.vouch_for(hash) {
            self.memos.put(ROOM, &self.folder, hash.as_bytes().to_vec());
            // Where it cannot be noted, the next build makes everything anew.
            let _ = self.memos.flush();
        }
    }
}
