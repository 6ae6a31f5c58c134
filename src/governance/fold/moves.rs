//! Moves of the site within its repository: one counts once those have approved it who approve the model.

use std::sync::Arc;

use super::law::Law;
use super::tree::LinePlace;
use crate::model::Record;
use crate::path::FilePath;

/// That the site moved with a commit.
#[derive(Clone, Debug)]
struct Move {
    /// The place of the commit.
    place: LinePlace,
    /// The folder from which it moved, from the top of the repository.
    from: FilePath,
    /// Whether a model came into force since that names the folder.
    is_approved: bool,
}

/// The moves of the site, the oldest first.
#[derive(Clone, Debug, Default)]
pub(super) struct SiteMoves(Vec<Move>);

impl SiteMoves {
    /// The folder from which the site moved last, where a move is not approved.
    pub(super) fn unapproved(&self) -> Option<&FilePath> {
        let is_open = self.0.iter().any(|moved| !moved.is_approved);
        self.0.last().filter(|_| is_open).map(|moved| &moved.from)
    }

    /// Takes note that the site moved with a commit.
    pub(super) fn add(&mut self, place: LinePlace, from: FilePath) {
        self.0.push(Move { place, from, is_approved: false });
    }

    /// Takes the last move as approved, where a model that comes into force names the folder. What was signed before the move
    /// says nothing about it; a move before it that is not approved by now never is.
    pub(super) fn approve(&mut self, law: &Law) {
        let Some(last) = self.0.last_mut() else { return };
        let named = law.config.governing.as_ref().and_then(|governing| governing.moved_from.as_ref());
        let is_signed_since = |record: &Arc<Record>| {
            let arrival = record.arrival.as_ref();
            record.is_full_approval() && arrival.is_some_and(|arrival| u32::MAX - arrival.place >= last.place)
        };
        if named == Some(&last.from) && law.by.iter().all(is_signed_since) {
            last.is_approved = true;
        }
    }
}
