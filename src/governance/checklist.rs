//! Every control on everything that it is about.

use std::sync::Arc;

use rayon::prelude::*;

use super::ledger::Ledger;
use super::rules::{Facet, Rule, Verdict, View, Weight};
use super::subject::{Gone, Subject};
use super::timeline::Timeline;
use crate::date::{Day, Zone};
use crate::diagnostic::{Checked, Code, Finding, Place, Severity};
use crate::model::{
    About, Checklist, Content, Control, Deed, Evidence, Facts, InForce, Item, Record, Roles, Status,
    SubjectName,
};

/// Everything that a checklist depends on.
#[derive(Clone, Copy, Debug)]
pub struct Governed<'a> {
    /// The selected edition.
    pub content: &'a Content,
    /// Every page that somebody wrote, in the order of their paths.
    pub subjects: &'a [Subject],
    /// Which text of each is in force.
    pub in_force: &'a [InForce],
    /// Pages that were under control and are deleted.
    pub gone: &'a [Gone],
    /// Which model was in force when.
    pub timeline: &'a Timeline,
    /// The records that hold.
    pub records: &'a [Arc<Record>],
    /// Who holds which role.
    pub roles: &'a Roles,
    /// Today.
    pub today: Day,
    /// Where days begin and end.
    pub zone: &'a Zone,
}

/// How every control of the model in force stands on everything that it is about. What is overdue or unmet is a
/// finding as well, and weighs what its control says.
pub fn check(governed: &Governed<'_>) -> Checked<Checklist> {
    let Some(rulebook) = governed.timeline.on(governed.today) else {
        return Checked::clean(Checklist::default());
    };
    let ledger = Ledger::new(governed);
    let mut findings = Vec::new();
    let mut items = Vec::new();
    for (control, rule) in rulebook.active(governed.today) {
        findings.extend(ledger.waivers_by_others(control).map(|record| idle_waiver(control, record)));
        let judged: Vec<(Item, Option<Finding>)> = subjects(governed, control, rule)
            .par_iter()
            .map(|name| judge(governed, &ledger, control, rule, name))
            .collect();
        for (item, finding) in judged {
            items.push(item);
            findings.extend(finding);
        }
    }
    Checked::new(Checklist { items }, findings)
}

/// What a control is about. Of a page that is withdrawn nothing is asked but that it was withdrawn properly. Approval looks at the working text and the text in force, every other rule at the
/// selected edition.
fn subjects(governed: &Governed<'_>, control: &Control, rule: &dyn Rule) -> Vec<SubjectName> {
    if control.about == About::Site {
        return vec![SubjectName::Site];
    }
    let by_working = rule.looks_at().contains(&Facet::Working);
    let is_subject = |(number, subject): &(usize, &Subject)| {
        if !by_working {
            let applies = governed.in_force.get(*number).is_none_or(|known| !known.is_withdrawn());
            return applies && subject.shown.as_ref().is_some_and(|facts| control.about.includes(facts));
        }
        let in_force = facts_in_force(governed, *number, subject);
        control.about.includes(&subject.working)
            || in_force.is_some_and(|facts| control.about.includes(facts))
    };
    let pages = governed.subjects.iter().enumerate().filter(is_subject);
    let mut names: Vec<SubjectName> = pages.map(|(number, _)| SubjectName::Page(number)).collect();
    if by_working && rule.approval().is_none() {
        let gone = governed.gone.iter().filter(|gone| control.about.includes(&gone.facts));
        names.extend(gone.map(|gone| SubjectName::Gone(gone.document.clone())));
    }
    names
}

fn facts_in_force<'a>(governed: &Governed<'a>, number: usize, subject: &'a Subject) -> Option<&'a Facts> {
    let issue = governed.in_force.get(number)?.issue()?;
    subject.states.get(issue.state)?.facts.as_deref()
}

fn judge(
    governed: &Governed<'_>,
    ledger: &Ledger<'_>,
    control: &Arc<Control>,
    rule: &dyn Rule,
    name: &SubjectName,
) -> (Item, Option<Finding>) {
    let view = View::new(governed, ledger, control, name);
    let verdict = rule.judge(&view);
    debug_assert!(view.keeps_to(rule.looks_at()), "`{}` looks at more than it says", control.rule);
    let verdict = waived(verdict, control, name, governed, ledger);
    let weight = match verdict.weight {
        Weight::AsControl => control.severity,
        Weight::DraftWaits => control.severity.max(Severity::Warning),
    };
    let finding = finding(&verdict, weight, control, name, governed);
    let holders = governed.roles.get(&control.accountable);
    let item = Item {
        control: control.clone(),
        subject: name.clone(),
        status: verdict.status,
        reason: verdict.reason,
        evidence: verdict.evidence,
        holders: holders.map_or_else(Vec::new, |role| role.holders_on(governed.today)),
        due: verdict.due,
        settle: verdict.settle,
        weight,
    };
    (item, finding)
}

/// A waiver stands in for what does not hold, through its last day.
fn waived(
    verdict: Verdict,
    control: &Control,
    name: &SubjectName,
    governed: &Governed<'_>,
    ledger: &Ledger<'_>,
) -> Verdict {
    if !matches!(verdict.status, Status::Unmet | Status::Overdue | Status::DueSoon) {
        return verdict;
    }
    let page = match name {
        SubjectName::Page(number) => governed.subjects[*number].working.document.as_ref(),
        SubjectName::Gone(document) => Some(document),
        SubjectName::Site => None,
    };
    let Some(record) = ledger.waiver(control, page) else { return verdict };
    let Deed::Waiver { expires, reason, .. } = &record.deed else { return verdict };
    if *expires < governed.today {
        let reason = format!("{}; the waiver ran out on {}", verdict.reason, expires.words());
        return Verdict { reason, ..verdict };
    }
    let words = format!("waived through {}: {reason}", expires.words());
    let settle = String::new();
    Verdict { status: Status::Waived, reason: words, due: Some(*expires), settle, ..verdict }
        .with([Evidence::Record(record.id.clone())])
}

fn finding(
    verdict: &Verdict,
    weight: Severity,
    control: &Control,
    name: &SubjectName,
    governed: &Governed<'_>,
) -> Option<Finding> {
    let code = match verdict.status {
        Status::Unmet => Code::ControlUnmet,
        Status::Overdue => Code::ControlOverdue,
        _ => return None,
    };
    let (place, of) = match name {
        SubjectName::Page(number) => (Place::file(&governed.subjects[*number].file), String::new()),
        SubjectName::Gone(document) => (control.place.clone(), format!(" of {document}")),
        SubjectName::Site => (control.place.clone(), String::new()),
    };
    let message = format!("{}{of}: {}", control.id, verdict.reason);
    Some(
        Finding::new(code, place, message)
            .weighing(weight)
            .hint_if(in_a_hint(&verdict.settle))
            .hint(control.statement.to_string()),
    )
}

/// What would settle it, commands between backticks.
fn in_a_hint(settle: &str) -> Option<String> {
    let written = if settle.starts_with("guidepost ") { format!("`{settle}`") } else { settle.to_owned() };
    (!settle.is_empty()).then_some(written)
}

fn idle_waiver(control: &Control, record: &Record) -> Finding {
    let message = format!("`{}` does not answer for {} and cannot waive it", record.role, control.id);
    Finding::new(Code::RecordDoesNotHold, record.place.clone(), message)
        .hint(format!("`{}` can", control.accountable))
}
