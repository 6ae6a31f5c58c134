//! A book: pages and views as one document, put together from what each of them shows at its own address.
//!
//! Parts are drawn as always (`drawn.rs`); then their headings are numbered (`sections.rs`), and ids, headings and links are
//! rewritten (`joined.rs`), so that a link to what stands in the book leads there and says in which section that is.

mod contents;
mod drawn;
mod joined;
mod links;
mod package;
mod parts;
mod sections;
mod sheets;

use std::collections::BTreeSet;

use serde::Serialize;

use super::Site;
use super::drawing::PageDrawing;
use super::governed;
use super::links::{link_to, path};
use super::view::{self, entry};
use crate::diagnostic::Checked;
use crate::model::{Book, BookEntry, FolderId, PageId};
use crate::path::Address;
use crate::theme::Value;
use crate::theme::view::{ControlView, DayView, FactView};

use contents::ContentsLine;
use drawn::DrawnPart;
use joined::{JoinRequest, OutsideLinks};
pub use package::CoursePackage;
use parts::PartContent;
pub use sheets::SheetNumbers;

/// A book that is ready for paper.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PrintableBook {
    /// Its HTML.
    pub html: Vec<u8>,
    /// Where it is found.
    pub address: Address,
    /// The addresses of the files that it shows, encoded, from the root of the site.
    pub files: BTreeSet<String>,
}

/// A book, as `book` on `book.html`.
#[derive(Serialize)]
struct BookView {
    /// One sentence; may be empty.
    summary: String,
    /// Which texts it has: "Texts in force; …"; empty where nobody approves any.
    edition: String,
    /// The day that it is of.
    day: DayView,
    /// Where it is found as a PDF; empty where it is not.
    pdf: String,
    /// Its headings.
    contents: Vec<ContentsLine>,
    /// Its parts, in order.
    parts: Vec<PartView>,
}

/// A part of a book.
#[derive(Default, Serialize)]
struct PartView {
    /// Its number, from 1.
    number: usize,
    /// The id of its heading.
    anchor: String,
    /// Its title.
    title: String,
    /// The page that it is, at its own address, or of the view.
    path: String,
    /// Its kind as people say it; may be empty.
    kind_label: String,
    /// Its document number; may be empty.
    id: String,
    /// One sentence; may be empty.
    summary: String,
    /// Who answers for it; may be empty.
    owner: String,
    /// What its front matter says that stands below the title at its own address.
    facts: Vec<FactView>,
    /// Whether it is a draft.
    draft: bool,
    /// Whether it is a page, and no view.
    is_page: bool,
    /// Whether nobody approves what it says, in an edition of approved texts.
    uncontrolled: bool,
    /// How it stands under governance; absent where no control asks anything of it.
    control: Option<ControlView>,
    /// Its text; safe HTML.
    body: String,
}

/// What a book is drawn as, and which files it shows.
pub(super) struct BookDrawing {
    pub(super) drawing: PageDrawing,
    pub(super) files: BTreeSet<String>,
}

/// Where books are found.
pub(super) fn list_address() -> Address {
    Address::folder("books")
}

/// Where a book is found.
pub(super) fn address(book: &Book) -> Address {
    Address::folder(&format!("books/{}", book.name))
}

/// Where a book is found as a PDF.
pub(super) fn pdf_address(book: &Book) -> Address {
    Address::file(&format!("{}{}.pdf", address(book).as_str(), book.name))
}

/// All pages as a book, in reading order.
pub(super) fn of_all_pages(site: &Site) -> Book {
    let pages = site.content.reading_order(FolderId::ROOT);
    Book {
        name: "whole".to_owned(),
        title: site.config.name.clone(),
        summary: site.config.tagline.clone(),
        parts: pages.into_iter().map(BookEntry::Page).collect(),
        pdf: false,
    }
}

/// Whether there is anything in a book: where all that it names is left out, nobody can read it.
pub(super) fn is_empty(site: &Site, book: &Book) -> bool {
    parts::are_none(site, book)
}

/// Draws a book for an address.
pub(super) fn draw(site: &Site, book: &Book, at: &Address, sheets: &SheetNumbers) -> BookDrawing {
    let Checked { value: parts, findings } = parts::of(site, book);
    let drawn = drawn::draw(site, &parts);
    let request = JoinRequest { at, sheets, outside: OutsideLinks::Beside };
    let joined = joined::join(site, &drawn, &request);
    let parts = drawn.iter().zip(joined.bodies).map(|(part, body)| part_view(site, part, body)).collect();
    let edition = edition(site);
    let day = site.day_view(site.today);
    let mut page = site.generated_view(&book.title, at);
    page.trail.push(link_to(&site.say("books"), &list_address()));
    page.summary.clone_from(&book.summary);
    page.control = Some(on_every_sheet(site, &edition));
    let contents = contents::of(&drawn, sheets);
    let pdf = if book.pdf { path(&pdf_address(book)) } else { String::new() };
    let view = BookView { summary: book.summary.clone(), edition, day, pdf, contents, parts };
    let drawing = PageDrawing::new("book.html", page).with("book", Value::from_serializable(&view));
    BookDrawing { drawing: PageDrawing { findings, ..drawing }, files: joined.files }
}

/// What is printed beside the title on every sheet.
fn on_every_sheet(site: &Site, edition: &str) -> ControlView {
    let day = site.day(site.today);
    let sheet = if edition.is_empty() {
        site.fill("book_as_of", [("day", day.as_str().into())])
    } else {
        site.fill("book_sheet", [("edition", edition.into()), ("day", day.as_str().into())])
    };
    ControlView { sheet, ..ControlView::default() }
}

/// Which texts a book has; empty where nobody approves any.
fn edition(site: &Site) -> String {
    match (site.keeps_evidence(), site.is_approved()) {
        (false, _) => String::new(),
        (true, true) => site.say("book_of_approved"),
        (true, false) => site.say("book_of_latest"),
    }
}

fn part_view(site: &Site, part: &DrawnPart<'_>, body: String) -> PartView {
    let shown = match part.shows {
        PartContent::Page(id) => page_view(site, *id),
        PartContent::View { view, .. } => {
            PartView { summary: site.say(view.summary()), ..PartView::default() }
        }
    };
    PartView {
        number: part.number,
        anchor: part.anchor(),
        title: part.title.clone(),
        path: path(&part.address),
        body,
        ..shown
    }
}

/// The facts that stand below a page's title, in their order, and what it serves.
fn in_strip(site: &Site, id: PageId) -> Vec<FactView> {
    let facts = view::facts(site, id);
    let strip = site.content.page(id).kind.strip.iter();
    strip.filter_map(|name| facts.iter().find(|fact| fact.name == *name)).cloned().collect()
}

fn page_view(site: &Site, id: PageId) -> PartView {
    let entry = entry(site, id);
    let control = governed::plate(site, id);
    let is_told = control.as_ref().is_some_and(|control| !control.standing.is_empty());
    PartView {
        kind_label: entry.kind_label,
        id: entry.id,
        summary: entry.summary,
        owner: entry.owner,
        facts: in_strip(site, id),
        draft: entry.draft,
        is_page: true,
        uncontrolled: site.is_free(id) && !is_told,
        control,
        ..PartView::default()
    }
}
