//! Files that programs are given to read, for as long as they run.

use std::io::Write as _;
use std::path::{Path, PathBuf};

/// A file with some bytes, gone once it is dropped.
pub(super) struct TemporaryFile(PathBuf);

/// How many names are tried for such a file.
const ATTEMPTS: u32 = 10_000;

impl TemporaryFile {
    /// Writes a file that nobody had before.
    pub(super) fn new(bytes: &[u8]) -> std::io::Result<TemporaryFile> {
        let mut attempt = 0;
        loop {
            let name = format!("guidepost-{}-{attempt}", std::process::id());
            let path = std::env::temp_dir().join(name);
            match std::fs::File::create_new(&path) {
                Ok(mut file) => {
                    let made = TemporaryFile(path);
                    file.write_all(bytes)?;
                    return Ok(made);
                }
                // In use, or left behind by a program that had our number before.
                Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists && attempt < ATTEMPTS => {
                    attempt += 1;
                }
                Err(error) => return Err(error),
            }
        }
    }

    /// Where it is.
    pub(super) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for TemporaryFile {
    fn drop(&mut self) {
        // What stays behind holds public keys and signatures, and harms nobody.
        let _ = std::fs::remove_file(&self.0);
    }
}
