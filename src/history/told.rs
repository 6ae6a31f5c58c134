//! What the walk found, in the words of the model.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::graph::{Graph, Known};
use super::mailmap::Mailmap;
use super::message;
use super::walk::{Found, FoundEvent, FoundRevision};
use crate::model::{
    Change, Commit, CommitId, Event, EventKind, Folded, PageHistory, Person, RepoPath, Revision,
};
use crate::world::{CommitRecord, Versions};

/// Tells of commits, each once however many pages it changed.
pub(super) struct Teller<'a> {
    graph: &'a Graph,
    ignored: &'a HashSet<CommitId>,
    mailmap: Mailmap,
    commits: HashMap<u32, Arc<Commit>>,
}

impl<'a> Teller<'a> {
    pub(super) fn new(
        versions: &dyn Versions,
        graph: &'a Graph,
        ignored: &'a HashSet<CommitId>,
    ) -> Teller<'a> {
        let mailmap = versions.top_file(".mailmap").unwrap_or_default();
        let mailmap = Mailmap::read(&String::from_utf8_lossy(&mailmap));
        Teller { graph, ignored, mailmap, commits: HashMap::new() }
    }

    /// The past of a page.
    pub(super) fn history(&mut self, found: Found) -> PageHistory {
        let revisions: Vec<Revision> =
            found.revisions.into_iter().filter_map(|revision| self.revision(revision)).collect();
        let events: Vec<Event> = found.events.into_iter().filter_map(|event| self.event(event)).collect();
        let former_paths = former_paths(&revisions, &events);
        PageHistory { revisions, events, former_paths, stated: Vec::new(), completeness: found.completeness }
    }

    fn revision(&mut self, found: FoundRevision) -> Option<Revision> {
        let commit = self.commit(found.commit)?;
        let folded = match commit.change {
            _ if self.ignored.contains(&commit.id) => Some(Folded::Ignored),
            Change::Minor => Some(Folded::Minor),
            Change::Major => None,
        };
        let FoundRevision { path, text, moved_from, .. } = found;
        Some(Revision { commit, text, path, moved_from, folded, notes: Vec::new() })
    }

    fn event(&mut self, (commit, event): (u32, FoundEvent)) -> Option<Event> {
        let kind = match event {
            FoundEvent::Deleted => EventKind::Deleted,
            FoundEvent::Recreated => EventKind::Recreated,
            FoundEvent::ModeChanged => EventKind::ModeChanged,
            FoundEvent::Moved { from, to } => EventKind::Moved { from, to },
        };
        Some(Event { commit: self.commit(commit)?, kind })
    }

    fn commit(&mut self, number: u32) -> Option<Arc<Commit>> {
        if let Some(known) = self.commits.get(&number) {
            return Some(known.clone());
        }
        let node = &self.graph.nodes[number as usize];
        let Known::All(facts) = &node.known else { return None };
        let commit = Arc::new(self.told(node.id, &facts.record));
        self.commits.insert(number, commit.clone());
        Some(commit)
    }

    fn told(&self, id: CommitId, record: &CommitRecord) -> Commit {
        let message = message::read(&record.message);
        Commit {
            id,
            parents: record.parents.clone(),
            author: self.person(&record.author.name, &record.author.address),
            co_authors: message.co_authors.iter().map(|(name, address)| self.person(name, address)).collect(),
            authored: record.author.at,
            committed: record.committer.at,
            subject: message.subject.into(),
            body: message.body.into(),
            change: message.change,
        }
    }

    fn person(&self, name: &str, address: &str) -> Person {
        let (name, address) = self.mailmap.resolve(name, address);
        Person { name: name.into(), address: address.into() }
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
