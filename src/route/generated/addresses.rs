//! Which generated pages and files a site has: where they are found, who gives way, and which links lead to them.

use crate::path::Address;
use crate::route::links::{link_to, path};
use crate::theme::view::{LinkView, TabView};
use crate::words::Words;

/// A generated page or file: the kind of it, and its place among those of its kind. Means something within one site only.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Generated {
    pub(super) kind: usize,
    pub(super) nth: usize,
}

/// Who goes first where somebody wrote a page or a file at the address of a generated one, the first first.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::route) enum Precedence {
    /// The generated page, and nothing else may stand in its folder.
    Checklist,
    /// The generated page where the site is governed: it proves something, or leads to what does. Elsewhere it gives way.
    Evidence,
    /// It gives way to what stands at its very address.
    List,
    /// It gives way to whatever is in its place.
    Default,
}

/// The generated pages and files of one kind that a site has.
#[derive(Debug)]
pub(super) struct GeneratedKind {
    /// What one of them is, as messages name it.
    pub(super) name: &'static str,
    pub(super) precedence: Precedence,
    /// The words of the link to the first of them at the foot of every page.
    pub(super) footer: Option<&'static str>,
    /// The word of the tab that leads to the first of them.
    pub(super) tab: Option<&'static str>,
    /// Whether the sitemap for search engines lists them.
    pub(super) is_in_sitemap: bool,
    /// Where they are found, in order.
    pub(super) addresses: Vec<Address>,
}

/// The addresses of all generated pages and files, by kind.
#[derive(Debug, Default)]
pub struct GeneratedAddresses {
    pub(super) kinds: Vec<GeneratedKind>,
}

impl GeneratedAddresses {
    /// Those of a precedence, in order.
    pub(in crate::route) fn with(&self, precedence: Precedence) -> Vec<Generated> {
        let kinds = self.kinds.iter().enumerate().filter(|(_, kind)| kind.precedence == precedence);
        let all = kinds.flat_map(|(number, kind)| {
            (0..kind.addresses.len()).map(move |nth| Generated { kind: number, nth })
        });
        all.collect()
    }

    /// Where one of them is found.
    pub(in crate::route) fn get(&self, of: Generated) -> &Address {
        &self.kinds[of.kind].addresses[of.nth]
    }

    /// What one of them is, as messages name it.
    pub(in crate::route) fn name(&self, of: Generated) -> &'static str {
        self.kinds[of.kind].name
    }

    /// Who goes first where somebody wrote something at its address.
    pub(in crate::route) fn precedence(&self, of: Generated) -> Precedence {
        self.kinds[of.kind].precedence
    }

    /// Links to the first of each kind that has words for one.
    fn links(
        &self,
        words: impl Fn(&GeneratedKind) -> Option<&'static str>,
    ) -> impl Iterator<Item = (&'static str, &Address)> {
        self.kinds.iter().filter_map(move |kind| Some((words(kind)?, kind.addresses.first()?)))
    }

    /// Those that the sitemap lists.
    pub(super) fn in_sitemap(&self) -> impl Iterator<Item = &Address> {
        self.kinds.iter().filter(|kind| kind.is_in_sitemap).flat_map(|kind| &kind.addresses)
    }

    /// Links at the foot of every page.
    pub(in crate::route) fn footer(&self, words: &Words) -> Vec<LinkView> {
        self.links(|kind| kind.footer).map(|(word, address)| link_to(words.say(word), address)).collect()
    }

    /// The tabs of what governance shows, for the page at an address.
    pub(in crate::route) fn tabs(&self, words: &Words, here: &Address) -> Vec<TabView> {
        let links = self.links(|kind| kind.tab);
        let tab = |(word, to): (&str, &Address)| TabView {
            title: words.say(word).to_owned(),
            path: path(to),
            current: to == here,
        };
        links.map(tab).collect()
    }
}
