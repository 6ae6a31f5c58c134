//! From a place in an older text to today's file: by what became of the passage that stands there.

use std::ops::Range;
use std::sync::Arc;

use crate::markdown::{self, Letters, Options, PassageKind, TextUnit};
use crate::model::Source;
use crate::parse;
use crate::path::FilePath;
use crate::redline;
use crate::source::slice;

/// Where a place in an older text leads to, in bytes of today's file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum CurrentOffset {
    /// To the same place.
    There(usize),
    /// Its passage is gone; the last heading above it that is still there stands here.
    ToHeading(usize),
    /// Its passage is gone, and so is every heading above it.
    ToStart,
}

/// A text that is not the source of a page of the site.
pub(super) fn read(text: Arc<str>, file: &FilePath, options: Options) -> Source {
    let body = text.len() - parse::as_read(&text).body.len();
    let outline = markdown::parse(slice(&text, body..), &options).outline(file, 0).value;
    Source::new(text, body, outline)
}

/// Where a byte of an older text leads to.
pub(super) fn led(old: &Source, at: usize, now: &Source, options: Options) -> CurrentOffset {
    let Some(at) = at.checked_sub(old.body) else {
        return CurrentOffset::There(same_key(old, at, now));
    };
    let (old, new) = (Side::parse(old, options), Side::parse(now, options));
    let Some(letter) = old.letters.all.iter().position(|(_, place)| *place >= at) else {
        return CurrentOffset::ToStart;
    };
    let became = redline::became(&old.passages, &new.passages);
    let Some(nth) = old.passages.iter().position(|passage| passage.letters.contains(&letter)) else {
        return CurrentOffset::ToStart;
    };
    if let Some(to) = became.get(nth).copied().flatten() {
        return CurrentOffset::There(now.body + new.place(within(&old, nth, letter, &new, to)));
    }
    let above = old.passages.iter().zip(&became).take(nth).rev();
    let mut headings = above.filter(|(passage, _)| passage.kind == PassageKind::Heading);
    let heading = headings.find_map(|(_, became)| *became).and_then(|heading| new.passages.get(heading));
    heading.map_or(CurrentOffset::ToStart, |heading| {
        let place = now.body + new.place(heading.letters.start);
        CurrentOffset::ToHeading(slice(&now.text, ..place).rfind('\n').map_or(0, |end| end + 1))
    })
}

/// A text with those of its passages that have letters.
struct Side {
    letters: Letters,
    passages: Vec<TextUnit>,
}

impl Side {
    fn parse(source: &Source, options: Options) -> Side {
        let mut letters = markdown::parse(source.markdown(), &options).letters();
        let mut passages = std::mem::take(&mut letters.passages);
        passages.retain(|passage| !passage.letters.is_empty());
        Side { letters, passages }
    }

    /// Where a letter stands in the Markdown.
    fn place(&self, letter: usize) -> usize {
        self.letters.all.get(letter).map_or(0, |(_, place)| *place)
    }

    fn says(&self, passage: usize) -> (Range<usize>, impl DoubleEndedIterator<Item = char> + Clone) {
        let range = self.passages.get(passage).map(|passage| passage.letters.clone()).unwrap_or_default();
        let letters = self.letters.all.get(range.clone()).unwrap_or_default();
        (range, letters.iter().map(|(letter, _)| *letter))
    }
}

/// The letter of a passage that a letter of the one before it became: counted from the end that both have in common.
fn within(old: &Side, from: usize, letter: usize, new: &Side, to: usize) -> usize {
    let ((was, old_words), (is, new_words)) = (old.says(from), new.says(to));
    let common = |pairs: &mut dyn Iterator<Item = (char, char)>| pairs.take_while(|(a, b)| a == b).count();
    let head = common(&mut old_words.clone().zip(new_words.clone()));
    let tail = common(&mut old_words.rev().zip(new_words.rev()));
    let (before, behind) = (letter.saturating_sub(was.start), was.end.saturating_sub(letter));
    if before < head {
        is.start + before
    } else if behind <= tail {
        is.end - behind
    } else {
        is.start + head.min(is.len().saturating_sub(1))
    }
}

/// The line of today's front matter that says the same thing of the page.
fn same_key(old: &Source, at: usize, now: &Source) -> usize {
    let start = slice(&old.text, ..at).rfind('\n').map_or(0, |end| end + 1);
    let line = slice(&old.text, start..).lines().next().unwrap_or_default();
    let Some((key, _)) = line.split_once(':') else { return 0 };
    let mut start = 0;
    for line in slice(&now.text, ..now.body).split_inclusive('\n') {
        if line.strip_prefix(key).is_some_and(|rest| rest.starts_with(':')) {
            return start;
        }
        start += line.len();
    }
    0
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLD: &str = "---\ntitle: Tone\n---\n\nThe head.\n\n## Kind\n\nBe kind to those who ask, always.\n\n\
        - one thing\n- another thing\n\n## Short\n\nNobody reads long texts.\n\n```sh\nls\nrm x\n```\n";
    const NOW: &str = "---\nid: GL-1\ntitle: Tone\n---\n\n## Kind\n\nNew words stand here.\n\nBe kind to all who ask,\nalways.\n\n\
        - another thing\n\n## Short\n\n```sh\ncd y\nls\nrm x\n```\n";

    /// What stands in today's file where some words of the older text lead to.
    fn after(words: &str) -> (&'static str, CurrentOffset) {
        let (file, options) = (FilePath::root(), Options::default());
        let read = |text: &str| read(text.into(), &file, options);
        let at = OLD.find(words).unwrap_or_else(|| panic!("{words}"));
        let led = led(&read(OLD), at, &read(NOW), options);
        let place = match led {
            CurrentOffset::There(place) | CurrentOffset::ToHeading(place) => place,
            CurrentOffset::ToStart => 0,
        };
        (NOW[place..].lines().next().unwrap_or_default(), led)
    }

    #[test]
    fn a_place_is_found_again() {
        for (words, expected) in [
            ("Kind\n", "Kind"),
            ("kind to", "kind to all who ask,"),
            ("those", "all who ask,"),
            ("who ask", "who ask,"),
            ("always", "always."),
            ("another thing", "another thing"),
            ("rm x", "rm x"),
            ("title", "title: Tone"),
        ] {
            let (found, led) = after(words);
            assert_eq!(found, expected, "{words}");
            assert!(matches!(led, CurrentOffset::There(_)), "{words}: {led:?}");
        }
    }

    #[test]
    fn what_is_gone_leads_to_the_heading_above_it() {
        assert!(
            matches!(after("one thing"), ("## Kind", CurrentOffset::ToHeading(_))),
            "{:?}",
            after("one thing")
        );
        assert!(
            matches!(after("Nobody"), ("## Short", CurrentOffset::ToHeading(_))),
            "{:?}",
            after("Nobody")
        );
        assert_eq!(after("The head").1, CurrentOffset::ToStart);
    }
}
