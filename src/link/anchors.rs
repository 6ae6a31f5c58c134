//! Places in pages as links name them: by ids, and by those that other programs make of the same headings.
//!
//! Every program makes ids of headings in its own way: `can-t` or `cant`, `_5-steps` or `5-steps`, `forcas` for “Forças”. A link that
//! was right there is right here where one heading can be meant alone.

use super::index::LinkIndex;
use super::other_ids::OtherIds;
use crate::markdown::Heading;
use crate::model::PageId;

/// A place in a page.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum AnchorPlace {
    /// What has this id.
    Id(Box<str>),
    /// Its beginning.
    Top,
}

impl LinkIndex {
    /// The place in a page that a link names.
    pub(super) fn place(&self, page: PageId, id: &str) -> Option<AnchorPlace> {
        if self.has_anchor(page, id) {
            return Some(AnchorPlace::Id(id.into()));
        }
        if id.eq_ignore_ascii_case("readme") {
            // The top of a text where people read it in the repository.
            return Some(AnchorPlace::Top);
        }
        let others = self
            .other_ids
            .get(page.index())?
            .get_or_init(|| self.pages[page.index()].outline().map(OtherIds::of).unwrap_or_default());
        match others.heading(id) {
            Some(heading) => Some(AnchorPlace::Id(heading.into())),
            None => others.is_paragraph(id).then_some(AnchorPlace::Top),
        }
    }
}

/// What links have in common whose ids another program made, by the sound of them, of headings in other letters.
pub(super) const IN_OTHER_LETTERS: &str = "the id is in Latin letters, and the headings are not";

/// Whether an id is in Latin letters and most headings of its page are not: it is one that another program made by their sound, or
/// that of the text which was translated.
pub(super) fn is_in_other_letters(headings: &[Heading], id: &str) -> bool {
    let is_latin =
        |heading: &&Heading| heading.text.chars().all(|sign| sign.is_ascii() || !sign.is_alphabetic());
    let latin = headings.iter().filter(is_latin).count();
    id.is_ascii() && 2 * latin < headings.len()
}
