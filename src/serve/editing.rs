//! Where a browser opens a file in an editor.

use super::files::ServedFiles;
use crate::config::Editor;
use crate::path::FilePath;

/// The files of the site and the editor that opens them.
pub(super) struct Editing<'a> {
    pub(super) files: &'a ServedFiles,
    pub(super) editor: Option<&'a Editor>,
}

impl Editing<'_> {
    /// A place as people name it: `content/tone.md:3:7`.
    pub(super) fn place(file: &FilePath, (line, column): (usize, usize)) -> String {
        format!("{file}:{line}:{column}")
    }

    /// The address that opens a file at a line and column; `None` where no editor is named, and for files of a commit.
    pub(super) fn address(&self, file: &FilePath, (line, column): (usize, usize)) -> Option<String> {
        let path = self.files.on_disk(file)?;
        Some(self.editor?.address(path.to_str()?, line, column))
    }
}
