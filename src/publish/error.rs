//! Why something is not published.

use std::fmt;
use std::io;
use std::path::Path;

use crate::path::OutputPath;
use crate::write::WriteError;

/// Why something is not published. What was served before is served still; where files are replaced in place, some of the next
/// release may stand among them (`HeldTarget::on_the_way`).
#[derive(Debug)]
pub enum PublishError {
    /// It must not be: somebody has to decide or mend something first.
    Refused {
        /// Why, in a sentence without a full stop.
        why: String,
        /// What to do about it.
        hint: String,
    },
    /// What every release is held against cannot be read, or somebody has changed it.
    NotWhole {
        /// Why, in a sentence without a full stop.
        why: String,
        /// What to do about it.
        hint: String,
    },
    /// It could not be, on this machine.
    Failed(WriteError),
    /// It could not be, at the target.
    OfPlace {
        /// Why, in a sentence without a full stop.
        why: String,
        /// What to do about it.
        hint: String,
    },
}

impl PublishError {
    pub(super) fn refused(why: impl fmt::Display, hint: impl fmt::Display) -> PublishError {
        PublishError::Refused { why: why.to_string(), hint: hint.to_string() }
    }

    pub(super) fn not_whole(why: impl fmt::Display, hint: impl fmt::Display) -> PublishError {
        PublishError::NotWhole { why: why.to_string(), hint: hint.to_string() }
    }

    /// The same with more that can be done about it.
    #[must_use]
    pub(super) fn with_hint(self, more: &str) -> PublishError {
        let and_more = |hint: String| format!("{hint}\n{more}");
        match self {
            PublishError::Refused { why, hint } => PublishError::Refused { why, hint: and_more(hint) },
            PublishError::NotWhole { why, hint } => PublishError::NotWhole { why, hint: and_more(hint) },
            PublishError::OfPlace { why, hint } => PublishError::OfPlace { why, hint: and_more(hint) },
            PublishError::Failed(error) => {
                PublishError::OfPlace { why: error.to_string(), hint: more.to_owned() }
            }
        }
    }

    /// What is not made where files are replaced in place: the store, or the server in front of it, does that itself.
    pub(super) fn only_beside_links() -> PublishError {
        PublishError::refused(
            "files for web servers and packed copies are for folders that are served through a link",
            "take `server_files` and `compress` out of the table of this target",
        )
    }

    /// A file is another by now than when the plan was made.
    pub fn changed_meanwhile(path: &OutputPath) -> PublishError {
        PublishError::refused(
            format!("`{path}` changed while it was published"),
            "publish again, and leave the files alone until it ends",
        )
    }

    /// What to do about it, where that is known.
    pub fn into_hint(self) -> Option<String> {
        match self {
            PublishError::Refused { hint, .. }
            | PublishError::NotWhole { hint, .. }
            | PublishError::OfPlace { hint, .. } => Some(hint),
            PublishError::Failed(_) => None,
        }
    }

    /// What the system said: "read", "write" and the like name what was tried.
    pub(super) fn io(action: &'static str, path: &Path, error: io::Error) -> PublishError {
        PublishError::Failed(WriteError::io(action, path, error))
    }
}

impl From<WriteError> for PublishError {
    fn from(error: WriteError) -> PublishError {
        match error {
            // A target is named in the settings, and not by `--out`.
            WriteError::Protected { dir, why } => PublishError::OfPlace {
                why: format!("cannot write the site to `{}`: {why}", dir.display()),
                hint: "name another folder in `to`".to_owned(),
            },
            error => PublishError::Failed(error),
        }
    }
}

impl fmt::Display for PublishError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PublishError::Refused { why, .. }
            | PublishError::NotWhole { why, .. }
            | PublishError::OfPlace { why, .. } => f.write_str(why),
            PublishError::Failed(error) => error.fmt(f),
        }
    }
}
