//! Where front matter ends and Markdown begins.

use super::draft_words::is_line_of_draft;
use super::lines::{MARK, is_entry, is_mark, looks_like_a_key, looks_like_yaml, names_a_key};
use super::remarks::remark_finding;
use super::salvage::above_the_text;
use super::unrecognised::{goes_on, unrecognised};
use crate::diagnostic::{Code, Finding, Place};
use crate::path::FilePath;
use crate::source::{Span, slice};

/// A page's file cut in two.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Cut {
    /// Where the YAML stands; `None` where there is none.
    pub(super) yaml: Option<Span>,
    /// Where entries stand that were meant as YAML and that nothing closes off: they count as Markdown, and a finding
    /// says so.
    pub(super) open: Option<Span>,
    /// Where the Markdown begins.
    pub(super) body: usize,
}

/// Cuts a file: a first line `---`, YAML up to a line `---` or `...`, then the Markdown. What says in other forms that it is a
/// draft is a finding.
pub(super) fn cut(file: &FilePath, text: &str, findings: &mut Vec<Finding>) -> Cut {
    let before = findings.len();
    let cut = cut_by_marks(file, text, findings);
    let is_reported = findings.iter().skip(before).any(|finding| finding.code == Code::BadFrontMatter);
    if !is_reported {
        findings.extend(remark_finding(file, text, cut.body));
    }
    cut
}

fn cut_by_marks(file: &FilePath, text: &str, findings: &mut Vec<Finding>) -> Cut {
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let no_front_matter = Cut { yaml: None, open: None, body: start };
    let all = slice(text, start..);
    let blank = all.len() - all.trim_start().len();
    // Blank lines only: an indented `---` is no mark.
    let first = start + slice(all, ..blank).rfind('\n').map_or(0, |end| end + 1);
    let Some(after) = opening(slice(text, first..)) else {
        let Some(finding) = unrecognised(file, text, start) else { return no_front_matter };
        findings.push(finding);
        let mark = if looks_like_a_key(all) { 0 } else { all.find('\n').map_or(0, |end| end + 1) };
        return Cut { open: Some(open(text, start + mark)), ..no_front_matter };
    };
    let Some((yaml_end, body)) = closing(text, first + after) else {
        if !looks_like_a_key(slice(text, first + after..)) {
            return no_front_matter;
        }
        findings.push(unclosed(file, text, first));
        return Cut { open: Some(open(text, first + after)), ..no_front_matter };
    };
    let yaml = slice(text, first + after..yaml_end);
    if first > start {
        if !looks_like_a_key(yaml) {
            return no_front_matter;
        }
        findings.push(misplaced(file, first));
    } else if !yaml.trim().is_empty() && (!looks_like_yaml(yaml) || is_between_rules(yaml)) {
        // Two rules with a paragraph between them, in a page that has no front matter.
        return no_front_matter;
    }
    findings.extend(goes_on(file, text, body));
    Cut { yaml: Some(Span::new(first + after..yaml_end)), open: None, body }
}

fn open(text: &str, from: usize) -> Span {
    Span::new(from..from + above_the_text(slice(text, from..)))
}

/// The length of the line that opens front matter.
fn opening(text: &str) -> Option<usize> {
    let (line, _) = text.split_once('\n')?;
    is_mark(line).then_some(line.len() + 1)
}

/// Where the YAML ends, and where the text after the closing line begins.
fn closing(text: &str, from: usize) -> Option<(usize, usize)> {
    let mut start = from;
    for line in slice(text, from..).split_inclusive('\n') {
        if matches!(line.trim_end(), MARK | "...") {
            return Some((start, start + line.len()));
        }
        start += line.len();
    }
    None
}

/// Whether what stands between two marks are words between two rules: headings, which YAML takes for comments, pictures, which it
/// takes for nothing, and paragraphs. They would be lost. Whoever comments keys out writes keys.
fn is_between_rules(yaml: &str) -> bool {
    let lines = || yaml.lines().filter(|line| !line.trim().is_empty());
    let item = |line: &'_ str| line.trim_start().trim_start_matches("- ").to_owned();
    if lines().any(|line| names_a_key(line) || is_line_of_draft(&item(line))) {
        return false;
    }
    let is_heading = |line: &str| line.starts_with("# ") && !line.contains(':');
    let is_comment = |line: &str| line.starts_with('#');
    let begins_with_gap = yaml.lines().next().is_some_and(|line| line.trim().is_empty());
    let has_words =
        lines().any(|line| is_heading(line) || !line.starts_with([' ', '\t', '-', '#']) && !is_entry(line));
    let may_be_yaml = |line: &str| line.starts_with(['{', '-']) || line.contains(": ") || is_entry(line);
    if lines().all(is_comment) {
        return lines().any(is_heading);
    }
    begins_with_gap && has_words || !lines().any(may_be_yaml)
}

fn unclosed(file: &FilePath, text: &str, at: usize) -> Finding {
    // A line of dashes, but not three.
    let nearly =
        |line: &str| line.len() > 1 && line != MARK && line.chars().all(|c| matches!(c, '-' | '—' | '–'));
    let mut lines = slice(text, at..).lines().enumerate().skip(1).take(100);
    let nearly = lines.find(|(_, line)| nearly(line.trim_end()) || line.trim() == MARK);
    let first = slice(text, ..at).matches('\n').count() + 1;
    let hint = match nearly {
        Some((nth, line)) => {
            format!("line {} was probably meant to end it: write `---` there, not `{line}`", first + nth)
        }
        None => "end it with a line that holds only `---`".to_owned(),
    };
    Finding::new(
        Code::BadFrontMatter,
        Place::span(file, Span::new(at..at + MARK.len())),
        "the front matter is not closed",
    )
    .label("opens here")
    .hint(hint)
}

fn misplaced(file: &FilePath, at: usize) -> Finding {
    Finding::new(
        Code::FrontMatterPlace,
        Place::span(file, Span::new(at..at + MARK.len())),
        "front matter begins after blank lines",
    )
    .label("read as front matter all the same")
    .hint("make `---` the first line; other tools take this for text")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut_text(text: &str) -> (Option<String>, String, Vec<&'static str>) {
        let mut findings = Vec::new();
        let cut = cut(&FilePath::root(), text, &mut findings);
        let yaml = cut.yaml.map(|span| text[span.range()].to_owned());
        (yaml, text[cut.body..].to_owned(), findings.iter().map(|finding| finding.code.name()).collect())
    }

    #[test]
    fn files_are_cut_in_two() {
        for (text, yaml, body, codes) in [
            ("---\ntitle: x\n---\nText", Some("title: x\n"), "Text", &[][..]),
            ("\u{feff}---\r\ntitle: x\r\n---\r\nText", Some("title: x\r\n"), "Text", &[]),
            ("\n\n---\ntitle: x\n---\nText", Some("title: x\n"), "Text", &["front-matter-place"]),
            ("---\n---\nText", Some(""), "Text", &[]),
            ("---\ntitle: x\n...\nText", Some("title: x\n"), "Text", &[]),
            ("---\ntitle: x\nText", None, "---\ntitle: x\nText", &["bad-front-matter"]),
            ("---\n\nA paragraph\n\n---\n", None, "---\n\nA paragraph\n\n---\n", &[]),
            ("\n\n---\n\nA rule above\n", None, "\n\n---\n\nA rule above\n", &[]),
            ("Text", None, "Text", &[]),
            ("", None, "", &[]),
        ] {
            assert_eq!(
                cut_text(text),
                (yaml.map(str::to_owned), body.to_owned(), codes.to_vec()),
                "{text:?}"
            );
        }
    }
}
