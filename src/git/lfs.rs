//! The bytes that git LFS keeps beside the objects of a repository. They count by what the pointer says of them alone.

use std::path::Path;
use std::sync::Arc;

use super::objects::damaged;
use crate::model::ObjectId;
use crate::source::slice;
use crate::world::{LfsPointer, VersionsError};

/// The bytes that a pointer stands for, in a repository with this folder.
pub(super) fn bytes(shared: &Path, id: &ObjectId, pointer: &LfsPointer) -> Result<Arc<[u8]>, VersionsError> {
    let LfsPointer { hash, size } = pointer;
    let path = shared.join("lfs/objects").join(slice(hash, ..2)).join(slice(hash, 2..4)).join(hash);
    let known = std::fs::metadata(&path).map_err(|_| VersionsError::NotPulled(*id))?;
    let other = || damaged(id, "git LFS keeps other bytes than its pointer names: `git lfs fsck` tells more");
    if !known.is_file() || known.len() != *size {
        return Err(other());
    }
    let bytes = std::fs::read(&path).map_err(|error| damaged(id, error))?;
    if names(pointer, &bytes) { Ok(bytes.into()) } else { Err(other()) }
}

/// Whether a pointer stands for these bytes.
pub(super) fn names(pointer: &LfsPointer, bytes: &[u8]) -> bool {
    if bytes.len() as u64 != pointer.size {
        return false;
    }
    let mut hasher = gix_hash::hasher(gix_hash::Kind::Sha256);
    hasher.update(bytes);
    let named = gix_hash::ObjectId::from_hex(pointer.hash.as_bytes()).ok();
    named.is_some() && hasher.try_finalize().ok() == named
}
