//! Makes `texts.json`: the texts of a page's revisions as blocks of HTML, each once, and for every revision the numbers of
//! its own. A static site cannot hold the redline of every pair of revisions, so browsers compare any two that a reader
//! chooses.
//!
//! The scripts in `themes/intranet/compare/` align and mark the blocks as the redlines of the history page are marked; a
//! browser test holds the two to the same marks. Browsers are handed a megabyte of texts, the newest first.

use std::collections::HashMap;
use std::hash::Hash;
use std::rc::Rc;

use serde::Serialize;

use super::commits::{WORKING, anchor};
use super::comparable::{BlockRuns, ComparableTexts, TextHead, TextJson, TextsJson};
use super::old_links::OldPlace;
use super::old_texts::{ParsedTexts, SectionTree, TextTree};
use super::redlines::{Redlines, RevisionSide};
use super::site::Site;
use crate::model::PageId;

/// Texts of revisions older than this many are not handed to browsers.
pub(super) const MOST: usize = 400;

/// So many bytes of them are handed to browsers, the newest texts first.
pub(super) const MOST_BYTES: usize = 1024 * 1024;

/// The texts as JSON.
pub(super) fn json(compared: &ComparableTexts) -> Vec<u8> {
    serde_json::to_vec(&compared.json).unwrap_or_default()
}

/// The newest texts of a page, as far as there is room; drawn once for the routes of a batch.
pub(super) fn compared(site: &Site, id: PageId, parsed: &mut ParsedTexts<'_>) -> Rc<ComparableTexts> {
    if let Some(known) = &parsed.compared {
        return known.clone();
    }
    let mut redlines = Redlines::for_page(site, id, parsed);
    let mut gathered = Gathered::default();
    let mut reach = 0;
    for (id, side) in sides(site, id).into_iter().take(MOST) {
        if let Some(text) = redlines.text(side)
            && !gathered.add(id, &text, redlines.place(side), &redlines)
        {
            break;
        }
        reach += 1;
    }
    let drawn = redlines.drawn();
    let compared = Rc::new(ComparableTexts { json: gathered.json(), reach, drawn });
    parsed.compared = Some(compared.clone());
    compared
}

/// Texts whose parts are each there once.
#[derive(Default)]
struct Gathered<'r> {
    blocks: Numbered<String>,
    heads: Numbered<TextHead>,
    places: Vec<OldPlace<'r>>,
    sections: HashMap<SectionKey, Rc<[usize]>>,
    texts: Vec<TextJson>,
    bytes: usize,
}

/// Where the words of a section lie, and the number of the place where the text stood.
type SectionKey = (*const str, usize);

impl<'r> Gathered<'r> {
    /// Adds a text that stood somewhere, unless there is no room for it.
    fn add(
        &mut self,
        id: String,
        text: &TextTree<'_>,
        place: OldPlace<'r>,
        redlines: &Redlines<'_, '_, '_>,
    ) -> bool {
        let before = (self.blocks.all.len(), self.heads.all.len());
        let place = self.place(place);
        let mut blocks = BlockRuns::default();
        for section in &text.sections {
            self.section(section, place, redlines).iter().for_each(|number| blocks.push(*number));
        }
        let head: TextHead =
            text.head.declared.iter().map(|field| (field.name.clone(), field.values.clone())).collect();
        let text = TextJson { id, head: self.heads.number(head), blocks };
        let new_blocks: usize = self.blocks.all.iter().skip(before.0).map(length).sum();
        let new_heads: usize = self.heads.all.iter().skip(before.1).map(length).sum();
        let bytes = self.bytes + new_blocks + new_heads + length(&text);
        if bytes > MOST_BYTES {
            self.blocks.all.truncate(before.0);
            self.heads.all.truncate(before.1);
            return false;
        }
        self.bytes = bytes;
        self.texts.push(text);
        true
    }

    fn place(&mut self, place: OldPlace<'r>) -> usize {
        self.places.iter().position(|known| *known == place).unwrap_or_else(|| {
            self.places.push(place);
            self.places.len() - 1
        })
    }

    /// The numbers of a section's blocks.
    fn section(
        &mut self,
        section: &SectionTree<'_>,
        place: usize,
        redlines: &Redlines<'_, '_, '_>,
    ) -> Rc<[usize]> {
        let key = (std::ptr::from_ref(section.text), place);
        if let Some(known) = self.sections.get(&key) {
            return known.clone();
        }
        let number = |block| self.blocks.number(redlines.block(block, &self.places[place]));
        let numbers: Rc<[usize]> = section.blocks.iter().map(number).collect();
        self.sections.insert(key, numbers.clone());
        numbers
    }

    fn json(self) -> TextsJson {
        TextsJson { blocks: self.blocks.all, heads: self.heads.all, texts: self.texts }
    }
}

/// Bytes of something as an item of JSON, with the comma.
fn length(item: &impl Serialize) -> usize {
    serde_json::to_vec(item).map_or(0, |json| json.len() + 1)
}

/// The texts of a page with their ids on its history page, the newest first.
fn sides(site: &Site, id: PageId) -> Vec<(String, RevisionSide<'_>)> {
    let Some(past) = site.past.history_of(id) else { return Vec::new() };
    let working = site.past.is_uncommitted(id).then(|| (WORKING.to_owned(), RevisionSide::Working));
    let revision = |(nth, revision)| (anchor(past, nth), RevisionSide::Revision(revision));
    working.into_iter().chain(past.revisions.iter().enumerate().map(revision)).collect()
}

/// Things each of which has one number, however often it comes.
struct Numbered<T> {
    all: Vec<T>,
    numbers: HashMap<T, usize>,
}

impl<T> Default for Numbered<T> {
    fn default() -> Numbered<T> {
        Numbered { all: Vec::new(), numbers: HashMap::new() }
    }
}

impl<T: Clone + Eq + Hash> Numbered<T> {
    fn number(&mut self, thing: T) -> usize {
        *self.numbers.entry(thing).or_insert_with_key(|thing| {
            self.all.push(thing.clone());
            self.all.len() - 1
        })
    }
}
