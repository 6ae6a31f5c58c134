//! Words as a browser shows them, whatever blanks and accents were typed.

use std::borrow::Cow;

use pulldown_cmark::CowStr;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// A text in which blanks stand alone, and a letter is one sign however its accent is typed.
pub(super) fn as_shown<'a>(text: &CowStr<'a>) -> Cow<'a, str> {
    let composed = text.is_ascii() || is_nfc_quick(text.chars()) == IsNormalized::Yes;
    match (is_even(text.as_bytes()), composed) {
        (true, true) => cow(text),
        (false, true) => Cow::Owned(single_blanks(text.chars())),
        (_, false) => Cow::Owned(single_blanks(text.nfc())),
    }
}

pub(super) fn cow<'a>(text: &CowStr<'a>) -> Cow<'a, str> {
    match text {
        CowStr::Borrowed(text) => Cow::Borrowed(text),
        other => Cow::Owned(other.to_string()),
    }
}

fn single_blanks(signs: impl Iterator<Item = char>) -> String {
    let mut single = String::new();
    for c in signs {
        let blank = matches!(c, ' ' | '\t' | '\n' | '\r');
        if !blank {
            single.push(c);
        } else if !single.ends_with(' ') {
            single.push(' ');
        }
    }
    single
}

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = 0x8080_8080_8080_8080;
const BLANKS: u64 = b' ' as u64 * ONES;

/// Whether there is neither a control sign nor two blanks side by side. Every text of every revision passes here:
/// it is looked at eight bytes at a time.
fn is_even(bytes: &[u8]) -> bool {
    let next = bytes.get(1..).unwrap_or_default();
    let (words, rest) = bytes.as_chunks::<8>();
    let (nexts, _) = next.as_chunks::<8>();
    let seen = words.len().min(nexts.len());
    let uneven = words.iter().zip(nexts).fold(0, |uneven, (word, next)| {
        let (word, next) = (u64::from_le_bytes(*word), u64::from_le_bytes(*next));
        uneven | below_blank(word) | zero((word ^ BLANKS) | (next ^ BLANKS))
    });
    let last = bytes.get(seen * 8..).unwrap_or(bytes);
    let last_even = !last.iter().any(|byte| *byte < b' ') && !last.windows(2).any(|two| two == b"  ");
    debug_assert!(last.len() >= rest.len(), "nothing is left out");
    uneven == 0 && last_even
}

/// Not nothing if one of eight bytes is nothing.
fn zero(word: u64) -> u64 {
    word.wrapping_sub(ONES) & !word & HIGH
}

/// Not nothing if one of eight bytes is below a blank.
fn below_blank(word: u64) -> u64 {
    word.wrapping_sub(BLANKS) & !word & HIGH
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uneven_blanks_are_found_wherever_they_stand() {
        for length in 0..40 {
            let mut even: Vec<u8> = (0..length).map(|nth| if nth % 2 == 0 { b'a' } else { b' ' }).collect();
            assert!(is_even(&even), "{length}");
            for at in 1..length {
                let before = even[at];
                for uneven in [b'\t', if even[at - 1] == b' ' { b' ' } else { b'\n' }] {
                    even[at] = uneven;
                    assert!(!is_even(&even), "{length} {at}");
                }
                even[at] = before;
            }
        }
        assert!(is_even("é – 日本, \u{7f}".as_bytes()));
    }

    #[test]
    fn texts_are_set_as_they_are_shown() {
        for (typed, shown) in [("a  b\tc", "a b c"), ("cafe\u{301}  x", "caf\u{e9} x"), ("a b", "a b")] {
            assert_eq!(as_shown(&typed.into()), shown);
        }
        assert!(matches!(as_shown(&"as it is".into()), Cow::Borrowed(_)));
    }
}
