//! Texts that are no pages and are published as files: those of other programs have front matter too.

use super::cut::cut;
use super::draft::DraftRules;
use super::draft_words::is_plain_line_of_draft;
use super::front_matter::Front;
use super::lines::MOST_LINES;
use crate::date::Day;
use crate::path::{FilePath, is_markdown};
use crate::source::slice;

/// Endings of texts that may have front matter.
const TEXTS: [&str; 20] = [
    "mdx", "txt", "text", "html", "htm", "xhtml", "rst", "adoc", "asciidoc", "org", "rmd", "qmd", "textile",
    "mdown", "mkd", "mkdn", "njk", "liquid", "hbs", "typ",
];

/// Whether a file may be a text with front matter, by its name.
pub fn may_have_front_matter(file: &FilePath) -> bool {
    is_markdown(file.name()) || TEXTS.contains(&&*file.extension())
}

/// Whether a text that is no page says of itself that it is a draft, in the way of any program.
pub fn says_draft(file: &FilePath, text: &str, today: Day) -> bool {
    let mut findings = Vec::new();
    let cut = cut(file, text, &mut findings);
    let front = match (cut.yaml, cut.open) {
        (Some(span), _) => Front::read(file, text, span, &mut findings),
        (None, Some(span)) => Front::salvaged(span, slice(text, span.range())),
        (None, None) => Front::default(),
    };
    let rules = DraftRules { declared: &[], today: Some(today) };
    // What cannot be read as a whole may say so in any of its lines.
    let may_say_so = || !findings.is_empty() && text.lines().take(MOST_LINES).any(is_plain_line_of_draft);
    rules.why(&front).is_some() || may_say_so()
}
