//! Files that cannot be read.

use crate::diagnostic::{Code, Finding, Place};
use crate::path::FilePath;
use crate::world::ReadError;

/// That a file of the site cannot be read.
pub fn unreadable(file: &FilePath, error: &ReadError) -> Finding {
    let why = match error {
        ReadError::Missing => "it is not there".to_owned(),
        ReadError::Refused(why) => why.clone(),
        ReadError::NotUtf8 { .. } => {
            return Finding::new(Code::NotUtf8, Place::file(file), "the file is not UTF-8 text");
        }
    };
    Finding::new(Code::UnreadableFile, Place::file(file), format!("`{file}` cannot be read: {why}"))
}
