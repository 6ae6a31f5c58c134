//! Where evidence was found before its page was moved. What somebody quoted of it must lead to it still: a move needs no
//! signature, and must not make an approved text vanish from the address that its readers were given.

use std::collections::HashSet;

use super::answer::Route;
use super::parts::MovedEvidence;
use super::site::Site;
use super::{addresses, governed};
use crate::link;
use crate::model::PageId;
use crate::path::Address;

/// Every address at which the issues and the histories of pages were found before the pages were moved.
pub(super) fn moved_evidence(site: &Site) -> Vec<MovedEvidence> {
    if !site.keeps_evidence() {
        return Vec::new();
    }
    let mut taken = HashSet::new();
    let mut all = Vec::new();
    for (place, page) in places(site) {
        let own = site.content.page(page).address.as_str();
        let history = addresses::has_history(site, page).then_some(Route::History(page));
        for to in governed::issues_of(site, page).into_iter().chain(history) {
            let address = site.address(to);
            let Some(rest) = address.as_str().strip_prefix(own) else { continue };
            let from = Address::folder(&format!("{place}{rest}"));
            // The file of a folder's page is another now, and its address the same.
            if from == address {
                continue;
            }
            if taken.insert(from.folded()) {
                all.push(MovedEvidence { from, page, to });
            }
        }
    }
    all
}

/// Where pages were, as their histories tell it, and where their texts stood when they were approved.
fn places(site: &Site) -> Vec<(Address, PageId)> {
    let mut places = link::former_addresses(&site.content, &site.past, &site.content_folder);
    for page in site.content.ids() {
        let now = &site.content.page(page).address;
        places.extend(governed::stood_at(site, page).into_iter().filter(|at| at != now).map(|at| (at, page)));
    }
    places
}
