//! The sentence that a link stands in, and other cuts of plain text at the ends of words.

use std::ops::Range;

use crate::source::slice;

/// How long a sentence may be, in characters.
const LONGEST: usize = 240;
/// How far around a link its sentence is looked for, in bytes: as far as four bytes a character reach.
const REACH: usize = 4 * LONGEST;

/// The plain text of a block, with its sentences found once for all links in it.
pub(in crate::markdown) struct PlainBlock<'t> {
    text: &'t str,
    /// The places just after each sentence.
    ends: Vec<usize>,
}

impl<'t> PlainBlock<'t> {
    pub(in crate::markdown) fn new(text: &'t str) -> PlainBlock<'t> {
        PlainBlock { text, ends: ends(text).collect() }
    }

    /// The sentence around a stretch of the block, whole words, at most about 240 characters.
    pub(in crate::markdown) fn sentence(&self, link: Range<usize>) -> Box<str> {
        let before = self.ends.partition_point(|end| *end <= link.start);
        // A full stop that belongs to the link's own words ends the sentence too.
        let behind = self.ends.partition_point(|end| *end < link.end.max(link.start + 1));
        let start = before.checked_sub(1).and_then(|last| self.ends.get(last)).copied().unwrap_or(0);
        let end = self.ends.get(behind).copied().unwrap_or(self.text.len()).max(link.end);
        let start = start.max(self.text.ceil_char_boundary(link.start.saturating_sub(REACH)));
        let end = end.min(self.text.ceil_char_boundary(link.end.saturating_add(REACH)));
        fit(slice(self.text, start..end), link.start - start..link.end - start)
    }
}

/// The places just after the end of a sentence.
fn ends(text: &str) -> impl Iterator<Item = usize> {
    text.match_indices(['.', '!', '?', '…', '。', '！', '？']).filter_map(move |(at, sign)| {
        let after = at + sign.len();
        if matches!(sign, "。" | "！" | "？") {
            return Some(after);
        }
        let mut rest = slice(text, after..).chars();
        let ends = rest.next().is_none_or(char::is_whitespace);
        // "e.g. this" goes on: a sentence does not begin with a small letter.
        let mut goes_on = || rest.find(|c| !c.is_whitespace()).is_some_and(char::is_lowercase);
        (ends && !goes_on()).then_some(after)
    })
}

/// Cuts a sentence that is too long to a window of whole words around the link.
fn fit(sentence: &str, link: Range<usize>) -> Box<str> {
    let fits =
        sentence.len() <= LONGEST || sentence.len() <= 4 * LONGEST && sentence.chars().count() <= LONGEST;
    if fits {
        return squeeze(sentence);
    }
    let words = slice(sentence, link.clone()).chars().count().min(LONGEST);
    let side = (LONGEST - words) / 2;
    let start = back(sentence, link.start, side);
    let end = forth(sentence, start, LONGEST).max(sentence.ceil_char_boundary(link.start + 1));
    let mut out = String::new();
    if start > 0 {
        out.push('…');
    }
    out.push_str(&squeeze(slice(sentence, start..end)));
    if end < sentence.len() {
        out.push('…');
    }
    out.into()
}

/// The start of a word at most `count` characters before a place.
fn back(text: &str, from: usize, count: usize) -> usize {
    let start = slice(text, ..from).char_indices().rev().take(count).last().map_or(from, |(at, _)| at);
    if start == 0 {
        return 0;
    }
    let gap = slice(text, start..from).char_indices().find(|(_, c)| c.is_whitespace());
    gap.map_or(start, |(gap, blank)| start + gap + blank.len_utf8())
}

/// The end of a word at most `count` characters after a place.
fn forth(text: &str, from: usize, count: usize) -> usize {
    match slice(text, from..).char_indices().nth(count) {
        None => text.len(),
        Some((length, _)) => {
            from + slice(text, from..from + length).rfind(char::is_whitespace).unwrap_or(length)
        }
    }
}

/// The first words of a text, at most `count` characters, cut at a word's end.
pub(in crate::markdown) fn beginning(text: &str, count: usize) -> Box<str> {
    let text = text.trim();
    let end = forth(text, 0, count);
    let mut out = squeeze(slice(text, ..end)).into_string();
    if end < text.len() {
        out.push('…');
    }
    out.into()
}

/// Runs of blanks as one space, none at the ends.
pub(in crate::markdown) fn squeeze(text: &str) -> Box<str> {
    let text = text.trim();
    if !text.contains(['\n', '\t', '\r']) && !text.contains("  ") {
        return text.into();
    }
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out.into()
}

/// How many words a reader reads; of scripts without blanks between words, each sign is one.
pub fn count_words(text: &str) -> u32 {
    let mut words = 0;
    let mut within = false;
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            words += u32::from(!within);
            within = true;
        } else if c.is_ascii_whitespace() {
            within = false;
        } else if !c.is_ascii() {
            if stands_alone(c) {
                words += 1;
                within = false;
            } else if c.is_alphanumeric() {
                words += u32::from(!within);
                within = true;
            } else if c.is_whitespace() {
                within = false;
            }
        }
    }
    words
}

/// Han, kana: written without blanks.
pub fn stands_alone(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentence_of(block: &str, link: &str) -> String {
        let at = block.find(link).expect("the link");
        PlainBlock::new(block).sentence(at..at + link.len()).into()
    }

    #[test]
    fn a_sentence_is_found() {
        assert_eq!(sentence_of("One. See the guide first. Two.", "the guide"), "See the guide first.");
        assert_eq!(sentence_of("See the guide", "the guide"), "See the guide");
        assert_eq!(
            sentence_of("Old. Use it, e.g. the guide, now! New", "the guide"),
            "Use it, e.g. the guide, now!"
        );
        assert_eq!(sentence_of("Read it.\nThen\ngo on. No", "go on"), "Then go on.");
        assert_eq!(sentence_of("A? The guide. B", "The guide."), "The guide.");
    }

    #[test]
    fn long_sentences_are_cut_at_words() {
        let long = format!("{} target {}", "word ".repeat(100), "more ".repeat(100));
        let cut = sentence_of(&long, "target");
        assert!(cut.chars().count() <= LONGEST + 2, "{}", cut.chars().count());
        assert!(cut.contains(" target ") && cut.starts_with("…word") && cut.ends_with("more…"), "{cut}");
    }

    #[test]
    fn a_blank_of_several_bytes_is_a_gap_between_words_too() {
        for blank in ['\u{a0}', '\u{2007}', '\u{2003}', '\u{3000}', '\u{85}'] {
            let words = format!("ab{blank}").repeat(200);
            for lead in ["", "x", "xy", "xyz"] {
                let cut = sentence_of(&format!("{lead}{words}target{blank}{words}"), "target");
                assert!(cut.contains("target") && cut.chars().count() <= LONGEST + 2, "{blank:?} {cut}");
                assert!(cut.starts_with("…ab"), "{blank:?} {cut}");
            }
        }
    }

    #[test]
    fn words_are_counted() {
        assert_eq!(count_words("Say who you are, don't hide."), 6);
        assert_eq!(count_words("— 3 × 4 日本"), 4);
        assert_eq!(count_words(""), 0);
    }
}
