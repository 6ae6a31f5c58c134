//! Pages of folders that cannot be read as a whole: whether they may say of the pages below that they are drafts.

use super::draft_maps::is_cascade;
use super::draft_words::plain;
use super::front_matter::Front;
use crate::diagnostic::near_miss;

/// What a finding says of such a page.
pub const KEEPS_BACK_BELOW: &str = "what it says of the pages below cannot be read: until that is mended the pages below count as drafts too";

/// Whether a page of a folder may keep back the pages below, and nobody can tell.
pub(super) fn may_keep_back(front: &Front, text: &str) -> bool {
    // Where something stands in for the file, nothing is known of what it says.
    front.failed && (front.is_stand_in || names_cascade(text))
}

/// Whether a text that may not be read as the page of a folder names a key by which that says something of the pages below,
/// however it is written, or nobody can tell.
pub fn may_be_about_pages_below(text: &str) -> bool {
    let is_of_kind = |word: &str| near_miss(&plain(word), [PAGE_KIND]).is_some();
    names_cascade(text) || text.contains(char::REPLACEMENT_CHARACTER) || words(text).any(is_of_kind)
}

/// The key by which the page of a folder sets the kind of the pages below, as keys are compared.
const PAGE_KIND: &str = "pagekind";

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|sign: char| !sign.is_alphanumeric() && sign != '_' && sign != '-')
}

/// Whether a text names the key by which pages below are kept back, however it is written, or nobody can tell: the key is
/// made of letters that all encodings of texts have in common, so what has no such word does not say it.
pub(super) fn names_cascade(text: &str) -> bool {
    let is_between = |sign: char| !sign.is_alphanumeric() && sign != char::REPLACEMENT_CHARACTER;
    text.contains('\0') || text.split(is_between).any(is_cascade)
}
