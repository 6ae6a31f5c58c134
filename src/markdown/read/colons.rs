//! Lines that begin with a colon and are no definitions, as no blank follows it: `:::note`, `:warning: bring a coat`.
//!
//! The parser takes any colon at the beginning of a line for that of a definition. It is given a text in which another sign
//! stands in the place of such a colon, as long as it, and what it reads is turned back.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, Tag};

/// Signs that may stand for a colon: punctuation as it is one, in which the parser sees nothing; else what nobody types.
const SIGNS: [char; 16] = [
    '$', '%', '?', ';', ',', '/', '@', '^', '\u{1}', '\u{2}', '\u{3}', '\u{4}', '\u{5}', '\u{6}', '\u{e}',
    '\u{f}',
];

/// A text for the parser.
pub(super) struct MaskedColons<'a> {
    original: &'a str,
    masked: String,
    sign: char,
}

/// The text for the parser, where there is such a colon in it.
pub(super) fn masked(text: &str) -> Option<MaskedColons<'_>> {
    let mut at = 0;
    let mut colons = Vec::new();
    for line in text.split_inclusive('\n') {
        colons.extend(colon(line).map(|column| at + column));
        at += line.len();
    }
    if colons.is_empty() {
        return None;
    }
    let sign = SIGNS.into_iter().find(|sign| !text.contains(*sign))?;
    let mut masked = String::with_capacity(text.len());
    let mut from = 0;
    for colon in colons {
        masked.push_str(text.get(from..colon)?);
        masked.push(sign);
        from = colon + 1;
    }
    masked.push_str(text.get(from..)?);
    Some(MaskedColons { original: text, masked, sign })
}

/// Where in a line such a colon stands, perhaps behind the marks of quotes and lists.
fn colon(line: &str) -> Option<usize> {
    let mut rest = line;
    loop {
        let inner = rest.trim_start_matches([' ', '\t', '>']);
        let numbered = inner.trim_start_matches(|sign: char| sign.is_ascii_digit());
        let item = if numbered.len() < inner.len() {
            numbered.strip_prefix(['.', ')'])
        } else {
            inner.strip_prefix(['-', '*', '+'])
        };
        let Some(words) = item.filter(|item| item.starts_with([' ', '\t'])) else {
            rest = inner;
            break;
        };
        rest = words;
    }
    let behind = rest.strip_prefix(':')?;
    // The line below the head of a table says on which side its columns stand.
    let is_alignment = || rest.contains('-') && rest.trim_end().chars().all(|sign| ":-| \t".contains(sign));
    (!behind.starts_with(char::is_whitespace) && !behind.is_empty() && !is_alignment())
        .then(|| line.len() - rest.len())
}

impl<'a> MaskedColons<'a> {
    pub(super) fn text(&self) -> &str {
        &self.masked
    }

    /// What was read in the text for the parser, as the original says it.
    pub(super) fn unmasked(&self, event: Event<'_>, range: &Range<usize>) -> Event<'a> {
        match event {
            Event::Text(words) => Event::Text(self.words(&words, range)),
            Event::Code(words) => Event::Code(self.words(&words, range)),
            Event::Html(words) => Event::Html(self.words(&words, range)),
            Event::InlineHtml(words) => Event::InlineHtml(self.words(&words, range)),
            Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
                let (dest_url, title) = (self.words(&dest_url, range), self.words(&title, range));
                Event::Start(Tag::Link { link_type, dest_url, title, id: id.into_static() })
            }
            Event::Start(Tag::Image { link_type, dest_url, title, id }) => {
                let (dest_url, title) = (self.words(&dest_url, range), self.words(&title, range));
                Event::Start(Tag::Image { link_type, dest_url, title, id: id.into_static() })
            }
            other => other.into_static(),
        }
    }

    fn words(&self, words: &str, range: &Range<usize>) -> CowStr<'a> {
        if self.masked.get(range.clone()) == Some(words)
            && let Some(original) = self.original.get(range.clone())
        {
            return CowStr::Borrowed(original);
        }
        CowStr::from(words.replace(self.sign, ":"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colons_before_blanks_are_those_of_definitions() {
        for (line, expected) in [
            (":::note\n", Some(0)),
            (":warning: bring a coat\n", Some(0)),
            ("> :memo: a\n", Some(2)),
            ("  - 1. :memo: a\n", Some(7)),
            (": A definition\n", None),
            (":\tA definition\n", None),
            (":\n", None),
            (":", None),
            (":---|:--:\n", None),
            ("Term :note\n", None),
            ("[a]: b\n", None),
        ] {
            assert_eq!(colon(line), expected, "{line}");
        }
    }

    #[test]
    fn a_sign_that_the_text_lacks_stands_for_them() {
        let masked = masked("Costs $5\n:::note\n").expect("a colon");
        assert_eq!(masked.text(), "Costs $5\n%::note\n");
        assert_eq!(masked.words("%::note", &(9..16)), CowStr::Borrowed(":::note"));
        assert_eq!(&*masked.words("a%", &(0..3)), "a:");
    }
}
