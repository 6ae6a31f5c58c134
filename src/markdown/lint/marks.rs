//! Marks within lines that other programs know, and that stand here as they are written: highlights, keys, icons, attributes,
//! names of paragraphs.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::foreign::{ForeignForm, first_line};
use crate::markdown::problem::Problem;
use crate::markdown::read::NumberedEvent;
use crate::source::slice;

const HIGHLIGHT: ForeignForm = ForeignForm {
    message: "`==` highlights nothing here, and is shown as it is written",
    hint: "write `**words**`, or `<mark>words</mark>`",
};
const KEYS: ForeignForm = ForeignForm {
    message: "`++` marks no keys here, and is shown as it is written",
    hint: "write `<kbd>Ctrl</kbd>`, or put it between backticks",
};
const ICON: ForeignForm = ForeignForm {
    message: "an icon of MkDocs is shown as its name",
    hint: "take it out, or write what it stands for in words",
};
const ATTRIBUTES: ForeignForm = ForeignForm {
    message: "attributes in braces mean nothing here but behind a heading, and are shown as they are written",
    hint: "take them out; the id of a heading is written `## Heading {#id}`, that of another place `<a id=\"name\"></a>`",
};
const BLOCK_ID: ForeignForm = ForeignForm {
    message: "`^…` names no paragraph here, and is shown as it is written",
    hint: "take it out; where something links to it, write a heading, or `<a id=\"name\"></a>` before the paragraph",
};

/// What is longer, in bytes, is none of them.
const LONGEST: usize = 200;

/// How the names of icons begin, by the set that they are from.
const ICONS: [&str; 6] =
    [":material-", ":fontawesome-", ":octicons-", ":simple-", ":lucide-", ":fontawesome_"];

/// Finds them in a text, outside of code.
pub(super) fn find(text: &str, parts: &[NumberedEvent<'_>]) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut is_code = false;
    let mut done = 0;
    for part in parts {
        match &part.event {
            Event::Start(Tag::CodeBlock(_)) => is_code = true,
            Event::End(TagEnd::CodeBlock) => is_code = false,
            Event::Text(_) if !is_code => {
                let range = part.span.range();
                for (at, form) in marks(text, &(range.start.max(done)..range.end)) {
                    done = at.end;
                    problems.push(form.at(at.start, at.len()));
                }
            }
            _ => {}
        }
    }
    problems
}

/// Those that begin in a stretch of a text, in order, none within another.
fn marks(text: &str, range: &Range<usize>) -> Vec<(Range<usize>, &'static ForeignForm)> {
    let mut found: Vec<(Range<usize>, &'static ForeignForm)> = Vec::new();
    let mut end = range.start;
    for (at, sign) in slice(text, range.clone()).char_indices() {
        let at = range.start + at;
        if at < end || !"=+:{^".contains(sign) {
            continue;
        }
        let rest = first_line(slice(text, at..at.saturating_add(LONGEST)));
        let before = slice(text, at.saturating_sub(LONGEST)..at);
        let length = match sign {
            '=' => between(before, rest, "==").map(|length| (length, &HIGHLIGHT)),
            '+' => keys(before, rest).map(|length| (length, &KEYS)),
            ':' => icon(rest).map(|length| (length, &ICON)),
            '{' => attributes(before, rest).map(|length| (length, &ATTRIBUTES)),
            '^' => block_id(before, rest).map(|length| (length, &BLOCK_ID)),
            _ => None,
        };
        if let Some((length, form)) = length {
            end = at + length;
            found.push((at..end, form));
        }
    }
    found
}

/// Signs around a sign that is named.
const QUOTES: [char; 4] = ['\'', '"', '’', '”'];

/// How long words are that stand between two marks, these included: `==words==`.
fn between(before: &str, rest: &str, mark: &str) -> Option<usize> {
    let sign = mark.chars().next()?;
    let inner = rest.strip_prefix(mark)?;
    let is_free = !before.ends_with(|sign_before: char| sign_before == sign || sign_before.is_alphanumeric());
    let length = inner.find(mark)?;
    let words = slice(inner, ..length);
    let after = slice(inner, length + mark.len()..);
    // `'==', '=', '=='` is a list of signs: a quote that ends stands where words would begin.
    let is_quoted =
        words.strip_prefix(QUOTES).is_some_and(|behind| !behind.starts_with(char::is_alphanumeric));
    let is_tight = !words.is_empty() && words.trim().len() == words.len() && !words.starts_with(sign);
    let ends = !after.starts_with(|after: char| after == sign || after.is_alphanumeric());
    (is_free && is_tight && ends && !is_quoted).then_some(length + 2 * mark.len())
}

/// `++ctrl+alt+del++`
fn keys(before: &str, rest: &str) -> Option<usize> {
    let length = between(before, rest, "++")?;
    let keys = slice(rest, 2..length - 2);
    let is_key = |sign: char| sign.is_alphanumeric() || matches!(sign, '+' | '-' | '"' | '_');
    (keys.chars().all(is_key) && keys.starts_with(char::is_alphanumeric)).then_some(length)
}

fn icon(rest: &str) -> Option<usize> {
    let begins = ICONS.iter().find(|icon| rest.starts_with(**icon))?;
    let name = slice(rest, begins.len()..);
    let length = name.find(|sign: char| !sign.is_ascii_alphanumeric() && !matches!(sign, '-' | '_'))?;
    name.get(length..)?.starts_with(':').then_some(begins.len() + length + 1)
}

/// `{ .class #id key=value }`, behind what it is about, or at the end of a line.
fn attributes(before: &str, rest: &str) -> Option<usize> {
    let length = rest.find('}')?;
    let inner = slice(rest, 1..length).trim_start();
    let inner = inner.strip_prefix(':').unwrap_or(inner);
    let is_name = |word: &str| word.starts_with(char::is_alphabetic);
    let is_attribute = |word: &str| match word.split_once('=') {
        // `{job=~"a"}` asks for something.
        Some((key, value)) => is_name(key) && !value.starts_with('~'),
        None => word.strip_prefix(['.', '#']).is_some_and(is_name),
    };
    let is_list = !inner.trim().is_empty() && inner.split_whitespace().all(is_attribute);
    let line = before.rsplit('\n').next().unwrap_or_default();
    let is_behind = line.ends_with([')', ']', '*', '_', '`', '>']);
    let ends_line = slice(rest, length + 1..).trim().is_empty();
    // A line of its own that begins so is told as a form of Kramdown.
    let is_kramdown = rest.starts_with("{:") && line.trim().is_empty();
    (is_list && (is_behind || ends_line) && !is_kramdown).then_some(length + 1)
}

/// `^id` at the end of a line. What raises a number to a power is none.
fn block_id(before: &str, rest: &str) -> Option<usize> {
    let id = rest.strip_prefix('^')?;
    let is_id = id.len() > 2
        && id.starts_with(|sign: char| sign.is_ascii_alphanumeric())
        && id.contains(|sign: char| sign.is_ascii_alphabetic())
        && id.chars().all(|sign| sign.is_ascii_alphanumeric() || sign == '-');
    let is_free = before.is_empty() || before.ends_with([' ', '\n']);
    (is_id && is_free).then_some(rest.len())
}

#[cfg(test)]
mod tests {
    use crate::markdown::lint::found;

    #[test]
    fn marks_of_other_programs() {
        for (text, expected) in [
            ("Some ==marked words== here.\n", &["foreign-form: ==marked words=="][..]),
            ("Press ++ctrl+alt+del++.\n", &["foreign-form: ++ctrl+alt+del++"][..]),
            (":material-account-circle: Anna\n", &["foreign-form: :material-account-circle:"][..]),
            ("[a](https://b.example){ .md-button }\n", &["foreign-form: { .md-button }"][..]),
            ("Words { .annotate }\n", &["foreign-form: { .annotate }"][..]),
            (
                "Words. ^ab12cd\n\n- One ^quote-of-day\n",
                &["foreign-form: ^ab12cd", "foreign-form: ^quote-of-day"][..],
            ),
            ("Such as '===', '!==', '!=', '==', '=', '<>', '>=' or '=='.\n", &[][..]),
            (
                "a == b, c == d, x==y==z, C++ and g++, i++ + ++j, 2 ^10, x ^2, {.NET} is it, {a} {b=c} d, :smile:\n",
                &[][..],
            ),
            ("`==a==` `++b++`\n\n    ==c==\n\n## Heading {#id .class}\n\nTitle\n=====\n", &[][..]),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }
}
