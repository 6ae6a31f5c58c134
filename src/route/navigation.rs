//! What stands to the left of a page: the pages of its area.

use super::view::link_to;
use super::{made_of, path};
use crate::model::{Content, Entry, FolderId, PageId};
use crate::theme::Navigation;
use crate::theme::view::{LinkView, NavigationItem, NavigationView};

/// The navigation of a folder's pages, with the hash of what it says.
pub(super) struct Sidebar {
    pub(super) navigation: Navigation,
    pub(super) made_of: Option<blake3::Hash>,
}

/// The top-level sections in reading order.
pub(super) fn areas(content: &Content) -> Vec<LinkView> {
    let Some(root) = content.folders.first() else { return Vec::new() };
    let folders = root.entries.iter().filter_map(|entry| match entry {
        Entry::Folder(folder) => Some(content.folder(*folder).page),
        Entry::Page(_) => None,
    });
    folders.map(|page| page_link(content, page)).collect()
}

/// The navigation of the pages in a folder; `None` where it would list nothing but the page itself.
pub(super) fn of(content: &Content, folder: FolderId) -> Option<Sidebar> {
    let way = content.way_to(folder);
    let area = *way.get(1).unwrap_or(&FolderId::ROOT);
    let items = items(content, area, &way);
    if items.is_empty() {
        return None;
    }
    let area = page_link(content, content.folder(area).page);
    let view = NavigationView { area, items };
    Some(Sidebar { made_of: made_of::navigation(&view), navigation: Navigation::new(&view) })
}

fn items(content: &Content, folder: FolderId, way: &[FolderId]) -> Vec<NavigationItem> {
    let item = |entry: &Entry| match entry {
        Entry::Page(page) => item(content, *page),
        Entry::Folder(inner) => {
            let open = way.contains(inner);
            let items = if open { items(content, *inner, way) } else { Vec::new() };
            NavigationItem { folder: true, items, ..item(content, content.folder(*inner).page) }
        }
    };
    content.folder(folder).entries.iter().map(item).collect()
}

fn item(content: &Content, page: PageId) -> NavigationItem {
    let page = content.page(page);
    NavigationItem {
        title: page.title.to_string(),
        path: path(&page.address),
        folder: false,
        items: Vec::new(),
    }
}

pub(super) fn page_link(content: &Content, page: PageId) -> LinkView {
    let page = content.page(page);
    link_to(&page.title, &page.address)
}
