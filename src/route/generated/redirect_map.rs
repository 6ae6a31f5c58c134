//! Old and new addresses, for web servers.

use std::fmt::Write as _;

use super::addresses::Precedence;
use super::generator::{At, Generator};
use crate::path::Address;
use crate::route::answer::Route;
use crate::route::drawing::GeneratedOutput;
use crate::route::site::Site;

/// `redirects.map`, where any old address leads on.
pub(super) struct RedirectMap;

impl Generator for RedirectMap {
    fn name(&self) -> &'static str {
        "the map of old addresses"
    }

    fn precedence(&self, site: &Site) -> Precedence {
        if site.is_approved() { Precedence::Evidence } else { Precedence::Default }
    }

    fn addresses(&self, site: &Site) -> Vec<Address> {
        let leads_on = !site.content.redirects.is_empty() || !site.moved_evidence.is_empty();
        leads_on.then(|| Address::file("redirects.map")).into_iter().collect()
    }

    /// A pair a line, in the form that nginx's `map` includes. A server asks the map before it looks for files: an address at
    /// which something else is found has no place in it.
    fn draw(&self, site: &Site, _: At<'_>) -> GeneratedOutput {
        let base = site.base_path();
        let mut map = String::new();
        let published = site.published.routes.iter().filter_map(|route| match route {
            Route::Redirect(nth) => Some((*route, Route::Page(site.content.redirects[*nth].to))),
            Route::MovedEvidence(nth) => Some((*route, site.moved_evidence[*nth].to)),
            _ => None,
        });
        for (old, new) in published {
            let (from, to) = (site.address(old), site.address(new));
            let from = format!("{base}{}", from.from_root());
            // What nginx would take for a variable.
            let to = format!("{base}{}", to.from_root()).replace('$', "%24");
            // Writing into a string cannot fail.
            let _ = writeln!(map, "{} {};", word(from), word(to));
        }
        GeneratedOutput::Text(map)
    }
}

/// A word of a map: in quotes where it holds the sign that ends an entry.
fn word(address: String) -> String {
    if address.contains(';') { format!("\"{address}\"") } else { address }
}
