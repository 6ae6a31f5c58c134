//! The page of what changed on the whole site.

use super::addresses::Precedence;
use super::generator::{At, Generator};
use crate::path::Address;
use crate::route::drawing::{GeneratedOutput, PageDrawing};
use crate::route::site::Site;
use crate::route::{addresses, changes};
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
        site.past.is_known().then(|| addresses::changes(site)).into_iter().collect()
    }

    fn draw(&self, site: &Site, at: At<'_>) -> GeneratedOutput {
        let drawing =
            PageDrawing::new("changes.html", site.generated_view(&site.say("what_changed"), at.address));
        GeneratedOutput::Page(Box::new(
            drawing.with("changes", Value::from_serializable(&changes::view(site))),
        ))
    }

    fn footer(&self) -> Option<&'static str> {
        Some("what_changed")
    }
}
