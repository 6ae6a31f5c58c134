//! Removing what is no longer needed. What is not there any more is as good as removed.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;

use super::super::error::PublishError;

pub(super) fn remove_file(path: &Path) -> Result<(), PublishError> {
    settled(path, fs::remove_file(path))
}

pub(super) fn remove_dir(path: &Path) -> Result<(), PublishError> {
    settled(path, fs::remove_dir_all(path))
}

fn settled(path: &Path, removed: io::Result<()>) -> Result<(), PublishError> {
    match removed {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(PublishError::io("remove", path, error)),
        _ => Ok(()),
    }
}
