//! Ids that other programs make of the headings and paragraphs of a page.

use std::collections::{HashMap, HashSet};

use crate::markdown::Outline;

/// What other programs call the places of one page. Read once, however many links name what is not there.
#[derive(Debug, Default)]
pub(super) struct OtherIds {
    /// The ids of headings, by their words: of those that are called alike the first.
    headings: HashMap<String, Box<str>>,
    /// The same by names of their own.
    names: HashMap<Box<str>, Box<str>>,
    /// Names of paragraphs.
    paragraphs: HashSet<Box<str>>,
}

impl OtherIds {
    pub(super) fn of(outline: &Outline) -> OtherIds {
        let mut others = OtherIds::default();
        for heading in &outline.headings {
            for words in [&heading.text, &heading.id] {
                let words = plain(words);
                if !words.is_empty() {
                    others.headings.entry(words).or_insert_with(|| heading.id.clone());
                }
            }
        }
        for other in &outline.other_names {
            match &other.heading {
                Some(heading) => _ = others.names.insert(other.name.clone(), heading.clone()),
                None => _ = others.paragraphs.insert(other.name.clone()),
            }
        }
        others
    }

    /// The id of the heading that is called so elsewhere.
    pub(super) fn heading(&self, id: &str) -> Option<&str> {
        self.names.get(id).or_else(|| self.headings.get(&plain(id))).map(|id| &**id)
    }

    /// Whether a paragraph is called so elsewhere.
    pub(super) fn is_paragraph(&self, id: &str) -> bool {
        self.paragraphs.contains(id)
    }
}

/// Letters and digits alone, without accents and in small letters, with one hyphen for whatever stands between them.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for sign in text.chars().map(without_accent) {
        if sign.is_alphanumeric() {
            plain.extend(sign.to_lowercase());
        } else if !is_mark(sign) && !plain.is_empty() && !plain.ends_with('-') {
            plain.push('-');
        }
    }
    plain.truncate(plain.trim_end_matches('-').len());
    plain
}

/// What is written above or below a letter.
fn is_mark(sign: char) -> bool {
    matches!(sign, '\u{300}'..='\u{36f}' | '\u{fe00}'..='\u{fe0f}' | '\u{200d}')
}

/// The letters of Latin that carry one accent, by those that carry none.
const ACCENTS: [(char, &str); 14] = [
    ('a', "àáâãäåāăą"),
    ('c', "çćĉċč"),
    ('d', "ďđ"),
    ('e', "èéêëēĕėęě"),
    ('g', "ĝğġģ"),
    ('i', "ìíîïĩīĭįı"),
    ('l', "ĺļľł"),
    ('n', "ñńņň"),
    ('o', "òóôõöøōŏő"),
    ('r', "ŕŗř"),
    ('s', "śŝşšș"),
    ('t', "ţťț"),
    ('u', "ùúûüũūŭůűų"),
    ('z', "źżž"),
];

fn without_accent(sign: char) -> char {
    if sign.is_ascii() {
        return sign;
    }
    let small = sign.to_lowercase().next().unwrap_or(sign);
    ACCENTS.iter().find(|(_, with)| with.contains(small)).map_or(sign, |(plain, _)| *plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_of_other_programs_are_those_of_the_same_words() {
        for (id, words) in [
            ("_5-saving-changes", "5. Saving changes"),
            ("why-can-t-i-log-in", "Why can't I log in?"),
            ("enable-disable", "Enable/disable"),
            ("forcas", "Forças"),
            ("home-bin", "The end: ~/home/bin"),
            ("a--b", "A & B"),
        ] {
            let is_same = plain(id) == plain(words);
            assert_eq!(is_same, id != "home-bin", "{id}: {} {}", plain(id), plain(words));
        }
        assert_eq!(plain("--"), "");
    }
}
