//! The pages and roles that a data block names.

use serde::Serialize;

use crate::model::{DataBlock, NamedValue, PageId, Target};
use crate::path::encode;
use crate::route::governed;
use crate::route::links::path;
use crate::route::site::Site;
use crate::theme::view::MarkView;

/// A page that a block names.
#[derive(Clone, PartialEq, Debug, Default, Serialize)]
pub(super) struct NamedPageView {
    /// Its title, or the heading that is named; what is written where it leads nowhere.
    pub(super) title: String,
    /// Where it is; empty where it leads nowhere.
    pub(super) path: String,
    /// That nobody approves what it says, beside a text that somebody does.
    pub(super) mark: Option<MarkView>,
}

/// What the names in a block lead to.
pub(super) struct NamedPages<'a> {
    site: &'a Site,
    page: PageId,
    block: &'a DataBlock,
    targets: &'a [Target],
}

impl<'a> NamedPages<'a> {
    /// Those of a block, before which blocks of the page name so many pages.
    pub(super) fn new(site: &'a Site, page: PageId, block: &'a DataBlock, before: usize) -> NamedPages<'a> {
        let of_text = site.content.page(page).outline().map_or(0, |outline| outline.references.len());
        let targets = site.content.targets[page.index()].get(of_text + before..).unwrap_or_default();
        NamedPages { site, page, block, targets }
    }

    /// Several pages, in their order.
    pub(super) fn pages(&self, named: &[NamedValue]) -> Vec<NamedPageView> {
        named.iter().map(|named| self.page(named)).collect()
    }

    /// The page that a name leads to.
    pub(super) fn page_named(&self, named: &NamedValue) -> Option<PageId> {
        match self.target(named)? {
            Target::Page(page, _) => Some(*page),
            _ => None,
        }
    }

    fn target(&self, named: &NamedValue) -> Option<&Target> {
        let body = self.site.content.page(self.page).source.as_deref().map_or(0, |source| source.body);
        let start = named.span.range().start.saturating_sub(body);
        let nth = self.block.references.iter().position(|reference| reference.span.range().start == start)?;
        self.targets.get(nth)
    }

    fn page(&self, named: &NamedValue) -> NamedPageView {
        let Some(Target::Page(page, anchor)) = self.target(named) else {
            return NamedPageView { title: named.name.to_string(), ..NamedPageView::default() };
        };
        let content = self.site.content.page(*page);
        let words = self.site.words_for(self.page, (*page, anchor.as_deref()));
        let title = words.or(content.document.as_deref()).unwrap_or(&named.name);
        let fragment = anchor.as_deref().map_or(String::new(), |anchor| format!("#{}", encode(anchor)));
        NamedPageView {
            title: title.to_owned(),
            path: format!("{}{fragment}", path(&content.address)),
            mark: governed::mark_beside(self.site, self.page, *page),
        }
    }

    /// Roles by their titles; one that no page describes as it is written.
    pub(super) fn roles(&self, named: &[NamedValue]) -> Vec<NamedPageView> {
        let role = |named: &NamedValue| {
            let Some(id) = self.site.content.documents.get(&named.name) else {
                return NamedPageView { title: named.name.to_string(), ..NamedPageView::default() };
            };
            let page = self.site.content.page(*id);
            NamedPageView {
                title: self.site.title_for(self.page, *id).unwrap_or(&named.name).to_owned(),
                path: path(&page.address),
                mark: governed::mark_beside(self.site, self.page, *id),
            }
        };
        named.iter().map(role).collect()
    }
}
