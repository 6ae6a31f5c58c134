//! Old addresses that nobody had to write down: where pages were before they were moved.

use std::collections::HashSet;

use crate::model::{Content, PageId, Past, Redirect};
use crate::path::{Address, FilePath};

/// Leads the addresses that pages had before they were moved, as the version history knows them, to where the
/// pages are now. What is found there now, and what somebody wrote as an alias, comes first.
pub fn redirect_moved(mut content: Content, past: &Past, folder: &FilePath) -> Content {
    let pages = content.pages.iter().map(|page| page.address.folded());
    let mut taken: HashSet<String> =
        pages.chain(content.redirects.iter().map(|redirect| redirect.from.folded())).collect();
    let ids: Vec<PageId> = content.ids().collect();
    for to in ids {
        for from in past.former(to).iter().filter_map(|file| file.within(folder)) {
            let from = Address::of_page(&from);
            if taken.insert(from.folded()) {
                content.redirects.push(Redirect { from, to });
            }
        }
    }
    content
}
