//! Writes a site's output into a folder: only what differs, never through a symbolic link, and
//! nothing is taken away but what an earlier build of ours wrote there.
//!
//! [`OutputFolder::open`] says whether the folder may be written to at all. It is then an [`OutputTarget`]: files are put
//! there from as many threads at once as one likes, and `finish` removes what is no longer part of the site.
//! Dropped before that, because something failed, it leaves the folder so that the next build mends it.

#![expect(clippy::disallowed_methods, reason = "the door to the output")]

mod claims;
mod error;
pub(crate) mod file;
mod folders;
mod manifest;
mod new_file;
pub(crate) mod noted;
mod outcome;
pub(crate) mod place;
mod stale;

pub use outcome::WriteOutcome;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use blake3::Hash;

use crate::output::{NewContent, NewFile, OutputTarget, Summary};
use crate::path::OutputPath;
use crate::world::Cache;
use claims::Claims;
pub use error::WriteError;
use file::ExistingFile;
use folders::KnownFolders;
use manifest::Manifest;
pub(crate) use manifest::is_within;
pub use new_file::new_file;
use noted::NotedManifests;
pub use place::{Protected, why_kept};

/// A folder that a site is being written to.
#[derive(Debug)]
pub struct OutputFolder<'a> {
    dir: PathBuf,
    ground: Ground,
    /// What the builds before this one left.
    before: Manifest,
    noted: NotedManifests<'a>,
    claims: Mutex<Claims>,
    folders: KnownFolders,
    create: file::Create,
    /// Keeps other builds away for as long as it is open.
    _lock: Option<fs::File>,
    state: State,
}

/// Whose folder it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Ground {
    /// Ours: it was empty, or carries our manifest.
    Ours,
    /// Somebody else's: what is there is not written over.
    Foreign,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum State {
    Open,
    Finished,
}

impl<'a> OutputFolder<'a> {
    /// Opens a folder for a build, making it where it is not there. Of what its manifest says, only what is removed is taken at its
    /// word, unless `memos` vouch for it: it may have come with the repository.
    pub fn open(
        dir: &Path,
        protected: &[Protected<'_>],
        memos: &'a dyn Cache,
    ) -> Result<OutputFolder<'a>, WriteError> {
        let dir = place::resolve(dir)?;
        place::allow(&dir, protected)?;
        fs::create_dir_all(&dir).map_err(|error| WriteError::io("make the folder", &dir, error))?;
        let lock = place::lock(&dir)?;
        let noted = NotedManifests::of(&dir, memos);
        let manifest = Manifest::read(&dir, &noted)?;
        let ground =
            if manifest.is_some() || place::is_empty(&dir)? { Ground::Ours } else { Ground::Foreign };
        if ground == Ground::Ours && manifest.is_none() {
            // A build that is killed must not leave a folder that the next one takes for somebody else's.
            Manifest::default().write(&dir, file::create)?;
        }
        Ok(OutputFolder {
            folders: KnownFolders::new(dir.clone()),
            dir,
            ground,
            before: manifest.unwrap_or_default(),
            noted,
            claims: Mutex::default(),
            create: file::create,
            _lock: lock,
            state: State::Open,
        })
    }

    fn settle(&self, claims: &Claims) -> Result<Summary, WriteError> {
        if let Some(path) = claims.unfinished() {
            return Err(WriteError::Unfinished(path.clone()));
        }
        let stale::Stale { removed, kept } = stale::remove(&self.dir, &self.before, claims)?;
        self.write_manifest(&claims.manifest())?;
        Ok(Summary { removed, kept, ..claims.summary() })
    }

    /// Writes the manifest, and notes that it is this machine's own.
    fn write_manifest(&self, manifest: &Manifest) -> Result<(), WriteError> {
        let hash = manifest.write(&self.dir, self.create)?;
        self.noted.note(hash);
        Ok(())
    }

    /// Writes a file where it is not there yet or differs.
    fn put_bytes(&self, path: &OutputPath, bytes: &[u8]) -> Result<WriteOutcome, WriteError> {
        let target = self.claim(path)?;
        let found =
            if target.in_new_folder { ExistingFile::Nothing } else { file::compare(&target.path, bytes)? };
        self.replace(path, found, || file::write(&target.path, bytes, self.create))
    }

    /// Copies a file where it is not there yet or differs. Whoever may read the output may read the
    /// copy, whatever the permissions of the original.
    fn copy(&self, path: &OutputPath, from: &Path) -> Result<WriteOutcome, WriteError> {
        let target = self.claim(path)?;
        let found = file::compare_files(&target.path, from)?;
        self.replace(path, found, || file::copy(&target.path, from, self.create))
    }

    /// Takes a path for a file of this build, with the folders it is in.
    fn claim(&self, path: &OutputPath) -> Result<folders::WriteTarget, WriteError> {
        self.claims().take(path)?;
        self.folders.target(path, |in_the_way| self.clear(in_the_way))
    }

    /// Puts a file in the place of what was found there.
    fn replace(
        &self,
        path: &OutputPath,
        found: ExistingFile,
        write: impl FnOnce() -> Result<Hash, WriteError>,
    ) -> Result<WriteOutcome, WriteError> {
        match found {
            ExistingFile::Same(hash) => return Ok(self.record(path, WriteOutcome::Same, hash)),
            ExistingFile::Nothing => {}
            _ if self.ground == Ground::Foreign => {
                return Err(WriteError::Foreign {
                    dir: self.dir.clone(),
                    files: place::some_files(&self.dir, path),
                });
            }
            ExistingFile::Other => {}
            ExistingFile::Folder => self.clear(path.as_str())?,
        }
        let hash = write()?;
        let written = if found == ExistingFile::Other { WriteOutcome::Changed } else { WriteOutcome::New };
        Ok(self.record(path, written, hash))
    }

    /// Makes room where an earlier build wrote a file and this one has a folder, or the other way round.
    fn clear(&self, in_the_way: &str) -> Result<(), WriteError> {
        stale::clear(&self.dir, &self.before, in_the_way)
    }

    fn record(&self, path: &OutputPath, written: WriteOutcome, hash: Hash) -> WriteOutcome {
        self.claims().record(path, written, hash);
        written
    }

    fn claims(&self) -> MutexGuard<'_, Claims> {
        // A thread that panicked left at worst a claim without its file.
        self.claims.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Leaves the folder as the next build needs it: ours with a manifest of all that is there,
    /// somebody else's as it was.
    fn abandon(&mut self) {
        let claims = std::mem::take(&mut *self.claims());
        if self.ground == Ground::Foreign {
            self.take_back(&claims);
            return;
        }
        if self.write_manifest(&self.before.joined(&claims.manifest())).is_err() {
            // No room for the manifest: what this build added is room, and unknown without one.
            self.take_back(&claims);
            let changed = claims.manifest_of(WriteOutcome::Changed);
            let _ = self.write_manifest(&self.before.joined(&changed));
        }
    }

    /// Removes the files and folders that this build added.
    fn take_back(&self, claims: &Claims) {
        for path in claims.manifest_of(WriteOutcome::New).paths() {
            let _ = fs::remove_file(self.dir.join(path.as_str()));
        }
        self.folders.remove_made();
    }
}

impl OutputTarget for OutputFolder<'_> {
    type Error = WriteError;

    fn paths(&self) -> Vec<OutputPath> {
        self.before.paths().cloned().collect()
    }

    fn holds(&self, path: &OutputPath, input_hash: Hash) -> bool {
        let hash = self.before.hash_if_made_from(path, input_hash);
        hash.is_some_and(|hash| file::has_hash(&self.dir.join(path.as_str()), hash))
    }

    fn keep(&self, path: &OutputPath, input_hash: Hash) -> Result<(), WriteError> {
        let hash = self.before.hash_if_made_from(path, input_hash);
        self.claim(path)?;
        let mut claims = self.claims();
        // One that is not there is as good as begun and not written.
        if let Some(hash) = hash {
            claims.record(path, WriteOutcome::Same, hash);
            claims.record_input_hash(path, input_hash);
        }
        Ok(())
    }

    fn put(&self, file: &NewFile<'_>) -> Result<(), WriteError> {
        match file.content {
            NewContent::Bytes(bytes) => self.put_bytes(file.path, bytes)?,
            NewContent::CopyOf(original) => self.copy(file.path, original)?,
        };
        if let Some(input_hash) = file.input_hash {
            self.claims().record_input_hash(file.path, input_hash);
        }
        Ok(())
    }

    fn finish(mut self) -> Result<Summary, WriteError> {
        // Where this fails, `drop` does what can still be done.
        let summary = self.settle(&self.claims())?;
        self.state = State::Finished;
        Ok(summary)
    }
}

impl Drop for OutputFolder<'_> {
    fn drop(&mut self) {
        if self.state == State::Open {
            self.abandon();
        }
    }
}

#[cfg(test)]
mod tests;
