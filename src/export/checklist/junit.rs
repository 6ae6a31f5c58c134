//! A checklist as a `JUnit` report: a suite for each control, a case for each of its subjects.
//!
//! A case fails where `check` would. What is overdue or unmet and weighs less is skipped, with what it lacks: reports
//! know no warning, a passed case would say that it holds, and a failed one would stop the run. What is waived or not
//! applicable is skipped too.

use std::fmt::Write as _;

use super::report::ChecklistReport;
use super::shown::ChecklistRow;
use crate::export::xml::escape;
use crate::model::Status;

pub(super) fn render(list: &ChecklistReport<'_>) -> String {
    let shown = list.shown();
    let suites: Vec<&[ChecklistRow<'_>]> = shown.chunk_by(|a, b| a.control == b.control).collect();
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"{}\" {}>\n",
        escape(list.site),
        counts(&shown)
    );
    let today = list.today();
    for suite in suites {
        let name = suite.first().map(|shown| format!("{}: {}", shown.control, shown.statement));
        // Whatever is written into a text cannot fail.
        let _ = writeln!(
            out,
            "  <testsuite name=\"{}\" {} timestamp=\"{today}T00:00:00\">",
            escape(&name.unwrap_or_default()),
            counts(suite)
        );
        for shown in suite {
            case(&mut out, shown);
        }
        out.push_str("  </testsuite>\n");
    }
    out.push_str("</testsuites>\n");
    out
}

fn counts(shown: &[ChecklistRow<'_>]) -> String {
    let count = |test: fn(&ChecklistRow<'_>) -> bool| shown.iter().filter(|shown| test(shown)).count();
    format!(
        "tests=\"{}\" failures=\"{}\" errors=\"0\" skipped=\"{}\" time=\"0\"",
        shown.len(),
        count(fails),
        count(is_skipped)
    )
}

fn fails(shown: &ChecklistRow<'_>) -> bool {
    shown.item.is_error()
}

fn is_skipped(shown: &ChecklistRow<'_>) -> bool {
    !fails(shown) && !matches!(shown.item.status, Status::Met | Status::DueSoon)
}

fn case(out: &mut String, shown: &ChecklistRow<'_>) {
    let file = shown.subject.file.as_ref().map(|file| format!(" file=\"{}\"", escape(file)));
    let _ = write!(
        out,
        "    <testcase name=\"{}\" classname=\"{}\"{} time=\"0\"",
        escape(&shown.subject_words()),
        escape(shown.control),
        file.unwrap_or_default()
    );
    let words = format!("{}: {}", shown.item.status.words(), shown.reason);
    let _ = if fails(shown) {
        writeln!(
            out,
            ">\n      <failure type=\"{}\" message=\"{}\">{}</failure>\n    </testcase>",
            shown.status,
            escape(&words),
            escape(&details(shown))
        )
    } else if is_skipped(shown) {
        let heavy = matches!(shown.item.status, Status::Overdue | Status::Unmet);
        let words = if heavy { format!("{}, {words}", shown.severity) } else { words };
        writeln!(out, ">\n      <skipped message=\"{}\"/>\n    </testcase>", escape(&words))
    } else if shown.item.status == Status::DueSoon {
        writeln!(out, ">\n      <system-out>{}</system-out>\n    </testcase>", escape(&words))
    } else {
        writeln!(out, "/>")
    };
}

fn details(shown: &ChecklistRow<'_>) -> String {
    let mut details = format!("{}\nwho: {}", shown.statement, shown.who());
    if let Some(due) = &shown.due {
        let _ = write!(details, "\ndue: {due}");
    }
    if let Some(settle) = shown.settle {
        let _ = write!(details, "\nsettle: {settle}");
    }
    details
}
