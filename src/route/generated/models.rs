//! All governance models side by side, where there are several to choose from.

use super::addresses::Precedence;
use super::generator::{At, Generator};
use super::governance;
use super::governance::PageHeading;
use crate::path::Address;
use crate::route::drawing::GeneratedOutput;
use crate::route::site::Site;
use crate::route::{addresses, governed};
use crate::theme::Value;

/// The comparison of models.
pub(super) struct Models;

impl Generator for Models {
    fn name(&self) -> &'static str {
        "the comparison of models"
    }

    fn precedence(&self, _: &Site) -> Precedence {
        Precedence::Checklist
    }

    fn addresses(&self, site: &Site) -> Vec<Address> {
        governed::links::has_models(site).then(addresses::models).into_iter().collect()
    }

    fn draw(&self, site: &Site, at: At<'_>) -> GeneratedOutput {
        let heading = PageHeading::new(site.say("models_compared"));
        let drawing = governance::page(site, at, &heading, "models.html");
        GeneratedOutput::Page(Box::new(
            drawing.with("models", Value::from_serializable(&governed::comparison(site))),
        ))
    }

    fn tab(&self) -> Option<&'static str> {
        Some("models")
    }
}
