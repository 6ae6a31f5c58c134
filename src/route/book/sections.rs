//! The headings of a part of a book, numbered.

use std::collections::HashMap;

use crate::markdown::{HtmlTag, tags_of};
use crate::source::{Span, slice};

/// Headings, and in which section each id stands.
#[derive(Default)]
pub(super) struct Sections {
    pub(super) tags: Vec<HtmlTag>,
    pub(super) headings: Vec<Section>,
    /// The number of the section in which an id stands, by the id.
    ids: HashMap<String, String>,
}

/// A heading of a part.
pub(super) struct Section {
    /// "3.2".
    pub(super) number: String,
    /// How deep it is: 1 right below the part.
    pub(super) depth: usize,
    /// Its id; empty where it has none.
    pub(super) id: String,
    /// Its words, as HTML without tags.
    pub(super) title: String,
    /// Its tag.
    pub(super) tag: Span,
}

/// Deeper headings have no number.
const DEEPEST: usize = 2;

impl Sections {
    /// Those of a part with this number.
    pub(super) fn of(html: &str, part: usize) -> Sections {
        let tags = tags_of(html);
        let mut levels: Vec<u8> = Vec::new();
        let mut counts: Vec<usize> = Vec::new();
        let mut sections = Sections::default();
        let mut within = part.to_string();
        for (nth, tag) in tags.iter().enumerate().filter(|(_, tag)| !tag.is_end) {
            if let Some(level) = level(tag) {
                // Whoever leaves out a level has a heading below the one before all the same.
                while levels.last().is_some_and(|above| *above >= level) {
                    levels.pop();
                }
                levels.push(level);
                let depth = levels.len();
                counts.truncate(depth);
                counts.resize(depth, 0);
                if let Some(count) = counts.last_mut() {
                    *count += 1;
                }
                let number = if depth <= DEEPEST { number(part, &counts) } else { String::new() };
                if !number.is_empty() {
                    within.clone_from(&number);
                }
                let id = tag.attribute("id").unwrap_or_default().to_owned();
                let title = words(html, tags.get(nth..).unwrap_or_default());
                sections.headings.push(Section { number, depth, id, title, tag: tag.span });
            }
            let names =
                tag.attributes.iter().filter(|given| given.name == "id" || is_anchor(tag, &given.name));
            for name in names {
                sections.ids.entry(name.value.clone()).or_insert_with(|| within.clone());
            }
        }
        sections.tags = tags;
        sections
    }

    /// The number of the section in which an id stands; `None` where the part has no such id.
    pub(super) fn number_of(&self, id: &str) -> Option<&str> {
        self.ids.get(id).map(String::as_str)
    }

    /// The heading of a tag.
    pub(super) fn heading(&self, tag: &HtmlTag) -> Option<&Section> {
        let nth = self.headings.binary_search_by_key(&tag.span.start, |heading| heading.tag.start).ok()?;
        self.headings.get(nth)
    }
}

/// How deep a heading is as it stands at its own address, where the title alone is of the first level.
pub(super) fn level(tag: &HtmlTag) -> Option<u8> {
    match tag.name.as_str() {
        "h1" | "h2" => Some(2),
        "h3" => Some(3),
        "h4" => Some(4),
        "h5" => Some(5),
        "h6" => Some(6),
        _ => None,
    }
}

/// Whether an attribute gives a place in the text a name.
pub(super) fn is_anchor(tag: &HtmlTag, attribute: &str) -> bool {
    attribute == "name" && tag.name == "a"
}

fn number(part: usize, counts: &[usize]) -> String {
    counts.iter().fold(part.to_string(), |number, count| format!("{number}.{count}"))
}

/// What stands in the element that the first of these tags begins, without tags.
fn words(html: &str, tags: &[HtmlTag]) -> String {
    let Some((first, rest)) = tags.split_first() else { return String::new() };
    let (mut words, mut from) = (String::new(), first.span.end);
    for tag in rest {
        words.push_str(slice(html, from as usize..tag.span.start as usize));
        from = tag.span.end;
        if tag.is_end && tag.name == first.name {
            break;
        }
    }
    words.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_numbered_by_what_they_stand_below() {
        let html = "<p id=\"lead\">a</p><h2 id=\"one\">One &amp; <em>all</em><a class=\"anchor\" href=\"#one\"></a></h2><h4>Deep</h4><h5 id=\"no\">Deeper</h5><h3>Next</h3><h2>Two</h2><a name=\"old\"></a>";
        let sections = Sections::of(html, 3);
        let told: Vec<(&str, &str, usize)> = sections
            .headings
            .iter()
            .map(|heading| (&*heading.number, &*heading.title, heading.depth))
            .collect();
        assert_eq!(
            told,
            [
                ("3.1", "One &amp; all", 1),
                ("3.1.1", "Deep", 2),
                ("", "Deeper", 3),
                ("3.1.2", "Next", 2),
                ("3.2", "Two", 1)
            ]
        );
        let numbers = ["lead", "one", "no", "old", "gone"].map(|id| sections.number_of(id));
        assert_eq!(numbers, [Some("3"), Some("3.1"), Some("3.1.1"), Some("3.2"), None]);
    }
}
