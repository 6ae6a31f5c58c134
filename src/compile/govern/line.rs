//! The main line: from the head back through first parents, with what each commit changed of the site's files.

use rayon::prelude::*;

use crate::compile::Held;
use crate::config::{self, site_file};
use crate::governance::fold::{FileChange, LineCommit, Refusal};
use crate::model::TextId;
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

/// What each commit of the line changed of the site's files against the one before it.
pub(super) fn changes(line: &Line, versions: &dyn Versions) -> Result<Vec<LineCommit>, VersionsError> {
    let one = |(nth, commit): (usize, &world::LineCommit)| {
        let before = nth.checked_sub(1).map(|before| line.commits[before].id);
        let differences = versions.differences(before, commit.id)?;
        let changes = differences.iter().filter_map(|difference| change(versions, difference)).collect();
        Ok(LineCommit { id: commit.id, committed: commit.committer.at, changes })
    };
    let changes: Result<Vec<LineCommit>, VersionsError> =
        line.commits.par_iter().enumerate().with_min_len(16).map(one).collect();
    Ok(super::nested::without(changes?))
}

/// What became of a plain file of the site. Links, submodules and what is in them are no evidence.
fn change(versions: &dyn Versions, difference: &Difference) -> Option<FileChange> {
    let file = versions.site_file(&difference.path)?;
    let text =
        |entry: &Entry| matches!(entry.kind, EntryKind::File | EntryKind::Executable).then_some(entry.text);
    let (old, now) = (difference.old.as_ref().and_then(text), difference.new.as_ref().and_then(text));
    (old != now).then_some(FileChange { file, now })
}
