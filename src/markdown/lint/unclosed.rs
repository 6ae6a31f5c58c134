//! Comments and code that are opened and never closed, and so take the rest of the page along.

use pulldown_cmark::{CodeBlockKind, Event, Tag};

use super::components::is_component;
use crate::diagnostic::Code;
use crate::markdown::problem::Problem;
use crate::markdown::raw::Chunk;
use crate::markdown::read::{NumberedEvent, Read};
use crate::shared::steps::count_steps;
use crate::source::{Span, slice};

/// The comment that a block of raw HTML leaves open, where it does. `start` is where the block begins in the text.
pub(in crate::markdown) fn comment(html: &str, start: usize) -> Option<Problem> {
    let (before, comment) = html.rsplit_once("<!--")?;
    let closed = comment.contains("-->") || comment.starts_with('>');
    let start = start + before.len();
    (!closed).then(|| problem(start, "<!--", "the comment is never closed", "close it with `-->`"))
}

/// The block of raw HTML that ends with the text alone, since its own end never comes: nothing of it is shown. `start` is where
/// it begins in the text.
pub(in crate::markdown) fn block(html: &str, start: usize) -> Option<Problem> {
    let begins = html.trim_start();
    let start = start + html.len() - begins.len();
    let is_at =
        |text: &str, mark: &str| text.get(..mark.len()).is_some_and(|text| text.eq_ignore_ascii_case(mark));
    let element = SWALLOWING.into_iter().find(|name| {
        let rest =
            begins.strip_prefix('<').filter(|rest| is_at(rest, name)).and_then(|rest| rest.get(name.len()..));
        rest.is_some_and(|rest| rest.starts_with([' ', '\t', '\n', '>']))
    });
    if let Some(element) = element {
        let end = format!("</{element}");
        let is_closed = html.to_ascii_lowercase().contains(&end);
        let (mark, message) = (format!("<{element}"), format!("`<{element}>` is never closed"));
        return (!is_closed).then(|| problem(start, &mark, &message, &format!("close it with `{end}>`")));
    }
    let (mark, end) =
        [("<![CDATA[", "]]>"), ("<?", "?>")].into_iter().find(|(mark, _)| is_at(begins, mark))?;
    let message = format!("`{mark}` is never closed");
    (!html.contains(end)).then(|| problem(start, mark, &message, &format!("close it with `{end}`")))
}

/// An element within a block of raw HTML that takes everything behind it along, where the block ends before its end comes.
pub(in crate::markdown) fn within_block(span: Span, name: &str) -> Problem {
    let message =
        format!("`<{name}>` is not closed in this block of HTML, and the words behind it are not shown");
    let hint = format!(
        "close it with `</{name}>` above the next empty line; where it is a word, write `&lt;{name}&gt;`"
    );
    Problem::new(Code::UnclosedBlock, span, message).hint(hint)
}

/// Elements whose block of raw HTML goes on until they are closed.
const SWALLOWING: [&str; 4] = ["script", "style", "textarea", "pre"];

/// Elements whose end tag may be left out, and anchors in the manner of old.
const ENDS_BY_ITSELF: [&str; 14] = [
    "a", "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option", "colgroup", "caption",
];

/// Elements of raw HTML that stand around the text, and are open at its end.
pub(in crate::markdown) fn elements(text: &str, read: &Read<'_>) -> Vec<Problem> {
    let mut open: Vec<(&str, usize)> = Vec::new();
    let mut depth = 0_usize;
    let mut within = Within::default();
    for part in &read.parts {
        match &part.event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            Event::Html(html) if depth == 0 => {
                let Some(chunk) = read.chunks.get(part.nth as usize) else { continue };
                for (name, is_open) in chunk.elements() {
                    let Some(written) = html.get(name.range()) else { continue };
                    if is_open {
                        open.push((written, part.span.range().start + name.range().start));
                    } else if let Some(nth) =
                        open.iter().rposition(|(open, _)| open.eq_ignore_ascii_case(written))
                    {
                        open.truncate(nth);
                    }
                }
            }
            Event::Html(html) | Event::InlineHtml(html) => {
                let Some(chunk) = read.chunks.get(part.nth as usize) else { continue };
                within.take(html, part.span.range().start, chunk);
            }
            _ => {}
        }
    }
    let is_meant = |(name, _): &(&str, usize)| {
        !ENDS_BY_ITSELF.iter().chain(&SWALLOWING).any(|other| name.eq_ignore_ascii_case(other))
    };
    open.retain(is_meant);
    // Where an element of another program ends makes no difference.
    let is_of_others = |name: &str| is_component(name) || name.contains('-');
    open.retain(|(name, at)| !is_of_others(name) || within.end_of(name, *at).is_none());
    open.truncate(MOST_REPORTED);
    let reported = |(name, at): (&str, usize)| {
        let message = format!("`<{name}>` is never closed");
        if let Some(end) = indented_end(text, name, at) {
            let hint = format!("write `</{name}>` at the edge");
            return problem(at - 1, &format!("<{name}"), &message, &hint)
                .related(end, "this is indented by four blanks or more, and so read as code");
        }
        let Some(end) = within.end_of(name, at) else {
            return problem(at - 1, &format!("<{name}"), &message, &format!("close it with `</{name}>`"));
        };
        let hint = format!("write `</{name}>` at the edge, below an empty line");
        problem(at - 1, &format!("<{name}"), &message, &hint)
            .related(end, "this is part of a paragraph, a list or a quote, and closes nothing")
    };
    open.into_iter().map(reported).collect()
}

/// Where the end of an element stands that begins at some place, where that is indented so far that it is code.
fn indented_end(text: &str, name: &str, at: usize) -> Option<Span> {
    let mut start = at;
    let end = format!("</{name}>");
    for line in slice(text, at..).split_inclusive('\n') {
        let words = line.trim_start_matches([' ', '\t']);
        let indent = line.len() - words.len();
        let is_code = indent >= 4 || slice(line, ..indent).contains('\t');
        if is_code && words.trim_end().eq_ignore_ascii_case(&end) {
            return Some(Span::new(start + indent..start + indent + end.len()));
        }
        start += line.len();
    }
    None
}

/// Ends of elements within lists, quotes and the like, where they close nothing that stands around those.
#[derive(Default)]
struct Within<'t> {
    open: Vec<&'t str>,
    stray: Vec<(&'t str, Span)>,
}

impl<'t> Within<'t> {
    fn take(&mut self, html: &'t str, start: usize, chunk: &Chunk) {
        for (name, is_open) in chunk.elements() {
            let Some(written) = html.get(name.range()) else { continue };
            if is_open {
                self.open.push(written);
            } else if let Some(nth) = self.open.iter().rposition(|open| open.eq_ignore_ascii_case(written)) {
                self.open.truncate(nth);
            } else {
                self.stray.push((written, name.shifted(start)));
            }
        }
    }

    /// Where the end of an element stands that begins at some place.
    fn end_of(&self, name: &str, at: usize) -> Option<Span> {
        let mut ends = self.stray.iter().filter(|(end, _)| end.eq_ignore_ascii_case(name));
        ends.find(|(_, span)| span.range().start > at).map(|(_, span)| *span)
    }
}

/// More elements than this are not reported.
const MOST_REPORTED: usize = 10;

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
        let signs = if sign == '`' { "backticks" } else { "tildes" };
        let hint = format!("close it with a line of {length} {signs}");
        problem(range.start, mark, "the code is never closed", &hint)
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
            ("Words.\n\n<script>\n\nLost.\n", &["unclosed-block: <script"][..]),
            ("<STYLE media=print>\n\nLost.\n", &["unclosed-block: <STYLE"][..]),
            ("<textarea>\n\nLost.\n", &["unclosed-block: <textarea"][..]),
            ("<![CDATA[\n\nLost.\n", &["unclosed-block: <![CDATA["][..]),
            ("<? php\n\nLost.\n", &["unclosed-block: <?"][..]),
            ("Words.\n\n<b>\n\nBold to the end.\n", &["unclosed-block: <b"][..]),
            ("<div>\n<details>\n\nWords.\n\n</details>\n", &["unclosed-block: <div"][..]),
            ("<div>\n\n- Words.\n\n</div>\n<p>Words.\n\n<a name=\"x\">\n", &[][..]),
            (
                "<Note>\n\nWords.\n</Note>\n\n<Wrap>\n\nWords.</Wrap>\n",
                &["foreign-form: <Note>", "foreign-form: <Wrap>"][..],
            ),
            ("<script>\nlet a;\n</script>\n\n<b>a</b> <i>b</i>\n", &[][..]),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }
}
