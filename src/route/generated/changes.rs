//! The page of what changed on the whole site.

use super::{At, GeneratedOutput, Generator, PageDrawing, Precedence};
use crate::path::Address;
use crate::route::{Site, changes};
use crate::theme::Value;

/// What changed, where that is known.
pub(super) struct ChangesPage;

impl Generator for ChangesPage {
    fn name(&self) -> &'static str {
        "the list of changes"
    }

    fn precedence(&self, _: &Site) -> Precedence {
        Precedence::Evidence
    }

    fn addresses(&self, site: &Site) -> Vec<Address> {
        site.past.is_known().then(|| changes::address(site)).into_iter().collect()
    }

    fn draw(&self, site: &Site, at: At<'_>) -> GeneratedOutput {
        let drawing = PageDrawing::new("changes.html", site.generated_view("What changed", at.address));
        GeneratedOutput::Page(Box::new(
            drawing.with("changes", Value::from_serializable(&changes::view(site))),
        ))
    }

    fn footer(&self) -> Option<&'static str> {
        Some("What changed")
    }
}
