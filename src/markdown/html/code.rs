//! Blocks of code.

use std::borrow::Cow;

use pulldown_cmark::{CodeBlockKind, Event};

use super::escape;
use crate::markdown::highlight;
use crate::markdown::read::NumberedEvent;

/// Writes the block that starts here, and says which part is next.
pub(super) fn write(
    out: &mut String,
    parts: &[NumberedEvent<'_>],
    kind: &CodeBlockKind<'_>,
    start: usize,
) -> usize {
    let (text, next) = text(parts, start);
    let language = match kind {
        CodeBlockKind::Fenced(info) => language(info),
        CodeBlockKind::Indented => "",
    };
    out.push_str("<div class=\"code\"");
    if !language.is_empty() {
        out.push_str(" data-lang=\"");
        escape::attribute(out, language);
        out.push('"');
    }
    out.push_str("><pre tabindex=\"0\"><code");
    if !language.is_empty() {
        out.push_str(" class=\"language-");
        escape::attribute(out, language);
        out.push('"');
    }
    out.push('>');
    highlight::write(out, language, &text);
    out.push_str("</code></pre></div>\n");
    next
}

/// The part behind the block that starts here.
pub(super) fn end(parts: &[NumberedEvent<'_>], start: usize) -> usize {
    text(parts, start).1
}

/// The language of a block: the first word of its info string, without what other tools put behind it.
pub(in crate::markdown) fn language(info: &str) -> &str {
    info.split([' ', '\t', ',', '{']).next().unwrap_or_default()
}

fn text<'p>(parts: &'p [NumberedEvent<'_>], start: usize) -> (Cow<'p, str>, usize) {
    let mut text = Cow::Borrowed("");
    let mut at = start + 1;
    while let Some(NumberedEvent { event: Event::Text(line), .. }) = parts.get(at) {
        if text.is_empty() {
            text = Cow::Borrowed(line);
        } else {
            text.to_mut().push_str(line);
        }
        at += 1;
    }
    (text, at + 1)
}
