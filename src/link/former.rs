//! Old addresses that nobody had to write down: where pages were before they were moved.

use std::collections::{HashMap, HashSet};

use crate::model::{Content, Event, EventKind, Histories, PageId, PageSignature, Past, Redirect};
use crate::path::{Address, FilePath};
use crate::shared::SharedList;

/// The redirects of a site, with those from the addresses that pages had before they were moved, as the version history
/// knows them, to where the pages are now. What somebody wrote a page for comes first; then, of several pages that were there,
/// the one that left last. Whether that goes before what somebody wrote as an alias of another page is decided with the routes.
pub fn with_former_addresses(content: &Content, past: &Past, folder: &FilePath) -> Vec<Redirect> {
    let mut redirects = content.redirects.as_ref().clone();
    let pages = content.pages.iter().filter(|page| page.is_written()).map(|page| page.address.folded());
    let mut taken: HashSet<String> = pages.collect();
    let named = content.redirects.iter().map(|redirect| (redirect.to, redirect.from.folded()));
    let named: HashSet<(PageId, String)> = named.collect();
    for (from, to) in former_addresses(content, past, folder) {
        if taken.insert(from.folded()) && !named.contains(&(to, from.folded())) {
            redirects.push(Redirect { from, to, named: None });
        }
    }
    redirects
}

/// Where pages are, by each file in which the version history knows them to have been; a file from which several went is left out.
pub fn moved_to(pages: &SharedList<PageSignature>, histories: &Histories) -> HashMap<FilePath, FilePath> {
    let mut moved: HashMap<FilePath, Option<FilePath>> = HashMap::new();
    for (PageSignature(page), former) in pages.iter().map(|page| &**page).zip(&histories.earlier_files) {
        for file in former {
            let is_first = moved.insert(file.clone(), Some(page.file.clone())).is_none();
            if !is_first {
                moved.insert(file.clone(), None);
            }
        }
    }
    moved.into_iter().filter_map(|(from, to)| Some((from, to?))).collect()
}

/// The addresses that pages had before they were moved, whatever is found there now: of several pages that were at one,
/// the one that left last comes first.
pub fn former_addresses(content: &Content, past: &Past, folder: &FilePath) -> Vec<(Address, PageId)> {
    let mut left: Vec<(u32, PageId, Address)> = Vec::new();
    for to in content.ids() {
        let pages = past
            .earlier_files(to)
            .iter()
            .filter(|file| file.as_str().rsplit_once('.').is_some_and(|(_, ending)| ending == "md"));
        for former in pages {
            let Some(from) = former.within(folder) else { continue };
            left.push((left_at(past, to, &content.page(to).file, former), to, Address::of_page(&from)));
        }
    }
    left.sort_by_key(|(place, to, _)| (*place, *to));
    left.into_iter().map(|(_, to, from)| (from, to)).collect()
}

/// The place of the commit that moved a page, now this file, from where it was: the lower, the later.
fn left_at(past: &Past, page: PageId, file: &FilePath, former: &FilePath) -> u32 {
    let Some(past) = past.history_of(page) else { return u32::MAX };
    let now = past.revisions.first().and_then(|newest| newest.path.as_str());
    // Where the site is in the repository.
    let prefix = now.and_then(|now| now.strip_suffix(file.as_str())).unwrap_or_default();
    let is_move = |event: &&Event| match &event.kind {
        EventKind::Moved { from, .. } => {
            from.as_str().and_then(|from| from.strip_prefix(prefix)) == Some(former.as_str())
        }
        _ => false,
    };
    past.events.iter().find(is_move).map_or(u32::MAX, |event| event.commit.place)
}
