//! What stands at a place, told by a listing: only what no mark vouches for is read.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Mutex, PoisonError};

use super::ahead::AheadNote;
use super::layout::{AT_ONCE, KEPT, OWN};
use super::manifest::MarkedRelease;
use super::place::{FilePlace, ListedFile, PlaceError};
use crate::publish::at_once;
use crate::publish::content_names::is_named_by_content;
use crate::publish::damage::Damage;
use crate::publish::release::{PublishedFile, Release};

/// What stands at a place.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Survey {
    /// The files that readers are served, by path.
    pub(super) files: BTreeMap<String, StandingFile>,
    /// The hashes of files that are kept to go back to.
    pub(super) kept: BTreeSet<String>,
}

/// A file that readers are served.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct StandingFile {
    pub(super) etag: Option<String>,
    /// The hash of its bytes, where somebody of ours may have written them.
    pub(super) hash: Option<String>,
    pub(super) origin: StandingReason,
}

/// Why a file stands where it does.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum StandingReason {
    /// The release that is served has it so.
    Served,
    /// Somebody put it there who did not come to an end, or did not come to remove it.
    Unfinished,
    /// A release that is kept has it, its name changes with its content, and pages of that release may be open still.
    Kept,
    /// Nobody of ours.
    Unknown,
}

/// What may stand at a place.
#[derive(Clone, Debug, Default)]
pub(super) struct KnownFiles {
    /// The release that is served; its marks only where the log vouches for them.
    pub(super) served: Option<MarkedRelease>,
    /// What somebody was about to do who did not come to an end.
    pub(super) ahead: Option<AheadNote>,
    /// The release before that, where another is served by now.
    pub(super) from: Option<Release>,
    /// The other releases that are kept.
    pub(super) others: Vec<Release>,
}

/// How files are compared.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Reading {
    /// By their marks, where there are any.
    Marks,
    /// Byte for byte.
    Bytes,
}

/// The hashes of files that were read, by path and mark.
#[derive(Debug, Default)]
pub(super) struct ReadHashes(Mutex<HashMap<(String, String), String>>);

impl Survey {
    /// Looks at a place.
    ///
    /// # Errors
    /// It cannot be listed, or a file not read.
    pub(super) fn of(
        place: &dyn FilePlace,
        known: &KnownFiles,
        (reading, hashes): (Reading, &ReadHashes),
    ) -> Result<Survey, PlaceError> {
        let (own, placed): (Vec<ListedFile>, Vec<ListedFile>) =
            place.list("")?.into_iter().partition(|file| is_own(&file.path));
        let files = at_once::each(AT_ONCE, &placed, |file| {
            let hash = match known.vouched(file).filter(|_| reading == Reading::Marks) {
                Some(hash) => Some(hash),
                None if known.has_candidate(file) => hashes.of(place, file)?,
                None => None,
            };
            let origin = hash.as_ref().map_or(StandingReason::Unknown, |hash| known.origin(&file.path, hash));
            Ok((file.path.clone(), StandingFile { etag: file.etag.clone(), hash, origin }))
        })?;
        let kept = own.iter().filter_map(|file| file.path.strip_prefix(KEPT)?.strip_prefix('/'));
        Ok(Survey { files: files.into_iter().collect(), kept: kept.map(str::to_owned).collect() })
    }

    /// Whether a file stands there with these bytes.
    pub(super) fn has(&self, path: &str, file: &PublishedFile) -> bool {
        self.files.get(path).is_some_and(|standing| standing.hash.as_ref() == Some(&file.hash))
    }

    /// What of the release that is served is not as it was published.
    pub(super) fn damage(&self, known: &KnownFiles) -> Damage {
        let mut damage = Damage::default();
        let served = known.served.as_ref().map(|served| &served.release);
        for (path, file) in served.iter().flat_map(|served| served.all_files()) {
            let set = match self.files.get(path) {
                _ if self.has(path, file) => continue,
                None if known.ahead.as_ref().is_some_and(|ahead| ahead.explains_nothing_at(path)) => {
                    &mut damage.unfinished
                }
                None => &mut damage.missing,
                Some(standing) if standing.origin == StandingReason::Unfinished => &mut damage.unfinished,
                Some(_) => &mut damage.changed,
            };
            set.insert(path.clone());
        }
        for (path, standing) in &self.files {
            let is_of_served = served.is_some_and(|served| served.file(path).is_some());
            match standing.origin {
                _ if is_of_served => false,
                StandingReason::Unfinished => damage.unfinished.insert(path.clone()),
                StandingReason::Unknown => damage.foreign.insert(path.clone()),
                StandingReason::Served | StandingReason::Kept => false,
            };
        }
        damage
    }

    /// What of a release that is kept, and is not served, could not be put back as it was published. Every byte is read.
    ///
    /// # Errors
    /// A file cannot be read.
    pub(super) fn damage_of_kept(
        &self,
        place: &dyn FilePlace,
        release: &Release,
    ) -> Result<Damage, PlaceError> {
        let files: Vec<(&String, &PublishedFile)> = release.own_files().collect();
        let judged = at_once::each(AT_ONCE, &files, |(path, file)| {
            let is_kept = self.kept.contains(&file.hash);
            if self.has(path, file) || !is_kept {
                return Ok((self.has(path, file), is_kept));
            }
            let hash = place.hash(&format!("{KEPT}/{}", file.hash))?;
            Ok((hash.is_some_and(|hash| *hash.to_hex() == *file.hash), is_kept))
        })?;
        let mut damage = Damage::default();
        for ((path, _), (is_sound, is_kept)) in files.into_iter().zip(judged) {
            match (is_sound, is_kept) {
                (true, _) => continue,
                (false, true) => damage.changed.insert(path.clone()),
                (false, false) => damage.missing.insert(path.clone()),
            };
        }
        Ok(damage)
    }
}

impl KnownFiles {
    /// The hash of a file that the mark of the release vouches for.
    fn vouched(&self, listed: &ListedFile) -> Option<String> {
        let served = self.served.as_ref()?;
        let file = served.release.file(&listed.path).filter(|file| file.size == listed.size)?;
        let is_same = served.marks.get(&listed.path)? == listed.etag.as_ref()?;
        is_same.then(|| file.hash.clone())
    }

    /// Whether somebody of ours may have put a file there, by its path and size.
    fn has_candidate(&self, listed: &ListedFile) -> bool {
        let has = |release: &Release| release.file(&listed.path).is_some_and(|file| file.size == listed.size);
        let ahead = self.ahead.as_ref();
        let releases = self.served.iter().map(|served| &served.release);
        let mut releases =
            releases.chain(ahead.map(|ahead| &ahead.release)).chain(&self.from).chain(&self.others);
        releases.any(has) || ahead.is_some_and(|ahead| ahead.left.contains_key(&listed.path))
    }

    fn origin(&self, path: &str, hash: &str) -> StandingReason {
        let has = |release: &Release| release.file(path).is_some_and(|file| *file.hash == *hash);
        let is_ahead = self.ahead.as_ref().is_some_and(|ahead| ahead.explains(path, hash));
        if self.served.as_ref().is_some_and(|served| has(&served.release)) {
            StandingReason::Served
        } else if is_ahead || self.from.as_ref().is_some_and(has) {
            StandingReason::Unfinished
        } else if is_named_by_content(path) && self.others.iter().any(has) {
            StandingReason::Kept
        } else {
            StandingReason::Unknown
        }
    }
}

impl ReadHashes {
    fn of(&self, place: &dyn FilePlace, file: &ListedFile) -> Result<Option<String>, PlaceError> {
        let key = file.etag.clone().map(|etag| (file.path.clone(), etag));
        let known =
            |key: &(String, String)| self.0.lock().unwrap_or_else(PoisonError::into_inner).get(key).cloned();
        if let Some(hash) = key.as_ref().and_then(known) {
            return Ok(Some(hash));
        }
        let hash = place.hash(&file.path)?.map(|hash| hash.to_hex().to_string());
        if let (Some(key), Some(hash)) = (key, &hash) {
            self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(key, hash.clone());
        }
        Ok(hash)
    }
}

/// Whether a path is of our own, and for no reader.
pub(super) fn is_own(path: &str) -> bool {
    path.strip_prefix(OWN).is_some_and(|rest| rest.starts_with('/'))
}
