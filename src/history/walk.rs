//! The walk: which commits are revisions of which pages, for all pages in one go from the head.
//!
//! Along every line of history the pages still looked for are carried, by the path that they had there. Where a
//! parent has the same text of a page as the commit, the page follows that parent alone; so a change that was undone
//! on a side branch is not met, just as `git log -- PATH` does not show it.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};

use super::changes::{ParentFile, Touched};
use super::graph::{CommitState, Graph};
use super::renames::FileOrigin;
use crate::model::{self, Completeness, RepoPath, TextId};

/// What was found of a page; commits by their number in the graph, the newest first.
#[derive(Clone, Debug)]
pub(super) struct WalkResult {
    pub(super) revisions: Vec<FoundRevision>,
    pub(super) events: Vec<(u32, FoundEvent)>,
    pub(super) completeness: Completeness,
    /// Where lines of history end since the clone was cut off there, and where the page was then.
    pub(super) ended: Vec<(u32, RepoPath)>,
    /// Where the page was written without coming from elsewhere, by path: the oldest commit met so far.
    created: Vec<(RepoPath, u32)>,
}

/// A revision of a page.
#[derive(Clone, Debug)]
pub(super) struct FoundRevision {
    pub(super) commit: u32,
    pub(super) path: RepoPath,
    pub(super) text: TextId,
    pub(super) before: Option<model::BaseText>,
    pub(super) moved_from: Option<RepoPath>,
}

/// Something else that happened to a page.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum FoundEvent {
    Deleted,
    Recreated,
    ModeChanged,
    Moved { from: RepoPath, to: RepoPath },
}

/// Pages that are looked for under one path along one line of history.
#[derive(Clone, Debug)]
struct Line {
    /// Whether there is a file at the path.
    there: bool,
    /// Numbers of pages.
    pages: Vec<u32>,
}

type Wanted<'a> = HashMap<&'a [u8], Line>;

/// Walks from the head, where the pages have these paths.
pub(super) fn walk(graph: &Graph, order: &VisitOrder, pages: &[Option<RepoPath>]) -> Vec<WalkResult> {
    let nothing = WalkResult {
        revisions: Vec::new(),
        events: Vec::new(),
        completeness: Completeness::Whole,
        ended: Vec::new(),
        created: Vec::new(),
    };
    let mut walk = Walk { graph, wanted: Vec::new(), found: vec![nothing; pages.len()] };
    walk.wanted.resize_with(graph.nodes.len(), Wanted::new);
    if let Some(at_head) = walk.wanted.first_mut() {
        for (number, path) in (0..).zip(pages) {
            let Some(path) = path else { continue };
            let nobody = Line { there: true, pages: Vec::new() };
            at_head.entry(path.as_bytes()).or_insert(nobody).pages.push(number);
        }
    }
    for commit in &order.commits {
        walk.visit(*commit);
    }
    // What was to be looked for at a commit that is its own ancestor.
    for wanted in std::mem::take(&mut walk.wanted) {
        walk.ends(&wanted, Completeness::MissingObjects);
    }
    walk.found
}

/// In which order commits are visited.
pub(super) struct VisitOrder {
    /// None before all its children, by date as far as that leaves a choice. Commits that are their own ancestors
    /// are left out, and what only they lead to.
    pub(super) commits: Vec<u32>,
    /// Whether some commits are their own ancestors. Names by hash do not allow it; versions in memory do.
    pub(super) is_circular: bool,
}

/// Finds the order of commits.
pub(super) fn order(graph: &Graph) -> VisitOrder {
    let mut children = vec![0_u32; graph.nodes.len()];
    for parent in graph.nodes.iter().flat_map(|node| &node.parents) {
        if let Some(count) = children.get_mut(*parent as usize) {
            *count += 1;
        }
    }
    let date = |commit: u32| match graph.node(commit).map(|node| &node.known) {
        Some(CommitState::All(facts)) => facts.record.committer.at.seconds,
        Some(CommitState::Cut | CommitState::Nothing) | None => i64::MIN,
    };
    let is_ancestor_of_itself = children.first().is_some_and(|count| *count > 0);
    let mut met = 0_u32;
    let mut open = BinaryHeap::from([(date(0), Reverse(met), 0)]);
    let mut order = Vec::with_capacity(graph.nodes.len());
    while let Some((_, _, commit)) = open.pop() {
        order.push(commit);
        for parent in graph.node(commit).into_iter().flat_map(|node| &node.parents) {
            let Some(left) = children.get_mut(*parent as usize) else { continue };
            *left = left.saturating_sub(1);
            // The head was visited, whoever calls it a parent.
            if *left == 0 && *parent != 0 {
                met += 1;
                open.push((date(*parent), Reverse(met), *parent));
            }
        }
    }
    let is_circular = is_ancestor_of_itself || order.len() < graph.nodes.len();
    VisitOrder { commits: order, is_circular }
}

struct Walk<'a> {
    graph: &'a Graph,
    /// What is looked for at each commit that has not been visited.
    wanted: Vec<Wanted<'a>>,
    found: Vec<WalkResult>,
}

impl<'a> Walk<'a> {
    fn visit(&mut self, commit: u32) {
        let mut wanted = self.wanted.get_mut(commit as usize).map(std::mem::take).unwrap_or_default();
        if wanted.is_empty() {
            return;
        }
        let node = self.graph.node(commit);
        match node.map(|node| &node.known) {
            Some(CommitState::Cut) => {
                self.ends(&wanted, Completeness::Shallow);
                self.is_cut(commit, &wanted);
            }
            Some(CommitState::Nothing) | None => self.ends(&wanted, Completeness::MissingObjects),
            Some(CommitState::All(facts)) => {
                let gone = Gone::of(&facts.touched);
                for touched in &facts.touched {
                    if let Some(line) = wanted.remove(touched.path.as_bytes()) {
                        self.meets(commit, touched, &line, &gone);
                    }
                }
                let first = node.and_then(|node| node.parents.first());
                if let Some(into) = first.and_then(|first| self.wanted.get_mut(*first as usize)) {
                    join(into, wanted);
                }
            }
        }
    }

    /// The line of history breaks off: what is older is not known.
    fn ends(&mut self, wanted: &Wanted<'a>, why: Completeness) {
        for page in wanted.values().filter(|line| line.there).flat_map(|line| &line.pages) {
            if let Some(found) = self.found.get_mut(*page as usize) {
                found.completeness = why.max(found.completeness);
            }
        }
    }

    /// The clone was cut off here: what the pages are now is the oldest that is known on this line.
    fn is_cut(&mut self, commit: u32, wanted: &Wanted<'a>) {
        for (path, line) in wanted.iter().filter(|(_, line)| line.there) {
            for page in &line.pages {
                if let Some(found) = self.found.get_mut(*page as usize) {
                    found.ended.push((commit, RepoPath::new(*path)));
                }
            }
        }
    }

    /// A commit touched a file that is looked for.
    fn meets(&mut self, commit: u32, touched: &'a Touched, line: &Line, gone: &Gone<'a>) {
        if let Some(same) = touched.same_in()
            && let Some(before) = touched.before.get(same)
        {
            if touched.before.len() == 1 && touched.now != before.entry {
                self.happens(commit, line, &FoundEvent::ModeChanged);
            }
            self.follow(
                commit,
                same,
                &touched.path,
                Line { there: before.entry.is_some(), pages: line.pages.clone() },
            );
            return;
        }
        match touched.now {
            Some(entry) => {
                let before = self.before(commit, touched, gone);
                self.revision((commit, entry.text, before), touched, line);
            }
            None => self.deletion(commit, touched, line),
        }
        for (parent, before) in touched.before.iter().enumerate() {
            let (path, there) = match &before.origin {
                FileOrigin::From(from) => (from, true),
                FileOrigin::New | FileOrigin::Unknown => (&touched.path, before.entry.is_some()),
            };
            self.follow(commit, parent, path, Line { there, pages: line.pages.clone() });
        }
    }

    /// The text that a revision came from. What a commit has at which the clone was cut off is no revision.
    fn before(&self, commit: u32, touched: &Touched, gone: &Gone<'_>) -> Option<model::BaseText> {
        let parents = &self.graph.node(commit)?.parents;
        let came_from = |(nth, before): (usize, &ParentFile)| {
            let parent = *parents.get(nth)?;
            if matches!(self.graph.node(parent)?.known, CommitState::Cut) {
                return None;
            }
            let (path, text) = match (before.entry, origin(before)) {
                (Some(entry), _) => (&touched.path, entry.text),
                (None, Some(from)) => (from, gone.text(nth, from)?),
                (None, None) => return None,
            };
            Some(model::BaseText { text, path: path.clone(), embedded: Vec::new() })
        };
        touched.before.iter().enumerate().find_map(came_from)
    }

    fn revision(
        &mut self,
        (commit, text, before): (u32, TextId, Option<model::BaseText>),
        touched: &Touched,
        line: &Line,
    ) {
        let mut origins: Vec<&RepoPath> = touched.before.iter().filter_map(origin).collect();
        origins.dedup();
        let is_new = origins.is_empty() && touched.before.iter().all(|before| before.entry.is_none());
        let unknown = touched.before.iter().any(|before| before.origin == FileOrigin::Unknown);
        for page in &line.pages {
            let Some(found) = self.found.get_mut(*page as usize) else { continue };
            let moved_from = origins.first().map(|from| (*from).clone());
            let (path, before) = (touched.path.clone(), before.clone());
            found.revisions.push(FoundRevision { commit, path, text, before, moved_from });
            if is_new {
                found.created.retain(|(path, _)| *path != touched.path);
                found.created.push((touched.path.clone(), commit));
            }
            if unknown {
                found.completeness = found.completeness.max(Completeness::MissingObjects);
            }
        }
        for from in origins {
            self.happens(commit, line, &FoundEvent::Moved { from: from.clone(), to: touched.path.clone() });
        }
    }

    /// The file was deleted here, and written anew by a commit that was met before.
    fn deletion(&mut self, commit: u32, touched: &Touched, line: &Line) {
        for page in &line.pages {
            let Some(found) = self.found.get_mut(*page as usize) else { continue };
            if let Some(at) = found.created.iter().position(|(path, _)| *path == touched.path) {
                let (_, anew) = found.created.remove(at);
                found.events.push((anew, FoundEvent::Recreated));
            }
        }
        self.happens(commit, line, &FoundEvent::Deleted);
    }

    fn happens(&mut self, commit: u32, line: &Line, event: &FoundEvent) {
        for page in &line.pages {
            if let Some(found) = self.found.get_mut(*page as usize) {
                found.events.push((commit, event.clone()));
            }
        }
    }

    fn follow(&mut self, commit: u32, parent: usize, path: &'a RepoPath, line: Line) {
        let parent = self.graph.node(commit).and_then(|node| node.parents.get(parent));
        if let Some(wanted) = parent.and_then(|parent| self.wanted.get_mut(*parent as usize)) {
            add(wanted, path.as_bytes(), line);
        }
    }
}

/// The files that a commit no longer has, where it moved any: what a moved page was is among them.
struct Gone<'a>(HashMap<&'a RepoPath, &'a Touched>);

impl<'a> Gone<'a> {
    fn of(touched: &'a [Touched]) -> Gone<'a> {
        let moved = touched.iter().flat_map(|file| &file.before).any(|before| origin(before).is_some());
        let gone = touched.iter().filter(|file| moved && file.now.is_none());
        Gone(gone.map(|file| (&file.path, file)).collect())
    }

    /// The text that a parent has at a path.
    fn text(&self, parent: usize, path: &RepoPath) -> Option<TextId> {
        Some(self.0.get(path)?.before.get(parent)?.entry?.text)
    }
}

fn origin(before: &ParentFile) -> Option<&RepoPath> {
    match &before.origin {
        FileOrigin::From(from) => Some(from),
        FileOrigin::New | FileOrigin::Unknown => None,
    }
}

/// Two lines of history meet.
fn join<'a>(into: &mut Wanted<'a>, mut from: Wanted<'a>) {
    if from.len() > into.len() {
        std::mem::swap(into, &mut from);
    }
    for (path, line) in from {
        add(into, path, line);
    }
}

fn add<'a>(wanted: &mut Wanted<'a>, path: &'a [u8], line: Line) {
    let Some(known) = wanted.get_mut(path) else {
        wanted.insert(path, line);
        return;
    };
    known.there |= line.there;
    for page in line.pages {
        if !known.pages.contains(&page) {
            known.pages.push(page);
        }
    }
}
