//! Where the files of the served site are: in the working tree, or in a commit.

use std::fs::File;
use std::io::{self, Cursor, Read, Seek};
use std::path::PathBuf;
use std::sync::Arc;

use crate::disk::DiskWorld;
use crate::git::CommitWorld;
use crate::path::FilePath;
use crate::world::World;

/// The files of the served site. Cheap to clone.
#[derive(Clone)]
pub(super) enum ServedFiles {
    /// Those that stand.
    Disk(Arc<DiskWorld>),
    /// Those of a commit.
    Commit(Arc<CommitWorld>),
}

/// A file that is read in pieces.
pub(super) trait Pieces: Read + Seek + Send {}

impl<T: Read + Seek + Send> Pieces for T {}

impl ServedFiles {
    /// The world they are of.
    pub(super) fn world(&self) -> &dyn World {
        match self {
            ServedFiles::Disk(world) => &**world,
            ServedFiles::Commit(world) => &**world,
        }
    }

    /// Where a file is on disk; `None` for one of a commit.
    pub(super) fn on_disk(&self, file: &FilePath) -> Option<PathBuf> {
        match self {
            ServedFiles::Disk(world) => Some(world.on_disk(file)),
            ServedFiles::Commit(_) => None,
        }
    }

    /// A file and its length. It is a file, and within the site, whatever it was when the site was compiled.
    pub(super) fn open(&self, file: &FilePath) -> io::Result<(Box<dyn Pieces>, u64)> {
        match self {
            ServedFiles::Disk(world) => {
                let path = world.real_path(file).map_err(|_| io::ErrorKind::NotFound)?;
                let entry = std::fs::metadata(&path)?;
                if !entry.is_file() {
                    return Err(io::ErrorKind::NotFound.into());
                }
                Ok((Box::new(File::open(path)?), entry.len()))
            }
            ServedFiles::Commit(world) => {
                let bytes = world.bytes(file).map_err(|_| io::ErrorKind::NotFound)?;
                let length = bytes.len() as u64;
                Ok((Box::new(Cursor::new(bytes)), length))
            }
        }
    }
}
