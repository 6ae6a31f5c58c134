//! Comments of other programs: meant for nobody else, and shown here.

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::diagnostic::{Code, Finding, Severity};
use crate::markdown::problem::Problem;
use crate::markdown::read::NumberedEvent;
use crate::shared::steps::count_steps;
use crate::source::{Span, slice};

/// How they begin, and how they end.
const COMMENTS: [(&str, &str); 9] = [
    ("{/*", "*/}"),
    ("{{/*", "*/}}"),
    ("{{- /*", "*/ -}}"),
    ("{# ", "#}"),
    ("{#- ", "#}"),
    ("{% comment %}", "{% endcomment %}"),
    ("{%- comment -%}", "{%- endcomment -%}"),
    ("{>>", "<<}"),
    ("{::comment}", "{:/"),
];
const MESSAGE: &str = "this is a comment in other programs, and would be shown here";

/// Whether a text may have any: most have none, and need not be read for that.
pub fn may_have_comments(text: &str) -> bool {
    COMMENTS.iter().any(|(opens, closes)| text.contains(opens) && text.contains(closes))
}

/// Finds those that are closed, outside of code.
pub(super) fn find(text: &str, parts: &[NumberedEvent<'_>]) -> Vec<Problem> {
    if !may_have_comments(text) {
        return Vec::new();
    }
    let mut problems = Vec::new();
    let mut is_code = false;
    let mut done = 0;
    let mut ends = Ends { text, missing: [false; COMMENTS.len()] };
    for part in parts {
        match &part.event {
            Event::Start(Tag::CodeBlock(_)) => is_code = true,
            Event::End(TagEnd::CodeBlock) => is_code = false,
            Event::Text(_) | Event::Html(_) | Event::InlineHtml(_) if !is_code => {
                let range = part.span.range();
                for (at, _) in slice(text, range.clone()).match_indices('{') {
                    let at = range.start + at;
                    let Some(end) = (if at < done { None } else { ends.of(at) }) else { continue };
                    problems.push(problem(Span::new(at..end)));
                    done = end;
                }
            }
            _ => {}
        }
    }
    problems
}

/// Looks for the ends of comments.
struct Ends<'t> {
    text: &'t str,
    /// Whether no end of these comes any more: it is looked for once.
    missing: [bool; COMMENTS.len()],
}

impl Ends<'_> {
    /// Where a comment ends that begins here.
    fn of(&mut self, at: usize) -> Option<usize> {
        let begins = slice(self.text, at..);
        let nth = COMMENTS.iter().position(|(opens, _)| begins.starts_with(opens))?;
        let ((opens, closes), missing) = COMMENTS.get(nth).zip(self.missing.get_mut(nth))?;
        if *missing {
            return None;
        }
        let length = slice(begins, opens.len()..).find(closes);
        count_steps(length.unwrap_or(begins.len()));
        *missing = length.is_none();
        Some(at + opens.len() + length? + closes.len())
    }
}

fn problem(span: Span) -> Problem {
    Problem::new(Code::ForeignForm, span, MESSAGE)
        .severity(Severity::Error)
        .hint("take it out, or write `<!-- words -->`; where it is an example, put it between backticks")
}

/// Whether a finding is about one.
pub(super) fn is_of_comment(finding: &Finding) -> bool {
    finding.code == Code::ForeignForm && finding.message == MESSAGE
}

#[cfg(test)]
mod tests {
    use crate::markdown::lint::found;

    fn has_one(text: &str) -> bool {
        let document = crate::markdown::parse(text, &crate::markdown::Options::default());
        let findings = document.outline(&crate::path::FilePath::root(), 0).findings;
        findings.iter().any(super::is_of_comment)
    }

    #[test]
    fn comments_that_would_be_shown() {
        for text in [
            "{/* secret */}\n",
            "Words {/* secret */} words.\n",
            "{# secret #}\n",
            "{% comment %}secret{% endcomment %}\n",
            "{% comment %}\n\nsecret\n\n{% endcomment %}\n",
            "{{/* secret */}}\n",
            "Words {>>secret<<} words.\n",
            "{::comment}secret{:/comment}\n",
            "{::comment}\nsecret\n{:/}\n",
            "<div>{/* secret */}</div>\n",
        ] {
            assert!(has_one(text), "{text}: {:?}", found(text));
        }
    }

    #[test]
    fn what_is_no_comment_is_left_alone() {
        for text in [
            "`{/* code */}`\n",
            "```\n{/* code */}\n```\n",
            "## Words {/*id*/}\n",
            "## Words {#id}\n\nWords #}.\n",
            "Never closed {/* words.\n",
            "Sets {a} and {b}.\n",
        ] {
            assert!(!has_one(text), "{text}: {:?}", found(text));
        }
    }
}
