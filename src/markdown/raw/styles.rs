//! What a style names: the files of `url(…)`. It is read as browsers read it: nothing in a comment or a string counts.

use std::ops::Range;

use crate::source::slice;

/// Ways of naming a file that browsers know and that are not read here.
const OTHER_WAYS: [&str; 4] = ["image-set(", "image(", "src(", "@import"];

/// A file that a style names.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct StyleAddress<'s> {
    /// All that stands between the parentheses.
    pub(super) between: Range<usize>,
    pub(super) target: &'s str,
}

/// The files that a style names, but for parts of the page itself; `None` where it names them in a way that is not read here.
pub(super) fn addresses(style: &str) -> Option<Vec<StyleAddress<'_>>> {
    let plain = unescaped(style);
    if OTHER_WAYS.iter().any(|way| plain.contains(way)) {
        return None;
    }
    if style.contains('\\') && plain.contains("url(") {
        return None;
    }
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(skip) = slice(style, at..).find(['/', '"', '\'', '(']) {
        at += skip;
        let rest = slice(style, at..);
        at += match rest.as_bytes() {
            [b'/', b'*', ..] => slice(rest, 2..).find("*/").map_or(rest.len(), |end| end + 4),
            [b'"' | b'\'', ..] => string(rest),
            [b'(', ..] if ends_with_url(slice(style, ..at)) => {
                let address = between(rest)?;
                let length = address.between.end;
                let between = at + address.between.start..at + length;
                if !address.target.starts_with('#') {
                    found.push(StyleAddress { between, target: address.target });
                }
                length
            }
            _ => 1,
        };
    }
    Some(found)
}

/// Whether a style names a file, as far as that can be told.
pub(super) fn may_name_a_file(style: &str) -> bool {
    addresses(style).is_none_or(|found| !found.is_empty())
}

/// How long a string is, with its quotes: a line that ends ends it.
fn string(text: &str) -> usize {
    let quote = text.chars().next().unwrap_or('"');
    slice(text, 1..).find([quote, '\n', '\r', '\u{c}']).map_or(text.len(), |end| end + 2)
}

fn ends_with_url(text: &str) -> bool {
    let Some((before, word)) = text.as_bytes().split_last_chunk::<3>() else { return false };
    let is_of_name = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(*byte, b'-' | b'_') || *byte > 127;
    word.eq_ignore_ascii_case(b"url") && !before.last().is_some_and(is_of_name)
}

/// The address behind an open parenthesis.
fn between(text: &str) -> Option<StyleAddress<'_>> {
    let inner = text.strip_prefix('(')?;
    let trimmed = inner.trim_start();
    let Some(quote) = trimmed.chars().next().filter(|first| matches!(first, '"' | '\'')) else {
        let (before, _) = inner.split_once(')')?;
        return Some(StyleAddress { between: 1..1 + before.len(), target: before.trim() });
    };
    let quoted = trimmed.strip_prefix(quote)?;
    let end = quoted.find([quote, '\n'])?;
    let rest = slice(quoted, end + 1..).trim_start().strip_prefix(')')?;
    let between = 1..text.len() - rest.len() - 1;
    Some(StyleAddress { between, target: slice(quoted, ..end) })
}

/// A style in lower case, with what is escaped in it as itself.
fn unescaped(style: &str) -> String {
    let mut plain = String::with_capacity(style.len());
    let mut rest = style;
    while let Some((before, behind)) = rest.split_once('\\') {
        plain.push_str(before);
        let digits = behind.bytes().take(6).take_while(u8::is_ascii_hexdigit).count();
        let number = u32::from_str_radix(slice(behind, ..digits), 16).ok();
        plain.extend(number.and_then(char::from_u32));
        rest = slice(behind, digits..);
        if digits > 0 {
            rest = rest.strip_prefix(char::is_whitespace).unwrap_or(rest);
        }
    }
    plain.push_str(rest);
    plain.to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_found_as_browsers_find_them() {
        let of = |style| {
            let found: Option<Vec<&str>> =
                addresses(style).map(|found| found.into_iter().map(|address| address.target).collect());
            found
        };
        assert_eq!(of("url(a.svg#b) URL( 'c d.svg' )"), Some(vec!["a.svg#b", "c d.svg"]));
        assert_eq!(of("a{fill:url(\"x\")}/* url(y) */ b{content:'url(z)'}"), Some(vec!["x"]));
        assert_eq!(of("url(#a), curl(x), red"), Some(Vec::new()));
        assert_eq!(of("content: \"\\201C\""), Some(Vec::new()));
        for unclear in ["u\\72l(x)", "\\75 rl(x)", "url(x", "url('x' y)", "image-set('x' 1x)", "@IMPORT 'x'"]
        {
            assert_eq!(of(unclear), None, "{unclear}");
        }
    }

    #[test]
    fn what_stands_between_the_parentheses_is_replaced() {
        let style = "fill: url( \"a.svg\" ) red";
        let found = addresses(style).expect("clear");
        assert_eq!(&style[found[0].between.clone()], " \"a.svg\" ");
    }
}
