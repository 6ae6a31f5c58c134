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

    /// Leaves the file at a path as it is: it belongs to this site too.
    ///
    /// # Errors
    /// Where it cannot stand beside the other files.
    fn keep(&self, path: &OutputPath, input_hash: Hash) -> Result<(), Self::Error>;

    /// Puts a file there.
    ///
    /// # Errors
    /// Where it cannot be written, or cannot stand beside the other files.
    fn put(&self, file: &NewFile<'_>) -> Result<(), Self::Error>;
}

/// A file for a target.
#[derive(Clone, Copy, Debug)]
pub struct NewFile<'a> {
    /// Where it is found in the output.
    pub path: &'a OutputPath,
    /// What it is.
    pub media_type: MediaType,
    /// The hash of all that it was made from, where that is known and the file need not be made again.
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
