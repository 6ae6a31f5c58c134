//! Comments of Obsidian, `%%words%%`, which are meant for nobody else and would be shown here.

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::diagnostic::{Code, Severity};
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
    // What is never closed is hidden down to the end of the page, where the mark is all that its line holds.
    problems.extend(open.filter(|at| is_alone(text, *at)).map(problem));
    problems
}

/// Where the mark stands, outside of code.
fn marks(text: &str, parts: &[NumberedEvent<'_>]) -> Vec<usize> {
    let mut marks = Vec::new();
    let mut is_code = false;
    for part in parts {
        match &part.event {
            Event::Start(Tag::CodeBlock(_)) => is_code = true,
            Event::End(TagEnd::CodeBlock) => is_code = false,
            Event::Text(_) if !is_code => {
                let range = part.span.range();
                let found = slice(text, range.clone()).match_indices(MARK);
                marks.extend(found.map(|(at, _)| range.start + at));
            }
            _ => {}
        }
    }
    marks
}

/// `100%%` is a number, and `%%%` another sign.
fn opens(text: &str, at: usize) -> bool {
    let is_of_word = |sign: char| sign.is_alphanumeric() || matches!(sign, '%' | '\\');
    let after = slice(text, at + MARK.len()..);
    !slice(text, ..at).ends_with(is_of_word) && !after.starts_with('%') && !after.is_empty()
}

/// `%%i` names something in a script.
fn closes(text: &str, at: usize) -> bool {
    !slice(text, at + MARK.len()..).starts_with(|sign: char| sign.is_alphanumeric() || sign == '%')
}

fn is_alone(text: &str, at: usize) -> bool {
    let before = slice(text, ..at).rsplit('\n').next().unwrap_or_default();
    let after = slice(text, at + MARK.len()..).lines().next().unwrap_or_default();
    before.trim().is_empty() && after.trim().is_empty()
}

fn problem(at: usize) -> Problem {
    let message = "`%%` begins a comment in Obsidian, and would be shown here";
    Problem::new(Code::ForeignForm, Span::new(at..at + MARK.len()), message)
        .severity(Severity::Error)
        .hint("take it out, or write `<!-- words -->`; where it is none, put `%%` between backticks")
}

#[cfg(test)]
mod tests {
    use crate::markdown::lint::found;

    #[test]
    fn comments_that_would_be_shown() {
        for (text, expected) in [
            ("Words %%secret%% words.\n", 1),
            ("%% secret %%\n", 1),
            ("Words.\n\n%%\nsecret\n\nmore\n%%\n\nWords.\n", 1),
            ("%%a%% %%b%%\n", 2),
            ("Words.\n\n%%\n\nAll the rest.\n", 1),
            ("100%% sure, %%i and %%j, %%%\n", 0),
            ("Words, a %% b.\n", 0),
            ("`%%a%%` \\%%a%%\n\n```\n%%\na\n%%\n```\n", 0),
        ] {
            assert_eq!(found(text).len(), expected, "{text}: {:?}", found(text));
        }
    }
}
