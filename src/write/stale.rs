//! Takes away what earlier builds wrote and the site no longer has.

use std::collections::BTreeSet;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use blake3::Hash;

use super::claims::Claims;
use super::error::WriteError;
use super::file;
use super::manifest::Manifest;
use crate::path::OutputPath;
use crate::source::slice;

/// What became of the files that the site no longer has.
#[derive(Default)]
pub(super) struct Stale {
    pub(super) removed: Vec<OutputPath>,
    pub(super) kept: Vec<OutputPath>,
}

/// Removes the files of earlier builds that this one has not taken, and the folders left empty.
pub(super) fn remove(dir: &Path, before: &Manifest, claims: &Claims) -> Result<Stale, WriteError> {
    let mut stale = Stale::default();
    for (path, hash) in before.files() {
        if claims.twin(path.as_str()).is_some_and(|twin| is_one_file(dir, twin, path)) {
            continue;
        }
        match remove_file(dir, path, hash)? {
            Fate::Removed => stale.removed.push(path.clone()),
            Fate::Kept => stale.kept.push(path.clone()),
            Fate::Gone => {}
        }
    }
    remove_empty_folders(dir, &stale.removed);
    Ok(stale)
}

/// Makes room at a path where an earlier build wrote a file, or files in a folder.
pub(super) fn clear(dir: &Path, before: &Manifest, path: &str) -> Result<(), WriteError> {
    let here = before.hash(path).map(|hash| (OutputPath::new(path), hash));
    let inside = before.within(path).map(|(path, hash)| (path.clone(), hash));
    let mut removed = Vec::new();
    for (path, hash) in here.into_iter().chain(inside) {
        remove_file(dir, &path, hash)?;
        removed.push(path);
    }
    remove_empty_folders(dir, &removed);
    let place = dir.join(path);
    match fs::symlink_metadata(&place) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        Err(error) => Err(WriteError::io("look at", &place, error)),
        Ok(there) if there.is_dir() => Err(WriteError::InTheWay {
            path: place,
            what: "a folder with files that guidepost did not write",
        }),
        Ok(_) => Err(WriteError::InTheWay { path: place, what: "a file that guidepost did not write" }),
    }
}

enum Fate {
    Removed,
    /// Somebody has changed it.
    Kept,
    /// It was not there any more.
    Gone,
}

/// Removes a file if it is still what was written.
fn remove_file(dir: &Path, path: &OutputPath, hash: Hash) -> Result<Fate, WriteError> {
    let place = dir.join(path.as_str());
    if is_behind_link(dir, path) || fs::symlink_metadata(&place).is_err() {
        return Ok(Fate::Gone);
    }
    if file::hash(&place) != Some(hash) {
        return Ok(Fate::Kept);
    }
    fs::remove_file(&place).map_err(|error| WriteError::io("remove", &place, error))?;
    // What a killed build may have left of it.
    let _ = fs::remove_file(file::beside(&place));
    Ok(Fate::Removed)
}

/// Whether a folder on the way to a file has become a link since: what is behind it is not ours.
fn is_behind_link(dir: &Path, path: &OutputPath) -> bool {
    let mut folders = path.as_str().match_indices('/').map(|(end, _)| slice(path.as_str(), ..end));
    folders.any(|folder| dir.join(folder).is_symlink())
}

/// Whether two paths that differ by case alone lead to the same file here.
fn is_one_file(dir: &Path, a: &OutputPath, b: &OutputPath) -> bool {
    a == b || real(dir, a).is_some_and(|a| Some(a) == real(dir, b))
}

fn real(dir: &Path, path: &OutputPath) -> Option<std::path::PathBuf> {
    fs::canonicalize(dir.join(path.as_str())).ok()
}

/// Removes the folders of these files that hold nothing any more, the deepest first.
fn remove_empty_folders(dir: &Path, files: &[OutputPath]) {
    let folders: BTreeSet<&str> = files.iter().flat_map(folders_of).collect();
    for folder in folders.into_iter().rev() {
        // Refused where something is left in it, which is as it should be.
        let _ = fs::remove_dir(dir.join(folder));
    }
}

fn folders_of(file: &OutputPath) -> impl Iterator<Item = &str> {
    file.as_str().match_indices('/').map(|(end, _)| slice(file.as_str(), ..end))
}
