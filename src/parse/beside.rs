//! Texts that are no pages and are published as files: those of other programs have front matter too.

use super::cut::cut;
use super::draft::DraftRules;
use super::draft_words::is_plain_line_of_draft;
use super::front_matter::Front;
use super::heads::{DataSays, data_says, head_says_draft};
use super::lines::MOST_LINES;
use super::remarks::remark_of_draft;
use crate::date::Day;
use crate::path::{FilePath, is_markdown};
use crate::source::slice;

/// Endings of texts that may have front matter.
const TEXTS: [&str; 20] = [
    "mdx", "txt", "text", "html", "htm", "xhtml", "rst", "adoc", "asciidoc", "org", "rmd", "qmd", "textile",
    "mdown", "mkd", "mkdn", "njk", "liquid", "hbs", "typ",
];
/// Endings of documents whose heads are written in other languages.
const DOCUMENTS: [&str; 9] = ["tex", "ltx", "latex", "rst", "adoc", "asciidoc", "org", "typ", "rnw"];
/// Endings of data, and of notebooks, which are data.
const DATA: [&str; 2] = ["json", "ipynb"];

/// Whether a file may be a text with front matter, by its name.
pub fn may_have_front_matter(file: &FilePath) -> bool {
    let ending = file.extension();
    let is_among = |endings: &[&str]| endings.contains(&&*ending);
    is_markdown(file.name()) || is_among(&TEXTS) || is_among(&DOCUMENTS) || is_among(&DATA)
}

/// Whether a text that is no page says of itself that it is a draft, in the way of any program.
pub fn says_draft(file: &FilePath, text: &str, today: Day) -> bool {
    let ending = file.extension();
    if DATA.contains(&&*ending) {
        return match data_says(text) {
            DataSays::Draft => true,
            DataSays::Nothing => false,
            DataSays::Text(text) => front_says_draft(file, &text, today),
        };
    }
    DOCUMENTS.contains(&&*ending) && head_says_draft(text) || front_says_draft(file, text, today)
}

/// Whether the front matter of a text, or what it has instead, says that it is a draft.
fn front_says_draft(file: &FilePath, text: &str, today: Day) -> bool {
    let mut findings = Vec::new();
    let cut = cut(file, text, &mut findings);
    let front = match (cut.yaml, cut.open) {
        (Some(span), _) => Front::read(file, text, span, &mut findings),
        (None, Some(span)) => Front::salvaged(span, slice(text, span.range())),
        (None, None) => Front::default(),
    };
    let rules = DraftRules { declared: &[], today: Some(today), zone: None };
    // What cannot be read as a whole may say so in any of its lines.
    let may_say_so = || !findings.is_empty() && text.lines().take(MOST_LINES).any(is_plain_line_of_draft);
    rules.why(&front).is_some() || may_say_so() || remark_of_draft(slice(text, cut.body..)).is_some()
}
