//! A text for the parser in which other signs stand for some that it would take for what they are not. What it reads is turned
//! back.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, Tag};

/// Signs that may stand for another: punctuation as it is one, in which the parser sees nothing; else what nobody types.
const SIGNS: [char; 16] = [
    '$', '%', '?', ';', ',', '/', '@', '^', '\u{1}', '\u{2}', '\u{3}', '\u{4}', '\u{5}', '\u{6}', '\u{e}',
    '\u{f}',
];

/// Whether a sign means nothing where the other may stand: a colon at the beginning of a line, a dollar anywhere, be it in `[$1]`,
/// `<$a>` or `&a$`.
fn fits(original: char, sign: char) -> bool {
    original == ':' || !matches!(sign, '$' | '?' | ';' | '/' | '@' | '^')
}

/// A text for the parser.
pub(super) struct Masked<'a> {
    original: &'a str,
    /// With these signs in it.
    text: String,
    /// What stands for which sign.
    signs: Vec<(char, char)>,
}

/// Signs of a text that the parser is not to see: one of a single byte, and where it stands, in order.
pub(super) type Hidden = (char, Vec<usize>);

/// The text for the parser, where there is anything to hide from it.
pub(super) fn masked<'a>(text: &'a str, hidden: &[Hidden]) -> Option<Masked<'a>> {
    let hidden = || hidden.iter().filter(|(_, places)| !places.is_empty());
    let mut signs: Vec<(char, char)> = Vec::new();
    let mut places = Vec::new();
    for (original, at) in hidden() {
        let is_free = |sign: &char| {
            let is_taken = signs.iter().any(|(taken, _)| taken == sign);
            !is_taken && !text.contains(*sign) && fits(*original, *sign)
        };
        let instead = SIGNS.into_iter().find(is_free)?;
        signs.push((instead, *original));
        places.extend(at.iter().map(|at| (*at, instead)));
    }
    if places.is_empty() {
        return None;
    }
    places.sort_unstable();
    let mut with_signs = String::with_capacity(text.len());
    let mut from = 0;
    for (at, instead) in places {
        with_signs.push_str(text.get(from..at)?);
        with_signs.push(instead);
        from = at + 1;
    }
    with_signs.push_str(text.get(from..)?);
    Some(Masked { original: text, text: with_signs, signs })
}

impl<'a> Masked<'a> {
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// What was read in the text for the parser, as the original says it.
    pub(super) fn unmasked(&self, event: Event<'_>, range: &Range<usize>) -> Event<'a> {
        let words = |words: CowStr<'_>| self.words(&words, range);
        match event {
            Event::Text(text) => Event::Text(words(text)),
            Event::Code(text) => Event::Code(words(text)),
            Event::InlineMath(text) => Event::InlineMath(words(text)),
            Event::DisplayMath(text) => Event::DisplayMath(words(text)),
            Event::Html(text) => Event::Html(words(text)),
            Event::InlineHtml(text) => Event::InlineHtml(words(text)),
            Event::FootnoteReference(label) => Event::FootnoteReference(words(label)),
            Event::Start(tag) => Event::Start(self.tag(tag, range)),
            other => other.into_static(),
        }
    }

    fn tag(&self, tag: Tag<'_>, range: &Range<usize>) -> Tag<'a> {
        let words = |words: CowStr<'_>| self.words(&words, range);
        match tag {
            Tag::Link { link_type, dest_url, title, id } => {
                Tag::Link { link_type, dest_url: words(dest_url), title: words(title), id: words(id) }
            }
            Tag::Image { link_type, dest_url, title, id } => {
                Tag::Image { link_type, dest_url: words(dest_url), title: words(title), id: words(id) }
            }
            Tag::CodeBlock(CodeBlockKind::Fenced(language)) => {
                Tag::CodeBlock(CodeBlockKind::Fenced(words(language)))
            }
            Tag::FootnoteDefinition(label) => Tag::FootnoteDefinition(words(label)),
            Tag::Heading { level, id, classes, attrs } => Tag::Heading {
                level,
                id: id.map(words),
                classes: classes.into_iter().map(words).collect(),
                attrs: attrs.into_iter().map(|(key, value)| (words(key), value.map(words))).collect(),
            },
            other => other.into_static(),
        }
    }

    fn words(&self, words: &str, range: &Range<usize>) -> CowStr<'a> {
        if self.text.get(range.clone()) == Some(words)
            && let Some(original) = self.original.get(range.clone())
        {
            return CowStr::Borrowed(original);
        }
        let original = |sign: char| {
            self.signs.iter().find(|(instead, _)| *instead == sign).map_or(sign, |(_, original)| *original)
        };
        CowStr::from(words.chars().map(original).collect::<String>())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_that_the_text_lacks_stand_for_them() {
        let text = "Costs $5\n:::note\n";
        let masked = masked(text, &[(':', vec![9]), ('$', vec![6])]).expect("something to hide");
        assert_eq!(masked.text(), "Costs ,5\n%::note\n");
        assert_eq!(masked.words("%::note", &(9..16)), CowStr::Borrowed(":::note"));
        assert_eq!(&*masked.words("a% ,", &(0..3)), "a: $");
    }
}
