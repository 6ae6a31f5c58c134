//! What other programs have made of Markdown, and what stands here as it is written: admonitions, tabs, templates, components.

use pulldown_cmark::{Event, Tag, TagEnd};

use super::components::{is_component, name_of};
use crate::diagnostic::Code;
use crate::markdown::problem::Problem;
use crate::markdown::read::NumberedEvent;
use crate::shared::steps::count_steps;
use crate::source::{Span, slice};

/// A form of other programs. All that is found of one says the same, so that it can be written in one.
pub(super) struct ForeignForm {
    pub(super) message: &'static str,
    pub(super) hint: &'static str,
}

const ADMONITION: ForeignForm = ForeignForm {
    message: "`!!!` begins no note here: what is indented below it is read as Markdown, behind an empty line as code",
    hint: "write it as an alert: `> [!NOTE]`, and the words below it behind `> `",
};
const COLLAPSED: ForeignForm = ForeignForm {
    message: "`???` begins no note that opens here: what is indented below it is read as Markdown, behind an empty line as code",
    hint: "write it as an alert: `> [!NOTE]`, and the words below it behind `> `; what opens is `<details><summary>Title</summary>`, an empty line, the words, an empty line, and `</details>`",
};
const CONTAINER: ForeignForm = ForeignForm {
    message: "`:::` begins no block here, and is shown as it is written",
    hint: "write it as an alert: `> [!NOTE]`, and the words below it behind `> `",
};
const TAB: ForeignForm = ForeignForm {
    message: "`===` begins no tab here: what is indented below it is read as Markdown, behind an empty line as code",
    hint: "write what is in each tab below a heading of its own",
};
const SHORTCODE: ForeignForm = ForeignForm {
    message: "shortcodes of Hugo mean nothing here, and are shown as they are written",
    hint: "write what it stands for: a link `[words](page.md)`, a picture `![words](file.png)`, an alert `> [!NOTE]`",
};
const TEMPLATE: ForeignForm = ForeignForm {
    message: "tags of a template (Liquid, Jinja) mean nothing here, and are shown as they are written",
    hint: "write what it stands for; where it is an example, put it between backticks",
};
const EXPRESSION: ForeignForm = ForeignForm {
    message: "`{{…}}` behind `=` is JSX: the tag that it stands in is shown as it is written",
    hint: "write the tag as HTML has it: `style=\"width: 50%\"`",
};
const MODULE: ForeignForm = ForeignForm {
    message: "`import` and `export` of MDX mean nothing here, and are shown as they are written",
    hint: "take the line out, and write what its components show",
};
const COMPONENT: ForeignForm = ForeignForm {
    message: "a component of MDX shows nothing here but the words in it",
    hint: "write what it shows in Markdown; a placeholder in angle brackets stands between backticks",
};
const ATTRIBUTES: ForeignForm = ForeignForm {
    message: "`{: …}` of Kramdown means nothing here, and is shown as it is written",
    hint: "write the id of a heading as `## Heading {#id}`; take others out",
};
const CONTENTS: ForeignForm = ForeignForm {
    message: "this stands for a table of contents in other programs, and is shown as it is written",
    hint: "take it out: a page has its table of contents beside it",
};
const SNIPPET: ForeignForm = ForeignForm {
    message: "`--8<--` takes in no other file here: its words are not on the page",
    hint: "write the words that are meant, or link to the page that has them",
};
const MATHEMATICS: ForeignForm = ForeignForm {
    message: "mathematics is not drawn here: what stands between `$` is shown as it is written",
    hint: "write it in words, or put a picture in its place; where it is none, write `\\$`",
};
const OFFICE: ForeignForm = ForeignForm {
    message: "this was pasted from a word processor, with its styles",
    hint: "paste it as plain text, and write in Markdown what is bold or a list",
};

/// Finds them in a text, outside of code.
pub(super) fn find(text: &str, parts: &[NumberedEvent<'_>]) -> Vec<Problem> {
    let mut problems = Vec::new();
    let (mut is_code, mut has_mathematics) = (false, false);
    // Whether the parts stand in an element of raw HTML whose words are shown as they are written.
    let mut is_raw_code = false;
    // A tag may go over several texts, between which what it holds was read as something else.
    let mut done = 0;
    let mut tags = TagSearch::new(text);
    for part in parts {
        let range = part.span.range();
        match &part.event {
            Event::Start(Tag::CodeBlock(_)) => is_code = true,
            Event::End(TagEnd::CodeBlock) => is_code = false,
            Event::Start(Tag::Paragraph) => {
                let paragraph = text.get(range.clone()).unwrap_or_default();
                problems.extend(paragraph_form(paragraph).map(|(form, length)| form.at(range.start, length)));
            }
            Event::Start(_) | Event::End(_) if is_block_edge(&part.event) => is_raw_code = false,
            Event::Text(_) if !is_code && !is_raw_code => {
                for (at, length, form) in tags.within(&(range.start.max(done)..range.end)) {
                    problems.push(form.at(at, length));
                    done = at + length;
                }
            }
            // A page that holds any holds much of it.
            Event::InlineMath(_) if !has_mathematics => {
                has_mathematics = true;
                problems.push(MATHEMATICS.at(range.start, first_line(slice(text, range)).len()));
            }
            Event::Html(html) | Event::InlineHtml(html) => {
                is_raw_code = opens_code(html).unwrap_or(is_raw_code);
                problems.extend(html_form(html).map(|form| form.at(range.start, first_line(html).len())));
            }
            _ => {}
        }
    }
    problems
}

/// Whether an element of code is open behind a stretch of raw HTML; `None` where it neither opens nor closes one.
fn opens_code(html: &str) -> Option<bool> {
    let small = html.to_ascii_lowercase();
    let (opens, closes) = (small.rfind("<code"), small.rfind("</code"));
    (opens.is_some() || closes.is_some()).then_some(opens > closes)
}

fn is_block_edge(event: &Event<'_>) -> bool {
    matches!(
        event,
        Event::Start(Tag::Paragraph | Tag::Heading { .. } | Tag::TableCell | Tag::Item)
            | Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::TableCell | TagEnd::Item)
    )
}

impl ForeignForm {
    pub(super) fn at(&self, start: usize, length: usize) -> Problem {
        Problem::new(Code::ForeignForm, Span::new(start..start + length), self.message).hint(self.hint)
    }
}

pub(super) fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default().trim_end()
}

/// Whether a paragraph begins a block of another program that goes on in what is indented below it.
pub(super) fn begins_block(paragraph: &str) -> bool {
    block_form(first_line(paragraph)).is_some()
}

/// The form of a line that begins such a block.
fn block_form(line: &str) -> Option<&'static ForeignForm> {
    let rest = |mark: &str| line.strip_prefix(mark).map(str::trim_start);
    let begins_word = |rest: &str| rest.starts_with(char::is_alphabetic);
    if rest("!!!").is_some_and(begins_word) {
        Some(&ADMONITION)
    } else if ["???+", "???"].into_iter().filter_map(rest).any(begins_word) {
        Some(&COLLAPSED)
    } else if rest("===").or_else(|| rest("===!")).is_some_and(|rest| rest.starts_with('"')) {
        Some(&TAB)
    } else {
        None
    }
}

/// The form that a paragraph begins with, and how long what shows it is.
fn paragraph_form(paragraph: &str) -> Option<(&'static ForeignForm, usize)> {
    let line = first_line(paragraph);
    let is_module = |line: &str| {
        let named = line.strip_prefix("import ").is_some_and(|rest| {
            rest.contains(" from '") || rest.contains(" from \"") || rest.starts_with(['"', '\''])
        });
        named || line.starts_with("export const ") || line.starts_with("export default ")
    };
    let form = if let Some(form) = block_form(line) {
        form
    } else if line.starts_with(":::") {
        &CONTAINER
    } else if line.starts_with("--8<--") || line.starts_with("-8<-") {
        &SNIPPET
    } else if is_module(line) {
        &MODULE
    } else if line.starts_with("{:") && line.ends_with('}') {
        &ATTRIBUTES
    } else if line == "{{TOC}}" || bracketed(line).is_some_and(is_contents) {
        &CONTENTS
    } else {
        return None;
    };
    Some((form, line.len()))
}

/// What stands between brackets, one pair or two.
fn bracketed(line: &str) -> Option<&str> {
    let inner = line.strip_prefix('[')?.strip_suffix(']')?;
    Some(inner.strip_prefix('[').and_then(|inner| inner.strip_suffix(']')).unwrap_or(inner))
}

/// Whether what stands in brackets is no name but stands for a table of contents.
pub fn is_contents(name: &str) -> bool {
    ["toc", "_toc_"].iter().any(|contents| contents.eq_ignore_ascii_case(name.trim()))
}

/// What is said of a link or picture whose target a template makes.
pub const MADE_BY_TEMPLATE: &str =
    "the target of a link is made by a tag of a template, which means nothing here";
/// What to do about it where the target is not named in the tag.
pub const NAME_THE_FILE: &str = "name the file that is meant: `[words](page.md)`";

/// Whether a target holds tags of a template: `{{ page.url }}`, `{% link a.md %}`.
pub fn is_made_by_template(target: &str) -> bool {
    [("{{", "}}"), ("{%", "%}")]
        .iter()
        .any(|(opens, closes)| target.split_once(opens).is_some_and(|(_, behind)| behind.contains(closes)))
}

/// Looks for the tags of templates in the texts of a page, in their order. What it finds out about a line holds for all that
/// begins further on in it: searched anew from each of a thousand beginnings, a line would be read a thousand times.
struct TagSearch<'t> {
    text: &'t str,
    /// Where the line ends that was looked at last.
    line_end: usize,
    /// Up to where none of these ends of tags comes.
    without: [usize; TAGS.len()],
}

/// How a tag begins and ends, and the form that it is of.
const TAGS: [(&str, &str, &ForeignForm); 4] = [
    ("{{<", ">}}", &SHORTCODE),
    ("{{%", "%}}", &SHORTCODE),
    ("{%", "%}", &TEMPLATE),
    ("{{", "}}", &TEMPLATE),
];

impl<'t> TagSearch<'t> {
    fn new(text: &'t str) -> TagSearch<'t> {
        TagSearch { text, line_end: 0, without: [0; TAGS.len()] }
    }

    /// Those that begin in a stretch, each with where it begins and how long it is, up to its end.
    fn within(&mut self, range: &std::ops::Range<usize>) -> Vec<(usize, usize, &'static ForeignForm)> {
        let mut found = Vec::new();
        let mut from = range.start;
        while let Some(at) =
            self.text.get(from..range.end).and_then(|rest| rest.find('{')).map(|at| from + at)
        {
            from = at + 1;
            let Some((length, form)) = self.tag_at(at) else { continue };
            from = at + length;
            let is_attribute = form.message == TEMPLATE.message
                && self.text.get(..at).is_some_and(|before| before.ends_with('='));
            let form = if is_attribute { &EXPRESSION } else { form };
            // The destination of a link is reported as that.
            if !self.text.get(..at).is_some_and(|before| before.ends_with("](")) {
                found.push((at, length, form));
            }
        }
        found
    }

    fn tag_at(&mut self, at: usize) -> Option<(usize, &'static ForeignForm)> {
        let begins = slice(self.text, at..);
        let nth = TAGS.iter().position(|(mark, ..)| begins.starts_with(mark))?;
        let (_, end, form) = TAGS.get(nth)?;
        if self.line_end <= at {
            let length = begins.find('\n').unwrap_or(begins.len());
            count_steps(length);
            self.line_end = at + length;
        }
        let without = self.without.get_mut(nth)?;
        if *without > at {
            return None;
        }
        let line = slice(self.text, at..self.line_end);
        let length = line.find(end).map(|length| length + end.len());
        count_steps(length.unwrap_or(line.len()));
        if length.is_none() {
            *without = self.line_end;
        }
        length.map(|length| (length, *form))
    }
}

fn html_form(html: &str) -> Option<&'static ForeignForm> {
    let is_office =
        ["class=MsoNormal", "class=\"MsoNormal", "<o:p>", "mso-"].iter().any(|sign| html.contains(sign));
    if is_office {
        return Some(&OFFICE);
    }
    let tag = html.trim_start().strip_prefix('<')?;
    let name = name_of(tag);
    let rest = slice(tag, name.len()..);
    let has_expression = rest.split('>').next().is_some_and(|attributes| attributes.contains("={"));
    (is_component(name) || has_expression).then_some(&COMPONENT)
}

#[cfg(test)]
mod tests {
    use crate::markdown::lint::found;

    #[test]
    fn forms_of_other_programs() {
        for (text, expected) in [
            ("!!! note \"A\"\n    Words.\n", &["foreign-form: !!! note \"A\""][..]),
            (":::note\nWords.\n:::\n", &["foreign-form: :::note"][..]),
            ("=== \"Tab\"\n\n    Words.\n", &["foreign-form: === \"Tab\""][..]),
            (
                "Words {{< x \"y\" >}} and {% include z %}.\n",
                &["foreign-form: {{< x \"y\" >}}", "foreign-form: {% include z %}"][..],
            ),
            ("import X from \"y\"\n", &["foreign-form: import X from \"y\""][..]),
            ("<Tabs a={1} />\n", &["foreign-form: <Tabs a={1} />"][..]),
            ("{: .wide }\n", &["foreign-form: {: .wide }"][..]),
            ("Since $a_1$ is $b[i][j]$.\n\n$$\nc\n$$\n", &["foreign-form: $a_1$"][..]),
            ("For $5, $10 or US$20.\n", &[][..]),
            ("An <img style={{a: 'b'}} /> here.\n", &["foreign-form: {{a: 'b'}}"][..]),
            ("--8<-- \"a.md\"\n", &["foreign-form: --8<-- \"a.md\""][..]),
            (
                "[TOC]\n\n[[toc]]\n\n[[_toc_]]\n",
                &["foreign-form: [TOC]", "foreign-form: [[toc]]", "foreign-form: [[_toc_]]"][..],
            ),
            ("A <code v-pre>{{ x }}</code> and {{ y }}.\n", &["foreign-form: {{ y }}"][..]),
            ("A <code>b\n\nand {{ y }}.\n", &["foreign-form: {{ y }}"][..]),
            ("See [a]({{ b | url }}) there.\n", &["foreign-form: [a]({{ b | url }})"][..]),
            ("<p class=MsoNormal>A</p>\n", &["foreign-form: <p class=MsoNormal>A</p>"][..]),
            ("Wow!!! `{{ x }}` <Br> :: a {b} import x\n\n```\n!!! note\n{{< x >}}\n```\n", &[][..]),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }
}
