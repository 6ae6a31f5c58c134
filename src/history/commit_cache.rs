//! What the walk found, in the words of the model.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::graph::{CommitState, Graph, GraphNode};
use super::mailmap::Mailmap;
use super::message;
use super::shown;
use super::walk::{FoundEvent, FoundRevision, VisitOrder, WalkResult};
use crate::model::{
    Boundary, CollapseReason, Commit, CommitId, CommitShown, Event, EventKind, Importance, PageHistory,
    Person, RepoPath, Revision, TextId,
};
use crate::world::{CommitRecord, Versions};

/// Tells of commits, each once however many pages it changed.
pub(super) struct CommitCache<'a> {
    ignored: &'a HashSet<CommitId>,
    /// What the commits have at which the clone was cut off, by number.
    ended: HashMap<u32, HashMap<RepoPath, TextId>>,
    /// By number, those that something was found of.
    commits: Vec<Option<Arc<Commit>>>,
}

impl<'a> CommitCache<'a> {
    pub(super) fn new(
        (versions, mailmap): (&dyn Versions, &Mailmap),
        (graph, order): (&Graph, &VisitOrder),
        ignored: &'a HashSet<CommitId>,
        found: &[WalkResult],
    ) -> CommitCache<'a> {
        let mut wanted = vec![false; graph.nodes.len()];
        let mut want = |commit: u32| {
            if let Some(wanted) = wanted.get_mut(commit as usize) {
                *wanted = true;
            }
        };
        for found in found {
            found.revisions.iter().for_each(|revision| want(revision.commit));
            found.events.iter().for_each(|(commit, _)| want(*commit));
            found.ended.iter().for_each(|(commit, _)| want(*commit));
        }
        let mut places = vec![u32::MAX; graph.nodes.len()];
        for (place, commit) in (0..).zip(&order.commits) {
            if let Some(there) = places.get_mut(*commit as usize) {
                *there = place;
            }
        }
        let commit_if_wanted = |((node, place), wanted): ((&GraphNode, u32), bool)| match &node.known {
            CommitState::All(facts) if wanted => {
                Some(Arc::new(commit_of(mailmap, node.id, place, &facts.record)))
            }
            CommitState::Cut if wanted => {
                Some(Arc::new(cut(node.id, place, &versions.commit(node.id).ok()?)))
            }
            _ => None,
        };
        CommitCache {
            ignored,
            ended: ended(versions, graph, found),
            commits: graph
                .nodes
                .par_iter()
                .zip(places)
                .zip(wanted)
                .with_min_len(64)
                .map(commit_if_wanted)
                .collect(),
        }
    }

    /// The past of a page.
    pub(super) fn history(&self, found: WalkResult) -> PageHistory {
        let revisions: Vec<Revision> =
            found.revisions.into_iter().filter_map(|revision| self.revision(revision)).collect();
        let events: Vec<Event> = found.events.into_iter().filter_map(|event| self.event(event)).collect();
        let former_paths = former_paths(&revisions, &events);
        let boundary = found.ended.into_iter().filter_map(|ended| self.boundary(ended)).collect();
        let (stated, completeness) = (Vec::new(), found.completeness);
        PageHistory { revisions, events, former_paths, boundary, stated, completeness }
    }

    fn boundary(&self, (commit, path): (u32, RepoPath)) -> Option<Boundary> {
        let text = *self.ended.get(&commit)?.get(&path)?;
        Some(Boundary { commit: self.commit(commit)?, path, text })
    }

    fn revision(&self, found: FoundRevision) -> Option<Revision> {
        let commit = self.commit(found.commit)?;
        let folded = match commit.change {
            _ if self.ignored.contains(&commit.id) => Some(CollapseReason::Ignored),
            Importance::Minor => Some(CollapseReason::Minor),
            Importance::Major => None,
        };
        let FoundRevision { path, text, before, moved_from, .. } = found;
        Some(Revision {
            commit,
            text,
            path,
            before,
            moved_from,
            folded,
            embedded: Vec::new(),
            notes: Vec::new(),
        })
    }

    fn event(&self, (commit, event): (u32, FoundEvent)) -> Option<Event> {
        let kind = match event {
            FoundEvent::Deleted => EventKind::Deleted,
            FoundEvent::Recreated => EventKind::Recreated,
            FoundEvent::ModeChanged => EventKind::ModeChanged,
            FoundEvent::Moved { from, to } => EventKind::Moved { from, to },
        };
        Some(Event { commit: self.commit(commit)?, kind })
    }

    /// A commit that something was found of.
    pub(super) fn commit(&self, number: u32) -> Option<Arc<Commit>> {
        self.commits.get(number as usize)?.clone()
    }
}

/// What the commits have at which the lines of these pasts end.
fn ended(
    versions: &dyn Versions,
    graph: &Graph,
    found: &[WalkResult],
) -> HashMap<u32, HashMap<RepoPath, TextId>> {
    let commits: HashSet<u32> =
        found.iter().flat_map(|found| &found.ended).map(|(commit, _)| *commit).collect();
    let files = |commit: u32| {
        let files = graph.node(commit).and_then(|node| versions.files(node.id).ok()).unwrap_or_default();
        (commit, files.into_iter().map(|(path, entry)| (path, entry.text)).collect())
    };
    commits.into_iter().map(files).collect()
}

/// A commit at a place as it is shown, with its names as it has them itself.
pub fn as_committed(id: CommitId, place: u32, record: &CommitRecord) -> Commit {
    commit_of(&Mailmap::default(), id, place, record)
}

/// The same with its names as the list of names has them.
fn commit_of(mailmap: &Mailmap, id: CommitId, place: u32, record: &CommitRecord) -> Commit {
    let message = message::read(&record.message);
    let person = |name: &str, address: &str| {
        let (name, address) = mailmap.resolve(name, address);
        Person { name: shown::line(&name).into(), address: address.into() }
    };
    let co_authors = message.co_authors.iter().map(|(name, address)| person(name, address));
    Commit {
        id,
        place,
        parents: record.parents.clone(),
        author: person(&record.author.name, &record.author.address),
        co_authors: co_authors.filter(|person| !person.name.is_empty()).collect(),
        authored: record.author.at,
        committed: record.committer.at,
        subject: shown::line(&message.subject).into(),
        body: shown::lines(&message.body).into(),
        change: message.change,
        shown: CommitShown::Whole,
    }
}

/// Who else may have written what a commit brings, by its message: co-authors, who signed it off, and the authors of the
/// commits that were squashed into it.
pub fn others_who_wrote(message: &str) -> Vec<Person> {
    let person = |(name, address): (String, String)| Person { name: name.into(), address: address.into() };
    message::writers(message).into_iter().map(person).collect()
}

/// The same people as a `.mailmap` has them.
pub fn as_named(mailmap: &str, people: &[Person]) -> Vec<Person> {
    let mailmap = Mailmap::read(mailmap);
    let named = |person: &Person| {
        let (name, address) = mailmap.resolve(&person.name, &person.address);
        Person { name: name.into(), address: address.into() }
    };
    people.iter().map(named).collect()
}

/// A commit at which the clone was cut off: what it changed of a page is not known, and so its words are not about it.
fn cut(id: CommitId, place: u32, record: &CommitRecord) -> Commit {
    Commit {
        id,
        place,
        parents: Vec::new(),
        author: Person { name: "".into(), address: "".into() },
        co_authors: Vec::new(),
        authored: record.committer.at,
        committed: record.committer.at,
        subject: "".into(),
        body: "".into(),
        change: Importance::Major,
        shown: CommitShown::Nothing,
    }
}

/// Where a page was before it came to where it is.
fn former_paths(revisions: &[Revision], events: &[Event]) -> Vec<RepoPath> {
    let now = revisions.first().map(|revision| &revision.path);
    let mut former: Vec<RepoPath> = Vec::new();
    for event in events {
        if let EventKind::Moved { from, .. } = &event.kind
            && Some(from) != now
            && !former.contains(from)
        {
            former.push(from.clone());
        }
    }
    former
}
