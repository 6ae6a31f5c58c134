//! Comments and code that are opened and never closed, and so take the rest of the page along.

use pulldown_cmark::{CodeBlockKind, Event, Tag};

use crate::diagnostic::Code;
use crate::markdown::problem::Problem;
use crate::markdown::read::NumberedEvent;
use crate::shared::steps::count_steps;
use crate::source::{Span, slice};

/// The comment that a block of raw HTML leaves open, where it does. `start` is where the block begins in the text.
pub(in crate::markdown) fn comment(html: &str, start: usize) -> Option<Problem> {
    let (before, comment) = html.rsplit_once("<!--")?;
    let closed = comment.contains("-->") || comment.starts_with('>');
    let start = start + before.len();
    (!closed).then(|| problem(start, "<!--", "the comment is never closed", "close it with `-->`"))
}

/// Fences and comments that are open at the end of a text.
pub(super) fn find(text: &str, parts: &[NumberedEvent<'_>]) -> Vec<Problem> {
    let mut code = false;
    // Looked for once: each of a thousand comments would look through the rest of the text.
    let last_end = text.rfind("-->");
    let mut problems = Vec::new();
    for part in parts {
        match &part.event {
            Event::Start(Tag::CodeBlock(kind)) => {
                code = true;
                if *kind != CodeBlockKind::Indented {
                    problems.extend(fence(text, part.span));
                }
            }
            Event::End(pulldown_cmark::TagEnd::CodeBlock) => code = false,
            Event::Text(_) if !code => problems.extend(shown_comment(text, part.span, last_end)),
            _ => {}
        }
    }
    problems
}

fn fence(text: &str, span: Span) -> Option<Problem> {
    let range = span.range();
    let block = text.get(range.clone())?;
    let sign = block.chars().next().filter(|sign| matches!(sign, '`' | '~'))?;
    let length = block.chars().take_while(|c| *c == sign).count();
    if !slice(text, range.end..).trim().is_empty() {
        return None;
    }
    let last = block.trim_end().lines().skip(1).last().unwrap_or_default();
    // Behind the marks of the quotes and lists that it stands in.
    let last = last.trim_start_matches(['>', ' ', '\t']).trim_end();
    let closes = last.len() >= length && last.chars().all(|c| c == sign);
    let mark = slice(block, ..length);
    (!closes).then(|| {
        problem(range.start, mark, "the code is never closed", &format!("close it with a line `{mark}`"))
    })
}

/// Within a paragraph a comment ends with it; one that goes on is shown.
fn shown_comment(text: &str, span: Span, last_end: Option<usize>) -> Option<Problem> {
    let range = span.range();
    count_steps(range.len());
    let at = range.start + text.get(range.clone())?.find('<')?;
    if !slice(text, at..).starts_with("<!--") || slice(text, ..at).ends_with('\\') {
        return None;
    }
    if last_end.is_some_and(|end| end > at) {
        let problem = Problem::new(
            Code::UnclosedBlock,
            Span::new(at..at + "<!--".len()),
            "the comment is shown as text",
        );
        return Some(problem.hint("begin a comment of several paragraphs on a line of its own"));
    }
    Some(problem(at, "<!--", "the comment is never closed and shown as text", "close it with `-->`"))
}

fn problem(at: usize, mark: &str, message: &str, hint: &str) -> Problem {
    let hint = format!("{hint}; everything down to the end of the page is part of it");
    Problem::new(Code::UnclosedBlock, Span::new(at..at + mark.len()), message).hint(hint)
}

#[cfg(test)]
mod tests {
    use crate::markdown::lint::found;

    #[test]
    fn what_is_never_closed() {
        for (text, expected) in [
            ("Words.\n\n```\ncode\n", &["unclosed-block: ```"][..]),
            ("<!-- words\n", &["unclosed-block: <!--"][..]),
            ("```\ncode\n```\n\n<!-- words -->\n", &[][..]),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }
}
