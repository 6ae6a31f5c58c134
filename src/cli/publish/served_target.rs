//! A target with the release that is served there, and a new release beside it.

use super::target::{NamedTarget, failure};
use crate::cli::outcome::Failure;
use crate::cli::printing::warn;
use crate::publish::{
    Damage, HeldTarget, LogAction, LogEntry, PublishError, Release, ReleaseChanges, ReleaseId, TargetState,
};
use crate::write::noted::NotedManifests;

/// Where a release goes, and what is there.
pub(super) struct ServedTarget<'a> {
    pub(super) target: &'a NamedTarget,
    pub(super) state: TargetState,
    /// The release that is served, with the hash of its manifest.
    served: Option<(Release, String)>,
    /// Nobody else publishes there; `None` where only a plan is asked for.
    pub(super) held: Option<Box<dyn HeldTarget>>,
}

/// What becomes of a release that is served and whose manifest cannot be read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum LostManifest {
    /// Nothing is published beside it.
    Refused,
    /// The next release is made as if nothing was there, and held against the log alone.
    WrittenAnew,
}

impl<'a> ServedTarget<'a> {
    pub(super) fn of(
        target: &'a NamedTarget,
        held: Option<Box<dyn HeldTarget>>,
        lost: LostManifest,
    ) -> Result<ServedTarget<'a>, PublishError> {
        let state = target.releases.state()?;
        if let (None, Some(last)) = (&state.served, state.log.last_served()) {
            let name = &target.settings.name;
            return Err(PublishError::NotWhole {
                why: format!(
                    "the link `{}` is gone, and the log says that {last} was served",
                    target.releases.place().display()
                ),
                hint: format!("`guidepost rollback {name} {last}` puts it back"),
            });
        }
        let served = state.served.as_ref().map(|id| target.releases.manifest(id)).transpose();
        let served = match served {
            Err(PublishError::NotWhole { .. }) if lost == LostManifest::WrittenAnew => None,
            served => served.map_err(|error| with_way_back(target, &state, error))?,
        };
        if let Some((release, _)) = &served {
            refuse_other_account(&state, release)?;
        }
        Ok(ServedTarget { target, state, served, held })
    }

    /// Says what nobody can tell of a release whose manifest is lost.
    pub(super) fn tell_of_lost(&self) -> Result<(), Failure> {
        let Some(id) = self.state.served.as_ref().filter(|_| self.served.is_none()) else { return Ok(()) };
        warn(&format!(
            "the manifest of {id}, which is served, is lost: everything is written anew, and nobody can tell which addresses vanish"
        ))
    }

    /// The release that is served.
    pub(super) fn served(&self) -> Option<&Release> {
        self.served.as_ref().map(|(release, _)| release)
    }

    /// The release that is served, where this machine wrote its manifest: what that says of what files were made from counts.
    pub(super) fn vouched_by(&self, noted: &NotedManifests<'_>) -> Option<&Release> {
        let (release, manifest) = self.served.as_ref()?;
        let hash = blake3::Hash::from_hex(manifest).ok()?;
        noted.vouch_for(hash).then_some(release)
    }

    /// Who went back to what is served, and when, where that was what was done last.
    pub(super) fn went_back(&self) -> Option<&LogEntry> {
        self.state.log.entries().last().filter(|entry| entry.action == LogAction::Rollback)
    }

    /// Whether somebody has changed the manifest of what is served.
    pub(super) fn has_other_manifest(&self) -> bool {
        let Some((release, manifest)) = &self.served else { return false };
        self.state.log.first_of(&release.id).is_some_and(|entry| !entry.is_of(release, manifest))
    }

    /// What of the release that is served is not as it was published.
    pub(super) fn damage(&self) -> Result<Option<Damage>, Failure> {
        self.served()
            .map(|release| self.target.releases.damage_of_served(release))
            .transpose()
            .map_err(failure)
    }
}

/// Why the manifest of what is served cannot be read, with the release that can be gone back to.
fn with_way_back(target: &NamedTarget, state: &TargetState, error: PublishError) -> PublishError {
    let is_readable = |id: &&ReleaseId| target.releases.manifest(id).is_ok();
    let before = state.log.before_served(&state.releases);
    match (error, before.iter().find(is_readable)) {
        (PublishError::NotWhole { why, .. }, Some(before)) => PublishError::NotWhole {
            why,
            hint: format!(
                "put it back from a backup, or go to another release: `guidepost rollback {} {before}`",
                target.settings.name
            ),
        },
        (error, _) => error,
    }
}

/// Refuses a target of which log and manifest say different things of the main line: one of the two was changed, and what is
/// published next is held against it. Nothing is there to write it anew from.
pub(in crate::cli) fn refuse_other_account(
    state: &TargetState,
    release: &Release,
) -> Result<(), PublishError> {
    let entry = state.log.first_of(&release.id);
    if entry.is_none_or(|entry| entry.has_line_of(release)) {
        return Ok(());
    }
    let id = &release.id;
    Err(PublishError::NotWhole {
        why: format!("the publish log and the manifest of {id} do not say the same of the commit that was published"),
        hint: "put back the one of the two that was changed, from a backup: it is what the next release is held against".to_owned(),
    })
}

/// That readers are served a release of which the log has no line, and what to do.
pub(in crate::cli) fn without_line(target: &NamedTarget, id: &ReleaseId, error: &PublishError) -> Failure {
    let name = &target.settings.name;
    Failure::new(format!("readers are served {id}, and the publish log does not have it: {error}"))
        .hint(format!("mend that, then run `guidepost publish {name}`: it writes the line"))
}

/// A release beside the one that is served.
pub(super) struct ReleaseComparison {
    pub(super) changes: ReleaseChanges,
    /// What of the release that is served is not as it was published; `None` where none is.
    pub(super) damage: Option<Damage>,
    pub(super) release: Release,
    /// That nobody has said which branch is the main line, where that is so and counts.
    pub(super) unnamed_line: Option<String>,
    /// What happens on the next day on which the same sources make another site.
    pub(super) changes_why: Option<String>,
}
