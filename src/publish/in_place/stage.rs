//! A release on its way to a place at which readers are served all the while.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::sync::{Mutex, PoisonError};

use blake3::Hash;

use super::held::HeldInPlace;
use super::layout::AT_ONCE;
use super::lock::own;
use super::manifest::{MarkedRelease, manifest_path};
use super::place::{BrowserCaching, WriteCondition, WrittenFile};
use super::survey::is_own;
use super::survey::{Reading, Survey};
use crate::config::Packing;
use crate::output::{NewContent, NewFile, OutputTarget, Summary};
use crate::path::OutputPath;
use crate::publish::content_names::is_named_by_content;
use crate::publish::damage::{Damage, SoundRelease};
use crate::publish::error::PublishError;
use crate::publish::log::{LogAction, LogEntry};
use crate::publish::release::{PublishedFile, ReleaseId};
use crate::publish::target::{Published, ReleaseStage, UpcomingRelease};
use crate::write::{WriteError, is_within};

/// A release on its way.
#[derive(Debug)]
pub(super) struct InPlaceStage<'h> {
    held: &'h HeldInPlace,
    upcoming: UpcomingRelease<'h>,
    survey: Survey,
    put: Mutex<BTreeMap<String, PutFile>>,
}

/// A file that is as the release has it.
#[derive(Clone, Debug)]
struct PutFile {
    published: PublishedFile,
    etag: Option<String>,
}

impl<'h> InPlaceStage<'h> {
    pub(super) fn new(
        held: &'h HeldInPlace,
        upcoming: UpcomingRelease<'h>,
    ) -> Result<InPlaceStage<'h>, PublishError> {
        let (known, survey) = held.target.survey(Reading::Marks)?;
        let agreed = upcoming.damage.map(Damage::by_others).unwrap_or_default();
        let now = survey.damage(&known).by_others();
        if now != agreed {
            return Err(PublishError::refused(
                "somebody has changed what is served since the plan was made",
                "publish again: the plan will name it",
            ));
        }
        held.note_ahead((&known, &survey), upcoming.release, upcoming.act)?;
        held.keep_replaced((&known, &survey), upcoming.release)?;
        let stage = InPlaceStage { held, upcoming, survey, put: Mutex::default() };
        stage.clear_way(is_named_by_content)?;
        Ok(stage)
    }

    /// Takes out of the way what some of the files cannot stand beside.
    fn clear_way(&self, needed: impl Fn(&str) -> bool) -> Result<(), PublishError> {
        let nothing = BTreeSet::new();
        let foreign = self.upcoming.damage.map_or(&nothing, |damage| &damage.foreign);
        self.held.clear_way(&self.survey, (self.upcoming.release, foreign), needed)
    }

    fn add(&self, path: &str, file: PutFile) {
        self.put.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned(), file);
    }

    /// A file as the release has it, which the plan was made of.
    fn planned(&self, path: &str, hash: &str) -> Result<&PublishedFile, PublishError> {
        let planned = self.upcoming.release.file(path).filter(|file| *file.hash == *hash);
        planned.ok_or_else(|| PublishError::changed_meanwhile(&OutputPath::new(path)))
    }

    /// The releases that are kept once this one is served.
    fn kept(&self) -> Result<BTreeSet<ReleaseId>, PublishError> {
        let state = self.held.target.state()?;
        let in_order = state.log.by_last_served(&state.releases);
        Ok(in_order.into_iter().rev().take(self.upcoming.keep.max(1)).collect())
    }

    /// What goes now that the release is served.
    fn tidy(&self) -> Vec<String> {
        let release = self.upcoming.release;
        let kept = match self.kept() {
            Ok(kept) => kept,
            Err(error) => return vec![error.to_string()],
        };
        let nothing = BTreeSet::new();
        let foreign = self.upcoming.damage.map_or(&nothing, |damage| &damage.foreign);
        let mut left = self.held.clear(&self.survey, release, (foreign, &kept));
        left.extend(self.held.prune(&release.id, &kept));
        self.held.forget_ahead(&mut left);
        left
    }
}

impl ReleaseStage for InPlaceStage<'_> {
    fn link(&self, path: &str, published: &PublishedFile) -> Result<(), PublishError> {
        let standing = self.survey.files.get(path).filter(|_| self.survey.has(path, published));
        let standing = standing.ok_or_else(|| PublishError::changed_meanwhile(&OutputPath::new(path)))?;
        self.add(path, PutFile { published: published.clone(), etag: standing.etag.clone() });
        Ok(())
    }

    fn begin_pages(&self) -> Result<(), PublishError> {
        self.clear_way(|_| true)
    }

    fn files(&self) -> BTreeMap<String, PublishedFile> {
        let put = self.put.lock().unwrap_or_else(PoisonError::into_inner);
        put.iter().map(|(path, file)| (path.clone(), file.published.clone())).collect()
    }

    fn pack(
        &self,
        packings: &[Packing],
        _before: Option<SoundRelease<'_>>,
        _seen: &(dyn Fn() + Sync),
    ) -> Result<(), PublishError> {
        if packings.is_empty() { Ok(()) } else { Err(PublishError::only_beside_links()) }
    }

    fn at_once(&self) -> usize {
        AT_ONCE
    }

    fn publish(self: Box<Self>) -> Result<Published, PublishError> {
        let release = self.upcoming.release;
        let put = self.put.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let marks = put.into_iter().filter_map(|(path, file)| Some((path, file.etag?)));
        let marked = MarkedRelease { release: release.clone(), marks: marks.collect() };
        let text = marked.text().map_err(|error| {
            PublishError::not_whole(format!("the manifest cannot be written: {error}"), "report it")
        })?;
        self.held.is_still_ours()?;
        let path = manifest_path(&release.id);
        self.held.target.place.write(&own(&path, text.as_bytes(), WriteCondition::None))?;
        let hash = blake3::hash(text.as_bytes());
        let entry = LogEntry::of(release, hash.to_hex().as_str(), LogAction::Publish, self.upcoming.act);
        self.held.switch(entry)?;
        Ok(Published { manifest: hash, warnings: self.tidy(), unnoted: None })
    }
}

impl OutputTarget for InPlaceStage<'_> {
    type Error = PublishError;

    fn paths(&self) -> Vec<OutputPath> {
        Vec::new()
    }

    fn holds(&self, _path: &OutputPath, _input_hash: Hash) -> bool {
        false
    }

    fn keep(&self, path: &OutputPath, _input_hash: Hash) -> Result<(), PublishError> {
        Err(WriteError::Unfinished(path.clone()).into())
    }

    fn put(&self, new: &NewFile<'_>) -> Result<(), PublishError> {
        let path = new.path.as_str();
        if !is_within(path) || is_own(path) {
            return Err(WriteError::BadPath(new.path.clone()).into());
        }
        let read;
        let bytes = match new.content {
            NewContent::Bytes(bytes) => bytes,
            NewContent::CopyOf(original) => {
                read = fs::read(original).map_err(|error| PublishError::io("read", original, error))?;
                &read
            }
        };
        let published = self.planned(path, blake3::hash(bytes).to_hex().as_str())?.clone();
        let standing = self.survey.files.get(path).filter(|_| self.survey.has(path, &published));
        let etag = if let Some(standing) = standing {
            standing.etag.clone()
        } else {
            self.held.goes_on()?;
            let is_named = is_named_by_content(path);
            let caching = if is_named { BrowserCaching::Forever } else { BrowserCaching::Asking };
            let (media_type, condition) = (new.media_type.as_str(), WriteCondition::None);
            let file = WrittenFile { path, bytes, media_type, caching, condition };
            Some(self.held.target.place.write(&file)?.etag)
        };
        self.add(path, PutFile { published, etag });
        Ok(())
    }

    fn finish(self) -> Result<Summary, PublishError> {
        Ok(Summary::default())
    }
}
