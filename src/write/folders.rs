//! The folders of an output: each looked at once, made where it is not there, never a link.

use std::collections::HashMap;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::error::WriteError;
use crate::path::OutputPath;

/// The folders that have been looked at so far.
#[derive(Debug)]
pub(super) struct KnownFolders {
    dir: PathBuf,
    known: Mutex<HashMap<String, Known>>,
    /// Held while a file makes room for a folder.
    clearing: Mutex<()>,
}

/// How a folder came to be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Known {
    /// It was there.
    Found,
    /// This build made it, so nothing is in it but what this build put there.
    Made,
}

/// Where a file goes, its folder being there.
pub(super) struct WriteTarget {
    pub(super) path: PathBuf,
    /// Nothing was in its folder before this build.
    pub(super) in_new_folder: bool,
}

impl KnownFolders {
    pub(super) fn new(dir: PathBuf) -> KnownFolders {
        KnownFolders { dir, known: Mutex::default(), clearing: Mutex::default() }
    }

    /// Makes the folders that a file needs. `clear` removes a file of an earlier build from a
    /// folder's place.
    pub(super) fn target(
        &self,
        path: &OutputPath,
        clear: impl Fn(&str) -> Result<(), WriteError>,
    ) -> Result<WriteTarget, WriteError> {
        let folder = path.as_str().rsplit_once('/').map_or("", |(folder, _)| folder);
        let known = self.ensure(folder, &clear)?;
        Ok(WriteTarget { path: self.dir.join(path.as_str()), in_new_folder: known == Known::Made })
    }

    /// Removes the folders that this build made, as far as they are empty.
    pub(super) fn remove_made(&self) {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let mut made: Vec<_> =
            known.iter().filter(|(_, known)| **known == Known::Made).map(|(folder, _)| folder).collect();
        // What lies in a folder sorts after it.
        made.sort_unstable_by(|a, b| b.cmp(a));
        for folder in made {
            let _ = fs::remove_dir(self.dir.join(folder));
        }
    }

    fn ensure(
        &self,
        folder: &str,
        clear: &impl Fn(&str) -> Result<(), WriteError>,
    ) -> Result<Known, WriteError> {
        if folder.is_empty() {
            return Ok(Known::Found);
        }
        if let Some(known) = self.known(folder) {
            return Ok(known);
        }
        let above = folder.rsplit_once('/').map_or("", |(above, _)| above);
        let above = self.ensure(above, clear)?;
        let path = self.dir.join(folder);
        let known = match above {
            // Asking first costs less for a site that is there, making first for one that is not.
            Known::Made => make(&path)?,
            Known::Found => match look(&path)? {
                Looked::Folder => Known::Found,
                Looked::Nothing => make(&path)?,
                Looked::File => {
                    let _alone = self.clearing.lock().unwrap_or_else(PoisonError::into_inner);
                    // Another thread may have made room by now.
                    if let Looked::File = look(&path)? {
                        clear(folder)?;
                    }
                    make(&path)?
                }
            },
        };
        let mut all = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        // Of two threads, the one that made the folder knows better.
        Ok(*all.entry(folder.to_owned()).and_modify(|there| *there = better(*there, known)).or_insert(known))
    }

    fn known(&self, folder: &str) -> Option<Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner).get(folder).copied()
    }
}

fn better(a: Known, b: Known) -> Known {
    if a == Known::Made { a } else { b }
}

enum Looked {
    Nothing,
    Folder,
    File,
}

fn look(path: &Path) -> Result<Looked, WriteError> {
    match fs::symlink_metadata(path) {
        Ok(there) if there.is_dir() => Ok(Looked::Folder),
        Ok(there) if there.is_symlink() => {
            Err(WriteError::InTheWay { path: path.to_owned(), what: "a symbolic link" })
        }
        Ok(_) => Ok(Looked::File),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Looked::Nothing),
        Err(error) => Err(WriteError::io("look at", path, error)),
    }
}

/// Makes a folder, unless another thread was first.
fn make(path: &Path) -> Result<Known, WriteError> {
    match fs::create_dir(path) {
        Ok(()) => Ok(Known::Made),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => match look(path)? {
            Looked::Folder => Ok(Known::Found),
            Looked::Nothing | Looked::File => Err(WriteError::io("make the folder", path, error)),
        },
        Err(error) => Err(WriteError::io("make the folder", path, error)),
    }
}
