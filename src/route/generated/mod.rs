//! What the program makes of the whole site and nobody wrote: lists, the checklist, feeds, the sitemap.
//!
//! Each kind is one file that implements [`Generator`], and one line of [`GENERATORS`].

mod a_to_z;
pub(super) mod addresses;
mod books;
mod changes;
mod checklist;
mod feeds;
mod generator;
mod governance;
mod models;
mod not_found;
mod records;
mod redirect_map;
mod register;
mod sitemap;
mod tags;
mod views;

use super::Site;
use super::drawing::GeneratedOutput;
use crate::path::FilePath;
use crate::source::Span;
use addresses::GeneratedKind;
pub use addresses::{Generated, GeneratedAddresses};
use generator::{At, Generator};

/// Every kind. Those that have links at the foot of pages, or tabs, have them in this order.
const GENERATORS: &[&dyn Generator] = &[
    &changes::ChangesPage,
    &checklist::Overview,
    &checklist::ByPage,
    &register::RegisterPage,
    &records::Records,
    &models::Models,
    &checklist::OfRole,
    &checklist::OfControl,
    &feeds::OfSite,
    &feeds::OfSection,
    &sitemap::Sitemap,
    &tags::Tags,
    &tags::OfTag,
    &a_to_z::AToZ,
    &views::ViewList,
    &views::ViewPages,
    &books::BookList,
    &books::BookPages,
    &books::PrintedBooks,
    &not_found::NotFound,
    &redirect_map::RedirectMap,
];

impl GeneratedAddresses {
    pub(super) fn of(site: &Site) -> GeneratedAddresses {
        let kind = |generator: &&dyn Generator| GeneratedKind {
            name: generator.name(),
            precedence: generator.precedence(site),
            footer: generator.footer(),
            tab: generator.tab(),
            is_in_sitemap: generator.is_in_sitemap(),
            addresses: generator.addresses(site),
        };
        GeneratedAddresses { kinds: GENERATORS.iter().map(kind).collect() }
    }
}

impl Generated {
    /// What is answered when nothing is found.
    pub(super) fn not_found() -> Generated {
        let is_it = |generator: &&dyn Generator| generator.name() == not_found::NotFound.name();
        Generated { kind: GENERATORS.iter().position(is_it).unwrap_or_default(), nth: 0 }
    }

    /// The file in which somebody wrote what makes it.
    pub(super) fn file(self, site: &Site) -> Option<&FilePath> {
        GENERATORS[self.kind].file(site, self.nth)
    }

    /// Where it stands in that file.
    pub(super) fn span(self, site: &Site) -> Option<Span> {
        GENERATORS[self.kind].span(site, self.nth)
    }

    pub(super) fn draw(self, site: &Site) -> GeneratedOutput {
        GENERATORS[self.kind].draw(site, At { nth: self.nth, address: site.generated.get(self) })
    }
}

#[cfg(test)]
mod tests {
    use crate::governance::fold::is_kept_for_evidence;
    use crate::path::{Address, FilePath};
    use crate::route::addresses;

    #[test]
    fn no_page_comes_to_an_address_of_evidence_by_a_move_alone() {
        let of_checklist =
            [addresses::overview(), addresses::by_page(), addresses::register(), addresses::records()];
        let others = ["changes/", "tone/history/", "tone/issue/0123456789ab/"].map(Address::file);
        for address in of_checklist.into_iter().chain(others).chain([addresses::models()]) {
            let file =
                FilePath::new(&format!("{}.md", address.as_str().trim_end_matches('/'))).expect("a path");
            assert!(is_kept_for_evidence(&file), "{file}");
        }
        for plain in ["tone.md", "issue.md", "history/tone.md", "register.md"] {
            assert!(!is_kept_for_evidence(&FilePath::new(plain).expect("a path")), "{plain}");
        }
    }
}
