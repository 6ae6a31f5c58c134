//! A target that nobody else publishes to for as long as it is held.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::Path;

use super::super::act::Act;
use super::super::error::PublishError;
use super::super::log::{LogAction, LogEntry, PublishLog};
use super::super::release::{Release, ReleaseId};
use super::super::target::{Published, TargetState};
use super::lock::{is_at_its_place, lock};
use super::removing::{remove_dir, remove_file};
use super::stage::{StagedRelease, for_all};
use super::{LEAVING, LINK, LOG, PublishFolder, STAGED};
use crate::publish::durable;
use crate::publish::kill_point::point;
use crate::write::file;

/// A target that is held. It is let go when this is dropped, or its process ends, however it does.
#[derive(Debug)]
pub struct HeldFolder {
    pub(super) folder: PublishFolder,
    /// What was not as it is left by whoever ends well, and what of it could not be removed.
    pub left: Vec<String>,
    lock: File,
}

impl PublishFolder {
    /// Holds the target, and puts in order what somebody left who was killed here.
    ///
    /// # Errors
    /// Somebody else holds it, it is not ours, or it cannot be written to.
    pub fn hold(self, act: Act<'_>) -> Result<HeldFolder, PublishError> {
        // A place that is not ours is left as it is.
        self.state()?;
        fs::create_dir_all(&self.releases)
            .map_err(|error| PublishError::io("make the folder", &self.releases, error))?;
        for_all(&self.releases, 0o755)
            .map_err(|error| PublishError::io("have the web server read", &self.releases, error))?;
        let lock = lock(&self.releases, act)?;
        let mut held = HeldFolder { folder: self, left: Vec::new(), lock };
        held.put_in_order(act)?;
        Ok(held)
    }
}

impl HeldFolder {
    /// The target.
    pub fn folder(&self) -> &PublishFolder {
        &self.folder
    }

    /// Begins a release. Files are linked with those of the one that is served.
    ///
    /// # Errors
    /// The folder cannot be made.
    pub fn stage(&self, id: &ReleaseId, served: Option<&ReleaseId>) -> Result<StagedRelease, PublishError> {
        let dir = self.folder.releases.join(format!("{STAGED}{id}"));
        StagedRelease::new(dir, served.map(|served| self.folder.release_path(served)))
    }

    /// Completes a release, and has it served: by one rename of the link. Then the log has it, and releases that are no
    /// longer kept go: all but so many of those that were served last.
    ///
    /// # Errors
    /// It could not be brought into place: the release before is served.
    pub fn publish(
        &self,
        release: &Release,
        stage: &StagedRelease,
        (act, keep): (Act<'_>, usize),
    ) -> Result<Published, PublishError> {
        self.is_still_ours()?;
        self.folder.note_ahead(&release.id)?;
        let manifest = self.folder.manifest_path(&release.id);
        let failed = |error: serde_json::Error| PublishError::io("write", &manifest, error.into());
        let text = serde_json::to_string_pretty(release).map_err(failed)? + "\n";
        file::write(&manifest, text.as_bytes(), file::create)?;
        point();
        let dir = self.folder.release_path(&release.id);
        fs::rename(stage.dir(), &dir).map_err(|error| PublishError::io("write", &dir, error))?;
        point();
        // After a power cut a link must not lead to files that the disk never had.
        let releases = &self.folder.releases;
        durable::wait_for_files(releases)
            .map_err(|error| PublishError::io("write to the disk of", releases, error))?;
        let unlocked = self.switch(&release.id)?;
        point();
        let hash = blake3::hash(text.as_bytes());
        let note = || self.note(LogEntry::of(release, hash.to_hex().as_str(), LogAction::Publish, act));
        if let Some(error) = unlocked.or_else(|| note().err()) {
            // By what was written down beforehand, the next to hold the target writes the line.
            return Ok(Published { manifest: hash, warnings: Vec::new(), unnoted: Some(error) });
        }
        point();
        let mut warnings: Vec<String> =
            self.folder.forget_ahead().err().iter().map(ToString::to_string).collect();
        point();
        warnings.extend(self.prune(keep));
        Ok(Published { manifest: hash, warnings, unnoted: None })
    }

    /// Refuses to go on where somebody has taken the lock away: another may publish there by now.
    fn is_still_ours(&self) -> Result<(), PublishError> {
        if is_at_its_place(&self.lock, &self.folder.releases) {
            return Ok(());
        }
        Err(PublishError::refused(
            "somebody has removed the lock while it was held, and another may be publishing there",
            "leave the lock alone: it ends with its process; do the same again once nobody else is at it",
        ))
    }

    /// Refuses to lead the link to a release that is not whole, or while somebody else may hold the target.
    fn may_switch_to(&self, id: &ReleaseId) -> Result<(), PublishError> {
        self.is_still_ours()?;
        if self.folder.is_whole(id) {
            return Ok(());
        }
        Err(PublishError::refused(
            format!("{id} is not whole any more, and readers are not led there"),
            "find out who removes releases there, and do the same again",
        ))
    }

    /// Has an earlier release be served again. What the log says of its manifest counts, whatever that says by now.
    ///
    /// # Errors
    /// The link cannot be led there, or the log not written.
    pub fn roll_back(&self, id: &ReleaseId, act: Act<'_>) -> Result<(), PublishError> {
        if let Some(unlocked) = self.switch(id)? {
            return Err(unlocked);
        }
        point();
        self.note_served_again(id, LogAction::Rollback, act)
    }

    /// Notes that a release is served which the log may know.
    fn note_served_again(&self, id: &ReleaseId, action: LogAction, act: Act<'_>) -> Result<(), PublishError> {
        let log = self.folder.log()?;
        let entry = if let Some(known) = log.first_of(id) {
            LogEntry { at: act.at.to_owned(), by: act.by.to_owned(), action, ..known.clone() }
        } else {
            let (release, manifest) = self.folder.manifest(id)?;
            LogEntry::of(&release, &manifest, action, act)
        };
        self.note(entry)
    }

    /// Removes the releases that are no longer kept. Says why one could not be removed.
    fn prune(&self, keep: usize) -> Vec<String> {
        let TargetState { log, releases, .. } = match self.folder.state() {
            Ok(state) => state,
            Err(error) => return vec![error.to_string()],
        };
        let in_order = log.by_last_served(&releases);
        let excess = in_order.len().saturating_sub(keep.max(1));
        let removed = in_order.iter().take(excess).map(|id| self.remove(id));
        removed.filter_map(Result::err).map(|error| error.to_string()).collect()
    }

    /// The manifest goes first: without it the folder is no release any more.
    fn remove(&self, id: &ReleaseId) -> Result<(), PublishError> {
        let (manifest, dir) = (self.folder.manifest_path(id), self.folder.release_path(id));
        let leaving = self.folder.releases.join(format!("{LEAVING}{id}"));
        remove_file(&manifest)?;
        point();
        fs::rename(&dir, &leaving).map_err(|error| PublishError::io("remove", &dir, error))?;
        point();
        remove_dir(&leaving)
    }

    /// Leads the link to a release. Who reads at that moment is served the one or the other. Where somebody has removed the
    /// release all the same, the link is led back, and that is an error; where it stays, and somebody has removed the lock
    /// meanwhile, that is returned.
    fn switch(&self, id: &ReleaseId) -> Result<Option<PublishError>, PublishError> {
        let before = self.folder.served()?;
        self.may_switch_to(id)?;
        self.lead_to(id)?;
        let Err(error) = self.may_switch_to(id) else { return Ok(None) };
        if self.folder.is_whole(id) {
            return Ok(Some(error));
        }
        if let Some(before) = before.filter(|before| self.folder.is_whole(before)) {
            self.lead_to(&before)?;
        }
        Err(error)
    }

    fn lead_to(&self, id: &ReleaseId) -> Result<(), PublishError> {
        let link = &self.folder.link;
        let failed = |error| PublishError::io("lead to the release", link, error);
        let beside = self.folder.releases.join(LINK);
        remove_file(&beside)?;
        // Moved from beside, the link leads to where it says from its own place.
        make_link(&self.folder.way_to(id), &beside).map_err(failed)?;
        point();
        if fs::symlink_metadata(link).is_ok_and(|there| there.is_dir()) {
            // It is empty, and nobody is served anything yet.
            fs::remove_dir(link).map_err(failed)?;
        }
        fs::rename(&beside, link).map_err(failed)
    }

    fn note(&self, entry: LogEntry) -> Result<(), PublishError> {
        let path = self.folder.releases.join(LOG);
        let failed = |error| PublishError::io("write", &path, error);
        // The log speaks of a switch that stays.
        self.folder.link.parent().map_or(Ok(()), durable::wait_for_entries).map_err(failed)?;
        let line = self.folder.log()?.line(entry).map_err(|error| failed(error.into()))?;
        let mut log = File::options().append(true).create(true).open(&path).map_err(failed)?;
        log.write_all(line.as_bytes()).map_err(failed)?;
        point();
        log.write_all(b"\n").and_then(|()| log.sync_all()).map_err(failed)
    }

    /// Finishes or undoes what somebody left who was killed here.
    fn put_in_order(&mut self, act: Act<'_>) -> Result<(), PublishError> {
        point();
        self.put_log_in_order()?;
        let TargetState { served, log, .. } = self.folder.state()?;
        if let Some(id) = served.as_ref().filter(|id| log.last_served() != Some(id)) {
            // A release that was served before is served again; one that was not, was published.
            let action = if log.first_of(id).is_some() { LogAction::Rollback } else { LogAction::Found };
            self.note_served_again(id, action, act)?;
            self.left.push(format!("the log did not say that {id} is served, and says so from now on: either its publisher was killed, or somebody has led the link or changed the log"));
        }
        let log = self.folder.log()?;
        // Readers are served it, whatever has become of its manifest.
        let is_served =
            |name: &str| served.as_ref().is_some_and(|id| name.trim_end_matches(".json") == id.as_str());
        for name in self.folder.names()? {
            if !is_served(&name)
                && self.folder.is_left_over(&name, &log)
                && let Err(error) = self.clear(&name)
            {
                self.left.push(error.to_string());
            }
        }
        // Last: as long as what it names is there, it is known by this to be left over.
        if self.folder.complete()?.iter().all(|id| log.names(id)) {
            self.folder.forget_ahead()?;
        }
        Ok(())
    }

    fn clear(&self, name: &str) -> Result<(), PublishError> {
        let path = self.folder.releases.join(name);
        let is_dir = fs::symlink_metadata(&path).is_ok_and(|there| there.is_dir());
        if is_dir { remove_dir(&path) } else { remove_file(&path) }
    }

    /// A line of the log that was not finished when its writer was killed speaks of nothing. One that is whole gets its end.
    fn put_log_in_order(&self) -> Result<(), PublishError> {
        let path = self.folder.releases.join(LOG);
        let failed = |error| PublishError::io("write", &path, error);
        let Ok(text) = fs::read_to_string(&path) else { return Ok(()) };
        let ended = PublishLog::ended(&text)?;
        if ended.len() > text.len() {
            let mut log = File::options().append(true).open(&path).map_err(failed)?;
            return log.write_all(b"\n").map_err(failed);
        }
        if ended.len() < text.len() {
            let log = File::options().write(true).open(&path).map_err(failed)?;
            return log.set_len(ended.len() as u64).map_err(failed);
        }
        Ok(())
    }
}

#[cfg(unix)]
pub(super) fn make_link(to: &Path, link: &Path) -> std::io::Result<()> {
    std::os::unix::fs::symlink(to, link)
}

#[cfg(windows)]
pub(super) fn make_link(to: &Path, link: &Path) -> std::io::Result<()> {
    std::os::windows::fs::symlink_dir(to, link)
}
