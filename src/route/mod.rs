//! A site as a value: everything linked, every route known, nothing rendered yet.
//!
//! Rendering a route is a pure function of the site. `build` renders all of them, `serve` the one that the
//! browser asks for, `check` all without writing any.

#![expect(
    clippy::indexing_slicing,
    reason = "routes and pages are numbers that the site gave, never what people wrote"
)]

mod addresses;
mod answer;
mod approved;
mod asked;
mod block_files;
mod blocks;
mod body;
mod book;
mod changes;
mod claims;
mod commits;
mod comparable;
mod distinct;
mod drawing;
mod feed;
mod generated;
mod governed;
mod history;
mod input_hash;
mod input_hasher;
mod issued;
mod links;
mod lists;
mod moved_evidence;
mod navigation;
mod old_links;
mod old_texts;
mod older;
mod parts;
mod published;
mod reading_order;
mod reason;
mod redlines;
mod render;
mod shown;
mod site;
mod site_view;
mod stand_in;
mod strategy;
mod surroundings;
mod taught;
mod texts;
mod view;
mod words;

use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

pub use answer::{Answer, Route};
pub use blocks::{AnswerToTake, DecisionToAsk, OutcomeToTell, QuestionToAsk, RuleToRead};
pub use book::{CoursePackage, PrintableBook, SheetNumbers};
pub use generated::{Generated, GeneratedAddresses};
pub use governed::{GovernanceIndex, IndexInputs, StandingWords, roles_waited_for};
pub use issued::{IssueNames, IssuedTexts, approved_files};
pub use navigation::Sidebars;
pub use old_texts::{ParsedTexts, PastDetail, RouteTexts};
pub use older::OlderFiles;
pub use parts::{
    AsIs, Kept, MovedEvidence, NavigationInputs, OnDemand, Parts, PublishedRoutes, ViewedAt, WrittenAddresses,
};
pub use published::RouteInputs;
pub use reading_order::{Neighbours, neighbours};
pub use render::{BuildContext, Prepared};
pub use site::Site;
pub use stand_in::tells_servers;

use crate::diagnostic::Checked;
use crate::model::PageId;
use crate::shared::ByPtr;
use crate::theme::Shared;
use crate::theme::view::SiteView;
use book::BookDrawing;
use links::path;

impl Site {
    /// The pages that have texts to compare.
    pub fn pages_to_compare(&self) -> Vec<PageId> {
        self.content.ids().filter(|id| addresses::has_texts(self, *id)).collect()
    }

    /// Every address at which evidence was found before its page was moved.
    pub fn moved_evidence(&self) -> Vec<MovedEvidence> {
        moved_evidence::moved_evidence(self)
    }

    /// The same with addresses at which evidence was found once: they are known before anything has its address.
    #[must_use]
    pub fn with_moved_evidence(self, moved_evidence: Arc<Vec<MovedEvidence>>) -> Site {
        Site { moved_evidence, ..self }
    }

    /// Where what the program makes of the whole site is found.
    pub fn generated_addresses(&self) -> GeneratedAddresses {
        GeneratedAddresses::of(self)
    }

    /// The same with the addresses of what is generated, to which every page may link.
    #[must_use]
    pub fn with_generated(self, generated: Arc<GeneratedAddresses>) -> Site {
        // What all pages share is hashed with these links.
        let site = Site { generated, input_hash: OnceLock::new(), ..self };
        let view = site.view_with_links();
        Site { shared: Shared::new(&view, &site.config.words), view, ..site }
    }

    /// What the navigation is made from: it keeps how it was drawn, with what every template sees.
    pub fn navigation_inputs(&self) -> NavigationInputs {
        let content = &self.content;
        let free = content.ids().filter(|page| self.is_free(*page)).collect();
        let pages = (content.metadata.clone(), content.folders.clone());
        (pages, ByPtr::of(&self.theme), self.view.clone(), free)
    }

    /// What it publishes, and why something else is left out.
    pub fn published_routes(&self) -> PublishedRoutes {
        PublishedRoutes::of(self)
    }

    /// The same with its navigation and what it publishes. What would be found where something else is, is a finding.
    pub fn with_routes(self, sidebars: Arc<Sidebars>, published: Arc<PublishedRoutes>) -> Checked<Site> {
        let findings = published.findings.clone();
        Checked::new(Site { published, sidebars, ..self }, findings)
    }

    /// What every template sees, with links to what is generated.
    fn view_with_links(&self) -> SiteView {
        let changes = || path(&addresses::changes(self));
        let checklist = || path(&addresses::overview());
        SiteView {
            changes: self.past.is_known().then(changes).unwrap_or_default(),
            checklist: self.governed.as_ref().map(|_| checklist()).unwrap_or_default(),
            footer: self.generated.footer(&self.config.words),
            ..self.view.clone()
        }
    }

    /// Every route, each once, and each with a file of the output to itself.
    pub fn routes(&self) -> Vec<Route> {
        self.published.routes.clone()
    }

    /// What is answered when nothing is found.
    pub fn not_found(&self) -> Route {
        Route::Generated(Generated::not_found())
    }

    /// A book with the sheets that are known of its places, by its name; without one all pages, in reading order. `None`
    /// where there is no such book, or nothing in it.
    pub fn printable_book(
        &self,
        name: Option<&str>,
        sheets: &SheetNumbers,
    ) -> Option<Checked<PrintableBook>> {
        let book = match name {
            Some(name) => Cow::Borrowed(self.content.books.iter().find(|book| book.name == name)?),
            None => Cow::Owned(book::of_all_pages(self)),
        };
        if book::is_empty(self, &book) {
            return None;
        }
        let address = book::address(&book);
        let BookDrawing { drawing, files } = book::draw(self, &book, &address, sheets);
        let drawn = self.drawing(&address, &drawing);
        let Answer::Bytes(html) = drawn.value else { return None };
        Some(Checked::new(PrintableBook { html, address, files }, drawn.findings))
    }

    /// A text of a page that was approved, by its place among those that were in force; `None` where it cannot be read.
    pub fn text_of_issue(&self, page: PageId, nth: usize) -> Option<Arc<str>> {
        governed::issue_text(self, page, nth)
    }
}
