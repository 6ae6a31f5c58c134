//! All commits that lead to the head, with what each changed.

use std::collections::HashMap;

use rayon::prelude::*;

use super::changes::{self, CommitFacts, Touched};
use super::kept;
use super::renames::FileOrigin;
use crate::model::CommitId;
use crate::world::{Cache, CachedBytes, CommitRecord, Versions, VersionsError};

/// Commits by number; 0 is the head.
pub(super) struct Graph {
    pub(super) nodes: Vec<GraphNode>,
    /// What could not be read.
    pub(super) errors: Vec<VersionsError>,
}

/// A commit in its place.
pub(super) struct GraphNode {
    pub(super) id: CommitId,
    /// Numbers of its parents.
    pub(super) parents: Vec<u32>,
    pub(super) known: CommitState,
}

/// What is known of a commit.
pub(super) enum CommitState {
    /// What it records and changed.
    All(Box<CommitFacts>),
    /// That the clone was cut off here.
    Cut,
    /// Nothing, for it cannot be read.
    Nothing,
}

impl Graph {
    /// Reads all commits from the head on. What is in the cache is not read again; what is not is put there.
    pub(super) fn read(versions: &dyn Versions, cache: &dyn Cache) -> Graph {
        let mut reading = Reading {
            versions,
            cache,
            numbers: HashMap::new(),
            nodes: Vec::new(),
            sources: Vec::new(),
            errors: Vec::new(),
        };
        reading.all();
        let Reading { mut nodes, sources, mut errors, .. } = reading;
        for (number, facts) in facts_of(versions, cache, sources) {
            match (facts, nodes.get_mut(number)) {
                (Ok(facts), Some(node)) => node.known = CommitState::All(facts),
                (Ok(_), None) => {}
                (Err(error), _) => errors.push(error),
            }
        }
        Graph { nodes, errors }
    }

    /// A commit by its number.
    pub(super) fn node(&self, commit: u32) -> Option<&GraphNode> {
        self.nodes.get(commit as usize)
    }
}

/// Where what a commit changed is to be had.
enum Source {
    Kept(CachedBytes),
    Fresh(CommitRecord),
}

struct Reading<'a> {
    versions: &'a dyn Versions,
    cache: &'a dyn Cache,
    numbers: HashMap<CommitId, u32>,
    nodes: Vec<GraphNode>,
    /// Commits by number.
    sources: Vec<(usize, CommitId, Source)>,
    errors: Vec<VersionsError>,
}

impl Reading<'_> {
    fn all(&mut self) {
        self.number(self.versions.head());
        let mut open = vec![0];
        while let Some(number) = open.pop() {
            let before = self.nodes.len();
            let parents = self.one(number).iter().map(|parent| self.number(*parent)).collect();
            if let Some(node) = self.nodes.get_mut(number) {
                node.parents = parents;
            }
            // The first parent last, so that its line is read in one go and folders are found in memory.
            open.extend((before..self.nodes.len()).rev());
        }
    }

    /// The number of a commit, a new one where it was not met before.
    fn number(&mut self, id: CommitId) -> u32 {
        *self.numbers.entry(id).or_insert_with(|| {
            self.nodes.push(GraphNode { id, parents: Vec::new(), known: CommitState::Nothing });
            u32::try_from(self.nodes.len() - 1).unwrap_or(u32::MAX)
        })
    }

    /// Reads a commit and says who its parents are.
    fn one(&mut self, number: usize) -> Vec<CommitId> {
        let Some(node) = self.nodes.get_mut(number) else { return Vec::new() };
        let id = node.id;
        if self.versions.is_cut_at(id) {
            node.known = CommitState::Cut;
            return Vec::new();
        }
        if let Some(kept) = kept::get(self.cache, id)
            && let Some(parents) = kept::parents(&kept)
        {
            self.sources.push((number, id, Source::Kept(kept)));
            return parents;
        }
        match self.versions.commit(id) {
            Ok(record) => {
                let parents = record.parents.clone();
                self.sources.push((number, id, Source::Fresh(record)));
                parents
            }
            Err(error) => {
                self.errors.push(error);
                Vec::new()
            }
        }
    }
}

type Read = (usize, Result<Box<CommitFacts>, VersionsError>);

/// What each of these commits is and changed, all at once.
fn facts_of(
    versions: &dyn Versions,
    cache: &dyn Cache,
    mut sources: Vec<(usize, CommitId, Source)>,
) -> Vec<Read> {
    let is_fresh = |(_, _, source): &&(usize, CommitId, Source)| matches!(source, Source::Fresh(_));
    let mut fresh_ones: Vec<CommitId> = sources.iter().filter(is_fresh).map(|(_, id, _)| *id).collect();
    versions.sort_by_folders(&mut fresh_ones);
    let ranks: HashMap<CommitId, usize> = fresh_ones.into_iter().zip(0..).collect();
    sources.sort_by_key(|(_, id, _)| ranks.get(id).copied());
    let one = |(number, id, source): (usize, CommitId, Source)| {
        let facts = match source {
            Source::Kept(kept) => match kept::facts(&kept) {
                Some(facts) => Ok(facts),
                None => versions.commit(id).and_then(|record| fresh(versions, cache, id, record)),
            },
            Source::Fresh(record) => fresh(versions, cache, id, record),
        };
        (number, facts.map(Box::new))
    };
    sources.into_par_iter().with_min_len(32).map(one).collect()
}

/// Finds out what a commit changed, and keeps it.
fn fresh(
    versions: &dyn Versions,
    cache: &dyn Cache,
    id: CommitId,
    record: CommitRecord,
) -> Result<CommitFacts, VersionsError> {
    let touched = changes::touched_files(versions, id, &record.parents)?;
    let facts = CommitFacts { record: in_short(record, &touched), touched };
    if is_certain(&facts) {
        kept::put(cache, id, &facts);
    }
    Ok(facts)
}

/// What a commit that touched nothing says is shown nowhere, and need not take room.
fn in_short(record: CommitRecord, touched: &[Touched]) -> CommitRecord {
    if touched.is_empty() { CommitRecord { message: String::new(), ..record } } else { record }
}

/// What was worked out while a text was missing may come out differently once it is there.
fn is_certain(facts: &CommitFacts) -> bool {
    let origins = facts.touched.iter().flat_map(|touched| &touched.before).map(|before| &before.origin);
    origins.into_iter().all(|origin| *origin != FileOrigin::Unknown)
}
