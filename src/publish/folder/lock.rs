//! The lock of a target: a file that one process holds, with a line that says who.

use std::fs::{File, TryLockError};
use std::io::{Read as _, Seek as _, Write as _};
use std::path::Path;

use super::super::act::Act;
use super::super::error::PublishError;
use super::LOCK;
use super::plain_files::is_plain_or_nothing;

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

/// Refuses to go on where somebody has removed the lock: another may hold a new one by now, and clear away what is on its way.
pub(super) fn is_held(lock: &File, releases: &Path) -> Result<(), PublishError> {
    let path = &releases.join(LOCK);
    if is_the_same(lock, path) {
        return Ok(());
    }
    Err(PublishError::refused(
        format!("somebody has removed the lock `{}`, and another may be publishing there", path.display()),
        "publish again once nobody else does; the lock ends with its process, and need not be removed",
    ))
}

#[cfg(unix)]
fn is_the_same(lock: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let of = |there: std::io::Result<std::fs::Metadata>| there.ok().map(|there| (there.dev(), there.ino()));
    of(lock.metadata()).is_some_and(|held| of(std::fs::symlink_metadata(path)) == Some(held))
}

/// There nobody removes a file that is held.
#[cfg(not(unix))]
fn is_the_same(_: &File, _: &Path) -> bool {
    true
}
