//! Remarks in the first lines of a text that say that it is a draft, in forms of other programs that front matter does not
//! have: comments, fields of Dataview, entries without marks.

use super::draft_words::{is_key, is_plain_line_of_draft, is_property_of_draft, keeps_back, says_key};
use super::lines::MOST_LINES;
use crate::diagnostic::{Code, Finding, Place};
use crate::path::FilePath;
use crate::source::{Span, slice};

/// So many lines with words in them are looked at.
const FIRST_LINES: usize = 10;
const OPENS: &str = "<!--";
const CLOSES: &str = "-->";

/// A finding where the first lines from a place on say that the page is a draft.
pub(super) fn remark_finding(file: &FilePath, text: &str, from: usize) -> Option<Finding> {
    let span = remark_of_draft(slice(text, from..))?;
    let message = "this line says that the page is a draft, and stands where nothing is read";
    let finding = Finding::new(Code::BadFrontMatter, Place::span(file, span.shifted(from)), message);
    Some(finding.hint(
        "write `draft: true` into the front matter to keep the page back, or take the line out to publish it",
    ))
}

/// Where the first such remark stands; what is in a block of code is none.
pub(super) fn remark_of_draft(text: &str) -> Option<Span> {
    let (mut within, mut start, mut seen) = (Within::Words, 0, 0);
    for line in text.split_inclusive('\n').take(MOST_LINES) {
        let words = line.trim();
        let (here, behind) = within.at(line);
        if here.says_draft(words) {
            let at = start + line.len() - line.trim_start().len();
            return Some(Span::new(at..at + words.len()));
        }
        seen += usize::from(!words.is_empty());
        if seen == FIRST_LINES {
            return None;
        }
        within = behind;
        start += line.len();
    }
    None
}

/// What a line is part of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Within {
    Words,
    Code,
    Comment,
}

impl Within {
    /// What a line is part of behind this, and what is open behind the line.
    fn at(self, line: &str) -> (Within, Within) {
        let is_fence = line.trim_start().starts_with("```") || line.trim_start().starts_with("~~~");
        let is_indented = line.starts_with("    ") || line.starts_with('\t');
        match self {
            Within::Code if !is_fence => (Within::Code, Within::Code),
            Within::Words if is_fence => (Within::Code, Within::Code),
            Within::Code => (Within::Code, Within::Words),
            Within::Words if is_indented => (Within::Code, Within::Words),
            Within::Comment if line.contains(CLOSES) => (Within::Comment, Within::Words),
            Within::Comment => (Within::Comment, Within::Comment),
            Within::Words => match line.rsplit_once(OPENS) {
                Some((_, rest)) if !rest.contains(CLOSES) => (Within::Words, Within::Comment),
                _ => (Within::Words, Within::Words),
            },
        }
    }

    fn says_draft(self, words: &str) -> bool {
        match self {
            Within::Code => false,
            Within::Comment => comment_says_draft(words),
            Within::Words => {
                words.split(OPENS).skip(1).any(comment_says_draft)
                    || is_entry_of_draft(words)
                    || is_foreign_remark(words)
                    || is_property(words)
                    || is_field(words)
            }
        }
    }
}

fn comment_says_draft(comment: &str) -> bool {
    let words = comment.split_once(CLOSES).map_or(comment, |(within, _)| within).trim();
    let words = words.trim_matches(['-', '!', '.', '*', ' ']);
    let small = words.to_lowercase().replace('\u{2019}', "'");
    let is_kept = |kept: &str| {
        let rest = small.strip_prefix(kept).map(str::trim);
        rest.is_some_and(|rest| rest.is_empty() || BESIDE.contains(&rest))
    };
    is_plain_line_of_draft(words) || is_key(words) || KEPT.iter().any(|kept| is_kept(kept))
}

/// What may stand behind such words and changes nothing.
const BESIDE: [&str; 6] = ["yet", "now", "please", "for now", "this page", "this"];

/// What a comment says of a page that is kept back, in so many words.
const KEPT: [&str; 9] = [
    "not yet published",
    "do not publish",
    "don't publish",
    "not for publication",
    "unpublished",
    "private",
    "hidden",
    "confidential",
    "wip",
];

/// How comments and settings of other programs begin, and how they end.
const FOREIGN: [(&str, &str); 14] = [
    ("[//]: <> (", ")"),
    ("[comment]: <> (", ")"),
    ("[//]: # '", "'"),
    ("[comment]: # '", "'"),
    ("%%", "%%"),
    ("{/*", "*/}"),
    ("{#", "#}"),
    ("{{/*", "*/}}"),
    ("{% comment %}", "{% endcomment %}"),
    ("[//]: # (", ")"),
    ("[//]: # \"", "\""),
    ("[comment]: # (", ")"),
    ("%", ""),
    ("--- ", "---"),
];
/// How settings of a page begin in other languages.
const SETTINGS: [&str; 6] = ["#+", ":", ".. ", "export const ", "export let ", "const "];

/// Whether a line is a comment, or one of the settings, of another program, and says so.
fn is_foreign_remark(words: &str) -> bool {
    let within = FOREIGN.iter().find_map(|(opens, closes)| words.strip_prefix(opens)?.strip_suffix(closes));
    let setting = SETTINGS.iter().find_map(|begins| words.strip_prefix(begins));
    let setting = setting.map(|setting| setting.trim_end_matches(';'));
    within.is_some_and(comment_says_draft) || setting.is_some_and(is_plain_line_of_draft)
}

/// `Status: Draft`, `Published: No`, as wikis write the properties of a page into its text. Of a text that waits for something else
/// readers may be told.
fn is_property(words: &str) -> bool {
    let bare = words.trim_start_matches(['-', '*', '|', '>', ' ']).replace("**", "");
    let entry = bare.split_once(':').map(|(key, value)| (key.trim(), value.trim_matches(['|', ' '])));
    entry.is_some_and(|(key, value)| is_property_of_draft(key, value))
}

/// `draft = true`, `draft: true`. A line such as `Status: draft` is about the text, and may be one that is published.
fn is_entry_of_draft(words: &str) -> bool {
    let of_toml = || words.split_once('=').is_some_and(|(key, value)| keeps_back(key, value));
    words.split_once(':').is_some_and(|(key, value)| says_key(key, value)) || of_toml()
}

/// `draft:: true`, in brackets or not.
fn is_field(words: &str) -> bool {
    if !words.contains("::") {
        return false;
    }
    let parts = words.split(['[', ']', '(', ')']);
    let mut fields =
        parts.filter_map(|part| part.trim_start_matches(['-', '*', '+', '>', ' ']).split_once("::"));
    fields.any(|(key, value)| keeps_back(key, value))
}
