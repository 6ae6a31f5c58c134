//! How much two blocks say in the same words.

use crate::markdown::stands_alone;
use crate::markdown::tree::{Block, BlockContent, InlinePiece};
use crate::shared::steps::count_steps;

/// How many words of a block are looked at; blocks that agree in so many agree.
const MOST_WORDS: usize = 512;

/// Complete agreement.
pub(super) const SAME: u32 = 1000;

/// The words of a block, whatever their order.
#[derive(Clone, Default, Debug)]
pub(super) struct Bag {
    /// The hash of each word, in order, and how much it weighs.
    words: Vec<(u32, u32)>,
    weight: u32,
}

impl Bag {
    /// The words of a block.
    pub(super) fn of(block: &Block<'_>) -> Bag {
        let mut bag = Bag::default();
        bag.add(block);
        bag.finished()
    }

    /// The words of several blocks.
    pub(super) fn of_all<'b, 'a: 'b>(blocks: impl IntoIterator<Item = &'b Block<'a>>) -> Bag {
        let mut bag = Bag::default();
        blocks.into_iter().for_each(|block| bag.add(block));
        bag.finished()
    }

    /// The words of a text.
    pub(super) fn of_text(text: &str) -> Bag {
        let mut bag = Bag::default();
        bag.add_text(text);
        bag.finished()
    }

    /// About how many letters stand in its words, where short words count less.
    pub(super) fn weight(&self) -> u32 {
        self.weight
    }

    /// How far two bags agree, out of [`SAME`].
    pub(super) fn agreement(&self, other: &Bag) -> u32 {
        self.share(self.common(other), other)
    }

    /// The most that two bags can agree, from their weights alone.
    pub(super) fn most(&self, other: &Bag) -> u32 {
        self.share(self.weight.min(other.weight), other)
    }

    fn share(&self, common: u32, other: &Bag) -> u32 {
        (2 * SAME * common).checked_div(self.weight + other.weight).unwrap_or(0)
    }

    fn common(&self, other: &Bag) -> u32 {
        let (mut a, mut b) = (self.words.iter().peekable(), other.words.iter().peekable());
        let mut common = 0;
        count_steps(self.words.len() + other.words.len());
        while let (Some((one, weight)), Some((two, _))) = (a.peek(), b.peek()) {
            common += if one == two { *weight } else { 0 };
            if one <= two {
                a.next();
            }
            if two <= one {
                b.next();
            }
        }
        common
    }

    fn finished(mut self) -> Bag {
        count_steps(self.words.len());
        self.words.sort_unstable();
        self.weight = self.words.iter().map(|(_, weight)| weight).sum();
        self
    }

    fn is_full(&self) -> bool {
        self.words.len() >= MOST_WORDS
    }

    fn add(&mut self, block: &Block<'_>) {
        match &block.content {
            BlockContent::Blocks(blocks) => {
                for block in blocks {
                    if self.is_full() {
                        return;
                    }
                    self.add(block);
                }
            }
            BlockContent::Runs(runs) => {
                for run in runs {
                    match &run.piece {
                        InlinePiece::Words(words) => self.add_text(words),
                        InlinePiece::Picture(picture) => self.add_text(&picture.target),
                        InlinePiece::NoteMark(_) | InlinePiece::Html(_) | InlinePiece::Break => {}
                    }
                }
            }
            BlockContent::Text(text) => self.add_text(text),
        }
    }

    fn add_text(&mut self, text: &str) {
        let mut word = Fnv::default();
        for c in text.chars() {
            if self.is_full() {
                return;
            }
            let alone = !c.is_ascii() && stands_alone(c);
            if c.is_ascii_alphanumeric() || !c.is_ascii() && c.is_alphanumeric() {
                word.take(c);
                if !alone {
                    continue;
                }
            }
            self.words.extend(word.finish());
        }
        self.words.extend(word.finish());
    }
}

/// Hashes a word, sign by sign. What is equal by chance is sorted out when words are compared.
struct Fnv {
    hash: u32,
    length: u32,
}

impl Default for Fnv {
    fn default() -> Fnv {
        Fnv { hash: 0x811c_9dc5, length: 0 }
    }
}

impl Fnv {
    fn take(&mut self, c: char) {
        let small = if c.is_ascii() { c.to_ascii_lowercase() } else { c };
        self.hash = (self.hash ^ u32::from(small)).wrapping_mul(0x0100_0193);
        self.length += 1;
    }

    /// The hash of the word with its weight, and a new beginning. Short words are in every text and weigh little.
    fn finish(&mut self) -> Option<(u32, u32)> {
        let word = std::mem::take(self);
        (word.length > 0).then_some((word.hash, word.length.clamp(2, 8)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agreement_goes_by_words() {
        let agreement = |a: &str, b: &str| Bag::of_text(a).agreement(&Bag::of_text(b));
        assert_eq!(agreement("one two", "two, one!"), SAME);
        assert_eq!(agreement("one", "two"), 0);
        assert_eq!(agreement("", ""), 0);
        assert_eq!(agreement("say say say", "say"), 500);
        assert!(agreement("Say who you are", "say who you speak for") > 500);
        assert!(agreement("写谁说话", "写谁在说话") > 800);
        assert!(Bag::of_text("one two").most(&Bag::of_text("one two three four")) < SAME);
    }

    #[test]
    fn a_long_block_is_no_longer_looked_at_than_others() {
        assert_eq!(Bag::of_text(&"word ".repeat(100_000)).words.len(), MOST_WORDS);
    }
}
