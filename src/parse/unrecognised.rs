//! What was meant as front matter and is not recognised as that. Its words would be shown, and its `draft: true` be lost.

use super::lines::{TELLING, is_mark, is_telling, looks_like_a_key, looks_like_yaml};
use crate::diagnostic::{Code, Finding, Place};
use crate::path::FilePath;
use crate::source::{Span, slice};

/// What is wrong with front matter, and what to do about it.
type Slip = (String, &'static str);

const BETWEEN_MARKS: &str = "write `---` above and below it";
const ALONE: &str = "make `---` all that the first line holds";

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
    let (first, rest) = first_line(begins)?;
    let words = first.trim_end();
    let (message, hint) = in_another_language(words, rest)
        .or_else(|| other_marks(words, rest))
        .or_else(|| disguised_mark(words, rest))
        .or_else(|| one_line(begins, first, rest))
        .or_else(|| something_above(begins))
        .or_else(|| no_mark(words))?;
    Some(finding(words.len(), &message, hint))
}

/// A finding where front matter goes on below the line that closes it.
pub(super) fn goes_on(file: &FilePath, text: &str, body: usize) -> Option<Finding> {
    let first = slice(text, body..).lines().next()?;
    is_telling(first).then(|| {
        let place = Place::span(file, Span::new(body..body + first.trim_end().len()));
        let message = "this looks like front matter, and stands below the line that closes it";
        let hint = "write it above that line, or leave a line empty above it where it is text";
        Finding::new(Code::BadFrontMatter, place, message).hint(hint)
    })
}

fn in_another_language(words: &str, rest: &str) -> Option<Slip> {
    if words == "+++" && rest.lines().next().is_some_and(|line| line.contains(" = ")) {
        let message = "front matter is written in TOML here".to_owned();
        return Some((message, "write it in YAML, `title: …`, between lines `---`"));
    }
    let json = if words == ";;;" { rest.trim_start() } else { words };
    let inner = if json.trim_end() == "{" || words == ";;;" { rest } else { words };
    let inner = inner.split_once('}').map_or(inner, |(inner, _)| inner);
    let names = |key: &&str| {
        let quoted = format!("\"{key}\"");
        inner.split_once(&quoted).is_some_and(|(_, rest)| rest.trim_start().starts_with(':'))
    };
    (json.starts_with('{') && TELLING.iter().any(names)).then(|| {
        let message = "front matter is written in JSON here".to_owned();
        (message, "write it in YAML, `title: …`, between lines `---`")
    })
}

/// What Markdown takes for a rule, or anybody for a dash.
fn other_marks(words: &str, rest: &str) -> Option<Slip> {
    let is_dashes = || words.chars().all(|sign| sign == '-' || sign == ' ');
    let rule = words != "---" && is_dashes() || words == "***" || words == "___";
    let dash = matches!(words, "—" | "–" | "——" | "–-" | "—-");
    let is_meant = !words.is_empty() && (rule || dash) && looks_like_a_key(rest);
    (is_meant && !rest.starts_with(['\n', '\r']))
        .then(|| (format!("front matter begins with a line `---`, not `{words}`"), BETWEEN_MARKS))
}

/// A mark with something in its line that nobody sees, with dashes that only look like hyphens, or with more of YAML behind it.
fn disguised_mark(words: &str, rest: &str) -> Option<Slip> {
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
fn one_line(begins: &str, first: &str, rest: &str) -> Option<Slip> {
    let is_alone = first.len() < begins.find('\n').unwrap_or(begins.len());
    (is_alone && first.trim_end() == "---" && looks_like_a_key(rest)).then(|| {
        let message = "the lines end with a sign that ends no line here, a carriage return alone for instance: the file is read as one line";
        (message.to_owned(), "save it with other line ends in your editor")
    })
}

/// Front matter below a comment or a directive.
fn something_above(begins: &str) -> Option<Slip> {
    let is_above = |line: &&str| {
        let line = line.trim();
        line.is_empty() || line.starts_with(['#', '%']) || line.starts_with("<!--") && line.ends_with("-->")
    };
    let mut lines = begins.lines().take(MOST_LINES).skip_while(is_above);
    let is_meant = lines.next().is_some_and(is_mark)
        && lines.take_while(|line| !line.trim().is_empty() && !is_mark(line)).any(is_telling);
    is_meant.then(|| {
        let message =
            "front matter begins with the first line, and something stands above it here".to_owned();
        (message, "make `---` the first line")
    })
}

fn no_mark(words: &str) -> Option<Slip> {
    is_telling(words).then(|| {
        ("this looks like front matter, and there is no line `---` above it".to_owned(), BETWEEN_MARKS)
    })
}

/// So many signs at the beginning are looked at: of a file in UTF-16 every other one is a zero byte.
const WIDE: usize = 16;

/// So many lines are looked at for what follows a mark.
const MOST_LINES: usize = 200;

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
