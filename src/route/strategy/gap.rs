//! What pages do not say, and which pages those are.

use serde::Serialize;

use super::{PlacedView, Scope};
use crate::model::PageId;

/// Something that is missing, with the pages that lack it, as one of `gaps` of a view.
#[derive(Serialize)]
pub(super) struct GapView {
    /// "Nobody is said to listen".
    title: String,
    pages: Vec<PlacedView>,
    /// How many more there are.
    more: usize,
}

/// More pages than this are counted, since nobody reads their names.
const MOST_NAMED: usize = 24;

impl GapView {
    /// A gap by the word for it; `None` where no page has it.
    pub(super) fn new(
        scope: &Scope<'_>,
        word: &'static str,
        pages: impl IntoIterator<Item = PageId>,
    ) -> Option<GapView> {
        let mut pages = pages.into_iter();
        let named = scope.placed_all(pages.by_ref().take(MOST_NAMED));
        if named.is_empty() {
            return None;
        }
        Some(GapView { title: scope.site.say(word), pages: named, more: pages.count() })
    }
}
