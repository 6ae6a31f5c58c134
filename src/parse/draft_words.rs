//! The words by which pages are kept back, here and in other programs.

use crate::diagnostic::near_miss;
use crate::model::look_same;

/// The key that is meant.
pub(super) const KEY: &str = "draft";

/// Keys of other programs that keep a page back where they say no.
const SAY_PUBLISHED: [&str; 7] =
    ["published", "publish", "ispublished", "public", "render", "permalink", "dgpublish"];
/// Those of them that say something else where they say neither yes nor no: the address of the page, say.
const SAY_MORE: [&str; 1] = ["permalink"];
/// What such a key says beside yes and no of a page that is published.
const AS_PUBLISHED: [&str; 4] = ["always", "link", "published", "public"];
/// Keys of other programs that keep a page back where they say yes.
const SAY_DRAFT: [&str; 16] = [
    "draftmode",
    "nopublish",
    "dontpublish",
    "donotpublish",
    "notpublished",
    "drafts",
    "isdraft",
    "wip",
    "unpublished",
    "private",
    "draftpage",
    "headless",
    "hidden",
    "unlisted",
    "embargo",
    "embargoed",
];
/// Keys of other programs that keep a page back by what they say.
const SAY_STATE: [&str; 11] = [
    "status",
    "state",
    "visibility",
    "poststatus",
    "pagestatus",
    "publishstatus",
    "publicationstatus",
    "workflow",
    "workflowstate",
    "workflowstatus",
    "lifecycle",
];
/// The one of them that says who may see a page, and what it says then of one that not everybody may.
const VISIBILITY: (&str, [&str; 3]) = ("visibility", ["none", "restricted", "members"]);
/// What such a key says of a page that is kept back. A text that somebody is still to write, to read or to release is none
/// that is published.
const STATES: [&str; 44] = [
    "confidential",
    "restricted",
    "staff only",
    "members only",
    "pre draft",
    "predraft",
    "ready for review",
    "to publish",
    "unreleased",
    "to do",
    "deleted",
    "internal",
    "secret",
    "draft",
    "drafts",
    "auto draft",
    "drafting",
    "first draft",
    "unpublished",
    "not published",
    "private",
    "hidden",
    "unlisted",
    "wip",
    "work in progress",
    "in progress",
    "in review",
    "review",
    "needs review",
    "under review",
    "to review",
    "pending",
    "pending review",
    "scheduled",
    "future",
    "embargoed",
    "unfinished",
    "unapproved",
    "incomplete",
    "on hold",
    "rejected",
    "false",
    "todo",
    "trash",
];
/// Words with which such a state begins, whatever follows them: `draft v2`, `pending approval`, `not ready`, `to be reviewed`.
const STATES_BEGIN: [&str; 14] = [
    "to be",
    "needs",
    "waiting",
    "waits",
    "draft",
    "drafts",
    "wip",
    "pending",
    "awaiting",
    "not",
    "unpublished",
    "unfinished",
    "unapproved",
    "todo",
];
/// A draft in other languages. Where several words mean one, the word that programs show their users.
const DRAFTS: [&str; 34] = [
    "draft",
    "drafts",
    "entwurf",
    "brouillon",
    "borrador",
    "bozza",
    "rascunho",
    "concept",
    "koncept",
    "konsep",
    "utkast",
    "udkast",
    "kladde",
    "luonnos",
    "szkic",
    "robocza",
    "nacrt",
    "osnutek",
    "mustand",
    "ciornă",
    "vázlat",
    "esborrany",
    "taslak",
    "draf",
    "nháp",
    "черновик",
    "чернетка",
    "чернова",
    "нацрт",
    "πρόχειρο",
    "مسودة",
    "טיוטה",
    "초안",
    "ร่าง",
];
/// The same in scripts that set no blanks between words.
const DRAFTS_WITHIN: [&str; 4] = ["草稿", "草案", "下書き", "ร่าง"];
/// What such a key says of a page that is not: a word that is near one of these is none of the above, however near it is to that,
/// as `reviewed` is to `review`.
const DECOYS: [&str; 26] = [
    "complete",
    "completed",
    "completes",
    "concluded",
    "delivered",
    "deployed",
    "implemented",
    "resolved",
    "closed",
    "listed",
    "effective",
    "ratified",
    "settled",
    "archived",
    "published",
    "public",
    "reviewed",
    "released",
    "approved",
    "accepted",
    "adopted",
    "active",
    "current",
    "final",
    "finished",
    "retired",
];
/// Shorter words resemble too many others.
const SHORTEST_NEAR: usize = 5;

/// Whether a key is that one, or only looks like it.
pub(super) fn is_key(key: &str) -> bool {
    look_same(key, KEY)
}

/// A key as it is compared: programs write the same one in many ways.
pub(super) fn plain(key: &str) -> String {
    key.chars().filter(|sign| sign.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Whether a key says how far a page has come.
pub(super) fn is_state(key: &str) -> bool {
    SAY_STATE.contains(&plain(key).as_str())
}

/// Whether a value says no, as any program writes it.
pub(super) fn says_no(value: &str) -> bool {
    ["false", "no", "off", "0", "n", "never"].contains(&bare(value).as_str())
}

/// Whether a value says yes, as any program writes it.
pub(super) fn says_yes(value: &str) -> bool {
    ["true", "yes", "on", "1", "y"].contains(&bare(value).as_str())
}

/// Whether a key with this value keeps a page back in other programs.
pub(super) fn keeps_back_elsewhere(key: &str, value: &str) -> bool {
    match plain(key).as_str() {
        key if SAY_PUBLISHED.contains(&key) => says_no(value),
        key if SAY_DRAFT.contains(&key) => says_yes(value),
        key if SAY_STATE.contains(&key) => {
            let state = state(value);
            is_kept_state(&state) || key == VISIBILITY.0 && VISIBILITY.1.contains(&state.as_str())
        }
        _ => false,
    }
}

/// Whether a key with a value that is neither yes nor no says that its page is published, or is about something else.
pub(super) fn is_of_published(key: &str, value: &str) -> bool {
    let key = plain(key);
    SAY_MORE.contains(&key.as_str())
        || SAY_PUBLISHED.contains(&key.as_str()) && AS_PUBLISHED.contains(&bare(value).as_str())
}

/// Whether a line of a text with this key and value says that the text is a draft.
pub(super) fn is_property_of_draft(key: &str, value: &str) -> bool {
    let is_published = ["published", "publish"].contains(&plain(key).as_str());
    let is_short = words(value).count() <= 3;
    is_short && (is_state(key) && is_state_of_draft(value) || is_published && says_no(value))
}

/// Whether a state is that of a draft, whatever it may be the state of.
pub(super) fn is_state_of_draft(value: &str) -> bool {
    let state = state(value);
    words(&state).next().is_some_and(|first| DRAFTS.contains(&first)) || state == "unpublished"
}

/// Whether a key says by yes or no whether its page is published, in other programs: it keeps back what it says no of.
pub(super) fn is_read_elsewhere(key: &str) -> bool {
    let key = plain(key);
    SAY_PUBLISHED.contains(&key.as_str()) || SAY_DRAFT.contains(&key.as_str())
}

fn is_kept_state(state: &str) -> bool {
    STATES.contains(&state)
        || STATES_BEGIN.iter().any(|begin| begins_with(state, begin))
        || words(state).any(|word| DRAFTS.contains(&word))
        || DRAFTS_WITHIN.iter().any(|draft| state.contains(draft))
}

/// Whether a state begins with some words.
fn begins_with(state: &str, begin: &str) -> bool {
    let mut own = words(state);
    words(begin).all(|word| own.next() == Some(word))
}

fn words(state: &str) -> impl Iterator<Item = &str> {
    state.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// The state of a page that is kept back that was probably meant by what a key says.
pub(super) fn near_state(key: &str, value: &str) -> Option<&'static str> {
    // Of every key of a page this is asked, and hardly one says a state.
    if !is_state(key) {
        return None;
    }
    let state = state(value);
    let known = STATES.iter().chain(&DECOYS).copied().filter(|word| word.len() >= SHORTEST_NEAR);
    let near = near_miss(&state, known).filter(|_| state.len() >= SHORTEST_NEAR)?;
    (STATES.contains(&near) && near != state).then_some(near)
}

/// Whether a line of front matter, wherever it stands, keeps a page back.
pub(super) fn is_line_of_draft(line: &str) -> bool {
    let Some((key, value)) = entry(line) else { return false };
    is_key(key) && !value.eq_ignore_ascii_case("false") || keeps_back_elsewhere(key, value)
}

/// Whether a line is no sentence, and keeps a page back.
pub(super) fn is_plain_line_of_draft(line: &str) -> bool {
    entry(line).is_some_and(|(key, value)| is_key(key) && value.is_empty() || keeps_back(key, value))
}

/// Whether a key with this value keeps a page back, here or in other programs.
pub(super) fn keeps_back(key: &str, value: &str) -> bool {
    says_key(key, value) || keeps_back_elsewhere(key, value)
}

/// Whether a key is the one that is meant, and its value says yes.
pub(super) fn says_key(key: &str, value: &str) -> bool {
    is_key(key.trim()) && says_yes(value)
}

fn entry(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.split_once([':', '='])?;
    Some((key.trim().trim_matches(['"', '\'']), value.trim().trim_end_matches(',')))
}

/// A value without the quotes around it.
pub(super) fn bare(value: &str) -> String {
    value.trim().trim_matches(['"', '\'']).trim().to_lowercase()
}

/// A state as it is compared: `In-Review` and `in_review` are `in review`.
fn state(value: &str) -> String {
    let words = bare(value).replace(['-', '_'], " ");
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The words that the rules are made of.
#[cfg(test)]
pub(super) fn tables() -> Vec<&'static [&'static str]> {
    vec![
        &[KEY, VISIBILITY.0],
        &SAY_PUBLISHED,
        &SAY_MORE,
        &AS_PUBLISHED,
        &SAY_DRAFT,
        &SAY_STATE,
        &VISIBILITY.1,
        &STATES,
        &STATES_BEGIN,
        &DRAFTS,
        &DRAFTS_WITHIN,
        &DECOYS,
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_that_keep_a_page_back() {
        for state in [
            "draft",
            "In Review",
            "in-review",
            "work_in_progress",
            "WIP",
            "pending",
            "auto-draft",
            "DRAFT v2",
            "draft/wip",
            "Draft (do not publish)",
            "pending approval",
            "not approved",
            "On hold",
            "awaiting sign-off",
            "to be reviewed",
            "needs approval",
            "waiting for review",
            "confidential",
            "Restricted",
            "staff only",
        ] {
            assert!(keeps_back_elsewhere("status", state), "{state}");
        }
        for (state, near) in [
            ("darft", Some("draft")),
            ("unpublishd", Some("unpublished")),
            ("in reveiw", Some("in review")),
            ("incomplet", Some("incomplete")),
            ("unlistd", Some("unlisted")),
            ("unfinishd", Some("unfinished")),
            ("Completed", None),
            ("complete", None),
            ("Complet", None),
            ("completd", None),
            ("listed", None),
            ("resolved", None),
            ("reviewed", None),
            ("published", None),
            ("publish", None),
            ("planned", None),
            ("running", None),
            ("done", None),
            ("live", None),
            ("proposed", None),
            ("noted", None),
            ("drafted by HR, approved", None),
            ("deprecated", None),
            ("ready", None),
            ("stable", None),
        ] {
            assert!(!keeps_back_elsewhere("status", state), "{state}");
            assert_eq!(near_state("status", state), near, "{state}");
        }
        assert_eq!(near_state("title", "darft"), None);
    }
}
