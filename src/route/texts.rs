//! The texts of a page's revisions as a browser compares them: blocks of HTML and the data of heads, each once, and
//! for every revision the numbers of its own. `compare.js` of the theme reads it.

use std::collections::HashMap;
use std::hash::Hash;

use serde::Serialize;

use super::history::{WORKING, anchor};
use super::redlines::{Redlines, Side};
use super::{Answer, Site};
use crate::diagnostic::Checked;
use crate::model::PageId;
use crate::path::Address;

/// Texts of revisions older than this many are not handed to browsers.
pub(super) const MOST: usize = 400;

#[derive(Serialize)]
struct Compared {
    /// HTML of blocks.
    blocks: Vec<String>,
    /// The data at the head: names with their values.
    heads: Vec<Vec<(String, Vec<String>)>>,
    /// The texts, the newest first.
    texts: Vec<Text>,
}

#[derive(Serialize)]
struct Text {
    /// The revision's id on the history page.
    id: String,
    /// The number of its head.
    head: usize,
    /// The numbers of its blocks.
    blocks: Vec<usize>,
}

/// Where they are found.
pub(super) fn address(site: &Site, id: PageId) -> Address {
    Address::file(&format!("{}texts.json", super::history::address(site, id).as_str()))
}

/// Whether a page has texts between which there is something to choose: two are compared on the page itself.
pub(super) fn are_kept(site: &Site, id: PageId) -> bool {
    let revisions = site.past.of(id).map_or(0, |past| past.revisions.len());
    revisions + usize::from(site.past.is_uncommitted(id)) > 2 && super::history::is_kept(site, id)
}

/// The JSON.
pub(super) fn json(site: &Site, id: PageId) -> Checked<Answer> {
    let redlines = Redlines::of(site, id);
    let (mut blocks, mut heads) = (Numbered::default(), Numbered::default());
    let mut texts = Vec::new();
    for (id, side) in sides(site, id).into_iter().take(MOST) {
        let Some(parts) = redlines.text_of(side) else { continue };
        let numbers = parts.blocks.into_iter().map(|html| blocks.number(html)).collect();
        texts.push(Text { id, head: heads.number(parts.fields), blocks: numbers });
    }
    let texts = Compared { blocks: blocks.all, heads: heads.all, texts };
    let json = serde_json::to_vec(&texts).unwrap_or_default();
    Checked::new(Answer::Bytes(json), redlines.findings())
}

/// The texts of a page with their ids on its history page, the newest first.
fn sides(site: &Site, id: PageId) -> Vec<(String, Side<'_>)> {
    let Some(past) = site.past.of(id) else { return Vec::new() };
    let working = site.past.is_uncommitted(id).then(|| (WORKING.to_owned(), Side::Working));
    let revision = |(nth, revision)| (anchor(past, nth), Side::Revision(revision));
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
