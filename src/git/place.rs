//! Where a repository is: found upwards from a folder, as git finds it.

use std::path::{Path, PathBuf};

use super::settings::GitConfig;

/// The folders of a repository.
#[derive(Clone, Debug)]
pub(super) struct RepositoryFolders {
    /// What is this work tree's own, such as `HEAD`.
    pub(super) own: PathBuf,
    /// What all work trees share: objects, references, settings.
    pub(super) shared: PathBuf,
    /// The top of the working tree; `None` for a bare repository.
    pub(super) top: Option<PathBuf>,
}

/// Finds the repository that a folder is in.
pub(super) fn find(start: &Path) -> Option<RepositoryFolders> {
    let start = std::fs::canonicalize(start).ok()?;
    start.ancestors().find_map(at)
}

/// The repository whose top is this folder, or which is this folder.
fn at(folder: &Path) -> Option<RepositoryFolders> {
    let inside = folder.join(".git");
    if let Some(own) = led_to(&inside) {
        return Some(place(own, Some(folder)));
    }
    is_repository(folder).then(|| place(folder.to_owned(), None))
}

/// The folder that `.git` is, or that it names where it is a file, as in work trees and submodules.
fn led_to(inside: &Path) -> Option<PathBuf> {
    if inside.is_dir() {
        return is_repository(inside).then(|| inside.to_owned());
    }
    // A named pipe would be waited for for ever.
    if !inside.is_file() {
        return None;
    }
    let text = std::fs::read_to_string(inside).ok()?;
    let named = text.strip_prefix("gitdir:")?.trim();
    let own = std::fs::canonicalize(inside.parent()?.join(named)).ok()?;
    is_repository(&own).then_some(own)
}

/// What git itself asks of a folder before it calls it a repository.
fn is_repository(folder: &Path) -> bool {
    let head = folder.join("HEAD");
    let has_head = head.is_file() || head.is_symlink();
    let shared = shared(folder);
    has_head && shared.join("objects").is_dir() && shared.join("refs").is_dir()
}

/// The folder that a work tree's own folder shares with the others.
fn shared(own: &Path) -> PathBuf {
    let named = std::fs::read_to_string(own.join("commondir")).unwrap_or_default();
    if named.trim().is_empty() {
        return own.to_owned();
    }
    let path = own.join(named.trim());
    std::fs::canonicalize(&path).unwrap_or(path)
}

fn place(own: PathBuf, top: Option<&Path>) -> RepositoryFolders {
    let shared = shared(&own);
    // A submodule's folder may be entered from the side; its settings say where the working tree is.
    let set = GitConfig::read(&shared.join("config")).get("core", "worktree").map(|path| own.join(path));
    let set = set.and_then(|path| std::fs::canonicalize(path).ok());
    RepositoryFolders { top: top.map(Path::to_owned).or(set), shared, own }
}
