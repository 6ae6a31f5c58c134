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
            let hash = file::hash(&there).filter(|_| is_within(path) && is_readable(&there));
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
        damage.foreign =
            names_below(dir)?.into_iter().filter(|path| !known.contains(path.as_str())).collect();
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
        [missing, changed, foreign, unfinished].concat()
    }
}

/// Whether the web server can read a file, whoever it runs as.
#[cfg(unix)]
fn is_readable(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    fs::metadata(path).is_ok_and(|there| there.permissions().mode() & 0o444 == 0o444)
}

#[cfg(not(unix))]
fn is_readable(_path: &Path) -> bool {
    true
}

/// The paths of what lies below a folder, but for folders.
fn names_below(dir: &Path) -> Result<BTreeSet<String>, PublishError> {
    let mut names = BTreeSet::new();
    for entry in walkdir::WalkDir::new(dir).min_depth(1) {
        let entry = entry.map_err(|error| PublishError::io("read the folder", dir, error.into()))?;
        if !entry.file_type().is_dir() {
            let below = entry.path().strip_prefix(dir).unwrap_or(entry.path());
            names.insert(below.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/"));
        }
    }
    Ok(names)
}
