//! What stands to the left of a page: the pages of its area.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::OnceLock;

use super::input_hasher::InputHasher;
use super::links::page_link;
use crate::model::{Content, Folder, FolderEntry, FolderId, PageId};
use crate::theme::Navigation;
use crate::theme::view::{LinkView, NavigationItem, NavigationView};

/// A folder of more pages than this shows beside each page those around it; its own page lists all.
const MOST_LINES: usize = 48;
/// The pages of such a folder by stretches of this length: a page has its own beside it, the one before and
/// the one after, so that a drawing serves a stretch.
const STRETCH: usize = 12;

/// A navigation, with the hash of what it says.
pub(super) struct Sidebar {
    pub(super) navigation: Navigation,
    pub(super) input_hash: Option<blake3::Hash>,
}

/// The top-level sections in reading order.
pub(super) fn areas(content: &Content) -> Vec<LinkView> {
    let Some(root) = content.folders.first() else { return Vec::new() };
    let folders = root.entries.iter().filter_map(|entry| match entry {
        FolderEntry::Folder(folder) => Some(content.folder(*folder).page),
        FolderEntry::Page(_) => None,
    });
    folders.map(|page| page_link(content, page)).collect()
}

/// The navigations of a site, each made when first asked for.
#[derive(Default)]
pub struct Sidebars {
    /// By folder, then by stretch of its pages.
    made: Vec<Box<[OnceLock<Option<Sidebar>>]>>,
    /// The stretch of its folder that each page is in.
    stretches: Vec<usize>,
    /// The pages that nobody approves, in an edition of approved texts.
    free: HashSet<PageId>,
}

impl Sidebars {
    /// Those of these pages, of which nobody approves some.
    pub fn new(content: &Content, free: &[PageId]) -> Sidebars {
        let mut stretches = vec![0; content.pages.len()];
        let long = content.folders.iter().filter(|folder| is_long(&folder.entries));
        for (at, entry) in long.flat_map(|folder| folder.entries.iter().enumerate()) {
            if let FolderEntry::Page(page) = entry {
                stretches[page.index()] = at / STRETCH;
            }
        }
        let slots = |folder: &Folder| {
            let stretches = if is_long(&folder.entries) { folder.entries.len().div_ceil(STRETCH) } else { 1 };
            (0..stretches).map(|_| OnceLock::new()).collect()
        };
        Sidebars {
            made: content.folders.iter().map(slots).collect(),
            stretches,
            free: free.iter().copied().collect(),
        }
    }

    /// The navigation of a page; `None` where it would list nothing but the page itself.
    pub(super) fn for_page(&self, content: &Content, page: PageId) -> Option<&Sidebar> {
        let folder = content.folder_of[page.index()];
        let stretch = self.stretches[page.index()];
        self.made[folder.index()][stretch].get_or_init(|| self.sidebar(content, folder, stretch)).as_ref()
    }

    fn sidebar(&self, content: &Content, folder: FolderId, stretch: usize) -> Option<Sidebar> {
        let way = content.way_to(folder);
        let area = *way.get(1).unwrap_or(&FolderId::ROOT);
        let items = self.items(content, area, &way, stretch);
        if items.is_empty() {
            return None;
        }
        let area = page_link(content, content.folder(area).page);
        let view = NavigationView { area, items };
        Some(Sidebar { input_hash: input_hash(&view), navigation: Navigation::new(&view) })
    }

    /// The lines of a folder; the folders among them that are on the `way` are open. `stretch` is that of the
    /// page in the last of these.
    fn items(
        &self,
        content: &Content,
        folder: FolderId,
        way: &[FolderId],
        stretch: usize,
    ) -> Vec<NavigationItem> {
        let entries = &content.folder(folder).entries;
        let line = |entry: &FolderEntry| match entry {
            FolderEntry::Page(page) => self.item(content, *page),
            FolderEntry::Folder(inner) => {
                let open = way.contains(inner);
                let items = if open { self.items(content, *inner, way, stretch) } else { Vec::new() };
                NavigationItem { folder: true, items, ..self.item(content, content.folder(*inner).page) }
            }
        };
        let on_the_way = entries
            .iter()
            .position(|entry| matches!(entry, FolderEntry::Folder(inner) if way.contains(inner)));
        let shown = shown(entries, on_the_way.map_or(stretch, |at| at / STRETCH));
        let more = |more| NavigationItem { more, ..self.item(content, content.folder(folder).page) };
        let before = (shown.start > 0).then(|| more(shown.start));
        let after = (shown.end < entries.len()).then(|| more(entries.len() - shown.end));
        before.into_iter().chain(entries[shown].iter().map(line)).chain(after).collect()
    }

    fn item(&self, content: &Content, page: PageId) -> NavigationItem {
        let LinkView { title, path } = page_link(content, page);
        NavigationItem { title, path, uncontrolled: self.free.contains(&page), ..NavigationItem::default() }
    }
}

fn is_long(entries: &[FolderEntry]) -> bool {
    entries.len() > MOST_LINES
}

/// Which entries of a folder are listed: all, or those around a stretch.
fn shown(entries: &[FolderEntry], stretch: usize) -> Range<usize> {
    if !is_long(entries) {
        return 0..entries.len();
    }
    stretch.saturating_sub(1) * STRETCH..((stretch + 2) * STRETCH).min(entries.len())
}

/// The hash of what a navigation says.
fn input_hash(view: &NavigationView) -> Option<blake3::Hash> {
    let mut hasher = InputHasher::default();
    hasher.view(view)?;
    Some(hasher.hash())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entries(count: u32) -> Vec<FolderEntry> {
        (0..count).map(|nth| FolderEntry::Page(PageId(nth))).collect()
    }

    #[test]
    fn a_folder_is_listed_as_a_whole_until_it_is_very_long() {
        assert_eq!(shown(&entries(48), 0), 0..48);
        assert_eq!(shown(&entries(49), 0), 0..24);
    }

    #[test]
    fn a_page_of_a_long_folder_has_neighbours_on_either_side() {
        let entries = entries(300);
        for (page, expected) in [(0, 0..24), (11, 0..24), (12, 0..36), (150, 132..168), (299, 276..300)] {
            let shown = shown(&entries, page / STRETCH);
            assert!(shown.contains(&page), "{page}: {shown:?}");
            assert_eq!(shown, expected, "{page}");
        }
    }
}
