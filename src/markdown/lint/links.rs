//! What was meant as a link and is none, so that readers see the brackets.
//!
//! Looks at brackets in what is shown as text, never in code. Prose has brackets too: without a bracket right
//! behind the other, only what cannot be but a path or an address counts.

use pulldown_cmark::{Event, Tag, TagEnd};

use super::foreign::{MADE_BY_TEMPLATE, NAME_THE_FILE};
use crate::diagnostic::Code;
use crate::markdown::problem::Problem;
use crate::markdown::read::NumberedEvent;
use crate::path::heading_slug;
use crate::source::{Span, slice};

/// Words or destinations longer than this, in bytes, are none.
const LONGEST: usize = 400;

/// The name of what a reference leads to has no more words than this.
const MOST_WORDS: usize = 5;

/// Finds them in a text.
pub(super) fn find(text: &str, parts: &[NumberedEvent<'_>]) -> Vec<Problem> {
    let mut slips = Slips { text, cell: None, done: 0, problems: Vec::new() };
    let mut code = false;
    for part in parts {
        match part.event {
            Event::Start(Tag::CodeBlock(_)) => code = true,
            Event::End(TagEnd::CodeBlock) => code = false,
            Event::Start(Tag::TableCell) => slips.cell = Some(part.span),
            Event::End(TagEnd::TableCell) => slips.cell = None,
            Event::Text(_) if !code => slips.text_part(part.span),
            _ => {}
        }
    }
    slips.problems
}

struct Slips<'a> {
    text: &'a str,
    /// The cell of a table that is being read.
    cell: Option<Span>,
    /// What begins before this has been reported.
    done: usize,
    problems: Vec<Problem>,
}

/// Something that was meant as a link.
struct Slip {
    start: usize,
    end: usize,
    what: &'static str,
    hint: String,
}

const LINK: &str = "this looks like a link and is shown as text";
const PICTURE: &str = "this looks like a picture and is shown as text";

impl Slips<'_> {
    fn text_part(&mut self, span: Span) {
        let range = span.range();
        let Some(words) = self.text.get(range.clone()) else { return };
        for (at, _) in words.match_indices('[') {
            let at = range.start + at;
            if at < self.done || is_escaped(self.text, at) {
                continue;
            }
            if let Some(slip) = self.slip(at) {
                self.done = slip.end;
                let code = if slip.what == MADE_BY_TEMPLATE { Code::ForeignForm } else { Code::LinkForm };
                let problem = Problem::new(code, Span::new(slip.start..slip.end), slip.what);
                self.problems.push(problem.hint(slip.hint));
            }
        }
    }

    fn slip(&self, open: usize) -> Option<Slip> {
        if slice(self.text, open..).starts_with("[[") {
            return self.wikilink(open);
        }
        let close = closing(self.text, open, [b'[', b']'])?;
        let words = slice(self.text, open + 1..close);
        let rest = slice(self.text, close + 1..);
        if let Some(note) = words.strip_prefix('^') {
            return footnote(note, open, close + 1);
        }
        match rest.as_bytes().first() {
            Some(b'(') => self.inline(open, close),
            Some(b'[') => self.by_reference(open, close),
            Some(b' ') if rest.starts_with(" (") => self.apart(open, close),
            _ => self.reversed(open, close),
        }
    }

    /// `[words](a path with blanks.md)`
    fn inline(&self, open: usize, close: usize) -> Option<Slip> {
        let line = line_from(self.text, close + 1);
        let words = slice(self.text, open + 1..close);
        let end = closing(self.text, close + 1, [b'(', b')']).filter(|end| *end < close + 1 + line.len());
        let Some(end) = end else { return self.unclosed(open, close, line) };
        let destination = slice(self.text, close + 2..end);
        if destination.contains('`')
            || !destination.split_whitespace().any(|word| names_a_target(word, Glued))
        {
            return None;
        }
        let form = match destination {
            _ if destination.contains("{%") || destination.contains("{{") => {
                let named = named_by_tag(destination);
                let hint = match named {
                    None => NAME_THE_FILE.to_owned(),
                    Some(page) if page.contains(".md") => {
                        format!("name the file: `{}[{words}]({page})`", self.sign(open))
                    }
                    // Where a page of that address lies here, nobody knows by the text alone.
                    Some(address) => {
                        format!(
                            "name the file of the page that was found at `{address}`: `[{words}](page.md)`"
                        )
                    }
                };
                return Some(Slip { what: MADE_BY_TEMPLATE, ..self.shown(open, end + 1, hint) });
            }
            _ if destination.contains("](") => {
                let hint =
                    "a link stands within the target of another: write one address between the parentheses";
                return Some(self.shown(open, end + 1, hint.to_owned()));
            }
            _ if self.cell.is_some_and(|cell| end >= cell.range().end) => {
                let written = self.text.get(open..=end)?.replace('|', "\\|");
                let hint = format!("in a table, write `{written}`: a bar alone ends the cell");
                return Some(self.shown(open, end + 1, hint));
            }
            _ if is_of_one_computer(destination) => {
                let hint =
                    "this is a place on one computer: put the file beside the page, and name it from here";
                return Some(self.shown(open, end + 1, hint.to_owned()));
            }
            _ if let Some(file) = without_size(destination) => {
                let hint = format!("a size means nothing here: write `{}[{words}]({file})`", self.sign(open));
                return Some(self.shown(open, end + 1, hint));
            }
            _ if has_scheme(&without_blanks(destination)) => with_blanks_encoded(destination),
            _ => in_angles(destination),
        };
        let sign = self.sign(open);
        Some(self.shown(open, end + 1, format!("write `{sign}[{words}]({form})`")))
    }

    /// `[words](page.md`, or `[words]((#part)`: a parenthesis too few, or too many.
    fn unclosed(&self, open: usize, close: usize, line: &str) -> Option<Slip> {
        let words = slice(self.text, open + 1..close);
        let sign = self.sign(open);
        if let Some(inner) = line.strip_prefix("((")
            && let Some((destination, _)) = inner.split_once(')')
            && names_a_target(destination, Apart)
        {
            let end = close + 1 + "((".len() + destination.len() + 1;
            let hint = format!("write `{sign}[{words}]({destination})`");
            return Some(self.shown(open, end, hint));
        }
        let first = slice(line, 1..).split([' ', ',', ';']).next()?.trim_end_matches('.');
        let hint = format!("close it: `{sign}[{words}]({first})`");
        let whole = !line.contains(')') && names_a_target(first, Apart);
        whole.then(|| self.shown(open, close + 2 + first.len(), hint))
    }

    /// `[words] (page.md)`
    fn apart(&self, open: usize, close: usize) -> Option<Slip> {
        let start = close + " (".len() + 1;
        let (destination, _) = line_from(self.text, start).split_once(')')?;
        let words = slice(self.text, open + 1..close);
        let numbered = words.chars().all(|c| c.is_ascii_digit() || c == ' ');
        if numbered || !names_a_target(destination, Apart) {
            return None;
        }
        let sign = self.sign(open);
        let end = start + destination.len() + 1;
        Some(self.shown(open, end, format!("write `{sign}[{words}]({destination})`")))
    }

    /// `[words][label]` without a definition.
    fn by_reference(&self, open: usize, close: usize) -> Option<Slip> {
        let end = closing(self.text, close + 1, [b'[', b']'])?;
        let (words, label) = (slice(self.text, open + 1..close), slice(self.text, close + 2..end));
        let indexed = slice(self.text, ..open).ends_with(char::is_alphanumeric);
        let numbers = [words, label].iter().all(|text| text.chars().all(|c| c.is_ascii_digit()));
        let words_fit = words.contains(char::is_alphanumeric) && !label.contains(['[', '\n']);
        // `[%6$p][%11$p]` is a format, `[a][b][c]` a list, and neither words.
        let is_in_list =
            slice(self.text, ..open).ends_with(']') || slice(self.text, end + 1..).starts_with('[');
        let is_format =
            is_in_list || [words, label].iter().any(|text| text.starts_with(['%', '$', '@', '&', '=']));
        if is_format || indexed || numbers && !label.is_empty() || !words_fit {
            return None;
        }
        if names_a_target(label, Apart) {
            let sign = self.sign(open);
            let hint = format!("write `{sign}[{words}]({label})`: parentheses around the target");
            return Some(self.shown(open, end + 1, hint));
        }
        // Nobody calls a target by a whole sentence.
        if label.split_whitespace().count() > MOST_WORDS {
            return None;
        }
        let label = if label.is_empty() { words } else { label };
        let hint = format!("say what `{label}` is, in a line of its own: `[{label}]: page.md`");
        Some(self.shown(open, end + 1, hint))
    }

    /// `(words)[page.md]`
    fn reversed(&self, open: usize, close: usize) -> Option<Slip> {
        let before = slice(self.text, ..open).strip_suffix(')')?;
        let (before, words) = before.rsplit_once('(').filter(|(_, words)| !words.contains('\n'))?;
        let destination = slice(self.text, open + 1..close);
        let start = before.len();
        let called = before.ends_with(char::is_alphanumeric);
        if called || start < self.done || words.len() > LONGEST || !names_a_target(destination, Apart) {
            return None;
        }
        let hint = format!(
            "write `[{words}]({destination})`: brackets around the words, parentheses around the target"
        );
        Some(Slip { start, end: close + 1, what: LINK, hint })
    }

    /// `[[]]`, and `[[page|words]]` in a table, whose cells end at the bar.
    fn wikilink(&self, open: usize) -> Option<Slip> {
        if slice(self.text, open..).starts_with("[[]]") {
            return Some(self.shown(
                open,
                open + 4,
                "name a page between the brackets: `[[GL-001]]`".to_owned(),
            ));
        }
        let cell = self.cell?.range();
        let line = line_from(self.text, open);
        let end = open + line.find("]]")? + 2;
        if end <= cell.end {
            return None;
        }
        let written = slice(self.text, open..end).replace('|', "\\|");
        let hint = format!("in a table, write `{written}`: a bar alone ends the cell");
        Some(self.shown(open, end, hint))
    }

    /// `!` before the brackets of a picture.
    fn sign(&self, open: usize) -> &'static str {
        let before = slice(self.text, ..open).strip_suffix('!');
        if before.is_some_and(|before| !is_escaped(self.text, before.len())) { "!" } else { "" }
    }

    fn shown(&self, open: usize, end: usize, hint: String) -> Slip {
        let sign = self.sign(open);
        let what = if sign.is_empty() { LINK } else { PICTURE };
        Slip { start: open - sign.len(), end, what, hint }
    }
}

fn footnote(note: &str, start: usize, end: usize) -> Option<Slip> {
    let fits = !note.is_empty() && note.chars().all(char::is_alphanumeric);
    fits.then(|| Slip {
        start,
        end,
        what: "this looks like the mark of a footnote, and there is no such note",
        hint: format!("write the note in a line of its own: `[^{note}]: …`"),
    })
}

/// The page that a tag of a template names: `{{< ref "b.md" >}}`, `{% link b.md %}`, `{{ site.baseurl }}/b.md`, `{{< ref "/a/b" >}}`.
fn named_by_tag(destination: &str) -> Option<&str> {
    let mut words = destination.split(['{', '<', '%', '>', '}', '"', '\'', '`', ' ']);
    let of_page = |word: &&str| word.contains(".md") || word.starts_with('/') && word.len() > 1;
    words.rfind(of_page)
}

/// A destination without the size of a picture behind it: `a.png =440x`.
fn without_size(destination: &str) -> Option<&str> {
    let (file, size) = destination.trim().rsplit_once(" =")?;
    let (width, height) = size.split_once('x')?;
    let is_number = |text: &str| text.chars().all(|sign| sign.is_ascii_digit() || sign == '%');
    (is_number(width) && is_number(height) && size.len() > 1).then(|| file.trim())
}

/// An address with its blanks as addresses have them; one right behind the scheme was not meant.
fn with_blanks_encoded(destination: &str) -> String {
    let mut address = String::new();
    let mut rest = destination.trim();
    while !address.contains("//")
        && let Some(sign) = rest.chars().next()
    {
        address.extend(Some(sign).filter(|sign| !sign.is_whitespace()));
        rest = slice(rest, sign.len_utf8()..);
    }
    address + &rest.split_whitespace().collect::<Vec<_>>().join("%20")
}

fn without_blanks(destination: &str) -> String {
    destination.split_whitespace().collect()
}

/// A destination with blanks, in the form that takes them; the place in a page by the id of its heading. A title behind it stays behind it.
fn in_angles(destination: &str) -> String {
    let destination = destination.trim();
    if let Some((path, fragment)) = destination.split_once('#')
        && !destination.ends_with('"')
        && !has_ending(fragment)
    {
        let (path, fragment) = (path.trim(), heading_slug(fragment));
        return if path.contains(' ') {
            format!("<{path}#{fragment}>")
        } else {
            format!("{path}#{fragment}")
        };
    }
    let title = destination.ends_with('"').then(|| destination.find(" \"")).flatten();
    let (path, title) = destination.split_at(title.unwrap_or(destination.len()));
    format!("<{path}>{title}")
}

/// How near the destination stands to the words.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Near {
    /// Right behind them.
    Glued,
    /// With a blank between, or in the wrong brackets.
    Apart,
}
use Near::{Apart, Glued};

/// Whether a word is a path or an address rather than prose.
fn names_a_target(word: &str, near: Near) -> bool {
    if near == Glued && (word.contains("{%") || word.contains("{{") || word.contains('/')) {
        return true;
    }
    if word.contains(char::is_whitespace) || word.is_empty() {
        return false;
    }
    let path = word.split(['#', '?']).next().unwrap_or_default();
    let heading = word.strip_prefix('#').is_some_and(|id| id.starts_with(char::is_alphabetic));
    heading || has_scheme(word) || word.starts_with("../") || word.starts_with("./") || has_ending(path)
}

/// `C:\\Users\\…`, `file:///home/…`
fn is_of_one_computer(destination: &str) -> bool {
    let drive = destination.strip_prefix(|sign: char| sign.is_ascii_alphabetic());
    destination.starts_with("file:")
        || drive.is_some_and(|rest| rest.starts_with(":\\") || rest.starts_with(":/"))
}

fn has_scheme(word: &str) -> bool {
    ["http://", "https://", "mailto:", "tel:"].iter().any(|scheme| word.starts_with(scheme))
}

/// `tone.md`, and neither `e.g` nor `v1.2`.
fn has_ending(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(stem, ending)| {
        stem.ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '-')
            && (2..=5).contains(&ending.len())
            && ending.starts_with(|c: char| c.is_ascii_alphabetic())
            && ending.chars().all(|c| c.is_ascii_alphanumeric())
    })
}

/// The bracket that closes the one at a byte, in the same paragraph.
fn closing(text: &str, open: usize, [opens, closes]: [u8; 2]) -> Option<usize> {
    let mut bytes = text.bytes().enumerate().take(open + LONGEST).skip(open).peekable();
    let mut depth = 0_usize;
    while let Some((at, byte)) = bytes.next() {
        match byte {
            b'\\' => _ = bytes.next(),
            b'\n' if bytes.peek().is_some_and(|(_, next)| *next == b'\n') => return None,
            _ if byte == opens => depth += 1,
            _ if byte == closes => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return Some(at);
                }
            }
            _ => {}
        }
    }
    None
}

/// The rest of a line, as far as anybody writes a link.
fn line_from(text: &str, start: usize) -> &str {
    let end = text.floor_char_boundary((start + LONGEST).min(text.len()));
    let rest = text.get(start..end).unwrap_or_default();
    rest.split('\n').next().unwrap_or(rest)
}

fn is_escaped(text: &str, at: usize) -> bool {
    slice(text, ..at).bytes().rev().take_while(|byte| *byte == b'\\').count() % 2 == 1
}

#[cfg(test)]
mod tests {
    use crate::markdown::lint::found;

    #[test]
    fn links_that_are_shown_as_text() {
        for (text, expected) in [
            ("[words] (a.md)\n", &["link-form: [words] (a.md)"][..]),
            ("[words](a.md) and [a note] (see below)\n", &[][..]),
            ("`[words] (a.md)`\n", &[][..]),
            ("Take [a number][Verify this number matches the one in the report] of it.\n", &[][..]),
            ("[a]({{< ref \"b.md\" >}})\n", &["foreign-form: [a]({{< ref \"b.md\" >}})"][..]),
            ("The text [a][bbbb][%6$p][%11$p][cc] or [%a][%b] is a format.\n", &[][..]),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }
}
