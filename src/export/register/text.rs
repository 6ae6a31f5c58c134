//! A register for people at a terminal: a page a paragraph, since a row of all this fits no window.

use std::fmt::Write as _;

use crate::export::listed;
use crate::governance::Governance;
use crate::governance::register::{RegisterRow, RegisterSignature};
use crate::model::Hindrance;

pub(super) fn render(rows: &[RegisterRow], governance: &Governance) -> String {
    let mut out = String::new();
    for row in rows {
        let title = row.title.as_deref().filter(|_| row.document.is_some()).unwrap_or_default();
        // Whatever is written into a text cannot fail.
        let _ = writeln!(out, "{}", plain(format!("{} {title}", row.name()).trim_end()));
        for (label, words) in lines(row) {
            let _ = writeln!(out, "  {label:12}{}", plain(&words));
        }
        out.push('\n');
    }
    let in_force = rows.iter().filter(|row| row.validity.is_in_force()).count();
    let pages = if rows.len() == 1 {
        "1 controlled page".to_owned()
    } else {
        format!("{} controlled pages", rows.len())
    };
    let _ = writeln!(out, "{}: {pages}, {in_force} in force", governance.today.in_english());
    if let Some(account) = governance.account {
        let _ = writeln!(out, "{}", account.words());
    }
    out
}

fn lines(row: &RegisterRow) -> Vec<(&'static str, String)> {
    let mut lines = vec![("status", status(row)), ("path", row.path.as_str().to_owned())];
    if let Some(owner) = &row.owner {
        let holders =
            if owner.holders.is_empty() { "nobody holds it".to_owned() } else { listed(&owner.holders) };
        lines.push(("owner", format!("{} ({holders})", owner.role)));
    }
    if let Some(revision) = &row.revision {
        let day = revision.day.map(|day| format!(" of {}", day.in_english())).unwrap_or_default();
        lines.push(("revision", format!("{}{day}", revision.text.short())));
    }
    let approvals: Vec<String> = row.approvals.iter().map(signature).collect();
    lines.extend((!approvals.is_empty()).then(|| ("approved by", approvals.join(", "))));
    lines.extend(row.since.map(|day| ("since", day.in_english())));
    lines.extend(row.next_review.map(|day| ("next review", day.in_english())));
    lines
}

/// "law (legal) on 3 Jan 2026".
fn signature(signature: &RegisterSignature) -> String {
    format!("{} ({}) on {}", signature.person, signature.role, signature.date.in_english())
}

fn status(row: &RegisterRow) -> String {
    let issue = row.issue.map(|issue| format!("issue {issue}, ")).unwrap_or_default();
    let roles = row.waiting.as_ref().map(|waiting| listed(&waiting.roles)).unwrap_or_default();
    if let Some(Hindrance::Declined(by)) = row.waiting.as_ref().map(|waiting| &waiting.hindrance) {
        return format!("{issue}{} (declined by {} as {})", row.validity.words(), by.person, by.role);
    }
    let waits = if roles.is_empty() { String::new() } else { format!(" (waits for {roles})") };
    format!("{issue}{}{waits}", row.validity.words())
}

/// Without what would steer a terminal.
fn plain(text: &str) -> String {
    text.chars().filter(|sign| !crate::shell::steers(*sign)).collect()
}
