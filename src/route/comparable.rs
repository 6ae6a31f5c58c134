//! The form of `texts.json`: the texts of a page's revisions that browsers compare.

use serde::ser::SerializeSeq as _;
use serde::{Serialize, Serializer};

use super::asked::RedlineOutcome;

/// The texts of a page that browsers compare.
#[derive(Default)]
pub(super) struct ComparableTexts {
    pub(super) json: TextsJson,
    /// How many of the newest texts these are; one that cannot be read counts.
    pub(super) reach: usize,
    /// What came of drawing them.
    pub(super) drawn: RedlineOutcome,
}

#[derive(Default, Serialize)]
pub(super) struct TextsJson {
    /// HTML of blocks.
    pub(super) blocks: Vec<String>,
    /// The data at the head: names with their values.
    pub(super) heads: Vec<TextHead>,
    /// The texts, the newest first.
    pub(super) texts: Vec<TextJson>,
}

/// The data at the head of a text: names with their values.
pub(super) type TextHead = Vec<(String, Vec<String>)>;

#[derive(Serialize)]
pub(super) struct TextJson {
    /// The revision's id on the history page.
    pub(super) id: String,
    /// The number of its head.
    pub(super) head: usize,
    /// The numbers of its blocks.
    pub(super) blocks: BlockRuns,
}

/// Numbers of blocks. Those that count up are written as the first and the last of them: a text differs from the next
/// one in a block or two of many.
#[derive(Default)]
pub(super) struct BlockRuns(Vec<(usize, usize)>);

impl BlockRuns {
    /// Adds a number at the end.
    pub(super) fn push(&mut self, number: usize) {
        match self.0.last_mut() {
            Some((_, last)) if *last + 1 == number => *last = number,
            _ => self.0.push((number, number)),
        }
    }
}

impl Serialize for BlockRuns {
    /// `[0, [1, 7], 9]`
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(self.0.len()))?;
        for (first, last) in &self.0 {
            if first == last {
                list.serialize_element(first)?;
            } else {
                list.serialize_element(&[first, last])?;
            }
        }
        list.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_count_up_are_written_as_two() {
        let mut runs = BlockRuns::default();
        for number in [0, 1, 2, 9, 4, 5] {
            runs.push(number);
        }
        assert_eq!(serde_json::to_string(&runs).unwrap(), "[[0,2],9,[4,5]]");
    }
}
