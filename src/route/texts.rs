//! The texts of a page's revisions as a browser compares them: blocks of HTML, each once, and for every revision
//! the numbers of its blocks.

use std::collections::HashMap;

use serde::Serialize;

use super::Site;
use super::redlines::Redlines;
use crate::model::PageId;
use crate::path::Address;

/// Revisions beyond this many are left to the page itself.
const MOST: usize = 100;

#[derive(Serialize)]
struct Texts {
    /// HTML of blocks.
    blocks: Vec<String>,
    /// The revisions, the newest first.
    revisions: Vec<Text>,
}

#[derive(Serialize)]
struct Text {
    /// Its id on the history page.
    anchor: String,
    /// Its number; 0 for the working text.
    number: usize,
    /// The day, in words.
    day: String,
    /// Why, in a line.
    title: String,
    /// The numbers of its blocks.
    blocks: Vec<usize>,
}

/// Where they are found.
pub(super) fn address(site: &Site, id: PageId) -> Address {
    Address::file(&format!("{}texts.json", super::history::address(site, id).as_str()))
}

/// Whether a page has two texts to compare.
pub(super) fn are_kept(site: &Site, id: PageId) -> bool {
    let revisions = site.past.of(id).map_or(0, |past| past.revisions.len());
    revisions + usize::from(site.past.is_uncommitted(id)) > 1 && super::history::is_kept(site, id)
}

/// The JSON.
pub(super) fn json(site: &Site, id: PageId) -> String {
    let redlines = Redlines::of(site, id);
    let mut blocks: Vec<String> = Vec::new();
    let mut numbers: HashMap<String, usize> = HashMap::new();
    let mut revisions = Vec::new();
    let view = super::history::view(site, id);
    let shown = view.groups.into_iter().flat_map(|group| group.revisions);
    for shown in shown.take_while(|shown| !shown.anchor.is_empty()).take(MOST) {
        let nth = view_place(site, id, shown.number);
        let Some(html) = redlines.blocks(nth) else { continue };
        let of_this = html.into_iter().map(|html| {
            *numbers.entry(html).or_insert_with_key(|html| {
                blocks.push(html.clone());
                blocks.len() - 1
            })
        });
        revisions.push(Text {
            blocks: of_this.collect(),
            anchor: shown.anchor,
            number: shown.number,
            day: shown.day.words,
            title: shown.title,
        });
    }
    serde_json::to_string(&Texts { blocks, revisions }).unwrap_or_default()
}

/// The place of a revision in the page's past; `None` for the working text.
fn view_place(site: &Site, id: PageId, number: usize) -> Option<usize> {
    site.past.of(id)?.revisions.len().checked_sub(number).filter(|_| number > 0)
}
