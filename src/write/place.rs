//! Whether a folder may be written to.

use std::fs::{self, File, TryLockError};
use std::io::{self, ErrorKind};
use std::path::{Component, Path, PathBuf};

use super::error::WriteError;
use crate::path::OutputPath;
use crate::world::{NEVER_LISTED, OWN};

/// A folder that output must not be written over.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Protected<'a> {
    /// A folder of sources: output may neither be it, nor lie in it, nor hold it.
    Sources(&'a Path),
    /// The site's root: output may lie in it, but neither be it nor hold it.
    Root(&'a Path),
}

/// Where a folder really is, through all symbolic links; the parts that are not there yet as written.
pub(crate) fn resolve(dir: &Path) -> Result<PathBuf, WriteError> {
    let failed = |error| WriteError::io("find", dir, error);
    let mut resolved = PathBuf::new();
    for part in std::path::absolute(dir).map_err(failed)?.components() {
        match part {
            Component::CurDir => continue,
            Component::ParentDir => {
                resolved.pop();
                continue;
            }
            _ => resolved.push(part),
        }
        match fs::canonicalize(&resolved) {
            Ok(real) => resolved = real,
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(failed(error)),
            // A link that leads nowhere is there, and no folder.
            Err(_) if resolved.is_symlink() => {
                return Err(WriteError::InTheWay {
                    path: resolved,
                    what: "a symbolic link that leads nowhere",
                });
            }
            Err(_) => {}
        }
    }
    Ok(resolved)
}

/// Refuses the folders that a mistyped `--out` would ruin.
pub(crate) fn allow(dir: &Path, protected: &[Protected<'_>]) -> Result<(), WriteError> {
    let refuse = |why: String| Err(WriteError::Protected { dir: dir.to_owned(), why });
    if dir.parent().is_none() {
        return refuse("it is the root of the file system".to_owned());
    }
    if let Some(why) = kept_by_others(dir) {
        return refuse(why);
    }
    for folder in protected {
        let (Protected::Sources(path) | Protected::Root(path)) = *folder;
        // What is no folder, or a link that leads to itself, is kept where it is written: a draft may make it so, and what is
        // in force is published all the same.
        let real = match resolve(path) {
            Ok(real) => real,
            Err(_) => std::path::absolute(path).map_err(|error| WriteError::io("find", path, error))?,
        };
        let shown = path.display();
        let sources = matches!(folder, Protected::Sources(_));
        if dir == real && sources {
            return refuse(format!("the sources of the site are in `{shown}`"));
        }
        if dir == real {
            return refuse("it is the root of the site".to_owned());
        }
        if real.starts_with(dir) {
            return refuse(format!("it holds `{shown}`, from which the site is made"));
        }
        if sources && dir.starts_with(&real) {
            return refuse(format!("it lies in `{shown}`, and would become part of the site's sources"));
        }
    }
    Ok(())
}

/// Why a file may not be written where it is asked for: it would lie in a folder of version control or of our own notes.
///
/// # Errors
/// Where nobody can say where the file would be.
pub fn why_kept(file: &Path) -> Result<Option<String>, WriteError> {
    let mut file = file.to_owned();
    // What is written where a link leads that leads nowhere yet is written there.
    for _ in 0..MOST_LINKS {
        let (link, error) = match resolve(&file) {
            Ok(real) => return Ok(kept_by_others(&real)),
            Err(WriteError::InTheWay { path, what }) => (path.clone(), WriteError::InTheWay { path, what }),
            Err(error) => return Err(error),
        };
        let (Ok(to), Some(folder)) = (fs::read_link(&link), link.parent()) else { return Err(error) };
        file = folder.join(to);
    }
    Ok(kept_by_others(&file))
}

/// Links that lead to links are followed so often, as systems do.
const MOST_LINKS: usize = 40;

/// Why nothing may be written to a folder of version control or of our own notes, whatever site it is for.
fn kept_by_others(dir: &Path) -> Option<String> {
    let of_others = |folder: &&Path| is_called_as(folder, &NEVER_LISTED) || is_repository(folder);
    let folder = dir.ancestors().find(of_others)?;
    let is_ours = is_called_as(folder, &[OWN]);
    let whose = if is_ours {
        "in which guidepost keeps notes of its own"
    } else {
        "which belongs to version control"
    };
    Some(match (folder == dir, is_ours) {
        (true, true) => "guidepost keeps notes of its own there".to_owned(),
        (true, false) => "it belongs to version control".to_owned(),
        (false, _) => format!("it lies in `{}`, {whose}", folder.display()),
    })
}

/// Whether a folder has one of these names, as file systems that take case lightly see it.
fn is_called_as(folder: &Path, names: &[&str]) -> bool {
    let name = folder.file_name().and_then(|name| name.to_str());
    name.is_some_and(|name| names.iter().any(|known| known.eq_ignore_ascii_case(name)))
}

/// Whether a folder is where git keeps a repository, whatever it is called: one without a working tree, or set apart from it.
fn is_repository(folder: &Path) -> bool {
    folder.join("HEAD").is_file() && folder.join("objects").is_dir() && folder.join("refs").is_dir()
}

/// Keeps other builds away from a folder until the file returned is closed.
/// `None` where the system does not lock folders; there the user must take care.
pub(super) fn lock(dir: &Path) -> Result<Option<File>, WriteError> {
    let Ok(folder) = File::open(dir) else { return Ok(None) };
    match folder.try_lock() {
        Ok(()) => Ok(Some(folder)),
        Err(TryLockError::WouldBlock) => Err(WriteError::Busy(dir.to_owned())),
        Err(TryLockError::Error(_)) => Ok(None),
    }
}

/// Whether a folder holds nothing.
pub(super) fn is_empty(dir: &Path) -> Result<bool, WriteError> {
    let mut entries = fs::read_dir(dir).map_err(|error| WriteError::io("read the folder", dir, error))?;
    Ok(entries.next().is_none())
}

/// Up to five things in a folder, the one that is in the way first.
pub(super) fn some_files(dir: &Path, first: &OutputPath) -> Vec<String> {
    let mut others: Vec<String> = names(dir).unwrap_or_default();
    others.retain(|name| first.as_str().split('/').next() != Some(name));
    others.sort_unstable();
    std::iter::once(first.to_string()).chain(others).take(5).collect()
}

fn names(dir: &Path) -> io::Result<Vec<String>> {
    fs::read_dir(dir)?.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned())).collect()
}
