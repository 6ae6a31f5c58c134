//! Where everything is found that a site publishes.
//!
//! The checklist and what belongs to it is found below `checklist/`, whatever else somebody wrote.

use super::answer::Route;
use super::site::Site;
use crate::model::PageId;
use crate::path::{Address, OutputPath, slug};

impl Site {
    /// Where a route is found.
    pub fn address(&self, route: Route) -> Address {
        match route {
            Route::Page(id) => self.content.page(id).address.clone(),
            Route::History(id) => history(self, id),
            Route::Texts(id) => texts(self, id),
            Route::Generated(of) => self.generated.get(of).clone(),
            Route::Issue(id, nth) => issue(self, id, nth),
            Route::Redirect(nth) => self.content.redirects[nth].from.clone(),
            Route::MovedEvidence(nth) => self.moved_evidence[nth].from.clone(),
            Route::Asset(id) => self.content.asset(id).address.clone(),
            Route::OlderFile(nth) => self.older.address(nth).clone(),
            Route::ThemeAsset(nth) => self.theme.assets()[nth].address.clone(),
            Route::AsIs(nth) => self.as_is[nth].address.clone(),
        }
    }

    /// The file of the output that holds a route.
    pub fn output(&self, route: Route) -> OutputPath {
        self.address(route).output()
    }

    /// The route at an address.
    pub fn at(&self, address: &Address) -> Option<Route> {
        self.published.by_address.get(address).copied()
    }
}

/// Where the history of a page is found: on a governed site whatever else somebody wrote, on another beside that.
pub(super) fn history(site: &Site, id: PageId) -> Address {
    let page = site.content.page(id).address.as_str();
    let names = ["history", "history-of-this-page"].map(|name| Address::folder(&format!("{page}{name}")));
    if site.keeps_evidence() {
        let [usual, _] = names;
        return usual;
    }
    site.free(names)
}

/// Whether a page has a past to show.
pub(super) fn has_history(site: &Site, id: PageId) -> bool {
    site.content.page(id).is_written()
        && site.past.history_of(id).is_some_and(|past| !past.revisions.is_empty() || !past.stated.is_empty())
}

/// Where the texts of a page are found that browsers compare.
pub(super) fn texts(site: &Site, id: PageId) -> Address {
    Address::file(&format!("{}texts.json", history(site, id).as_str()))
}

/// Whether a page has texts between which there is something to choose: two are compared on the page itself.
pub(super) fn has_texts(site: &Site, id: PageId) -> bool {
    let revisions = site.past.history_of(id).map_or(0, |past| past.revisions.len());
    revisions + usize::from(site.past.is_uncommitted(id)) > 2 && has_history(site, id)
}

/// Where it is found what has changed: beside what somebody wrote there, on a site that nobody governs.
pub(super) fn changes(site: &Site) -> Address {
    let usual = Address::folder("changes");
    if site.keeps_evidence() { usual } else { site.free([usual, Address::folder("what-changed")]) }
}

/// Where a text that was in force is found: by the name of its bytes, which no later approval changes.
pub(super) fn issue(site: &Site, page: PageId, nth: usize) -> Address {
    let own = site.content.page(page).address.as_str();
    let name = site.governed_index().subject(page).and_then(|subject| site.issue_names.get(subject, nth));
    Address::folder(&format!("{own}issue/{}", name.unwrap_or_default()))
}

/// How everything stands.
pub(super) fn overview() -> Address {
    Address::folder("checklist")
}

/// How every page stands.
pub(super) fn by_page() -> Address {
    below("pages")
}

/// Every page under control.
pub(super) fn register() -> Address {
    below("register")
}

/// Every record that counts.
pub(super) fn records() -> Address {
    below("records")
}

/// All governance models side by side.
pub(super) fn models() -> Address {
    below("models")
}

/// What a role answers for, and what waits for it, by its number in the index.
pub(super) fn role(site: &Site, number: usize) -> Address {
    below(&format!("role/{}", slug(&site.governed_index().roles[number])))
}

/// How a control stands everywhere, by its number in the index.
pub(super) fn control(site: &Site, number: usize) -> Address {
    below(&format!("control/{}", slug(&site.governed_index().controls[number].id)))
}

fn below(rest: &str) -> Address {
    Address::folder(&format!("{}{rest}", overview().as_str()))
}
