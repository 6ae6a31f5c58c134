//! What lies where files lie and is none: whoever reads a named pipe waits for ever.

use std::fs::FileType;
use std::io;
use std::path::Path;

/// What something is that is neither a file nor a folder; `None` for these.
pub(super) fn special(kind: FileType) -> Option<&'static str> {
    if kind.is_file() || kind.is_dir() || kind.is_symlink() { None } else { Some(named(kind)) }
}

#[cfg(unix)]
fn named(kind: FileType) -> &'static str {
    use std::os::unix::fs::FileTypeExt;
    match kind {
        _ if kind.is_fifo() => "a named pipe",
        _ if kind.is_socket() => "a socket",
        _ => "a device",
    }
}

#[cfg(not(unix))]
fn named(_: FileType) -> &'static str {
    "a device"
}

/// The bytes of a file, and of nothing that is none.
pub(super) fn read(path: &Path) -> io::Result<Vec<u8>> {
    if let Some(what) = special(std::fs::metadata(path)?.file_type()) {
        return Err(io::Error::other(format!("it is {what}, and no file")));
    }
    std::fs::read(path)
}
