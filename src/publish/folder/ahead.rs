//! Which release a publisher is about to complete, written down before that. Whoever comes after one that was killed knows by it
//! that the log lacks the line of that release since nobody lived to write it; any other line that it lacks was taken away.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use super::plain_files::is_plain_or_nothing;
use super::removing::remove_file;
use crate::publish::error::PublishError;
use crate::publish::release::ReleaseId;
use crate::write::file;

/// The name of the file.
const AHEAD: &str = "ahead";

/// Writes it down.
pub(super) fn write(releases: &Path, id: &ReleaseId) -> Result<(), PublishError> {
    file::write(&releases.join(AHEAD), format!("{id}\n").as_bytes(), file::create)?;
    Ok(())
}

/// The release that somebody was about to complete, who did not come to an end.
pub(super) fn read(releases: &Path) -> Result<Option<ReleaseId>, PublishError> {
    let path = releases.join(AHEAD);
    is_plain_or_nothing(&path)?;
    match fs::read_to_string(&path) {
        Ok(text) => Ok(text.trim().parse().ok()),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(PublishError::io("read", &path, error)),
    }
}

/// It is done.
pub(super) fn remove(releases: &Path) -> Result<(), PublishError> {
    remove_file(&releases.join(AHEAD))
}
