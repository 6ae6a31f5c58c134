//! Texts as addresses need them: encoded, decoded, in one Unicode form.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// What must be encoded within a part of a path; letters of any script stay readable in the
/// source and are encoded by the browser.
pub(super) const IN_PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}')
    .add(b'&')
    .add(b'\'');

/// `%20` and its kin undone, in Unicode form C. Bytes that are no UTF-8 stay as written.
pub fn decode(text: &str) -> Cow<'_, str> {
    match percent_decode_str(text).decode_utf8() {
        Ok(Cow::Borrowed(same)) => nfc(same),
        Ok(Cow::Owned(decoded)) => Cow::Owned(nfc(&decoded).into_owned()),
        Err(_) => nfc(text),
    }
}

/// Encodes a path or fragment for use in a link; letters of other scripts are encoded too.
pub fn encode(text: &str) -> String {
    utf8_percent_encode(text, IN_PATH).to_string()
}

/// Encodes a text for use within a query: everything but letters and digits.
pub fn encode_all(text: &str) -> String {
    utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string()
}

/// Unicode form C, without a copy where the text is in it already.
pub fn nfc(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || is_nfc(text) { Cow::Borrowed(text) } else { Cow::Owned(text.nfc().collect()) }
}
