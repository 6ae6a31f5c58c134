//! At which addresses texts in force stand: nobody takes one by a move alone.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::pages::{Life, TextAt};
use super::state::State;
use crate::date::Day;
use crate::model::Basis;
use crate::path::{Address, FilePath};

/// The pages of which a text in force ever stood at an address, by the address without case.
#[derive(Clone, Debug, Default)]
pub(super) struct Addresses(HashMap<String, BTreeSet<Arc<str>>>);

impl Addresses {
    fn add(&mut self, id: &Arc<str>, file: &FilePath) {
        self.0.entry(address(file)).or_default().insert(id.clone());
    }
}

fn address(file: &FilePath) -> String {
    Address::of_page(file).folded()
}

impl State {
    /// Puts a text of a page in force.
    pub(super) fn put_page_in_force(&mut self, id: &Arc<str>, text: TextAt, basis: Basis, since: Day) {
        self.addresses.add(id, &text.file);
        self.lives.entry(id.clone()).or_default().put_in_force(text, basis, since);
    }

    /// Has the text in force of a page stand elsewhere from a day on.
    pub(super) fn move_page(&mut self, id: &Arc<str>, text: TextAt, day: Day) {
        self.addresses.add(id, &text.file);
        self.lives.entry(id.clone()).or_default().move_to(text, day);
    }

    /// Whether the text in force of another page stands at the address of a file.
    pub(super) fn is_place_of_another(&self, id: &Arc<str>, file: &FilePath) -> bool {
        let here = address(file);
        let stands_here = |other: &Arc<str>| {
            let text = self.lives.get(other).and_then(Life::text);
            other != id && text.is_some_and(|text| address(&text.file) == here)
        };
        self.addresses.0.get(&here).is_some_and(|pages| pages.iter().any(stands_here))
    }
}
