//! From a place in a page to the line of its source.
//!
//! Pages carry no marks of where their words come from, since they are as published. A browser says what was clicked as
//! a person would: under which heading, in the block that says this, so many letters in. What templates put around the
//! text, and what it shows of other pages, is found as well as may be: at the head of the source, or at the heading.
//! Where a page shows an older text, the passage is found in that, and led on to today's file (`older`).

use std::sync::Arc;

use serde_json::{Value, json};

use super::editing::Editing;
use super::older::{self, CurrentOffset};
use super::preview::Preview;
use super::snapshot::{RequestTarget, Snapshot};
use super::strip::page_of;
use crate::markdown::{self, Letters, is_letter};
use crate::model::{Page, PageId, Source};
use crate::route::Route;
use crate::source::{LineIndex, slice};

/// More of what a block says is not looked for.
const MOST_LETTERS: usize = 400;

/// Fewer of its first letters are looked for where a block is not found by all that it says.
const SHORTER: [usize; 3] = [48, 20, 8];

/// What was clicked.
#[derive(Debug, Default)]
pub(super) struct Clicked {
    /// The id of the heading that it stands under; empty for none.
    pub(super) heading: String,
    /// The letters that its block begins with; empty where it is the page as a whole.
    pub(super) words: String,
    /// How many blocks that say the same stand before it under that heading.
    pub(super) nth: usize,
    /// How many letters of the block stand before it.
    pub(super) at: usize,
}

/// The place in the source of the page at a path, and what there is to say of it; `None` where the page has none.
pub(super) fn place(
    snapshot: &Arc<Snapshot>,
    preview: &Preview,
    path: &str,
    clicked: &Clicked,
) -> Option<Value> {
    let id = page_of(snapshot, path)?;
    let page = snapshot.site.content.page(id);
    let Some(old) = older_text(snapshot, path, id) else {
        let source = page.source.as_deref()?;
        return Some(answer(source, page, find(source, snapshot, clicked), "", (snapshot, preview)));
    };
    let Ok(now) = preview.files.world().text(&page.file) else {
        return Some(json!({ "words": "The file of this page is not there any more." }));
    };
    let options = snapshot.site.config.markdown;
    let now = older::read(now, &page.file, options);
    let (at, words) = match older::led(&old, find(&old, snapshot, clicked), &now, options) {
        CurrentOffset::There(at) => (at, ""),
        CurrentOffset::ToHeading(at) => {
            (at, "This passage is not in the file any more. The heading above it is at")
        }
        CurrentOffset::ToStart => (0, "This passage is not in the file any more. The file begins at"),
    };
    Some(answer(&now, page, at, words, (snapshot, preview)))
}

fn answer(
    source: &Source,
    page: &Page,
    at: usize,
    words: &str,
    (snapshot, preview): (&Snapshot, &Preview),
) -> Value {
    let position = LineIndex::new(&source.text).position(at);
    let at = (position.line, position.column);
    let open = preview.editing(snapshot).address(&page.file, at);
    json!({ "place": Editing::place(&page.file, at), "open": open, "words": words })
}

/// The text that is shown at a path where it is not the one of the file: one that is in force, or was.
fn older_text(snapshot: &Snapshot, path: &str, id: PageId) -> Option<Arc<Source>> {
    let site = &snapshot.site;
    let page = site.content.page(id);
    if let RequestTarget::Route(Route::Issue(_, nth)) = snapshot.find(path) {
        let text = site.text_of_issue(id, nth)?;
        return Some(Arc::new(older::read(text, &page.file, site.config.markdown)));
    }
    page.source.clone().filter(|_| page.stood.is_some())
}

/// The byte of the source that was clicked, as near as may be.
fn find(source: &Source, snapshot: &Snapshot, clicked: &Clicked) -> usize {
    let words: Vec<char> = clicked.words.chars().filter(|c| is_letter(*c)).take(MOST_LETTERS).collect();
    let headings = &source.outline.headings;
    let heading = headings.iter().find(|heading| *heading.id == *clicked.heading && !heading.id.is_empty());
    let heading = heading.map(|heading| heading.span.range().start);
    let letters = markdown::parse(source.markdown(), &snapshot.site.config.markdown).letters();
    let in_text = letter(&letters, &words, heading.unwrap_or_default(), clicked);
    match (in_text, heading) {
        (Some(at), _) => source.body + at,
        (None, _) if words.is_empty() => 0,
        (None, heading) => in_front_matter(source, &words)
            .unwrap_or_else(|| heading.map_or(0, |heading| source.body + heading)),
    }
}

/// The byte of the letter that was clicked. Blocks under the heading come first, and those that begin as a block does.
fn letter(letters: &Letters, words: &[char], heading: usize, clicked: &Clicked) -> Option<usize> {
    let lengths =
        std::iter::once(words.len()).chain(SHORTER.into_iter().filter(|length| *length < words.len()));
    let place = |letter: usize| letters.all.get(letter).map(|(_, place)| *place);
    for words in lengths.filter(|length| *length > 0).filter_map(|length| words.get(..length)) {
        let says_so = |start: &usize| begins(letters.all.get(*start..).unwrap_or_default(), words);
        let below = |start: &usize| place(*start).is_some_and(|place| place >= heading);
        let starts: Vec<usize> =
            letters.starts.iter().copied().filter(|start| *start < letters.all.len()).collect();
        let of_starts: Vec<usize> =
            starts.iter().copied().filter(|start| below(start) && says_so(start)).collect();
        let anywhere = || (0..letters.all.len()).filter(|start| below(start)).find(says_so);
        let above = || (0..letters.all.len()).find(says_so);
        let start = of_starts.get(clicked.nth).or(of_starts.last()).copied().or_else(anywhere).or_else(above);
        if let Some(start) = start {
            let last = letters.all.len().saturating_sub(1);
            return place(start.saturating_add(clicked.at).min(last));
        }
    }
    None
}

fn begins(letters: &[(char, usize)], words: &[char]) -> bool {
    letters.len() >= words.len() && letters.iter().zip(words).all(|((letter, _), word)| letter == word)
}

/// The line of the front matter that says these words: a title, a summary.
fn in_front_matter(source: &Source, words: &[char]) -> Option<usize> {
    let wanted: String = words.iter().collect();
    let mut start = 0;
    for line in slice(&source.text, ..source.body).split_inclusive('\n') {
        let letters: String = line.chars().filter(|c| is_letter(*c)).collect();
        if letters.contains(&wanted) {
            return Some(start);
        }
        start += line.len();
    }
    None
}
