//! A line cut into the tokens that are compared: words, blanks, single signs, pictures.

use unicode_normalization::char::is_combining_mark;

use crate::markdown::tree::{InlineMark, InlinePiece, LinkWords, Run};
use crate::markdown::{ReferenceKind, stands_alone};
use crate::source::slice;

/// A token, by its place: the run and the bytes of its words, none for what is no words.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Token {
    pub(super) run: usize,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// What a token says. Tokens of the same sense are kept, however they are marked.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub(super) enum Sense<'r> {
    Words(&'r str),
    #[default]
    Break,
    /// Its address, and what names its bytes.
    Picture(&'r str, Option<&'r str>),
    NoteMark(&'r str),
    Html(&'r str),
}

/// How many letters a long word has.
const LONG_WORD: usize = 12;

/// Cuts runs into tokens.
pub(super) fn cut(runs: &[Run<'_>]) -> Vec<Token> {
    let mut tokens = Vec::new();
    for (run, of) in runs.iter().enumerate() {
        match &of.piece {
            InlinePiece::Words(words) if stands_for_target(of) => {
                tokens.push(Token { run, start: 0, end: words.len() });
            }
            InlinePiece::Words(words) => {
                cut_words(words, |start, end| tokens.push(Token { run, start, end }));
            }
            _ => tokens.push(Token { run, start: 0, end: 0 }),
        }
    }
    tokens
}

/// What a token of these runs says.
pub(super) fn sense<'r>(runs: &'r [Run<'_>], token: Token) -> Sense<'r> {
    match runs.get(token.run).map(|run| &run.piece) {
        Some(InlinePiece::Words(words)) => Sense::Words(slice(words, token.start..token.end)),
        Some(InlinePiece::Picture(picture)) => Sense::Picture(&picture.target, picture.bytes.as_deref()),
        Some(InlinePiece::NoteMark(mark)) => Sense::NoteMark(&mark.label),
        Some(InlinePiece::Html(html)) => Sense::Html(html),
        Some(InlinePiece::Break) | None => Sense::Break,
    }
}

impl Sense<'_> {
    /// How many words it is: one, or none for blanks and signs.
    pub(super) fn words(self) -> usize {
        match self {
            Sense::Words(words) => {
                usize::from(words.starts_with(|c| kind(c) == Kind::Word || stands_alone(c)))
            }
            Sense::Break => 0,
            Sense::Picture(..) | Sense::NoteMark(_) | Sense::Html(_) => 1,
        }
    }

    /// How many letters and signs a reader sees of it; a very long word is no more than a long one.
    pub(super) fn weight(self) -> usize {
        match self {
            Sense::Words(_) if self.is_blank() => 0,
            Sense::Words(words) => words.chars().take(LONG_WORD).count(),
            Sense::Break => 0,
            Sense::Picture(..) | Sense::NoteMark(_) | Sense::Html(_) => 4,
        }
    }

    pub(super) fn is_blank(self) -> bool {
        matches!(self, Sense::Words(words) if words.starts_with(char::is_whitespace))
    }

    pub(super) fn ends_sentence(self) -> bool {
        matches!(self, Sense::Words("." | "!" | "?" | "…" | "。" | "！" | "？"))
    }
}

/// An address, or the target of a wikilink, that stands for the words of a link is never cut in two.
fn stands_for_target(run: &Run<'_>) -> bool {
    run.marks.iter().any(|mark| match mark {
        InlineMark::Link(link) => link.words == LinkWords::Target || link.kind == ReferenceKind::Bare,
        _ => false,
    })
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Word,
    Blank,
    Sign,
}

fn kind(c: char) -> Kind {
    match c {
        'a'..='z' | 'A'..='Z' | '0'..='9' | '_' => Kind::Word,
        ' ' | '\t' | '\n' => Kind::Blank,
        _ if c.is_ascii() && !c.is_control() => Kind::Sign,
        _ if c.is_whitespace() => Kind::Blank,
        _ if c.is_alphanumeric() && !stands_alone(c) => Kind::Word,
        _ => Kind::Sign,
    }
}

fn cut_words(words: &str, mut push: impl FnMut(usize, usize)) {
    let (mut start, mut rest) = (0, words);
    while let Some(first) = rest.chars().next() {
        let length = length(rest, first);
        push(start, start + length);
        (start, rest) = (start + length, slice(rest, length..));
    }
}

/// How long the token is that a text begins with.
fn length(text: &str, first: char) -> usize {
    let kind = kind(first);
    let (mut length, mut last) = (first.len_utf8(), first);
    loop {
        if kind == Kind::Word {
            (length, last) = plain_letters(text, length, last);
        }
        let mut rest = slice(text, length..).chars();
        let Some(next) = rest.next() else { return length };
        let taken = if belongs(kind, last, next) {
            next
        } else if let Some(after) =
            rest.next().filter(|after| kind == Kind::Word && connects(last, next, *after))
        {
            length += next.len_utf8();
            after
        } else {
            return length;
        };
        length += taken.len_utf8();
        last = taken;
    }
}

/// The end of the plain letters and digits from here on, which nearly all words are made of, and the last of them.
fn plain_letters(text: &str, start: usize, last: char) -> (usize, char) {
    let rest = text.as_bytes().get(start..).unwrap_or_default();
    let count = rest.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
    let plain = rest.get(..count).unwrap_or_default();
    (start + count, plain.last().map_or(last, |byte| char::from(*byte)))
}

/// Whether a sign goes on with a token of this kind.
fn belongs(of: Kind, last: char, next: char) -> bool {
    match of {
        _ if is_part_of_sign(next) || last == JOINER => true,
        Kind::Word | Kind::Blank => kind(next) == of,
        Kind::Sign => is_flag(last) && is_flag(next),
    }
}

/// Whether a sign joins two halves of a word: "it's", "3.50", "14:30", "GL-003".
fn connects(last: char, sign: char, after: char) -> bool {
    match sign {
        '\'' | '’' => last.is_alphabetic() && after.is_alphabetic() && !stands_alone(after),
        '-' => kind(last) == Kind::Word && kind(after) == Kind::Word,
        '.' | ',' | ':' => last.is_ascii_digit() && after.is_ascii_digit(),
        _ => false,
    }
}

const JOINER: char = '\u{200d}';

/// Accents, joiners, skin tones: without the sign before them they are nothing.
fn is_part_of_sign(c: char) -> bool {
    !c.is_ascii() && (c == JOINER || ('\u{1f3fb}'..='\u{1f3ff}').contains(&c) || is_combining_mark(c))
}

fn is_flag(c: char) -> bool {
    ('\u{1f1e6}'..='\u{1f1ff}').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(words: &str) -> Vec<&str> {
        let mut tokens = Vec::new();
        cut_words(words, |start, end| tokens.push(&words[start..end]));
        tokens
    }

    #[test]
    fn words_are_cut_where_readers_see_their_ends() {
        assert_eq!(tokens("It’s 3.50, at 14:30."), ["It’s", " ", "3.50", ",", " ", "at", " ", "14:30", "."]);
        assert_eq!(tokens("well-known a_b"), ["well-known", " ", "a_b"]);
        assert_eq!(tokens("the owners’ 'x'"), ["the", " ", "owners", "’", " ", "'", "x", "'"]);
        assert_eq!(tokens("写谁x"), ["写", "谁", "x"]);
    }

    #[test]
    fn what_looks_like_one_sign_is_never_cut() {
        assert_eq!(tokens("cafe\u{301}s"), ["cafe\u{301}s"]);
        assert_eq!(tokens("👩\u{200d}🔧👍🏽"), ["👩\u{200d}🔧", "👍🏽"]);
        assert_eq!(tokens("🇨🇭!"), ["🇨🇭", "!"]);
    }
}
