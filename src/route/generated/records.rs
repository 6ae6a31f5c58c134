//! The page of records.

use super::addresses::Precedence;
use super::generator::{At, Generator};
use super::governance;
use super::governance::PageHeading;
use crate::path::Address;
use crate::route::drawing::GeneratedOutput;
use crate::route::site::Site;
use crate::route::{addresses, governed};
use crate::theme::Value;

/// The records.
pub(super) struct Records;

impl Generator for Records {
    fn name(&self) -> &'static str {
        "the records"
    }

    fn precedence(&self, _: &Site) -> Precedence {
        Precedence::Checklist
    }

    fn addresses(&self, site: &Site) -> Vec<Address> {
        site.governance().map(|_| addresses::records()).into_iter().collect()
    }

    fn draw(&self, site: &Site, at: At<'_>) -> GeneratedOutput {
        let unnamed = site.governance().map_or(0, governed::unnamed_records);
        let heading = PageHeading { title: site.say("records"), unnamed };
        let drawing = governance::page(site, at, &heading, "records.html");
        GeneratedOutput::Page(Box::new(
            drawing.with("records", Value::from_serializable(&governed::records(site))),
        ))
    }

    fn tab(&self) -> Option<&'static str> {
        Some("records")
    }
}
