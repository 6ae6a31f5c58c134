//! How commands end.

use std::fmt;
use std::path::Path;

use crate::diagnostic::defect::{Defect, Defects, PLEASE_REPORT};

/// How a command ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Outcome {
    /// Nothing is wrong.
    Clean,
    /// Something must be mended: exit status 1.
    Findings,
}

/// Why a command could not run: exit status 2.
#[derive(Debug)]
pub(super) struct Failure {
    pub(super) message: String,
    pub(super) hint: Option<String>,
}

impl Failure {
    pub(super) fn new(message: impl fmt::Display) -> Failure {
        Failure { message: message.to_string(), hint: None }
    }

    /// What the system said of a file or folder.
    pub(super) fn of_path(path: &Path, error: &std::io::Error) -> Failure {
        let said = error.to_string();
        let words = said.split(" (os error").next().unwrap_or(&said).to_lowercase();
        Failure::new(format!("`{}`: {words}", path.display()))
    }

    /// That the program failed.
    pub(super) fn of_defects(defects: &Defects) -> Failure {
        let sentences: Vec<String> = defects.list().iter().map(Defect::sentence).collect();
        Failure::new(sentences.join("; ")).hint(PLEASE_REPORT)
    }

    pub(super) fn hint(self, hint: impl fmt::Display) -> Failure {
        Failure { hint: Some(hint.to_string()), ..self }
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Failure {
        Failure::new(error)
    }
}
