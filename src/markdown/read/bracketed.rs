//! Links whose words are in brackets, `[[1]](#notes)`, which the parser takes for wikilinks.

use std::ops::Range;

use pulldown_cmark::CowStr;

/// Characters that the parser may cut a text at; a destination with one of them is left alone.
const CUT_AT: [char; 14] = ['*', '_', '`', '~', '<', '>', '&', '\\', '[', ']', '(', '"', '\'', '!'];

/// Where the destination stands that follows a wikilink in parentheses.
pub(super) fn destination(text: &str, after: usize) -> Option<Range<usize>> {
    let (destination, _) = text.get(after..)?.strip_prefix('(')?.split_once(')')?;
    let plain = !destination.contains(|c: char| c.is_whitespace() || CUT_AT.contains(&c));
    (plain && !destination.is_empty()).then_some(after + 1..after + 1 + destination.len())
}

/// What of a text lies outside a stretch that has been read already.
pub(super) fn beyond<'a>(
    read: &Range<usize>,
    text: &'a str,
    words: CowStr<'a>,
    range: Range<usize>,
) -> Option<(CowStr<'a>, Range<usize>)> {
    if range.start >= read.end || range.start < read.start {
        return Some((words, range));
    }
    let rest = read.end..range.end;
    text.get(rest.clone()).filter(|words| !words.is_empty()).map(|words| (CowStr::Borrowed(words), rest))
}
