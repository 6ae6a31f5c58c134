//! Which tokens of an old line are kept in a new one, so that people can read what is not.

use std::ops::Range;

use imara_diff::{Algorithm, Diff, InternedInput};

use super::tokens::{Sense, Token, sense};
use crate::markdown::tree::Run;

/// How many tokens a side may have between its common beginning and its common end; beyond, all of them are replaced.
const MOST_TOKENS: usize = 40_000;
/// How far an insertion is pushed along equal words to find the place where people would have put it.
const FARTHEST: usize = 40;
/// Less of this share, in parts of a hundred, kept of the longer side is chance; then all of it is replaced.
const LEAST_KEPT: usize = 25;

/// Tokens of which none is kept. What stands between two hunks is equal.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Hunk {
    pub(super) old: Range<usize>,
    pub(super) new: Range<usize>,
}

/// Both sides of a line.
pub(super) struct Sides<'s, 'a> {
    pub(super) old_runs: &'s [Run<'a>],
    pub(super) old: &'s [Token],
    pub(super) new_runs: &'s [Run<'a>],
    pub(super) new: &'s [Token],
}

impl<'s> Sides<'s, '_> {
    fn old_sense(&self, at: usize) -> Sense<'s> {
        sense(self.old_runs, self.old[at])
    }

    fn new_sense(&self, at: usize) -> Sense<'s> {
        sense(self.new_runs, self.new[at])
    }

    fn weight(&self, hunk: &Hunk) -> (usize, usize) {
        let old = hunk.old.clone().map(|at| self.old_sense(at).weight()).sum();
        let new = hunk.new.clone().map(|at| self.new_sense(at).weight()).sum();
        (old, new)
    }

    fn kept_weight(&self, kept: Range<usize>) -> usize {
        kept.map(|at| self.old_sense(at).weight()).sum()
    }

    /// What is left of a hunk between what both sides begin and end with.
    fn without_equal_ends(&self, Hunk { old, new }: Hunk) -> Hunk {
        let shorter = old.len().min(new.len());
        let from_start = |nth: &usize| self.old_sense(old.start + nth) == self.new_sense(new.start + nth);
        let start = (0..shorter).take_while(from_start).count();
        let from_end = |nth: &usize| self.old_sense(old.end - 1 - nth) == self.new_sense(new.end - 1 - nth);
        let end = (0..shorter - start).take_while(from_end).count();
        Hunk { old: old.start + start..old.end - end, new: new.start + start..new.end - end }
    }
}

/// Finds what is not kept.
pub(super) fn find(sides: &Sides<'_, '_>) -> Vec<Hunk> {
    let whole = Hunk { old: 0..sides.old.len(), new: 0..sides.new.len() };
    let middle = sides.without_equal_ends(whole.clone());
    if middle.old.is_empty() && middle.new.is_empty() {
        return Vec::new();
    }
    if middle.old.len().max(middle.new.len()) > MOST_TOKENS {
        return vec![middle];
    }
    let mut hunks = if middle.old.is_empty() || middle.new.is_empty() {
        vec![middle]
    } else {
        without_coincidences(sides, compared(sides, &middle))
    };
    settle(sides, &mut hunks);
    if is_another_text(sides, &hunks) {
        return vec![whole];
    }
    hunks
}

fn compared(sides: &Sides<'_, '_>, middle: &Hunk) -> Vec<Hunk> {
    let mut input = InternedInput::default();
    input.update_before(middle.old.clone().map(|at| sides.old_sense(at)));
    input.update_after(middle.new.clone().map(|at| sides.new_sense(at)));
    let diff = Diff::compute(Algorithm::Myers, &input);
    let range = |range: Range<u32>, start: usize| start + range.start as usize..start + range.end as usize;
    let hunk = |hunk: imara_diff::Hunk| Hunk {
        old: range(hunk.before, middle.old.start),
        new: range(hunk.after, middle.new.start),
    };
    diff.hunks().map(hunk).collect()
}

/// Joins hunks between which so little is kept that it only shreds the sentence: less than goes or comes
/// on either side of it, and less than goes and than comes in all.
fn without_coincidences(sides: &Sides<'_, '_>, hunks: Vec<Hunk>) -> Vec<Hunk> {
    let mut joined: Vec<(Hunk, (usize, usize))> = Vec::with_capacity(hunks.len());
    for hunk in hunks {
        let mut weight = sides.weight(&hunk);
        let mut hunk = hunk;
        while let Some((last, before)) = joined.last() {
            let kept = sides.kept_weight(last.old.end..hunk.old.start);
            if !is_coincidence(kept, *before, weight) {
                break;
            }
            weight = (before.0 + kept + weight.0, before.1 + kept + weight.1);
            hunk = Hunk { old: last.old.start..hunk.old.end, new: last.new.start..hunk.new.end };
            joined.pop();
        }
        joined.push((hunk, weight));
    }
    joined.into_iter().map(|(hunk, _)| sides.without_equal_ends(hunk)).collect()
}

fn is_coincidence(kept: usize, before: (usize, usize), after: (usize, usize)) -> bool {
    let (gone, come) = (before.0 + after.0, before.1 + after.1);
    let least = kept.max(1);
    kept <= before.0.max(before.1) && kept <= after.0.max(after.1) && gone >= least && come >= least
}

/// Moves insertions and deletions along equal words to where a word, better a sentence, begins and ends.
fn settle(sides: &Sides<'_, '_>, hunks: &mut [Hunk]) {
    for nth in 0..hunks.len() {
        let before =
            nth.checked_sub(1).map_or((0, 0), |before| (hunks[before].old.end, hunks[before].new.end));
        let after = hunks
            .get(nth + 1)
            .map_or((sides.old.len(), sides.new.len()), |after| (after.old.start, after.new.start));
        let hunk = &hunks[nth];
        let shift = if hunk.old.is_empty() {
            best_shift(|at| sides.new_sense(at), &hunk.new, before.1..after.1)
        } else if hunk.new.is_empty() {
            best_shift(|at| sides.old_sense(at), &hunk.old, before.0..after.0)
        } else {
            continue;
        };
        hunks[nth] = Hunk { old: shifted(&hunk.old, shift), new: shifted(&hunk.new, shift) };
    }
}

fn shifted(range: &Range<usize>, shift: isize) -> Range<usize> {
    range.start.saturating_add_signed(shift)..range.end.saturating_add_signed(shift)
}

/// How far a stretch within these bounds is best moved; the text stays the same wherever it is moved.
fn best_shift<'s>(sense: impl Fn(usize) -> Sense<'s>, stretch: &Range<usize>, bounds: Range<usize>) -> isize {
    let score = |range: &Range<usize>| {
        let begins = range.start.checked_sub(1).filter(|before| *before >= bounds.start).map(&sense);
        let ends = range.end.checked_sub(1).map(&sense);
        let fresh = begins.is_none_or(Sense::is_blank);
        let after_sentence = range.start.checked_sub(2).is_some_and(|before| sense(before).ends_sentence());
        u8::from(fresh)
            + u8::from(fresh && ends.is_some_and(Sense::is_blank))
            + u8::from(fresh && after_sentence)
    };
    let mut best = (score(stretch), 0_isize);
    let (mut back, mut shift) = (stretch.clone(), 0);
    for _ in 0..FARTHEST {
        if back.start <= bounds.start || sense(back.start - 1) != sense(back.end - 1) {
            break;
        }
        back = back.start - 1..back.end - 1;
        shift -= 1;
        best = best.max((score(&back), shift));
    }
    let (mut forth, mut shift) = (stretch.clone(), 0);
    for _ in 0..FARTHEST {
        if forth.end >= bounds.end || sense(forth.start) != sense(forth.end) {
            break;
        }
        forth = forth.start + 1..forth.end + 1;
        shift += 1;
        best = best.max((score(&forth), shift));
    }
    best.1
}

/// Whether so little is kept that the new line is another text.
fn is_another_text(sides: &Sides<'_, '_>, hunks: &[Hunk]) -> bool {
    let (mut gone, mut come) = (0, 0);
    for hunk in hunks {
        let (old, new) = sides.weight(hunk);
        gone += old;
        come += new;
    }
    let all: usize = (0..sides.old.len()).map(|at| sides.old_sense(at).weight()).sum();
    let kept = all - gone;
    gone > 0 && come > 0 && kept * 100 < LEAST_KEPT * (kept + gone.max(come))
}
