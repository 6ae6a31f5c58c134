//! A target whose files are replaced in place: what is known of it without holding it.

use std::path::Path;
use std::sync::Arc;

use super::ahead::AheadNote;
use super::layout::{LOG, RELEASES};
use super::lock::LockTimes;
use super::manifest::MarkedRelease;
use super::place::{FilePlace, StoredFile};
use super::share::FileShare;
use super::survey::{KnownFiles, ReadHashes, Reading, Survey, is_own};
use crate::publish::content_names::is_named_by_content;
use crate::publish::error::PublishError;
use crate::publish::log::PublishLog;
use crate::publish::release::{Release, ReleaseId};
use crate::publish::target::TargetState;
use crate::write::place as folder_place;

/// A target whose files are replaced in place.
#[derive(Clone, Debug)]
pub struct InPlaceTarget {
    pub(super) place: Arc<dyn FilePlace>,
    pub(super) times: LockTimes,
    pub(super) hashes: Arc<ReadHashes>,
}

impl InPlaceTarget {
    /// The target at a place.
    pub fn new(place: Arc<dyn FilePlace>, times: LockTimes) -> InPlaceTarget {
        InPlaceTarget { place, times, hashes: Arc::default() }
    }

    /// The target that a folder is.
    ///
    /// # Errors
    /// A place at which no site can be published.
    pub fn of_folder(to: &Path) -> Result<InPlaceTarget, PublishError> {
        let root = folder_place::resolve(to)?;
        folder_place::allow(&root, &[])?;
        Ok(InPlaceTarget::new(Arc::new(FileShare::at(root)), LockTimes::default()))
    }

    /// The target at an address in an object store: `s3://bucket/playbook`.
    ///
    /// # Errors
    /// The address leads nowhere, or this program knows of no stores.
    pub fn of_store(address: &str) -> Result<InPlaceTarget, PublishError> {
        #[cfg(feature = "s3")]
        return Ok(InPlaceTarget::new(
            Arc::new(super::store::ObjectPlace::at(address)?),
            LockTimes::default(),
        ));
        #[cfg(not(feature = "s3"))]
        Err(super::no_store::refused(address))
    }

    /// The log, with its bytes as they are stored.
    pub(super) fn log(&self) -> Result<(PublishLog, Option<StoredFile>), PublishError> {
        let Some(stored) = self.place.read(LOG)? else { return Ok((PublishLog::default(), None)) };
        let log = PublishLog::read(self.text_of_log(&stored)?)?;
        Ok((log, Some(stored)))
    }

    /// The text of the log. One that is damaged is not written back as what is left of it.
    pub(super) fn text_of_log<'s>(&self, stored: &'s StoredFile) -> Result<&'s str, PublishError> {
        std::str::from_utf8(&stored.bytes).map_err(|_| {
            PublishError::not_whole(
                format!("the publish log `{}` is no text", self.place.at().join(LOG).display()),
                "put it back from a backup, as it was last: it is what the next release is held against",
            )
        })
    }

    /// What may stand there.
    pub(super) fn known(&self) -> Result<KnownFiles, PublishError> {
        let (log, _) = self.log()?;
        let served = log.last_served().map(|id| self.served(&log, id)).transpose()?;
        let ahead = AheadNote::read(&*self.place)?;
        let is_other = |id: &&ReleaseId| served.as_ref().is_none_or(|served| served.release.id != **id);
        let from = ahead.as_ref().and_then(|ahead| ahead.from.as_ref()).filter(is_other);
        let from = from.map(|id| self.release_if_whole(id)).transpose()?.flatten();
        Ok(KnownFiles { served, ahead, from, others: Vec::new() })
    }

    /// The release that is served. Its marks count where its manifest is the one that the log names.
    pub(super) fn served(&self, log: &PublishLog, id: &ReleaseId) -> Result<MarkedRelease, PublishError> {
        let (mut marked, hash) = MarkedRelease::read(&*self.place, id)?;
        if log.first_of(id).is_none_or(|entry| !entry.is_of(&marked.release, &hash)) {
            marked.marks.clear();
        }
        Ok(marked)
    }

    /// Looks at the place, and says what may stand there.
    pub(super) fn survey(&self, reading: Reading) -> Result<(KnownFiles, Survey), PublishError> {
        let mut known = self.known()?;
        let survey = Survey::of(&*self.place, &known, (reading, &self.hashes))?;
        // After a rollback, what pages of the release that was left ask for is still there.
        let is_asset = |path: &String| is_named_by_content(path);
        if !survey.damage(&known).foreign.iter().any(is_asset) {
            return Ok((known, survey));
        }
        let served = known.served.as_ref().map(|served| served.release.id.clone());
        known.others = self.others(served.as_ref())?.into_iter().flatten().collect();
        let survey = Survey::of(&*self.place, &known, (reading, &self.hashes))?;
        Ok((known, survey))
    }

    /// The releases that are kept beside one; those whose manifest cannot be read are `None`.
    pub(super) fn others(&self, but: Option<&ReleaseId>) -> Result<Vec<Option<Release>>, PublishError> {
        let ids = self.state()?.releases;
        ids.iter().filter(|id| Some(*id) != but).map(|id| self.release_if_whole(id)).collect()
    }

    /// A release; `None` where its manifest is gone, or says nothing. A place that does not answer is no such place.
    fn release_if_whole(&self, id: &ReleaseId) -> Result<Option<Release>, PublishError> {
        match MarkedRelease::read(&*self.place, id) {
            Ok((marked, _)) => Ok(Some(marked.release)),
            Err(PublishError::NotWhole { .. }) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Refuses a place where files are that no publisher of ours wrote.
    pub(super) fn refuse_others(&self, log: &PublishLog) -> Result<(), PublishError> {
        if log.last_served().is_some() || AheadNote::read(&*self.place)?.is_some() {
            return Ok(());
        }
        let listed = self.place.list("")?;
        let Some(first) = listed.iter().find(|file| !is_own(&file.path)) else { return Ok(()) };
        let at = self.place.at();
        Err(PublishError::refused(
            format!("`{}` is there, and guidepost did not put it there", at.join(&first.path).display()),
            format!("move aside what is in `{}`, or name another place in `to`", at.display()),
        ))
    }

    /// The releases of which a manifest is there, the oldest first. Each has its line in the log, but for one whose publisher
    /// was killed before that, and who wrote down beforehand what it was about to do.
    pub(super) fn releases_beside(&self, log: &PublishLog) -> Result<Vec<ReleaseId>, PublishError> {
        let listed = self.place.list(RELEASES)?;
        let name =
            |path: &str| path.strip_prefix(RELEASES)?.strip_prefix('/')?.strip_suffix(".json")?.parse().ok();
        let mut releases: Vec<ReleaseId> = listed.iter().filter_map(|file| name(&file.path)).collect();
        releases.sort();
        let unnamed: Vec<&ReleaseId> = releases.iter().filter(|id| !log.names(id)).collect();
        let is_as_left = match unnamed.as_slice() {
            [] => true,
            [id] => AheadNote::read(&*self.place)?.is_some_and(|ahead| ahead.release.id == **id),
            _ => false,
        };
        if is_as_left {
            return Ok(releases);
        }
        Err(PublishError::not_whole(
            format!(
                "the publish log `{}` lacks releases that are there",
                self.place.at().join(LOG).display()
            ),
            "put it back from a backup, as it was last: it is what the next release is held against",
        ))
    }

    /// What is there. Nothing is written.
    ///
    /// # Errors
    /// What is there cannot be read, or is not as we left it.
    pub fn state(&self) -> Result<TargetState, PublishError> {
        // Between two looks somebody may publish: what is wrong is so when it is looked at again.
        self.state_now().or_else(|_| self.state_now())
    }

    fn state_now(&self) -> Result<TargetState, PublishError> {
        let (log, _) = self.log()?;
        self.refuse_others(&log)?;
        let mut releases = self.releases_beside(&log)?;
        releases.retain(|id| log.names(id));
        Ok(TargetState { served: log.last_served().cloned(), log, releases })
    }
}
