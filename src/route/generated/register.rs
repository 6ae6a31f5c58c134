//! The register: every page under control.

use super::governance::{self, Heading};
use super::{At, Drawing, Generator, Precedence};
use crate::path::Address;
use crate::route::{Site, governed};
use crate::theme::Value;

/// The register.
pub(super) struct Register;

impl Generator for Register {
    fn name(&self) -> &'static str {
        "the register"
    }

    fn precedence(&self, _: &Site) -> Precedence {
        Precedence::Checklist
    }

    fn addresses(&self, site: &Site) -> Vec<Address> {
        site.governance().map(|_| governed::address::register()).into_iter().collect()
    }

    fn draw(&self, site: &Site, at: At<'_>) -> Drawing {
        let unnamed = site.governance().map_or(0, governed::unnamed_of_register);
        let heading = Heading { title: "Register".to_owned(), unnamed };
        let drawing = governance::page(site, (at, heading), "register.html");
        Drawing::Page(Box::new(drawing.with("register", Value::from_serializable(&governed::register(site)))))
    }

    fn tab(&self) -> Option<&'static str> {
        Some("Register")
    }
}
