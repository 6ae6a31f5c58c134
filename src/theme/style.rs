//! What a stylesheet names and leaves open. Strings and comments are distinguished from the rest; nothing else of CSS is known.

use crate::diagnostic::{Code, Finding, Place, near_miss};
use crate::source::{SourceText, Span, slice};

/// What was found in a stylesheet.
#[derive(PartialEq, Debug, Default)]
pub(super) struct Scanned {
    /// What stands between the brackets of each `url(...)`, in order.
    pub(super) urls: Vec<Url>,
    /// The last block, or the comment, that is opened and never closed.
    open: Option<usize>,
}

/// An address in a stylesheet, without quotes: where it begins and ends, in bytes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Url {
    pub(super) start: usize,
    end: usize,
}

impl Url {
    /// The address without what follows a `?` or `#`.
    pub(super) fn path(self, text: &str) -> &str {
        slice(text, self.start..self.end).split(['?', '#']).next().unwrap_or_default()
    }
}

/// Reads a stylesheet.
pub(super) fn scan(text: &str) -> Scanned {
    let bytes = text.as_bytes();
    let (mut scanned, mut blocks, mut at) = (Scanned::default(), Vec::new(), 0);
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'/' if bytes.get(at + 1) == Some(&b'*') => {
                let Some(length) = slice(text, at + 2..).find("*/") else {
                    return Scanned { open: Some(at), ..scanned };
                };
                at += 2 + length + 1;
            }
            quote @ (b'"' | b'\'') => at = end_of_string(bytes, at + 1, *quote),
            b'\\' => at += 1,
            b'{' => blocks.push(at),
            b'}' => {
                blocks.pop();
            }
            b'(' if is_url(bytes, at) => {
                let (url, end) = url(text, at + 1);
                scanned.urls.push(url);
                at = end;
            }
            _ => {}
        }
        at += 1;
    }
    Scanned { open: blocks.pop(), ..scanned }
}

/// Where a string ends: its quote, or the end of its line, which browsers take for that too.
fn end_of_string(bytes: &[u8], mut at: usize, quote: u8) -> usize {
    while let Some(byte) = bytes.get(at).filter(|byte| **byte != quote && **byte != b'\n') {
        at += if *byte == b'\\' { 2 } else { 1 };
    }
    at.min(bytes.len())
}

/// Whether a bracket is that of `url(`, and not of a name that only ends so.
fn is_url(bytes: &[u8], bracket: usize) -> bool {
    let Some((before, word)) = bytes.get(..bracket).and_then(|text| text.split_last_chunk::<3>()) else {
        return false;
    };
    let is_of_name =
        |byte: &u8| byte.is_ascii_alphanumeric() || matches!(*byte, b'-' | b'_' | b'\\') || !byte.is_ascii();
    word.eq_ignore_ascii_case(b"url") && !before.last().is_some_and(is_of_name)
}

/// The address that begins behind a bracket, and where it ends with its quote.
fn url(text: &str, from: usize) -> (Url, usize) {
    let bytes = text.as_bytes();
    let start = text.len() - slice(text, from..).trim_start().len();
    if let Some(quote @ (b'"' | b'\'')) = bytes.get(start).copied() {
        let end = end_of_string(bytes, start + 1, quote);
        return (Url { start: start + 1, end: end.max(start + 1) }, end);
    }
    let end = slice(text, start..).find(')').map_or(text.len(), |length| start + length);
    (Url { start, end: start + slice(text, start..end).trim_end().len() }, end)
}

/// What is wrong in a stylesheet of a site. `names` are the files of the theme, as it names them.
pub(super) fn findings(source: &SourceText, names: &[&str]) -> Vec<Finding> {
    let SourceText { file, text } = source;
    let scanned = scan(text);
    let missing =
        scanned.urls.iter().filter(|url| is_of_theme(url.path(text)) && !names.contains(&url.path(text)));
    let missing = missing.map(|url| {
        let path = url.path(text);
        let near = near_miss(path, names.iter().copied()).map(|near| format!("did you mean `{near}`?"));
        let place = Place::span(file, Span::new(url.start..url.start + path.len()));
        Finding::new(Code::BrokenStyle, place, format!("the theme has no file `{path}`"))
            .hint(near.unwrap_or_else(|| "put the file into the folder of the theme".to_owned()))
    });
    let mut findings: Vec<Finding> = missing.collect();
    if let Some(at) = scanned.open {
        let is_block = text.as_bytes().get(at) == Some(&b'{');
        let (what, close, length) = if is_block { ("block", "}", 1) } else { ("comment", "*/", 2) };
        let place = Place::span(file, Span::new(at..at + length));
        let finding = Finding::new(Code::BrokenStyle, place, format!("this {what} is never closed"));
        findings.push(finding.hint(format!("close it with `{close}`")));
    }
    findings
}

/// Whether an address is that of a file of the theme, and not of the site, of another host or within the page. Of another
/// stylesheet nothing is said.
fn is_of_theme(path: &str) -> bool {
    let leads_away = path.starts_with(['/', '.']) || path.contains([':', '\\', '(', '%']);
    !path.is_empty() && !leads_away && !path.to_ascii_lowercase().ends_with(".css")
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::path::FilePath;

    fn said(text: &str) -> Vec<String> {
        let file = FilePath::new("theme/extra.css").expect("a path");
        let source = SourceText { file, text: Arc::from(text) };
        let words = |finding: Finding| format!("{}; {}", finding.message, finding.hints.join("; "));
        findings(&source, &["icon.svg", "fonts/text.woff2"]).into_iter().map(words).collect()
    }

    #[test]
    fn what_is_not_there_or_not_closed_is_told() {
        for (text, expected) in [
            (
                "h1{background:url(nosuch.png)}",
                "the theme has no file `nosuch.png`; put the file into the folder of the theme",
            ),
            (
                "h1{background:URL( 'icom.svg#a' )}",
                "the theme has no file `icom.svg`; did you mean `icon.svg`?",
            ),
            ("h1{a:b} h2{color:red", "this block is never closed; close it with `}`"),
            ("@media print { h1{a:b}", "this block is never closed; close it with `}`"),
            ("h1{a:b} /* h2", "this comment is never closed; close it with `*/`"),
        ] {
            assert_eq!(said(text), [expected], "{text}");
        }
    }

    #[test]
    fn what_is_right_is_left_alone() {
        for text in [
            "@font-face{src:url(fonts/text.woff2)} h1{background:url(\"icon.svg?x#y\")}",
            "h1{a:url(../pictures/a.png) url(/b.png) url(data:image/png;base64,AA) url(#c) url() url(https://x.example/y)}",
            "/* url(no.png) { */ h1::before{content:\"url(no.png) {\"} h2::before{content:'\\'}'}",
            "h1{--curl(x.png):1}",
            "",
        ] {
            assert_eq!(said(text), [""; 0], "{text}");
        }
    }
}
