//! Whether a page is a draft. In doubt it is: what somebody meant to keep back must not go out because of a slip.

use super::front_matter::Front;
use crate::diagnostic::{Code, Finding, Place, Severity};
use crate::model::look_same;
use crate::path::FilePath;
use crate::source::Span;
use crate::yaml::Yaml;

const KEY: &str = "draft";

/// What a finding says of a page that is kept back because of it.
pub(super) const COUNTS_AS_DRAFT: &str =
    "until that is mended the page counts as a draft and is not published";

/// Whether a page is kept back: it says so, or what it says of it cannot be read.
pub(super) fn is_draft(front: &Front) -> bool {
    front.failed || front.map.iter().any(|(key, value)| is_key(key) && *value != Yaml::Flag(false))
}

/// Whether an entry is about drafts and says neither `draft: true` nor `draft: false`: see [`findings`].
pub(super) fn is_slip(key: &str, value: &Yaml) -> bool {
    match value {
        Yaml::Flag(true) => is_key(key) && key != KEY,
        Yaml::Flag(false) => false,
        _ => is_key(key),
    }
}

/// Tells what is written where `draft: true` or `draft: false` was meant.
pub(super) fn findings(file: &FilePath, front: &Front) -> impl Iterator<Item = Finding> {
    let entries = front.map.iter().enumerate().filter(|(_, (key, value))| is_slip(key, value));
    let offset = front.span.map_or(0, |span| span.start as usize);
    let at = move |span: Span| Place::span(file, span.shifted(offset));
    entries.map(move |(nth, (key, value))| {
        let node = front.places.entry(nth, key);
        let finding = if key == KEY {
            let place = at(node.map_or(front.places.value, |node| node.value));
            Finding::new(Code::BadValue, place, "`draft` takes `true` or `false`")
                .label(format!("this is {}", value.describe()))
                .hint("write `draft: true` to keep the page back, `draft: false` to publish it")
        } else {
            let key_span = node.and_then(|node| node.key.as_ref()).map(|(_, span)| *span);
            let place = at(key_span.unwrap_or(front.places.value));
            Finding::new(Code::UnknownFrontMatterKey, place, format!("`{key}` is not a key; `draft` is"))
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
