//! Waiting for the disk: what a link leads to, or a log speaks of, is written before it does.

#[cfg(unix)]
use std::fs::File;
use std::io;
use std::path::Path;

/// Waits until a folder's own entries are on its disk: what was renamed into it stays there.
#[cfg(unix)]
pub(in crate::publish) fn wait_for_entries(dir: &Path) -> io::Result<()> {
    File::open(dir)?.sync_all()
}

/// Waits until all that was written to the file system of a folder is on its disk.
#[cfg(target_os = "linux")]
pub(in crate::publish) fn wait_for_files(dir: &Path) -> io::Result<()> {
    // One call for all: a call for each of ten thousand files takes minutes on some disks.
    Ok(rustix::fs::syncfs(File::open(dir)?)?)
}

/// Waits until all that was written to a folder is on its disk.
#[cfg(all(unix, not(target_os = "linux")))]
pub(in crate::publish) fn wait_for_files(dir: &Path) -> io::Result<()> {
    walkdir::WalkDir::new(dir).into_iter().try_for_each(|entry| File::open(entry?.path())?.sync_all())
}

/// Elsewhere no folder can be opened, and the disk is trusted.
#[cfg(not(unix))]
pub(in crate::publish) fn wait_for_entries(_dir: &Path) -> io::Result<()> {
    Ok(())
}

/// Elsewhere the disk is trusted.
#[cfg(not(unix))]
pub(in crate::publish) fn wait_for_files(_dir: &Path) -> io::Result<()> {
    Ok(())
}
