//! What a kind of generated page or file says of itself.

use super::addresses::Precedence;
use crate::path::{Address, FilePath};
use crate::route::drawing::GeneratedOutput;
use crate::route::site::Site;
use crate::source::Span;

/// A kind of page or file that the program makes of the whole site.
pub(in crate::route) trait Generator: Sync {
    /// What one of them is, as messages name it: "the register".
    fn name(&self) -> &'static str;

    /// Who goes first where somebody wrote a page or a file at its address.
    fn precedence(&self, site: &Site) -> Precedence;

    /// Where those that the site has are found, in order; empty where it has none.
    fn addresses(&self, site: &Site) -> Vec<Address>;

    /// What is found at one of these addresses.
    fn draw(&self, site: &Site, at: At<'_>) -> GeneratedOutput;

    /// The word of the link to the first of them at the foot of every page.
    fn footer(&self) -> Option<&'static str> {
        None
    }

    /// Whether the sitemap for search engines lists them: pages that lead to others.
    fn is_in_sitemap(&self) -> bool {
        false
    }

    /// The word of the tab that leads to the first of them, among what governance shows.
    fn tab(&self) -> Option<&'static str> {
        None
    }

    /// The file in which somebody wrote what makes one of them.
    fn file<'s>(&self, _site: &'s Site, _nth: usize) -> Option<&'s FilePath> {
        None
    }

    /// Where it stands in that file.
    fn span(&self, _site: &Site, _nth: usize) -> Option<Span> {
        None
    }
}

/// One of the pages or files of a kind.
#[derive(Clone, Copy)]
pub(in crate::route) struct At<'a> {
    /// Its place among the addresses.
    pub(in crate::route) nth: usize,
    pub(in crate::route) address: &'a Address,
}
