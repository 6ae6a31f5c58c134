//! A folder of a web server as a target like any other.

use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;

use blake3::Hash;

use super::{HeldFolder, PublishFolder, StagedRelease};
use crate::config::Packing;
use crate::output::{NewFile, OutputTarget, Summary};
use crate::path::OutputPath;
use crate::publish::act::Act;
use crate::publish::damage::{Damage, SoundRelease};
use crate::publish::error::PublishError;
use crate::publish::release::{PublishedFile, Release, ReleaseId};
use crate::publish::servers::ServerFile;
use crate::publish::target::{
    HeldTarget, OtherLock, Published, ReleaseStage, ReleaseTarget, TargetState, UpcomingRelease,
};
use crate::write::Protected;

impl ReleaseTarget for PublishFolder {
    fn place(&self) -> PathBuf {
        self.link.clone()
    }

    fn areas(&self) -> Vec<PathBuf> {
        vec![self.link.clone(), self.releases.clone()]
    }

    fn keeps_out_of(&self, protected: &[Protected<'_>]) -> Result<(), PublishError> {
        self.keeps_out_of(protected)
    }

    fn state(&self) -> Result<TargetState, PublishError> {
        self.state()
    }

    fn manifest(&self, id: &ReleaseId) -> Result<(Release, String), PublishError> {
        self.manifest(id)
    }

    fn damage(&self, release: &Release) -> Result<Damage, PublishError> {
        Ok(Damage::of(release, &self.release_path(&release.id))?.below(&self.releases))
    }

    fn damage_nearby(&self, release: &Release) -> Result<Damage, PublishError> {
        ReleaseTarget::damage(self, release)
    }

    fn damage_of_served(&self, release: &Release) -> Result<Damage, PublishError> {
        ReleaseTarget::damage(self, release)
    }

    /// One switch is done or not.
    fn unfinished(&self) -> Result<Option<String>, PublishError> {
        Ok(None)
    }

    fn hidden_folder(&self) -> String {
        self.releases.file_name().unwrap_or_default().to_string_lossy().into_owned()
    }

    fn server_files_path(&self) -> Option<PathBuf> {
        Some(self.server_files_path())
    }

    /// The lock ends with its process: there is none to break.
    fn hold(&self, act: Act<'_>, _other: OtherLock) -> Result<Box<dyn HeldTarget>, PublishError> {
        Ok(Box::new(self.clone().hold(act)?))
    }
}

impl HeldTarget for HeldFolder {
    fn left(&self) -> &[String] {
        &self.left
    }

    fn write_server_files(&self, files: &[ServerFile]) -> Result<(), PublishError> {
        self.write_server_files(files)
    }

    /// Nothing is seen of a release before it is switched to.
    fn on_the_way(&self, error: PublishError) -> PublishError {
        error
    }

    /// Each release is a folder of its own.
    fn lacks(&self, _id: &ReleaseId) -> Result<Vec<String>, PublishError> {
        Ok(Vec::new())
    }

    /// The lock ends with the process.
    fn heed_interrupts(&self) -> io::Result<()> {
        Ok(())
    }

    fn stage<'h>(
        &'h self,
        upcoming: UpcomingRelease<'h>,
    ) -> Result<Box<dyn ReleaseStage + 'h>, PublishError> {
        let served = upcoming.served.map(|served| &served.id);
        let stage = self.stage(&upcoming.release.id, served)?;
        Ok(Box::new(FolderStage { held: self, stage, upcoming }))
    }

    fn roll_back(&self, id: &ReleaseId, act: Act<'_>) -> Result<(), PublishError> {
        self.roll_back(id, act)
    }
}

/// A release on its way to a folder.
#[derive(Debug)]
struct FolderStage<'h> {
    held: &'h HeldFolder,
    stage: StagedRelease,
    upcoming: UpcomingRelease<'h>,
}

impl ReleaseStage for FolderStage<'_> {
    fn link(&self, path: &str, published: &PublishedFile) -> Result<(), PublishError> {
        Ok(self.stage.link(path, published)?)
    }

    /// Nobody is served anything of it yet.
    fn begin_pages(&self) -> Result<(), PublishError> {
        Ok(())
    }

    fn pack(
        &self,
        packings: &[Packing],
        before: Option<SoundRelease<'_>>,
        seen: &(dyn Fn() + Sync),
    ) -> Result<(), PublishError> {
        self.stage.pack(packings, before, seen)
    }

    fn files(&self) -> BTreeMap<String, PublishedFile> {
        self.stage.files()
    }

    fn at_once(&self) -> usize {
        rayon::current_num_threads()
    }

    fn publish(self: Box<Self>) -> Result<Published, PublishError> {
        let UpcomingRelease { release, act, keep, .. } = self.upcoming;
        let mut added = self.stage.files();
        added.retain(|path, _| !release.files.contains_key(path) && !release.carried.contains_key(path));
        let release = Release { added, ..release.clone() };
        self.held.publish(&release, &self.stage, (act, keep))
    }
}

impl OutputTarget for FolderStage<'_> {
    type Error = PublishError;

    fn paths(&self) -> Vec<OutputPath> {
        self.stage.paths()
    }

    fn holds(&self, path: &OutputPath, input_hash: Hash) -> bool {
        self.stage.holds(path, input_hash)
    }

    fn keep(&self, path: &OutputPath, input_hash: Hash) -> Result<(), PublishError> {
        Ok(self.stage.keep(path, input_hash)?)
    }

    fn put(&self, file: &NewFile<'_>) -> Result<(), PublishError> {
        Ok(self.stage.put(file)?)
    }

    fn finish(self) -> Result<Summary, PublishError> {
        Ok(Summary::default())
    }
}
