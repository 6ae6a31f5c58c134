//! Words as a part of an address.

use super::nfc;

/// The longest slug, in bytes: nobody reads a longer one, and it leaves room for a number behind it.
const LONGEST_SLUG: usize = 120;

/// The heading id GitHub makes of a text: lower case, spaces to hyphens, everything dropped
/// that is neither letter, mark, number, connector nor hyphen. Letters of any script stay.
pub fn heading_slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for c in text.trim().chars() {
        match c {
            ' ' => slug.push('-'),
            '-' | '_' | 'a'..='z' | '0'..='9' => slug.push(c),
            'A'..='Z' => slug.push(c.to_ascii_lowercase()),
            _ if c.is_ascii() => {}
            _ if c.is_alphanumeric() || is_mark(c) => slug.extend(c.to_lowercase()),
            _ => {}
        }
    }
    slug
}

/// A slug for an address made from words that people chose (a tag): never empty, letters of any
/// script and digits kept, runs of anything else become one hyphen, the end of a very long one cut.
pub fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for c in nfc(text).chars() {
        if c.is_alphanumeric() || is_mark(c) {
            slug.extend(c.to_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(slug.floor_char_boundary(LONGEST_SLUG));
    slug.truncate(slug.trim_end_matches('-').len());
    if slug.is_empty() {
        // Only punctuation: the code points themselves, so that two such texts do not meet.
        slug = text.chars().take(8).map(|c| format!("{:x}", c as u32)).collect::<Vec<_>>().join("-");
    }
    slug
}

fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_get_the_ids_that_github_makes() {
        for (text, id) in [
            ("Say who you are", "say-who-you-are"),
            ("What's new?", "whats-new"),
            ("C++ & C#", "c--c"),
            ("Größe 2.0", "größe-20"),
            ("日本語 見出し", "日本語-見出し"),
            ("snake_case -- dash", "snake_case----dash"),
        ] {
            assert_eq!(heading_slug(text), id, "{text}");
        }
    }

    #[test]
    fn slugs_are_never_empty() {
        assert_eq!(slug("In-house work"), "in-house-work");
        assert_eq!(slug("?!"), "3f-21");
        assert_eq!(slug(&"ä".repeat(100)), "ä".repeat(60));
    }
}
