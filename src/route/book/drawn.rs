//! The parts of a book, each drawn as it is at its own address.

use super::parts::PartContent;
use super::sections::Sections;
use crate::path::Address;
use crate::route::blocks;
use crate::route::drawing::{BlockDrawing, Root};
use crate::route::site::Site;
use crate::route::strategy::{Scope, view_address};
use crate::theme::PageFrame;

/// A part of a book as it is drawn at its own address.
pub(super) struct DrawnPart<'a> {
    pub(super) shows: &'a PartContent,
    /// Its number, from 1.
    pub(super) number: usize,
    pub(super) title: String,
    /// Where it is found by itself: what its links are written against.
    pub(super) address: Address,
    pub(super) html: String,
    /// Its headings, and where its ids stand.
    pub(super) sections: Sections,
}

impl DrawnPart<'_> {
    /// The id of its heading in the book.
    pub(super) fn anchor(&self) -> String {
        format!("part-{}", self.number)
    }

    /// Whether somebody wrote its words: a view has many links and no sentence.
    pub(super) fn is_text(&self) -> bool {
        matches!(self.shows, PartContent::Page(_))
    }

    /// What an id of it is in the book.
    pub(super) fn id(&self, id: &str) -> String {
        format!("{}-{id}", self.anchor())
    }
}

/// Draws every part. What is wrong with a page is reported where it has its own address.
pub(super) fn draw<'a>(site: &Site, parts: &'a [PartContent]) -> Vec<DrawnPart<'a>> {
    let part = |(shows, number): (&'a PartContent, usize)| {
        let (title, address) = match shows {
            PartContent::Page(id) => {
                let page = site.content.page(*id);
                (page.title.to_string(), page.address.clone())
            }
            PartContent::View { view, .. } => (site.say(view.title()), view_address(*view)),
        };
        let root = site.root_from(&address, Root::OfSite);
        let frame = PageFrame { shared: &site.shared, navigation: None, root: &root };
        let html = match shows {
            PartContent::Page(id) => site.text_with_blocks(*id, &frame, blocks::of_page(site, *id)).value,
            PartContent::View { view, selector } => {
                let scope = Scope::chosen(site, selector.as_ref());
                let drawing = BlockDrawing::new(view.template(), view.draw(&scope));
                site.block(&frame, &drawing).value
            }
        };
        let sections = Sections::of(&html, number);
        DrawnPart { shows, number, title, address, html, sections }
    };
    parts.iter().zip(1..).map(part).collect()
}
