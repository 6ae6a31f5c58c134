//! The words by which pages are kept back, here and in other programs.

use crate::model::look_same;

/// The key that is meant.
pub(super) const KEY: &str = "draft";

/// Keys of other programs that keep a page back where they say no.
const SAY_PUBLISHED: [&str; 4] = ["published", "publish", "ispublished", "public"];
/// Keys of other programs that keep a page back where they say yes.
const SAY_DRAFT: [&str; 6] = ["drafts", "isdraft", "wip", "unpublished", "private", "draftpage"];
/// Keys of other programs that keep a page back by what they say.
const SAY_STATE: [&str; 4] = ["status", "state", "visibility", "poststatus"];
/// What such a key says of a page that is kept back.
const STATES: [&str; 6] = ["draft", "drafts", "unpublished", "private", "wip", "work in progress"];

/// Whether a key is that one, or only looks like it.
pub(super) fn is_key(key: &str) -> bool {
    look_same(key, KEY)
}

/// Whether a key with this value keeps a page back in other programs.
pub(super) fn keeps_back_elsewhere(key: &str, value: &str) -> bool {
    let key: String =
        key.chars().filter(|sign| sign.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let value = value.trim().trim_matches(['"', '\'']).trim().to_lowercase();
    let says = |words: &[&str]| words.contains(&value.as_str());
    match key.as_str() {
        key if SAY_PUBLISHED.contains(&key) => says(&["false", "no", "off", "0", "n"]),
        key if SAY_DRAFT.contains(&key) => says(&["true", "yes", "on", "1", "y"]),
        key if SAY_STATE.contains(&key) => says(&STATES),
        _ => false,
    }
}

/// Whether a line of front matter, wherever it stands, keeps a page back.
pub(super) fn is_line_of_draft(line: &str) -> bool {
    let Some((key, value)) = line.split_once([':', '=']) else { return false };
    let (key, value) = (key.trim().trim_matches(['"', '\'']), value.trim().trim_end_matches(','));
    is_key(key) && !value.eq_ignore_ascii_case("false") || keeps_back_elsewhere(key, value)
}
