//! A release while it is put together, where nobody is served it.

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use blake3::Hash;

use super::super::error::PublishError;
use super::super::release::PublishedFile;
use crate::output::{NewContent, NewFile, OutputTarget, Summary};
use crate::path::OutputPath;
use crate::publish::kill_point::point;
use crate::write::{WriteError, file, is_within};

/// The folder of a release that is not complete yet. Dropped before it is, it is removed.
#[derive(Debug)]
pub struct StagedRelease {
    dir: PathBuf,
    /// The folder of the release in place, whose files are linked where they are the same.
    before: Option<PathBuf>,
    folders: Mutex<HashSet<String>>,
    files: Mutex<BTreeMap<String, PublishedFile>>,
}

impl StagedRelease {
    pub(super) fn new(dir: PathBuf, before: Option<PathBuf>) -> Result<StagedRelease, PublishError> {
        let failed = |error| PublishError::io("make the folder", &dir, error);
        fs::create_dir(&dir).and_then(|()| for_all(&dir, 0o755)).map_err(failed)?;
        Ok(StagedRelease { dir, before, folders: Mutex::default(), files: Mutex::default() })
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
            file::copy(&to, &from, file::create)?;
        }
        // Somebody may have changed it since it was read for the plan.
        if file::hash(&to).is_none_or(|hash| *hash.to_hex() != *published.hash) {
            return Err(WriteError::Unfinished(OutputPath::new(path)));
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
            self.make_folders(folder)?;
            self.folders.lock().unwrap_or_else(PoisonError::into_inner).insert(folder.to_owned());
        }
        Ok(self.dir.join(path))
    }

    /// Makes a folder and those that it is in.
    fn make_folders(&self, folder: &str) -> Result<(), WriteError> {
        let mut dir = self.dir.clone();
        for part in folder.split('/').filter(|part| !part.is_empty()) {
            dir.push(part);
            match fs::create_dir(&dir).and_then(|()| for_all(&dir, 0o755)) {
                Err(error) if error.kind() != ErrorKind::AlreadyExists => {
                    return Err(WriteError::io("make the folder", &dir, error));
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn add(&self, path: &str, published: PublishedFile) {
        self.files.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned(), published);
    }
}

impl Drop for StagedRelease {
    fn drop(&mut self) {
        // Where it came into place, nothing is there. Else a full disk has room again.
        let _ = fs::remove_dir_all(&self.dir);
    }
}

/// Has the web server read it, whoever it runs as and whatever the publisher's own files are like.
#[cfg(unix)]
pub(super) fn for_all(path: &Path, mode: u32) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(path, fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
pub(super) fn for_all(_path: &Path, _mode: u32) -> io::Result<()> {
    Ok(())
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
        for_all(&to, 0o644).map_err(|error| WriteError::io("write", &to, error))?;
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
        Ok(Summary::default())
    }
}
