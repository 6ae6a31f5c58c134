//! What of raw HTML no reader sees: comments, and what browsers take for such. It is in no tree, and so in no redline.

use std::borrow::Cow;

use crate::source::slice;

/// Raw HTML without it; what is never closed goes to the end.
pub(super) fn without_comments(html: Cow<'_, str>) -> Cow<'_, str> {
    let mut seen = String::new();
    let mut rest = &*html;
    while let Some((before, comment, behind)) = next_comment(rest) {
        seen.push_str(before);
        debug_assert!(!comment.is_empty(), "it begins with a sign");
        rest = behind;
    }
    if rest.len() == html.len() {
        return html;
    }
    seen.push_str(rest);
    Cow::Owned(seen)
}

/// What stands before a comment, the comment, and what follows it.
fn next_comment(html: &str) -> Option<(&str, &str, &str)> {
    let mut from = 0;
    loop {
        let start = from + slice(html, from..).find('<')?;
        let tag = slice(html, start..);
        if let Some(length) = comment_length(tag) {
            return Some((slice(html, ..start), slice(tag, ..length), slice(tag, length..)));
        }
        from = start + 1;
    }
}

/// How long a comment is that begins here; `None` where none does.
fn comment_length(tag: &str) -> Option<usize> {
    if let Some(words) = tag.strip_prefix("<!--") {
        let closed = ["-->", "--!>"].into_iter().filter_map(|end| Some(words.find(end)? + end.len()));
        let at_once = [">", "->"].into_iter().find(|end| words.starts_with(end)).map(str::len);
        return Some(at_once.or_else(|| closed.min()).map_or(tag.len(), |length| "<!--".len() + length));
    }
    let is_of_no_element =
        tag.strip_prefix("</").is_some_and(|name| !name.starts_with(|sign: char| sign.is_ascii_alphabetic()));
    if tag.starts_with("<!") || tag.starts_with("<?") || is_of_no_element {
        return Some(tag.find('>').map_or(tag.len(), |end| end + 1));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_are_taken_out() {
        for (html, seen) in [
            ("<div>x</div>", "<div>x</div>"),
            ("<div>x<!-- c --></div>", "<div>x</div>"),
            ("<!-- c --> text <!-- d -->", " text "),
            ("a <!-- never closed > b", "a "),
            ("<!--> a", " a"),
            ("<!-- a --!> b", " b"),
            ("<?php c ?> a <!x> </ c> < b", " a   < b"),
            ("", ""),
        ] {
            assert_eq!(without_comments(html.into()), seen, "{html}");
        }
    }
}
