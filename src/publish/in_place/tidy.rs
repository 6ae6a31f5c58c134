//! What goes once another release is served: files that nothing needs any more. What cannot be removed stays until the next
//! publish, and is said.

use std::collections::BTreeSet;

use super::held::HeldInPlace;
use super::layout::{AHEAD, AT_ONCE, KEPT};
use super::manifest::manifest_path;
use super::survey::{StandingReason, Survey};
use crate::publish::at_once;
use crate::publish::content_names::is_named_by_content;
use crate::publish::error::PublishError;
use crate::publish::release::{Release, ReleaseId};

impl HeldInPlace {
    /// Removes what stood there and is no part of the release that is served: but for files named by their content that a
    /// release which is kept has, since its pages may be open, and but for what others put there and nobody said may go.
    pub(super) fn clear(
        &self,
        survey: &Survey,
        served: &Release,
        (foreign, kept): (&BTreeSet<String>, &BTreeSet<ReleaseId>),
    ) -> Vec<String> {
        let is_ours = |path: &String, origin| origin != StandingReason::Unknown || foreign.contains(path);
        let left = survey.files.iter().filter(|(path, _)| served.file(path).is_none());
        let mut gone: Vec<&String> =
            left.filter(|(path, file)| is_ours(path, file.origin)).map(|(path, _)| path).collect();
        if gone.iter().any(|path| is_named_by_content(path)) {
            let others = self.kept_releases(&served.id, kept);
            let is_needed = |path: &str| match &others {
                Some(others) => others.iter().any(|other| other.file(path).is_some()),
                // Of a manifest that cannot be read nobody knows.
                None => true,
            };
            gone.retain(|path| !is_named_by_content(path) || !is_needed(path));
        }
        self.remove_all(&gone)
    }

    /// Removes the releases that are no longer kept, and the bytes that none of the others needs.
    pub(super) fn prune(&self, served: &ReleaseId, kept: &BTreeSet<ReleaseId>) -> Vec<String> {
        let releases = match self.target.state() {
            Ok(state) => state.releases,
            Err(error) => return vec![error.to_string()],
        };
        let excess: Vec<String> =
            releases.iter().filter(|id| !kept.contains(id)).map(manifest_path).collect();
        if excess.is_empty() {
            return Vec::new();
        }
        let mut left = self.remove_all(&excess.iter().collect::<Vec<_>>());
        let (Some(others), Ok(listed)) = (self.kept_releases(served, kept), self.target.place.list(KEPT))
        else {
            return left;
        };
        let needed: BTreeSet<String> = others
            .iter()
            .flat_map(|release| release.own_files().map(|(_, file)| format!("{KEPT}/{}", file.hash)))
            .collect();
        let gone: Vec<&String> =
            listed.iter().map(|file| &file.path).filter(|path| !needed.contains(*path)).collect();
        left.extend(self.remove_all(&gone));
        left
    }

    /// Everything that was about to be done is done.
    pub(super) fn forget_ahead(&self, left: &mut Vec<String>) {
        // As long as something is left, the next to hold the place goes on with it.
        if left.is_empty()
            && let Err(error) = self.target.place.remove(AHEAD)
        {
            left.push(PublishError::from(error).to_string());
        }
    }

    /// The releases that are kept beside the one that is served; `None` where not all can be read.
    fn kept_releases(&self, served: &ReleaseId, kept: &BTreeSet<ReleaseId>) -> Option<Vec<Release>> {
        let others: Option<Vec<Release>> = self.target.others(Some(served)).ok()?.into_iter().collect();
        Some(others?.into_iter().filter(|release| kept.contains(&release.id)).collect())
    }

    fn remove_all(&self, paths: &[&String]) -> Vec<String> {
        let removed = at_once::each(AT_ONCE, paths, |path| {
            self.goes_on()?;
            Ok::<_, PublishError>(self.target.place.remove(path).err())
        });
        match removed {
            Ok(failed) => {
                failed.into_iter().flatten().map(|error| PublishError::from(error).to_string()).collect()
            }
            Err(error) => vec![error.to_string()],
        }
    }
}
