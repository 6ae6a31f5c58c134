//! Quotes and dashes of texts that are no Markdown: titles, summaries.

use std::borrow::Cow;

use crate::markdown::options::{Options, Punctuation};

/// A text with quotes, dashes and ellipses as the site writes them in its Markdown.
pub fn typographic<'t>(text: &'t str, options: &Options) -> Cow<'t, str> {
    let typed = text.contains(['\'', '"']) || text.contains("--") || text.contains("...");
    if options.punctuation == Punctuation::Plain || !typed {
        return Cow::Borrowed(text);
    }
    let text = text.replace("---", "\u{2014}").replace("--", "\u{2013}").replace("...", "\u{2026}");
    let mut set = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        let opens = set.chars().next_back().is_none_or(|before| {
            before.is_whitespace() || "([{\u{2013}\u{2014}\u{201c}\u{2018}".contains(before)
        });
        set.push(match (c, opens) {
            ('\'', true) => '\u{2018}',
            ('\'', false) => '\u{2019}',
            ('"', true) => '\u{201c}',
            ('"', false) => '\u{201d}',
            _ => c,
        });
    }
    Cow::Owned(set)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_set_as_texts_are() {
        for (typed, set) in [
            ("Other people's work", "Other people’s work"),
            ("\"Say\" -- and 'do' ...", "“Say” – and ‘do’ …"),
            ("(\"x\")", "(“x”)"),
            ("plain", "plain"),
        ] {
            assert_eq!(typographic(typed, &Options::default()), set);
        }
        let plain = Options { punctuation: Punctuation::Plain, ..Options::default() };
        assert_eq!(typographic("it's", &plain), "it's");
    }
}
