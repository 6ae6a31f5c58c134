//! A target that is a folder of a web server.
//!
//! What the server is set to, `/srv/www/playbook`, is a link that leads to one of the releases in `.playbook.releases` beside
//! it. There each release has a folder, and a manifest of the same name; the publish log and the lock stand beside these:
//!
//! ```text
//! playbook -> .playbook.releases/20261130T080000Z-1a2b3c4d
//! .playbook.releases/20261130T080000Z-1a2b3c4d/index.html …
//! .playbook.releases/20261130T080000Z-1a2b3c4d.json
//! .playbook.releases/servers/nginx/site.conf …
//! .playbook.releases/log.jsonl
//! .playbook.releases/ahead
//! .playbook.releases/lock
//! ```
//!
//! A release is complete, with its manifest, before the link is led there by one rename; the log follows the link. Whoever is
//! killed on the way leaves either the old link or the new one, and the next to hold the lock puts the rest in order: `ahead`
//! names the release that was on its way.

mod ahead;
mod held;
mod lock;
mod packed_copies;
mod removing;
mod server_files;
mod stage;
mod target;
#[cfg(test)]
mod tests;

pub use held::HeldFolder;
pub use stage::StagedRelease;

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::error::PublishError;
use super::log::PublishLog;
use super::release::{Release, ReleaseId};
use super::target::TargetState;
use crate::write::{Protected, place};

/// How the names of folders of releases end.
const RELEASES: &str = ".releases";
/// The name of the log.
const LOG: &str = "log.jsonl";
/// The name of the note of which release is about to be complete.
const AHEAD: &str = "ahead";
/// The name of the lock.
const LOCK: &str = "lock";
/// The name of the link while it is on its way to its place.
const LINK: &str = ".link";
/// The name of the link to the files for servers.
const SERVERS: &str = "servers";
/// How the names of folders begin that hold files for servers.
const SERVERS_OF: &str = ".servers-";
/// How the names of files begin while they are written.
const WRITTEN: &str = ".guidepost-";
/// How the names of releases begin that are not complete yet.
const STAGED: &str = ".staged-";
/// How the names of releases begin that are being removed.
const LEAVING: &str = ".leaving-";

/// A folder of a web server, as a target.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PublishFolder {
    /// The link that the server is set to.
    link: PathBuf,
    /// The folder of the releases.
    releases: PathBuf,
}

impl PublishFolder {
    /// The target at a path, which need not be there yet.
    ///
    /// # Errors
    /// A place at which no site can be published.
    pub fn at(to: &Path) -> Result<PublishFolder, PublishError> {
        let absolute = std::path::absolute(to).map_err(|error| PublishError::io("find", to, error))?;
        let (Some(parent), Some(name)) = (absolute.parent(), absolute.file_name()) else {
            return Err(PublishError::refused(
                format!("`{}` cannot be a link to a release", to.display()),
                "name a folder within another: `/srv/www/playbook`",
            ));
        };
        // The link itself is not followed, the way to it is.
        let parent = place::resolve(parent)?;
        let link = parent.join(name);
        let mut hidden = std::ffi::OsString::from(".");
        hidden.push(name);
        hidden.push(RELEASES);
        let releases = parent.join(hidden);
        let folder = PublishFolder { link, releases };
        folder.keeps_out_of(&[])?;
        folder.lies_in_no_release()?;
        Ok(folder)
    }

    /// Refuses a target among the releases of another, whoever still names that one.
    fn lies_in_no_release(&self) -> Result<(), PublishError> {
        let of_releases = self.link.ancestors().skip(1).find(|dir| {
            let name = dir.file_name().map(|name| name.to_string_lossy());
            name.is_some_and(|name| name.starts_with('.') && name.ends_with(RELEASES))
        });
        let Some(other) = of_releases else { return Ok(()) };
        Err(PublishError::refused(
            format!(
                "`{}` lies within a release of another target, in `{}`",
                self.link.display(),
                other.display()
            ),
            "name a folder in `to` that is of this target alone",
        ))
    }

    /// Refuses a target that lies in one of these folders, or holds one.
    ///
    /// # Errors
    /// It does.
    pub fn keeps_out_of(&self, protected: &[Protected<'_>]) -> Result<(), PublishError> {
        for dir in [&self.link, &self.releases] {
            place::allow(dir, protected)?;
        }
        Ok(())
    }

    /// Whether something was published there.
    pub fn has_releases(&self) -> bool {
        fs::symlink_metadata(&self.releases).is_ok()
    }

    /// The link that the server is set to.
    pub fn link(&self) -> &Path {
        &self.link
    }

    /// What is there. Nothing is written.
    ///
    /// # Errors
    /// What is there cannot be read, or is not as we left it.
    pub fn state(&self) -> Result<TargetState, PublishError> {
        match fs::symlink_metadata(&self.releases) {
            Ok(there) if !there.is_dir() => return Err(not_ours(&self.releases)),
            _ => {}
        }
        let state = self.read_state()?;
        if self.refuse_cut_log(&state).is_ok() {
            return Ok(state);
        }
        // Whoever published meanwhile has written the line, and removed the note, between two looks.
        let state = self.read_state()?;
        self.refuse_cut_log(&state)?;
        Ok(state)
    }

    fn read_state(&self) -> Result<TargetState, PublishError> {
        Ok(TargetState { served: self.served()?, log: self.log()?, releases: self.complete()? })
    }

    /// The name of the release that is served.
    pub fn served(&self) -> Result<Option<ReleaseId>, PublishError> {
        let there = match fs::symlink_metadata(&self.link) {
            Ok(there) => there,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(PublishError::io("look at", &self.link, error)),
        };
        if !there.is_symlink() {
            return if there.is_dir() && is_empty(&self.link)? { Ok(None) } else { Err(self.in_the_way()) };
        }
        let to = fs::read_link(&self.link).map_err(|error| PublishError::io("read", &self.link, error))?;
        let name = to.file_name().and_then(|name| name.to_str()).and_then(|name| name.parse().ok());
        let name = name.filter(|name: &ReleaseId| to == self.way_to(name));
        name.map(Some).ok_or_else(|| {
            PublishError::refused(
                format!(
                    "`{}` is a link to `{}`, which is no release of ours",
                    self.link.display(),
                    to.display()
                ),
                "remove the link, or name another place in `to`",
            )
        })
    }

    /// A release and the hash of its manifest.
    ///
    /// # Errors
    /// There is none of this name, or its manifest cannot be read.
    pub fn manifest(&self, id: &ReleaseId) -> Result<(Release, String), PublishError> {
        let path = self.manifest_path(id);
        let unreadable = |why: &dyn std::fmt::Display| {
            PublishError::not_whole(
                format!("the manifest `{}` cannot be read: {why}", path.display()),
                "put it back from a backup, or roll back to another release: `guidepost rollback NAME`\nwhere there is neither: `guidepost publish NAME --repair` writes everything anew, and nobody can tell then which addresses vanish",
            )
        };
        // A pipe would keep its reader for ever.
        if fs::metadata(&path).is_ok_and(|there| !there.is_file()) {
            return Err(unreadable(&"it is no file"));
        }
        let bytes = fs::read(&path).map_err(|error| unreadable(&error))?;
        let mut release: Release = serde_json::from_slice(&bytes).map_err(|error| unreadable(&error))?;
        // What it says is shown.
        release.by.retain(|sign| !sign.is_control());
        Ok((release, blake3::hash(&bytes).to_hex().to_string()))
    }

    /// The folder of a release.
    pub fn release_path(&self, id: &ReleaseId) -> PathBuf {
        self.releases.join(id.as_str())
    }

    fn manifest_path(&self, id: &ReleaseId) -> PathBuf {
        self.releases.join(format!("{id}.json"))
    }

    /// What the link to a release says.
    fn way_to(&self, id: &ReleaseId) -> PathBuf {
        Path::new(self.releases.file_name().unwrap_or_default()).join(id.as_str())
    }

    fn log(&self) -> Result<PublishLog, PublishError> {
        let path = self.releases.join(LOG);
        is_plain_or_nothing(&path)?;
        match fs::read_to_string(&path) {
            Ok(text) => PublishLog::read(&text),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(PublishLog::default()),
            Err(error) => Err(PublishError::io("read", &path, error)),
        }
    }

    /// The releases that have both a folder and a manifest, the oldest first.
    fn complete(&self) -> Result<Vec<ReleaseId>, PublishError> {
        let mut ids: Vec<ReleaseId> = self.names()?.iter().filter_map(|name| name.parse().ok()).collect();
        ids.retain(|id| self.manifest_path(id).is_file());
        ids.sort();
        Ok(ids)
    }

    /// What is in the folder of releases.
    fn names(&self) -> Result<Vec<String>, PublishError> {
        let failed = |error| PublishError::io("read the folder", &self.releases, error);
        let entries = match fs::read_dir(&self.releases) {
            Ok(entries) => entries,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(failed(error)),
        };
        let names =
            entries.map(|entry| Ok(entry.map_err(failed)?.file_name().to_string_lossy().into_owned()));
        names.collect()
    }

    /// Whether something is of a release that never came into place, or the rest of one that was removed. What is not ours
    /// is none of it.
    fn is_left_over(&self, name: &str, log: &PublishLog) -> bool {
        let is_id = |name: &str| name.parse::<ReleaseId>().is_ok();
        let is_digits = |rest: &str| rest.len() == 16 && rest.chars().all(|digit| digit.is_ascii_hexdigit());
        let on_its_way = [STAGED, LEAVING].iter().filter_map(|start| name.strip_prefix(start)).any(is_id);
        if on_its_way || name == LINK || name.strip_prefix(WRITTEN).is_some_and(is_digits) {
            return true;
        }
        let Ok(id) = name.strip_suffix(".json").unwrap_or(name).parse::<ReleaseId>() else { return false };
        // The state says that of a whole one which the log does not name the publisher was killed.
        !self.is_whole(&id) || !log.names(&id)
    }

    /// Whether a release has both its folder and its manifest.
    fn is_whole(&self, id: &ReleaseId) -> bool {
        self.manifest_path(id).is_file() && self.release_path(id).is_dir()
    }

    fn in_the_way(&self) -> PublishError {
        let shown = self.link.display();
        PublishError::refused(
            format!(
                "`{shown}` is there, and guidepost did not make it: a site is served through a link that one switch leads elsewhere"
            ),
            format!("move it aside, `mv {shown} {shown}.before`, or name another place in `to`"),
        )
    }
}

/// Refuses a place at which something other than a plain file stands.
fn is_plain_or_nothing(path: &Path) -> Result<(), PublishError> {
    match fs::symlink_metadata(path) {
        Ok(there) if !there.is_file() => Err(not_ours(path)),
        _ => Ok(()),
    }
}

fn not_ours(path: &Path) -> PublishError {
    PublishError::not_whole(
        format!("`{}` is not as guidepost made it", path.display()),
        "find out who put it there, and remove it",
    )
}

fn is_empty(dir: &Path) -> Result<bool, PublishError> {
    let mut entries = fs::read_dir(dir).map_err(|error| PublishError::io("read the folder", dir, error))?;
    Ok(entries.next().is_none())
}
