//! The main line: from the head back through first parents, with what each commit changed of the site's files.

use rayon::prelude::*;

use crate::compile::Held;
use crate::config::{self, SITE_FILE, site_file};
use crate::governance::fold::{FileChange, LineCommit, Refusal};
use crate::model::{RepoPath, TextId};
use crate::world::{self, Beginning, Difference, Entry, EntryKind, Line, LineError, Versions, VersionsError};

/// The main line, which must hold what is held against it. A clone that was cut off has no beginning, and is refused; but
/// for what comes before a first model that is known from outside.
pub(super) fn read(versions: &dyn Versions, held: &Held) -> Result<Line, Refusal> {
    let line = Line::read(versions, &held.anchors).map_err(|error| match error {
        LineError::Unreadable(error) => Refusal::NotWhole(error),
        other => Refusal::OffLine(other.to_string()),
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
pub(super) fn was_governed(line: &Line, versions: &dyn Versions) -> Result<bool, VersionsError> {
    let path = versions.repo_path(&site_file());
    let mut last: Option<TextId> = None;
    for commit in line.commits.iter().rev() {
        let text = versions.entry(commit.id, &path)?.map(|entry| entry.text);
        if text == last {
            continue;
        }
        last = text;
        let Some(text) = text else { continue };
        let bytes = versions.blob(text)?;
        if config::read(&site_file(), &String::from_utf8_lossy(&bytes)).value.governing.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// What the commits of a line changed.
pub(super) struct Changes {
    /// Of the site's files, against the commit before each.
    pub(super) commits: Vec<LineCommit>,
    /// Of the settings of other sites in the repository, the oldest first.
    pub(super) settings: Vec<Settings>,
}

/// The settings of another site, as a commit of the line has them.
pub(super) struct Settings {
    /// The place of the commit.
    pub(super) place: usize,
    pub(super) path: RepoPath,
    /// Their bytes; `None` where they are gone.
    pub(super) now: Option<TextId>,
}

/// What each commit of the line changed against the one before it.
pub(super) fn changes(line: &Line, versions: &dyn Versions) -> Result<Changes, VersionsError> {
    let own = versions.repo_path(&site_file());
    let one = |(place, commit): (usize, &world::LineCommit)| {
        let before = place.checked_sub(1).map(|before| line.commits[before].id);
        let differences = versions.differences(before, commit.id)?;
        let changes = differences.iter().filter_map(|difference| change(versions, difference)).collect();
        let is_other = |path: &RepoPath| path.name() == SITE_FILE.as_bytes() && *path != own;
        let others = differences.iter().filter(|difference| is_other(&difference.path));
        let settings = others.map(|Difference { path, new, .. }| {
            let now = new.as_ref().map(|entry| entry.text);
            Settings { place, path: path.clone(), now }
        });
        Ok((LineCommit { id: commit.id, committed: commit.committer.at, changes }, settings.collect()))
    };
    let changes: Result<Vec<(LineCommit, Vec<Settings>)>, VersionsError> =
        line.commits.par_iter().enumerate().with_min_len(16).map(one).collect();
    let (commits, settings): (Vec<LineCommit>, Vec<Vec<Settings>>) = changes?.into_iter().unzip();
    let settings = settings.into_iter().flatten().collect();
    Ok(Changes { commits: super::nested::without(commits), settings })
}

/// What became of a plain file of the site. Links, submodules and what is in them are no evidence.
fn change(versions: &dyn Versions, difference: &Difference) -> Option<FileChange> {
    let file = versions.site_file(&difference.path)?;
    let text =
        |entry: &Entry| matches!(entry.kind, EntryKind::File | EntryKind::Executable).then_some(entry.text);
    let (old, now) = (difference.old.as_ref().and_then(text), difference.new.as_ref().and_then(text));
    (old != now).then_some(FileChange { file, now })
}
