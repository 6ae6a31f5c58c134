//! How a page stands, for the strip of the preview: what its plate says, and what leads on from there.

use super::{items, plate};
use crate::config::Edition;
use crate::model::PageId;
use crate::route::answer::Route;
use crate::route::links::path;
use crate::route::site::Site;
use crate::route::{addresses, commits};
use crate::theme::view::{ControlView, CountView, LinkView};

/// How a page stands, in the words of its plate.
pub struct StandingWords {
    /// What its plate says.
    pub plate: ControlView,
    /// How many of what its checklist asks have each status; what holds comes last.
    pub counts: Vec<CountView>,
    /// The redline of the newest text against the text in force, where they differ.
    pub redline: Option<LinkView>,
}

impl Site {
    /// How a page stands; `None` where governance asks nothing of it.
    pub fn stands(&self, page: PageId) -> Option<StandingWords> {
        let plate = plate::view(self, page)?;
        let (_, checklist) = self.governed.as_ref()?;
        let own: Vec<_> = checklist.of_page(self.governed_index().subject(page)?).iter().collect();
        Some(StandingWords { plate, counts: items::counts(self, &own), redline: redline(self, page) })
    }
}

/// Where the newest text is compared with the one in force: on the history of the page.
fn redline(site: &Site, page: PageId) -> Option<LinkView> {
    let (governance, _) = site.governed.as_ref()?;
    let subject = site.governed_index().subject(page)?;
    let issue = governance.in_force[subject].issue()?;
    let text = governance.subjects[subject].states.get(issue.state)?.exact.text;
    let past = site.past.history_of(page)?;
    let old = past.revisions.iter().position(|revision| revision.text == text)?;
    let is_uncommitted = site.past.is_uncommitted(page);
    // The history of an edition of approved texts ends at the text in force.
    if site.config.edition == Edition::Approved || (old == 0 && !is_uncommitted) {
        return None;
    }
    let newest = if is_uncommitted { commits::WORKING.to_owned() } else { commits::anchor(past, 0) };
    let place = if addresses::has_texts(site, page) {
        format!("compare={}..{newest}", commits::anchor(past, old))
    } else {
        newest
    };
    let path = path(&site.address(Route::History(page)));
    Some(LinkView { title: site.say("differs_from_in_force"), path: format!("{path}#{place}") })
}
