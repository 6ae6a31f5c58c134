//! What one commit changed, against each of its parents.

use std::collections::HashMap;

use super::renames::{self, FileOrigin, RenamedFile};
use crate::model::{CommitId, RepoPath};
use crate::world::{CommitRecord, Difference, EntryKind, TreeEntry, Versions, VersionsError};

/// A commit and what it changed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct CommitFacts {
    pub(super) record: CommitRecord,
    pub(super) touched: Vec<Touched>,
}

/// A file that a commit left other than its first parent has it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Touched {
    pub(super) path: RepoPath,
    /// What the commit has; `None` for nothing.
    pub(super) now: Option<TreeEntry>,
    /// What each parent has.
    pub(super) before: Vec<ParentFile>,
}

/// What a parent has of a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct ParentFile {
    pub(super) entry: Option<TreeEntry>,
    /// Where there is no such file in the parent, where it came from.
    pub(super) origin: FileOrigin,
}

impl Touched {
    /// The first parent that has the same text, or lacks it too.
    pub(super) fn same_in(&self) -> Option<usize> {
        self.before.iter().position(|before| match (&self.now, &before.entry) {
            (None, None) => true,
            (Some(now), Some(before)) => now.same_text(before),
            _ => false,
        })
    }
}

/// Endings of the files whose past is known: what people write for a site, and what such texts were made from.
const FOLLOWED: [&[u8]; 20] = [
    b"md",
    b"markdown",
    b"mdx",
    b"mdown",
    b"mkd",
    b"yaml",
    b"yml",
    b"toml",
    b"txt",
    b"rst",
    b"adoc",
    b"asciidoc",
    b"textile",
    b"org",
    b"wiki",
    b"html",
    b"htm",
    b"erb",
    b"liquid",
    b"haml",
];

/// Endings of what pages show: whoever approves a page approves that too.
const SHOWN: [&[u8]; 14] = [
    b"png", b"jpg", b"jpeg", b"gif", b"svg", b"webp", b"avif", b"mp4", b"webm", b"mp3", b"ogg", b"vtt",
    b"pdf", b"ico",
];

/// The longest ending that is one, rather than a part of a name.
const LONGEST_ENDING: usize = 8;

/// Whether the past of a file is known: by its ending, or since it has none.
pub(super) fn is_followed(path: &RepoPath) -> bool {
    match ending(path) {
        Some(ending) => is_one_of(&FOLLOWED, ending) || is_one_of(&SHOWN, ending),
        None => true,
    }
}

/// Whether a file is followed to where it was before it was moved. What pages show is distinguished by its bytes alone.
fn is_followed_in_moves(path: &RepoPath) -> bool {
    ending(path).is_none_or(|ending| is_one_of(&FOLLOWED, ending))
}

fn is_one_of(endings: &[&[u8]], ending: &[u8]) -> bool {
    endings.iter().any(|known| known.eq_ignore_ascii_case(ending))
}

/// The ending of a file's name.
fn ending(path: &RepoPath) -> Option<&[u8]> {
    let name = path.name();
    let dot = name.iter().rposition(|byte| *byte == b'.').filter(|dot| *dot > 0)?;
    let ending = name.get(dot + 1..)?;
    let is_ending = ending.len() <= LONGEST_ENDING && ending.iter().all(u8::is_ascii_alphanumeric);
    is_ending.then_some(ending)
}

/// What a commit changed among the files that are followed.
pub(super) fn touched_files(
    versions: &dyn Versions,
    id: CommitId,
    parents: &[CommitId],
) -> Result<Vec<Touched>, VersionsError> {
    let Some((first, others)) = parents.split_first() else {
        let all = versions.differences(None, id)?;
        return Ok(all
            .into_iter()
            .filter(|file| is_followed(&file.path))
            .map(|file| touched(file, 0))
            .collect());
    };
    let differences = versions.differences(Some(*first), id)?;
    let mut changed: Vec<Touched> = differences
        .iter()
        .filter(|file| is_followed(&file.path))
        .map(|file| touched(file.clone(), parents.len()))
        .collect();
    if changed.is_empty() {
        return Ok(changed);
    }
    let mut against = vec![differences];
    for (number, other) in others.iter().enumerate() {
        let differences = versions.differences(Some(*other), id)?;
        compare(&mut changed, number + 1, &differences);
        against.push(differences);
    }
    for (number, differences) in against.iter().enumerate() {
        find_origins(versions, &mut changed, number, differences);
    }
    Ok(changed)
}

/// A difference as what was touched, in the eyes of the first of so many parents.
fn touched(difference: Difference, parents: usize) -> Touched {
    let before = ParentFile { entry: difference.old, origin: FileOrigin::New };
    Touched { path: difference.path, now: difference.new, before: vec![before; parents] }
}

/// Fills in what another parent has of the files that differ from the first.
fn compare(changed: &mut [Touched], parent: usize, differences: &[Difference]) {
    let by_path: HashMap<&RepoPath, &Difference> =
        differences.iter().map(|file| (&file.path, file)).collect();
    for file in changed {
        let entry = by_path.get(&file.path).map_or(file.now, |difference| difference.old);
        if let Some(before) = file.before.get_mut(parent) {
            before.entry = entry;
        }
    }
}

/// Finds where the files came from that a parent does not have.
fn find_origins(versions: &dyn Versions, changed: &mut [Touched], parent: usize, differences: &[Difference]) {
    let is_new = |file: &Touched| {
        let is_missing = file.before.get(parent).is_some_and(|before| before.entry.is_none());
        let text = file
            .now
            .filter(is_text)
            .filter(|_| is_followed_in_moves(&file.path))
            .filter(|_| is_missing && file.same_in().is_none());
        text.map(|entry| RenamedFile { path: file.path.clone(), text: entry.text })
    };
    let mut added: Vec<RenamedFile> = changed.iter().filter_map(is_new).collect();
    if added.is_empty() {
        return;
    }
    let mut gone: Vec<RenamedFile> = differences.iter().filter_map(gone).collect();
    added.sort_by(|a, b| a.path.cmp(&b.path));
    gone.sort_by(|a, b| a.path.cmp(&b.path));
    let origins = renames::origins(versions, &added, &gone);
    let mut by_path: HashMap<RepoPath, FileOrigin> =
        added.into_iter().map(|file| file.path).zip(origins).collect();
    for file in changed {
        if let Some(origin) = by_path.remove(&file.path)
            && let Some(before) = file.before.get_mut(parent)
        {
            before.origin = origin;
        }
    }
}

fn gone(difference: &Difference) -> Option<RenamedFile> {
    let entry = difference.old.filter(|old| is_text(old) && difference.new.is_none())?;
    is_followed_in_moves(&difference.path)
        .then(|| RenamedFile { path: difference.path.clone(), text: entry.text })
}

fn is_text(entry: &TreeEntry) -> bool {
    matches!(entry.kind, EntryKind::File | EntryKind::Executable)
}
