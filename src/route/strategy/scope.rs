//! Which pages a view is drawn of, and how it may show them where it stands.

use serde::Serialize;

use crate::model::{FolderId, Page, PageFacts, PageId, Selector};
use crate::route::governed;
use crate::route::links::path;
use crate::route::site::Site;
use crate::route::words::choice_words;
use crate::theme::view::MarkView;

/// The pages that a view is drawn of.
pub(in crate::route) struct Scope<'a> {
    /// The site.
    pub(in crate::route) site: &'a Site,
    /// Which pages are meant.
    choice: PageChoice<'a>,
    /// The page in which the view stands; `None` where it has a page of its own.
    pub(super) within: Option<PageId>,
}

/// Which pages a view is meant to be drawn of.
#[derive(Clone, Copy)]
enum PageChoice<'a> {
    All,
    Chosen(&'a Selector),
    One(PageId),
}

impl<'a> PageChoice<'a> {
    fn of(selector: Option<&'a Selector>) -> PageChoice<'a> {
        selector.map_or(PageChoice::All, PageChoice::Chosen)
    }
}

/// A page as views show it.
#[derive(Clone, PartialEq, Debug, Default, Serialize)]
pub(in crate::route) struct PlacedView {
    /// Its title; its number, else its kind, within a text that is approved, where nobody approves the page.
    pub(in crate::route) title: String,
    /// Its address.
    pub(in crate::route) path: String,
    /// Its document number; may be empty.
    pub(in crate::route) id: String,
    /// Its kind as people say it; may be empty.
    pub(in crate::route) kind_label: String,
    /// One sentence; may be empty.
    pub(in crate::route) summary: String,
    /// Whether it is a draft.
    pub(in crate::route) draft: bool,
    /// How it stands; see `EntryView`.
    pub(in crate::route) mark: Option<MarkView>,
}

impl<'a> Scope<'a> {
    /// All pages, for a view that has a page of its own.
    pub(in crate::route) fn whole(site: &'a Site) -> Scope<'a> {
        Scope { site, choice: PageChoice::All, within: None }
    }

    /// The pages that are chosen, for what has a page of its own.
    pub(in crate::route) fn chosen(site: &'a Site, selector: Option<&'a Selector>) -> Scope<'a> {
        Scope { site, choice: PageChoice::of(selector), within: None }
    }

    /// The pages that are chosen, for a view that stands in a page.
    pub(in crate::route) fn within(
        site: &'a Site,
        page: PageId,
        selector: Option<&'a Selector>,
    ) -> Scope<'a> {
        Scope { site, choice: PageChoice::of(selector), within: Some(page) }
    }

    /// A page alone, for a view that stands in it.
    pub(in crate::route) fn of_page(site: &'a Site, page: PageId) -> Scope<'a> {
        Scope { site, choice: PageChoice::One(page), within: Some(page) }
    }

    /// The pages in scope, in reading order.
    pub(in crate::route) fn pages(&self) -> Vec<PageId> {
        let order = self.site.content.reading_order(FolderId::ROOT);
        order.into_iter().filter(|id| self.holds(*id)).collect()
    }

    /// All pages, where the view stands.
    pub(super) fn unselected(&self) -> Scope<'a> {
        Scope { choice: PageChoice::All, ..*self }
    }

    /// The pages of a kind that somebody wrote and that are not withdrawn, in reading order.
    pub(super) fn of_kind(&self, kind: &str) -> Vec<PageId> {
        let is_meant = |id: &PageId| self.page(*id).kind.name == kind && self.holds(*id);
        self.site.content.reading_order(FolderId::ROOT).into_iter().filter(is_meant).collect()
    }

    /// Whether there is a page of one of these kinds.
    pub(super) fn has_kind(&self, kinds: &[&str]) -> bool {
        self.site.content.ids().any(|id| kinds.contains(&&*self.page(id).kind.name) && self.holds(id))
    }

    /// Whether a page is among those that are meant.
    pub(in crate::route) fn holds(&self, id: PageId) -> bool {
        self.shows(id)
            && match self.choice {
                PageChoice::All => true,
                PageChoice::Chosen(selector) => selector.chooses(&PageFacts::of(self.page(id))),
                PageChoice::One(one) => id == one,
            }
    }

    /// Whether somebody wrote a page and it is not withdrawn: whether views may name it at all.
    pub(in crate::route) fn shows(&self, id: PageId) -> bool {
        self.page(id).is_written() && !self.site.is_withdrawn(id)
    }

    /// A page by its number.
    pub(super) fn page(&self, id: PageId) -> &'a Page {
        self.site.content.page(id)
    }

    /// What a page says under a field that is a text or a choice; empty where it says nothing.
    pub(super) fn text(&self, id: PageId, field: &str) -> &'a str {
        self.page(id).fields.text(field).unwrap_or_default()
    }

    /// The same in words, for a field that is a choice: "In-house".
    pub(super) fn choice(&self, id: PageId, field: &str) -> String {
        choice_words(&self.site.config.words, self.text(id, field))
    }

    /// A page as a view shows it. A text that is approved shows no words of a page that nobody approves.
    pub(super) fn placed(&self, id: PageId) -> PlacedView {
        let page = self.page(id);
        let title = match self.within {
            Some(within) => self.site.title_for(within, id),
            None => Some(&*page.title),
        };
        let document = page.document.as_deref().unwrap_or_default();
        // A link has words, whatever may be said of what it leads to.
        let unnamed = if document.is_empty() { &page.kind.label } else { document };
        PlacedView {
            title: title.unwrap_or(unnamed).to_owned(),
            path: path(&page.address),
            id: document.to_owned(),
            kind_label: if page.kind.is_plain() { String::new() } else { page.kind.label.clone() },
            summary: if title.is_some() { page.summary().to_owned() } else { String::new() },
            draft: page.draft.is_some(),
            mark: self.mark(id),
        }
    }

    /// How a page stands, as far as that is said where the view stands.
    pub(super) fn mark(&self, id: PageId) -> Option<MarkView> {
        match self.within {
            Some(within) => governed::mark_beside(self.site, within, id),
            None => governed::mark(self.site, id),
        }
    }

    /// Several pages, in their order.
    pub(super) fn placed_all(&self, ids: impl IntoIterator<Item = PageId>) -> Vec<PlacedView> {
        ids.into_iter().map(|id| self.placed(id)).collect()
    }
}
