//! A release at its target, compared with its manifest.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use rayon::prelude::*;

use super::error::PublishError;
use super::release::Release;
use crate::write::{file, is_within};

/// A release in place, as far as it is as it was published.
#[derive(Clone, Copy, Debug)]
pub struct SoundRelease<'a> {
    /// The release.
    pub release: &'a Release,
    /// What of it is not as it was published.
    pub damage: &'a Damage,
}

/// What is not as it was published.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Damage {
    /// Files that are gone.
    pub missing: BTreeSet<String>,
    /// Files with other bytes, and what is no file any more.
    pub changed: BTreeSet<String>,
    /// Files that nobody published.
    pub foreign: BTreeSet<String>,
    /// Files that are of another release, since whoever brought them did not come to an end.
    pub unfinished: BTreeSet<String>,
    /// Folders that a web server cannot read, whoever it runs as.
    pub closed: BTreeSet<String>,
}

impl Damage {
    /// Reads every file of a release, and compares it by its bytes.
    ///
    /// # Errors
    /// Its folder cannot be read.
    pub fn of(release: &Release, dir: &Path) -> Result<Damage, PublishError> {
        let files: Vec<(&String, _)> = release.all_files().collect();
        let hashed = files.par_iter().map(|(path, published)| {
            let there = dir.join(path);
            let hash = file::hash(&there).filter(|_| is_within(path) && is_public(&there, READ));
            (
                *path,
                fs::symlink_metadata(&there).is_ok(),
                hash.is_some_and(|hash| *hash.to_hex() == *published.hash),
            )
        });
        let mut damage = Damage::default();
        for (path, is_there, is_same) in hashed.collect::<Vec<_>>() {
            match (is_there, is_same) {
                (false, _) => damage.missing.insert(path.clone()),
                (true, false) => damage.changed.insert(path.clone()),
                (true, true) => continue,
            };
        }
        let known: BTreeSet<&str> = files.iter().map(|(path, _)| path.as_str()).collect();
        let below = Below::of(dir)?;
        damage.closed = below.closed;
        damage.foreign = below.names.into_iter().filter(|path| !known.contains(path.as_str())).collect();
        // What lies behind a link in place of a folder is somebody else's.
        let behind: Vec<String> = damage.foreign.iter().map(|link| format!("{link}/")).collect();
        let is_behind = |path: &&str| behind.iter().any(|link| path.starts_with(link));
        damage.changed.extend(known.iter().filter(|path| is_behind(path)).map(ToString::to_string));
        // What became a folder is one change, whatever is in it.
        let within =
            |path: &String| damage.changed.iter().any(|changed| path.starts_with(&format!("{changed}/")));
        damage.foreign = damage.foreign.iter().filter(|path| !within(path)).cloned().collect();
        Ok(damage)
    }

    /// The same, with a folder above it where the web server cannot read that: nothing below it reaches anybody.
    #[must_use]
    pub fn below(mut self, folder: &Path) -> Damage {
        if !is_public(folder, READ_FOLDER) {
            let name = folder.file_name().unwrap_or_default().to_string_lossy();
            self.closed.insert(format!("{name}/"));
        }
        self
    }

    /// Whether everything is as it was published.
    pub fn is_none(&self) -> bool {
        *self == Damage::default()
    }

    /// Whether a file is as it was published.
    pub fn spares(&self, path: &str) -> bool {
        ![&self.missing, &self.changed, &self.unfinished].iter().any(|paths| paths.contains(path))
    }

    /// The part of it that no publisher has left.
    #[must_use]
    pub fn by_others(&self) -> Damage {
        Damage { unfinished: BTreeSet::new(), ..self.clone() }
    }

    /// What is damaged, in lines: "changed   guidelines/tone/index.html".
    pub fn lines(&self) -> Vec<String> {
        let named = |what: &'static str, paths: &BTreeSet<String>| {
            paths.iter().map(|path| format!("{what:<9} {path}")).collect::<Vec<String>>()
        };
        let (missing, changed) = (named("missing", &self.missing), named("changed", &self.changed));
        let (foreign, unfinished) = (named("foreign", &self.foreign), named("between", &self.unfinished));
        [missing, changed, named("closed", &self.closed), foreign, unfinished].concat()
    }
}

/// Whether the web server has rights to something, whoever it runs as.
#[cfg(unix)]
fn is_public(path: &Path, rights: u32) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    fs::metadata(path).is_ok_and(|there| there.permissions().mode() & rights == rights)
}

#[cfg(not(unix))]
fn is_public(_path: &Path, _rights: u32) -> bool {
    true
}

/// The rights to read a file.
const READ: u32 = 0o444;
/// The rights to read a folder, and what is in it.
const READ_FOLDER: u32 = 0o555;

/// What lies below a folder.
#[derive(Debug, Default)]
struct Below {
    /// The paths of all but folders.
    names: BTreeSet<String>,
    /// The folders that a web server cannot read, the one itself among them: `plays/`.
    closed: BTreeSet<String>,
}

impl Below {
    fn of(dir: &Path) -> Result<Below, PublishError> {
        let mut below = Below::default();
        // Of a folder that is gone every file is missing.
        if !dir.exists() {
            return Ok(below);
        }
        for entry in walkdir::WalkDir::new(dir) {
            let entry = match entry {
                Ok(entry) => entry,
                // A folder that even we cannot read is named as what it is.
                Err(error) if is_denied(&error) && !below.closed.is_empty() => continue,
                Err(error) => return Err(PublishError::io("read the folder", dir, error.into())),
            };
            let path = entry.path().strip_prefix(dir).unwrap_or(entry.path());
            let path = path.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/");
            if !entry.file_type().is_dir() {
                below.names.insert(path);
            } else if !is_public(entry.path(), READ_FOLDER) {
                below.closed.insert(if path.is_empty() { "./".to_owned() } else { format!("{path}/") });
            }
        }
        Ok(below)
    }
}

fn is_denied(error: &walkdir::Error) -> bool {
    error.io_error().is_some_and(|error| error.kind() == std::io::ErrorKind::PermissionDenied)
}
