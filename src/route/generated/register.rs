//! The page of the register.

use super::addresses::Precedence;
use super::generator::{At, Generator};
use super::governance;
use super::governance::PageHeading;
use crate::path::Address;
use crate::route::drawing::GeneratedOutput;
use crate::route::site::Site;
use crate::route::{addresses, governed};
use crate::theme::Value;

/// The register.
pub(super) struct RegisterPage;

impl Generator for RegisterPage {
    fn name(&self) -> &'static str {
        "the register"
    }

    fn precedence(&self, _: &Site) -> Precedence {
        Precedence::Checklist
    }

    fn addresses(&self, site: &Site) -> Vec<Address> {
        site.governance().map(|_| addresses::register()).into_iter().collect()
    }

    fn draw(&self, site: &Site, at: At<'_>) -> GeneratedOutput {
        let unnamed = site.governance().map_or(0, governed::unnamed_of_register);
        let heading = PageHeading { title: site.say("register"), unnamed };
        let drawing = governance::page(site, at, &heading, "register.html");
        GeneratedOutput::Page(Box::new(
            drawing.with("register", Value::from_serializable(&governed::register(site))),
        ))
    }

    fn tab(&self) -> Option<&'static str> {
        Some("register")
    }
}
