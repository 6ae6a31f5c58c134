//! Whether the site was governed before its main line says so: at another place of the repository, or in a history beside the
//! line. Then the line alone does not tell which adoption counts, and somebody outside of the repository has to.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::evidence::GitEvidence;
use super::line::SettingsChange;
use crate::config::{self, Governing, site_file};
use crate::governance::fold::Refusal;
use crate::governance::{Version, read_record};
use crate::model::{CommitId, ExactText, RepoPath, TextId};
use crate::path::FilePath;
use crate::world::{EntryKind, MainLine, Versions, VersionsError, as_text};

/// The line up to the adoption of the first model, and what it stands in.
pub(super) struct Beginnings<'a> {
    pub(super) history: &'a GitEvidence,
    pub(super) line: &'a MainLine,
    /// The place on the line of the commit at which the first model was adopted.
    pub(super) adopted: usize,
    /// The model that the settings named then.
    pub(super) model: &'a str,
}

impl Beginnings<'_> {
    /// Refuses a line beside which the site was governed before.
    pub(super) fn refuse_others(&self, settings: &[SettingsChange]) -> Result<(), Refusal> {
        if let Some(path) = self.elsewhere(settings)? {
            return Err(Refusal::GovernedElsewhere(path));
        }
        match self.beside()? {
            Some(commit) => Err(Refusal::AdoptedBeside(commit)),
            None => Ok(()),
        }
    }

    /// The settings at another place that were governed before the adoption: a site that has moved here, or one whose model
    /// is the same.
    fn elsewhere(&self, settings: &[SettingsChange]) -> Result<Option<RepoPath>, VersionsError> {
        let mut known: BTreeMap<&RepoPath, (Option<Governing>, bool)> = BTreeMap::new();
        let is_up_to = |settings: &&SettingsChange| settings.place <= self.adopted;
        for SettingsChange { place, path, now } in
            settings.iter().filter(is_up_to).filter(|known| !self.is_own(known))
        {
            let (governing, is_there) = known.entry(path).or_default();
            *is_there = now.is_some();
            if let Some(text) = now.filter(|_| *place < self.adopted) {
                *governing = self.governing(text)?.or(governing.take());
            }
        }
        let is_ours = |(governing, is_there): &(Option<Governing>, bool)| {
            governing.as_ref().is_some_and(|governing| !is_there || governing.model.value == self.model)
        };
        let found = known.into_iter().find(|(_, settings)| is_ours(settings));
        Ok(found.map(|(path, _)| path.clone()))
    }

    /// Whether settings are those of the site itself, wherever it stood then.
    fn is_own(&self, settings: &SettingsChange) -> bool {
        let commit = self.line.commits.get(settings.place).map(|commit| commit.id);
        commit.is_some_and(|commit| self.versions().path_in(commit, &site_file()) == settings.path)
    }

    fn versions(&self) -> &dyn Versions {
        self.history.texts.versions()
    }

    fn governing(&self, settings: TextId) -> Result<Option<Governing>, VersionsError> {
        governing(self.versions(), settings)
    }

    /// A commit beside the line that has a model adopted and does not come from the adoption on the line.
    fn beside(&self) -> Result<Option<CommitId>, VersionsError> {
        if self.line.commits.iter().all(|commit| commit.parents.len() < 2) {
            return Ok(None);
        }
        let ids: Vec<CommitId> = self.line.commits.iter().map(|commit| commit.id).collect();
        let brought = self.history.brought()?;
        let adoption: HashSet<CommitId> =
            ids.get(self.adopted..).unwrap_or_default().iter().copied().collect();
        let mut later = Later { versions: self.versions(), known: adoption };
        let mut records: HashMap<TextId, bool> = HashMap::new();
        for (place, id) in ids.iter().enumerate() {
            let with = brought.with(*id);
            later.learn(with)?;
            if place <= self.adopted && !self.has_root(with)? {
                continue;
            }
            for commit in with.iter().filter(|commit| !later.known.contains(commit)) {
                if self.adopts(*commit, &mut records)? {
                    return Ok(Some(*commit));
                }
            }
        }
        Ok(None)
    }

    /// Whether one of these commits was made from none.
    fn has_root(&self, commits: &[CommitId]) -> Result<bool, VersionsError> {
        for commit in commits {
            if self.versions().commit(*commit)?.parents.is_empty() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Whether a commit has a site that is governed, with a record that approves a model.
    fn adopts(&self, commit: CommitId, records: &mut HashMap<TextId, bool>) -> Result<bool, VersionsError> {
        let Some(entry) = self.versions().site_entry(commit, &site_file())? else { return Ok(false) };
        if self.governing(entry.text)?.is_none() {
            return Ok(false);
        }
        for (path, entry) in self.versions().files(commit)? {
            let Some(file) = self.versions().file_in(commit, &path) else { continue };
            let is_file = matches!(entry.kind, EntryKind::File | EntryKind::Executable);
            if !is_file || !crate::governance::fold::is_record(&file) {
                continue;
            }
            let known = records.get(&entry.text).copied();
            let approves = known.map_or_else(|| self.approves_model(&file, entry.text), Ok)?;
            records.insert(entry.text, approves);
            if approves {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn approves_model(&self, file: &FilePath, text: TextId) -> Result<bool, VersionsError> {
        let bytes = self.versions().blob(text)?;
        let text = as_text(&bytes).into();
        let record = read_record(file, &Version { text, arrival: None }).value;
        Ok(record.is_some_and(|record| record.text().is_some_and(ExactText::is_of_model)))
    }
}

/// The first place other than the site's own at which settings ever said how a site is governed.
pub(super) fn governed_elsewhere(
    settings: &[SettingsChange],
    versions: &dyn Versions,
) -> Result<Option<RepoPath>, VersionsError> {
    let own = versions.repo_path(&site_file());
    for SettingsChange { path, now, .. } in settings.iter().filter(|settings| settings.path != own) {
        if let Some(text) = now
            && governing(versions, *text)?.is_some()
        {
            return Ok(Some(path.clone()));
        }
    }
    Ok(None)
}

pub(super) fn governing(
    versions: &dyn Versions,
    settings: TextId,
) -> Result<Option<Governing>, VersionsError> {
    let bytes = versions.blob(settings)?;
    Ok(config::read(&site_file(), &as_text(&bytes)).value.governing)
}

/// The commits that come from the adoption on the line.
struct Later<'a> {
    versions: &'a dyn Versions,
    known: HashSet<CommitId>,
}

impl Later<'_> {
    /// Looks at commits that one of the line brought; those that it brought before are looked at.
    fn learn(&mut self, brought: &[CommitId]) -> Result<(), VersionsError> {
        let mut open: Vec<CommitId> = brought.to_vec();
        // Repeat until a pass finds none: a commit may descend from one found later.
        loop {
            let before = open.len();
            let mut left = Vec::new();
            for commit in open.into_iter().rev() {
                let parents = self.versions.commit(commit)?.parents;
                if parents.iter().any(|parent| self.known.contains(parent)) {
                    self.known.insert(commit);
                } else {
                    left.push(commit);
                }
            }
            if left.len() == before || left.is_empty() {
                return Ok(());
            }
            left.reverse();
            open = left;
        }
    }
}
