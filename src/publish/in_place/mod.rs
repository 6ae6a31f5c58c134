//! A target whose files are replaced in place, one by one: an object store, or a folder on which no links can be made.
//!
//! ```text
//! guidelines/tone/index.html …        what readers are served
//! .guidepost/log.jsonl                the publish log; its last line names the release that is served
//! .guidepost/releases/ID.json         the manifests
//! .guidepost/kept/HASH                bytes of releases that are kept, where something else stands in their place by now
//! .guidepost/ahead.json               what a publisher is about to do
//! .guidepost/lock                     who publishes
//! ```
//!
//! Files named by their content come first, then the pages; one conditional write of the log has the release be served; what
//! is no longer needed goes last. So a page finds its styles and pictures at every moment. Whoever is killed on the way leaves
//! `ahead.json`, by which the next to hold the lock knows what is theirs.

mod ahead;
mod held;
mod interrupt;
mod lock;
mod manifest;
#[cfg(not(feature = "s3"))]
mod no_store;
mod place;
mod share;
mod stage;
#[cfg(feature = "s3")]
mod store;
mod survey;
#[cfg(test)]
mod tests;
mod tidy;

pub use lock::LockTimes;
pub use place::{
    BrowserCaching, FilePlace, ListedFile, Mark, PlaceError, StoredFile, WriteCondition, WrittenFile,
};
pub use share::FileShare;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::act::Act;
use super::content_names::is_named_by_content;
use super::damage::Damage;
use super::error::PublishError;
use super::log::PublishLog;
use super::release::{Release, ReleaseId};
use super::target::{HeldTarget, OtherLock, ReleaseTarget, TargetState};
use crate::write::{Protected, place as folder_place};
use ahead::AheadNote;
use held::HeldInPlace;
use manifest::MarkedRelease;
use survey::{KnownFiles, ReadHashes, Reading, Survey};

/// The folder of our own files.
const OWN: &str = ".guidepost";
/// The log.
const LOG: &str = ".guidepost/log.jsonl";
/// The lock.
const LOCK: &str = ".guidepost/lock";
/// What a publisher is about to do.
const AHEAD: &str = ".guidepost/ahead.json";
/// The folder of manifests.
const RELEASES: &str = ".guidepost/releases";
/// The folder of bytes to go back to.
const KEPT: &str = ".guidepost/kept";

/// So many requests are on their way at once.
pub(super) const AT_ONCE: usize = 8;

/// What is not made at such a target: the store, or the server in front of it, does that itself.
fn only_beside_links() -> PublishError {
    PublishError::refused(
        "files for web servers and packed copies are for folders that are served through a link",
        "take `server_files` and `compress` out of the table of this target",
    )
}

/// A target whose files are replaced in place.
#[derive(Clone, Debug)]
pub struct InPlaceTarget {
    place: Arc<dyn FilePlace>,
    times: LockTimes,
    hashes: Arc<ReadHashes>,
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
        return Ok(InPlaceTarget::new(Arc::new(store::ObjectPlace::at(address)?), LockTimes::default()));
        #[cfg(not(feature = "s3"))]
        Err(no_store::refused(address))
    }

    /// The log, with its bytes as they are stored.
    fn log(&self) -> Result<(PublishLog, Option<StoredFile>), PublishError> {
        let Some(stored) = self.place.read(LOG)? else { return Ok((PublishLog::default(), None)) };
        let text = String::from_utf8_lossy(&stored.bytes);
        Ok((PublishLog::read(&text)?, Some(stored)))
    }

    /// What may stand there.
    fn known(&self) -> Result<KnownFiles, PublishError> {
        let (log, _) = self.log()?;
        let served = log.last_served().map(|id| self.served(&log, id)).transpose()?;
        let ahead = AheadNote::read(&*self.place)?;
        let is_other = |id: &&ReleaseId| served.as_ref().is_none_or(|served| served.release.id != **id);
        let from = ahead.as_ref().and_then(|ahead| ahead.from.as_ref()).filter(is_other);
        // Where it is gone, so is what it says.
        let from = from.and_then(|id| MarkedRelease::read(&*self.place, id).ok());
        let from = from.map(|(from, _)| from.release);
        Ok(KnownFiles { served, ahead, from, others: Vec::new() })
    }

    /// The release that is served. Its marks count where its manifest is the one that the log names.
    fn served(&self, log: &PublishLog, id: &ReleaseId) -> Result<MarkedRelease, PublishError> {
        let (mut marked, hash) = MarkedRelease::read(&*self.place, id)?;
        if log.first_of(id).is_none_or(|entry| !entry.is_of(&marked.release, &hash)) {
            marked.marks.clear();
        }
        Ok(marked)
    }

    /// Looks at the place, and says what may stand there.
    fn survey(&self, reading: Reading) -> Result<(KnownFiles, Survey), PublishError> {
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
    fn others(&self, but: Option<&ReleaseId>) -> Result<Vec<Option<Release>>, PublishError> {
        let ids = self.state()?.releases;
        let others = ids.iter().filter(|id| Some(*id) != but);
        let read = |id| MarkedRelease::read(&*self.place, id).ok();
        Ok(others.map(|id| read(id).map(|(marked, _)| marked.release)).collect())
    }

    /// Refuses a place where files are that no publisher of ours wrote.
    fn refuse_others(&self, log: &PublishLog) -> Result<(), PublishError> {
        if log.last_served().is_some() || AheadNote::read(&*self.place)?.is_some() {
            return Ok(());
        }
        let listed = self.place.list("")?;
        let Some(first) = listed.iter().find(|file| !survey::is_own(&file.path)) else { return Ok(()) };
        let at = self.place.at();
        Err(PublishError::refused(
            format!("`{}` is there, and guidepost did not put it there", at.join(&first.path).display()),
            format!("move aside what is in `{}`, or name another place in `to`", at.display()),
        ))
    }
}

impl ReleaseTarget for InPlaceTarget {
    fn place(&self) -> PathBuf {
        self.place.at()
    }

    fn areas(&self) -> Vec<PathBuf> {
        vec![self.place.at()]
    }

    fn keeps_out_of(&self, protected: &[Protected<'_>]) -> Result<(), PublishError> {
        // No folder of this machine lies in a store.
        match self.place.folder() {
            Some(folder) => Ok(folder_place::allow(&folder, protected)?),
            None => Ok(()),
        }
    }

    fn state(&self) -> Result<TargetState, PublishError> {
        let (log, _) = self.log()?;
        self.refuse_others(&log)?;
        let listed = self.place.list(RELEASES)?;
        let name =
            |path: &str| path.strip_prefix(RELEASES)?.strip_prefix('/')?.strip_suffix(".json")?.parse().ok();
        let mut releases: Vec<ReleaseId> = listed.iter().filter_map(|file| name(&file.path)).collect();
        releases.sort();
        let unnamed: Vec<&ReleaseId> = releases.iter().filter(|id| !log.names(id)).collect();
        let is_newest = |id: &ReleaseId| log.entries().iter().all(|entry| entry.release < *id);
        // Of one release, the newest, nobody may have lived to write a line.
        if unnamed.len() > 1 || !unnamed.iter().all(|id| is_newest(id)) {
            return Err(PublishError::not_whole(
                format!(
                    "the publish log `{}` lacks releases that are there",
                    self.place.at().join(LOG).display()
                ),
                "put it back from a backup, as it was last: it is what the next release is held against",
            ));
        }
        releases.retain(|id| log.names(id));
        Ok(TargetState { served: log.last_served().cloned(), log, releases })
    }

    fn manifest(&self, id: &ReleaseId) -> Result<(Release, String), PublishError> {
        let (marked, hash) = MarkedRelease::read(&*self.place, id)?;
        Ok((marked.release, hash))
    }

    fn damage(&self, release: &Release) -> Result<Damage, PublishError> {
        let (known, survey) = self.survey(Reading::Bytes)?;
        if known.served.as_ref().is_some_and(|served| served.release.id == release.id) {
            return Ok(survey.damage(&known));
        }
        let known = KnownFiles { others: vec![release.clone()], ..KnownFiles::default() };
        let survey = Survey::of(&*self.place, &known, (Reading::Bytes, &self.hashes))?;
        Ok(survey.damage_of_kept(&*self.place, release)?)
    }

    fn damage_of_served(&self, _release: &Release) -> Result<Damage, PublishError> {
        let (known, survey) = self.survey(Reading::Marks)?;
        Ok(survey.damage(&known))
    }

    fn unfinished(&self) -> Result<Option<String>, PublishError> {
        let Some(ahead) = AheadNote::read(&*self.place)? else { return Ok(None) };
        let by: String = ahead.by.chars().filter(|sign| !sign.is_control()).collect();
        Ok(Some(format!("{by} did not come to an end with {}, begun at {}", ahead.release.id, ahead.at)))
    }

    fn hidden_folder(&self) -> String {
        OWN.to_owned()
    }

    /// There is no place beside it that readers are not served.
    fn server_files_path(&self) -> Option<PathBuf> {
        None
    }

    fn hold(&self, act: Act<'_>, other: OtherLock) -> Result<Box<dyn HeldTarget>, PublishError> {
        Ok(Box::new(HeldInPlace::new(self.clone(), act, other)?))
    }
}
