//! A target whose files are replaced in place, as commands know every target.

use std::io;
use std::path::PathBuf;

use super::ahead::AheadNote;
use super::held::HeldInPlace;
use super::layout::OWN;
use super::manifest::MarkedRelease;
use super::stage::InPlaceStage;
use super::survey::{KnownFiles, Reading, Survey};
use super::target::InPlaceTarget;
use crate::publish::act::Act;
use crate::publish::damage::Damage;
use crate::publish::error::PublishError;
use crate::publish::release::{Release, ReleaseId};
use crate::publish::servers::ServerFile;
use crate::publish::target::{
    HeldTarget, OtherLock, ReleaseStage, ReleaseTarget, TargetState, UpcomingRelease,
};
use crate::write::{Protected, place as folder_place};

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
        self.state()
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

    /// What a kept release has of its own are bytes that no reader is served, under the hash that they have.
    fn damage_nearby(&self, _release: &Release) -> Result<Damage, PublishError> {
        Ok(Damage::default())
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

impl HeldTarget for HeldInPlace {
    fn left(&self) -> &[String] {
        self.left()
    }

    fn on_the_way(&self, error: PublishError) -> PublishError {
        self.on_the_way(error)
    }

    fn lacks(&self, id: &ReleaseId) -> Result<Vec<String>, PublishError> {
        self.lacks(id)
    }

    fn heed_interrupts(&self) -> io::Result<()> {
        self.heed_interrupts()
    }

    fn write_server_files(&self, files: &[ServerFile]) -> Result<(), PublishError> {
        if files.is_empty() { Ok(()) } else { Err(PublishError::only_beside_links()) }
    }

    fn stage<'h>(
        &'h self,
        upcoming: UpcomingRelease<'h>,
    ) -> Result<Box<dyn ReleaseStage + 'h>, PublishError> {
        Ok(Box::new(InPlaceStage::new(self, upcoming)?))
    }

    fn roll_back(&self, id: &ReleaseId, act: Act<'_>) -> Result<(), PublishError> {
        self.roll_back(id, act)
    }
}
