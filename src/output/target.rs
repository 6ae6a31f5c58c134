//! Where a finished site is put.

use std::path::Path;

use blake3::Hash;

use super::MediaType;
use crate::path::OutputPath;

/// Where a finished site is put: a folder, say. Files are put from many threads at once.
pub trait OutputTarget: Sync {
    /// Why something cannot be put there.
    type Error: Send;

    /// The paths of the files that earlier sites put there.
    fn paths(&self) -> Vec<OutputPath>;

    /// Whether the file at a path was made from what has this hash, and nobody has touched it since.
    fn holds(&self, path: &OutputPath, input_hash: Hash) -> bool;

    /// Leaves the file at a path as it is, of which [`OutputTarget::holds`] has said yes: it belongs to this site too.
    ///
    /// # Errors
    /// Where it cannot stand beside the other files.
    fn keep(&self, path: &OutputPath, input_hash: Hash) -> Result<(), Self::Error>;

    /// Puts a file there.
    ///
    /// # Errors
    /// Where it cannot be written, or cannot stand beside the other files.
    fn put(&self, file: &NewFile<'_>) -> Result<(), Self::Error>;

    /// Removes what earlier sites put there and this one has neither kept nor put. What somebody has edited since stays.
    ///
    /// # Errors
    /// Where a file was begun and not put, or the target cannot be written to.
    fn finish(self) -> Result<Summary, Self::Error>
    where
        Self: Sized;
}

/// What became of a target.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Summary {
    /// Files that were not there before.
    pub new: usize,
    /// Files that had other bytes before.
    pub changed: usize,
    /// Files that were left as they were.
    pub same: usize,
    /// Files of an earlier site that are no part of this one, and are gone now.
    pub removed: Vec<OutputPath>,
    /// Files of an earlier site that somebody has edited since: no longer part of the site, and left there.
    pub kept: Vec<OutputPath>,
}

/// A file for a target.
#[derive(Clone, Copy, Debug)]
pub struct NewFile<'a> {
    /// Where it is found in the output.
    pub path: &'a OutputPath,
    /// What it is.
    pub media_type: MediaType,
    /// The hash of all that it was made from; `None`: the next build makes it anew.
    pub input_hash: Option<Hash>,
    /// What is in it.
    pub content: NewContent<'a>,
}

/// What is in a file for a target.
#[derive(Clone, Copy, Debug)]
pub enum NewContent<'a> {
    /// These bytes.
    Bytes(&'a [u8]),
    /// The bytes of this file on disk.
    CopyOf(&'a Path),
}
