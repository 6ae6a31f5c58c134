//! A release while it is put together, where nobody is served it.

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::io::Write as _;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use blake3::Hash;

use super::super::error::PublishError;
use super::super::release::PublishedFile;
use super::kill_point::point;
use crate::output::{NewContent, NewFile, OutputTarget, Summary};
use crate::path::OutputPath;
use crate::write::{WriteError, file, is_within};

/// The folder of a release that is not complete yet. Dropped before it is, it is removed by the next to hold the lock.
#[derive(Debug)]
pub struct StagedRelease {
    dir: PathBuf,
    /// The folder of the release in place, whose files are linked where they are the same.
    before: Option<PathBuf>,
    folders: Mutex<HashSet<String>>,
    files: Mutex<BTreeMap<String, PublishedFile>>,
    linked: Mutex<usize>,
}

impl StagedRelease {
    pub(super) fn new(dir: PathBuf, before: Option<PathBuf>) -> Result<StagedRelease, PublishError> {
        fs::create_dir(&dir).map_err(|error| PublishError::io("make the folder", &dir, error))?;
        Ok(StagedRelease {
            dir,
            before,
            folders: Mutex::default(),
            files: Mutex::default(),
            linked: Mutex::default(),
        })
    }

    /// Has a file of the release in place be part of this one, under the same path.
    ///
    /// # Errors
    /// It can neither be linked nor copied, or has other bytes by now.
    pub fn link(&self, path: &str, published: &PublishedFile) -> Result<(), WriteError> {
        let to = self.place(path)?;
        let from = self.before.as_ref().map(|before| before.join(path));
        let from = from.ok_or_else(|| WriteError::Unfinished(OutputPath::new(path)))?;
        // A second name costs nothing. Where the file system has none, or too many by now, it is copied.
        if fs::hard_link(&from, &to).is_err() {
            let hash = file::copy(&to, &from, file::create)?;
            if *hash.to_hex() != *published.hash {
                return Err(WriteError::Unfinished(OutputPath::new(path)));
            }
        } else {
            *self.linked.lock().unwrap_or_else(PoisonError::into_inner) += 1;
        }
        point();
        self.add(path, published.clone());
        Ok(())
    }

    /// The files that were put there, by path.
    pub fn files(&self) -> BTreeMap<String, PublishedFile> {
        self.files.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(super) fn dir(&self) -> &PathBuf {
        &self.dir
    }

    /// Where a file goes, its folder being there.
    fn place(&self, path: &str) -> Result<PathBuf, WriteError> {
        if !is_within(path) {
            return Err(WriteError::BadPath(OutputPath::new(path)));
        }
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let is_known = self.folders.lock().unwrap_or_else(PoisonError::into_inner).contains(folder);
        if !is_known {
            let dir = self.dir.join(folder);
            fs::create_dir_all(&dir).map_err(|error| WriteError::io("make the folder", &dir, error))?;
            self.folders.lock().unwrap_or_else(PoisonError::into_inner).insert(folder.to_owned());
        }
        Ok(self.dir.join(path))
    }

    fn add(&self, path: &str, published: PublishedFile) {
        self.files.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned(), published);
    }
}

impl OutputTarget for StagedRelease {
    type Error = WriteError;

    fn paths(&self) -> Vec<OutputPath> {
        Vec::new()
    }

    fn holds(&self, _path: &OutputPath, _input_hash: Hash) -> bool {
        false
    }

    fn keep(&self, path: &OutputPath, _input_hash: Hash) -> Result<(), WriteError> {
        Err(WriteError::Unfinished(path.clone()))
    }

    fn put(&self, new: &NewFile<'_>) -> Result<(), WriteError> {
        let to = self.place(new.path.as_str())?;
        let (hash, size) = match new.content {
            NewContent::Bytes(bytes) => {
                let failed = |error| WriteError::io("write", &to, error);
                let mut file = file::create(&to).map_err(failed)?;
                point();
                file.write_all(bytes).map_err(failed)?;
                (blake3::hash(bytes), bytes.len() as u64)
            }
            NewContent::CopyOf(original) => {
                let hash = file::copy(&to, original, file::create)?;
                (hash, fs::metadata(&to).map_err(|error| WriteError::io("look at", &to, error))?.len())
            }
        };
        point();
        let published = PublishedFile {
            hash: hash.to_hex().to_string(),
            size,
            media_type: new.media_type.as_str().to_owned(),
            made_from: new.input_hash.map(|hash| hash.to_hex().to_string()),
        };
        self.add(new.path.as_str(), published);
        Ok(())
    }

    fn finish(self) -> Result<Summary, WriteError> {
        let (files, linked) = (self.files(), *self.linked.lock().unwrap_or_else(PoisonError::into_inner));
        Ok(Summary { new: files.len() - linked, same: linked, ..Summary::default() })
    }
}
