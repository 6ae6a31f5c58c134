//! Bare addresses in running text, by GFM's rules.

use crate::shared::steps::count_steps;
use crate::source::slice;
use linkify::{LinkFinder, LinkKind};
use std::ops::Range;

/// A bare address.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct BareAddress {
    /// Where it stands.
    pub(super) at: Range<usize>,
    /// What kind of address.
    pub(in crate::markdown) kind: AddressKind,
}

/// What kind of address stands in the text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum AddressKind {
    /// With its scheme.
    Url,
    /// `www.` without a scheme.
    Www,
    /// Of a person.
    Email,
}

/// Whether a text can hold an address at all; most cannot.
pub(super) fn possible(text: &str) -> bool {
    text.contains("://") || text.contains('@') || text.contains("www.")
}

/// The addresses in a stretch of text.
pub(super) fn find(text: &str) -> Vec<BareAddress> {
    count_steps(text.len());
    let mut finder = LinkFinder::new();
    finder.url_must_have_scheme(false).url_can_be_iri(true);
    finder.links(text).filter_map(|link| accept(text, link.start()..link.end(), link.kind())).collect()
}

fn accept(text: &str, at: Range<usize>, kind: &LinkKind) -> Option<BareAddress> {
    let at = at.start..trim_end(text, at.clone());
    let address = slice(text, at.clone());
    let behind = |with: &str| {
        let (start, rest) = address.split_at_checked(with.len())?;
        (start.eq_ignore_ascii_case(with) && !rest.is_empty()).then_some(rest)
    };
    let begins = |with: &str| behind(with).is_some();
    let kind = match kind {
        LinkKind::Email => AddressKind::Email,
        LinkKind::Url if begins("http://") || begins("https://") || begins("ftp://") => AddressKind::Url,
        LinkKind::Url if behind("www.").is_some_and(|rest| rest.contains('.')) => AddressKind::Www,
        _ => return None,
    };
    let before = slice(text, ..at.start).chars().next_back();
    let free = before.is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '/' | '.' | '-' | '_' | ':' | '@'));
    (free && (kind == AddressKind::Email || domain_is_valid(address))).then_some(BareAddress { at, kind })
}

/// Where an address ends once what belongs to the sentence is left out:
/// punctuation, a closing bracket nobody opened, an entity.
fn trim_end(text: &str, at: Range<usize>) -> usize {
    // Whoever found the address may have left the end of an entity outside.
    let mut end = if slice(text, at.end..).starts_with(';') { at.end + 1 } else { at.end };
    // `<` always ends an address.
    if let Some(length) = slice(text, at.start..end).find('<') {
        end = at.start + length;
    }
    count_steps(end - at.start);
    let count = |sign: u8| slice(text, at.start..end).bytes().filter(|b| *b == sign).count();
    let mut unopened = count(b')').saturating_sub(count(b'('));
    loop {
        let address = slice(text, at.start..end);
        let Some(last) = address.chars().next_back() else { return end };
        let cut = match last {
            '?' | '!' | '.' | ',' | ':' | '*' | '_' | '~' | '\'' | '"' => 1,
            ')' if unopened > 0 => {
                unopened -= 1;
                1
            }
            ';' => entity_length(address).unwrap_or(1),
            _ => 0,
        };
        if cut == 0 {
            return end;
        }
        end -= cut;
    }
}

/// The length of `&name;` at the end of an address.
fn entity_length(address: &str) -> Option<usize> {
    let (_, name) = address.strip_suffix(';')?.rsplit_once('&')?;
    count_steps(name.len());
    let named = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric());
    named.then_some("&".len() + name.len() + ";".len())
}

/// GFM takes no underscore in the last two parts of a domain.
fn domain_is_valid(address: &str) -> bool {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let domain = rest.split(['/', '?', '#', ':']).next().unwrap_or(rest);
    !domain.rsplit('.').take(2).any(|part| part.contains('_'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn addresses(text: &str) -> Vec<&str> {
        find(text).into_iter().map(|found| &text[found.at]).collect()
    }

    #[test]
    fn addresses_end_where_gfm_ends_them() {
        for (text, found) in [
            ("see www.commonmark.org/help for", vec!["www.commonmark.org/help"]),
            ("Visit www.commonmark.org.", vec!["www.commonmark.org"]),
            (
                "(www.google.com/search?q=Markup+(business))",
                vec!["www.google.com/search?q=Markup+(business)"],
            ),
            ("www.google.com/search?q=commonmark&hl=en", vec!["www.google.com/search?q=commonmark&hl=en"]),
            ("www.google.com/search?q=commonmark&hl;", vec!["www.google.com/search?q=commonmark"]),
            ("www.commonmark.org/he<lp", vec!["www.commonmark.org/he"]),
            ("http://commonmark.org, and", vec!["http://commonmark.org"]),
            ("**https://a.example/x_y**", vec!["https://a.example/x_y"]),
            ("foo@bar.baz.", vec!["foo@bar.baz"]),
            ("README.md and example.com", vec![]),
            ("foo://bar.baz javascript:alert(1)", vec![]),
            ("http://a_b.c_d/x", vec![]),
        ] {
            assert_eq!(addresses(text), found, "{text}");
        }
    }
}
