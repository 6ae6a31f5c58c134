//! A target that nobody else publishes to for as long as it is held.

use std::fs::{self, File, TryLockError};
use std::io::{ErrorKind, Read as _, Seek as _, Write as _};
use std::path::Path;

use super::super::error::PublishError;
use super::super::log::{LogAction, LogEntry, PublishLog};
use super::super::release::{Release, ReleaseId};
use super::kill_point::point;
use super::stage::StagedRelease;
use super::{LEAVING, LOCK, LOG, PublishFolder, STAGED, TargetState};
use crate::write::file;

/// A target that is held. It is let go when this is dropped, or its process ends, however it does.
#[derive(Debug)]
pub struct HeldFolder {
    folder: PublishFolder,
    _lock: File,
}

/// What was removed after a release came into place.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Prune {
    /// The releases that are gone.
    pub removed: Vec<ReleaseId>,
    /// Why one could not be removed; the next publish tries again.
    pub left: Vec<String>,
}

impl PublishFolder {
    /// Holds the target, and puts in order what somebody left who was killed here.
    ///
    /// # Errors
    /// Somebody else holds it, or it cannot be written to.
    pub fn hold(self, holder: &str, now: &str) -> Result<HeldFolder, PublishError> {
        // A place that is not ours is left as it is.
        self.served()?;
        fs::create_dir_all(&self.releases)
            .map_err(|error| PublishError::io("make the folder", &self.releases, error))?;
        let lock = lock(&self.releases.join(LOCK), holder, now)?;
        let held = HeldFolder { folder: self, _lock: lock };
        held.put_in_order(holder, now)?;
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

    /// Completes a release, and has it served: by one rename of the link. Then the log has it. Returns the hash of its
    /// manifest.
    ///
    /// # Errors
    /// It cannot be written; until the link is led there the release before is served.
    pub fn publish(
        &self,
        release: &Release,
        stage: &StagedRelease,
        now: &str,
    ) -> Result<blake3::Hash, PublishError> {
        let text = manifest_text(release);
        let manifest = self.folder.manifest_path(&release.id);
        file::write(&manifest, text.as_bytes(), file::create)?;
        point();
        let dir = self.folder.release_path(&release.id);
        fs::rename(stage.dir(), &dir).map_err(|error| PublishError::io("write", &dir, error))?;
        point();
        self.switch(&release.id)?;
        point();
        let hash = blake3::hash(text.as_bytes());
        let done = (LogAction::Publish, now.to_owned(), release.by.clone());
        self.note(LogEntry::of(release, hash.to_hex().as_str(), done))?;
        Ok(hash)
    }

    /// Has an earlier release be served again.
    ///
    /// # Errors
    /// Its manifest cannot be read, or the link or log not written.
    pub fn roll_back(&self, id: &ReleaseId, by: &str, now: &str) -> Result<Release, PublishError> {
        let (release, hash) = self.folder.manifest(id)?;
        self.switch(id)?;
        self.note(LogEntry::of(&release, &hash, (LogAction::Rollback, now.to_owned(), by.to_owned())))?;
        Ok(release)
    }

    /// Removes the releases that are no longer kept: all but the newest so many, and the one that is served.
    ///
    /// # Errors
    /// The releases cannot be listed.
    pub fn prune(&self, keep: usize) -> Result<Prune, PublishError> {
        let TargetState { served, releases, .. } = self.folder.state()?;
        let served = served.map(|(release, _)| release.id);
        let others: Vec<ReleaseId> = releases.into_iter().filter(|id| Some(id) != served.as_ref()).collect();
        let excess = others.len().saturating_sub(keep.saturating_sub(1));
        let mut prune = Prune::default();
        for id in others.into_iter().take(excess) {
            match self.remove(&id) {
                Ok(()) => prune.removed.push(id),
                Err(error) => prune.left.push(error.to_string()),
            }
        }
        Ok(prune)
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

    /// Leads the link to a release. Who reads at that moment is served the one or the other.
    fn switch(&self, id: &ReleaseId) -> Result<(), PublishError> {
        let link = &self.folder.link;
        let failed = |error| PublishError::io("lead to the release", link, error);
        let beside = self.folder.releases.join(".link");
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
        let line = self.folder.log()?.line(entry).map_err(|error| failed(error.into()))?;
        let mut log = File::options().append(true).create(true).open(&path).map_err(failed)?;
        log.write_all(line.as_bytes()).map_err(failed)?;
        point();
        log.write_all(b"\n").and_then(|()| log.sync_all()).map_err(failed)
    }

    /// Finishes or undoes what somebody left who was killed here.
    fn put_in_order(&self, holder: &str, now: &str) -> Result<(), PublishError> {
        point();
        self.cut_off_unfinished_line()?;
        let TargetState { served, log, .. } = self.folder.state()?;
        let served_id = served.as_ref().map(|(release, _)| release.id.clone());
        if let Some((release, hash)) = &served
            && log.entries().last().is_none_or(|entry| entry.release != release.id)
        {
            self.note(LogEntry::of(release, hash, (LogAction::Found, now.to_owned(), holder.to_owned())))?;
        }
        for name in self.folder.names()? {
            // What begins with a dot is on its way to or from a place.
            let is_left = name.starts_with('.') || self.was_never_served(&name, &log);
            if is_left && served_id.as_ref().is_none_or(|id| id.as_str() != name.trim_end_matches(".json")) {
                self.clear(&name)?;
            }
        }
        Ok(())
    }

    /// Whether something is of a release that never came into place, or the rest of one that was removed.
    fn was_never_served(&self, name: &str, log: &PublishLog) -> bool {
        let Ok(id) = name.trim_end_matches(".json").parse::<ReleaseId>() else { return false };
        let is_whole = self.folder.manifest_path(&id).is_file() && self.folder.release_path(&id).is_dir();
        !is_whole || !log.names(&id)
    }

    fn clear(&self, name: &str) -> Result<(), PublishError> {
        let path = self.folder.releases.join(name);
        if fs::symlink_metadata(&path).is_ok_and(|there| there.is_dir()) {
            return remove_dir(&path);
        }
        remove_file(&path)
    }

    /// A line of the log that was not finished when its writer was killed speaks of nothing.
    fn cut_off_unfinished_line(&self) -> Result<(), PublishError> {
        let path = self.folder.releases.join(LOG);
        let failed = |error| PublishError::io("write", &path, error);
        let Ok(bytes) = fs::read(&path) else { return Ok(()) };
        let whole = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
        if whole == bytes.len() {
            return Ok(());
        }
        let log = File::options().write(true).open(&path).map_err(failed)?;
        log.set_len(whole as u64).map_err(failed)
    }
}

fn manifest_text(release: &Release) -> String {
    // Texts, numbers and maps by text can always be written.
    let mut text = serde_json::to_string_pretty(release).unwrap_or_default();
    text.push('\n');
    text
}

/// Locks the file, and writes into it who holds it.
fn lock(path: &Path, holder: &str, now: &str) -> Result<File, PublishError> {
    let failed = |error| PublishError::io("lock", path, error);
    let mut options = File::options();
    let mut lock = options.read(true).write(true).create(true).truncate(false).open(path).map_err(failed)?;
    match lock.try_lock() {
        Ok(()) => {}
        Err(TryLockError::Error(error)) => return Err(failed(error)),
        Err(TryLockError::WouldBlock) => {
            let mut who = String::new();
            let _ = lock.read_to_string(&mut who);
            let who = if who.trim().is_empty() { "somebody" } else { who.trim() };
            return Err(PublishError::refused(
                format!("{who} is publishing there"),
                "wait for that to end; the lock ends with its process, however that ends",
            ));
        }
    }
    lock.set_len(0).and_then(|()| lock.rewind()).map_err(failed)?;
    let process = std::process::id();
    writeln!(lock, "{holder}, since {now}, by process {process},").map_err(failed)?;
    Ok(lock)
}

#[cfg(unix)]
fn make_link(to: &Path, link: &Path) -> std::io::Result<()> {
    std::os::unix::fs::symlink(to, link)
}

#[cfg(windows)]
fn make_link(to: &Path, link: &Path) -> std::io::Result<()> {
    std::os::windows::fs::symlink_dir(to, link)
}

fn remove_file(path: &Path) -> Result<(), PublishError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(PublishError::io("remove", path, error)),
        _ => Ok(()),
    }
}

fn remove_dir(path: &Path) -> Result<(), PublishError> {
    match fs::remove_dir_all(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(PublishError::io("remove", path, error)),
        _ => Ok(()),
    }
}
