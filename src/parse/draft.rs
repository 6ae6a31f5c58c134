//! Whether a page is a draft. In doubt it is: what somebody meant to keep back must not go out because of a slip.

use std::sync::Arc;

use super::draft_words::{KEY, is_key, keeps_back_elsewhere};
use super::front_matter::Front;
use crate::config::Field;
use crate::diagnostic::{Code, Finding, Place, Severity};
use crate::path::FilePath;
use crate::yaml::{MapEntry, Value};

/// What a finding says of a page that is kept back because of it.
pub const COUNTS_AS_DRAFT: &str = "until that is mended the page counts as a draft and is not published";

/// Whether a page of a kind with these fields is kept back: it says so, or what it says of it cannot be read.
pub(super) fn is_draft(front: &Front, declared: &[Arc<Field>]) -> bool {
    let keeps_back = |entry: &MapEntry| {
        is_key(&entry.key) && entry.node.value != Value::Flag(false) || is_of_others(entry, declared)
    };
    front.failed || front.entries.iter().any(keeps_back)
}

/// Whether an entry is about drafts and says neither `draft: true` nor `draft: false`: see [`findings`].
pub(super) fn is_slip(entry: &MapEntry, declared: &[Arc<Field>]) -> bool {
    match entry.node.value {
        _ if is_of_others(entry, declared) => true,
        Value::Flag(true) => is_key(&entry.key) && entry.key != KEY,
        Value::Flag(false) => false,
        _ => is_key(&entry.key),
    }
}

/// Whether an entry keeps a page back in other programs. What a site declares as a field means what the site says.
fn is_of_others(entry: &MapEntry, declared: &[Arc<Field>]) -> bool {
    !declared.iter().any(|field| field.name == entry.key)
        && keeps_back_elsewhere(&entry.key, entry.node.written())
}

/// Tells what is written where `draft: true` or `draft: false` was meant.
pub(super) fn findings(
    file: &FilePath,
    front: &Front,
    declared: &[Arc<Field>],
) -> impl Iterator<Item = Finding> {
    let slips = front.entries.iter().filter(|entry| is_slip(entry, declared));
    slips.map(|MapEntry { key, span, node }| {
        let finding = if key == KEY {
            Finding::new(Code::BadValue, Place::span(file, node.span), "`draft` takes `true` or `false`")
                .label(format!("this is {}", node.describe()))
                .hint("write `draft: true` to keep the page back, `draft: false` to publish it")
        } else {
            let message = format!("`{key}` is not a key; `draft` is");
            let label = if is_key(key) {
                "keys are written in small letters, and in these alone"
            } else {
                "keeps a page back in other programs"
            };
            Finding::new(Code::UnknownFrontMatterKey, Place::span(file, *span), message)
                .with_severity(Severity::Error)
                .label(label)
                .hint("write `draft: true` to keep the page back, or take the line out to publish it")
        };
        finding.hint(COUNTS_AS_DRAFT)
    })
}
