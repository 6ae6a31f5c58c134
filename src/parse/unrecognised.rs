//! What was meant as front matter and is not recognised as that. Its words would be shown, and its `draft: true` be lost.

use super::draft_words::{is_line_of_draft, is_plain_line_of_draft};
use super::languages::{ALONE, Misread, in_a_fence, in_another_language, named_language};
use super::lines::{MARK, MOST_LINES, is_entry, is_mark, is_telling, looks_like_a_key, looks_like_yaml};
use crate::diagnostic::{Code, Finding, Place};
use crate::path::FilePath;
use crate::source::{Span, slice};

const BETWEEN_MARKS: &str = "write `---` above and below it";

/// A finding where a file begins with front matter between other marks, or without any. `start` is where its text begins.
pub(super) fn unrecognised(file: &FilePath, text: &str, start: usize) -> Option<Finding> {
    let begins = slice(text, start..);
    let finding = |length: usize, message: &str, hint: &str| {
        let place = Place::span(file, Span::new(start..start + length));
        Finding::new(Code::BadFrontMatter, place, message).hint(hint)
    };
    if begins.chars().take(WIDE).filter(|sign| *sign == '\0').count() >= WIDE / 4 {
        let message = "the file begins with zero bytes: what it says cannot be read";
        return Some(finding(0, message, "save it as UTF-8 in your editor"));
    }
    let below_blanks = first_line(begins.trim_start_matches([' ', '\t', '\r', '\n']));
    if let Some((message, hint)) = below_blanks.and_then(|(first, rest)| {
        let words = first.trim_end();
        in_another_language(words, rest).or_else(|| in_a_fence(words, rest))
    }) {
        let blanks = begins.len() - begins.trim_start().len();
        return Some(finding(blanks + 1, &message, hint));
    }
    if let Some((message, hint)) = no_mark(begins.trim_start_matches(['\r', '\n'])) {
        let blanks = begins.len() - begins.trim_start_matches(['\r', '\n']).len();
        let length = slice(begins, blanks..).lines().next().unwrap_or_default().trim_end().len();
        return Some(finding(blanks + length, &message, hint));
    }
    let (first, rest) = first_line(begins)?;
    let words = first.trim_end();
    let (message, hint) = named_language(words, rest)
        .or_else(|| other_marks(words, rest))
        .or_else(|| disguised_mark(words, rest))
        .or_else(|| one_line(begins, first, rest))
        .or_else(|| something_above(begins))?;
    Some(finding(words.len(), &message, hint))
}

/// A finding where front matter goes on below the line that closes it, or begins there once more.
pub(super) fn goes_on(file: &FilePath, text: &str, body: usize) -> Option<Finding> {
    let words = slice(text, body..);
    let first = words.lines().next()?;
    let finding = |at: usize, length: usize, message: &str, hint: &str| {
        let place = Place::span(file, Span::new(at..at + length));
        Finding::new(Code::BadFrontMatter, place, message).hint(hint)
    };
    if is_telling(first) {
        let message = "this looks like front matter, and stands below the line that closes it";
        let hint = "write it above that line, or leave a line empty above it where it is text";
        return Some(finding(body, first.trim_end().len(), message, hint));
    }
    let blank = words.len() - words.trim_start().len();
    let begins_anew = begins_with_front_matter(slice(words, blank..));
    (begins_anew || has_draft_between_marks(words)).then(|| {
        let at = if begins_anew { body + blank } else { body };
        let message = "a second front matter stands below the first, and nobody reads it";
        let hint = "write all keys into the first; where it is an example, put it into a block of code";
        finding(at, if begins_anew { MARK.len() } else { 0 }, message, hint)
    })
}

/// Whether a text begins with two marks around lines without a gap, one of which has a key that nobody begins a paragraph with.
fn begins_with_front_matter(text: &str) -> bool {
    let mut lines = text.lines().take(MOST_LINES);
    let is_open = lines.next().is_some_and(is_mark);
    let block: Vec<&str> =
        lines.by_ref().take_while(|line| !line.trim().is_empty() && !is_mark(line)).collect();
    let is_closed = text.lines().nth(1 + block.len()).is_some_and(is_mark);
    is_open && is_closed && block.iter().any(|line| is_telling(line) || is_plain_line_of_draft(line))
}

/// What Markdown takes for a rule, or anybody for a dash.
fn other_marks(words: &str, rest: &str) -> Option<Misread> {
    let is_dashes = || words.chars().all(|sign| sign == '-' || sign == ' ');
    let rule = words != "---" && is_dashes() || words == "***" || words == "___";
    let dash = matches!(words, "—" | "–" | "——" | "–-" | "—-");
    let is_meant = !words.is_empty() && (rule || dash) && looks_like_a_key(rest);
    (is_meant && !rest.starts_with(['\n', '\r']))
        .then(|| (format!("front matter begins with a line `---`, not `{words}`"), BETWEEN_MARKS))
}

/// How the mark of an encoding looks that was read in another, and written so.
const MISREAD_MARKS: [&str; 5] = ["ï»¿", "ÿþ", "þÿ", "п»ї", "∩╗┐"];

/// A mark with something in its line that nobody sees, with dashes that only look like hyphens, or with more of YAML behind it.
fn disguised_mark(words: &str, rest: &str) -> Option<Misread> {
    if let Some(rest_of_line) = MISREAD_MARKS.iter().find_map(|mark| words.strip_prefix(mark)) {
        let message =
            "front matter begins with a line `---`, and the mark of an encoding stands before it as letters";
        return is_mark(rest_of_line.trim_start()).then(|| (message.to_owned(), ALONE));
    }
    let seen: String =
        words.chars().filter(|sign| !is_unseen(*sign) || *sign == ' ').map(as_hyphen).collect();
    let (behind, is_plain) = (seen.trim().strip_prefix("---")?, words == "---");
    if is_plain || !is_followed(behind, rest) {
        return None;
    }
    let more = behind.trim_start();
    if more.is_empty() {
        let message = if words.chars().any(is_unseen) {
            "front matter begins with a line `---`, and something stands in that line which cannot be seen"
        } else {
            "front matter begins with a line `---`, and these only look like that"
        };
        return Some((message.to_owned(), ALONE));
    }
    let is_yaml = more.starts_with(['#', '!', '&', '{', '[', '%']) || looks_like_a_key(more);
    (is_yaml && behind.starts_with(char::is_whitespace))
        .then(|| ("front matter begins with a line `---` alone".to_owned(), ALONE))
}

/// Whether front matter follows a line that looks like its mark: entries, or anything that another such line closes. `behind` is
/// what stands behind the dashes.
fn is_followed(behind: &str, rest: &str) -> bool {
    // All of it may be moved in.
    let unseen =
        |text: &str| -> String { text.trim_start().chars().filter(|sign| !is_hidden(*sign)).collect() };
    let lines = rest.lines().map(unseen);
    let block: Vec<String> = lines.clone().take(MOST_LINES).take_while(|line| !is_like_mark(line)).collect();
    let is_closed = lines.take(MOST_LINES).any(|line| is_like_mark(&line));
    let block = block.join("\n");
    let is_entry = looks_like_a_key(&block) && !block.starts_with('\n');
    is_entry || is_closed && (looks_like_yaml(block.trim_start()) || looks_like_yaml(behind))
}

fn is_like_mark(line: &str) -> bool {
    is_mark(&line.chars().map(as_hyphen).collect::<String>())
}

/// Where all of it stands in the first line, since its lines end with a sign that ends none here.
fn one_line(begins: &str, first: &str, rest: &str) -> Option<Misread> {
    let is_alone = first.len() < begins.find('\n').unwrap_or(begins.len());
    (is_alone && first.trim_end() == "---" && looks_like_a_key(rest)).then(|| {
        let message = "the lines end with a sign that ends no line here, a carriage return alone for instance: the file is read as one line";
        (message.to_owned(), "save it with other line ends in your editor")
    })
}

/// Front matter below a comment, a heading or a directive; below anything where it keeps the page back.
fn something_above(begins: &str) -> Option<Misread> {
    let is_above = |line: &&str| {
        let line = line.trim();
        line.is_empty() || line.starts_with(['#', '%']) || line.starts_with("<!--") && line.ends_with("-->")
    };
    let mut lines = begins.lines().take(MOST_LINES).skip_while(is_above);
    let is_meant = lines.next().is_some_and(is_mark)
        && lines.take_while(|line| !line.trim().is_empty() && !is_mark(line)).any(is_telling);
    (is_meant || has_draft_between_marks(begins)).then(|| {
        let message =
            "front matter begins with the first line, and something stands above it here".to_owned();
        (message, "make `---` the first line")
    })
}

/// Whether lines that keep a page back stand between two marks, outside of code.
fn has_draft_between_marks(begins: &str) -> bool {
    // Nearly all texts have no mark, and need not be read line by line.
    if !begins.starts_with(MARK) && !begins.contains("\n---") {
        return false;
    }
    let (mut is_code, mut is_open, mut is_draft) = (false, false, false);
    for line in begins.lines().take(MOST_LINES) {
        if line.trim_start().starts_with("```") || line.trim_start().starts_with("~~~") {
            is_code = !is_code;
            is_open = false;
        } else if is_code || line.trim().is_empty() {
            is_open = false;
        } else if is_mark(line) {
            if is_open && is_draft {
                return true;
            }
            (is_open, is_draft) = (true, false);
        } else if is_open {
            is_draft |= is_line_of_draft(line);
        }
    }
    false
}

/// Entries without a line above them that opens them.
fn no_mark(begins: &str) -> Option<Misread> {
    let mut lines = begins.lines().take(MOST_LINES);
    let block: Vec<&str> =
        lines.by_ref().take_while(|line| !line.trim().is_empty() && !is_mark(line)).collect();
    let is_closed = begins.lines().nth(block.len()).is_some_and(is_mark);
    let first = *block.first()?;
    let is_draft =
        block.iter().all(|line| is_entry(line)) && block.iter().any(|line| is_plain_line_of_draft(line));
    let is_meant = is_draft || is_telling(first) && (is_closed || !is_prose(&block));
    is_meant.then(|| {
        ("this looks like front matter, and there is no line `---` above it".to_owned(), BETWEEN_MARKS)
    })
}

/// Whether a paragraph that begins with a word such as `title` and a colon is one: it ends as sentences do, or goes on. What may
/// be a draft is none.
fn is_prose(paragraph: &[&str]) -> bool {
    let (first, others) = paragraph.split_first().unwrap_or((&"", &[]));
    let ends = first.trim_end().ends_with(['.', '!', '?', ':', ';', ',', '…']);
    let is_sentence = first.split_whitespace().count() > 3 && ends;
    let goes_on = others.first().is_some_and(|line| !is_entry(line));
    let has_key = others.iter().any(|line| is_telling(line));
    !is_line_of_draft(first) && !has_key && (is_sentence || goes_on)
}

/// So many signs at the beginning are looked at: of a file in UTF-16 every other one is a zero byte.
const WIDE: usize = 16;

/// The first line, and what follows it: lines may end with signs that other programs take for their ends.
fn first_line(text: &str) -> Option<(&str, &str)> {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    let ends = ['\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'];
    // What stands before the first word ends no line that anybody meant.
    match first.trim_end_matches('\r').split_once(ends).filter(|(line, _)| !line.trim().is_empty()) {
        Some((line, _)) => {
            let mut rest = slice(text, line.len()..).chars();
            rest.next().map(|_| (line, rest.as_str()))
        }
        None => (!rest.is_empty()).then_some((first, rest)),
    }
}

/// A hyphen for whatever is taken for one.
fn as_hyphen(sign: char) -> char {
    match sign {
        '\u{2d7}'
        | '\u{2010}'..='\u{2015}'
        | '\u{2043}'
        | '\u{2212}'
        | '\u{2500}'
        | '\u{2501}'
        | '\u{fe58}'
        | '\u{fe63}'
        | '\u{ff0d}' => '-',
        other => other,
    }
}

/// Whether nobody sees a sign, or nobody takes it for one.
fn is_unseen(sign: char) -> bool {
    sign.is_whitespace() || is_hidden(sign)
}

/// Whether a sign takes no place where it stands.
fn is_hidden(sign: char) -> bool {
    sign.is_control() && sign != '\t'
        || matches!(
            sign,
            '\u{ad}'
                | '\u{34f}'
                | '\u{61c}'
                | '\u{115f}'
                | '\u{1160}'
                | '\u{17b4}'
                | '\u{17b5}'
                | '\u{180b}'..='\u{180f}'
                | '\u{200b}'..='\u{200f}'
                | '\u{202a}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{3164}'
                | '\u{fe00}'..='\u{fe0f}'
                | '\u{feff}'
                | '\u{ffa0}'
                | '\u{fff0}'..='\u{fff8}'
                | '\u{e0000}'..='\u{e0fff}'
        )
}
