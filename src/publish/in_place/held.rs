//! A place that nobody else publishes to for as long as it is held.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::ahead::AheadNote;
use super::interrupt::Interrupt;
use super::layout::{AT_ONCE, KEPT, LOG};
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
            return Err(PublishError::OfPlace { why: "interrupted".to_owned(), hint: self.way_back() });
        }
        self.lock.goes_on()
    }

    /// An error with what it means for readers, where files of the next release may stand there.
    pub(super) fn on_the_way(&self, error: PublishError) -> PublishError {
        let is_between = self.interrupt.is_writing() && !self.is_switched.load(Ordering::SeqCst);
        // Whoever interrupts it knows so already.
        if is_between && !self.interrupt.is_heard() { error.with_hint(&self.way_back()) } else { error }
    }

    /// What stands there after an error on the way, and what to do about it.
    fn way_back(&self) -> String {
        match &self.served {
            Some(served) => format!(
                "{served} is what the log has be served, and files of another release may stand there already: do the same again, or put everything back: `guidepost rollback NAME {served}`"
            ),
            None => {
                "files of the release may stand there already, and no other was served before: publish again"
                    .to_owned()
            }
        }
    }

    /// The files of a release that neither stand there nor are kept.
    pub(super) fn lacks(&self, id: &ReleaseId) -> Result<Vec<String>, PublishError> {
        let (release, _) = MarkedRelease::read(&*self.target.place, id)?;
        let (_, survey) = self.target.survey(Reading::Marks)?;
        let files = release.release.own_files();
        let is_gone = |(path, file): &(&String, &PublishedFile)| {
            !survey.has(path, file) && !survey.kept.contains(&file.hash)
        };
        Ok(files.filter(is_gone).map(|(path, _)| path.clone()).collect())
    }

    /// Asks once more whether the lock is ours, before something that cannot be taken back.
    pub(super) fn is_still_ours(&self) -> Result<(), PublishError> {
        self.goes_on()?;
        self.lock.is_still_ours()
    }

    fn put_in_order(&mut self) -> Result<(), PublishError> {
        let (log, _) = self.target.log()?;
        for id in self.target.releases_beside(&log)?.iter().filter(|id| !log.names(id)) {
            // It never came to be served.
            self.target.place.remove(&manifest_path(id))?;
        }
        let Some(ahead) = AheadNote::read(&*self.target.place)?.filter(|ahead| ahead.is_done(&log)) else {
            return Ok(());
        };
        let (_, survey) = self.target.survey(Reading::Marks)?;
        let kept: BTreeSet<ReleaseId> = self.target.state()?.releases.into_iter().collect();
        let mut left = self.clear(&survey, &ahead.release, (&BTreeSet::new(), &kept));
        self.forget_ahead(&mut left);
        self.left = left;
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

    /// Keeps the bytes of the release that is served of which others take the place: before the first of them is written,
    /// since what stands there is copied.
    pub(super) fn keep_replaced(
        &self,
        (known, survey): (&KnownFiles, &Survey),
        next: &Release,
    ) -> Result<BTreeSet<String>, PublishError> {
        self.is_still_ours()?;
        let mut kept = survey.kept.clone();
        let served = known.served.iter().flat_map(|served| served.release.own_files());
        let is_replaced = |(path, file): &(&String, &PublishedFile)| {
            let stays = match next.file(path) {
                Some(next) => next.hash == file.hash,
                None => is_named_by_content(path) && !is_in_the_way(path, next, &|_| true),
            };
            survey.has(path, file) && !stays
        };
        let replaced: BTreeMap<&String, &String> =
            served.filter(is_replaced).map(|(path, file)| (&file.hash, path)).collect();
        let lacking: Vec<_> = replaced.into_iter().filter(|(hash, _)| !kept.contains(*hash)).collect();
        at_once::each(AT_ONCE, &lacking, |(hash, path)| {
            self.goes_on()?;
            self.keep(path, hash)
        })?;
        kept.extend(lacking.into_iter().map(|(hash, _)| hash.clone()));
        Ok(kept)
    }

    /// Keeps the bytes of a file, which must be those of a hash: a copy of other bytes is worth nothing.
    fn keep(&self, path: &str, hash: &str) -> Result<(), PublishError> {
        let place = &self.target.place;
        let kept = format!("{KEPT}/{hash}");
        let copied = match place.copy(path, &kept)? {
            Some(copied) => Some(copied),
            None => place.hash(&kept)?,
        };
        if copied.is_some_and(|copied| *copied.to_hex() == *hash) {
            return Ok(());
        }
        place.remove(&kept)?;
        Err(PublishError::refused(
            format!("somebody has changed `{path}` while it was copied"),
            "publish again: the plan will name it",
        ))
    }

    /// Takes out of the way what stands as a file where a folder is needed for some of the next files, or the other way round.
    pub(super) fn clear_way(
        &self,
        survey: &Survey,
        (next, foreign): (&Release, &BTreeSet<String>),
        needed: impl Fn(&str) -> bool,
    ) -> Result<(), PublishError> {
        self.is_still_ours()?;
        let gone = survey.files.iter().filter(|(path, file)| {
            let may_go = file.origin != StandingReason::Unknown || foreign.contains(*path);
            may_go && next.file(path).is_none() && is_in_the_way(path, next, &needed)
        });
        for (path, _) in gone {
            self.target.place.remove(path)?;
        }
        Ok(())
    }

    /// Has readers be served a release from now on: one write of the log, under the condition that it is as it was read.
    pub(super) fn switch(&self, entry: LogEntry) -> Result<(), PublishError> {
        self.is_still_ours()?;
        let (log, stored) = self.target.log()?;
        let line = log.line(entry).map_err(|error| {
            PublishError::not_whole(format!("the log cannot be written: {error}"), "report it")
        })?;
        let text = stored.as_ref().map(|stored| self.target.text_of_log(stored)).transpose()?;
        let before = text.map(PublishLog::ended).transpose()?.unwrap_or_default();
        let text = format!("{before}{line}\n");
        let condition = match &stored {
            Some(stored) => WriteCondition::Still(&stored.mark),
            None => WriteCondition::Absent,
        };
        // No log names what a power cut may take away.
        self.target.place.settle()?;
        self.target.place.write(&own(LOG, text.as_bytes(), condition))?;
        self.is_switched.store(true, Ordering::SeqCst);
        // What is removed from now on, the log before would still name.
        self.target.place.settle()?;
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
            self.target.place.copy(&format!("{KEPT}/{}", file.hash), path)?;
            Ok::<(), PublishError>(())
        })?;
        Ok(())
    }

    /// Refuses to bring back kept bytes that are not those that they are named by: before anything is changed, since half of
    /// it would be served with what somebody put there.
    fn refuse_damaged_kept(&self, survey: &Survey, release: &Release) -> Result<(), PublishError> {
        let place = &self.target.place;
        let comes_back = |(path, file): &(&String, &PublishedFile)| {
            !survey.has(path, file) && survey.kept.contains(&file.hash)
        };
        let hashes: BTreeMap<&String, &String> =
            release.own_files().filter(comes_back).map(|(path, file)| (&file.hash, path)).collect();
        let hashes: Vec<(&String, &String)> = hashes.into_iter().collect();
        let damaged = at_once::each(AT_ONCE, &hashes, |(hash, path)| {
            self.goes_on()?;
            let there = place.hash(&format!("{KEPT}/{hash}"))?;
            let is_sound = there.is_some_and(|there| *there.to_hex() == **hash);
            Ok::<_, PublishError>((!is_sound).then_some((*hash, *path)))
        })?;
        let Some((hash, path)) = damaged.into_iter().flatten().next() else { return Ok(()) };
        let kept = place.at().join(KEPT).join(hash);
        Err(PublishError::not_whole(
            format!(
                "`{path}` of {} cannot be brought back: somebody has changed `{}`",
                release.id,
                kept.display()
            ),
            format!(
                "put that file back from a backup, or name another release; once it is removed, the same command brings \
                 back all but `{path}`. Nothing is changed yet"
            ),
        ))
    }

    /// Has an earlier release be served again.
    pub(super) fn roll_back(&self, id: &ReleaseId, act: Act<'_>) -> Result<(), PublishError> {
        let (release, _) = MarkedRelease::read(&*self.target.place, id)?;
        let release = release.release;
        let (known, survey) = self.target.survey(Reading::Marks)?;
        self.refuse_damaged_kept(&survey, &release)?;
        self.note_ahead((&known, &survey), &release, act)?;
        let kept = self.keep_replaced((&known, &survey), &release)?;
        let (named, others): (Vec<_>, Vec<_>) =
            release.own_files().partition(|(path, _)| is_named_by_content(path));
        let nobodys = BTreeSet::new();
        self.clear_way(&survey, (&release, &nobodys), is_named_by_content)?;
        self.bring_back(&survey, &kept, &named)?;
        self.clear_way(&survey, (&release, &nobodys), |_| true)?;
        self.bring_back(&survey, &kept, &others)?;
        self.switch(self.entry_again(id, act)?)?;
        let releases: BTreeSet<ReleaseId> = self.target.state()?.releases.into_iter().collect();
        let mut left = self.clear(&survey, &release, (&BTreeSet::new(), &releases));
        self.forget_ahead(&mut left);
        // What could not be removed, the next publish removes; `verify` names it.
        Ok(())
    }
}

/// Whether a file stands where files of a release need a folder, or in a folder that one of them takes the place of.
fn is_in_the_way(path: &str, next: &Release, needed: &impl Fn(&str) -> bool) -> bool {
    let below = format!("{path}/");
    let mut within = next.files.range(below.clone()..).take_while(|(file, _)| file.starts_with(&below));
    let mut folders = path.match_indices('/').filter_map(|(end, _)| path.get(..end));
    within.any(|(file, _)| needed(file))
        || folders.any(|folder| next.files.contains_key(folder) && needed(folder))
}
