//! All pages by the first letter of their titles.

use std::collections::BTreeMap;

use super::addresses::Precedence;
use super::generator::{At, Generator};
use crate::route::drawing::{GeneratedOutput, PageDrawing};
use crate::route::history;
use crate::route::site::Site;
use crate::route::view::entry;
use serde::Serialize;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::model::{Page, PageId};
use crate::path::Address;
use crate::theme::Value;
use crate::theme::view::{DayView, EntryView};

/// All pages, A to Z, where there are more than a screen of them.
pub(super) struct AToZ;

/// Fewer pages than this are all seen in the navigation.
const FEWEST: usize = 12;
/// Where titles stand that begin with no letter.
const OTHERS: &str = "0–9";

/// The pages of one letter, as `letters` on `a-to-z.html`.
#[derive(Serialize)]
struct LetterView {
    /// The letter; `0–9` for all titles that begin with none.
    letter: String,
    /// The id of its heading.
    anchor: String,
    /// Its pages in the order of their titles.
    entries: Vec<ListedView>,
}

/// A page among those of a letter.
#[derive(Serialize)]
struct ListedView {
    #[serde(flatten)]
    entry: EntryView,
    /// The day on which it was last revised; absent where that is not known.
    revised: Option<DayView>,
}

impl Generator for AToZ {
    fn name(&self) -> &'static str {
        "the list of all pages"
    }

    fn precedence(&self, _: &Site) -> Precedence {
        Precedence::List
    }

    fn addresses(&self, site: &Site) -> Vec<Address> {
        (listed(site).count() >= FEWEST).then(|| Address::folder("a-to-z")).into_iter().collect()
    }

    fn draw(&self, site: &Site, at: At<'_>) -> GeneratedOutput {
        let drawing =
            PageDrawing::new("a-to-z.html", site.generated_view(&site.say("all_pages"), at.address));
        GeneratedOutput::Page(Box::new(drawing.with("letters", Value::from_serializable(&letters(site)))))
    }

    fn is_in_sitemap(&self) -> bool {
        true
    }

    fn footer(&self) -> Option<&'static str> {
        Some("all_pages")
    }
}

/// The pages that somebody wrote, but for the home page and for those that nothing leads to any more.
fn listed(site: &Site) -> impl Iterator<Item = PageId> {
    let is_listed = |page: &Page| page.is_written() && !page.address.as_str().is_empty();
    site.content.ids().filter(move |id| is_listed(site.content.page(*id)) && !site.is_withdrawn(*id))
}

fn letters(site: &Site) -> Vec<LetterView> {
    let mut by_letter: BTreeMap<String, Vec<(String, PageId)>> = BTreeMap::new();
    for id in listed(site) {
        let sorted_by = sorted_by(&site.content.page(id).title);
        by_letter.entry(letter(&sorted_by)).or_default().push((sorted_by, id));
    }
    let letter = |(letter, mut pages): (String, Vec<(String, PageId)>)| {
        pages.sort();
        let entries = pages.into_iter().map(|(_, id)| ListedView {
            entry: entry(site, id),
            revised: history::revised(site, id).map(|revised| revised.day),
        });
        LetterView { anchor: anchor(&letter), entries: entries.collect(), letter }
    };
    by_letter.into_iter().map(letter).collect()
}

/// A title as lists are sorted: without case, accents, and signs before the first letter.
fn sorted_by(title: &str) -> String {
    let plain: String = title.nfkd().filter(|c| !is_combining_mark(*c)).collect();
    plain.trim_start_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}

/// The letter under which a title stands.
fn letter(sorted_by: &str) -> String {
    match sorted_by.chars().next() {
        Some(first) if first.is_alphabetic() => first.to_uppercase().collect(),
        _ => OTHERS.to_owned(),
    }
}

fn anchor(letter: &str) -> String {
    if letter == OTHERS { "no-letter".to_owned() } else { format!("letter-{}", letter.to_lowercase()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_stand_under_their_letter_whatever_its_case_and_accents() {
        for (title, under) in [
            ("Gifts", "G"),
            ("“Gifts”, and who may take them", "G"),
            ("étiquette", "E"),
            ("Ökostrom", "O"),
            ("24 hours", "0–9"),
            ("Ясно", "Я"),
            ("???", "0–9"),
            ("", "0–9"),
        ] {
            assert_eq!(letter(&sorted_by(title)), under, "{title}");
        }
    }
}
