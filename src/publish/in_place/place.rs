//! A place that keeps files by their names and can lead nobody from one name to another: an object store, a file share.

use std::fmt;
use std::path::PathBuf;

use blake3::Hash;

use crate::publish::error::PublishError;

/// What publishing asks of a place. Names are paths from its root: `guidelines/tone/index.html`.
pub trait FilePlace: fmt::Debug + Send + Sync {
    /// Where it is: `s3://bucket/playbook`.
    fn at(&self) -> PathBuf;

    /// Its folder, where it is on this machine.
    fn folder(&self) -> Option<PathBuf>;

    /// Removes what writers that were killed left half written.
    fn put_in_order(&self) -> Result<(), PlaceError>;

    /// The files below a folder, with their paths from the root of the place; the empty name is the root.
    fn list(&self, below: &str) -> Result<Vec<ListedFile>, PlaceError>;

    /// A small file; `None` where there is none.
    fn read(&self, path: &str) -> Result<Option<StoredFile>, PlaceError>;

    /// The hash of a file's bytes; `None` for what is not there, and for what is no file.
    fn hash(&self, path: &str) -> Result<Option<Hash>, PlaceError>;

    /// Writes a file, all of it or nothing, and returns only when it is known to have arrived whole.
    fn write(&self, file: &WrittenFile<'_>) -> Result<Mark, PlaceError>;

    /// Waits until everything that was written is on its disk, where that is this machine's to see to.
    fn settle(&self) -> Result<(), PlaceError>;

    /// Copies a file within the place, with what is said of it to browsers. Returns the hash of the bytes that were copied,
    /// where the place knows it.
    fn copy(&self, from: &str, to: &str) -> Result<Option<Hash>, PlaceError>;

    /// Removes a file. One that is not there is as good as removed.
    fn remove(&self, path: &str) -> Result<(), PlaceError>;
}

/// What tells one state of a file from another, as its place has it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Mark {
    /// Which listings show as well.
    pub etag: String,
    /// The version, where the place judges conditions by that.
    pub version: Option<String>,
}

/// A file as a listing shows it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ListedFile {
    /// Its path from the root of the place.
    pub path: String,
    /// Its size in bytes.
    pub size: u64,
    /// Its mark; `None` where it is no plain file, or the place shows none.
    pub etag: Option<String>,
}

/// A file that was read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StoredFile {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Its mark.
    pub mark: Mark,
    /// When it was written, by the clock of the place: milliseconds, from a moment that is the same for all files.
    pub written: i64,
}

/// A file that is to be written.
#[derive(Clone, Copy, Debug)]
pub struct WrittenFile<'a> {
    /// Its path from the root of the place.
    pub path: &'a str,
    /// Its bytes.
    pub bytes: &'a [u8],
    /// What it is sent to browsers as.
    pub media_type: &'a str,
    /// How long browsers may keep it.
    pub caching: BrowserCaching,
    /// What must hold for it to be written.
    pub condition: WriteCondition<'a>,
}

/// How long browsers may keep a file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BrowserCaching {
    /// For ever: its name changes with its content.
    Forever,
    /// They ask whether it is still the same.
    Asking,
}

impl BrowserCaching {
    /// As it stands in a header.
    pub fn header(self) -> &'static str {
        match self {
            BrowserCaching::Forever => "public, max-age=31536000, immutable",
            BrowserCaching::Asking => "no-cache",
        }
    }
}

/// What must hold for a file to be written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum WriteCondition<'a> {
    /// Nothing.
    None,
    /// Nothing of the name is there.
    Absent,
    /// It is still in the state of this mark.
    Still(&'a Mark),
}

/// Why a place did not do what it was asked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum PlaceError {
    /// The condition did not hold: somebody else was first.
    Lost,
    /// It could not be done.
    Failed {
        /// Why, in a sentence without a full stop. Holds no secret.
        why: String,
        /// What to do about it.
        hint: String,
    },
}

impl From<PlaceError> for PublishError {
    fn from(error: PlaceError) -> PublishError {
        match error {
            PlaceError::Lost => PublishError::refused(
                "somebody else publishes there at this moment",
                "wait for that to end, and publish again",
            ),
            PlaceError::Failed { why, hint } => PublishError::OfPlace { why, hint },
        }
    }
}
