//! Words that stand in a text and nowhere on its page, since they are read as something that nobody meant.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};

use pulldown_cmark::{CodeBlockKind, Event, Tag};

use super::components::is_component;
use super::foreign::ForeignForm;
use super::known_elements::is_known;
use crate::diagnostic::Code;
use crate::markdown::problem::Problem;
use crate::markdown::read::NumberedEvent;
use crate::shared::steps::count_steps;
use crate::source::{Span, slice};

const DIRECTIVE: ForeignForm = ForeignForm {
    message: "directives of MyST mean nothing here: they are shown as code, without what stands behind their name",
    hint: "write a note as an alert, `> [!NOTE]`, and other words as Markdown",
};

/// Finds them in a text.
pub(super) fn find(text: &str, parts: &[NumberedEvent<'_>]) -> Vec<Problem> {
    let mut problems = footnotes(text, parts);
    let mut told: HashSet<&str> = HashSet::new();
    let mut covered: Vec<std::ops::Range<usize>> = Vec::new();
    for part in parts {
        let range = part.span.range();
        match &part.event {
            Event::InlineHtml(_) => {
                let written = slice(text, range.clone());
                problems.extend(placeholder(written, range.start, &mut told));
                covered.push(range);
            }
            Event::Start(Tag::Heading { attrs, .. }) => {
                let are_words =
                    !attrs.is_empty() && attrs.iter().all(|(key, value)| value.is_none() && is_word(key));
                problems.extend(are_words.then(|| in_braces(text, range.clone())).flatten());
                covered.push(range);
            }
            Event::Start(Tag::CodeBlock(kind)) => {
                let is_directive = matches!(kind, CodeBlockKind::Fenced(info) if info.starts_with('{') && info.contains('}'));
                let first = slice(text, range.clone()).lines().next().unwrap_or_default().trim_end();
                problems.extend(is_directive.then(|| DIRECTIVE.at(range.start, first.len())));
                covered.push(range);
            }
            Event::Start(Tag::Paragraph | Tag::HtmlBlock | Tag::Table(_) | Tag::FootnoteDefinition(_))
            | Event::Html(_)
            | Event::Text(_) => covered.push(range),
            _ => {}
        }
    }
    problems.extend(definitions(text, covered));
    problems
}

fn lost(span: Span, message: impl Into<String>, hint: impl Into<Cow<'static, str>>) -> Problem {
    Problem::new(Code::LostWords, span, message).hint(hint)
}

/// A word in angle brackets, which browsers take for an element that they do not know: each name once.
fn placeholder<'t>(written: &'t str, start: usize, told: &mut HashSet<&'t str>) -> Option<Problem> {
    let inner = written.strip_prefix('<')?;
    let length = inner.find(|sign: char| !sign.is_ascii_alphanumeric() && !"-:._".contains(sign));
    let name = slice(inner, ..length.unwrap_or(inner.len()));
    let begins = name.starts_with(|sign: char| sign.is_ascii_alphabetic());
    // What has such a sign in it is an element of somebody's own.
    let is_own = name.contains(['-', ':', '.']) || is_component(name);
    if !begins || is_own || is_known(name) || !told.insert(name) {
        return None;
    }
    let message = format!("`<{name}>` is no element of HTML, and nothing of it is shown");
    let hint = "where it is a word, put it between backticks, or write `&lt;` for `<`";
    Some(lost(Span::new(start..start + written.len()), message, hint))
}

/// Whether an attribute of a heading is a word, and not one of the signs that other programs have there.
fn is_word(key: &str) -> bool {
    key.starts_with(char::is_alphabetic)
        && key.chars().all(|sign| sign.is_alphanumeric() || "_-.".contains(sign))
}

/// Words in braces at the end of a heading.
fn in_braces(text: &str, heading: std::ops::Range<usize>) -> Option<Problem> {
    let line = slice(text, heading.clone());
    let (open, close) = (line.rfind('{')?, line.rfind('}')?);
    let span = Span::new(heading.start + open..heading.start + close.max(open) + 1);
    let message = "words in braces at the end of a heading are read as its attributes, and not shown";
    Some(lost(span, message, "write `\\{` for `{`; an id is written `{#id}`"))
}

/// Footnotes that nothing refers to, and those of which another one has the name already.
fn footnotes(text: &str, parts: &[NumberedEvent<'_>]) -> Vec<Problem> {
    let mut marks: HashSet<String> = HashSet::new();
    let mut notes: BTreeMap<usize, (String, Span)> = BTreeMap::new();
    for part in parts {
        match &part.event {
            Event::FootnoteReference(label) => _ = marks.insert(label.to_lowercase()),
            Event::Start(Tag::FootnoteDefinition(label)) => {
                let start = part.span.range().start;
                let length = slice(text, start..).find("]:").map_or(0, |length| length + 1);
                notes.insert(start, (label.to_lowercase(), Span::new(start..start + length)));
            }
            _ => {}
        }
    }
    let mut known: HashSet<String> = HashSet::new();
    let mut problems = Vec::new();
    for (label, span) in notes.into_values() {
        if !marks.contains(&label) {
            let message = format!("nothing refers to the footnote `{label}`, and it is not shown");
            problems.push(lost(
                span,
                message,
                format!("write `[^{label}]` where it belongs, or take it out"),
            ));
        } else if known.contains(&label) {
            let message = format!("there are two footnotes `{label}`, and the first is shown alone");
            problems.push(lost(span, message, "give it a name of its own"));
        }
        known.insert(label);
    }
    problems
}

/// Lines that are read as the target of a link, and name no target. `shown` is what is read as something else.
fn definitions(text: &str, mut shown: Vec<std::ops::Range<usize>>) -> Vec<Problem> {
    shown.sort_by_key(|range| range.start);
    let mut problems = Vec::new();
    let (mut start, mut next, mut covered) = (0, 0, 0);
    let mut used: Option<HashSet<String>> = None;
    for line in text.split_inclusive('\n') {
        while let Some(range) = shown.get(next).filter(|range| range.start < start + line.len()) {
            covered = covered.max(range.end);
            next += 1;
        }
        count_steps(1);
        if covered <= start {
            // A target that is referred to is meant: `[the licence][mit]`, with `[mit]: LICENCE`.
            let found = definition(line, start)
                .filter(|(label, _)| !used.get_or_insert_with(|| used_labels(text)).contains(label));
            problems.extend(found.map(|(_, problem)| problem));
        }
        start += line.len();
    }
    problems
}

/// What stands between brackets in a text and may name a link's target, as labels are compared.
fn used_labels(text: &str) -> HashSet<String> {
    let mut used = HashSet::new();
    for part in text.split('[').skip(1) {
        count_steps(1);
        if let Some((label, rest)) = part.split_once(']')
            && !rest.starts_with(':')
        {
            used.insert(as_compared(label));
        }
    }
    used
}

/// A label as it is compared: whatever its case and its blanks.
fn as_compared(label: &str) -> String {
    label.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// A line that is read as the target of a link, and may be words: with its label.
fn definition(line: &str, start: usize) -> Option<(String, Problem)> {
    let words = line.trim();
    let (label, target) = words.strip_prefix('[')?.split_once("]:")?;
    let target = target.trim();
    let is_target = target.contains(['/', '.', '#', ':', '@', '<', '?', '\\']);
    if label.is_empty()
        || label.starts_with('^')
        || label.contains(['[', ']'])
        || target.is_empty()
        || is_target
    {
        return None;
    }
    let at = start + line.len() - line.trim_start().len();
    let message = "this line is read as the target of a link, and not shown";
    let hint = format!("where these are words, write `\\[{label}]: {target}`, or take the brackets away");
    Some((as_compared(label), lost(Span::new(at..at + words.len()), message, hint)))
}

#[cfg(test)]
mod tests {
    use crate::markdown::lint::found;

    #[test]
    fn words_that_stand_nowhere_are_told() {
        for (text, expected) in [
            ("Run git checkout <branch> now, and <branch>.\n", &["lost-words: <branch>"][..]),
            ("As x <y and z> says.\n", &["lost-words: <y and z>"][..]),
            ("## Using {name}\n", &["lost-words: {name}"][..]),
            ("x[^1]\n\n[^1]: a\n\n[^1]: b\n", &["lost-words: [^1]"][..]),
            ("x\n\n[^2]: Unused.\n", &["lost-words: [^2]"][..]),
            ("# A\n\n[Hotline]: 555-0100\n", &["lost-words: [Hotline]: 555-0100"][..]),
            ("[a]\n\n[a]: b.md\n[Hotline]: 555-0100\n", &["lost-words: [Hotline]: 555-0100"][..]),
            ("```{warning} Read this\nWords.\n```\n", &["foreign-form: ```{warning} Read this"][..]),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_shown_or_meant_is_not_told() {
        for text in [
            "A<br>b <kbd>c</kbd> <my-own>d</my-own> <svg><path d=\"\"/></svg> `<branch>` \\<branch>\n",
            "```\n[Hotline]: 555-0100\n<branch>\n```\n",
            "## Words {#id .class key=value}\n\n## Words {-}\n",
            "x[^1] y[^1]\n\n[^1]: a\n",
            "[a]\n\n[a]: b.md\n[//]: # (Words)\n",
            "[the MIT License][mit] and [More\n words].\n\n[mit]: LICENCE\n[more words]: LICENCE\n",
            "Words\n[Hotline]: 555-0100\n",
            "```rust\nlet x = 1;\n```\n",
        ] {
            let found = found(text);
            assert!(found.iter().all(|found| !found.starts_with("lost-words")), "{text}: {found:?}");
        }
    }
}
