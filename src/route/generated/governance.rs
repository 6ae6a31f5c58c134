//! What the pages of governance have in common: tabs, and the day they are of.

use super::generator::At;
use crate::governance::Account;
use crate::route::drawing::PageDrawing;
use crate::route::site::Site;
use crate::route::{addresses, governed};
use crate::theme::Value;
use crate::theme::view::PartsView;

/// What stands above a page of governance.
pub(super) struct PageHeading {
    pub(super) title: String,
    /// How many pages or records there are beside, which the edition does not name.
    pub(super) unnamed: usize,
}

impl PageHeading {
    pub(super) fn new(title: impl Into<String>) -> PageHeading {
        PageHeading { title: title.into(), unnamed: 0 }
    }
}

/// Who says that the first model was adopted, in a sentence without its full stop.
fn account(site: &Site, account: Account) -> String {
    let name = if account.is_held() { "account_held" } else { "account_own" };
    site.fill(name, [("commit", account.commit().short().into())])
}

/// A page of governance, still without what its template draws.
pub(super) fn page(site: &Site, at: At<'_>, heading: &PageHeading, template: &'static str) -> PageDrawing {
    let mut page = site.generated_view(&heading.title, at.address);
    if *at.address != addresses::overview() {
        page.trail.push(governed::links::overview(site));
    }
    page.control = governed::links::sheet(site);
    let governance = site.governance();
    let parts = PartsView {
        unnamed: heading.unnamed,
        tabs: site.generated.tabs(&site.config.words, at.address),
        day: governance.map(|governance| site.day_view(governance.today)).unwrap_or_default(),
        account: governance
            .and_then(|known| known.account)
            .map(|known| account(site, known))
            .unwrap_or_default(),
    };
    PageDrawing::new(template, page).with("parts", Value::from_serializable(&parts))
}
