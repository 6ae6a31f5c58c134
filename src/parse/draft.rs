//! Whether a page is a draft. In doubt it is: what somebody meant to keep back must not go out because of a slip.

use super::front_matter::Front;
use crate::diagnostic::{Code, Finding, Place, Severity};
use crate::model::look_same;
use crate::path::FilePath;
use crate::yaml::{MapEntry, Value};

const KEY: &str = "draft";

/// What a finding says of a page that is kept back because of it.
pub(super) const COUNTS_AS_DRAFT: &str =
    "until that is mended the page counts as a draft and is not published";

/// Whether a page is kept back: it says so, or what it says of it cannot be read.
pub(super) fn is_draft(front: &Front) -> bool {
    front.failed
        || front.entries.iter().any(|entry| is_key(&entry.key) && entry.node.value != Value::Flag(false))
}

/// Whether an entry is about drafts and says neither `draft: true` nor `draft: false`: see [`findings`].
pub(super) fn is_slip(entry: &MapEntry) -> bool {
    match entry.node.value {
        Value::Flag(true) => is_key(&entry.key) && entry.key != KEY,
        Value::Flag(false) => false,
        _ => is_key(&entry.key),
    }
}

/// Tells what is written where `draft: true` or `draft: false` was meant.
pub(super) fn findings(file: &FilePath, front: &Front) -> impl Iterator<Item = Finding> {
    front.entries.iter().filter(|entry| is_slip(entry)).map(|MapEntry { key, span, node }| {
        let finding = if key == KEY {
            Finding::new(Code::BadValue, Place::span(file, node.span), "`draft` takes `true` or `false`")
                .label(format!("this is {}", node.describe()))
                .hint("write `draft: true` to keep the page back, `draft: false` to publish it")
        } else {
            let message = format!("`{key}` is not a key; `draft` is");
            Finding::new(Code::UnknownFrontMatterKey, Place::span(file, *span), message)
                .with_severity(Severity::Error)
                .label("keys are written in small letters, and in these alone")
                .hint("write `draft: true` to keep the page back, or take the line out to publish it")
        };
        finding.hint(COUNTS_AS_DRAFT)
    })
}

fn is_key(key: &str) -> bool {
    look_same(key, KEY)
}
