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
            return view.say("waits_for_commit").to_owned();
        }
        if let Some(record) = self.declined() {
            return declined_in_words(view, record);
        }
        if let Some(day) = self.waiting.from {
            return view.fill("waits_for_day", [("day", view.day(day))]);
        }
        match self.hindrance() {
            Some(Hindrance::People) if self.approval.needs_another() => {
                view.say("waits_for_another").to_owned()
            }
            Some(Hindrance::People) => view.say("waits_signed_uncounted").to_owned(),
            Some(Hindrance::Place) => view.say("waits_for_place").to_owned(),
            Some(Hindrance::Files) => view.say("waits_for_files").to_owned(),
            Some(Hindrance::Declined(_)) | None if self.own.is_empty() => {
                view.say("waits_for_others").to_owned()
            }
            Some(Hindrance::Declined(_)) | None => {
                view.fill("waits_for_roles", [("roles", view.roles_in_words(&self.own).into())])
            }
        }
    }

    /// The command that settles it; nothing where no command of this page does.
    pub(super) fn settle(&self, view: &RuleView<'_>) -> String {
        if !view.is_committed() {
            return view.say("do_commit_page").to_owned();
        }
        if let Some(record) = self.declined() {
            let revoke = shell::deed(Verb::Revoke, &record.id, view.signer(&record.role));
            return view.fill("do_change_or_revoke", [("command", revoke.into())]);
        }
        match self.hindrance() {
            _ if self.waiting.from.is_some() => String::new(),
            Some(Hindrance::People) if self.approval.needs_another() => approve_by_another(view, &self.all),
            Some(Hindrance::Place) => {
                let command = approve(view, &self.all);
                match moved_back(view) {
                    Some(back) => {
                        view.fill("do_approve_or_move", [("command", command.into()), ("move", back.into())])
                    }
                    None => view.fill("do_approve_place", [("command", command.into())]),
                }
            }
            // What other controls ask is settled there.
            None if !self.own.is_empty() => approve(view, &self.own),
            _ => String::new(),
        }
    }

    /// The same for readers, who are not shown where a draft has moved the page.
    pub(super) fn in_public(&self, view: &RuleView<'_>) -> Option<String> {
        let is_of_place = view.is_committed() && self.hindrance() == Some(&Hindrance::Place);
        let approve = || approve(view, &self.all).into();
        is_of_place.then(|| view.fill("do_approve_or_move_back", [("command", approve())]))
    }
}

fn declined_in_words(view: &RuleView<'_>, record: &Record) -> String {
    let (role, person) = (view.role_title(&record.role), &*record.person);
    match record.reason() {
        Some(reason) => view.fill(
            "waits_declined_since",
            [("role", (&*role).into()), ("person", person.into()), ("reason", (&**reason).into())],
        ),
        None => view.fill("waits_declined", [("role", (&*role).into()), ("person", person.into())]),
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
