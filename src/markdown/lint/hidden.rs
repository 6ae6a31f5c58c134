//! Comments of Obsidian, `%%words%%`, which are meant for nobody else and would be shown here. Those whose ends are sure are cut
//! out before a text is read; others are reported.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::components;
use crate::diagnostic::{Code, Finding, Severity};
use crate::markdown::document;
use crate::markdown::options::Options;
use crate::markdown::problem::Problem;
use crate::markdown::read::NumberedEvent;
use crate::source::{Span, slice};

const MARK: &str = "%%";

/// Finds them in a text, outside of code.
pub(super) fn find(text: &str, parts: &[NumberedEvent<'_>]) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut open: Option<usize> = None;
    for at in marks(text, parts) {
        match open {
            Some(start) if closes(text, at) => {
                problems.push(problem(start));
                open = None;
            }
            Some(_) => {}
            None => open = opens(text, at).then_some(at),
        }
    }
    // What is never closed is hidden down to the end of the page, where the mark begins its line.
    problems.extend(open.filter(|at| begins_line(text, *at)).map(problem));
    problems
}

/// A text without the comments whose ends are sure. Tabs stand for their bytes, so that all else is where it was. `None` where there
/// are none.
pub(in crate::markdown) fn without_comments(text: &str, options: Options) -> Option<String> {
    if !text.contains(MARK) {
        return None;
    }
    let document = document::parse(text, &options);
    let comments = sure_comments(text, &marks(text, &document.read.parts));
    if comments.is_empty() {
        return None;
    }
    let mut shown = String::with_capacity(text.len());
    let mut from = 0;
    for comment in comments {
        shown.push_str(text.get(from..comment.start)?);
        let bytes = text.get(comment.clone())?.bytes();
        shown.extend(bytes.map(|byte| if byte == b'\n' { '\n' } else { BLANK }));
        from = comment.end;
    }
    shown.push_str(text.get(from..)?);
    Some(shown)
}

/// At the end of a line it makes no break there, as blanks would.
const BLANK: char = '\t';

fn sure_comments(text: &str, marks: &[usize]) -> Vec<Range<usize>> {
    let mut sure = Vec::new();
    let mut open: Option<usize> = None;
    for at in marks.iter().copied() {
        match open {
            Some(start) if closes(text, at) => {
                sure.extend(Some(start..at + MARK.len()).filter(|comment| is_sure(text, comment)));
                open = None;
            }
            Some(_) => {}
            None => open = opens(text, at).then_some(at),
        }
    }
    sure
}

/// Whether nobody can have meant anything else by two marks: they stand around whole lines, or within one between words. Behind what
/// begins a line the words would be moved, and so read otherwise.
fn is_sure(text: &str, comment: &Range<usize>) -> bool {
    let before = slice(text, ..comment.start).rsplit('\n').next().unwrap_or_default();
    let after = slice(text, comment.end..).split('\n').next().unwrap_or_default();
    let ends_line = after.trim().is_empty();
    if slice(text, comment.clone()).contains('\n') {
        return before.trim().is_empty() && ends_line;
    }
    let is_free = before.is_empty() || before.ends_with([' ', '\t']);
    let is_followed = ends_line || after.starts_with([' ', '\t', '.', ',', ';', ':', '!', '?', ')', '|']);
    let has_words = before.contains(char::is_alphanumeric) || before.trim_start().starts_with('|');
    is_free && is_followed && (ends_line || has_words)
}

/// Where the mark stands, outside of code. Raw HTML is looked at as well, but for what is handed to components: it is of their
/// language.
fn marks(text: &str, parts: &[NumberedEvent<'_>]) -> Vec<usize> {
    let mut marks = Vec::new();
    let mut is_code = false;
    for part in parts {
        match &part.event {
            Event::Start(Tag::CodeBlock(_)) => is_code = true,
            Event::End(TagEnd::CodeBlock) => is_code = false,
            Event::Text(_) | Event::InlineMath(_) if !is_code => {
                let range = part.span.range();
                let found = slice(text, range.clone()).match_indices(MARK);
                marks.extend(found.map(|(at, _)| range.start + at));
            }
            Event::Html(_) | Event::InlineHtml(_) if !is_code => {
                let range = part.span.range();
                let html = slice(text, range.clone());
                let values = components::values(html);
                let found = html.match_indices(MARK).map(|(at, _)| at);
                let is_handed_over = |at: &usize| {
                    let nth = values.partition_point(|value| value.end <= *at);
                    values.get(nth).is_some_and(|value| value.contains(at))
                };
                let shown = found.filter(|at| !is_handed_over(at));
                marks.extend(shown.map(|at| range.start + at));
            }
            _ => {}
        }
    }
    marks
}

/// `100%%` is a number, where no word follows it, and `%%%` another sign.
fn opens(text: &str, at: usize) -> bool {
    let (before, after) = (slice(text, ..at), slice(text, at + MARK.len()..));
    let is_number = before.ends_with(char::is_numeric) && !after.starts_with(char::is_alphanumeric);
    !is_number && !before.ends_with(['%', '\\']) && !after.starts_with('%') && !after.is_empty()
}

fn closes(text: &str, at: usize) -> bool {
    !slice(text, at + MARK.len()..).starts_with('%')
}

fn begins_line(text: &str, at: usize) -> bool {
    let before = slice(text, ..at).rsplit('\n').next().unwrap_or_default();
    let after = slice(text, at + MARK.len()..);
    before.trim().is_empty() && (after.is_empty() || after.starts_with(char::is_whitespace))
}

const MESSAGE: &str = "`%%` begins a comment in Obsidian, and would be shown here";

/// Whether a finding is about one.
pub(super) fn is_of_comment(finding: &Finding) -> bool {
    finding.code == Code::ForeignForm && finding.message == MESSAGE
}

fn problem(at: usize) -> Problem {
    Problem::new(Code::ForeignForm, Span::new(at..at + MARK.len()), MESSAGE)
        .severity(Severity::Error)
        .hint("take it out, or write `<!-- words -->`; where it is none, put `%%` between backticks, in HTML write `&#37;%`")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::lint::found;

    #[test]
    fn comments_whose_ends_are_sure_are_cut_out() {
        for (text, expected) in [
            ("%% secret %%\n\n# A\n", "\n\n# A\n"),
            ("Words.\n\n%%\nsecret\n\n```\nmore\n```\n%%\n\nWords.\n", "Words.\n\n\n\n\n\n\n\n\n\nWords.\n"),
            ("Words %% sécret %%\nMore %%a%%, and %%b%%.\n", "Words \nMore , and .\n"),
            ("| a | %%b%% |\n", "| a |  |\n"),
        ] {
            let shown = without_comments(text, Options::default()).expect("comments");
            assert_eq!(shown.len(), text.len());
            assert_eq!(shown.replace(BLANK, ""), expected, "{text}");
        }
        for text in [
            "Words%%secret%%.\n",
            "%%secret%% words\n",
            "- %%secret%% words\n",
            "Some %%i and %%j\n",
            "A %% b\n\nand c\n%%\n",
            "`%%a%%`\n\n```\n%%\na\n%%\n```\n",
            "100%% sure\n",
        ] {
            assert_eq!(without_comments(text, Options::default()), None, "{text}");
        }
    }

    #[test]
    fn comments_that_would_be_shown() {
        for (text, expected) in [
            ("Words %%secret%% words.\n", 1),
            ("%% secret %%\n", 1),
            ("Words.\n\n%%\nsecret\n\nmore\n%%\n\nWords.\n", 1),
            ("%%a%% %%b%%\n", 2),
            ("Words.\n\n%%\n\nAll the rest.\n", 1),
            ("Words%%secret%%.\n", 1),
            ("%%secret%%word\n", 1),
            ("A %%100%% sure\n", 1),
            ("100%%secret%%\n", 1),
            ("Some %%i and %%j\n", 1),
            ("<div>\n%%secret%%\n</div>\n", 1),
            ("<Row code=\"a %%b%% c\" />\n\n<Row code=\"a\">\n%%secret%%\n</Row>\n", 1),
            ("<Row code=\"a %%b%% c>\n", 1),
            ("Some <Row code='`%%b%%`' /> words.\n", 0),
            ("Some <b title=\"%%a%%\">words</b>\n", 1),
            ("100%% sure, 50%%, 10%% or %%%\n", 0),
            ("100%% sure, or %%i\n", 0),
            ("Words, a %% b.\n", 0),
            ("%% secret, and all the rest.\n\nWords.\n", 1),
            ("`%%a%%` \\%%a%%\n\n```\n%%\na\n%%\n```\n", 0),
        ] {
            let marks = found(text).iter().filter(|finding| finding.ends_with("%%")).count();
            assert_eq!(marks, expected, "{text}: {:?}", found(text));
        }
    }
}
