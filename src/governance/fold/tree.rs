//! What the files of the site were at each commit of the line.

use std::collections::HashMap;

use crate::date::Moment;
use crate::model::{CommitId, TextId};
use crate::path::FilePath;

/// A commit of the main line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LineCommit {
    /// Its id.
    pub id: CommitId,
    /// When it was committed, as it says.
    pub committed: Moment,
    /// What it changed against the commit before it on the line.
    pub changes: Vec<FileChange>,
    /// The folder from which the site moved with it, from the top of the repository.
    pub moved_from: Option<FilePath>,
}

/// A file of the site that a commit changed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FileChange {
    /// The file, from the site's root.
    pub file: FilePath,
    /// Its bytes; `None` where it is no file any more.
    pub now: Option<TextId>,
}

/// Where a commit stands on the line; 0 is the oldest.
pub type LinePlace = u32;

/// The files of the site at every commit so far.
#[derive(Clone, Debug, Default)]
pub struct LineTree(HashMap<FilePath, Vec<(LinePlace, Option<TextId>)>>);

impl LineTree {
    /// Takes in what a commit changed.
    pub fn change(&mut self, place: LinePlace, changes: &[FileChange]) {
        for change in changes {
            self.0.entry(change.file.clone()).or_default().push((place, change.now));
        }
    }

    /// The bytes that a file had at a commit.
    pub fn at(&self, file: &FilePath, place: LinePlace) -> Option<TextId> {
        let changes = self.0.get(file)?;
        let until = changes.partition_point(|(at, _)| *at <= place);
        changes.get(..until)?.last()?.1
    }

    /// The place of the commit that gave a file the bytes that it had at another: that it was gone for a while in between is
    /// nobody's writing.
    pub(super) fn written(&self, file: &FilePath, place: LinePlace) -> Option<LinePlace> {
        let changes = self.0.get(file)?;
        let until = changes.partition_point(|(at, _)| *at <= place);
        let changes = changes.get(..until)?;
        let (last, text) = changes.last()?;
        let same = changes.iter().rev().take_while(|(_, then)| then.is_none() || then == text);
        let first = same.filter(|(_, then)| then.is_some()).last();
        Some(first.map_or(*last, |(first, _)| *first))
    }

    /// The bytes that a file has now.
    pub(super) fn now(&self, file: &FilePath) -> Option<TextId> {
        self.0.get(file)?.last()?.1
    }

    /// The commits at which a file changed.
    pub(super) fn changes(&self, file: &FilePath) -> impl Iterator<Item = LinePlace> {
        self.0.get(file).into_iter().flatten().map(|(place, _)| *place)
    }

    /// Every file that there was at a commit, in no order.
    pub(super) fn files_at(&self, place: LinePlace) -> impl Iterator<Item = (&FilePath, TextId)> {
        self.0.keys().filter_map(move |file| Some((file, self.at(file, place)?)))
    }

    /// Every file that there ever was, in no order.
    pub(super) fn known(&self) -> impl Iterator<Item = &FilePath> {
        self.0.keys()
    }

    /// Every file that there is now, in no order.
    pub(super) fn files(&self) -> impl Iterator<Item = (&FilePath, TextId)> {
        self.0.iter().filter_map(|(file, changes)| Some((file, changes.last()?.1?)))
    }
}
