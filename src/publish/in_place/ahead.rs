//! What a publisher is about to do, written down before the first page is replaced: whoever comes after one that was killed
//! knows by it what may stand there.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::layout::AHEAD;
use super::lock::own;
use super::place::{FilePlace, WriteCondition};
use crate::publish::error::PublishError;
use crate::publish::log::PublishLog;
use crate::publish::release::{Release, ReleaseId};

/// What a publisher is about to do.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(super) struct AheadNote {
    /// Who.
    pub(super) by: String,
    /// The moment that the log will name.
    pub(super) at: String,
    /// The release that was served then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) from: Option<ReleaseId>,
    /// The release that will be.
    pub(super) release: Release,
    /// What earlier publishers who did not come to an end have left: hashes, by path.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) left: BTreeMap<String, String>,
}

impl AheadNote {
    /// The note at a place, where somebody did not come to an end.
    ///
    /// # Errors
    /// It cannot be read.
    pub(super) fn read(place: &dyn FilePlace) -> Result<Option<AheadNote>, PublishError> {
        let Some(stored) = place.read(AHEAD)? else { return Ok(None) };
        let note = serde_json::from_slice(&stored.bytes);
        note.map(Some).map_err(|error| {
            PublishError::not_whole(
                format!("`{AHEAD}` of `{}` cannot be read: {error}", place.at().display()),
                "somebody has changed it: put it back from a backup, or remove it and publish with `--repair`",
            )
        })
    }

    /// Writes it down.
    ///
    /// # Errors
    /// It cannot be written.
    pub(super) fn write(&self, place: &dyn FilePlace) -> Result<(), PublishError> {
        let text = serde_json::to_string(self).map_err(|error| {
            PublishError::not_whole(format!("`{AHEAD}` cannot be written: {error}"), "report it")
        })?;
        place.write(&own(AHEAD, text.as_bytes(), WriteCondition::None))?;
        Ok(())
    }

    /// Whether the release is served already, and what is left to do is to remove things.
    pub(super) fn is_done(&self, log: &PublishLog) -> bool {
        let last = log.entries().last();
        last.is_some_and(|entry| entry.release == self.release.id && entry.at == self.at)
    }

    /// Whether a file with this hash may stand at a path because of it.
    pub(super) fn explains(&self, path: &str, hash: &str) -> bool {
        let of_release = self.release.file(path);
        of_release.is_some_and(|file| *file.hash == *hash)
            || self.left.get(path).is_some_and(|left| **left == *hash)
    }

    /// Whether it may be that nothing stands at a path because of it.
    pub(super) fn explains_nothing_at(&self, path: &str) -> bool {
        self.release.file(path).is_none()
    }
}
