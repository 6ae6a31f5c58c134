//! Links and words that several pages of governance have.

use crate::model::Record;
use crate::route::addresses;
use crate::route::links::{link_to, path};
use crate::route::site::Site;
use crate::theme::view::{ControlView, LinkView};

/// What paper says of itself: who reads it later cannot tell whether it still holds.
pub(in crate::route) fn printed(site: &Site, words: &str) -> String {
    format!("{words} · {}", site.say("uncontrolled_when_printed"))
}

/// Whether there are several models to choose from.
pub(in crate::route) fn has_models(site: &Site) -> bool {
    site.governance().is_some_and(|governance| governance.models.len() > 1)
}

/// What is printed on every sheet of a generated page of governance.
pub(in crate::route) fn sheet(site: &Site) -> Option<ControlView> {
    let today = site.governance()?.today;
    let sheet = printed(site, &site.fill("sheet_as_of", [("day", site.day(today).into())]));
    Some(ControlView { sheet, ..ControlView::default() })
}

/// A link to the overview.
pub(in crate::route) fn overview(site: &Site) -> LinkView {
    link_to(&site.say("checklist"), &addresses::overview())
}

/// What a kind of record is called.
pub(super) fn kind_words(site: &Site, record: &Record) -> String {
    site.say(&format!("record_kind_{}", record.deed.name()))
}

/// A role as its page is titled.
pub(in crate::route) fn role_title(site: &Site, id: &str) -> String {
    let Some(governance) = site.governance() else { return id.to_owned() };
    let role = governance.roles.get(id);
    role.map_or_else(|| governance.named_role(&id.into()), |role| role.title.clone()).to_string()
}

/// A role with the page that describes it.
pub(in crate::route) fn role_link(site: &Site, id: &str) -> LinkView {
    let page = site.content.documents.get(id).map(|page| path(&site.content.page(*page).address));
    LinkView { title: role_title(site, id), path: page.unwrap_or_default() }
}

/// A record on the page of records.
pub(in crate::route) fn record_path(id: &str) -> String {
    format!("{}#{id}", path(&addresses::records()))
}
