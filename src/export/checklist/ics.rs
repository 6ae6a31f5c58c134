//! What is due, as a calendar (RFC 5545).
//!
//! Each is an event of a whole day and not a to-do: the calendars that people subscribe to leave to-dos out. It takes no
//! time of the day it stands on, and stays on the day on which it was due when that has passed. Its identity is that of
//! control, subject and site, so that a calendar that is fetched again moves the event instead of adding one.

use super::report::ChecklistReport;
use super::shown::ChecklistRow;
use crate::date::Day;
use crate::export::next;
use crate::model::{Status, SubjectName};
use crate::source::slice;

/// A line has no more bytes than this, its end not counted.
const LONGEST: usize = 75;

pub(super) fn render(list: &ChecklistReport<'_>) -> String {
    let mut out = String::new();
    let name = format!("{}: what is due", list.site);
    for (key, value) in [
        ("BEGIN", "VCALENDAR"),
        ("VERSION", "2.0"),
        ("PRODID", "-//Guidepost//Checklist//EN"),
        ("CALSCALE", "GREGORIAN"),
        ("METHOD", "PUBLISH"),
        ("NAME", &escape(&name)),
        ("X-WR-CALNAME", &escape(&name)),
    ] {
        line(&mut out, key, value);
    }
    for shown in list.shown() {
        let due = shown.item.due.filter(|_| shown.item.status != Status::NotApplicable);
        if let Some(due) = due {
            event(&mut out, &shown, due, list);
        }
    }
    line(&mut out, "END", "VCALENDAR");
    out
}

fn event(out: &mut String, shown: &ChecklistRow<'_>, due: Day, list: &ChecklistReport<'_>) {
    let words = match shown.item.status {
        Status::Waived => "Waiver ends: ",
        Status::Overdue => "Overdue: ",
        _ => "Due: ",
    };
    let summary = format!("{words}{} {}", shown.control, shown.subject_words());
    line(out, "BEGIN", "VEVENT");
    line(out, "UID", &identity(shown, list));
    line(out, "DTSTAMP", &format!("{}T000000Z", digits(list.today())));
    line(out, "DTSTART;VALUE=DATE", &digits(due));
    line(out, "DTEND;VALUE=DATE", &digits(next(due)));
    line(out, "SUMMARY", &escape(&summary));
    line(out, "DESCRIPTION", &escape(&description(shown)));
    line(out, "CATEGORIES", &escape(shown.role));
    if let Some(url) = url(shown, list) {
        line(out, "URL", &url);
    }
    line(out, "TRANSP", "TRANSPARENT");
    line(out, "END", "VEVENT");
}

fn description(shown: &ChecklistRow<'_>) -> String {
    let mut lines =
        vec![shown.statement.to_owned(), format!("{}: {}", shown.item.status.words(), shown.reason)];
    lines.push(format!("Who: {}", shown.who()));
    lines.extend(shown.settle.map(|settle| format!("Settle: {settle}")));
    lines.join("\n")
}

/// The same for one control on one subject of one site, whatever the day.
fn identity(shown: &ChecklistRow<'_>, list: &ChecklistReport<'_>) -> String {
    let site = list.base_url.unwrap_or(list.site);
    let whole = [site, shown.control, shown.subject.kind, &shown.subject.name].join("\0");
    format!("guidepost-{}", slice(&blake3::hash(whole.as_bytes()).to_hex(), ..32))
}

fn url(shown: &ChecklistRow<'_>, list: &ChecklistReport<'_>) -> Option<String> {
    let SubjectName::Page(number) = shown.item.subject else { return None };
    let page = list.content.page(list.governance.subjects.get(number)?.page?);
    Some(format!("{}{}", list.base_url?, page.address.from_root()))
}

fn digits(day: Day) -> String {
    day.to_string().replace('-', "")
}

/// A text as a value; signs that no line may hold are dropped.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '\\' | ';' | ',' => out.extend(['\\', sign]),
            '\n' => out.push_str("\\n"),
            sign if sign.is_control() => {}
            sign => out.push(sign),
        }
    }
    out
}

/// A line, folded between characters where it is too long.
fn line(out: &mut String, key: &str, value: &str) {
    let mut room = LONGEST;
    for sign in key.chars().chain([':']).chain(value.chars()) {
        if sign.len_utf8() > room {
            out.push_str("\r\n ");
            room = LONGEST - 1;
        }
        out.push(sign);
        room -= sign.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_fold_between_characters() {
        for sign in ["a", "é", "界", "🦀"] {
            let mut out = String::new();
            line(&mut out, "SUMMARY", &sign.repeat(120));
            let lines: Vec<&str> = out.strip_suffix("\r\n").expect("an end").split("\r\n").collect();
            assert!(lines.iter().all(|line| line.len() <= 75), "{lines:?}");
            assert!(lines[0].len() > 71 && lines[1].starts_with(' '), "{lines:?}");
            assert_eq!(out.replace("\r\n ", ""), format!("SUMMARY:{}\r\n", sign.repeat(120)));
        }
        let mut out = String::new();
        line(&mut out, "X", &"a".repeat(73));
        assert_eq!(out.len(), 77, "a line that fits is not folded");
    }

    #[test]
    fn values_are_escaped() {
        assert_eq!(escape("a, b; c\\d\ne\r\u{7}\tf: \"g\""), "a\\, b\\; c\\\\d\\nef: \"g\"");
    }
}
