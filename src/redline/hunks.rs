//! Which tokens of an old line are kept in a new one, so that people can read what is not.

use std::ops::Range;

use imara_diff::{Algorithm, Diff, InternedInput};

use super::tokens::{Sense, Token, sense};
use crate::markdown::tree::Run;
use crate::shared::steps::count_steps;

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
        self.old.get(at).map(|token| sense(self.old_runs, *token)).unwrap_or_default()
    }

    fn new_sense(&self, at: usize) -> Sense<'s> {
        self.new.get(at).map(|token| sense(self.new_runs, *token)).unwrap_or_default()
    }

    fn weight(&self, hunk: &Hunk) -> (usize, usize) {
        let old = hunk.old.clone().map(|at| self.old_sense(at).weight()).sum();
        let new = hunk.new.clone().map(|at| self.new_sense(at).weight()).sum();
        (old, new)
    }

    fn words(&self, hunk: &Hunk) -> Words {
        let gone = hunk.old.clone().map(|at| self.old_sense(at).words()).sum();
        let come = hunk.new.clone().map(|at| self.new_sense(at).words()).sum();
        Words { gone, come }
    }

    fn kept_words(&self, kept: Range<usize>) -> usize {
        kept.map(|at| self.old_sense(at).words()).sum()
    }

    /// Whether the same is inserted or deleted one token earlier.
    fn can_go_back(&self, Hunk { old, new }: &Hunk) -> bool {
        if old.is_empty() {
            self.new_sense(new.start - 1) == self.new_sense(new.end - 1)
        } else {
            self.old_sense(old.start - 1) == self.old_sense(old.end - 1)
        }
    }

    /// Whether the same is inserted or deleted one token later.
    fn can_go_forth(&self, Hunk { old, new }: &Hunk) -> bool {
        if old.is_empty() {
            self.new_sense(new.start) == self.new_sense(new.end)
        } else {
            self.old_sense(old.start) == self.old_sense(old.end)
        }
    }

    /// How well an insertion or a deletion stands where it stands: what is kept beside it is marked as it was,
    /// it begins a word, it begins a sentence.
    fn fitness(&self, hunk: &Hunk, bounds: &Hunk) -> u8 {
        count_steps(1);
        let before = (hunk.old.start > bounds.old.start).then(|| (hunk.old.start - 1, hunk.new.start - 1));
        let after = (hunk.old.end < bounds.old.end).then_some((hunk.old.end, hunk.new.end));
        let alike =
            |pair: Option<(usize, usize)>| pair.is_none_or(|(old, new)| self.are_marked_alike(old, new));
        let sense = |at: usize| if hunk.old.is_empty() { self.new_sense(at) } else { self.old_sense(at) };
        let stretch = if hunk.old.is_empty() { &hunk.new } else { &hunk.old };
        let fresh = before.is_none() || sense(stretch.start - 1).is_blank();
        let closed = fresh && sense(stretch.end - 1).is_blank();
        let new_sentence = fresh && stretch.start >= 2 && sense(stretch.start - 2).ends_sentence();
        4 * u8::from(alike(before) && alike(after))
            + u8::from(fresh)
            + u8::from(closed)
            + u8::from(new_sentence)
    }

    fn are_marked_alike(&self, old: usize, new: usize) -> bool {
        let run_of = |tokens: &[Token], at: usize| tokens.get(at).map(|token| token.run);
        let old = run_of(self.old, old).and_then(|run| self.old_runs.get(run));
        let new = run_of(self.new, new).and_then(|run| self.new_runs.get(run));
        old.zip(new).is_some_and(|(old, new)| old.marks == new.marks)
    }

    /// What is left of a hunk between what both sides begin and end with.
    fn without_equal_ends(&self, Hunk { old, new }: Hunk) -> Hunk {
        let shorter = old.len().min(new.len());
        let from_start = |nth: &usize| self.old_sense(old.start + nth) == self.new_sense(new.start + nth);
        let start = (0..shorter).take_while(from_start).count();
        let from_end = |nth: &usize| self.old_sense(old.end - 1 - nth) == self.new_sense(new.end - 1 - nth);
        let end = (0..shorter - start).take_while(from_end).count();
        count_steps(start + end);
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
    count_steps(middle.old.len() + middle.new.len());
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

/// How many words of a hunk go and come.
#[derive(Clone, Copy)]
struct Words {
    gone: usize,
    come: usize,
}

/// A hunk with how many words are kept between it and the one before it.
struct Joined {
    hunk: Hunk,
    words: Words,
    kept: usize,
}

/// Joins hunks between which so little is kept that it only shreds the sentence.
fn without_coincidences(sides: &Sides<'_, '_>, hunks: Vec<Hunk>) -> Vec<Hunk> {
    let mut done: Vec<Joined> = Vec::with_capacity(hunks.len());
    for hunk in hunks {
        let words = sides.words(&hunk);
        let kept = sides.kept_words(done.last().map_or(0, |last| last.hunk.old.end)..hunk.old.start);
        let mut next = Joined { hunk, words, kept };
        while let Some(last) = done.pop_if(|last| is_coincidence(next.kept, last.words, next.words)) {
            next = joined(&last, &next);
        }
        done.push(next);
    }
    done.into_iter().map(|joined| sides.without_equal_ends(joined.hunk)).collect()
}

fn joined(first: &Joined, second: &Joined) -> Joined {
    let words = Words {
        gone: first.words.gone + second.kept + second.words.gone,
        come: first.words.come + second.kept + second.words.come,
    };
    let hunk = Hunk {
        old: first.hunk.old.start..second.hunk.old.end,
        new: first.hunk.new.start..second.hunk.new.end,
    };
    Joined { hunk, words, kept: first.kept }
}

/// Whether fewer words are kept than change on either side of them, and both sides together are a replacement.
fn is_coincidence(kept: usize, before: Words, after: Words) -> bool {
    let (gone, come) = (before.gone + after.gone, before.come + after.come);
    kept < before.gone.max(before.come) && kept < after.gone.max(after.come) && kept < gone.min(come)
}

/// Moves insertions and deletions along equal words to where a word, better a sentence, begins and ends.
fn settle(sides: &Sides<'_, '_>, hunks: &mut [Hunk]) {
    let (mut start, mut rest) = ((0, 0), hunks);
    while let [hunk, after @ ..] = rest {
        let whole = (sides.old.len(), sides.new.len());
        let end = after.first().map_or(whole, |after| (after.old.start, after.new.start));
        if hunk.old.is_empty() || hunk.new.is_empty() {
            let bounds = Hunk { old: start.0..end.0, new: start.1..end.1 };
            *hunk = best_place(sides, hunk, &bounds);
        }
        (start, rest) = ((hunk.old.end, hunk.new.end), after);
    }
}

/// The best place for an insertion or a deletion within these bounds; the text is the same wherever it is put.
fn best_place(sides: &Sides<'_, '_>, hunk: &Hunk, bounds: &Hunk) -> Hunk {
    let mut best = (sides.fitness(hunk, bounds), hunk.clone());
    let mut consider = |hunk: &Hunk| {
        let fitness = sides.fitness(hunk, bounds);
        if fitness > best.0 {
            best = (fitness, hunk.clone());
        }
    };
    let mut back = hunk.clone();
    for _ in 0..FARTHEST {
        if back.old.start <= bounds.old.start
            || back.new.start <= bounds.new.start
            || !sides.can_go_back(&back)
        {
            break;
        }
        back = Hunk { old: back.old.start - 1..back.old.end - 1, new: back.new.start - 1..back.new.end - 1 };
        consider(&back);
    }
    let mut forth = hunk.clone();
    for _ in 0..FARTHEST {
        if forth.old.end >= bounds.old.end || forth.new.end >= bounds.new.end || !sides.can_go_forth(&forth) {
            break;
        }
        forth =
            Hunk { old: forth.old.start + 1..forth.old.end + 1, new: forth.new.start + 1..forth.new.end + 1 };
        consider(&forth);
    }
    best.1
}

/// Whether so little is kept that the new line is another text.
fn is_another_text(sides: &Sides<'_, '_>, hunks: &[Hunk]) -> bool {
    let changed: usize = hunks.iter().map(|hunk| hunk.old.len().max(hunk.new.len())).sum();
    if changed * 4 < sides.old.len() {
        return false;
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::tree::InlinePiece;
    use crate::redline::tokens::cut;

    /// A line with what goes and comes marked, as a terminal shows it.
    fn marked(old: &str, new: &str) -> String {
        let run =
            |words: &str| [Run { marks: Vec::new(), piece: InlinePiece::Words(words.to_owned().into()) }];
        let (old_runs, new_runs) = (run(old), run(new));
        let (old, new) = (cut(&old_runs), cut(&new_runs));
        let sides = Sides { old_runs: &old_runs, old: &old, new_runs: &new_runs, new: &new };
        let words = |runs, tokens: &[Token]| -> String {
            let word = |token: &Token| if let Sense::Words(word) = sense(runs, *token) { word } else { "" };
            tokens.iter().map(word).collect()
        };
        let (mut line, mut at) = (String::new(), 0);
        for hunk in find(&sides) {
            line += &words(&old_runs, &old[at..hunk.old.start]);
            let (gone, come) = (words(&old_runs, &old[hunk.old.clone()]), words(&new_runs, &new[hunk.new]));
            line.extend(["[", &gone, "|", &come, "]"]);
            at = hunk.old.end;
        }
        line + &words(&old_runs, &old[at..])
    }

    #[test]
    fn single_words_are_told_apart() {
        assert_eq!(
            marked("ask the product team today", "ask the quality team now"),
            "ask the [product|quality] team [today|now]"
        );
        assert_eq!(marked("a b", "a b"), "a b");
        assert_eq!(marked("", "new"), "[|new]");
    }

    #[test]
    fn what_is_kept_by_chance_does_not_shred_a_sentence() {
        assert_eq!(
            marked(
                "Say it in two short words, and the rest later.",
                "Say that as a long story, and the rest later."
            ),
            "Say [it in two short words|that as a long story], and the rest later."
        );
        // Additions alone shred nothing.
        assert_eq!(
            marked("one two three four", "one or two or three four"),
            "one [|or ]two [|or ]three four"
        );
    }

    #[test]
    fn an_insertion_stands_where_a_word_begins() {
        assert_eq!(marked("the big house", "the very big house"), "the [|very ]big house");
        assert_eq!(marked("Go. Stay.", "Go. Wait. Stay."), "Go. [|Wait. ]Stay.");
        assert_eq!(marked("Go. Wait. Stay.", "Go. Stay."), "Go. [Wait. |]Stay.");
    }

    #[test]
    fn another_text_is_replaced_as_a_whole() {
        let (old, new) = ("the cat sat on the mat all day", "in the evening nobody ever answers");
        assert_eq!(marked(old, new), format!("[{old}|{new}]"));
    }

    #[test]
    fn beyond_the_ceiling_all_between_the_ends_is_replaced() {
        let line = |word: &str| format!("begin {}end", format!("{word} kept ").repeat(MOST_TOKENS / 2));
        let marked = marked(&line("old"), &line("new"));
        assert_eq!(marked.matches('[').count(), 1);
        assert!(marked.starts_with("begin [old kept "), "{}", &marked[..40]);
    }
}
