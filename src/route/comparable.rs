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

/// How two texts differ, as far as their blocks tell.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct PassageChanges {
    pub(super) changed: usize,
    pub(super) added: usize,
    pub(super) removed: usize,
    /// Whether they stand in another order, and are the same.
    pub(super) reordered: bool,
    /// Whether the data at the head differs.
    pub(super) data: bool,
}

impl ComparableTexts {
    /// How a text differs from an older one, by their ids; `None` where one of them is not among these.
    pub(super) fn changes(&self, older: &str, newer: &str) -> Option<PassageChanges> {
        let text = |id: &str| self.json.texts.iter().find(|text| text.id == id);
        let (older, newer) = (text(older)?, text(newer)?);
        let (mut gone, mut come) = (older.blocks.numbers(), newer.blocks.numbers());
        let reordered = gone != come;
        gone.sort_unstable();
        come.sort_unstable();
        let (removed, added) = (without(&gone, &come), without(&come, &gone));
        let changed = removed.min(added);
        Some(PassageChanges {
            changed,
            added: added - changed,
            removed: removed - changed,
            reordered: reordered && removed + added == 0,
            data: older.head != newer.head,
        })
    }
}

/// How many of some sorted numbers are not among others, each as often as it is there.
fn without(numbers: &[usize], others: &[usize]) -> usize {
    let mut others = others.iter().peekable();
    let is_there = |number: &&usize| {
        while others.next_if(|other| other < number).is_some() {}
        others.next_if_eq(number).is_none()
    };
    numbers.iter().filter(is_there).count()
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

    fn numbers(&self) -> Vec<usize> {
        self.0.iter().flat_map(|(first, last)| *first..=*last).collect()
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
        assert_eq!(runs.numbers(), [0, 1, 2, 9, 4, 5]);
    }

    #[test]
    fn passages_are_counted_each_as_often_as_it_stands_there() {
        let text = |id: &str, numbers: &[usize], head| {
            let mut blocks = BlockRuns::default();
            for number in numbers {
                blocks.push(*number);
            }
            TextJson { id: id.to_owned(), head, blocks }
        };
        let texts = vec![
            text("a", &[0, 1, 2, 2], 0),
            text("b", &[0, 3, 2], 0),
            text("c", &[2, 0, 2, 1], 0),
            text("d", &[0, 1, 2, 2, 4, 2], 1),
        ];
        let json = TextsJson { texts, ..TextsJson::default() };
        let texts = ComparableTexts { json, ..ComparableTexts::default() };
        let none = PassageChanges::default();
        assert_eq!(texts.changes("a", "a"), Some(none));
        assert_eq!(texts.changes("a", "b"), Some(PassageChanges { changed: 1, removed: 1, ..none }));
        assert_eq!(texts.changes("a", "c"), Some(PassageChanges { reordered: true, ..none }));
        assert_eq!(texts.changes("a", "d"), Some(PassageChanges { added: 2, data: true, ..none }));
        assert_eq!(texts.changes("a", "e"), None);
    }
}
