//! The manifest of a release at a place: the release, and the marks by which a listing tells what somebody has changed.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::layout::RELEASES;
use super::place::FilePlace;
use crate::publish::error::PublishError;
use crate::publish::release::{Release, ReleaseId};

/// A release with the marks of its files.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(super) struct MarkedRelease {
    #[serde(flatten)]
    pub(super) release: Release,
    /// What the place said of each file when it was written, by path.
    #[serde(default)]
    pub(super) marks: BTreeMap<String, String>,
}

/// Where the manifest of a release is.
pub(super) fn manifest_path(id: &ReleaseId) -> String {
    format!("{RELEASES}/{id}.json")
}

impl MarkedRelease {
    /// Reads it, with the hash of its bytes.
    ///
    /// # Errors
    /// There is none, or it cannot be read.
    pub(super) fn read(
        place: &dyn FilePlace,
        id: &ReleaseId,
    ) -> Result<(MarkedRelease, String), PublishError> {
        let path = manifest_path(id);
        let unreadable = |why: &dyn std::fmt::Display| {
            PublishError::not_whole(
                format!("the manifest `{path}` of `{}` cannot be read: {why}", place.at().display()),
                "put it back from a backup, or roll back to another release",
            )
        };
        let stored = place.read(&path)?.ok_or_else(|| unreadable(&"it is gone"))?;
        let mut marked: MarkedRelease =
            serde_json::from_slice(&stored.bytes).map_err(|error| unreadable(&error))?;
        // What it says is shown.
        marked.release.by.retain(|sign| !sign.is_control());
        Ok((marked, blake3::hash(&stored.bytes).to_hex().to_string()))
    }

    /// Its text, as it is written.
    ///
    /// # Errors
    /// None that happens: every release can be written.
    pub(super) fn text(&self) -> serde_json::Result<String> {
        Ok(serde_json::to_string_pretty(self)? + "\n")
    }
}
