//! The release that a publisher is about to complete, written down beforehand: of one that is whole and has no line in the log,
//! it is known by this that its publisher was killed. Without it, the log was cut.

use std::fs::{self, File};
use std::path::PathBuf;

use super::super::error::PublishError;
use super::super::release::ReleaseId;
use super::super::target::TargetState;
use super::removing::remove_file;
use super::{AHEAD, LOG, PublishFolder, is_plain_or_nothing};
use crate::publish::durable;
use crate::publish::kill_point::point;
use crate::write::file;

impl PublishFolder {
    fn ahead_path(&self) -> PathBuf {
        self.releases.join(AHEAD)
    }

    /// Writes down which release is about to be complete. After a power cut the note is there if the release is.
    pub(super) fn note_ahead(&self, id: &ReleaseId) -> Result<(), PublishError> {
        let path = self.ahead_path();
        let failed = |error| PublishError::io("write", &path, error);
        file::write(&path, format!("{id}\n").as_bytes(), file::create)?;
        File::open(&path).and_then(|note| note.sync_all()).map_err(failed)?;
        durable::wait_for_entries(&self.releases).map_err(failed)?;
        point();
        Ok(())
    }

    /// What was about to be done is done, or undone.
    pub(super) fn forget_ahead(&self) -> Result<(), PublishError> {
        remove_file(&self.ahead_path())
    }

    /// The release that somebody was about to complete.
    fn ahead(&self) -> Result<Option<ReleaseId>, PublishError> {
        let path = self.ahead_path();
        is_plain_or_nothing(&path)?;
        Ok(fs::read_to_string(&path).ok().and_then(|text| text.trim_end().parse().ok()))
    }

    /// Refuses a log without a line of a release that is whole, but for one whose publisher did not live to write it.
    pub(super) fn refuse_cut_log(&self, state: &TargetState) -> Result<(), PublishError> {
        let mut unnamed = state.releases.iter().filter(|id| !state.log.names(id)).peekable();
        if unnamed.peek().is_none() {
            return Ok(());
        }
        let ahead = self.ahead()?;
        if unnamed.all(|id| ahead.as_ref() == Some(id)) {
            return Ok(());
        }
        Err(PublishError::not_whole(
            format!("the publish log `{}` lacks releases that are there", self.releases.join(LOG).display()),
            "put it back from a backup, as it was last: it is what the next release is held against",
        ))
    }
}
