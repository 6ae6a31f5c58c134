//! What Tera says about a template, as findings with their place.
//!
//! Tera keeps a place for what it meets while it reads or draws one template; what it finds in the
//! whole set (an unknown filter, a block without a parent) it hands over as finished text, which is
//! taken apart again here.

use std::error::Error as _;

use tera::ErrorKind;

use crate::diagnostic::{Code, Finding, Place};
use crate::source::{SourceText, Span, slice};

/// One thing that is wrong, before its file is known.
struct Failure {
    message: String,
    /// The template it is in, where Tera says so.
    template: Option<String>,
    spot: Spot,
}

/// Where in the template it is.
enum Spot {
    Bytes(std::ops::Range<usize>),
    /// Line and column, from one, the column in characters.
    Position(usize, usize),
    /// The first tag that begins with this word and names this file.
    Tag(&'static str, String),
    Whole,
}

/// The findings that an error stands for. `asked` is the template that was to be read or drawn;
/// `source` knows the texts of templates by name.
pub(super) fn findings<'a>(
    error: &tera::Error,
    asked: Option<&str>,
    source: impl Fn(&str) -> Option<&'a SourceText>,
) -> Vec<Finding> {
    failures(error).into_iter().map(|failure| finding(&failure, asked, &source)).collect()
}

fn finding<'a>(
    failure: &Failure,
    asked: Option<&str>,
    source: impl Fn(&str) -> Option<&'a SourceText>,
) -> Finding {
    let of = |name: Option<&str>| name.and_then(&source);
    let asked = of(asked);
    let meant = of(failure.template.as_deref()).or(asked);
    let Some(meant) = meant else {
        return Finding::of_site(Code::TemplateError, &failure.message);
    };
    let place = place(&failure.spot, meant);
    match asked.filter(|asked| asked.file != meant.file) {
        Some(asked) => Finding::new(Code::TemplateError, place, &failure.message)
            .related(Place::file(&asked.file), "met while reading or drawing this template"),
        None => Finding::new(Code::TemplateError, place, &failure.message),
    }
}

fn place(spot: &Spot, source: &SourceText) -> Place {
    let text = &*source.text;
    let range = match spot {
        Spot::Bytes(range) => Some(range.clone()),
        Spot::Position(line, column) => offset(text, *line, *column).map(|at| at..word_end(text, at)),
        Spot::Tag(word, name) => tag(text, word, name),
        Spot::Whole => None,
    };
    // A text that was exchanged since must not make a finding point outside it.
    match range.filter(|range| text.get(range.clone()).is_some()) {
        Some(range) => Place::span(&source.file, Span::new(range)),
        None => Place::file(&source.file),
    }
}

fn failures(error: &tera::Error) -> Vec<Failure> {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => vec![Failure {
            message: sentence(&with_cause(report.message(), error)),
            template: Some(report.filename().to_owned()),
            spot: Spot::Bytes(report.span().range.clone()),
        }],
        ErrorKind::CircularExtend { tpl, inheritance_chain } => {
            vec![circle(tpl, "extends", inheritance_chain.first(), inheritance_chain)]
        }
        ErrorKind::CircularInclude { tpl, include_chain } => {
            vec![circle(tpl, "include", include_chain.get(1), include_chain)]
        }
        ErrorKind::MissingParent { current, parent } => vec![Failure {
            message: format!("`{current}` extends `{parent}`, which is not there"),
            template: Some(current.clone()),
            spot: Spot::Tag("extends", parent.clone()),
        }],
        ErrorKind::Msg(text) => reports(&with_cause(text, error)),
        other => vec![whole(&other.to_string())],
    }
}

fn circle(template: &str, word: &'static str, next: Option<&String>, chain: &[String]) -> Failure {
    Failure {
        message: format!("`{template}` leads back to itself: {}", chain.join(" -> ")),
        template: Some(template.to_owned()),
        spot: Spot::Tag(word, next.cloned().unwrap_or_default()),
    }
}

/// Takes finished reports apart: a line `error: MESSAGE`, then `--> TEMPLATE:LINE:COLUMN`.
fn reports(text: &str) -> Vec<Failure> {
    let found: Vec<_> = text.split("\n\n").filter_map(report).collect();
    if found.is_empty() { vec![whole(text)] } else { found }
}

fn report(text: &str) -> Option<Failure> {
    let (message, rest) = text.strip_prefix("error: ")?.split_once('\n')?;
    let place = rest.lines().next()?.trim_start().strip_prefix("--> ")?;
    let mut parts = place.rsplitn(3, ':');
    let column = parts.next()?.parse().ok()?;
    let line = parts.next()?.parse().ok()?;
    let template = parts.next()?.to_owned();
    Some(Failure { message: sentence(message), template: Some(template), spot: Spot::Position(line, column) })
}

fn whole(text: &str) -> Failure {
    Failure { message: sentence(text), template: None, spot: Spot::Whole }
}

/// What a filter or function of ours says stands behind Tera's own message.
fn with_cause(message: &str, error: &tera::Error) -> String {
    match error.source() {
        Some(cause) => format!("{message}: {cause}"),
        None => message.to_owned(),
    }
}

fn sentence(text: &str) -> String {
    text.trim().trim_end_matches('.').to_owned()
}

fn offset(text: &str, line: usize, column: usize) -> Option<usize> {
    let start: usize = text.split_inclusive('\n').take(line.checked_sub(1)?).map(str::len).sum();
    let within = text.get(start..)?.char_indices().nth(column.checked_sub(1)?)?.0;
    Some(start + within)
}

fn word_end(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    let length = rest.find(|c: char| !c.is_alphanumeric() && c != '_' && c != '.').unwrap_or(rest.len());
    at + length
}

/// The name within the first tag such as `{% include "parts/a.html" %}`.
fn tag(text: &str, word: &str, name: &str) -> Option<std::ops::Range<usize>> {
    text.match_indices("{%").find_map(|(open, _)| {
        let end = open + slice(text, open..).find("%}")?;
        let inside = slice(text, open + 2..end);
        inside.trim_start_matches(['-', ' ']).strip_prefix(word)?;
        let at = open + 2 + inside.find(name).filter(|_| !name.is_empty())?;
        Some(at..at + name.len())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finished_reports_are_taken_apart() {
        let text = "error: Unknown filter `x`\n --> a:b.html:2:13\n  |\n2 |  {{ k | x }}\n  |  ^\n\nerror: Unknown function `y`\n --> c.html:1:4\n";
        let found = reports(text);
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].template.as_deref(), Some("a:b.html"));
        assert!(matches!(found[0].spot, Spot::Position(2, 13)));
        assert_eq!(found[1].message, "Unknown function `y`");
    }

    #[test]
    fn places_count_characters() {
        assert_eq!(offset("a\né x", 2, 3), Some(5));
        assert_eq!(offset("a", 9, 1), None);
        assert_eq!(tag("{% if x %}{%- include \"p.html\" %}", "include", "p.html"), Some(23..29));
    }
}
