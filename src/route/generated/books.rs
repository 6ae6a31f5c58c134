//! Books on pages of their own, and the page that lists them.

use serde::Serialize;

use super::addresses::Precedence;
use super::generator::{At, Generator};
use crate::model::Book;
use crate::path::Address;
use crate::route::book::{self, SheetNumbers};
use crate::route::drawing::{GeneratedOutput, PageDrawing};
use crate::route::links::path;
use crate::route::site::Site;
use crate::theme::Value;

/// The list of books, where there are any.
pub(super) struct BookList;

/// Each book on a page of its own.
pub(super) struct BookPages;

/// Books as PDFs, where a site asks for that.
pub(super) struct PrintedBooks;

/// A book in the list, as one of `books` on `books.html`.
#[derive(Serialize)]
struct ListedBook {
    title: String,
    path: String,
    summary: String,
}

impl Generator for BookList {
    fn name(&self) -> &'static str {
        "the list of books"
    }

    fn precedence(&self, _: &Site) -> Precedence {
        Precedence::List
    }

    fn addresses(&self, site: &Site) -> Vec<Address> {
        (books(site).next().is_some()).then(book::list_address).into_iter().collect()
    }

    fn draw(&self, site: &Site, at: At<'_>) -> GeneratedOutput {
        let listed = |book: &Book| ListedBook {
            title: book.title.clone(),
            path: path(&book::address(book)),
            summary: book.summary.clone(),
        };
        let books: Vec<ListedBook> = books(site).map(listed).collect();
        let page = site.generated_view(&site.say("books"), at.address);
        let drawing = PageDrawing::new("books.html", page).with("books", Value::from_serializable(&books));
        GeneratedOutput::Page(Box::new(drawing))
    }

    fn is_in_sitemap(&self) -> bool {
        true
    }

    fn footer(&self) -> Option<&'static str> {
        Some("books")
    }
}

impl Generator for BookPages {
    fn name(&self) -> &'static str {
        "a book"
    }

    fn precedence(&self, _: &Site) -> Precedence {
        Precedence::List
    }

    fn addresses(&self, site: &Site) -> Vec<Address> {
        books(site).map(book::address).collect()
    }

    fn draw(&self, site: &Site, at: At<'_>) -> GeneratedOutput {
        let Some(book) = books(site).nth(at.nth) else { return GeneratedOutput::Text(String::new()) };
        GeneratedOutput::Page(Box::new(book::draw(site, book, at.address, &SheetNumbers::default()).drawing))
    }
}

impl Generator for PrintedBooks {
    fn name(&self) -> &'static str {
        "a book as a PDF"
    }

    fn precedence(&self, _: &Site) -> Precedence {
        Precedence::List
    }

    fn addresses(&self, site: &Site) -> Vec<Address> {
        printed(site).map(book::pdf_address).collect()
    }

    fn draw(&self, site: &Site, at: At<'_>) -> GeneratedOutput {
        match printed(site).nth(at.nth) {
            Some(book) => GeneratedOutput::PrintedBook(book.name.clone()),
            None => GeneratedOutput::Text(String::new()),
        }
    }
}

/// The books that are published as PDFs as well.
fn printed(site: &Site) -> impl Iterator<Item = &Book> {
    books(site).filter(|book| book.pdf)
}

/// The books in which there is anything.
fn books(site: &Site) -> impl Iterator<Item = &Book> {
    site.content.books.iter().filter(|book| !book::is_empty(site, book))
}
