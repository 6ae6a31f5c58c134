//! Which paths a build has taken, and what became of them.

use std::collections::HashMap;

use blake3::Hash;

use super::error::WriteError;
use super::manifest::{Manifest, is_reserved, is_within};
use super::outcome::WriteOutcome;
use crate::output::Summary;
use crate::path::OutputPath;

/// The paths that a build has taken so far.
#[derive(Default, Debug)]
pub(super) struct Claims {
    /// By path as file systems that take case lightly see it.
    files: HashMap<String, Claim>,
    /// Every folder that a file lies in, seen the same way, with one such file.
    folders: HashMap<String, OutputPath>,
}

#[derive(Debug)]
struct Claim {
    path: OutputPath,
    done: Option<Done>,
}

/// What became of a file.
#[derive(Clone, Copy, Debug)]
struct Done {
    written: WriteOutcome,
    hash: Hash,
    input_hash: Option<Hash>,
}

impl Claims {
    /// Takes a path, unless it cannot stand beside those taken before.
    pub(super) fn take(&mut self, path: &OutputPath) -> Result<(), WriteError> {
        if !is_within(path.as_str()) || is_reserved(path.as_str()) {
            return Err(WriteError::BadPath(path.clone()));
        }
        let folded = path.folded();
        if let Some(claim) = self.files.get(&folded) {
            // In one order, whichever thread was first.
            let (a, b) = if claim.path <= *path { (&claim.path, path) } else { (path, &claim.path) };
            return Err(WriteError::Collision(a.clone(), b.clone()));
        }
        if let Some(within) = self.folders.get(&folded) {
            return Err(WriteError::FileAndFolder { file: path.clone(), within: within.clone() });
        }
        self.take_folders(path, &folded)?;
        self.files.insert(folded, Claim { path: path.clone(), done: None });
        Ok(())
    }

    fn take_folders(&mut self, path: &OutputPath, folded: &str) -> Result<(), WriteError> {
        let mut rest = folded;
        while let Some((above, _)) = rest.rsplit_once('/') {
            if self.folders.contains_key(above) {
                return Ok(());
            }
            if let Some(claim) = self.files.get(above) {
                return Err(WriteError::FileAndFolder { file: claim.path.clone(), within: path.clone() });
            }
            self.folders.insert(above.to_owned(), path.clone());
            rest = above;
        }
        Ok(())
    }

    /// Notes what became of a file.
    pub(super) fn record(&mut self, path: &OutputPath, written: WriteOutcome, hash: Hash) {
        if let Some(claim) = self.files.get_mut(&path.folded()) {
            claim.done = Some(Done { written, hash, input_hash: None });
        }
    }

    /// Notes the hash of what a file that is done was made from.
    pub(super) fn record_input_hash(&mut self, path: &OutputPath, input_hash: Hash) {
        let claim = self.files.get_mut(&path.folded());
        if let Some(done) = claim.and_then(|claim| claim.done.as_mut()) {
            done.input_hash = Some(input_hash);
        }
    }

    /// The path that was taken for a file which this one is too, if case is taken lightly.
    pub(super) fn twin(&self, path: &str) -> Option<&OutputPath> {
        self.files.get(&OutputPath::new(path).folded()).map(|claim| &claim.path)
    }

    /// The files written, and those found as they should be.
    pub(super) fn manifest(&self) -> Manifest {
        self.manifest_where(|_| true)
    }

    /// The files of which this became.
    pub(super) fn manifest_of(&self, what: WriteOutcome) -> Manifest {
        self.manifest_where(|written| written == what)
    }

    fn manifest_where(&self, wanted: impl Fn(WriteOutcome) -> bool) -> Manifest {
        let mut manifest = Manifest::default();
        for (path, done) in self.done().filter(|(_, done)| wanted(done.written)) {
            manifest.add(path, done.hash, done.input_hash);
        }
        manifest
    }

    /// A file that was begun and not written.
    pub(super) fn unfinished(&self) -> Option<&OutputPath> {
        self.files.values().filter(|claim| claim.done.is_none()).map(|claim| &claim.path).min()
    }

    /// How many files were written, and how.
    pub(super) fn summary(&self) -> Summary {
        let mut summary = Summary::default();
        for (_, done) in self.done() {
            match done.written {
                WriteOutcome::New => summary.new += 1,
                WriteOutcome::Changed => summary.changed += 1,
                WriteOutcome::Same => summary.same += 1,
            }
        }
        summary
    }

    fn done(&self) -> impl Iterator<Item = (&OutputPath, Done)> {
        self.files.values().filter_map(|claim| claim.done.map(|done| (&claim.path, done)))
    }
}
