//! Patterns of paths and of words: one meaning, in settings, models and pages.

/// A pattern of paths: `*` stands for any letters of one part, `?` for one, and `**` as a part for any number of parts, none
/// among them. All other signs stand for themselves, brackets and braces too; case counts. A `/` at an end says nothing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PathPattern {
    parts: Box<[PartPattern]>,
    /// No path of fewer bytes fits. So a long pattern costs no more than a path is long.
    least: usize,
}

#[derive(Clone, PartialEq, Eq, Debug)]
enum PartPattern {
    AnyParts,
    Part(WordPattern),
}

/// A pattern of words, or of one part of a path: `*` stands for any letters, `?` for one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WordPattern {
    signs: Box<[Sign]>,
    /// No word of fewer bytes fits.
    least: usize,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Sign {
    AnyLetters,
    AnyLetter,
    Letter(char),
}

impl PathPattern {
    /// A pattern as it is written. Every text is one; what no path can be fits none.
    pub fn new(written: &str) -> PathPattern {
        let part = |part: &str| match part {
            "**" => PartPattern::AnyParts,
            _ => PartPattern::Part(WordPattern::new(part)),
        };
        let mut parts: Vec<PartPattern> = written.trim_matches('/').split('/').map(part).collect();
        parts.dedup_by(|next, part| *part == PartPattern::AnyParts && *next == PartPattern::AnyParts);
        let length = |part: &PartPattern| match part {
            PartPattern::AnyParts => None,
            PartPattern::Part(word) => Some(word.least + 1),
        };
        // Between parts stands one `/` fewer than there are parts.
        let least = parts.iter().filter_map(length).sum::<usize>().saturating_sub(1);
        PathPattern { parts: parts.into(), least }
    }

    /// Whether a path fits.
    pub fn fits(&self, path: &str) -> bool {
        let fits = |part: &PartPattern, name: &&str| match part {
            PartPattern::AnyParts => true,
            PartPattern::Part(word) => word.fits(name),
        };
        path.len() >= self.least
            && fit(&self.parts, |part| *part == PartPattern::AnyParts, path.split('/'), fits)
    }
}

impl WordPattern {
    /// A pattern as it is written. Every text is one.
    pub fn new(written: &str) -> WordPattern {
        let sign = |letter: char| match letter {
            '*' => Sign::AnyLetters,
            '?' => Sign::AnyLetter,
            letter => Sign::Letter(letter),
        };
        let mut signs: Vec<Sign> = written.chars().map(sign).collect();
        signs.dedup_by(|next, sign| *sign == Sign::AnyLetters && *next == Sign::AnyLetters);
        let length = |sign: &Sign| match sign {
            Sign::AnyLetters => 0,
            Sign::AnyLetter => 1,
            Sign::Letter(letter) => letter.len_utf8(),
        };
        let least = signs.iter().map(length).sum();
        WordPattern { signs: signs.into(), least }
    }

    /// Whether a word fits.
    pub fn fits(&self, word: &str) -> bool {
        let fits = |sign: &Sign, letter: &char| match sign {
            Sign::AnyLetters | Sign::AnyLetter => true,
            Sign::Letter(own) => own == letter,
        };
        word.len() >= self.least && fit(&self.signs, |sign| *sign == Sign::AnyLetters, word.chars(), fits)
    }
}

/// Whether items fit a pattern, one each, but for the pieces of it that take any number.
///
/// Only the last of these is ever tried with one item more: what stood before it fits already, wherever it ends. So many stars
/// cost no more than pattern times items.
fn fit<P, I: Iterator + Clone>(
    pattern: &[P],
    takes_any: impl Fn(&P) -> bool,
    items: I,
    fits: impl Fn(&P, &I::Item) -> bool,
) -> bool {
    let (mut at, mut rest) = (0, items);
    let mut last: Option<(usize, I)> = None;
    loop {
        if pattern.get(at).is_some_and(&takes_any) {
            at += 1;
            if at == pattern.len() {
                return true;
            }
            last = Some((at, rest.clone()));
            continue;
        }
        let mut ahead = rest.clone();
        match (pattern.get(at), ahead.next()) {
            (None, None) => return true,
            (Some(_), None) => return false,
            (Some(piece), Some(item)) if fits(piece, &item) => (at, rest) = (at + 1, ahead),
            _ => {
                let Some((behind, from)) = &mut last else { return false };
                from.next();
                (at, rest) = (*behind, from.clone());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use super::*;

    #[test]
    fn stars_stand_for_letters_and_parts() {
        for (pattern, path, expected) in [
            ("guidelines/*.md", "guidelines/tone.md", true),
            ("guidelines/*.md", "guidelines/old/tone.md", false),
            ("guidelines/**", "guidelines/old/tone.md", true),
            ("guidelines/**", "guidelines", true),
            ("guidelines/**", "guidelines-old/tone.md", false),
            ("guidelines", "guidelines/tone.md", false),
            ("**/tone.md", "tone.md", true),
            ("**/t?ne.md", "a/b/tone.md", true),
            ("t?ne.md", "töne.md", true),
            ("a/**/b/**/c", "a/b/x/c", true),
            ("a/**/b/**/c", "a/x/b/b/y/c", true),
            ("a/**/b/**/c", "a/x/y/c", false),
            ("**/**/*.md", "a.md", true),
            ("a**.md", "a/b.md", false),
            ("a**.md", "abc.md", true),
            ("/a/b.md/", "a/b.md", true),
            ("a//b.md", "a/b.md", false),
            ("A.md", "a.md", false),
            ("*", "é", true),
            ("*", ".hidden", true),
            ("a*b*c", "axxbxc", true),
            ("a*b*c", "axxbx", false),
            ("a?", "a", false),
            ("", "a.md", false),
        ] {
            assert_eq!(PathPattern::new(pattern).fits(path), expected, "{pattern} {path}");
        }
    }

    #[test]
    fn brackets_and_all_other_signs_stand_for_themselves() {
        for sign in ["[ab]", "[!a]", "{a,b}", "[", "{", "\\*", "!a", "(a|b)", "a.b", "$"] {
            let itself = sign.replace('*', "x");
            assert!(PathPattern::new(sign).fits(&itself), "{sign}");
            assert!(!PathPattern::new(sign).fits("a"), "{sign}");
        }
    }

    #[test]
    fn words_may_hold_what_parts_may_not() {
        for (pattern, word, expected) in
            [("staff*", "staff abroad", true), ("a*c", "a/b/c", true), ("**", "a/b", true), ("", "", true)]
        {
            assert_eq!(WordPattern::new(pattern).fits(word), expected, "{pattern} {word}");
        }
    }

    #[test]
    fn hostile_patterns_cost_little() {
        let start = Instant::now();
        for (pattern, path) in [
            ("*a".repeat(8_000), "a".repeat(4_000)),
            ("*a".repeat(2_000) + "b", "a".repeat(4_000)),
            ("**/a/".repeat(8_000), "a/".repeat(2_000)),
            ("**/*a*/".repeat(900) + "b", "aa/".repeat(1_300)),
            ("?".repeat(16_000), "é".repeat(2_000)),
        ] {
            assert!(!PathPattern::new(&pattern).fits(&path), "{}", &pattern[..8]);
        }
        assert!(start.elapsed().as_secs() < 10, "{:?}", start.elapsed());
    }

    /// By the definition, one choice after the other.
    fn fits_slowly(pattern: &[char], path: &[char]) -> bool {
        match pattern {
            [] => path.is_empty(),
            ['*', rest @ ..] => {
                let most = path.iter().position(|letter| *letter == '/').unwrap_or(path.len());
                (0..=most).any(|taken| fits_slowly(rest, &path[taken..]))
            }
            ['?', rest @ ..] => {
                path.first().is_some_and(|letter| *letter != '/') && fits_slowly(rest, &path[1..])
            }
            [own, rest @ ..] => path.first() == Some(own) && fits_slowly(rest, &path[1..]),
        }
    }

    proptest::proptest! {
        #[test]
        fn patterns_of_letters_mean_what_their_definition_says(pattern in "[ab*?/]{1,8}", path in "[ab/]{1,8}") {
            let pattern = pattern.trim_matches('/').replace("**", "*a");
            let letters = |text: &str| text.chars().collect::<Vec<char>>();
            proptest::prop_assert_eq!(
                PathPattern::new(&pattern).fits(&path),
                fits_slowly(&letters(&pattern), &letters(&path))
            );
        }
    }
}
