//! A checklist for people at a terminal: what asks somebody to act first, by status, then by control. What is met is
//! shown in one line a control, unless nothing else is on the list.

use std::fmt::Write as _;

use anstyle::Style;

use super::report::ChecklistReport;
use super::shown::ChecklistRow;
use crate::model::Status;

/// How parts of it are set apart, on paper that takes colour.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct ChecklistStyles {
    /// Headings of what must be mended.
    pub bad: Style,
    /// Headings of what asks for somebody soon, or weighs less.
    pub soon: Style,
    /// Headings of the rest.
    pub good: Style,
    /// Names of pages.
    pub subject: Style,
    /// Names of the lines below them.
    pub label: Style,
}

/// How much is said of what stands alike under one control.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Depth {
    Whole,
    Counted,
}

pub(super) fn render(list: &ChecklistReport<'_>, styles: &ChecklistStyles) -> String {
    let shown = list.shown();
    let mut out = String::new();
    for status in Status::ALL {
        let mut of_it: Vec<&ChecklistRow<'_>> =
            shown.iter().filter(|shown| shown.item.status == status).collect();
        if of_it.is_empty() {
            continue;
        }
        let depth = match status {
            Status::Met | Status::NotApplicable if of_it.len() < shown.len() => Depth::Counted,
            _ => Depth::Whole,
        };
        heading(&mut out, status, of_it.len(), styles);
        for control in of_it.chunk_by_mut(|a, b| a.control == b.control) {
            // What is an error first; a draft that waits weighs less than its control says.
            control.sort_by_key(|shown| shown.item.weight);
            for alike in control.chunk_by(|a, b| a.severity == b.severity || depth == Depth::Counted) {
                of_control(&mut out, alike, depth, styles);
            }
        }
        out.push('\n');
    }
    let model = list.model().map_or("no model".to_owned(), |model| format!("model {model}"));
    // Whatever is written into a text cannot fail.
    let _ = writeln!(out, "{}, {model}: {}", list.today().in_english(), list.tally().words());
    out
}

fn heading(out: &mut String, status: Status, count: usize, styles: &ChecklistStyles) {
    let style = match status {
        Status::Overdue | Status::Unmet => styles.bad,
        Status::DueSoon | Status::Waived => styles.soon,
        Status::Met | Status::NotApplicable => styles.good,
    };
    let _ = writeln!(out, "{style}{} ({count}){style:#}", capital(status.words()));
}

fn capital(words: &str) -> String {
    let mut signs = words.chars();
    signs.next().map_or_else(String::new, |first| first.to_uppercase().collect::<String>() + signs.as_str())
}

fn of_control(out: &mut String, shown: &[&ChecklistRow<'_>], depth: Depth, styles: &ChecklistStyles) {
    let Some(first) = shown.first() else { return };
    let is_open = matches!(first.item.status, Status::Overdue | Status::Unmet);
    let severity = if is_open { format!(" [{}]", first.severity) } else { String::new() };
    if depth == Depth::Counted {
        let count = shown.len();
        let _ = writeln!(out, "  {}  {} ({count})", first.control, plain(first.statement));
        return;
    }
    let _ = writeln!(out, "  {}  {}{severity}", plain(first.control), plain(first.statement));
    for shown in shown {
        let (name, subject) = (plain(&shown.subject_words()), styles.subject);
        let _ = writeln!(out, "    {subject}{name}{subject:#}");
        for (label, words) in lines(shown) {
            let _ = writeln!(out, "      {0}{label:9}{0:#}{1}", styles.label, plain(&words));
        }
    }
}

fn lines(shown: &ChecklistRow<'_>) -> Vec<(&'static str, String)> {
    let mut lines = vec![("why", shown.reason.to_owned())];
    if !shown.evidence.is_empty() {
        lines.push(("evidence", shown.evidence_words()));
    }
    if shown.item.status != Status::NotApplicable {
        lines.push(("who", shown.who()));
    }
    lines.extend(shown.item.due.map(|due| ("due", due.in_english())));
    lines.extend(shown.settle.map(|settle| ("settle", settle.to_owned())));
    lines
}

/// Without what would steer a terminal.
fn plain(text: &str) -> String {
    text.chars().filter(|sign| !crate::shell::steers(*sign)).collect()
}
