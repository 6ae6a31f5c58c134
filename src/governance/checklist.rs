//! Every control on everything that it is about.

use std::sync::Arc;

use super::judged::Judged;
use super::ledger::{Governed, Ledger};
use super::rulebook::Rulebook;
use super::rules::{Facet, Rule, RuleView, Verdict, Weight};
use super::subject::Subject;
use super::whole::Governance;
use crate::config::Edition;
use crate::diagnostic::{Checked, Code, Finding, Place, Severity};
use crate::model::{
    Awaited, Checklist, Content, Control, ControlScope, Item, ItemEvidence, PageFacts, Record, Status,
    SubjectName, WaiverDetails,
};
use crate::path::FilePath;
use crate::shared::SharedList;

impl Governance {
    /// How every control of the model in force stands on everything that it is about. What is overdue or unmet is a
    /// finding as well, and weighs what its control says.
    pub fn check(&self, content: &Content) -> Checked<Checklist> {
        let Some(judge) = Judge::by_model_in_force(self, content) else {
            return Checked::clean(Checklist::default());
        };
        let ledger = judge.ledger();
        let mut findings = Vec::new();
        let numbers = 0..self.subjects.len();
        let of_pages =
            numbers.map(|number| judge.of_page(number, &ledger).into_value(&mut findings)).collect();
        let of_others = judge.of_others(&ledger).into_value(&mut findings);
        Checked::new(judge.checklist(of_pages, of_others), findings)
    }
}

/// Judges by the controls that apply on a day.
pub struct Judge<'a> {
    governed: Governed<'a>,
    active: Vec<(&'a Arc<Control>, &'a dyn Rule)>,
}

impl<'a> Judge<'a> {
    /// By the model in force; `None` where there is none.
    pub fn by_model_in_force(governance: &'a Governance, content: &'a Content) -> Option<Judge<'a>> {
        let rulebook = governance.timeline.on(governance.today)?;
        let active = rulebook.active(governance.today).collect();
        Some(Judge { governed: Governed { content, governance }, active })
    }

    /// What rules look up in the records and in all pages: it depends on everything of them but their words.
    pub fn ledger(&self) -> Ledger {
        Ledger::new(&self.governed)
    }

    /// How the controls stand on a page. That depends on the page, on what its references lead to, on how others look from
    /// there, and on what all pages are judged by.
    pub fn of_page(&self, number: usize, ledger: &Ledger) -> Checked<Arc<[Item]>> {
        let name = SubjectName::Page(number);
        let asked =
            self.active.iter().filter(|(control, rule)| is_about(&self.governed, control, *rule, number));
        judged(asked.map(|(control, rule)| judge(&self.governed, ledger, control, *rule, &name)))
    }

    /// How the controls stand on what is no page.
    pub fn of_others(&self, ledger: &Ledger) -> Checked<Arc<[Item]>> {
        let names =
            self.active.iter().flat_map(|asked| others(asked.0).into_iter().map(move |name| (asked, name)));
        let judge = |((control, rule), name): (&(&Arc<Control>, &dyn Rule), SubjectName)| {
            judge(&self.governed, ledger, control, *rule, &name)
        };
        let mut others = judged(names.map(judge));
        let idle =
            |control| ledger.waivers_by_others(control).map(move |record| idle_waiver(control, record));
        others.findings.extend(self.active.iter().flat_map(|(control, _)| idle(*control)));
        others
    }

    /// All of it together.
    pub fn checklist(&self, of_pages: SharedList<[Item]>, of_others: Arc<[Item]>) -> Checklist {
        let controls = self.active.iter().map(|(control, _)| (*control).clone()).collect();
        Checklist { controls, of_pages, of_others }
    }
}

/// How controls stand, and what of that is a finding.
fn judged(all: impl Iterator<Item = (Item, Option<Finding>)>) -> Checked<Arc<[Item]>> {
    let (items, findings): (Vec<Item>, Vec<Option<Finding>>) = all.unzip();
    Checked::new(items.into(), findings.into_iter().flatten().collect())
}

/// Whether a control is about a page. Of a page that is withdrawn nothing is asked but that it was withdrawn properly.
/// Approval looks at the working text and the text in force, every other rule at the selected edition.
fn is_about(governed: &Governed<'_>, control: &Control, rule: &dyn Rule, number: usize) -> bool {
    let subject = &governed.governance.subjects[number];
    if !rule.looks_at().contains(&Facet::Working) {
        let applies = governed.governance.in_force.get(number).is_none_or(|known| !known.is_withdrawn());
        return applies && subject.shown.as_ref().is_some_and(|facts| control.about.includes(facts));
    }
    // Nobody is asked to approve a page that was released.
    if rule.approval().is_some()
        && governed.governance.in_force.get(number).is_some_and(|known| !known.is_controlled())
    {
        return false;
    }
    let in_force = facts_in_force(governed, number, subject);
    let asks = |facts: &PageFacts| match rule.approval() {
        Some(_) => control.about.may_include(facts),
        None => control.about.includes(facts),
    };
    asks(&subject.working) || in_force.is_some_and(asks)
}

/// What a control is about that is no page which is there.
fn others(control: &Control) -> Option<SubjectName> {
    (control.about == ControlScope::Site).then_some(SubjectName::Site)
}

fn facts_in_force<'a>(governed: &Governed<'a>, number: usize, subject: &'a Subject) -> Option<&'a PageFacts> {
    let issue = governed.governance.in_force.get(number)?.issue()?;
    subject.states.get(issue.state)?.facts.as_deref()
}

fn judge(
    governed: &Governed<'_>,
    ledger: &Ledger,
    control: &Arc<Control>,
    rule: &dyn Rule,
    name: &SubjectName,
) -> (Item, Option<Finding>) {
    let site = Judged { governed, ledger };
    let view = RuleView::new(&site, control, name);
    let verdict = rule.judge(&view);
    debug_assert!(view.keeps_to(rule.looks_at()), "`{}` looks at more than it says", control.rule);
    let verdict = waived(verdict, control, name, governed, ledger);
    let weight = match verdict.weight {
        Weight::AsControl => control.severity,
        Weight::NeverInForce if governed.governance.edition == Edition::Latest => control.severity,
        Weight::DraftWaits | Weight::NeverInForce => control.severity.max(Severity::Warning),
    };
    let finding = finding(&verdict, weight, control, name, governed);
    let item = Item {
        waits_for: waits_for(&verdict, control, governed),
        control: control.clone(),
        subject: *name,
        status: verdict.status,
        reason: verdict.reason,
        evidence: verdict.evidence,
        holders: holders(governed, &control.accountable),
        due: verdict.due,
        settle: verdict.settle,
        in_public: verdict.in_public,
        weight,
    };
    (item, finding)
}

/// Whom a verdict waits for. Where it says how it is settled and not by whom, that is for whoever answers for it.
fn waits_for(verdict: &Verdict, control: &Control, governed: &Governed<'_>) -> Vec<Awaited> {
    if !matches!(verdict.status, Status::Unmet | Status::Overdue | Status::DueSoon) {
        return Vec::new();
    }
    let accountable = (verdict.asks.is_empty() && !verdict.settle.is_empty()).then_some(&control.accountable);
    let asked = |role: &Arc<str>| Awaited {
        role: governed.governance.named_role(role),
        holders: holders(governed, role),
    };
    let mut asked: Vec<Awaited> = verdict.asks.iter().chain(accountable).map(asked).collect();
    asked.dedup();
    asked
}

/// Who holds a role today.
fn holders(governed: &Governed<'_>, role: &str) -> Vec<Arc<str>> {
    let role = governed.governance.roles.get(role);
    role.map_or_else(Vec::new, |role| role.holders_on(governed.governance.today))
}

/// A waiver stands in for what does not hold, through its last day.
fn waived(
    verdict: Verdict,
    control: &Control,
    name: &SubjectName,
    governed: &Governed<'_>,
    ledger: &Ledger,
) -> Verdict {
    if !matches!(verdict.status, Status::Unmet | Status::Overdue | Status::DueSoon) {
        return verdict;
    }
    let page = match name {
        SubjectName::Page(number) => governed.governance.subjects[*number].working.document.as_ref(),
        SubjectName::Site => None,
    };
    let Some(record) = ledger.waiver(control, page) else { return verdict };
    let Some(WaiverDetails { expires, reason, .. }) = record.waiver() else { return verdict };
    let words = &governed.governance.words;
    if *expires < governed.governance.today {
        let values = [("why", verdict.reason.as_str().into()), ("day", words.day(*expires).into())];
        let reason = words.fill("why_waiver_over", values);
        return Verdict { reason, ..verdict };
    }
    let values = [("day", words.day(*expires).into()), ("reason", (&**reason).into())];
    let words = words.fill("why_waived", values);
    let settle = String::new();
    Verdict { status: Status::Waived, reason: words, due: Some(*expires), settle, in_public: None, ..verdict }
        .with([ItemEvidence::Record(record.id.clone())])
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
        SubjectName::Page(number) => {
            let subject = &governed.governance.subjects[*number];
            match subject.deleted {
                // There is no file any more to look into.
                Some(_) => (place_of(control, governed), format!(" of {}", subject.name())),
                None => (Place::file(&subject.file), String::new()),
            }
        }
        SubjectName::Site => (place_of(control, governed), String::new()),
    };
    let message = format!("{}{of}: {}", control.id, verdict.reason);
    Some(
        Finding::new(code, place, message)
            .with_severity(weight)
            .hint_if(in_a_hint(&verdict.settle))
            .hint(control.statement.to_string()),
    )
}

/// Where a control stands in the model as it is shown, which may be a newer text than the one that asks it.
fn place_of(control: &Control, governed: &Governed<'_>) -> Place {
    let file = &control.place.file;
    let shown = governed.governance.models.iter().find(|(model, _)| model == file);
    let same = |(_, rulebook): &(FilePath, Arc<Rulebook>)| {
        rulebook.model.controls.iter().find(|shown| shown.id == control.id).map(|shown| shown.place.clone())
    };
    shown.and_then(same).unwrap_or_else(|| Place::file(file))
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
