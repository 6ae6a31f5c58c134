//! The feeds of what changed: of the whole site, and of each of its sections.

use super::addresses::Precedence;
use super::generator::{At, Generator};
use crate::path::Address;
use crate::route::drawing::GeneratedOutput;
use crate::route::feed;
use crate::route::feed::Feed;
use crate::route::site::Site;

/// The feed of the whole site.
pub(super) struct OfSite;

/// The feed of each section.
pub(super) struct OfSection;

impl Generator for OfSite {
    fn name(&self) -> &'static str {
        "a feed"
    }

    fn precedence(&self, _: &Site) -> Precedence {
        Precedence::Evidence
    }

    fn addresses(&self, site: &Site) -> Vec<Address> {
        feed::are_kept(site).then(|| feed::address(site, Feed::Site)).into_iter().collect()
    }

    fn draw(&self, site: &Site, _: At<'_>) -> GeneratedOutput {
        GeneratedOutput::Text(feed::atom::xml(site, Feed::Site))
    }
}

impl Generator for OfSection {
    fn name(&self) -> &'static str {
        "a feed"
    }

    fn precedence(&self, _: &Site) -> Precedence {
        Precedence::Evidence
    }

    fn addresses(&self, site: &Site) -> Vec<Address> {
        feed::sections(site).into_iter().map(|section| feed::address(site, Feed::Section(section))).collect()
    }

    fn draw(&self, site: &Site, at: At<'_>) -> GeneratedOutput {
        let section = feed::sections(site).into_iter().nth(at.nth);
        GeneratedOutput::Text(
            section.map(|section| feed::atom::xml(site, Feed::Section(section))).unwrap_or_default(),
        )
    }
}
