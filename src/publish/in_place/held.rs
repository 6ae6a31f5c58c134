//! A place that nobody else publishes to for as long as it is held.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::ahead::AheadNote;
use super::interrupt::Interrupt;
use super::layout::{AT_ONCE, KEPT, LOG, RELEASES};
use super::lock::{HeldLock, lock, own};
use super::manifest::{MarkedRelease, manifest_path};
use super::place::WriteCondition;
use super::survey::{KnownFiles, Reading, StandingReason, Survey};
use super::target::InPlaceTarget;
use crate::publish::act::Act;
use crate::publish::at_once;
use crate::publish::content_names::is_named_by_content;
use crate::publish::error::PublishError;
use crate::publish::log::{LogAction, LogEntry, PublishLog};
use crate::publish::release::{PublishedFile, Release, ReleaseId};
use crate::publish::target::OtherLock;

/// A place that is held.
#[derive(Debug)]
pub(super) struct HeldInPlace {
    pub(super) target: InPlaceTarget,
    left: Vec<String>,
    lock: HeldLock,
    /// What was served when it was taken hold of.
    served: Option<ReleaseId>,
    interrupt: Arc<Interrupt>,
    /// Whether another release is served by now.
    is_switched: AtomicBool,
}

impl HeldInPlace {
    /// Holds a place, and finishes what somebody began whose release is served already.
    pub(super) fn new(
        target: InPlaceTarget,
        act: Act<'_>,
        other: OtherLock,
    ) -> Result<HeldInPlace, PublishError> {
        // A place that is not ours is left as it is.
        let served = target.state()?.served;
        let lock = lock(&target.place, (act, other, target.times))?;
        target.place.put_in_order()?;
        let (interrupt, is_switched) = (Arc::default(), AtomicBool::new(false));
        let mut held = HeldInPlace { target, left: Vec::new(), lock, served, interrupt, is_switched };
        held.put_in_order()?;
        Ok(held)
    }

    /// What could not be removed, each with why.
    pub(super) fn left(&self) -> &[String] {
        &self.left
    }

    /// Lets the place go where somebody asks the process to end.
    pub(super) fn heed_interrupts(&self) -> io::Result<()> {
        self.interrupt.listen(self.lock.shared())
    }

    /// Whether anything more may be written.
    pub(super) fn goes_on(&self) -> Result<(), PublishError> {
        if self.interrupt.is_heard() && self.is_switched.load(Ordering::SeqCst) {
            return Err(PublishError::OfPlace {
                why: "interrupted: not all is removed that is no longer needed".to_owned(),
                hint: "the next publish removes it".to_owned(),
            });
        }
        if self.interrupt.is_heard() {
            let served = self.served.as_ref().map_or("nothing", |served| served.as_str());
            return Err(PublishError::OfPlace {
                why: format!(
                    "interrupted: {served} is what the log has be served, and files of the next release may stand there already"
                ),
                hint: format!("publish again, or put everything back: `guidepost rollback NAME {served}`"),
            });
        }
        self.lock.goes_on()
    }

    /// Asks once more whether the lock is ours, before something that cannot be taken back.
    pub(super) fn is_still_ours(&self) -> Result<(), PublishError> {
        self.goes_on()?;
        self.lock.is_still_ours()
    }

    fn put_in_order(&mut self) -> Result<(), PublishError> {
        let (log, _) = self.target.log()?;
        for file in self.target.place.list(RELEASES)? {
            let named = log.entries().iter().any(|entry| manifest_path(&entry.release) == file.path);
            // Its release never came to be served.
            if !named && is_manifest(&file.path) {
                self.target.place.remove(&file.path)?;
            }
        }
        let Some(ahead) = AheadNote::read(&*self.target.place)?.filter(|ahead| ahead.is_done(&log)) else {
            return Ok(());
        };
        let (_, survey) = self.target.survey(Reading::Marks)?;
        let kept: BTreeSet<ReleaseId> = self.target.state()?.releases.into_iter().collect();
        self.left = self.clear(&survey, &ahead.release, (&BTreeSet::new(), &kept));
        self.forget_ahead(&mut Vec::new());
        Ok(())
    }

    /// Writes down what is about to be done.
    pub(super) fn note_ahead(
        &self,
        (known, survey): (&KnownFiles, &Survey),
        release: &Release,
        act: Act<'_>,
    ) -> Result<(), PublishError> {
        self.is_still_ours()?;
        self.interrupt.begin_writing();
        let unfinished = survey.files.iter().filter(|(_, file)| file.origin == StandingReason::Unfinished);
        let note = AheadNote {
            by: act.by.to_owned(),
            at: act.at.to_owned(),
            from: known.served.as_ref().map(|served| served.release.id.clone()),
            release: release.clone(),
            left: unfinished.filter_map(|(path, file)| Some((path.clone(), file.hash.clone()?))).collect(),
        };
        note.write(&*self.target.place)
    }

    /// Keeps the bytes of the release that is served of which others take the place, and takes out of the way what stands
    /// as a file where a folder is needed, or the other way round.
    pub(super) fn make_room(
        &self,
        (known, survey): (&KnownFiles, &Survey),
        (next, foreign): (&Release, &BTreeSet<String>),
    ) -> Result<BTreeSet<String>, PublishError> {
        self.is_still_ours()?;
        let place = &self.target.place;
        let mut kept = survey.kept.clone();
        let served = known.served.iter().flat_map(|served| served.release.own_files());
        let is_replaced = |(path, file): &(&String, &PublishedFile)| {
            let next = next.file(path).map(|next| &next.hash);
            let stays = next == Some(&file.hash) || (next.is_none() && is_named_by_content(path));
            survey.has(path, file) && !stays
        };
        let replaced: BTreeMap<&String, &String> =
            served.filter(is_replaced).map(|(path, file)| (&file.hash, path)).collect();
        let lacking: Vec<_> = replaced.into_iter().filter(|(hash, _)| !kept.contains(*hash)).collect();
        at_once::each(AT_ONCE, &lacking, |(hash, path)| {
            self.goes_on()?;
            Ok::<(), PublishError>(place.copy(path, &format!("{KEPT}/{hash}"))?)
        })?;
        kept.extend(lacking.into_iter().map(|(hash, _)| hash.clone()));
        let gone = survey.files.iter().filter(|(path, file)| {
            let may_go = file.origin != StandingReason::Unknown || foreign.contains(*path);
            may_go && next.file(path).is_none() && is_in_the_way(path, next)
        });
        for (path, _) in gone {
            place.remove(path)?;
        }
        Ok(kept)
    }

    /// Has readers be served a release from now on: one write of the log, under the condition that it is as it was read.
    pub(super) fn switch(&self, entry: LogEntry) -> Result<(), PublishError> {
        self.is_still_ours()?;
        let (log, stored) = self.target.log()?;
        let line = log.line(entry).map_err(|error| {
            PublishError::not_whole(format!("the log cannot be written: {error}"), "report it")
        })?;
        let text = stored.as_ref().map(|stored| String::from_utf8_lossy(&stored.bytes).into_owned());
        let before = text.as_deref().map(PublishLog::ended).transpose()?.unwrap_or_default();
        let text = format!("{before}{line}\n");
        let condition = match &stored {
            Some(stored) => WriteCondition::Still(&stored.mark),
            None => WriteCondition::Absent,
        };
        self.target.place.write(&own(LOG, text.as_bytes(), condition))?;
        self.is_switched.store(true, Ordering::SeqCst);
        Ok(())
    }

    /// The entry of a release that is served again.
    fn entry_again(&self, id: &ReleaseId, act: Act<'_>) -> Result<LogEntry, PublishError> {
        let (log, _) = self.target.log()?;
        let action = LogAction::Rollback;
        if let Some(known) = log.first_of(id) {
            return Ok(LogEntry { at: act.at.to_owned(), by: act.by.to_owned(), action, ..known.clone() });
        }
        let (marked, hash) = MarkedRelease::read(&*self.target.place, id)?;
        Ok(LogEntry::of(&marked.release, &hash, action, act))
    }

    /// Brings files of a release back to their places.
    fn bring_back(
        &self,
        survey: &Survey,
        kept: &BTreeSet<String>,
        files: &[(&String, &PublishedFile)],
    ) -> Result<(), PublishError> {
        at_once::each(AT_ONCE, files, |(path, file)| {
            // What is neither there nor kept is damage, and said to be once the others are back.
            if survey.has(path, file) || !kept.contains(&file.hash) {
                return Ok(());
            }
            self.goes_on()?;
            Ok::<(), PublishError>(self.target.place.copy(&format!("{KEPT}/{}", file.hash), path)?)
        })?;
        Ok(())
    }

    /// Has an earlier release be served again.
    pub(super) fn roll_back(&self, id: &ReleaseId, act: Act<'_>) -> Result<(), PublishError> {
        let (release, _) = MarkedRelease::read(&*self.target.place, id)?;
        let release = release.release;
        let (known, survey) = self.target.survey(Reading::Marks)?;
        self.note_ahead((&known, &survey), &release, act)?;
        let kept = self.make_room((&known, &survey), (&release, &BTreeSet::new()))?;
        let (named, others): (Vec<_>, Vec<_>) =
            release.own_files().partition(|(path, _)| is_named_by_content(path));
        self.bring_back(&survey, &kept, &named)?;
        self.bring_back(&survey, &kept, &others)?;
        self.switch(self.entry_again(id, act)?)?;
        let releases: BTreeSet<ReleaseId> = self.target.state()?.releases.into_iter().collect();
        let mut left = self.clear(&survey, &release, (&BTreeSet::new(), &releases));
        self.forget_ahead(&mut left);
        // What could not be removed, the next publish removes; `verify` names it.
        Ok(())
    }
}

/// Whether a file stands where a release needs a folder, or in a folder that it needs a file in the place of.
fn is_in_the_way(path: &str, next: &Release) -> bool {
    let below = format!("{path}/");
    let needs_folder =
        next.files.range(below.clone()..).next().is_some_and(|(file, _)| file.starts_with(&below));
    let mut folders = path.match_indices('/').filter_map(|(end, _)| path.get(..end));
    needs_folder || folders.any(|folder| next.files.contains_key(folder))
}

fn is_manifest(path: &str) -> bool {
    let name = path.strip_prefix(RELEASES).and_then(|rest| rest.strip_prefix('/'));
    let id = name.and_then(|name| name.strip_suffix(".json"));
    id.is_some_and(|id| id.parse::<ReleaseId>().is_ok())
}
