//! Places in pages as links name them: by ids, and by those that other programs make of the same headings.
//!
//! Every program makes ids of headings in its own way: `can-t` or `cant`, `_5-steps` or `5-steps`, `forcas` for “Forças”. A link that
//! was right there is right here where one heading can be meant alone.

use super::index::LinkIndex;
use crate::markdown::Heading;
use crate::model::PageId;
use crate::source::slice;

/// A place in a page.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum AnchorPlace {
    /// What has this id.
    Id(Box<str>),
    /// Its beginning.
    Top,
}

impl LinkIndex {
    /// The place in a page that a link names.
    pub(super) fn place(&self, page: PageId, id: &str) -> Option<AnchorPlace> {
        if self.has_anchor(page, id) {
            return Some(AnchorPlace::Id(id.into()));
        }
        if id.eq_ignore_ascii_case("readme") {
            // The top of a text where people read it in the repository.
            return Some(AnchorPlace::Top);
        }
        let page = &self.pages[page.index()];
        let headings = page.outline().map_or(&[][..], |outline| &outline.headings);
        let text = page.source.as_deref().map_or("", |source| source.markdown());
        if let Some(name) = id.strip_prefix('^') {
            return has_block_id(text, name).then_some(AnchorPlace::Top);
        }
        let heading = of_label(text, headings, id).or_else(|| alike(headings, id))?;
        Some(AnchorPlace::Id(heading.id.clone()))
    }
}

/// What links have in common whose ids another program made, by the sound of them, of headings in other letters.
pub(super) const IN_OTHER_LETTERS: &str = "the id is in Latin letters, and the headings are not";

/// Whether an id is in Latin letters and most headings of its page are not: it is one that another program made by their sound, or
/// that of the text which was translated.
pub(super) fn is_in_other_letters(headings: &[Heading], id: &str) -> bool {
    let is_latin =
        |heading: &&Heading| heading.text.chars().all(|sign| sign.is_ascii() || !sign.is_alphabetic());
    let latin = headings.iter().filter(is_latin).count();
    id.is_ascii() && 2 * latin < headings.len()
}

/// The only heading of which another program makes an id: of those that are called alike the first has it without a number.
fn alike<'h>(headings: &'h [Heading], id: &str) -> Option<&'h Heading> {
    let id = plain(id);
    if id.is_empty() {
        return None;
    }
    headings.iter().find(|heading| plain(&heading.text) == id || plain(&heading.id) == id)
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

/// The heading below a line `(label)=` in another program.
fn of_label<'h>(text: &str, headings: &'h [Heading], id: &str) -> Option<&'h Heading> {
    let label = format!("({id})=");
    let mut from = 0;
    while let Some(at) = slice(text, from..).find(&label).map(|at| from + at) {
        from = at + label.len();
        let begins_line = slice(text, ..at).is_empty() || slice(text, ..at).ends_with('\n');
        let behind = slice(text, from..);
        let is_line = behind.lines().next().is_none_or(|rest| rest.trim().is_empty());
        if begins_line && is_line {
            let below = text.len() - behind.trim_start().len();
            return headings.iter().find(|heading| heading.span.range().start == below);
        }
    }
    None
}

/// Whether a line ends with `^name`, as Obsidian names paragraphs: that is reported there.
fn has_block_id(text: &str, name: &str) -> bool {
    let mark = format!("^{name}");
    text.lines().any(|line| {
        line.trim_end().strip_suffix(&mark).is_some_and(|before| before.is_empty() || before.ends_with(' '))
    })
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
