//! A file that must not be there yet.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Write as _};
use std::path::Path;

use super::file::beside;

/// Writes a file that is not there yet, and the folders that it is in. Whoever looks sees all of it or nothing, and
/// what is there already is never touched: that is [`ErrorKind::AlreadyExists`].
pub fn new_file(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if fs::symlink_metadata(path).is_ok() {
        return Err(ErrorKind::AlreadyExists.into());
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let beside = beside(path);
    // What a killed process left behind.
    let _ = fs::remove_file(&beside);
    let placed = fill(&beside, bytes).and_then(|()| place(&beside, path));
    let _ = fs::remove_file(&beside);
    placed
}

fn fill(beside: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create_new(beside)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// A second name for a file never takes the place of another file, as a new name would.
fn place(beside: &Path, path: &Path) -> io::Result<()> {
    match fs::hard_link(beside, path) {
        Err(error) if matches!(error.kind(), ErrorKind::Unsupported | ErrorKind::PermissionDenied) => {
            // A file system without second names.
            fs::rename(beside, path)
        }
        placed => placed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_written_over_and_nothing_stays_behind() {
        let root = tempfile::tempdir().expect("a folder");
        let path = root.path().join("a/b/c.yaml");
        new_file(&path, b"one").expect("written");
        let again = new_file(&path, b"two").expect_err("it is there");
        assert_eq!(again.kind(), ErrorKind::AlreadyExists);
        assert_eq!(fs::read(&path).expect("a file"), b"one");
        let names = fs::read_dir(root.path().join("a/b")).expect("a folder").count();
        assert_eq!(names, 1);
    }
}
