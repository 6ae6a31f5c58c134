//! What the walk found, in the words of the model.

use std::collections::HashSet;
use std::sync::Arc;

use rayon::prelude::*;

use super::graph::{Graph, Known, Node};
use super::mailmap::Mailmap;
use super::message;
use super::shown;
use super::walk::{Found, FoundEvent, FoundRevision, Order};
use crate::model::{
    Change, Commit, CommitId, Event, EventKind, Folded, PageHistory, Person, RepoPath, Revision,
};
use crate::world::{CommitRecord, Versions};

/// What a commit without a message says.
const NO_REASON: &str = "No reason given";
/// Who wrote a commit that names nobody.
const UNNAMED: &str = "Unnamed";

/// Tells of commits, each once however many pages it changed.
pub(super) struct Teller<'a> {
    ignored: &'a HashSet<CommitId>,
    /// By number, those that something was found of.
    commits: Vec<Option<Arc<Commit>>>,
}

impl<'a> Teller<'a> {
    pub(super) fn new(
        versions: &dyn Versions,
        (graph, order): (&Graph, &Order),
        ignored: &'a HashSet<CommitId>,
        (found, others): (&[Found], &[u32]),
    ) -> Teller<'a> {
        let mailmap = versions.top_file(".mailmap").unwrap_or_default();
        let mailmap = Mailmap::read(&String::from_utf8_lossy(&mailmap));
        let mut wanted = vec![false; graph.nodes.len()];
        for found in found {
            found.revisions.iter().for_each(|revision| wanted[revision.commit as usize] = true);
            found.events.iter().for_each(|(commit, _)| wanted[*commit as usize] = true);
        }
        others.iter().for_each(|commit| wanted[*commit as usize] = true);
        let mut places = vec![u32::MAX; graph.nodes.len()];
        (0..).zip(&order.commits).for_each(|(place, commit)| places[*commit as usize] = place);
        let told = |((node, place), wanted): ((&Node, u32), bool)| match &node.known {
            Known::All(facts) if wanted => Some(Arc::new(told(&mailmap, (node.id, place), &facts.record))),
            _ => None,
        };
        Teller {
            ignored,
            commits: graph.nodes.par_iter().zip(places).zip(wanted).with_min_len(64).map(told).collect(),
        }
    }

    /// The past of a page.
    pub(super) fn history(&self, found: Found) -> PageHistory {
        let revisions: Vec<Revision> =
            found.revisions.into_iter().filter_map(|revision| self.revision(revision)).collect();
        let events: Vec<Event> = found.events.into_iter().filter_map(|event| self.event(event)).collect();
        let former_paths = former_paths(&revisions, &events);
        PageHistory { revisions, events, former_paths, stated: Vec::new(), completeness: found.completeness }
    }

    fn revision(&self, found: FoundRevision) -> Option<Revision> {
        let commit = self.commit(found.commit)?;
        let folded = match commit.change {
            _ if self.ignored.contains(&commit.id) => Some(Folded::Ignored),
            Change::Minor => Some(Folded::Minor),
            Change::Major => None,
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

fn told(mailmap: &Mailmap, (id, place): (CommitId, u32), record: &CommitRecord) -> Commit {
    let message = message::read(&record.message);
    let person = |name: &str, address: &str| {
        let (name, address) = mailmap.resolve(name, address);
        Person { name: shown::line(&name).into(), address: address.into() }
    };
    let co_authors = message.co_authors.iter().map(|(name, address)| person(name, address));
    let author = person(&record.author.name, &record.author.address);
    Commit {
        id,
        place,
        parents: record.parents.clone(),
        author: Person { name: or(author.name, UNNAMED), ..author },
        co_authors: co_authors.filter(|person| !person.name.is_empty()).collect(),
        authored: record.author.at,
        committed: record.committer.at,
        subject: or(shown::line(&message.subject).into(), NO_REASON),
        body: shown::lines(&message.body).into(),
        change: message.change,
    }
}

/// A text, or what is said where there is none.
fn or(text: Arc<str>, otherwise: &str) -> Arc<str> {
    if text.is_empty() { otherwise.into() } else { text }
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
