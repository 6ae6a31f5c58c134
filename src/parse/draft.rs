//! Whether a page is a draft. In doubt it is: what somebody meant to keep back must not go out because of a slip.

use std::sync::Arc;

use super::draft_words::{KEY, is_key, keeps_back_elsewhere};
use super::front_matter::Front;
use crate::config::Field;
use crate::diagnostic::{Code, Finding, Place, Severity, near_miss};
use crate::model::DraftKeys;
use crate::path::FilePath;
use crate::yaml::{MapEntry, Value};

/// What a finding says of a page that is kept back because of it.
pub const COUNTS_AS_DRAFT: &str = "until that is mended the page counts as a draft and is not published";

/// Whether a page of a kind with these fields is kept back: it says so, or what it says of it cannot be read.
pub(super) fn is_draft(front: &Front, declared: &[Arc<Field>]) -> bool {
    let keeps_back = |entry: &MapEntry| says_draft(entry) || is_of_others(entry, declared);
    front.failed || front.entries.iter().any(keeps_back)
}

/// By what front matter keeps a text back, whatever fields the kind of its page declares.
pub(super) fn draft_keys(front: &Front) -> DraftKeys {
    let of_others = front.entries.iter().filter(|entry| is_of_others(entry, &[]));
    let of_others: DraftKeys = of_others.map(|entry| entry.key.as_str().into()).collect();
    if front.failed || front.entries.iter().any(says_draft) {
        DraftKeys::from(["".into()])
    } else {
        of_others
    }
}

fn says_draft(entry: &MapEntry) -> bool {
    is_key(&entry.key) && entry.node.value != Value::Flag(false)
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

/// Whether an entry keeps a page back in other programs, or would here if its key were spelled well. What a site declares
/// as a field means what the site says.
fn is_of_others(MapEntry { key, node, .. }: &MapEntry, declared: &[Arc<Field>]) -> bool {
    let keeps_back = match &node.value {
        Value::List(values) => values.iter().any(|value| keeps_back_elsewhere(key, value.written())),
        Value::Flag(true) => is_misspelled(key) || keeps_back_elsewhere(key, node.written()),
        _ => keeps_back_elsewhere(key, node.written()),
    };
    keeps_back && !declared.iter().any(|field| field.name == *key)
}

fn is_misspelled(key: &str) -> bool {
    !is_key(key) && near_miss(&key.to_lowercase(), [KEY]).is_some()
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
            let label = match key {
                key if is_key(key) => "keys are written in small letters, and in these alone",
                key if is_misspelled(key) => "it reads like a slip of the pen",
                _ => "keeps a page back in other programs",
            };
            Finding::new(Code::UnknownFrontMatterKey, Place::span(file, *span), message)
                .with_severity(Severity::Error)
                .label(label)
                .hint("write `draft: true` to keep the page back, or take the line out to publish it")
        };
        finding.hint(COUNTS_AS_DRAFT)
    })
}
