//! Files for machines: the sitemap, and old addresses for web servers.

use std::fmt::Write as _;

use super::{Route, Site};

/// The path of the address that the site is published at: `/playbook`, empty at a host's root.
pub(super) fn base_path(site: &Site) -> &str {
    let rest =
        site.config.base_url.as_deref().and_then(|url| url.split_once("://")).map_or("", |(_, rest)| rest);
    rest.find('/').map_or("", |at| &rest[at..])
}

/// The addresses of all pages, as sitemaps.org describes it.
pub(super) fn sitemap(site: &Site) -> String {
    let base = site.config.base_url.as_deref().unwrap_or_default();
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for page in site.content.ids().filter(|id| !site.is_withdrawn(*id)).map(|id| site.content.page(id)) {
        // Writing into a string cannot fail; `encode` leaves nothing that XML would mind.
        let _ = writeln!(xml, "<url><loc>{base}{}</loc></url>", page.address.from_root());
    }
    xml.push_str("</urlset>\n");
    xml
}

/// Old and new addresses, a pair a line, in the form that nginx's `map` includes. A server asks the map before it looks
/// for files: an address at which something else is found has no place in it.
pub(super) fn redirects(site: &Site) -> String {
    let base = base_path(site);
    let mut map = String::new();
    let published = site.published.routes.iter().filter_map(|route| match route {
        Route::Redirect(nth) => Some((*route, Route::Page(site.content.redirects[*nth].to))),
        Route::Former(nth) => Some((*route, site.former[*nth].to)),
        _ => None,
    });
    for (old, new) in published {
        let (from, to) = (site.address(old), site.address(new));
        let from = format!("{base}{}", from.from_root());
        // What nginx would take for a variable.
        let to = format!("{base}{}", to.from_root()).replace('$', "%24");
        let _ = writeln!(map, "{} {};", word(from), word(to));
    }
    map
}

/// A word of a map: in quotes where it holds the sign that ends an entry.
fn word(address: String) -> String {
    if address.contains(';') { format!("\"{address}\"") } else { address }
}
