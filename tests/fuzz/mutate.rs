//! Texts made from texts: bytes changed, stretches repeated, moved, dropped and mixed, words that mean something put in.

use crate::random::Random;

/// Longer texts show nothing that shorter ones do not, and take longer.
const LONGEST: usize = 24 * 1024;

/// Seeds of one kind, and words that mean something in it.
pub(crate) struct Soil {
    pub(crate) seeds: Vec<Vec<u8>>,
    pub(crate) words: &'static [&'static str],
}

impl Soil {
    /// Another text.
    pub(crate) fn grow(&self, random: &mut Random) -> Vec<u8> {
        let mut text = self.seed(random).to_vec();
        for _ in 0..=random.below(6) {
            self.change(&mut text, random);
        }
        text.truncate(LONGEST);
        text
    }

    fn seed(&self, random: &mut Random) -> &[u8] {
        &self.seeds[random.below(self.seeds.len())]
    }

    fn change(&self, text: &mut Vec<u8>, random: &mut Random) {
        let (from, to) = stretch(text, random);
        match random.below(8) {
            0 if !text.is_empty() => {
                let at = from.min(text.len() - 1);
                text[at] ^= 1 << random.below(8);
            }
            1 => drop(text.drain(from..to)),
            2 => insert(text, from, self.words[random.below(self.words.len())].as_bytes()),
            3 => {
                let part = text[from..to].to_vec();
                let at = random.below(text.len() + 1);
                insert(text, at, &part);
            }
            4 => {
                // What is harmless once may not be a thousand times.
                let part = &text[from..to.min(from + 12)];
                let many = part.repeat(1 + random.below(1500));
                insert(text, from, &many[..many.len().min(LONGEST / 2)]);
            }
            5 => {
                let word = self.words[random.below(self.words.len())].as_bytes();
                let many = word.repeat(1 + random.below(1500));
                insert(text, from, &many[..many.len().min(LONGEST / 2)]);
            }
            6 => {
                let other = self.seed(random).to_vec();
                let (start, end) = stretch(&other, random);
                insert(text, from, &other[start..end]);
            }
            _ => text.truncate(to),
        }
        text.truncate(LONGEST);
    }
}

fn stretch(text: &[u8], random: &mut Random) -> (usize, usize) {
    let (one, other) = (random.below(text.len() + 1), random.below(text.len() + 1));
    (one.min(other), one.max(other))
}

fn insert(text: &mut Vec<u8>, at: usize, what: &[u8]) {
    text.splice(at..at, what.iter().copied());
}
