//! Files that browsers run, or render as documents of their own: such a file does not only say something, it can do something in
//! the site's name, and answer in the place of its pages.

use crate::path::FilePath;
use crate::source::slice;

/// Whether browsers run a file, or render it as a document.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Activity {
    /// They do not.
    Inert,
    /// They do, by its name.
    Active,
    /// It is a drawing: its bytes say, see [`is_active_drawing`].
    OfDrawing,
}

/// Endings of files that browsers run or render, and of some that servers do. Servers look at every ending that a name has.
const ACTIVE: [&str; 24] = [
    "html", "htm", "xhtml", "xht", "shtml", "shtm", "mht", "mhtml", "hta", "js", "mjs", "cjs", "jsm", "es",
    "wasm", "xml", "xsl", "xslt", "rss", "atom", "rdf", "svgz", "php", "cgi",
];

impl Activity {
    /// That of a file, as far as its name tells.
    pub fn of(file: &FilePath) -> Activity {
        let name = file.name().to_ascii_lowercase();
        let mut endings = name.split('.').skip(1);
        if endings.any(|ending| ACTIVE.contains(&ending.trim())) {
            return Activity::Active;
        }
        if name.split('.').skip(1).any(|ending| ending.trim() == "svg") {
            Activity::OfDrawing
        } else {
            Activity::Inert
        }
    }
}

/// What makes a drawing run something, or render something else than a drawing, as it stands there in lower case.
const IN_MARKUP: [&str; 6] =
    ["<script", ":script", "<foreignobject", ":foreignobject", "<!entity", "<?xml-stylesheet"];
/// The same, where it may be written with references to characters and with space between them.
const IN_VALUES: [&str; 4] = ["javascript:", "1999/xhtml", "data:text/", "data:image/svg"];
/// Encodings in which what is looked for is written with the bytes that it has in ASCII.
const LIKE_ASCII: [&str; 5] = ["utf-8", "utf8", "us-ascii", "iso-8859-1", "windows-1252"];

/// Whether a drawing holds anything that browsers run, or what could hide such a thing.
pub fn is_active_drawing(bytes: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else { return true };
    let text = text.to_ascii_lowercase();
    if text.contains('\0') || !is_like_ascii(&text) {
        return true;
    }
    let written = decoded(&text);
    let close: String = written.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
    IN_MARKUP.iter().any(|needle| text.contains(needle))
        || IN_VALUES.iter().any(|needle| close.contains(needle))
        || has_handler(&text)
}

/// Whether the encoding that a drawing names, if it names one, is one of those.
fn is_like_ascii(text: &str) -> bool {
    let head = text.trim_start_matches('\u{feff}').strip_prefix("<?xml");
    let head = head.and_then(|rest| rest.split_once("?>")).map_or("", |(head, _)| head);
    let Some((_, named)) = head.split_once("encoding") else { return true };
    let named = named.trim_start_matches(|c: char| c == '=' || c.is_whitespace() || matches!(c, '"' | '\''));
    let named: &str = named.split(['"', '\'']).next().unwrap_or_default();
    LIKE_ASCII.contains(&named.trim())
}

/// A text with its references to characters replaced.
fn decoded(text: &str) -> String {
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, digits)) = rest.split_once("&#") {
        decoded.push_str(before);
        let (radix, digits) = digits.strip_prefix('x').map_or((10, digits), |digits| (16, digits));
        let end = digits.find(|c: char| !c.is_digit(radix)).unwrap_or(digits.len());
        let number = u32::from_str_radix(slice(digits, ..end), radix).ok();
        decoded.extend(number.and_then(char::from_u32).map(|c| c.to_ascii_lowercase()));
        let behind = slice(digits, end..);
        rest = behind.strip_prefix(';').unwrap_or(behind);
    }
    decoded.push_str(rest);
    decoded
}

/// Whether a tag has an attribute whose name begins with `on`.
fn has_handler(text: &str) -> bool {
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("on") {
        let begins = before.ends_with(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '/'));
        let behind = after.trim_start_matches(|c: char| c.is_ascii_alphanumeric());
        if begins && behind.len() < after.len() && behind.trim_start().starts_with('=') {
            return true;
        }
        rest = after;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_say_what_is_run() {
        for (name, activity) in [
            ("a/sw.js", Activity::Active),
            ("a.js/readme", Activity::Inert),
            ("X.HTML", Activity::Active),
            ("x.html.de", Activity::Active),
            ("talk.svg", Activity::OfDrawing),
            ("js", Activity::Inert),
            ("form.pdf", Activity::Inert),
        ] {
            assert_eq!(Activity::of(&FilePath::new(name).expect("a path")), activity, "{name}");
        }
    }

    #[test]
    fn drawings_say_what_is_run() {
        for (svg, is_active) in [
            ("<svg width='4'><path d='M0 0'/><text>turn on</text></svg>", false),
            ("<?xml version=\"1.0\" encoding=\"UTF-8\"?><svg/>", false),
            ("<?xml version=\"1.0\" encoding=\"UTF-16\"?><svg/>", true),
            ("<svg><SCRIPT/></svg>", true),
            ("<svg><x:script/></svg>", true),
            ("<svg onclick='x()'/>", true),
            ("<svg><a href='java\tscript:x()'/></svg>", true),
            ("<svg><a href='&#106;avascript:x()'/></svg>", true),
            ("<svg><set to='&#x6A;avascript:x()'/></svg>", true),
        ] {
            assert_eq!(is_active_drawing(svg.as_bytes()), is_active, "{svg}");
        }
        assert!(is_active_drawing(b"<\0s\0v\0g\0"));
    }
}
