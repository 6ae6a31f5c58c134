//! What is shown beside the pasts of pages: files that were deleted, and when a commit came to the main line.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use super::commit_cache::CommitCache;
use super::graph::{CommitState, Graph};
use super::renames::FileOrigin;
use super::walk::{VisitOrder, WalkResult};
use crate::model::{Commit, CommitId, GoneFile, RepoPath, TextId};
use crate::path::FilePath;
use crate::world::{TreeEntry, Versions};

/// A file that was deleted; commits by number.
pub(super) struct Gone {
    file: FilePath,
    texts: Vec<(u32, TextId)>,
    deleted: u32,
}

impl Gone {
    pub(super) fn commits(&self) -> impl Iterator<Item = u32> {
        self.texts.iter().map(|(commit, _)| *commit).chain([self.deleted])
    }

    /// In the words of the model.
    pub(super) fn resolve(self, teller: &CommitCache<'_>) -> Option<GoneFile> {
        let text = |(commit, text)| Some((teller.commit(commit)?, text));
        let texts: Vec<(Arc<Commit>, TextId)> = self.texts.into_iter().filter_map(text).collect();
        Some(GoneFile { file: self.file, texts, deleted: teller.commit(self.deleted)? })
    }
}

/// What commits did to a path.
#[derive(Default)]
struct Written {
    texts: Vec<(u32, TextId)>,
    /// The last that deleted it.
    deleted: Option<u32>,
}

/// Files below some folders that commits wrote, that the head does not have, and that were not moved elsewhere.
pub(super) fn gone(
    versions: &dyn Versions,
    (graph, order): (&Graph, &VisitOrder),
    at_head: &[(RepoPath, TreeEntry)],
    folders: &[FilePath],
) -> Vec<Gone> {
    if folders.is_empty() {
        return Vec::new();
    }
    let there: HashSet<&RepoPath> = at_head.iter().map(|(path, _)| path).collect();
    let mut moved: HashSet<&RepoPath> = HashSet::new();
    let mut written: BTreeMap<&RepoPath, Written> = BTreeMap::new();
    for commit in order.commits.iter().rev() {
        let CommitState::All(facts) = &graph.nodes[*commit as usize].known else { continue };
        for file in &facts.touched {
            moved.extend(file.before.iter().filter_map(|before| match &before.origin {
                FileOrigin::From(from) => Some(from),
                _ => None,
            }));
            if there.contains(&file.path) || file.same_in().is_some() {
                continue;
            }
            let written = written.entry(&file.path).or_default();
            match file.now {
                Some(entry) => written.texts.push((*commit, entry.text)),
                None => written.deleted = Some(*commit),
            }
        }
    }
    let within = |file: &FilePath| folders.iter().any(|folder| file.within(folder).is_some());
    let gone = written.into_iter().filter(|(path, _)| !moved.contains(path));
    gone.filter_map(|(path, written)| {
        let file = versions.site_file(path).filter(within)?;
        Some(Gone { file, texts: written.texts, deleted: written.deleted? })
    })
    .collect()
}

/// By the number of a commit, that of the commit with which it came to the main line.
#[derive(Default)]
pub(super) struct Arrivals(HashMap<u32, u32>);

impl Arrivals {
    pub(super) fn commits(&self) -> impl Iterator<Item = u32> {
        self.0.values().copied()
    }

    /// In the words of the model.
    pub(super) fn told(&self, graph: &Graph, teller: &CommitCache<'_>) -> HashMap<CommitId, Arc<Commit>> {
        let told =
            |(commit, with): (&u32, &u32)| Some((graph.nodes[*commit as usize].id, teller.commit(*with)?));
        self.0.iter().filter_map(told).collect()
    }
}

/// When the commits of these pasts came to the main line: with the oldest commit on the line of first parents that
/// has them among its ancestors.
pub(super) fn arrivals(graph: &Graph, order: &VisitOrder, found: &[WalkResult]) -> Arrivals {
    let wanted: HashSet<u32> = found.iter().flat_map(commits_of).collect();
    if wanted.is_empty() {
        return Arrivals::default();
    }
    let mut with: Vec<Option<u32>> = vec![None; graph.nodes.len()];
    for main in main_line(graph, order).into_iter().rev() {
        let mut open = vec![main];
        while let Some(commit) = open.pop() {
            let met = &mut with[commit as usize];
            if met.is_none() {
                *met = Some(main);
                open.extend(&graph.nodes[commit as usize].parents);
            }
        }
    }
    Arrivals(wanted.into_iter().filter_map(|commit| Some((commit, with[commit as usize]?))).collect())
}

fn commits_of(found: &WalkResult) -> impl Iterator<Item = u32> {
    let revisions = found.revisions.iter().map(|revision| revision.commit);
    revisions.chain(found.ended.iter().map(|(commit, _)| *commit))
}

/// The line of first parents from the head, the newest first.
fn main_line(graph: &Graph, order: &VisitOrder) -> Vec<u32> {
    let mut line = Vec::new();
    let mut next = order.commits.first().copied();
    while let Some(commit) = next.filter(|_| line.len() < graph.nodes.len()) {
        line.push(commit);
        next = graph.nodes[commit as usize].parents.first().copied();
    }
    line
}
