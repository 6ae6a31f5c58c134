//! What a web server answers when nothing is found.

use super::addresses::Precedence;
use super::generator::{At, Generator};
use crate::path::Address;
use crate::route::drawing::{GeneratedOutput, PageDrawing, Root};
use crate::route::site::Site;

/// `404.html`.
pub(super) struct NotFound;

impl Generator for NotFound {
    fn name(&self) -> &'static str {
        "the page for what is not found"
    }

    fn precedence(&self, _: &Site) -> Precedence {
        Precedence::Default
    }

    fn addresses(&self, _: &Site) -> Vec<Address> {
        vec![Address::file("404.html")]
    }

    fn draw(&self, site: &Site, at: At<'_>) -> GeneratedOutput {
        let page = site.generated_view(&site.say("page_not_found"), at.address);
        // A server answers with this page at any depth, so its links cannot be relative.
        let drawing = PageDrawing { root: Root::OfServer, ..PageDrawing::new("not-found.html", page) };
        GeneratedOutput::Page(Box::new(drawing))
    }
}
