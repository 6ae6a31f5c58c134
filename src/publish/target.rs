//! A target of whatever kind, as commands know it: what is served there, and how a release comes into its place.

use std::collections::BTreeMap;
use std::fmt;
use std::io;
use std::path::PathBuf;

use super::act::Act;
use super::damage::{Damage, SoundRelease};
use super::error::PublishError;
use super::log::PublishLog;
use super::release::{PublishedFile, Release, ReleaseId};
use super::servers::ServerFile;
use crate::config::Packing;
use crate::output::OutputTarget;
use crate::write::Protected;

/// A target that releases are published to.
pub trait ReleaseTarget: fmt::Debug + Send + Sync {
    /// Where readers are served from: `/srv/www/playbook`, `s3://bucket/playbook`.
    fn place(&self) -> PathBuf;

    /// All places that are the target's own.
    fn areas(&self) -> Vec<PathBuf>;

    /// Refuses a target that lies in one of these folders, or holds one.
    ///
    /// # Errors
    /// It does.
    fn keeps_out_of(&self, protected: &[Protected<'_>]) -> Result<(), PublishError>;

    /// What is there. Nothing is written.
    ///
    /// # Errors
    /// What is there cannot be read, or is not as we left it.
    fn state(&self) -> Result<TargetState, PublishError>;

    /// A release and the hash of its manifest.
    ///
    /// # Errors
    /// There is none of this name, or its manifest cannot be read.
    fn manifest(&self, id: &ReleaseId) -> Result<(Release, String), PublishError>;

    /// What of a release is not as it was published. Every byte is read.
    ///
    /// # Errors
    /// The target cannot be read.
    fn damage(&self, release: &Release) -> Result<Damage, PublishError>;

    /// What of a release is not as it was published, as far as that is soon known. Files that are far away are not read.
    ///
    /// # Errors
    /// The target cannot be read.
    fn damage_nearby(&self, release: &Release) -> Result<Damage, PublishError>;

    /// What of the release that is served is not as it was published, as far as the next release has to know.
    ///
    /// # Errors
    /// The target cannot be read.
    fn damage_of_served(&self, release: &Release) -> Result<Damage, PublishError>;

    /// Who did not come to an end with what, in a sentence without a full stop, where files may stand between two releases.
    ///
    /// # Errors
    /// The target cannot be read.
    fn unfinished(&self) -> Result<Option<String>, PublishError>;

    /// The name of the folder of logs and manifests, which is for nobody but us.
    fn hidden_folder(&self) -> String;

    /// Where the files for web servers stand; `None` where none are written.
    fn server_files_path(&self) -> Option<PathBuf>;

    /// Holds the target, and puts in order what somebody left who was killed here.
    ///
    /// # Errors
    /// Somebody else holds it, it is not ours, or it cannot be written to.
    fn hold(&self, act: Act<'_>, other: OtherLock) -> Result<Box<dyn HeldTarget>, PublishError>;
}

/// A target that nobody else publishes to for as long as it is held. It is let go when this is dropped.
pub trait HeldTarget: fmt::Debug + Sync {
    /// What somebody left there and could not be removed, each with why.
    fn left(&self) -> &[String];

    /// Has these be the files for web servers. Without files, what is there is left alone.
    ///
    /// # Errors
    /// They cannot be written, or none are written there.
    fn write_server_files(&self, files: &[ServerFile]) -> Result<(), PublishError>;

    /// An error that came after something was begun, with what it means for readers: where files are replaced one by one, some
    /// of the next release may stand there already.
    fn on_the_way(&self, error: PublishError) -> PublishError;

    /// What a release lacks that can be brought back from nowhere, by path, as far as that is known without reading it.
    ///
    /// # Errors
    /// The target cannot be read.
    fn lacks(&self, id: &ReleaseId) -> Result<Vec<String>, PublishError>;

    /// Lets the target go where somebody asks the process to end (Ctrl-C).
    ///
    /// # Errors
    /// The system does not let anybody listen.
    fn heed_interrupts(&self) -> io::Result<()>;

    /// Begins a release.
    ///
    /// # Errors
    /// Nothing can be written there.
    fn stage<'h>(&'h self, upcoming: UpcomingRelease<'h>)
    -> Result<Box<dyn ReleaseStage + 'h>, PublishError>;

    /// Has an earlier release be served again. What the log says of its manifest counts, whatever that says by now.
    ///
    /// # Errors
    /// It cannot be brought into place, or the log not written.
    fn roll_back(&self, id: &ReleaseId, act: Act<'_>) -> Result<(), PublishError>;
}

/// What becomes of the lock of somebody else.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum OtherLock {
    /// It holds as long as its holder is there.
    Respected,
    /// Somebody knows that its holder is gone.
    Broken,
}

/// A release that is about to take its place.
#[derive(Clone, Copy, Debug)]
pub struct UpcomingRelease<'a> {
    /// As its manifest will have it, with all its files.
    pub release: &'a Release,
    /// The release that is served.
    pub served: Option<&'a Release>,
    /// What of that is not as it was published, and may be replaced.
    pub damage: Option<&'a Damage>,
    /// Who publishes it, and when.
    pub act: Act<'a>,
    /// How many releases are kept, this one among them.
    pub keep: usize,
}

/// A release while it is put together. No reader sees it until [`ReleaseStage::publish`], but where files are replaced in
/// place: there each file that is put is seen at once. First come the files whose names change with their content, then
/// [`ReleaseStage::begin_pages`], then all others.
pub trait ReleaseStage: OutputTarget<Error = PublishError> {
    /// Has a file of the release in place be part of this one, under the same path.
    ///
    /// # Errors
    /// It is not there, or has other bytes by now.
    fn link(&self, path: &str, published: &PublishedFile) -> Result<(), PublishError>;

    /// All files that others lead to are there: pages may name them.
    ///
    /// # Errors
    /// Nothing more can be written there.
    fn begin_pages(&self) -> Result<(), PublishError>;

    /// Puts a packed copy beside each file that gains by it. What `before` has of it is not packed again.
    /// `seen` is told of each file.
    ///
    /// # Errors
    /// A copy cannot be put there, or none are made there.
    fn pack(
        &self,
        packings: &[Packing],
        before: Option<SoundRelease<'_>>,
        seen: &(dyn Fn() + Sync),
    ) -> Result<(), PublishError>;

    /// The files that were put there, by path.
    fn files(&self) -> BTreeMap<String, PublishedFile>;

    /// How many files are put at once.
    fn at_once(&self) -> usize;

    /// Completes the release, and has it be served.
    ///
    /// # Errors
    /// It could not be brought into place: the release before is served, in place with files of this one among its own.
    fn publish(self: Box<Self>) -> Result<Published, PublishError>;
}

/// What a target holds.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct TargetState {
    /// The release that is served.
    pub served: Option<ReleaseId>,
    /// Its log.
    pub log: PublishLog,
    /// The releases that are complete, the oldest first.
    pub releases: Vec<ReleaseId>,
}

/// A release that is served from now on.
#[derive(Debug)]
pub struct Published {
    /// The hash of its manifest.
    pub manifest: blake3::Hash,
    /// What could not be done after it came into place; the next publish does it.
    pub warnings: Vec<String>,
    /// Why the log has no line of it. Readers are served it all the same.
    pub unnoted: Option<PublishError>,
}

/// Whether one of two targets lies in the other, or both are one.
pub fn overlap(one: &dyn ReleaseTarget, other: &dyn ReleaseTarget) -> bool {
    let lies_in = |inner: &[PathBuf], outer: &[PathBuf]| {
        inner.iter().any(|inner| outer.iter().any(|outer| inner.starts_with(outer)))
    };
    let (one, other) = (one.areas(), other.areas());
    lies_in(&one, &other) || lies_in(&other, &one)
}
