//! Texts as readers may see them: without what their authors wrote for nobody else, and as it is meant.

use std::sync::Arc;

use super::reading::head_and_body;
use crate::markdown::{self, Options};
use crate::source::slice;

/// A whole file as readers may see it. Whatever is left of it is where it was.
pub fn as_shown(text: Arc<str>, options: Options) -> Arc<str> {
    if !text.contains('%') {
        return text;
    }
    let body = text.len() - head_and_body(&text).body.len();
    shown_below(&text, body, options)
}

/// The same of a file whose Markdown begins at a byte.
pub(super) fn shown_below(text: &Arc<str>, body: usize, options: Options) -> Arc<str> {
    let (head, words) = (slice(text, ..body), slice(text, body..));
    match markdown::as_meant(words, options) {
        Some(words) => format!("{head}{words}").into(),
        None => text.clone(),
    }
}
