//! What the program makes of the whole site and nobody wrote: lists, the checklist, feeds, the sitemap.
//!
//! Each kind is one file that implements [`Generator`], and one line of [`GENERATORS`].

mod a_to_z;
mod changes;
mod checklist;
mod drawing;
mod feeds;
mod governance;
mod models;
mod not_found;
mod records;
mod redirect_map;
mod register;
mod sitemap;
mod tags;

use super::{Route, Site, path};
use crate::diagnostic::Place;
use crate::path::Address;
use crate::theme::view::{LinkView, TabView};

pub(super) use drawing::{GeneratedOutput, PageDrawing, Root};

/// A generated page or file: the kind of it, and its place among those of its kind. Means something within one site only.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Generated {
    kind: usize,
    nth: usize,
}

/// A kind of page or file that the program makes of the whole site.
pub(super) trait Generator: Sync {
    /// What one of them is, as messages name it: "the register".
    fn name(&self) -> &'static str;

    /// Who goes first where somebody wrote a page or a file at its address.
    fn precedence(&self, site: &Site) -> Precedence;

    /// Where those that the site has are found, in order; empty where it has none.
    fn addresses(&self, site: &Site) -> Vec<Address>;

    /// What is found at one of these addresses.
    fn draw(&self, site: &Site, at: At<'_>) -> GeneratedOutput;

    /// The words of the link to the first of them at the foot of every page.
    fn footer(&self) -> Option<&'static str> {
        None
    }

    /// Whether search engines are told of them: pages that lead to others.
    fn is_in_sitemap(&self) -> bool {
        false
    }

    /// The words of the tab that leads to the first of them, among what governance shows.
    fn tab(&self) -> Option<&'static str> {
        None
    }

    /// Where somebody wrote what makes one of them.
    fn place(&self, _site: &Site, _nth: usize) -> Option<Place> {
        None
    }
}

/// One of the pages or files of a kind.
#[derive(Clone, Copy)]
pub(super) struct At<'a> {
    /// Its place among the addresses.
    pub(super) nth: usize,
    pub(super) address: &'a Address,
}

/// Who goes first where somebody wrote a page or a file at the address of a generated one, the first first.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Precedence {
    /// The generated page, and nothing else may stand in its folder.
    Checklist,
    /// The generated page where the site is governed: it proves something, or leads to what does. Elsewhere it gives way.
    Evidence,
    /// It gives way to what stands at its very address.
    List,
    /// It gives way to whatever is in its place.
    Default,
}

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
    &not_found::NotFound,
    &redirect_map::RedirectMap,
];

/// The addresses of all generated pages and files, by kind.
#[derive(Debug, Default)]
pub struct GeneratedAddresses(Vec<Vec<Address>>);

impl GeneratedAddresses {
    pub(super) fn of(site: &Site) -> GeneratedAddresses {
        GeneratedAddresses(GENERATORS.iter().map(|generator| generator.addresses(site)).collect())
    }

    /// Those of a precedence, in order.
    pub(super) fn with(&self, precedence: Precedence, site: &Site) -> Vec<Route> {
        let kinds = self.0.iter().enumerate();
        let kinds = kinds.filter(|(kind, _)| GENERATORS[*kind].precedence(site) == precedence);
        let of_kind = |(kind, addresses): (usize, &Vec<Address>)| {
            (0..addresses.len()).map(move |nth| Route::Generated(Generated { kind, nth })).collect::<Vec<_>>()
        };
        kinds.flat_map(of_kind).collect()
    }

    /// Where one of them is found.
    pub(super) fn get(&self, of: Generated) -> &Address {
        &self.0[of.kind][of.nth]
    }

    /// Links to the first of each kind that has words for one.
    fn links(
        &self,
        words: impl Fn(&dyn Generator) -> Option<&'static str>,
    ) -> impl Iterator<Item = (&'static str, &Address)> {
        let all = self.0.iter().zip(GENERATORS);
        all.filter_map(move |(addresses, generator)| Some((words(*generator)?, addresses.first()?)))
    }

    /// Those that the sitemap lists.
    fn in_sitemap(&self) -> impl Iterator<Item = &Address> {
        let all = self.0.iter().zip(GENERATORS);
        all.filter(|(_, generator)| generator.is_in_sitemap()).flat_map(|(addresses, _)| addresses)
    }

    /// Links at the foot of every page.
    pub(super) fn footer(&self) -> Vec<LinkView> {
        let links = self.links(|generator| generator.footer());
        links.map(|(title, address)| super::view::link_to(title, address)).collect()
    }

    /// The tabs of what governance shows, for the page at an address.
    pub(super) fn tabs(&self, here: &Address) -> Vec<TabView> {
        let links = self.links(|generator| generator.tab());
        let tab = |(title, to): (&str, &Address)| TabView {
            title: title.to_owned(),
            path: path(to),
            current: to == here,
        };
        links.map(tab).collect()
    }
}

impl Generated {
    /// What is answered when nothing is found.
    pub(super) fn not_found() -> Generated {
        let is_it = |generator: &&dyn Generator| generator.name() == not_found::NotFound.name();
        Generated { kind: GENERATORS.iter().position(is_it).unwrap_or_default(), nth: 0 }
    }

    fn generator(self) -> &'static dyn Generator {
        GENERATORS[self.kind]
    }

    pub(super) fn name(self) -> &'static str {
        self.generator().name()
    }

    pub(super) fn precedence(self, site: &Site) -> Precedence {
        self.generator().precedence(site)
    }

    pub(super) fn place(self, site: &Site) -> Option<Place> {
        self.generator().place(site, self.nth)
    }

    pub(super) fn draw(self, site: &Site) -> GeneratedOutput {
        self.generator().draw(site, At { nth: self.nth, address: site.generated.get(self) })
    }
}

#[cfg(test)]
mod tests {
    use crate::governance::fold::is_kept_for_evidence;
    use crate::path::{Address, FilePath};
    use crate::route::governed::address;

    #[test]
    fn no_page_comes_to_an_address_of_evidence_by_a_move_alone() {
        let of_checklist = [address::overview(), address::by_page(), address::register(), address::records()];
        let others = ["changes/", "tone/history/", "tone/issue/0123456789ab/"].map(Address::file);
        for address in of_checklist.into_iter().chain(others).chain([address::models()]) {
            let file =
                FilePath::new(&format!("{}.md", address.as_str().trim_end_matches('/'))).expect("a path");
            assert!(is_kept_for_evidence(&file), "{file}");
        }
        for plain in ["tone.md", "issue.md", "history/tone.md", "register.md"] {
            assert!(!is_kept_for_evidence(&FilePath::new(plain).expect("a path")), "{plain}");
        }
    }
}
