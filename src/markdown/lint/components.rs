//! Components of MDX in raw HTML.

use std::ops::Range;

use crate::source::slice;

/// Whether an element is a component of MDX by its name: it begins with a large letter, and is none of HTML.
pub(super) fn is_component(name: &str) -> bool {
    name.starts_with(|sign: char| sign.is_ascii_uppercase())
        && name.contains(|sign: char| sign.is_ascii_lowercase())
        && !OF_HTML.iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// Elements that somebody may write with a large letter.
const OF_HTML: [&str; 24] = [
    "a", "b", "br", "button", "center", "code", "details", "div", "em", "font", "i", "iframe", "img", "li",
    "ol", "p", "span", "strong", "summary", "table", "td", "th", "tr", "video",
];

/// The name with which a text begins.
pub(super) fn name_of(text: &str) -> &str {
    let length = text.find(|sign: char| !sign.is_ascii_alphanumeric() && sign != '.').unwrap_or(text.len());
    slice(text, ..length)
}

/// What stands between quotes in the tags of components.
pub(super) fn values(html: &str) -> Vec<Range<usize>> {
    let mut values = Vec::new();
    let mut from = 0;
    while let Some(at) = slice(html, from..).find('<').map(|at| from + at) {
        from = at + 1;
        let name = name_of(slice(html, from..));
        if is_component(name) {
            from = of_tag(html, from + name.len(), &mut values);
        }
    }
    values
}

/// The same of one tag, behind its name; and where that ends.
fn of_tag(html: &str, start: usize, values: &mut Vec<Range<usize>>) -> usize {
    let mut at = start;
    let mut before = ' ';
    while let Some(sign) = slice(html, at..).chars().next() {
        at += sign.len_utf8();
        match sign {
            '>' => return at,
            '"' | '\'' if before == '=' => {
                let Some(length) = slice(html, at..).find(sign) else { return html.len() };
                values.push(at..at + length);
                at += length + 1;
            }
            _ => {}
        }
        if !sign.is_whitespace() {
            before = sign;
        }
    }
    at
}
