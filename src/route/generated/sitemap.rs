//! The addresses of all pages, for search engines.

use std::fmt::Write as _;

use super::addresses::Precedence;
use super::generator::{At, Generator};
use crate::export::xml::escape;
use crate::path::Address;
use crate::route::drawing::GeneratedOutput;
use crate::route::site::Site;

/// `sitemap.xml`, where it is known where the site is published.
pub(super) struct Sitemap;

impl Generator for Sitemap {
    fn name(&self) -> &'static str {
        "the sitemap"
    }

    fn precedence(&self, _: &Site) -> Precedence {
        Precedence::Evidence
    }

    fn addresses(&self, site: &Site) -> Vec<Address> {
        site.config.base_url.is_some().then(|| Address::file("sitemap.xml")).into_iter().collect()
    }

    /// As sitemaps.org describes it.
    fn draw(&self, site: &Site, _: At<'_>) -> GeneratedOutput {
        let base = site.config.base_url.as_deref().unwrap_or_default();
        let mut xml = String::from(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
        );
        let pages = site.content.ids().filter(|id| !site.is_withdrawn(*id));
        let pages = pages.map(|id| &site.content.page(id).address);
        for address in pages.chain(site.generated.in_sitemap()) {
            // Writing into a string cannot fail.
            let _ =
                writeln!(xml, "<url><loc>{}</loc></url>", escape(&format!("{base}{}", address.from_root())));
        }
        xml.push_str("</urlset>\n");
        GeneratedOutput::Text(xml)
    }
}
