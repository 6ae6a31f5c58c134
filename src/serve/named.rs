//! The files that a drawn page and a stylesheet load, as they name them.

use std::ops::Range;

use html5gum::{StartTag, Token, Tokenizer};

use crate::markdown::addresses_in_srcset;
use crate::source::slice;

/// Attributes that name a file, in any element that loads it.
const ATTRIBUTES: [&str; 5] = ["src", "poster", "data", "href", "xlink:href"];
/// Attributes that list files.
const LISTS: [&str; 2] = ["srcset", "imagesrcset"];
/// Elements that lead somewhere and load nothing.
const LEADING: [&str; 4] = ["a", "area", "base", "form"];

/// The addresses of what a page loads. What a `style` names is among them.
pub(super) fn in_page(html: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut is_style = false;
    for Ok(token) in Tokenizer::new(html) {
        match token {
            Token::StartTag(tag) => {
                is_style = &**tag.name == b"style";
                in_tag(&tag, &mut found);
            }
            Token::String(text) if is_style => of_style(&text, &mut found),
            Token::EndTag(_) => is_style = false,
            _ => {}
        }
    }
    found
}

fn in_tag(tag: &StartTag<()>, found: &mut Vec<String>) {
    if LEADING.iter().any(|name| name.as_bytes() == &**tag.name) {
        return;
    }
    for (name, value) in &tag.attributes {
        let is = |names: &[&str]| names.iter().any(|known| known.as_bytes() == &***name);
        let Ok(text) = std::str::from_utf8(value) else { continue };
        if is(&ATTRIBUTES) {
            found.push(text.to_owned());
        } else if is(&LISTS) {
            found.extend(addresses_in_srcset(text).into_iter().map(|at| slice(text, at).to_owned()));
        } else if is(&["style"]) {
            of_style(value, found);
        }
    }
}

fn of_style(text: &[u8], found: &mut Vec<String>) {
    let style = String::from_utf8_lossy(text);
    found.extend(in_style(&style).into_iter().map(|at| slice(&style, at).to_owned()));
}

/// Where the addresses stand in a stylesheet: those of `url(...)`, of `@import`, and of `image-set(...)`. Those with
/// escaped signs are left out: nobody writes them.
pub(super) fn in_style(style: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let (mut at, mut loads) = (0, Loads::Nothing);
    while let Some(skip) = slice(style, at..).find(['/', '"', '\'', '(', ')', '@', ';', '{']) {
        at += skip;
        let rest = slice(style, at..);
        let length = match rest.as_bytes() {
            [b'/', b'*', ..] => slice(rest, 2..).find("*/").map_or(rest.len(), |end| end + 4),
            [quote @ (b'"' | b'\''), ..] => {
                let length = quoted(rest, *quote);
                if let Some(length) = length.filter(|_| loads != Loads::Nothing) {
                    found.push(at + 1..at + length - 1);
                }
                length.unwrap_or(rest.len())
            }
            [b'(', ..] if ends_with(slice(style, ..at), "url") => unquoted(rest, at, &mut found),
            [b'(', ..] if ends_with(slice(style, ..at), "image-set") => {
                loads = Loads::ImageSet;
                1
            }
            [b'@', ..] if rest.get(..7).is_some_and(|word| word.eq_ignore_ascii_case("@import")) => {
                loads = Loads::Import;
                7
            }
            [b')' | b';' | b'{', ..] => {
                loads = Loads::Nothing;
                1
            }
            _ => 1,
        };
        at += length;
    }
    found.retain(|at| !slice(style, at.clone()).contains('\\'));
    found
}

/// What a text in quotes would load.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Loads {
    Nothing,
    Import,
    ImageSet,
}

fn ends_with(text: &str, word: &str) -> bool {
    let start = text.len().checked_sub(word.len());
    start.and_then(|start| text.get(start..)).is_some_and(|end| end.eq_ignore_ascii_case(word))
}

/// How long a text in quotes is, with these; `None` where it does not end.
fn quoted(rest: &str, quote: u8) -> Option<usize> {
    let mut is_escaped = false;
    let end = rest.bytes().skip(1).position(|byte| {
        let ends = byte == quote && !is_escaped;
        is_escaped = byte == b'\\' && !is_escaped;
        ends
    });
    end.map(|end| end + 2)
}

/// How long a `(...)` behind `url` is; its address is found too.
fn unquoted(rest: &str, at: usize, found: &mut Vec<Range<usize>>) -> usize {
    let inner = slice(rest, 1..);
    let start = inner.len() - inner.trim_start().len();
    let first = inner.as_bytes().get(start).copied();
    let (address, end) = if let Some(quote @ (b'"' | b'\'')) = first {
        let Some(length) = quoted(slice(inner, start..), quote) else { return rest.len() };
        (start + 1..start + length - 1, start + length)
    } else {
        let end = inner.find(')').unwrap_or(inner.len());
        let start = start.min(end);
        (start..start + slice(inner, start..end).trim_end().len(), end)
    };
    if !address.is_empty() {
        found.push(at + 1 + address.start..at + 1 + address.end);
    }
    slice(inner, end..).find(')').map_or(rest.len(), |closing| 1 + end + closing + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_page_loads_is_found() {
        let page = "<a href=\"form.pdf\">x</a><img src=a.png srcset='b.png 1x, c.png 2x'><video poster=\"d.png\"><source src=\"e.webm\">\
            </video><object data=\"f.svg\"></object><link rel=stylesheet href=\"g.css?a&amp;b\"><svg><image href=\"h.png\"/></svg>\
            <p style=\"background: url(i.png)\">url(no.png)</p><style>p { background: url('j.png') }</style>";
        assert_eq!(
            in_page(page),
            ["a.png", "b.png", "c.png", "d.png", "e.webm", "f.svg", "g.css?a&b", "h.png", "i.png", "j.png"]
        );
    }

    #[test]
    fn what_a_stylesheet_loads_is_found() {
        for (style, expected) in [
            ("a { background: url(x.png) }", &["x.png"][..]),
            ("a { background: URL( \"x y.png\" ) no-repeat, url('z.png') }", &["x y.png", "z.png"]),
            ("@import \"a.css\" screen; @import url(b.css); a { content: \"c.css\" }", &["a.css", "b.css"]),
            (
                "a { background: image-set(\"a.png\" 1x, url(b.png) 2x, 'c.png' 3x); content: 'd' }",
                &["a.png", "b.png", "c.png"],
            ),
            (
                "/* url(no.png) */ a::before { content: \"url(no.png)\\\"\" } b { src: url(x.woff2) }",
                &["x.woff2"],
            ),
            ("a { background: url(", &[]),
            ("a { background: url(\"x", &[]),
            ("a { background: url(\"ä", &[]),
            ("@import 'ä", &[]),
            ("a { background: url()", &[]),
            ("@import \"", &[]),
            ("/* ", &[]),
            ("/*/ a { background: url(no.png) } */", &[]),
            ("ä { background: url(ä.png) }", &["ä.png"]),
        ] {
            let found: Vec<&str> = in_style(style).into_iter().map(|at| &style[at]).collect();
            assert_eq!(found, expected, "{style}");
        }
    }
}
