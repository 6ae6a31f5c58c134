//! Files below a folder.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

/// Writes a file with its folders.
pub(crate) fn write_file(root: &Path, path: &str, text: impl AsRef<[u8]>) {
    let path = root.join(path);
    std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    std::fs::write(path, text).expect("a file");
}

/// Writes files below a folder.
pub(crate) fn write_files<'a, T: AsRef<[u8]> + ?Sized + 'a>(
    root: &Path,
    files: impl IntoIterator<Item = (&'a str, &'a T)>,
) {
    for (path, text) in files {
        write_file(root, path, text);
    }
}

/// Every file below a folder with its bytes, by its path from there.
pub(crate) fn tree(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut open = vec![root.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(root).expect("below").to_str().expect("text").to_owned();
                files.insert(name, std::fs::read(&path).expect("a file"));
            }
        }
    }
    files
}

/// Copies a folder with everything in it.
pub(crate) fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    let done = Command::new("cp").arg("-a").arg(from.join(".")).arg(to).status().expect("cp");
    assert!(done.success());
}
