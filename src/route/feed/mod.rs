//! Atom feeds of what changed, of the site and of each of its sections (RFC 4287).
//! Written here: it is one page of XML, and the library for it brings a calendar and a parser along.

pub(super) mod atom;

use super::links::link_to;
use super::site::Site;
use crate::model::{FolderId, PageId};
use crate::path::Address;
use crate::theme::view::LinkView;

/// Whose changes a feed tells.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(super) enum Feed {
    /// Those of all pages.
    Site,
    /// Those of a section's pages.
    Section(FolderId),
}

/// The sections that have a feed.
pub(super) fn sections(site: &Site) -> Vec<FolderId> {
    if !are_kept(site) {
        return Vec::new();
    }
    let mut sections: Vec<FolderId> =
        site.content.ids().filter_map(|page| site.content.area_of(page)).collect();
    sections.sort_unstable();
    sections.dedup();
    sections
}

/// Where a feed is found.
pub(super) fn address(site: &Site, feed: Feed) -> Address {
    match feed {
        Feed::Site => Address::file("feed.xml"),
        Feed::Section(area) => {
            let section = site.content.page(site.content.folder(area).page);
            Address::file(&format!("{}feed.xml", section.address.as_str()))
        }
    }
}

/// Links to all feeds.
pub(super) fn all(site: &Site) -> Vec<LinkView> {
    let sections = sections(site).into_iter().map(|section| link(site, Feed::Section(section)));
    of_the_whole(site).into_iter().chain(sections).collect()
}

/// Links to the feeds that tell the changes of a page.
pub(super) fn of_page(site: &Site, page: PageId) -> Vec<LinkView> {
    let area = site.content.area_of(page).filter(|_| are_kept(site));
    let mut feeds = of_the_whole(site);
    feeds.extend(area.map(|area| link(site, Feed::Section(area))));
    feeds
}

/// A link to the feed of the whole site, where there is one.
pub(super) fn of_the_whole(site: &Site) -> Vec<LinkView> {
    are_kept(site).then(|| link(site, Feed::Site)).into_iter().collect()
}

/// A feed is read elsewhere, so that it needs to know where the site is published.
pub(super) fn are_kept(site: &Site) -> bool {
    site.config.base_url.is_some() && site.past.is_known()
}

fn link(site: &Site, feed: Feed) -> LinkView {
    link_to(&title(site, feed), &address(site, feed))
}

fn title(site: &Site, feed: Feed) -> String {
    match feed {
        Feed::Site => site.say("whole_site_feed"),
        Feed::Section(area) => site.content.page(site.content.folder(area).page).title.to_string(),
    }
}
