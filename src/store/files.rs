//! The files that rooms have in the folder of the cache.

use std::io;
use std::path::{Path, PathBuf};

/// More files than this in a room become one.
pub(super) const MOST_FILES: usize = 8;

/// The files of a room, the oldest first as far as the file system knows.
pub(super) fn files_of(folder: &Path, room: &str) -> Vec<PathBuf> {
    let is_of_room = |name: &str| {
        name.strip_prefix(room).is_some_and(|rest| rest.starts_with('-')) && name.ends_with(ENDING)
    };
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut files: Vec<_> = entries
        .filter(|entry| entry.file_name().to_str().is_some_and(is_of_room))
        .map(|entry| (entry.metadata().and_then(|about| about.modified()).ok(), entry.path()))
        .collect();
    files.sort();
    files.into_iter().map(|(_, path)| path).collect()
}

/// How the names of files end.
pub(super) const ENDING: &str = ".kept";

/// Makes the folder, out of sight of version control.
pub(super) fn make_folder(folder: &Path) -> io::Result<()> {
    std::fs::create_dir_all(folder)?;
    let Some(own) = folder.parent() else { return Ok(()) };
    let ignore = own.join(".gitignore");
    if ignore.exists() { Ok(()) } else { std::fs::write(ignore, "*\n") }
}
