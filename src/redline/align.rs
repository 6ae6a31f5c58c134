//! Which members of an old list are which members of a new one: kept, changed, moved, gone, added.
//! The same for blocks of a text, items of a list, rows and columns of a table, lines of code.

use std::collections::HashMap;
use std::ops::Range;

use imara_diff::{Algorithm, Diff, InternedInput};

use super::alike::Bag;
use crate::shared::steps::count_steps;

/// How many pairs of members are compared between two places that agree; beyond, only those that stand about alike.
const MOST_PAIRS: usize = 100_000;
/// How many pairs are looked at for moves.
const MOST_MOVES: usize = 20_000;
/// How much must agree for a member that stays in its place, and for one that does not.
const CHANGED: u32 = 450;
const MOVED: u32 = 700;
/// How much must agree where there is only one on either side.
const ALONE: u32 = 250;
/// What weighs less is not worth being called moved.
pub(super) const MOVABLE: u32 = 12;

/// A member of a list, as it is compared.
pub(super) trait Member {
    /// Equal for members that say the same.
    fn fingerprint(&self) -> u64;
    /// Only members of one family can be forms of one another.
    fn family(&self) -> u8;
    /// The words of it.
    fn bag(&self) -> Bag;
    /// Whether it is worth being called moved, given its words.
    fn is_movable(&self, bag: &Bag) -> bool {
        bag.weight() >= MOVABLE
    }
}

/// What became of a member; numbers count the members of the old list and of the new one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Step {
    /// Both say the same.
    Keep(usize, usize),
    /// The one became the other in its place.
    Change(usize, usize),
    /// Gone.
    Delete(usize),
    /// New.
    Insert(usize),
    /// It stood here, and stands elsewhere now, perhaps changed.
    Leave(usize, usize),
    /// It stands here now.
    Arrive(usize, usize),
}

/// Whether members can be moved.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Mobility {
    /// A move is worth telling.
    Free,
    /// What stands elsewhere is another.
    Fixed,
}

/// Aligns two lists. Steps come in an order in which both lists are in order.
pub(super) fn align<M: Member>(old: &[M], new: &[M], order: Mobility) -> Vec<Step> {
    let fingerprints = |members: &[M]| members.iter().map(Member::fingerprint).collect::<Vec<_>>();
    let hunks = hunks(&fingerprints(old), &fingerprints(new));
    let mut fate =
        Fate { old: vec![None; old.len()], new: vec![None; new.len()], moved: vec![false; old.len()] };
    let mut bags = Bags { old: lazy(old.len()), new: lazy(new.len()) };
    for hunk in &hunks {
        pair(old, new, hunk, &mut bags, &mut fate);
    }
    if order == Mobility::Free {
        find_moves(old, new, &hunks, &mut bags, &mut fate);
    }
    steps(old, new, &hunks, &fate)
}

/// Two stretches of which nothing is equal.
pub(super) struct Differing {
    pub(super) old: Range<usize>,
    pub(super) new: Range<usize>,
}

/// For every member the one it became or came from.
struct Fate {
    old: Vec<Option<usize>>,
    new: Vec<Option<usize>>,
    moved: Vec<bool>,
}

impl Fate {
    fn join(&mut self, old: usize, new: usize) {
        if let (Some(became), Some(came)) = (self.old.get_mut(old), self.new.get_mut(new)) {
            (*became, *came) = (Some(new), Some(old));
        }
    }

    fn move_to(&mut self, old: usize, new: usize) {
        self.join(old, new);
        if let Some(moved) = self.moved.get_mut(old) {
            *moved = true;
        }
    }

    /// The new member that an old one became.
    fn became(&self, old: usize) -> Option<usize> {
        self.old.get(old).copied().flatten()
    }

    /// The old member that a new one came from.
    fn came_from(&self, new: usize) -> Option<usize> {
        self.new.get(new).copied().flatten()
    }

    fn is_moved(&self, old: usize) -> bool {
        self.moved.get(old).is_some_and(|moved| *moved)
    }

    fn free_old(&self, range: Range<usize>) -> impl Iterator<Item = usize> {
        range.filter(|at| self.became(*at).is_none())
    }

    fn free_new(&self, range: Range<usize>) -> impl Iterator<Item = usize> {
        range.filter(|at| self.came_from(*at).is_none())
    }
}

/// The bags of members, each made when it is first asked for.
struct Bags {
    old: Vec<Option<Bag>>,
    new: Vec<Option<Bag>>,
}

fn lazy(count: usize) -> Vec<Option<Bag>> {
    vec![None; count]
}

impl Bags {
    fn fill<M: Member>(&mut self, old: &[M], new: &[M], pair: (usize, usize)) -> Option<(&Bag, &Bag)> {
        let (old, new) = (old.get(pair.0)?, new.get(pair.1)?);
        let a = self.old.get_mut(pair.0)?.get_or_insert_with(|| old.bag());
        let b = self.new.get_mut(pair.1)?.get_or_insert_with(|| new.bag());
        Some((a, b))
    }

    /// How far two members agree, or nothing where that is less than `least`.
    fn agreement<M: Member>(
        &mut self,
        old: &[M],
        new: &[M],
        pair: (usize, usize),
        least: u32,
    ) -> Option<u32> {
        count_steps(1);
        if old.get(pair.0)?.family() != new.get(pair.1)?.family() {
            return None;
        }
        let (a, b) = self.fill(old, new, pair)?;
        (a.most(b) >= least).then(|| a.agreement(b)).filter(|agreement| *agreement >= least)
    }
}

/// Where two lists differ, by the fingerprints of their members.
pub(super) fn hunks(old: &[u64], new: &[u64]) -> Vec<Differing> {
    count_steps(old.len() + new.len());
    let mut input = InternedInput::default();
    input.update_before(old.iter().copied());
    input.update_after(new.iter().copied());
    let diff = Diff::compute(Algorithm::Histogram, &input);
    let range = |range: Range<u32>| range.start as usize..range.end as usize;
    diff.hunks().map(|hunk| Differing { old: range(hunk.before), new: range(hunk.after) }).collect()
}

/// Finds what became of the members of a hunk in their places: the pairs, in order, that agree most in all.
fn pair<M: Member>(old: &[M], new: &[M], hunk: &Differing, bags: &mut Bags, fate: &mut Fate) {
    if hunk.old.is_empty() || hunk.new.is_empty() {
        return;
    }
    let alone = hunk.old.len() == 1 && hunk.new.len() == 1;
    let least = if alone { ALONE } else { CHANGED };
    let mut candidates = Vec::new();
    for (nth, at) in hunk.old.clone().enumerate() {
        for other in window(nth, hunk) {
            if let Some(agreement) = bags.agreement(old, new, (at, other), least) {
                candidates.push(Candidate { old: at, new: other, agreement });
            }
        }
    }
    for (at, other) in heaviest_in_order(&candidates, &hunk.new) {
        fate.join(at, other);
    }
}

/// Which new members the nth old one of a hunk is compared with.
fn window(nth: usize, hunk: &Differing) -> Range<usize> {
    let (old, new) = (hunk.old.len(), hunk.new.len());
    if old * new <= MOST_PAIRS {
        return hunk.new.clone();
    }
    let reach = (MOST_PAIRS / old / 2).max(1);
    let across = nth * new / old;
    let start = across.saturating_sub(reach).min(new - 1);
    hunk.new.start + start..hunk.new.start + (across + reach).min(new)
}

struct Candidate {
    old: usize,
    new: usize,
    agreement: u32,
}

/// Of pairs in the order of their old members, those that follow one another in both lists and weigh most in all.
fn heaviest_in_order(candidates: &[Candidate], new: &Range<usize>) -> Vec<(usize, usize)> {
    // For every stretch of new members, the heaviest chain that ends within: its weight and its last candidate.
    let mut best: Vec<(u32, Option<usize>)> = vec![(0, None); new.len() + 1];
    // Every candidate with the number of the one before it in its chain.
    let mut links: Vec<(&Candidate, Option<usize>)> = Vec::with_capacity(candidates.len());
    for same in candidates.chunk_by(|one, other| one.old == other.old) {
        // The last first, so that no chain takes an old member twice.
        for candidate in same.iter().rev() {
            let place = candidate.new - new.start;
            let (weight, last) = heaviest_below(&best, place);
            raise(&mut best, place + 1, (weight + candidate.agreement, Some(links.len())));
            links.push((candidate, last));
        }
    }
    let mut chain = heaviest_below(&best, new.len()).1;
    let mut pairs = Vec::new();
    while let Some((candidate, before)) = chain.and_then(|nth| links.get(nth)) {
        pairs.push((candidate.old, candidate.new));
        chain = *before;
    }
    pairs.reverse();
    pairs
}

/// The heaviest chain that ends before a place. `best` is a Fenwick tree of maxima.
fn heaviest_below(best: &[(u32, Option<usize>)], place: usize) -> (u32, Option<usize>) {
    let mut heaviest = (0, None);
    let mut at = place;
    while at > 0 {
        if let Some(chain) = best.get(at).filter(|chain| chain.0 > heaviest.0) {
            heaviest = *chain;
        }
        at &= at - 1;
    }
    heaviest
}

fn raise(best: &mut [(u32, Option<usize>)], place: usize, chain: (u32, Option<usize>)) {
    let mut at = place;
    while let Some(there) = best.get_mut(at) {
        if chain.0 > there.0 {
            *there = chain;
        }
        at += at & at.wrapping_neg();
    }
}

/// Finds members that stand elsewhere now: first as they were, then changed.
fn find_moves<M: Member>(old: &[M], new: &[M], hunks: &[Differing], bags: &mut Bags, fate: &mut Fate) {
    let gone: Vec<usize> = hunks.iter().flat_map(|hunk| fate.free_old(hunk.old.clone())).collect();
    let come: Vec<usize> = hunks.iter().flat_map(|hunk| fate.free_new(hunk.new.clone())).collect();
    if gone.is_empty() || come.is_empty() {
        return;
    }
    let mut by_fingerprint: HashMap<u64, Vec<usize>> = HashMap::new();
    for (at, member) in members(new, &come).rev() {
        by_fingerprint.entry(member.fingerprint()).or_default().push(at);
    }
    for (at, member) in members(old, &gone) {
        let Some(waiting) = by_fingerprint.get_mut(&member.fingerprint()) else { continue };
        if member.is_movable(&member.bag())
            && let Some(other) = waiting.pop()
        {
            fate.move_to(at, other);
        }
    }
    find_changed_moves(old, new, (&gone, &come), bags, fate);
}

/// The members at some places, with these.
fn members<'m, M>(all: &'m [M], places: &'m [usize]) -> impl DoubleEndedIterator<Item = (usize, &'m M)> {
    places.iter().filter_map(|at| Some((*at, all.get(*at)?)))
}

fn find_changed_moves<M: Member>(
    old: &[M],
    new: &[M],
    (gone, come): (&[usize], &[usize]),
    bags: &mut Bags,
    fate: &mut Fate,
) {
    let gone: Vec<usize> = gone.iter().copied().filter(|at| fate.became(*at).is_none()).collect();
    let come: Vec<usize> = come.iter().copied().filter(|at| fate.came_from(*at).is_none()).collect();
    if gone.len().saturating_mul(come.len()) > MOST_MOVES {
        return;
    }
    let mut candidates = Vec::new();
    for (at, member) in members(old, &gone) {
        for other in &come {
            let pair = (at, *other);
            let Some(agreement) = bags.agreement(old, new, pair, MOVED) else { continue };
            if bags.fill(old, new, pair).is_some_and(|(bag, _)| member.is_movable(bag)) {
                candidates.push((agreement, at, *other));
            }
        }
    }
    candidates.sort_by(|a, b| b.0.cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    for (_, at, other) in candidates {
        if fate.became(at).is_none() && fate.came_from(other).is_none() {
            fate.move_to(at, other);
        }
    }
}

fn steps<M: Member>(old: &[M], new: &[M], hunks: &[Differing], fate: &Fate) -> Vec<Step> {
    let mut steps = Vec::with_capacity(old.len().max(new.len()));
    let (mut at, mut other) = (0, 0);
    for hunk in hunks {
        keep(&mut steps, (at, other), hunk.old.start - at);
        steps_of(hunk, fate, &mut steps);
        (at, other) = (hunk.old.end, hunk.new.end);
    }
    keep(&mut steps, (at, other), old.len() - at);
    debug_assert_eq!(old.len() - at, new.len() - other, "what follows the last hunk is equal");
    steps
}

fn keep(steps: &mut Vec<Step>, (at, other): (usize, usize), count: usize) {
    steps.extend((0..count).map(|nth| Step::Keep(at + nth, other + nth)));
}

/// Within a hunk what is gone comes before what is new.
fn steps_of(hunk: &Differing, fate: &Fate, steps: &mut Vec<Step>) {
    let mut other = hunk.new.start;
    for at in hunk.old.clone() {
        match fate.became(at) {
            None => steps.push(Step::Delete(at)),
            Some(to) if fate.is_moved(at) => steps.push(Step::Leave(at, to)),
            Some(to) => {
                steps.extend((other..to).map(|new| added(new, fate)));
                steps.push(Step::Change(at, to));
                other = to + 1;
            }
        }
    }
    steps.extend((other..hunk.new.end).map(|new| added(new, fate)));
}

fn added(new: usize, fate: &Fate) -> Step {
    fate.came_from(new).map_or(Step::Insert(new), |from| Step::Arrive(from, new))
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Line(&'static str);

    impl Member for Line {
        fn fingerprint(&self) -> u64 {
            self.0.bytes().fold(7, |hash: u64, byte| hash.wrapping_mul(31) ^ u64::from(byte))
        }

        fn family(&self) -> u8 {
            u8::from(self.0.starts_with('#'))
        }

        fn bag(&self) -> Bag {
            Bag::of_text(self.0)
        }
    }

    fn aligned(old: &[&'static str], new: &[&'static str]) -> Vec<Step> {
        let lines = |lines: &[&'static str]| lines.iter().map(|line| Line(line)).collect::<Vec<_>>();
        align(&lines(old), &lines(new), Mobility::Free)
    }

    #[test]
    fn members_are_kept_changed_added_and_gone() {
        let steps = aligned(
            &["one of them", "the second of these", "gone"],
            &["one of them", "quite new here", "the second of those"],
        );
        assert_eq!(steps, [Step::Keep(0, 0), Step::Insert(1), Step::Change(1, 2), Step::Delete(2)]);
    }

    #[test]
    fn members_are_moved() {
        let steps = aligned(
            &["a sentence that goes", "first", "second", "third"],
            &["first", "second", "third", "a sentence that goes"],
        );
        assert_eq!(steps[0], Step::Leave(0, 3));
        assert_eq!(steps[4], Step::Arrive(0, 3));
    }

    #[test]
    fn another_family_is_another_thing() {
        assert_eq!(aligned(&["# the same words"], &["the same words"]), [Step::Delete(0), Step::Insert(0)]);
    }

    #[test]
    fn the_heaviest_chain_is_taken() {
        let candidate = |old, new, agreement| Candidate { old, new, agreement };
        let crossing = [candidate(0, 1, 900), candidate(1, 0, 500), candidate(2, 2, 500)];
        assert_eq!(heaviest_in_order(&crossing, &(0..3)), [(0, 1), (2, 2)]);
        let twice = [candidate(0, 0, 500), candidate(0, 1, 600)];
        assert_eq!(heaviest_in_order(&twice, &(0..2)), [(0, 1)]);
    }

    #[test]
    fn very_long_lists_are_compared_where_they_stand_alike() {
        let hunk = Differing { old: 0..10_000, new: 5..20_005 };
        let looked_at: usize = (0..10_000).map(|nth| window(nth, &hunk).len()).sum();
        assert!(looked_at <= MOST_PAIRS, "{looked_at}");
        assert!(window(9_999, &hunk).contains(&20_003));
    }
}
