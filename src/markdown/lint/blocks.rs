//! Blocks that are written a little off and shown as text: headings, tables, alerts.

use pulldown_cmark::{Event, Tag};

use crate::diagnostic::{Code, near_miss};
use crate::markdown::problem::Problem;
use crate::markdown::read::NumberedEvent;
use crate::source::{Span, slice};

/// The alerts that there are.
const ALERTS: [&str; 5] = ["NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION"];

/// Finds them in a text.
pub(super) fn find(text: &str, parts: &[NumberedEvent<'_>]) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut quoted = false;
    let (mut has_title, mut width) = (false, 0);
    for part in parts {
        match &part.event {
            Event::Start(Tag::Heading { level, .. }) => has_title |= *level as u8 == 1,
            Event::Start(Tag::Table(columns)) => width = columns.len(),
            Event::Start(Tag::TableRow) => problems.extend(row(text, part.span, width)),
            _ => {}
        }
        if let Event::Start(Tag::Paragraph) = part.event
            && let Some(paragraph) = text.get(part.span.range())
        {
            let at = part.span.range().start;
            let alert = if quoted { alert(paragraph, at) } else { None };
            problems
                .extend(alert.or_else(|| heading(paragraph, at, has_title)).or_else(|| table(paragraph, at)));
        }
        quoted = matches!(part.event, Event::Start(Tag::BlockQuote(None)));
    }
    problems
}

/// `> [!NOTICE]`, and `> [!TIP] with words behind it`
fn alert(paragraph: &str, at: usize) -> Option<Problem> {
    let first = paragraph.lines().next()?.trim_end();
    let (name, rest) = first.strip_prefix("[!")?.split_once(']')?;
    if name.is_empty() || !name.chars().all(char::is_alphabetic) {
        return None;
    }
    let span = Span::new(at..at + "[!]".len() + name.len());
    let upper = name.to_uppercase();
    let problem = |message: String| Problem::new(Code::BlockForm, span, message);
    if ALERTS.contains(&upper.as_str()) {
        let message = format!("words behind `[!{name}]` make this a plain quote");
        return (!rest.is_empty()).then(|| problem(message).hint("put the mark on a line of its own"));
    }
    let hint = match near_miss(name, ALERTS) {
        Some(near) => format!("did you mean `[!{near}]`? There are {}", ALERTS.join(", ")),
        None => format!("there are {}", ALERTS.join(", ")),
    };
    Some(problem("there is no alert of this kind; this is shown as a plain quote".to_owned()).hint(hint))
}

/// `##Heading`. A line that begins with a hashtag, or is a directive of another language, is none: of the first level only what
/// could be the title is reported.
fn heading(paragraph: &str, at: usize, has_title: bool) -> Option<Problem> {
    let line = paragraph.trim_end();
    let words = line.trim_start_matches('#');
    let level = line.len() - words.len();
    let is_title = words.starts_with(char::is_uppercase) && (words.contains(' ') || !has_title);
    let sentence = level == 1 && (!is_title || line.ends_with(['.', '!', '?', ':', ',', ';']));
    let fits = (1..=6).contains(&level)
        && words.starts_with(char::is_alphabetic)
        && !line.contains('\n')
        && !words.contains('#')
        && !sentence;
    fits.then(|| {
        let span = Span::new(at..at + line.len());
        Problem::new(Code::BlockForm, span, "this looks like a heading and is shown as text")
            .hint(format!("write `{} {words}`", slice(line, ..level)))
    })
}

/// A row of a table with other cells than the table has columns: what is too much is not shown.
fn row(text: &str, span: Span, width: usize) -> Option<Problem> {
    let row = text.get(span.range())?.trim_end();
    // A wikilink without a backslash before its bar is reported as that; what stands between backticks may hold one.
    let cells = columns(row.trim());
    if cells == width || row.contains("[[") || row.contains('`') || row.contains('\n') {
        return None;
    }
    // A tag of a template is reported as that. A row that ends where its last words do leaves the cells behind it empty.
    let is_of_template = row.contains("{%") || row.contains("{{");
    let is_closed_alone = cells == 1 && row.ends_with('|') && !row.starts_with('|');
    if is_of_template || cells < width && (cells > 1 || is_closed_alone) || are_empty_beyond(row, width) {
        return None;
    }
    let span = Span::new(span.range().start..span.range().start + row.len());
    let problem = |message: &'static str| Problem::new(Code::BlockForm, span, message);
    if !row.contains('|') {
        let message = "a line right below a table becomes a row of it, of one cell";
        return Some(problem(message).hint("leave a line empty above it"));
    }
    let hint = format!("this row has {cells}, the table {width}");
    Some(if cells > width {
        problem("a row has more cells than the table has columns: the last are not shown")
            .hint(format!("{hint}; write `\\|` for a bar within a cell"))
    } else {
        problem("a row has fewer cells than the table has columns: the last stay empty").hint(hint)
    })
}

/// A row of cells over a row of dashes for fewer or more of them.
fn table(paragraph: &str, at: usize) -> Option<Problem> {
    let mut start = 0;
    let mut above = "";
    for line in paragraph.split_inclusive('\n') {
        let row = line.trim();
        if is_rule(row) && above.contains('|') && columns(above) != columns(row) {
            let span = Span::new(at + start..at + start + line.trim_end().len());
            let (wanted, there) = (columns(above), columns(row));
            let message = "this looks like a table and is shown as text";
            let rule = " --- |".repeat(wanted);
            let hint =
                format!("the first row has {wanted} columns and the row of dashes {there}; write `|{rule}`");
            return Some(Problem::new(Code::BlockForm, span, message).hint(hint));
        }
        start += line.len();
        above = row;
    }
    None
}

/// Whether what a row has beyond so many cells is empty: nothing of it is lost.
fn are_empty_beyond(row: &str, width: usize) -> bool {
    let plain = row.replace("\\|", "").trim().to_owned();
    let inner = plain.strip_prefix('|').unwrap_or(&plain);
    let mut beyond = inner.split('|').skip(width).peekable();
    beyond.peek().is_some() && beyond.all(|cell| cell.trim().is_empty())
}

fn is_rule(row: &str) -> bool {
    row.contains('|') && row.contains('-') && row.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '))
}

fn columns(row: &str) -> usize {
    let row = row.strip_prefix('|').unwrap_or(row);
    let row = row.strip_suffix('|').filter(|row| !row.ends_with('\\')).unwrap_or(row);
    1 + row.replace("\\|", "").matches('|').count()
}

#[cfg(test)]
mod tests {
    use crate::markdown::lint::found;

    #[test]
    fn blocks_that_are_shown_as_text() {
        for (text, expected) in [
            ("#Heading\n", &["block-form: #Heading"][..]),
            ("# A\n\n#Monday\n\n#pragma once\n\n#channel\n", &[][..]),
            ("# A\n\n##part\n", &["block-form: ##part"][..]),
            ("| a | b |\n|---|---|\n| 1 | 2 | 3 |\n", &["block-form: | 1 | 2 | 3 |"][..]),
            ("| a | b |\n|---|---|\n| 1 | 2 | |\n1 |\n", &[][..]),
            ("| a | b |\n|---|---|\n| 1 |\n", &["block-form: | 1 |"][..]),
            ("| a | b |\n|---|---|\nWords.\n\nMore.\n", &["block-form: Words."][..]),
            ("| a | b |\n|---|---|\n{% if x %}\n", &["foreign-form: {% if x %}"][..]),
            ("| a | b | c |\n|---|---|---|\n| 1 | 2 |\n", &[][..]),
            ("| a | b |\n|---|---|\n| 1\\|2 | 3 |\n1 | `2|3`\n", &[][..]),
            ("> [!NOTICE]\n> Words.\n", &["block-form: [!NOTICE]"][..]),
            ("> [!NOTE]\n> Words.\n\n# Heading\n", &[][..]),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }
}
