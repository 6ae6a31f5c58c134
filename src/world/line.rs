//! The main line: the commits from the head back to where it begins, one behind the other.

use std::collections::{HashMap, HashSet};
use std::fmt;

use super::versions::{CommitRecord, GitSignature, Versions, VersionsError};
use crate::model::CommitId;

/// The main line of a repository, as seen from its head.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MainLine {
    /// Its commits, the oldest first. The line parent of each is the one before it.
    pub commits: Vec<MainLineCommit>,
    /// Why nothing comes before the first of them.
    pub begins: Beginning,
}

/// A commit of the main line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MainLineCommit {
    /// Its name.
    pub id: CommitId,
    /// All commits that it was made from, in its own order.
    pub parents: Vec<CommitId>,
    /// Who wrote it.
    pub author: GitSignature,
    /// Who committed it.
    pub committer: GitSignature,
    /// Its message.
    pub message: String,
}

/// Why a line begins where it does.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Beginning {
    /// Its first commit was made from none.
    Root,
    /// The clone was cut off there: more commits exist elsewhere.
    Cut,
}

/// Why there is no line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum LineError {
    /// A commit is missing or damaged.
    Unreadable(VersionsError),
    /// No line from the head holds this anchor together with the newer ones.
    NotHeld {
        /// The anchor.
        anchor: CommitId,
        /// How the head stands to it.
        why: NotHeld,
    },
    /// A commit is its own ancestor.
    Circular(CommitId),
}

/// How a head stands to an anchor that no line from it holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NotHeld {
    /// The anchor comes from the head: the checkout is older than it.
    Behind,
    /// The head comes from it, by no line that holds the newer anchors too.
    Beside,
    /// Neither comes from the other: the history is another one.
    Apart,
    /// It may lie behind the commits at which the clone was cut off.
    BehindCut,
}

impl fmt::Display for LineError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            LineError::Unreadable(error) => error.fmt(f),
            LineError::NotHeld { anchor, why } => {
                let anchor = anchor.short();
                match why {
                    NotHeld::Behind => {
                        write!(f, "this checkout is older than commit {anchor}, which was shown to others")
                    }
                    NotHeld::Beside => write!(
                        f,
                        "commit {anchor} and a later one were shown to others, and no line of first parents holds both"
                    ),
                    NotHeld::Apart => write!(
                        f,
                        "commit {anchor}, which was shown to others, is no part of this history: it was rewritten, or is another one"
                    ),
                    NotHeld::BehindCut => {
                        write!(f, "commit {anchor} is not on the main line as far back as this clone reaches")
                    }
                }
            }
            LineError::Circular(id) => write!(f, "commit {id} is its own ancestor"),
        }
    }
}

impl MainLine {
    /// Reads the line from the head back through the first parent of each commit. Where that misses an anchor, it goes
    /// through the first parent whose line holds all anchors that are still to come.
    pub fn read(versions: &dyn Versions, anchors: &[CommitId]) -> Result<MainLine, LineError> {
        let line = walk(versions, |commit| commit.parents.first().copied())?;
        if line.holds(anchors) {
            return Ok(line);
        }
        // Seldom: somebody has merged the main line into a branch, and not the other way round.
        let mut ways = Ways::read(versions, anchors)?;
        walk(versions, |commit| ways.parent(commit))
    }

    /// Whether all of these commits are on the line.
    pub fn holds(&self, commits: &[CommitId]) -> bool {
        let mut missing: HashSet<&CommitId> = commits.iter().collect();
        for commit in &self.commits {
            missing.remove(&commit.id);
        }
        missing.is_empty()
    }
}

/// Walks from the head to the beginning, by what is said of the way at each commit.
fn walk(
    versions: &dyn Versions,
    mut parent: impl FnMut(&MainLineCommit) -> Option<CommitId>,
) -> Result<MainLine, LineError> {
    let mut commits = Vec::new();
    let mut met = HashSet::new();
    let mut next = versions.head();
    let begins = loop {
        if !met.insert(next) {
            return Err(LineError::Circular(next));
        }
        let commit = read(versions, next)?;
        let before = parent(&commit);
        commits.push(commit);
        match before {
            None => break Beginning::Root,
            Some(_) if versions.is_cut_at(next) => break Beginning::Cut,
            Some(before) => next = before,
        }
    };
    commits.reverse();
    Ok(MainLine { commits, begins })
}

fn read(versions: &dyn Versions, id: CommitId) -> Result<MainLineCommit, LineError> {
    let CommitRecord { parents, author, committer, message } =
        versions.commit(id).map_err(LineError::Unreadable)?;
    Ok(MainLineCommit { id, parents, author, committer, message })
}

/// Which ways lead from the head to the anchors.
struct Ways {
    /// The anchors, the newest first.
    anchors: Vec<CommitId>,
    /// The number of the newest anchor that each commit is or comes from.
    newest: HashMap<CommitId, usize>,
    /// How many anchors the walk has passed.
    passed: usize,
}

impl Ways {
    /// Looks at all commits that lead to the head, and finds an order of the anchors in which one way passes them all.
    fn read(versions: &dyn Versions, anchors: &[CommitId]) -> Result<Ways, LineError> {
        let Ancestry { parents, order, begins } = Ancestry::of(versions, versions.head())?;
        let not_held = |anchor: &CommitId| LineError::NotHeld { anchor: *anchor, why: NotHeld::Beside };
        let place: HashMap<CommitId, usize> = order.iter().enumerate().map(|(at, id)| (*id, at)).collect();
        if let Some(anchor) = anchors.iter().find(|anchor| !place.contains_key(*anchor)) {
            let why = match begins {
                _ if comes_from(versions, *anchor, versions.head()) => NotHeld::Behind,
                Beginning::Cut => NotHeld::BehindCut,
                Beginning::Root => NotHeld::Apart,
            };
            return Err(LineError::NotHeld { anchor: *anchor, why });
        }
        let mut anchors = anchors.to_vec();
        anchors.sort_by_key(|anchor| std::cmp::Reverse(place.get(anchor).copied()));
        anchors.dedup();
        let number: HashMap<CommitId, usize> =
            anchors.iter().enumerate().map(|(number, id)| (*id, number)).collect();
        let mut newest: HashMap<CommitId, usize> = HashMap::new();
        for id in &order {
            let parents = parents.get(id).into_iter().flatten();
            let behind = parents.filter_map(|parent| newest.get(parent).copied()).min();
            let own = number.get(id).copied();
            // Each anchor must come from the one that is next in age, or no way passes both.
            if let Some(next) = own.and_then(|own| anchors.get(own + 1))
                && behind != number.get(next).copied()
            {
                return Err(not_held(next));
            }
            if let Some(reached) = own.or(behind) {
                newest.insert(*id, reached);
            }
        }
        Ok(Ways { anchors, newest, passed: 0 })
    }

    /// Where the line goes on behind a commit.
    fn parent(&mut self, commit: &MainLineCommit) -> Option<CommitId> {
        if self.anchors.get(self.passed) == Some(&commit.id) {
            self.passed += 1;
        }
        let leads_on = |parent: &&CommitId| self.newest.get(*parent) == Some(&self.passed);
        let first = commit.parents.first();
        if self.passed == self.anchors.len() {
            return first.copied();
        }
        commit.parents.iter().find(leads_on).or(first).copied()
    }
}

/// All commits that lead to the head.
struct Ancestry {
    parents: HashMap<CommitId, Vec<CommitId>>,
    /// Parents before children.
    order: Vec<CommitId>,
    /// Whether the clone was cut off somewhere.
    begins: Beginning,
}

impl Ancestry {
    fn of(versions: &dyn Versions, commit: CommitId) -> Result<Ancestry, LineError> {
        let mut ancestry = Ancestry { parents: HashMap::new(), order: Vec::new(), begins: Beginning::Root };
        // Commits that are being looked at, each with how many of its parents were.
        let mut open = vec![(commit, 0)];
        ancestry.add(versions, commit)?;
        while let Some((id, seen)) = open.last_mut() {
            let parent = ancestry.parents.get(id).and_then(|parents| parents.get(*seen)).copied();
            if let Some(parent) = parent {
                *seen += 1;
                if !ancestry.parents.contains_key(&parent) {
                    ancestry.add(versions, parent)?;
                    open.push((parent, 0));
                }
            } else {
                ancestry.order.push(*id);
                open.pop();
            }
        }
        Ok(ancestry)
    }

    fn add(&mut self, versions: &dyn Versions, id: CommitId) -> Result<(), LineError> {
        let mut parents = read(versions, id)?.parents;
        if versions.is_cut_at(id) && !parents.is_empty() {
            self.begins = Beginning::Cut;
            parents.clear();
        }
        self.parents.insert(id, parents);
        Ok(())
    }
}

/// Whether a commit comes from another. Of one that cannot be read nobody knows.
fn comes_from(versions: &dyn Versions, commit: CommitId, other: CommitId) -> bool {
    Ancestry::of(versions, commit).is_ok_and(|ancestry| ancestry.parents.contains_key(&other))
}

#[cfg(test)]
mod tests {
    use super::super::MemoryVersions;
    use super::*;

    /// Commits with these parents, by number; the last is the head.
    fn versions(parents: &[&[usize]]) -> (MemoryVersions, Vec<CommitId>) {
        let mut versions = MemoryVersions::new();
        let add = |(number, parents): (usize, &&[usize])| {
            MemoryVersions::commit(&mut versions, parents, &format!("Number {number}"), &[("a.md", "text")])
        };
        let ids = parents.iter().enumerate().map(add).collect();
        (versions, ids)
    }

    /// The numbers of the commits of a line with these anchors, and how it begins.
    fn line(parents: &[&[usize]], anchors: &[usize]) -> Result<(Vec<usize>, Beginning), LineError> {
        let (versions, ids) = versions(parents);
        let anchors: Vec<CommitId> = anchors.iter().map(|number| ids[*number]).collect();
        let line = MainLine::read(&versions, &anchors)?;
        let number = |commit: &MainLineCommit| ids.iter().position(|id| *id == commit.id).expect("known");
        Ok((line.commits.iter().map(number).collect(), line.begins))
    }

    #[test]
    fn the_line_goes_through_first_parents() {
        let (versions, ids) = versions(&[&[], &[0], &[0], &[1, 2]]);
        let line = MainLine::read(&versions, &[]).expect("a line");
        let found: Vec<CommitId> = line.commits.iter().map(|commit| commit.id).collect();
        assert_eq!((found, line.begins), (vec![ids[0], ids[1], ids[3]], Beginning::Root));
        assert_eq!(line.commits[2].parents, [ids[1], ids[2]]);
        assert_eq!(line.commits[2].message, "Number 3");
        assert_eq!(line.commits[0].committer.at.seconds, 1_767_268_800);
    }

    #[test]
    fn the_first_parent_stays_first_where_it_holds_the_anchors() {
        let merged: &[&[usize]] = &[&[], &[0], &[0], &[1, 2], &[3]];
        assert_eq!(line(merged, &[0, 1, 4]), Ok((vec![0, 1, 3, 4], Beginning::Root)));
        assert_eq!(line(merged, &[0]), Ok((vec![0, 1, 3, 4], Beginning::Root)));
    }

    #[test]
    fn a_turned_merge_is_followed_to_the_anchor() {
        // Colleagues had published 2; somebody then pulled them into his own branch of 1.
        let turned: &[&[usize]] = &[&[], &[0], &[0], &[1, 2], &[3]];
        assert_eq!(line(turned, &[2]), Ok((vec![0, 2, 3, 4], Beginning::Root)));
        assert_eq!(line(turned, &[0, 2, 3, 3, 2]), Ok((vec![0, 2, 3, 4], Beginning::Root)));
        // Behind the last anchor it is the first parent again.
        let twice: &[&[usize]] = &[&[], &[0], &[0], &[1, 2], &[0], &[4, 3], &[5]];
        assert_eq!(line(twice, &[3]), Ok((vec![0, 1, 3, 5, 6], Beginning::Root)));
        assert_eq!(line(twice, &[3, 2]), Ok((vec![0, 2, 3, 5, 6], Beginning::Root)));
        // Of several parents that lead there, the first.
        let octopus: &[&[usize]] = &[&[], &[0], &[0], &[1], &[1], &[2, 4, 3]];
        assert_eq!(line(octopus, &[1]), Ok((vec![0, 1, 4, 5], Beginning::Root)));
    }

    #[test]
    fn an_anchor_that_no_line_holds_is_named() {
        let side: &[&[usize]] = &[&[], &[0], &[0], &[1, 2], &[0]];
        let (_, ids) = versions(side);
        let not_held = |number: usize, why| Err(LineError::NotHeld { anchor: ids[number], why });
        assert_eq!(line(side, &[3]), not_held(3, NotHeld::Apart));
        let both: &[&[usize]] = &[&[], &[0], &[0], &[1, 2]];
        // Both are ancestors of the head, and on no line together: the older of them is named.
        assert_eq!(line(both, &[1, 2]), not_held(1, NotHeld::Beside));
        assert_eq!(line(both, &[2, 1, 0]), not_held(1, NotHeld::Beside));
        let error = line(both, &[1, 2]).expect_err("no line").to_string();
        assert!(error.contains(&ids[1].short()) && error.contains("no line of first parents"), "{error}");
    }

    #[test]
    fn a_head_that_is_older_than_an_anchor_is_told_from_another_history() {
        // The last is the head: 1 was made from it.
        let behind: &[&[usize]] = &[&[], &[2], &[0]];
        let (_, ids) = versions(behind);
        assert_eq!(line(behind, &[1]), Err(LineError::NotHeld { anchor: ids[1], why: NotHeld::Behind }));
    }

    #[test]
    fn a_cut_is_where_the_line_begins() {
        let (mut versions, ids) = versions(&[&[], &[0], &[1]]);
        versions.cut_at(ids[1]);
        versions.lose(ids[0].0);
        let line = MainLine::read(&versions, &[ids[1]]).expect("a line");
        assert_eq!((line.commits.len(), line.begins), (2, Beginning::Cut));
        assert_eq!(line.commits[0].parents, [ids[0]]);
        let behind = MainLine::read(&versions, &[ids[0]]);
        assert_eq!(behind, Err(LineError::NotHeld { anchor: ids[0], why: NotHeld::BehindCut }));
        // What has no parents is not cut off, whatever is said.
        let (mut versions, ids) = self::versions(&[&[]]);
        versions.cut_at(ids[0]);
        assert_eq!(MainLine::read(&versions, &[]).map(|line| line.begins), Ok(Beginning::Root));
    }

    #[test]
    fn a_missing_commit_and_a_circle_are_said() {
        let (mut lacking, ids) = versions(&[&[], &[0], &[1]]);
        lacking.lose(ids[1].0);
        let missing = LineError::Unreadable(VersionsError::Missing(ids[1].0));
        assert_eq!(MainLine::read(&lacking, &[]), Err(missing));
        let (circular, ids) = versions(&[&[1], &[0], &[1]]);
        assert_eq!(MainLine::read(&circular, &[]), Err(LineError::Circular(ids[1])));
        // Commits that are missing beside the line are of no account, unless an anchor must be looked for.
        let (mut beside, ids) = versions(&[&[], &[0], &[0], &[1, 2]]);
        beside.lose(ids[2].0);
        assert!(MainLine::read(&beside, &[ids[0]]).is_ok());
        assert!(matches!(MainLine::read(&beside, &[ids[2]]), Err(LineError::Unreadable(_))));
    }
}
