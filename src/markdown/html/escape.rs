//! Text into HTML.

use pulldown_cmark_escape as escape;

/// Text between tags.
pub fn text(out: &mut String, text: &str) {
    // Writing to a string does not fail.
    let _ = escape::escape_html_body_text(out, text);
}

/// The value of an attribute in double quotes.
pub fn attribute(out: &mut String, value: &str) {
    let _ = escape::escape_html(out, value);
}

/// An address as a person wrote it, as the value of an attribute.
pub fn address(out: &mut String, address: &str) {
    let _ = escape::escape_href(out, address);
}
