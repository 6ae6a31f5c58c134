//! Every text of a page that was in force, with who signed it.

use std::fmt::Write as _;
use std::sync::Arc;

use serde_json::{Value, json};

use crate::cli::governed_site::GovernedSite;
use crate::cli::outcome::Failure;
use crate::date::Day;
use crate::model::{InForce, Issue, Record, TextId};

/// The texts of a page that were in force, the oldest first.
pub(super) struct PageIssues {
    name: String,
    title: String,
    file: String,
    issues: Vec<ListedIssue>,
}

/// A text that is or was in force.
struct ListedIssue {
    /// What it is called: "issue 3".
    name: String,
    number: Option<u32>,
    text: Option<TextId>,
    since: Day,
    until: Option<Day>,
    /// Who signed it, each with the role.
    signers: Vec<String>,
}

impl PageIssues {
    /// Those of a page, by its number among those that are judged.
    pub(super) fn of(governed: &GovernedSite, number: usize) -> Result<PageIssues, Failure> {
        let governance = governed.governance()?;
        let subject = &governance.subjects[number];
        let listed = |issue: &Issue| ListedIssue {
            name: issue.name(&governance.words),
            number: issue.number,
            text: subject.states.get(issue.state).map(|state| state.exact.text),
            since: issue.since,
            until: issue.until,
            signers: issue.basis.records().iter().map(signer).collect(),
        };
        Ok(PageIssues {
            name: subject.name().to_owned(),
            title: subject.working.title.to_string(),
            file: subject.file.to_string(),
            issues: governance.in_force[number].issues.iter().map(listed).collect(),
        })
    }

    /// For people.
    pub(super) fn text(&self) -> String {
        let PageIssues { name, title, file, issues } = self;
        let mut text = format!("{name} “{title}” ({file})\n\n");
        if issues.is_empty() {
            text.push_str("  no text of it was ever in force\n");
            return text;
        }
        let from = |issue: &ListedIssue| issue.since.in_english();
        let until = |issue: &ListedIssue| issue.until.map_or_else(|| "today".to_owned(), Day::in_english);
        for issue in issues {
            let signers = if issue.signers.is_empty() {
                "approved by nobody".to_owned()
            } else {
                issue.signers.join(", ")
            };
            // Writing to a text cannot fail.
            let _ =
                writeln!(text, "  {}, from {} until {}: {signers}", issue.name, from(issue), until(issue));
        }
        let last = issues.last().map(|issue| issue.since.to_string()).unwrap_or_default();
        let _ = write!(text, "\nWhat proves it of a day: guidepost audit {name} --on {last}\n");
        text
    }

    /// For machines.
    pub(super) fn json(&self) -> Value {
        let one = |issue: &ListedIssue| {
            json!({
                "issue": issue.number,
                "text": issue.text.map(|text| text.to_string()),
                "since": issue.since.to_string(),
                "until": issue.until.map(|day| day.to_string()),
                "signers": issue.signers,
            })
        };
        json!({
            "page": self.name,
            "title": self.title,
            "path": self.file,
            "issues": self.issues.iter().map(one).collect::<Vec<_>>(),
        })
    }
}

/// "law (lead)".
fn signer(record: &Arc<Record>) -> String {
    format!("{} ({})", record.person, record.role)
}

/// The texts that were in force earlier on a day than the one that was at its end, in words.
pub(super) fn earlier_that_day(then: &InForce, name: &dyn Fn(&Issue) -> String) -> Vec<String> {
    let last = then.issue();
    let is_other = |issue: &&Issue| last.is_none_or(|last| last != *issue);
    let ended = then.issues.iter().filter(is_other).filter(|issue| issue.until == Some(then.on));
    ended.map(|issue| format!("Earlier that day {} was in force", name(issue))).collect()
}
