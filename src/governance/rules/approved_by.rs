//! The text is approved by everybody whom it needs. The pages that this is asked of are controlled.

use std::sync::Arc;

use super::approval::Approval;
use super::due::DueWords;
use super::how_to_approve::{approve, approve_by_another};
use super::lacks::{Lacks, lapsed};
use super::{Entry, Facet, Rule, RuleView, Verdict, Weight};
use crate::governance::roles::ROLE;
use crate::model::{
    FieldValue, InForce, InForceReason, Issue, ItemEvidence, PageFacts, Record, Roles, Standing, Status,
    same_handle,
};
use crate::shell::Verb;
use crate::yaml::YamlMap;

pub(super) const ENTRY: Entry = Entry::new("approved_by", read);

fn read(map: &YamlMap<'_, '_>, roles: &Roles) -> Option<Arc<dyn Rule>> {
    Some(Arc::new(ApprovedBy(Approval::read(map, roles)?)))
}

const APPROVAL: DueWords =
    DueWords { overdue: "why_approval_overdue", soon: "why_approval_due", later: "why_approval_later" };

#[derive(Debug)]
struct ApprovedBy(Approval);

impl Rule for ApprovedBy {
    fn looks_at(&self) -> &'static [Facet] {
        &[Facet::Working, Facet::Approvals, Facet::Records, Facet::Roles]
    }

    fn approval(&self) -> Option<&Approval> {
        Some(&self.0)
    }

    fn judge(&self, view: &RuleView<'_>) -> Verdict {
        let (Some(in_force), Some(working)) = (view.in_force(), view.working()) else {
            return Verdict::not_applicable(view.say("why_page_gone"));
        };
        let verdict = match &in_force.standing {
            Standing::Withdrawn { by, on } => {
                Verdict::not_applicable(view.fill("why_withdrawn_on", [("day", view.day(*on))]))
                    .with([ItemEvidence::Record(by.id.clone())])
            }
            _ => match (in_force.issue(), &in_force.waiting) {
                (Some(issue), None) => self.in_force(view, working, issue),
                (Some(issue), Some(_)) if !view.control().about.may_include(working) => leaves(view, issue),
                (Some(issue), Some(waiting)) => {
                    draft(view, in_force, issue, &Lacks::between(waiting, &self.0, working))
                }
                (None, _) if is_new_draft(working, in_force) => {
                    Verdict::not_applicable(view.say("why_draft"))
                }
                (None, Some(waiting)) => never(view, in_force, &Lacks::between(waiting, &self.0, working)),
                (None, None) => Verdict::unmet(view.say("why_not_committed"), view.say("do_commit_page")),
            },
        };
        super::pending::with_pending(view, verdict)
    }
}

impl ApprovedBy {
    fn in_force(&self, view: &RuleView<'_>, working: &PageFacts, issue: &Issue) -> Verdict {
        let text = view.text_of(issue).map(|exact| ItemEvidence::Text(exact.text));
        match &issue.basis {
            InForceReason::Provisional { by, until, .. } => {
                let roles = self.0.roles(working);
                let settle = approve(view, &roles);
                let verdict = super::due::by_day(view, *until, &APPROVAL, settle);
                verdict.asking(roles).with([ItemEvidence::Record(by.id.clone())]).with(text)
            }
            InForceReason::StoodBefore => self.stood_before(view, working, issue).with(text),
            InForceReason::Approved(records) => {
                let signed: Vec<&Record> = records.iter().map(|record| &**record).collect();
                let missing = self.0.missing(working, &signed, view.roles());
                let evidence: Vec<ItemEvidence> = records
                    .iter()
                    .map(|record| ItemEvidence::Record(record.id.clone()))
                    .chain(text)
                    .collect();
                if missing.is_empty() {
                    let values = [("day", view.day(issue.since)), ("people", people(view, records).into())];
                    return Verdict::met(view.fill("why_approved", values)).with(evidence);
                }
                let adopted = records.iter().find(|record| view.is_adoption(record));
                if adopted.is_some() && &*working.kind == ROLE {
                    let values = [("day", view.day(issue.since)), ("people", people(view, records).into())];
                    return Verdict::met(view.fill("why_adopted", values)).with(evidence);
                }
                let asked = view.roles_in_words(&missing);
                let reason = match adopted {
                    Some(record) => {
                        let role = view.role_title(&record.role);
                        let values = [("role", (&*role).into()), ("roles", asked.into())];
                        view.fill("why_adopted_unsigned", values)
                    }
                    None => view.fill("why_earlier_model", [("roles", asked.into())]),
                };
                Verdict::unmet(reason, approve(view, &missing)).asking(missing).with(evidence)
            }
        }
    }

    fn stood_before(&self, view: &RuleView<'_>, working: &PageFacts, issue: &Issue) -> Verdict {
        let exact = view.text_of(issue);
        let signs = |record: &&Record| {
            let is_it = |text| exact.is_some_and(|exact| exact.same_as(text));
            record.is_full_approval() && record.text().is_some_and(is_it)
        };
        let signed: Vec<&Record> = view.records().map(|record| &**record).filter(signs).collect();
        let missing = self.0.missing(working, &signed, view.roles());
        if missing.is_empty() {
            if self.0.needs_another() {
                let all = self.0.roles(working);
                let reason = view.say("why_before_control_authors");
                return Verdict::unmet(reason, approve_by_another(view, &all)).asking(all);
            }
            // As with a draft: a text is approved as a whole, or not.
            return Verdict::unmet(view.say("why_before_control_others"), "");
        }
        let settle = approve(view, &missing);
        let asked = view.roles_in_words(&missing);
        let reason = view.fill("why_before_control_unsigned", [("roles", asked.into())]);
        Verdict::unmet(reason, settle).asking(missing)
    }
}

/// The newest text says that it is no longer what this is asked of.
fn leaves(view: &RuleView<'_>, issue: &Issue) -> Verdict {
    let command = view.deed(Verb::Withdraw, &view.control().accountable);
    let settle = view.fill("do_withdraw_or_change", [("command", command.into())]);
    let reason = view.fill("why_leaves_control", [("issue", issue.name(view.words()).into())]);
    let text = view.text_of(issue).map(|exact| ItemEvidence::Text(exact.text));
    Verdict { weight: Weight::DraftWaits, ..Verdict::unmet(reason, settle) }.with(text)
}

fn draft(view: &RuleView<'_>, in_force: &InForce, issue: &Issue, lacks: &Lacks<'_>) -> Verdict {
    let values = [("issue", issue.name(view.words()).into()), ("waits", lacks.in_words(view).into())];
    let reason = view.fill("why_newer_text", values);
    let (status, due) = match lapsed(in_force, view) {
        Some(day) => (Status::Overdue, Some(day)),
        None => (Status::Unmet, None),
    };
    let text = view.text_of(issue).map(|exact| ItemEvidence::Text(exact.text));
    let weight = if is_approved(issue) && due.is_none() { Weight::DraftWaits } else { Weight::AsControl };
    if let (Some(_), None, true) = (lacks.day(), due, is_approved(issue)) {
        // Nobody has to do anything but wait.
        return Verdict::met(reason).with(text);
    }
    let verdict = Verdict { due, weight, ..Verdict::new(status, reason) }.with(text);
    Verdict { settle: lacks.settle(view), in_public: lacks.in_public(view), ..verdict }.asking(lacks.asked())
}

fn never(view: &RuleView<'_>, in_force: &InForce, lacks: &Lacks<'_>) -> Verdict {
    let overdue = lapsed(in_force, view);
    let status = if overdue.is_some() { Status::Overdue } else { Status::Unmet };
    let say = |word| view.fill(word, [("waits", lacks.in_words(view).into())]);
    if lacks.day().is_some() && overdue.is_none() {
        // Nobody has to do anything but wait.
        return Verdict::met(say("why_approved_for_later"));
    }
    let reason = say("why_no_text_in_force");
    let is_new = in_force.issues.is_empty() && overdue.is_none();
    let weight = if is_new { Weight::NeverInForce } else { Weight::AsControl };
    let verdict =
        Verdict { due: overdue, weight, settle: lacks.settle(view), ..Verdict::new(status, reason) };
    verdict.asking(lacks.asked())
}

/// Whether a page says that it is a draft, and always was one: nobody approves it before that line is taken out.
fn is_new_draft(working: &PageFacts, in_force: &InForce) -> bool {
    in_force.issues.is_empty() && working.fields.get("draft") == Some(&FieldValue::Flag(true))
}

/// Who signed, each person once with all their roles.
fn people(view: &RuleView<'_>, records: &[Arc<Record>]) -> String {
    let mut signers: Vec<(&Arc<str>, Vec<Arc<str>>)> = Vec::new();
    for record in records.iter().filter(|record| record.approval().is_some()) {
        let role = view.role_title(&record.role);
        match signers.iter_mut().find(|(person, _)| same_handle(person, &record.person)) {
            Some((_, roles)) if roles.contains(&role) => {}
            Some((_, roles)) => roles.push(role),
            None => signers.push((&record.person, vec![role])),
        }
    }
    let one = |(person, roles): (&Arc<str>, Vec<Arc<str>>)| {
        view.fill("signer_in_roles", [("person", (&**person).into()), ("roles", roles.join(", ").into())])
    };
    view.each_and(signers.into_iter().map(one))
}

/// Whether an issue was approved for good.
fn is_approved(issue: &Issue) -> bool {
    matches!(issue.basis, InForceReason::Approved(_))
}

#[cfg(test)]
mod tests {
    use super::super::testing::Scene;
    use crate::model::Status;

    #[test]
    fn what_is_never_approved_waits_for_all_who_must_sign() {
        let rule =
            "{approved_by: {roles: [owner, legal], also: [{when: {field: {risk: high}}, roles: [safety]}]}}";
        let item = Scene::new(rule).page("GL-1", "kind: guideline\nowner: lead\nrisk: high").item("GL-1");
        assert_eq!(item.status, Status::Unmet);
        assert_eq!(item.reason, "no text is in force; the newest waits for lead, legal and safety");
        assert_eq!(item.settle, "guidepost approve GL-1 --role lead --by ops");
        let asked: Vec<&str> = item.waits_for.iter().map(|asked| &*asked.role).collect();
        assert_eq!(asked, ["lead", "legal", "safety"]);
    }
}
