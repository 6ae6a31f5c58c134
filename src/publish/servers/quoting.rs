//! Texts in the files of servers, each as that server reads it.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// A text between double quotes, as nginx and Apache read it.
pub(super) fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// A text between double quotes, as Caddy reads it; `None` where it has signs that Caddy fills in, or knows no way to write.
pub(super) fn quoted_for_caddy(text: &str) -> Option<String> {
    (!text.contains(['{', '}', '\\'])).then(|| format!("\"{}\"", text.replace('"', "\\\"")))
}

/// What Apache leaves as it is where it writes an address.
const APACHE_KEEPS: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'$')
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'+')
    .remove(b'!')
    .remove(b'*')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b',')
    .remove(b':')
    .remove(b';')
    .remove(b'@')
    .remove(b'&')
    .remove(b'=')
    .remove(b'/')
    .remove(b'~');

/// An address as Apache's own `escape` writes it, digits in small letters.
pub(super) fn as_apache_escapes(address: &str) -> String {
    let mut escaped = String::with_capacity(address.len());
    for part in utf8_percent_encode(address, APACHE_KEEPS) {
        // Parts are either kept, or one sign after a per cent.
        if part.starts_with('%') {
            escaped.push_str(&part.to_ascii_lowercase());
        } else {
            escaped.push_str(part);
        }
    }
    escaped
}

/// A text as a part of a regular expression.
pub(super) fn in_pattern(text: &str) -> String {
    let escaped = text.chars().flat_map(|sign| {
        let is_plain = sign.is_alphanumeric() || "/-_ ".contains(sign);
        (!is_plain).then_some('\\').into_iter().chain([sign])
    });
    escaped.collect()
}
