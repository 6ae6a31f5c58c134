//! How many passages of a text changed: what can be said of two texts by the fingerprints of their blocks alone, for a
//! small part of what a redline costs.

use std::collections::HashMap;

use super::align::hunks;
use crate::words::{Words, count};

/// How many passages something happened to.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct PassageCounts {
    /// Those in whose place another stands.
    pub changed: usize,
    /// Those that are new.
    pub added: usize,
    /// Those that are gone.
    pub removed: usize,
    /// Those that stand elsewhere.
    pub moved: usize,
}

impl PassageCounts {
    /// What became of passages with these fingerprints, in their order.
    pub fn between(old: &[u64], new: &[u64]) -> PassageCounts {
        let hunks = hunks(old, new);
        let gone = hunks.iter().flat_map(|hunk| old.get(hunk.old.clone()).unwrap_or_default());
        let come = hunks.iter().flat_map(|hunk| new.get(hunk.new.clone()).unwrap_or_default());
        let mut moved_from = in_both(gone, come);
        let mut moved_to = moved_from.clone();
        let mut counts = PassageCounts { moved: moved_from.values().sum(), ..PassageCounts::default() };
        for hunk in &hunks {
            let gone = staying(old.get(hunk.old.clone()).unwrap_or_default(), &mut moved_from);
            let come = staying(new.get(hunk.new.clone()).unwrap_or_default(), &mut moved_to);
            let changed = gone.min(come);
            counts.changed += changed;
            counts.removed += gone - changed;
            counts.added += come - changed;
        }
        counts
    }

    /// "2 passages changed, 1 passage added"; each is empty where nothing happened.
    pub fn said(self, words: &Words) -> Vec<String> {
        let PassageCounts { changed, added, removed, moved } = self;
        let counted =
            [("how_changed", changed), ("how_added", added), ("how_removed", removed), ("how_moved", moved)];
        let passages = |number| words.fill("unit_passage", [("count", count(number))]);
        let counted = counted.into_iter().filter(|(_, number)| *number > 0);
        counted.map(|(how, number)| words.fill(how, [("what", passages(number).into())])).collect()
    }
}

/// What is in two lists, each as often as it is in both.
fn in_both<'l>(
    some: impl Iterator<Item = &'l u64>,
    others: impl Iterator<Item = &'l u64>,
) -> HashMap<u64, usize> {
    let counted = |list: &mut dyn Iterator<Item = &'l u64>| {
        let mut counts: HashMap<u64, usize> = HashMap::new();
        list.for_each(|member| *counts.entry(*member).or_default() += 1);
        counts
    };
    let (mut some, mut others) = (some, others);
    let others = counted(&mut others);
    let least = |(member, times): (u64, usize)| {
        let times = times.min(others.get(&member).copied().unwrap_or_default());
        (times > 0).then_some((member, times))
    };
    counted(&mut some).into_iter().filter_map(least).collect()
}

/// How many passages did not move; those that did are taken off.
fn staying(passages: &[u64], moved: &mut HashMap<u64, usize>) -> usize {
    let stays = |passage: &&u64| match moved.get_mut(passage) {
        Some(times) if *times > 0 => {
            *times -= 1;
            false
        }
        _ => true,
    };
    passages.iter().filter(stays).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passages_are_counted_where_they_stand() {
        let none = PassageCounts::default();
        let between = PassageCounts::between;
        assert_eq!(between(&[1, 2, 3], &[1, 2, 3]), none);
        assert_eq!(between(&[1, 2, 3], &[1, 4, 3]), PassageCounts { changed: 1, ..none });
        assert_eq!(between(&[1, 2, 3], &[1, 4, 5, 3]), PassageCounts { changed: 1, added: 1, ..none });
        // What went at the top did not become what came at the end.
        assert_eq!(between(&[1, 2, 3], &[2, 3, 4]), PassageCounts { removed: 1, added: 1, ..none });
        assert_eq!(between(&[1, 2, 3, 4], &[2, 3, 4, 1]), PassageCounts { moved: 1, ..none });
        assert_eq!(between(&[1, 2, 3, 5], &[2, 3, 1, 6]), PassageCounts { moved: 1, changed: 1, ..none });
        assert_eq!(between(&[], &[7, 7]), PassageCounts { added: 2, ..none });
    }
}
