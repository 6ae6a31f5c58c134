//! The main line: from the head back through first parents, with what each commit changed of the site's files.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::line_files::LineFiles;
use super::memo::FoldMemo;
use crate::compile::Held;
use crate::config::{self, SITE_FILE, site_file};
use crate::governance::fold::{FileChange, LineCommit, Refusal};
use crate::model::{CommitId, RepoPath, TextId};
use crate::world::{
    self, Beginning, Difference, EntryKind, LineError, MainLine, Stop, TreeEntry, Versions, VersionsError,
    as_text,
};

/// The main line, which must hold what is held against it. A clone that was cut off has no beginning, and is refused; but
/// for what comes before a first model that is known from outside.
pub(super) fn read(versions: &dyn Versions, held: &Held) -> Result<MainLine, Refusal> {
    let line = MainLine::read(versions, &held.anchors).map_err(|error| match error {
        LineError::Unreadable(error) => Refusal::NotWhole(error),
        other => Refusal::OffLine { head: versions.head(), error: other },
    })?;
    let first = line.commits.first().map(|commit| commit.id);
    match (line.begins, first) {
        (Beginning::Cut, Some(first))
            if held.root.is_none_or(|root| root == first || !line.holds(&[root])) =>
        {
            Err(Refusal::Cut(first))
        }
        _ => Ok(line),
    }
}

/// Whether the site ever said by what it is governed, on this line.
pub(super) fn was_governed(line: &MainLine, versions: &dyn Versions) -> Result<bool, VersionsError> {
    let path = versions.repo_path(&site_file());
    let settings_of = |commit: CommitId| Ok(versions.entry(commit, &path)?.as_ref().and_then(text));
    let governs = |settings: TextId| {
        let bytes = versions.blob(settings)?;
        Ok(config::read(&site_file(), &as_text(&bytes)).value.governing.is_some())
    };
    // Most sites that ever were still are.
    let newest = line.commits.last().map(|commit| settings_of(commit.id)).transpose()?.flatten();
    if newest.map(governs).transpose()? == Some(true) {
        return Ok(true);
    }
    let mut commits: Vec<CommitId> = line.commits.iter().map(|commit| commit.id).collect();
    versions.sort_by_folders(&mut commits);
    let settings = commits.into_par_iter().with_min_len(64).map(settings_of);
    let settings: HashSet<Option<TextId>> = settings.collect::<Result<_, VersionsError>>()?;
    let governed = settings.into_iter().flatten().map(governs);
    Ok(governed.collect::<Result<Vec<bool>, VersionsError>>()?.contains(&true))
}

/// What the commits of a line changed.
pub(super) struct LineChanges {
    /// Of the site that stands there.
    pub(super) site: SiteLine,
    /// Of the settings of all sites in the repository, the oldest first.
    pub(super) settings: Vec<SettingsChange>,
}

/// The settings of a site, as a commit of the line has them.
pub(super) struct SettingsChange {
    /// The place of the commit.
    pub(super) place: usize,
    pub(super) path: RepoPath,
    /// Their bytes; `None` where they are gone.
    pub(super) now: Option<TextId>,
}

/// What the commits of a line changed of one site.
pub(super) struct SiteLine {
    /// Of its files, against the commit before each.
    pub(super) commits: Vec<LineCommit>,
    /// Its files at every commit.
    pub(super) files: Arc<LineFiles>,
}

impl SiteLine {
    /// Of all changes in its folder, those in sites within it among them.
    fn without_nested(commits: Vec<LineCommit>, files: LineFiles) -> SiteLine {
        SiteLine { commits: super::nested::without(commits), files: Arc::new(files) }
    }
}

/// What each commit of the line changed against the one before it.
pub(super) fn changes(line: &MainLine, memo: FoldMemo<'_>) -> Result<LineChanges, VersionsError> {
    let versions = &**memo.versions;
    let one = |(place, commit): (usize, &world::MainLineCommit)| {
        let before = before(&line.commits, place);
        let differences = memo.differences(before, commit.id)?;
        let changes = differences.iter().filter_map(|difference| change(versions, commit.id, difference));
        let line_commit = line_commit(commit, changes.collect());
        let is_settings = |path: &RepoPath| path.name() == SITE_FILE.as_bytes();
        let settings = differences.iter().filter(|difference| is_settings(&difference.path));
        let settings = settings.map(|Difference { path, new, .. }| {
            let now = new.as_ref().and_then(text);
            SettingsChange { place, path: path.clone(), now }
        });
        let settings = settings.collect();
        let is_of_site = |difference: &Difference| versions.site_file(&difference.path).is_some();
        let is_from_first = before == commit.parents.first().copied();
        let of_site = is_from_first.then(|| differences.into_iter().filter(is_of_site).collect());
        Ok(Changed { line_commit, settings, of_site })
    };
    let changed: Result<Vec<Changed>, VersionsError> =
        line.commits.par_iter().enumerate().with_min_len(16).map(one).collect();
    Ok(together(changed?, versions))
}

/// What a commit changed.
struct Changed {
    line_commit: LineCommit,
    settings: Vec<SettingsChange>,
    /// In the folder of the site, where that is against the first parent.
    of_site: Option<Arc<[Difference]>>,
}

fn together(changed: Vec<Changed>, versions: &dyn Versions) -> LineChanges {
    let (mut commits, mut settings, mut of_site) = (Vec::new(), Vec::new(), HashMap::new());
    for commit in changed {
        of_site.extend(commit.of_site.map(|of_site| (commit.line_commit.id, of_site)));
        commits.push(commit.line_commit);
        settings.extend(commit.settings);
    }
    let mut files = LineFiles::of(&commits);
    // Which files belong to a site within the site, folders alone tell; submodules are no files of it.
    let is_within =
        |known: &SettingsChange| versions.site_file(&known.path).is_some_and(|file| file != site_file());
    let is_submodule =
        |entry: Option<TreeEntry>| entry.is_some_and(|entry| entry.kind == EntryKind::Submodule);
    let has_submodule = |differences: &Arc<[Difference]>| {
        differences.iter().any(|difference| is_submodule(difference.old) || is_submodule(difference.new))
    };
    if !settings.iter().any(is_within) && !of_site.values().any(has_submodule) {
        files = files.with_changes(of_site);
    }
    LineChanges { site: SiteLine::without_nested(commits, files), settings }
}

/// What each commit changed of a site that stood at more than one place.
pub(super) fn changes_of_moved(
    line: &[world::MainLineCommit],
    versions: &dyn Versions,
    stops: &[Stop],
) -> Result<SiteLine, VersionsError> {
    let one = |(place, commit): (usize, &world::MainLineCommit)| {
        let before = before(line, place);
        let folder = |commit: CommitId| versions.folder_in(commit);
        let mut pairs = stops.iter().zip(stops.iter().skip(1));
        let moved = pairs.find(|(_, to)| to.place == place);
        let differences = match before.filter(|before| folder(*before) != folder(commit.id)) {
            None => versions.differences(before, commit.id)?,
            Some(_) => versions.site_differences(before, commit.id)?,
        };
        let changes = differences.iter().filter_map(|difference| change(versions, commit.id, difference));
        let moved_from = moved.map(|(from, _)| from.folder.clone());
        Ok(LineCommit { moved_from, ..line_commit(commit, changes.collect()) })
    };
    let commits: Result<Vec<LineCommit>, VersionsError> =
        line.par_iter().enumerate().with_min_len(16).map(one).collect();
    let commits = commits?;
    let files = LineFiles::of(&commits);
    Ok(SiteLine::without_nested(commits, files))
}

fn before(line: &[world::MainLineCommit], place: usize) -> Option<CommitId> {
    place.checked_sub(1).and_then(|before| line.get(before)).map(|commit| commit.id)
}

fn line_commit(commit: &world::MainLineCommit, changes: Vec<FileChange>) -> LineCommit {
    LineCommit { id: commit.id, committed: commit.committer.at, changes, moved_from: None }
}

/// What a commit made of a plain file of the site. Links, submodules and what is in them are no evidence.
fn change(versions: &dyn Versions, commit: CommitId, difference: &Difference) -> Option<FileChange> {
    let file = versions.file_in(commit, &difference.path)?;
    let (old, now) = (difference.old.as_ref().and_then(text), difference.new.as_ref().and_then(text));
    (old != now).then_some(FileChange { file, now })
}

/// The bytes of a plain file.
fn text(entry: &TreeEntry) -> Option<TextId> {
    matches!(entry.kind, EntryKind::File | EntryKind::Executable).then_some(entry.text)
}
