//! What of a site is approved and is found at an address that somebody wrote: pages in force, the files that were approved with
//! them, those of the frame. In the approved edition nothing that is written later takes one of these addresses.

use std::collections::HashSet;

use super::answer::Route;
use super::site::Site;
use crate::governance::fold::FramesInForce;
use crate::model::{AssetId, PageId};

/// What of a site is approved.
pub(super) struct Approved<'s> {
    /// `None` where it is another edition: it shows what nobody has approved in the same places.
    site: Option<&'s Site>,
    frame: FramesInForce,
}

impl<'s> Approved<'s> {
    pub(super) fn of(site: &'s Site) -> Approved<'s> {
        let known = site.governance().filter(|_| site.is_approved());
        let frame = known.map(|governance| governance.fold.frame()).unwrap_or_default();
        Approved { site: known.map(|_| site), frame }
    }

    /// Whether it is a page that is approved, or was.
    pub(super) fn has_page(&self, page: PageId) -> bool {
        self.site.is_some_and(|site| site.is_controlled(page))
    }

    /// Whether an old address leads to such a page.
    pub(super) fn leads_to_page(&self, route: Route) -> bool {
        let to = |site: &Site| match route {
            Route::Redirect(nth) => Some(site.content.redirects[nth].to),
            _ => None,
        };
        self.site.and_then(to).is_some_and(|page| self.has_page(page))
    }

    /// Whether it is a file that was approved: with a page, or with the frame.
    pub(super) fn has_file(&self, route: Route) -> bool {
        self.site.is_some_and(|site| match route {
            Route::Asset(id) => {
                site.older.is_approved(id) || self.frame.speaks_for(&site.content.asset(id).file)
            }
            Route::AsIs(nth) => self.frame.speaks_for(&site.as_is[nth].file),
            _ => false,
        })
    }

    /// The files that were approved with pages, as they are published today.
    pub(super) fn files(&self) -> impl Iterator<Item = Route> {
        let count = self.site.map_or(0, |site| site.content.assets.len());
        (0_u32..).map(AssetId).take(count).map(Route::Asset).filter(|route| self.has_file(*route))
    }

    /// The files of the frame that are published as they are.
    pub(super) fn as_is(&self) -> impl Iterator<Item = Route> {
        let count = self.site.map_or(0, |site| site.as_is.len());
        (0..count).map(Route::AsIs).filter(|route| self.has_file(*route))
    }

    /// Of each file that is published as it is, whether it is one of the frame.
    pub(super) fn framed(&self) -> impl Iterator<Item = bool> {
        let count = self.site.map_or(0, |site| site.as_is.len());
        (0..count).map(|nth| self.has_file(Route::AsIs(nth)))
    }

    /// What leads on from where a page in force was before it was moved, but for what another page in force names as an old
    /// address of its own.
    pub(super) fn moves(&self) -> impl Iterator<Item = Route> {
        let count = self.site.map_or(0, |site| site.content.redirects.len());
        let own = (0..count).map(Route::Redirect).filter(|route| self.leads_to_page(*route));
        let is_move = |route: &Route| self.site.is_some_and(|site| is_of_a_move(site, *route));
        let address = |route: &Route| self.site.map(|site| site.address(*route).folded());
        let (moves, written): (Vec<Route>, Vec<Route>) = own.partition(is_move);
        let named: HashSet<Option<String>> = written.iter().map(address).collect();
        moves.into_iter().filter(move |route| !named.contains(&address(route)))
    }

    /// All of it that is found at addresses which somebody wrote.
    pub(super) fn all(&self) -> impl Iterator<Item = Route> {
        let pages = self.site.into_iter().flat_map(|site| site.content.ids());
        let pages = pages.filter(|page| self.has_page(*page)).map(Route::Page);
        self.files().chain(pages).chain(self.moves()).chain(self.as_is())
    }
}

/// Whether a redirect leads on from where a page was before it was moved, rather than from what somebody wrote.
pub(super) fn is_of_a_move(site: &Site, route: Route) -> bool {
    matches!(route, Route::Redirect(nth) if site.content.redirects[nth].named.is_none())
}
