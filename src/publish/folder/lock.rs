//! The lock of a target: a file that one process holds, with a line that says who.

use std::fs::{File, TryLockError};
use std::io::{Read as _, Seek as _, Write as _};
use std::path::Path;

use super::super::act::Act;
use super::super::error::PublishError;
use super::{LOCK, is_plain_or_nothing};

/// Locks a folder of releases, and writes who holds it.
pub(super) fn lock(releases: &Path, act: Act<'_>) -> Result<File, PublishError> {
    let path = &releases.join(LOCK);
    is_plain_or_nothing(path)?;
    let failed = |error| PublishError::io("lock", path, error);
    let mut options = File::options();
    let mut lock = options.read(true).write(true).create(true).truncate(false).open(path).map_err(failed)?;
    match lock.try_lock() {
        Ok(()) => {}
        Err(TryLockError::Error(error)) => return Err(failed(error)),
        Err(TryLockError::WouldBlock) => {
            let mut who = String::new();
            let _ = lock.read_to_string(&mut who);
            who.retain(|sign| !sign.is_control());
            let who = if who.trim().is_empty() { "somebody" } else { who.trim() };
            return Err(PublishError::refused(
                format!("{who} is publishing there"),
                "wait for that to end; the lock ends with its process, however that ends",
            ));
        }
    }
    lock.set_len(0).and_then(|()| lock.rewind()).map_err(failed)?;
    let process = std::process::id();
    writeln!(lock, "{}, since {}, by process {process},", act.by, act.at).map_err(failed)?;
    Ok(lock)
}

/// Whether a lock that is held is the file that stands at its place: somebody may have removed it, and another made theirs.
#[cfg(unix)]
pub(super) fn is_at_its_place(lock: &File, releases: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let id = |there: &std::fs::Metadata| (there.dev(), there.ino());
    let held = lock.metadata().ok();
    held.zip(std::fs::symlink_metadata(releases.join(LOCK)).ok())
        .is_some_and(|(held, there)| id(&held) == id(&there))
}

/// Elsewhere no file is removed that somebody holds.
#[cfg(not(unix))]
pub(super) fn is_at_its_place(_lock: &File, _releases: &Path) -> bool {
    true
}
