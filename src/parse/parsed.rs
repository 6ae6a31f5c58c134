//! One file, read by itself: its front matter as written, and the outline of its Markdown.

use std::sync::Arc;

use super::cut::{Cut, cut};
use super::draft;
use super::front_matter::Front;
use super::shown::shown_below;
use super::unread_index::{KEEPS_BACK_BELOW, may_keep_back};
use crate::diagnostic::{Checked, Code, Finding, Place, Severity};
use crate::markdown;
use crate::model::Source;
use crate::path::{FilePath, is_index};
use crate::source::slice;

/// What a file's text says by itself, before its kind is known. Depends on the text and the file's name alone,
/// which is what makes it a memo.
#[derive(Clone, Debug)]
pub struct Parsed {
    pub(super) source: Arc<Source>,
    pub(super) front: Front,
    /// Whether words in it were meant for nobody else, in a form of another program.
    pub(super) has_hidden_words: bool,
}

/// A file with what was read in it.
#[derive(Clone, Debug)]
pub struct ParsedFile {
    /// The file, from the site's root.
    pub file: FilePath,
    /// Its path in the content folder.
    pub path: FilePath,
    /// What it says.
    pub parsed: Arc<Checked<Parsed>>,
}

impl PartialEq for ParsedFile {
    /// What it says is compared by where it lies.
    fn eq(&self, other: &ParsedFile) -> bool {
        Arc::ptr_eq(&self.parsed, &other.parsed) && self.file == other.file && self.path == other.path
    }
}

/// A page larger than this is shown as far as this many bytes.
const LARGEST: usize = 16 * 1024 * 1024;

/// Keys by which other programs make all of a page of a template, or lead on from it: it has no text and needs none.
const OF_LAYOUT: [&str; 7] =
    ["layout", "template", "redirect_to", "redirect", "redirect_url", "hero", "sections"];

/// Reads one file.
pub fn file(file: &FilePath, text: &Arc<str>, options: &markdown::Options) -> Checked<Parsed> {
    let mut findings = Vec::new();
    let text = clipped(file, text, &mut findings);
    let (mut front, cut) = front_matter(file, &text, &mut findings);
    let shown = shown_below(&text, cut.body, *options);
    let (above, body) = (slice(&shown, ..cut.body), slice(&shown, cut.body..));
    let outline = markdown::parse(body, options).outline(file, cut.body).into_value(&mut findings);
    for finding in findings.iter_mut().filter(|finding| hides_front_matter(finding, above)) {
        front.failed = true;
        finding.hints.push(draft::COUNTS_AS_DRAFT.to_owned());
    }
    let mut has_hidden_words = false;
    for finding in findings.iter_mut().filter(|finding| markdown::is_of_hidden_words(finding)) {
        finding.hints.push(draft::COUNTS_AS_DRAFT.to_owned());
        has_hidden_words = true;
    }
    let is_of_layout = || front.entries.iter().any(|entry| OF_LAYOUT.contains(&&*entry.key.to_lowercase()));
    if outline.words == 0 && outline.references.is_empty() && body.trim().is_empty() && !is_of_layout() {
        findings.push(Finding::new(Code::EmptyPage, Place::file(file), "the page has no text"));
    }
    let source = Arc::new(Source::new(text, cut.body, outline).shown_as(shown.clone()));
    let parsed = Parsed { source, front, has_hidden_words };
    let findings = findings.into_iter().map(|finding| match finding.code {
        Code::BadFrontMatter | Code::MergeConflict => with_pages_below(finding, file, &parsed),
        _ => finding,
    });
    let findings = findings.collect();
    Checked::new(parsed, findings)
}

/// A finding of a text that cannot be read, with what comes of it for the pages below where it is that of a folder's page.
#[must_use]
pub fn with_pages_below(finding: Finding, file: &FilePath, parsed: &Parsed) -> Finding {
    let is_meant = is_index(file.name()) && may_keep_back(&parsed.front, &parsed.source.text);
    finding.hint_if(is_meant.then(|| KEEPS_BACK_BELOW.to_owned()))
}

/// The front matter of a text, and where that is cut. Whether a conflict in the words hides it is not looked at.
fn front_matter(file: &FilePath, text: &str, findings: &mut Vec<Finding>) -> (Front, Cut) {
    let cut = cut(file, text, findings);
    let front = match (cut.yaml, cut.open) {
        (Some(span), _) => Front::read(file, text, span, findings),
        (None, Some(span)) => Front::salvaged(span, slice(text, span.range())),
        (None, None) => Front::default(),
    };
    (front, cut)
}

/// The front matter of a text, whatever its words are.
pub(super) fn front_matter_alone(file: &FilePath, text: &str) -> Front {
    let mut findings = Vec::new();
    let (mut front, cut) = front_matter(file, text, &mut findings);
    let (above, body) = (slice(text, ..cut.body), slice(text, cut.body..));
    if markdown::begins_with_conflict(body) {
        let options = markdown::Options::default();
        findings.extend(markdown::parse(body, &options).outline(file, cut.body).findings);
    }
    front.failed = findings.iter().any(|finding| hides_front_matter(finding, above));
    front
}

/// How much of a file is read on which the program failed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Legible {
    /// Its front matter and its headings.
    Headings,
    /// Its name: the program failed on these as well, or the file cannot be read.
    Name,
}

/// What stands in for a file on which the program failed, or that cannot be read: what has its names as far as they are legible, so that nobody is
/// blamed for what leads to it. Nothing is found in it, and it is shown nowhere.
pub fn stand_in(
    file: &FilePath,
    text: &str,
    legible: Legible,
    options: &markdown::Options,
) -> Checked<Parsed> {
    let text = match legible {
        Legible::Headings => {
            let (head, words) = text.split_at(cut(file, text, &mut Vec::new()).body);
            let headings = words.lines().filter(|line| line.starts_with('#'));
            headings.fold(head.to_owned(), |text, heading| format!("{text}\n{heading}\n"))
        }
        Legible::Name => String::new(),
    };
    let mut parsed = self::file(file, &text.into(), options).value;
    parsed.front.is_stand_in = true;
    // Of a name alone nobody knows what the file says.
    parsed.front.failed |= legible == Legible::Name;
    Checked::clean(parsed)
}

/// Reads one file of which a part cannot be decoded, and stands replaced in the text: nobody knows what it says, and it is kept back.
pub fn file_in_part(file: &FilePath, text: &Arc<str>, options: &markdown::Options) -> Checked<Parsed> {
    let mut read = self::file(file, text, options);
    read.value.front.failed = true;
    read
}

/// Whether a finding says that the front matter cannot be read: all of it, or what stands above it.
fn hides_front_matter(finding: &Finding, above: &str) -> bool {
    let start = finding.place.as_ref().and_then(|place| place.span).map_or(0, |span| span.range().start);
    match finding.code {
        Code::BadFrontMatter => true,
        Code::MergeConflict => {
            start < above.len() || above.trim_start_matches('\u{feff}').is_empty() && start == above.len()
        }
        _ => false,
    }
}

fn clipped(file: &FilePath, text: &Arc<str>, findings: &mut Vec<Finding>) -> Arc<str> {
    if text.len() <= LARGEST {
        return text.clone();
    }
    let message =
        format!("the page is {} MB long; only its first {} MB are shown", text.len() >> 20, LARGEST >> 20);
    findings.push(
        Finding::new(Code::TooLarge, Place::file(file), message)
            .with_severity(Severity::Error)
            .hint("split it into pages"),
    );
    slice(text, ..LARGEST).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::front_matter_of;

    #[test]
    fn front_matter_alone_says_what_it_says_above_the_words() {
        let file = FilePath::new("content/a.md").expect("a path");
        let words = "\n# Part\n\nWords, and [a link](b.md).\n";
        let conflict = "\n<<<<<<< ours\na\n=======\nb\n>>>>>>> theirs\n";
        let heads = [
            "---\ntitle: A\nid: GL-1\nkind: guideline\ntags: [a, b]\n---\n",
            "\u{feff}---\nid: GL-1\n...\n",
            "---\nid: [unclosed\nkind: guideline\n---\n",
            "---\n<<<<<<< ours\nid: a\n=======\nid: b\n>>>>>>> theirs\n---\n",
            "---\n---\n",
            "\n\n---\nid: below-blank-lines\n---\n",
            "---\nid: never closed\n\n",
            "id: without marks\nkind: guideline\n\n",
            "---\nA paragraph between two rules.\n---\n",
            "",
        ];
        for head in heads {
            for body in [words, conflict, "", "---\nid: other\n---\n"] {
                let whole = format!("{head}{body}");
                let read = |text: &str| {
                    let parsed = super::file(&file, &text.into(), &markdown::Options::default()).value;
                    (format!("{:?}", parsed.front.entries), parsed.front.failed)
                };
                assert_eq!(read(front_matter_of(&file, &whole)), read(&whole), "{whole}");
            }
        }
        let text = format!("{}{words}", heads[0]);
        assert_eq!(front_matter_of(&file, &text), heads[0], "the words are left out");
    }
}
