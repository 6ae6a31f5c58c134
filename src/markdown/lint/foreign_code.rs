//! Code within blocks of other programs: `=== "Python"` with a fence that is indented below it, `{{< highlight go >}}`. The block is
//! reported as what it is, and nothing in its code as anything else.

use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::foreign::{begins_block, first_line};
use crate::diagnostic::{Code, Severity};
use crate::markdown::problem::Problem;
use crate::markdown::read::NumberedEvent;
use crate::shared::steps::count_steps;
use crate::source::{Span, slice};

/// Every stretch of such code.
pub(in crate::markdown) fn stretches(text: &str, parts: &[NumberedEvent<'_>]) -> Vec<Span> {
    let mut found = Vec::new();
    let mut done = 0;
    let mut shortcodes = Shortcodes::default();
    for part in parts {
        let range = part.span.range();
        if range.start < done {
            continue;
        }
        let stretch = match &part.event {
            Event::Start(Tag::Paragraph) if begins_block(slice(text, range.clone())) => {
                fence_below(text, range.start)
            }
            Event::Start(Tag::CodeBlock(_)) => {
                done = range.end;
                None
            }
            Event::Text(words) if words.contains("{{") || words.contains("{%") => {
                shortcodes.between_tags(text, &range)
            }
            _ => None,
        };
        if let Some(stretch) = stretch {
            done = stretch.range().end;
            found.push(stretch);
        }
    }
    found
}

/// Whether a problem is about how something is written, which in code is written as it has to be. What is kept back or taken out
/// because of it is reported wherever it stands.
pub fn is_of_writing(code: Code, severity: Severity) -> bool {
    match code {
        Code::ForeignForm => severity != Severity::Error,
        Code::LinkForm
        | Code::LinkCase
        | Code::LinkToOutput
        | Code::BrokenLink
        | Code::BrokenImage
        | Code::BrokenAnchor
        | Code::AmbiguousLink
        | Code::BlockForm
        | Code::EmptyAlternative => true,
        _ => false,
    }
}

/// Whether a problem lies in such code.
pub(in crate::markdown) fn is_within(stretches: &[Span], problem: &Problem) -> bool {
    let (code, severity) = problem.kind();
    is_of_writing(code, severity) && problem.span().is_within_one_of(stretches)
}

/// From the fence that is indented below a line to the end of what is indented there, or to where it is closed.
fn fence_below(text: &str, start: usize) -> Option<Span> {
    let line_start = slice(text, ..start).rfind('\n').map_or(0, |end| end + 1);
    let edge = start - line_start;
    let mut at = start;
    let (mut fence, mut end) = (None, start);
    for line in slice(text, start..).split_inclusive('\n') {
        let (words, begins) = (line.trim(), at);
        at += line.len();
        count_steps(line.len());
        let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
        if begins == start || words.is_empty() {
            continue;
        }
        if indent <= edge {
            break;
        }
        if fence.is_none() && (words.starts_with("```") || words.starts_with("~~~")) {
            fence = Some(begins);
        }
        end = at;
    }
    fence.map(|begins| Span::new(begins..end))
}

/// Shortcodes that hold code, by what their names have in them.
const OF_CODE: [&str; 5] = ["code", "highlight", "mermaid", "katex", "math"];

/// Looks for shortcodes that hold code.
#[derive(Default)]
struct Shortcodes {
    /// Whether one was found that is never closed: what would be read for each of a thousand such is not read at all.
    has_unclosed: bool,
}

impl Shortcodes {
    /// What stands between the tags of one, of which the first stands in a stretch of the text.
    fn between_tags(&mut self, text: &str, range: &Range<usize>) -> Option<Span> {
        let openings = slice(text, range.clone()).match_indices('{').map(|(at, _)| range.start + at);
        openings.into_iter().find_map(|start| self.behind_tag(text, start))
    }

    fn behind_tag(&mut self, text: &str, start: usize) -> Option<Span> {
        let tag = first_line(slice(text, start..start.saturating_add(LONGEST_TAG)));
        let (open, close) = [("{{<", ">}}"), ("{{%", "%}}"), ("{%", "%}")]
            .into_iter()
            .find(|(open, _)| tag.starts_with(open))?;
        let length = tag.find(close)?;
        let name = slice(tag, open.len()..length).split_whitespace().next()?;
        let is_raw = open == "{%" && name == "raw";
        let is_of_code = is_raw || open != "{%" && OF_CODE.iter().any(|code| name.contains(code));
        if self.has_unclosed || name.starts_with('/') || !is_of_code {
            return None;
        }
        let begins = start + length + close.len();
        let inner = slice(text, begins..);
        count_steps(inner.len().min(LONGEST));
        let inner = slice(inner, ..inner.floor_char_boundary(LONGEST));
        let slash = if is_raw { "end" } else { "/" };
        let ends = [format!("{open} {slash}{name} {close}"), format!("{open}{slash}{name}{close}")];
        let end = ends.iter().filter_map(|end| inner.find(end)).min();
        self.has_unclosed = end.is_none();
        end.map(|end| Span::new(begins..begins + end))
    }
}

/// A tag that is longer, in bytes, is none.
const LONGEST_TAG: usize = 400;
/// Code that is longer, in bytes, is not looked through.
const LONGEST: usize = 20_000;

#[cfg(test)]
mod tests {
    use crate::markdown::lint::found;

    #[test]
    fn code_of_other_programs_is_no_markdown() {
        for (text, expected) in [
            (
                "=== \"Python\"\n    ```python\n    a = [[]]\n\n    b = [c] (d.md)\n    ```\n\n[a] (b.md)\n",
                &["link-form: [a] (b.md)", "foreign-form: === \"Python\""][..],
            ),
            (
                "??? note \"a.cpp\"\n    ```cpp\n    r[i][n] = [i] (a.md);\n\n    ```\n",
                &["foreign-form: ??? note \"a.cpp\""][..],
            ),
            (
                "{{< highlight go >}}\npackage main\n\nimport \"fmt\"\n\n{% x %}\n{{< /highlight >}}\n",
                &["foreign-form: {{< highlight go >}}", "foreign-form: {{< /highlight >}}"][..],
            ),
            (
                "Words.\n\n{% raw %}\nAs {{ a }} and [b] (c.md).\n{% endraw %}\n",
                &["foreign-form: {% raw %}", "foreign-form: {% endraw %}"][..],
            ),
            (
                "{{< note >}}\n[a] (b.md)\n{{< /note >}}\n",
                &["link-form: [a] (b.md)", "foreign-form: {{< note >}}", "foreign-form: {{< /note >}}"][..],
            ),
            (
                "{{< code >}}\n%%secret%%\n{{< /code >}}\n",
                &["foreign-form: {{< code >}}", "foreign-form: {{< /code >}}", "foreign-form: %%"][..],
            ),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }
}
