//! Which signatures a waiting text still needs, and the command that gives them.

use std::sync::Arc;

use super::RuleView;
use super::approval::Approval;
use super::how_to_approve::{approve, approve_by_another};
use crate::date::Day;
use crate::model::{Hindrance, InForce, InForceReason, Issue, PageFacts, Record, Waiting};
use crate::shell::{self, Verb};

/// What a newer text lacks.
pub(super) struct Lacks<'a> {
    waiting: &'a Waiting,
    approval: &'a Approval,
    /// The roles that this control asks, and that have not signed.
    own: Vec<Arc<str>>,
    /// All whom this control asks.
    all: Vec<Arc<str>>,
}

impl<'a> Lacks<'a> {
    /// What a text that waits lacks of what a control asks.
    pub(super) fn between(waiting: &'a Waiting, approval: &'a Approval, working: &PageFacts) -> Lacks<'a> {
        let all = approval.roles(working);
        let own = waiting.roles.iter().filter(|role| all.contains(role)).cloned().collect();
        Lacks { waiting, approval, own, all }
    }

    /// Whose signature is missing: where all have signed and are its authors, any of them who is another person.
    pub(super) fn asked(&self) -> Vec<Arc<str>> {
        if self.hindrance() == Some(&Hindrance::People) && self.approval.needs_another() {
            return self.all.clone();
        }
        self.own.clone()
    }

    /// The day on which the text comes into force, where it only waits for that.
    pub(super) fn day(&self) -> Option<Day> {
        self.waiting.from
    }

    /// What keeps the text from being in force, where everybody has signed.
    fn hindrance(&self) -> Option<&Hindrance> {
        let is_signed = self.waiting.roles.is_empty() && self.waiting.from.is_none();
        is_signed.then_some(&self.waiting.hindrance)
    }

    /// The decline of the newest text by a role that must sign it.
    fn declined(&self) -> Option<&'a Record> {
        match &self.waiting.hindrance {
            Hindrance::Declined(by) => Some(by),
            _ => None,
        }
    }

    /// What the text waits for: "waits for legal".
    pub(super) fn in_words(&self, view: &RuleView<'_>) -> String {
        if !view.is_committed() {
            return "is not committed".to_owned();
        }
        if let Some(record) = self.declined() {
            let (role, person) = (view.role_title(&record.role), &record.person);
            let reason = record.reason().map_or_else(String::new, |reason| format!(", “{reason}”"));
            return format!("does not come into force: {role} ({person}) has said no{reason}");
        }
        if let Some(day) = self.waiting.from {
            return format!("comes into force on {}", day.in_english());
        }
        match self.hindrance() {
            Some(Hindrance::People) if self.approval.needs_another() => {
                "waits for somebody who did not write it".to_owned()
            }
            Some(Hindrance::People) => {
                "is signed by all whom this asks, and does not count so far".to_owned()
            }
            Some(Hindrance::Place) => {
                "has the words in force at another place, and that place waits for approval".to_owned()
            }
            Some(Hindrance::Files) => {
                "is signed with files that no commit of the main line has for this site".to_owned()
            }
            Some(Hindrance::Declined(_)) | None if self.own.is_empty() => {
                "is signed by all whom this asks, and waits for others".to_owned()
            }
            Some(Hindrance::Declined(_)) | None => format!("waits for {}", view.roles_in_words(&self.own)),
        }
    }

    /// The command that settles it; nothing where no command of this page does.
    pub(super) fn settle(&self, view: &RuleView<'_>) -> String {
        if !view.is_committed() {
            return "commit the page".to_owned();
        }
        if let Some(record) = self.declined() {
            let revoke = shell::deed(Verb::Revoke, &record.id, view.signer(&record.role));
            return format!("change the page and commit it; or `{revoke}` takes the no back");
        }
        match self.hindrance() {
            _ if self.waiting.from.is_some() => String::new(),
            Some(Hindrance::People) if self.approval.needs_another() => approve_by_another(view, &self.all),
            Some(Hindrance::Place) => {
                let back = moved_back(view).map_or(String::new(), |back| format!("; or `{back}`"));
                format!("`{}`{back}", approve(view, &self.all))
            }
            // What other controls ask is settled there.
            None if !self.own.is_empty() => approve(view, &self.own),
            _ => String::new(),
        }
    }

    /// The same for readers, who are not shown where a draft has moved the page.
    pub(super) fn in_public(&self, view: &RuleView<'_>) -> Option<String> {
        let is_of_place = view.is_committed() && self.hindrance() == Some(&Hindrance::Place);
        is_of_place
            .then(|| format!("`{}`; or move it back to where its text is in force", approve(view, &self.all)))
    }
}

/// The last day of a provisional approval that nobody has followed up.
pub(super) fn lapsed(in_force: &InForce, view: &RuleView<'_>) -> Option<Day> {
    let newest = view.states().last()?;
    let is_it = |issue: &&Issue| view.text_of(issue).is_some_and(|text| text.same_as(&newest.exact));
    match in_force.issues.iter().rev().find(is_it)? {
        Issue { basis: InForceReason::Provisional { until, .. }, until: Some(_), .. } => Some(*until),
        _ => None,
    }
}

/// The command that moves a page back to where its text is in force.
fn moved_back(view: &RuleView<'_>) -> Option<String> {
    let in_force = view.in_force()?.issue()?;
    let (then, now) = (view.states().get(in_force.state)?, view.states().last()?);
    let (folder, is_there) = (then.file.parent(), then.file.parent() == now.file.parent());
    let (then, now) = (shell::word(then.file.as_str()), shell::word(now.file.as_str()));
    // Git keeps no folder without files, and moves nothing into one that is not there.
    let make =
        if is_there { String::new() } else { format!("mkdir -p {} && ", shell::word(folder.as_str())) };
    (then != now).then(|| format!("{make}git mv {now} {then}"))
}
