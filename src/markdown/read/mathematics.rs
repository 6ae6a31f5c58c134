//! Mathematics between dollars, `$a_1$` and `$$\sum_i a_i$$`, in which nothing is Markdown.
//!
//! Which dollars may stand around it is settled before the parser reads a text, since prose has dollars as well: all others are
//! hidden from it.

use crate::shared::steps::count_steps;
use crate::source::slice;

/// What is longer, in bytes, is none.
const LONGEST: usize = 4_000;

/// The dollars of a text that stand around no mathematics; `None` where it holds no mathematics at all.
pub(super) fn other_dollars(text: &str) -> Option<Vec<usize>> {
    let mut dollars = Dollars { text, places: text.match_indices('$').map(|(at, _)| at).collect() };
    dollars.places.retain(|at| !is_escaped(text, *at));
    let mut others: Vec<usize> = Vec::new();
    let mut found = 0;
    let mut nth = 0;
    while let Some(at) = dollars.at(nth) {
        if let Some(behind) = dollars.behind_display(nth).or_else(|| dollars.behind_inline(nth)) {
            found += 1;
            nth = behind;
        } else {
            others.push(at);
            nth += 1;
        }
    }
    (found > 0).then_some(others)
}

/// The dollars of a text that no backslash stands before.
struct Dollars<'t> {
    text: &'t str,
    places: Vec<usize>,
}

impl Dollars<'_> {
    fn at(&self, nth: usize) -> Option<usize> {
        self.places.get(nth).copied()
    }

    fn is_double(&self, nth: usize) -> bool {
        self.at(nth).is_some_and(|at| self.at(nth + 1) == Some(at + 1))
    }

    /// The dollar behind `$$…$$` that begins with this one.
    fn behind_display(&self, nth: usize) -> Option<usize> {
        let closes = self.is_double(nth).then_some(nth + 2).filter(|nth| self.is_double(*nth))?;
        let inner = self.between(self.at(nth)? + 2, self.at(closes)?)?;
        is_mathematics(inner).then_some(closes + 2)
    }

    /// The dollar behind `$…$` that begins with this one.
    fn behind_inline(&self, nth: usize) -> Option<usize> {
        let (opens, closes) = (self.at(nth)?, self.at(nth + 1)?);
        let inner = self.between(opens + 1, closes)?;
        let is_word = |sign: char| sign.is_ascii_alphanumeric();
        let is_free = !slice(self.text, ..opens).ends_with(is_word)
            && !slice(self.text, closes + 1..).starts_with(is_word)
            && !self.is_double(nth + 1);
        let is_tight = !inner.is_empty() && inner.trim().len() == inner.len();
        (is_free && is_tight && is_mathematics(inner)).then_some(nth + 2)
    }

    /// What stands between two places, where one paragraph holds both.
    fn between(&self, start: usize, end: usize) -> Option<&str> {
        let inner = self.text.get(start..end).filter(|inner| inner.len() <= LONGEST)?;
        count_steps(inner.len());
        (!has_blank_line(inner)).then_some(inner)
    }
}

/// Whether a line without words stands between two others.
fn has_blank_line(inner: &str) -> bool {
    let mut lines = inner.split('\n').skip(1).peekable();
    while let Some(line) = lines.next() {
        if lines.peek().is_some() && line.trim_matches(['>', ' ', '\t', '\r']).is_empty() {
            return true;
        }
    }
    false
}

/// Whether what stands between dollars is mathematics rather than prose, prices or names of variables.
fn is_mathematics(inner: &str) -> bool {
    let is_of_others = inner.contains(['`', '"']) || inner.contains("://") || inner.contains(".md");
    if is_of_others || is_name(inner) || !is_balanced(inner) {
        return false;
    }
    let commands = inner.split('\\').skip(1);
    if commands.into_iter().any(|behind| behind.starts_with(|sign: char| sign.is_ascii_alphabetic())) {
        return true;
    }
    let is_word = |word: &&str| word.len() > 1 && word.chars().all(char::is_alphabetic);
    let words = inner.split(|sign: char| sign.is_whitespace() || ",.;:".contains(sign)).filter(is_word);
    if words.count() > 1 {
        return false;
    }
    let is_letter = inner.chars().count() == 1 && inner.starts_with(char::is_alphanumeric);
    is_letter || inner.contains(['^', '_', '=', '<', '>', '+', '{', '[', '(', '|', '\\'])
}

/// Whether it is called as variables are, `USER_NAME`: an index of several letters stands in braces.
fn is_name(inner: &str) -> bool {
    let is_of_name = |sign: char| sign.is_ascii_alphanumeric() || sign == '_';
    let is_long = |part: &str| part.len() > 1 && part.starts_with(|sign: char| sign.is_ascii_alphabetic());
    inner.chars().all(is_of_name) && inner.split('_').skip(1).any(is_long)
}

/// Whether every brace that is opened is closed again.
fn is_balanced(inner: &str) -> bool {
    let mut depth = 0_usize;
    let mut signs = inner.chars();
    while let Some(sign) = signs.next() {
        match sign {
            '\\' => _ = signs.next(),
            '{' => depth += 1,
            '}' => match depth.checked_sub(1) {
                Some(less) => depth = less,
                None => return false,
            },
            _ => {}
        }
    }
    depth == 0
}

fn is_escaped(text: &str, at: usize) -> bool {
    slice(text, ..at).bytes().rev().take_while(|byte| *byte == b'\\').count() % 2 == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dollars_around_mathematics_and_others() {
        for (text, expected) in [
            ("$a[i][j][k]$ and $R[[x]]$", Some(vec![])),
            ("$[u^k](\\sigma_f)$, $n$, $O(n)$", Some(vec![])),
            ("$$\n\\sum_{i=1}^m\n$$\n", Some(vec![])),
            ("> $$\n> {{(T-\\lambda)}^{r_i}}\n> $$\n", Some(vec![])),
            ("$5 for $x^2$", Some(vec![0])),
            ("\\$5, $x$", Some(vec![])),
            ("$5 and $10, [a](b.md) in US$", None),
            ("`$a_b` and `$c`", None),
            ("$HOME/$USER_NAME$", None),
            ("$a_b\n\nc$", None),
            ("US$5 = €4$", None),
            ("$Id$ and $name$", None),
            ("$}$2+2", None),
        ] {
            assert_eq!(other_dollars(text), expected, "{text}");
        }
    }
}
