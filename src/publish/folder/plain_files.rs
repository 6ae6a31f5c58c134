//! Files of our own beside the releases: each is a plain file, or not there.

use std::fs;
use std::path::Path;

use crate::publish::error::PublishError;

/// Refuses a place at which something other than a plain file stands.
pub(super) fn is_plain_or_nothing(path: &Path) -> Result<(), PublishError> {
    match fs::symlink_metadata(path) {
        Ok(there) if !there.is_file() => Err(not_ours(path)),
        _ => Ok(()),
    }
}

/// That something is there which is none of ours.
pub(super) fn not_ours(path: &Path) -> PublishError {
    PublishError::not_whole(
        format!("`{}` is not as guidepost made it", path.display()),
        "find out who put it there, and remove it",
    )
}
