//! A revision to compare with: what became of each page since.

use std::sync::Arc;

use super::kind::ChangeKind;
use crate::cli::governed_site::GovernedSite;
use crate::cli::outcome::Failure;
use crate::git::Repository;
use crate::governance::Subject;
use crate::model::{CommitId, ExactText, Record, RepoPath, TextId};

/// A revision.
pub(super) struct Base {
    commit: CommitId,
}

impl Base {
    pub(super) fn find(governed: &GovernedSite, name: &str) -> Result<Base, Failure> {
        let repository = Repository::open(governed.world.root())
            .map_err(|_| Failure::new("the git repository cannot be read"))?;
        let commit = repository.find(name, &governed.site.config.zone).map_err(|why| {
            Failure::new(why)
                .hint("name a branch, a tag, a commit or a day: `origin/main`, `HEAD~1`, `2026-11-01`")
        })?;
        Ok(Base { commit })
    }

    /// The records that count and came since, the oldest first.
    pub(super) fn records_since(&self, governed: &GovernedSite) -> Result<Vec<Arc<Record>>, Failure> {
        let governance = governed.governance()?;
        let mut since = Vec::new();
        for record in governance.records.iter().filter(|record| record.arrival.is_some()) {
            let then = governed.versions.site_entry(self.commit, &record.place.file).map_err(Failure::new)?;
            since.extend(then.is_none().then(|| record.clone()));
        }
        Ok(since)
    }

    /// Whether a page was there that is deleted by now.
    pub(super) fn has(&self, governed: &GovernedSite, subject: &Subject) -> Result<bool, Failure> {
        let entry = governed.versions.site_entry(self.commit, &subject.file).map_err(Failure::new)?;
        Ok(entry.is_some())
    }

    /// What became of a page since then; `None` where it is the same.
    pub(super) fn what(
        &self,
        governed: &GovernedSite,
        subject: &Subject,
    ) -> Result<Option<ChangeKind>, Failure> {
        let mut paths = vec![governed.versions.path_in(self.commit, &subject.file)];
        paths.extend(former(governed, subject));
        for path in paths {
            let Some(entry) = governed.versions.entry(self.commit, &path).map_err(Failure::new)? else {
                continue;
            };
            let now = subject.uncommitted.as_ref().or(subject.states.last().map(|state| &state.exact));
            let same =
                now.is_some_and(|now| now.text == entry.text) && !self.shows_other(governed, subject)?;
            return Ok((!same).then_some(ChangeKind::Changed));
        }
        Ok(Some(ChangeKind::New))
    }

    /// Whether a file that the page shows, or the keys of the model, were others then.
    fn shows_other(&self, governed: &GovernedSite, subject: &Subject) -> Result<bool, Failure> {
        let now = subject.uncommitted.as_ref().or(subject.states.last().map(|state| &state.exact));
        for shown in now.map(ExactText::embedded).unwrap_or_default() {
            if shown.file == crate::compile::site_file() {
                if self.keys(governed)? != Some(shown.id) {
                    return Ok(true);
                }
                continue;
            }
            let at = |commit| governed.versions.site_entry(commit, &shown.file).map_err(Failure::new);
            let then = at(self.commit)?.map(|then| then.text);
            // Of a page that no record speaks of, a state is what its last revision showed.
            let now = match subject.uncommitted {
                Some(_) => Some(shown.id),
                None => at(governed.versions.head())?.map(|now| now.text),
            };
            if then != now {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The id of the keys under `[governance]` then.
    fn keys(&self, governed: &GovernedSite) -> Result<Option<TextId>, Failure> {
        let file = crate::compile::site_file();
        let entry = governed.versions.site_entry(self.commit, &file).map_err(Failure::new)?;
        let Some(entry) = entry else { return Ok(None) };
        let keys = crate::config::controlled_keys(&governed.text(entry.text)?);
        Ok(Some(governed.versions.text_id(keys.as_bytes())))
    }
}

/// Where a page was before.
fn former(governed: &GovernedSite, subject: &Subject) -> Vec<RepoPath> {
    let past = subject.page.and_then(|page| governed.site.past.history_of(page));
    past.map(|past| past.former_paths.clone()).unwrap_or_default()
}
