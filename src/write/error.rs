//! What can go wrong while output is written, in words.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use crate::path::OutputPath;

/// Why an output could not be written.
#[derive(Debug)]
pub enum WriteError {
    /// The output folder is, or holds, something that output must never be written over, or lies in it.
    Protected {
        /// The output folder.
        dir: PathBuf,
        /// What is wrong with it, with the name of the other folder.
        why: String,
    },
    /// The output folder holds files that are in the way and that no build of ours wrote.
    Foreign {
        /// The output folder.
        dir: PathBuf,
        /// Up to five of them.
        files: Vec<String>,
    },
    /// Another build is writing to the same folder.
    Busy(PathBuf),
    /// A path that does not stay within the output folder, or that is needed for bookkeeping.
    BadPath(OutputPath),
    /// Two outputs have one path, or two that are one on file systems that take case lightly.
    Collision(OutputPath, OutputPath),
    /// One output would be a file where the other needs a folder.
    FileAndFolder {
        /// The file.
        file: OutputPath,
        /// The output within the folder of the same name.
        within: OutputPath,
    },
    /// Something stands in the place of an output that no build of ours put there.
    InTheWay {
        /// Where it is.
        path: PathBuf,
        /// What it is: "a symbolic link".
        what: &'static str,
    },
    /// A file of the site was not written, so the build cannot be finished.
    Unfinished(OutputPath),
    /// The file system refused.
    Io {
        /// What was tried: "write".
        action: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
}

impl WriteError {
    pub(crate) fn io(action: &'static str, path: &Path, error: io::Error) -> WriteError {
        WriteError::Io { action, path: path.to_owned(), error }
    }
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            WriteError::Protected { dir, why } => {
                write!(
                    f,
                    "cannot write the site to `{}`: {why}; choose another folder with --out",
                    dir.display()
                )
            }
            WriteError::Foreign { dir, files } => foreign(dir, files, f),
            WriteError::Busy(dir) => {
                write!(
                    f,
                    "another build is writing to `{}`; wait for it, or choose another folder with --out",
                    dir.display()
                )
            }
            WriteError::BadPath(path) => write!(f, "`{path}` cannot be the path of a file of the output"),
            WriteError::Collision(a, b) if a == b => {
                write!(f, "two files of the site would be written to `{a}`")
            }
            WriteError::Collision(a, b) => {
                write!(f, "`{a}` and `{b}` differ by case alone, and are one file on many file systems")
            }
            WriteError::FileAndFolder { file, within } => {
                write!(f, "`{file}` would be a file, and a folder too, for `{within}`")
            }
            WriteError::InTheWay { path, what } => {
                write!(f, "{what} stands at `{}`, where the site needs the place; remove it", path.display())
            }
            WriteError::Unfinished(path) => write!(f, "`{path}` was not written, so the site is not whole"),
            WriteError::Io { action, path, error } => {
                write!(f, "cannot {action} `{}`: {}", path.display(), words(error))
            }
        }
    }
}

impl std::error::Error for WriteError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            WriteError::Io { error, .. } => Some(error),
            _ => None,
        }
    }
}

fn foreign(dir: &Path, files: &[String], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let names: Vec<_> = files.iter().map(|file| format!("`{file}`")).collect();
    write!(
        f,
        "`{}` holds files that guidepost did not write, such as {}; choose another folder with --out, or empty this one",
        dir.display(),
        names.join(", ")
    )
}

/// What the system said, for people who have never seen an errno.
fn words(error: &io::Error) -> String {
    let words = match error.kind() {
        io::ErrorKind::StorageFull => "the disk is full",
        io::ErrorKind::QuotaExceeded => "the quota of disk space is used up",
        io::ErrorKind::FileTooLarge => "the file is larger than the system allows",
        io::ErrorKind::PermissionDenied => "permission is denied",
        io::ErrorKind::ReadOnlyFilesystem => "the file system is read-only",
        io::ErrorKind::NotFound => "it does not exist",
        io::ErrorKind::AlreadyExists => "something else has that name",
        io::ErrorKind::NotADirectory => "part of its path is not a folder",
        io::ErrorKind::InvalidFilename => "its name is too long, or holds what the file system does not take",
        _ => return error.to_string(),
    };
    words.to_owned()
}
