//! A feed as Atom.

use std::fmt::Write as _;

use super::{Feed, address, title};
use crate::date::Zone;
use crate::export::xml::escape;
use crate::model::{PageId, Revision};
use crate::path::{encode, host};
use crate::route::changes::{PageRevision, SiteChange, latest};
use crate::route::commits::people;
use crate::route::links::path;
use crate::route::site::Site;
use crate::route::{addresses, changes};

/// The latest this many.
const MOST: usize = 50;

/// The XML of a feed.
pub(in crate::route) fn xml(site: &Site, feed: Feed) -> String {
    let base = site.config.base_url.as_deref().unwrap_or_default();
    let within = |page: PageId| match feed {
        Feed::Site => true,
        Feed::Section(area) => site.content.area_of(page) == Some(area),
    };
    let changes = latest(site, within);
    let own = format!("{base}/{}", path(&address(site, feed)));
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n",
    );
    element(&mut xml, "title", &site.fill("feed_title", [("what", feed_title(site, feed).into())]));
    element(&mut xml, "id", &own);
    // Writing into a string cannot fail.
    let _ = writeln!(xml, "<link rel=\"self\" type=\"application/atom+xml\" href=\"{}\"/>", escape(&own));
    let _ =
        writeln!(xml, "<link href=\"{}\"/>", escape(&format!("{base}/{}", path(&addresses::changes(site)))));
    let updated = changes.first().map_or(0, |change| change.commit.moment().seconds);
    element(&mut xml, "updated", &moment(updated));
    for (change, changed) in
        changes.iter().flat_map(|change| change.pages.iter().map(move |page| (change, page))).take(MOST)
    {
        entry(&mut xml, site, base, change, changed);
    }
    xml.push_str("</feed>\n");
    xml
}

fn feed_title(site: &Site, feed: Feed) -> String {
    match feed {
        Feed::Site => site.config.name.clone(),
        Feed::Section(_) => format!("{}, {}", title(site, feed), site.config.name),
    }
}

fn entry(xml: &mut String, site: &Site, base: &str, change: &SiteChange<'_>, changed: &PageRevision<'_>) {
    let address = format!("{base}/{}", changes::revision_path(site, changed));
    xml.push_str("<entry>\n");
    element(xml, "title", &site.content.page(changed.page).title);
    element(xml, "id", &tag(&authority(site), changed.revision));
    let _ = writeln!(xml, "<link href=\"{}\"/>", escape(&address));
    element(xml, "updated", &moment(change.commit.moment().seconds));
    element(xml, "published", &moment(change.commit.moment().seconds));
    xml.push_str("<author>");
    let _ = write!(xml, "<name>{}</name>", escape(&people(site, change.commit)));
    xml.push_str("</author>\n");
    element(xml, "summary", change.commit.reason(&site.config.words));
    xml.push_str("</entry>\n");
}

/// The name of a revision for ever (RFC 4151): who named it, the day on which it came to be, in UTC, and which it is.
/// None of that changes when the site is published elsewhere, the page is moved, or days begin elsewhere.
fn tag(authority: &str, revision: &Revision) -> String {
    let day =
        revision.commit.day(&Zone::utc()).map_or_else(|| "1970-01-01".to_owned(), |day| day.to_string());
    format!("tag:{authority},{day}:{}/{}", revision.commit.id, encode(&revision.path.to_string()))
}

/// Who names revisions: the domain that the configuration says, else the host that the site is published on.
fn authority(site: &Site) -> String {
    if let Some(authority) = &site.config.authority {
        return authority.clone();
    }
    let name = site.config.base_url.as_deref().and_then(host).unwrap_or_default().to_ascii_lowercase();
    // What no domain may hold (an address in brackets, letters of other scripts) would end the name early.
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-');
    let name: String = name.chars().filter(|c| fits(*c)).collect();
    if name.is_empty() { "localhost".to_owned() } else { name }
}

fn element(xml: &mut String, name: &str, text: &str) {
    let _ = writeln!(xml, "<{name}>{}</{name}>", escape(text));
}

/// RFC 3339, in UTC; a moment beyond the calendar is the beginning of time.
fn moment(seconds: i64) -> String {
    let utc = crate::date::Moment { seconds, offset: 0 }.to_string();
    if utc.starts_with('@') { "1970-01-01T00:00:00+00:00".to_owned() } else { utc }
}
