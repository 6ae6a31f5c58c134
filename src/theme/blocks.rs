//! Blocks that would draw themselves for ever.
//!
//! Tera finds templates that extend or include themselves, and stops components at a depth. What it
//! does not see is a block turned inside out: a parent has `b` within `a`, a child has `a` within `b` and
//! calls `super()`. Drawing that overflows the stack, so such a template is not taken in.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::file::ThemeFile;
use crate::diagnostic::{Code, Finding, Place};
use crate::source::{SourceText, Span, slice};

/// The files without those whose blocks turn the nesting of their parents inside out.
pub(super) fn without_cycles<'a>(
    files: Vec<&'a ThemeFile>,
    built_in: &BTreeMap<String, SourceText>,
    findings: &mut Vec<Finding>,
) -> Vec<&'a ThemeFile> {
    let own: BTreeMap<_, _> = files.iter().map(|file| (file.name.clone(), file.source.clone())).collect();
    let text = |name: &str| own.get(name).or_else(|| built_in.get(name)).map(|source| &*source.text);
    let mut sound = Vec::new();
    for file in files {
        match inside_out(&file.source.text, text) {
            None => sound.push(file),
            Some((block, range)) => findings.push(finding(file, block, range)),
        }
    }
    sound
}

fn finding(file: &ThemeFile, block: &str, range: Range<usize>) -> Finding {
    let place = Place::span(&file.source.file, Span::new(range));
    let message = format!("the block `{block}` would draw itself for ever");
    Finding::new(Code::TemplateError, place, message)
        .label("a template that this one extends nests these blocks the other way round")
        .hint(format!("keep the nesting of the blocks in `{}` as its parents have it", file.name))
}

/// The first block of a template that lies within another which, in a parent, lies within it.
fn inside_out<'a, 't>(
    template: &'a str,
    text: impl Fn(&str) -> Option<&'t str>,
) -> Option<(&'a str, Range<usize>)> {
    let mut within = BTreeSet::new();
    let mut parent = extended(template);
    let mut seen = BTreeSet::new();
    // Parents that go round in circles are Tera's to report.
    while let Some(name) = parent.filter(|name| seen.insert((*name).to_owned())) {
        let Some(source) = text(name) else { break };
        within.extend(nesting(source).into_iter().map(|nested| (nested.inner, nested.outer)));
        parent = extended(source);
    }
    let turned = nesting(template).into_iter().find(|nested| reaches(&within, nested.outer, nested.inner))?;
    Some((turned.inner, turned.place))
}

/// Whether `inner` lies within `outer`, directly or through other blocks.
fn reaches(within: &BTreeSet<(&str, &str)>, inner: &str, outer: &str) -> bool {
    let mut frontier = vec![inner];
    let mut seen = BTreeSet::new();
    while let Some(block) = frontier.pop() {
        if block == outer {
            return true;
        }
        if seen.insert(block) {
            frontier.extend(within.iter().filter(|(inside, _)| *inside == block).map(|(_, around)| *around));
        }
    }
    false
}

/// A block directly within another.
struct Nested<'a> {
    outer: &'a str,
    inner: &'a str,
    /// Where the inner one is named.
    place: Range<usize>,
}

fn nesting(template: &str) -> Vec<Nested<'_>> {
    let mut open: Vec<&str> = Vec::new();
    let mut nested = Vec::new();
    for (word, rest, at) in tags(template) {
        match word {
            "block" => {
                if let Some(outer) = open.last() {
                    nested.push(Nested { outer, inner: rest, place: at..at + rest.len() });
                }
                open.push(rest);
            }
            "endblock" => {
                open.pop();
            }
            _ => {}
        }
    }
    nested
}

/// The template that a template extends.
fn extended(template: &str) -> Option<&str> {
    let (_, name, _) = tags(template).find(|(word, ..)| *word == "extends")?;
    Some(name.trim_matches(['"', '\'', '`']))
}

/// The tags of a template: their first word, their second, and where that stands.
fn tags(template: &str) -> impl Iterator<Item = (&str, &str, usize)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let open = at + slice(template, at..).find("{%").min_some(slice(template, at..).find("{#"))?;
            let close = if slice(template, open..).starts_with("{#") { "#}" } else { "%}" };
            let end = open + slice(template, open..).find(close)?;
            at = end + 2;
            if close == "%}" {
                return Some(words(template, open + 2, end));
            }
        }
    })
}

fn words(template: &str, start: usize, end: usize) -> (&str, &str, usize) {
    let inside = slice(template, start..end).trim_start_matches('-').trim_end_matches('-').trim();
    let (word, rest) = inside.split_once(char::is_whitespace).unwrap_or((inside, ""));
    let rest = rest.trim();
    let at = start + slice(template, start..end).find(rest).unwrap_or(0);
    (word, rest, at)
}

/// The smaller of two places, either of which may not be there.
trait MinSome {
    fn min_some(self, other: Self) -> Self;
}

impl MinSome for Option<usize> {
    fn min_some(self, other: Self) -> Self {
        match (self, other) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_turned_inside_out_are_found() {
        let parent = "{% block a %}[{% block b %}b{% endblock %}]{% endblock a %}";
        let child = "{% extends 'p' %}{% block b %}({% block a %}{{ super() }}{% endblock %}){% endblock %}";
        let found = inside_out(child, |name| (name == "p").then_some(parent));
        assert_eq!(found, Some(("a", 40..41)));
        assert_eq!(
            inside_out(
                "{% extends 'p' %}{# {% block b %} #}{% block a %}{% block c %}{% endblock %}{% endblock %}",
                |_| Some(parent)
            ),
            None
        );
    }
}
