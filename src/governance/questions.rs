//! What commands ask of a governed site: what a page needs, how it stood on a day, and whether a record would hold.

use std::collections::HashSet;
use std::sync::Arc;

use super::in_force::signed_newest;
use super::records::{KnownFacts, Presence, RecordFile, Version, would_hold};
use super::rules::{Approval, Provisional};
use super::{ByPage, Governance, Judges, Rulebook, Subject, in_force};
use crate::date::Day;
use crate::diagnostic::Checked;
use crate::model::{Basis, Control, Facts, InForce, Proof, Record, Seal, TextId};
use crate::path::FilePath;

/// An approval that the newest text of a page needs.
#[derive(Clone, PartialEq, Debug)]
pub struct Needed {
    /// The control that asks for it; `None` for the adoption of the model.
    pub control: Option<Arc<Control>>,
    /// Who must sign: all of these roles.
    pub roles: Vec<Arc<str>>,
    /// Those that have not signed this text.
    pub missing: Vec<Arc<str>>,
    /// At least so many people.
    pub people: usize,
    /// Whether somebody must sign who did not write the text.
    pub needs_another: bool,
    /// Who may put the text in force alone for a while.
    pub provisional: Option<Provisional>,
}

impl Governance {
    /// The model in force.
    pub fn model_in_force(&self) -> Option<&Rulebook> {
        self.timeline.on(self.today)
    }

    /// The controls that ask something today.
    pub fn controls(&self) -> Vec<&Arc<Control>> {
        let active = self.model_in_force().into_iter().flat_map(|rulebook| rulebook.active(self.today));
        active.map(|(control, _)| control).collect()
    }

    /// The model that judges a record: of the model's own page, the one before.
    fn judge_of(&self, record: &Record) -> Option<&Rulebook> {
        let day = record.takes_effect()?;
        let model = self.model.as_ref().and_then(|file| {
            self.subjects.iter().find(|subject| subject.file == *file)?.working.document.as_ref()
        });
        let is_of_model = record.page.is_some() && record.page.as_ref() == model;
        if is_of_model { self.timeline.before(day) } else { self.timeline.on(day) }
    }

    /// How strongly the person of a record had to be proven.
    pub fn proof(&self, record: &Record) -> Proof {
        self.judge_of(record).map_or(Proof::None, |rulebook| rulebook.model.proof)
    }

    /// The list of who signs with which key that decides of a record.
    pub fn signers(&self, record: &Record) -> Option<TextId> {
        self.judge_of(record)?.signers
    }

    /// What the signature of the commit is worth that brought a record, by the list of signers in force on its day;
    /// `None` where nobody asked.
    pub fn seal<'r>(&self, record: &'r Record) -> Option<&'r Seal> {
        record.arrival.as_ref()?.seals.by(self.signers(record))
    }

    /// Who judges a page.
    pub(super) fn judges(&self, subject: &Subject) -> Judges<'_> {
        match &self.model {
            Some(model) if *model == subject.file => Judges::predecessor(&self.timeline, &self.adoption),
            _ => Judges::in_force(&self.timeline),
        }
    }

    /// How a page stood on a day.
    pub fn in_force_on(&self, subject: &Subject, day: Day) -> InForce {
        let by_page = ByPage::new(&self.records);
        in_force(&by_page.case(subject, &self.zone), &self.judges(subject), day)
    }

    /// What the newest text of a page needs today: every approval that is asked for, with who has not signed.
    pub fn needed(&self, number: usize) -> Vec<Needed> {
        let (subject, in_force) = (&self.subjects[number], &self.in_force[number]);
        let by_page = ByPage::new(&self.records);
        let case = by_page.case(subject, &self.zone);
        let judges = self.judges(subject);
        let carried: Vec<&Record> = match (in_force.issue().map(|issue| &issue.basis), &in_force.waiting) {
            (Some(Basis::Approved(records)), None) => records.iter().map(|record| &**record).collect(),
            _ => Vec::new(),
        };
        let signed = match subject.uncommitted {
            Some(_) => Vec::new(),
            None if carried.is_empty() => signed_newest(&case, &judges),
            None => carried,
        };
        let needed = |(control, approval): (Option<&Arc<Control>>, &Approval)| Needed {
            control: control.cloned(),
            roles: approval.roles(&subject.working),
            missing: approval.missing(&subject.working, &signed),
            people: approval.people(),
            needs_another: approval.needs_another(),
            provisional: approval.provisional.clone(),
        };
        judges.ask(self.today, &subject.working).into_iter().map(needed).collect()
    }

    /// The approvals of the newest text of a page that are written and not committed: they count once they are.
    pub fn pending(&self, number: usize) -> Vec<&Arc<Record>> {
        let subject = &self.subjects[number];
        self.records.iter().filter(|record| subject.is_pending(record)).collect()
    }

    /// The approvals of the newest text of a page that count.
    pub fn signed(&self, number: usize) -> Vec<Arc<Record>> {
        let subject = &self.subjects[number];
        if subject.uncommitted.is_some() {
            return Vec::new();
        }
        let by_page = ByPage::new(&self.records);
        let case = by_page.case(subject, &self.zone);
        let signed = signed_newest(&case, &self.judges(subject)).into_iter().cloned().map(Arc::new);
        let in_force = &self.in_force[number];
        match (in_force.issue().map(|issue| &issue.basis), &in_force.waiting) {
            (Some(Basis::Approved(records)), None) => records.clone(),
            _ => signed.collect(),
        }
    }

    /// The roles that may withdraw a page whose texts say this: its owner, those that approve it, and those that answer
    /// for that.
    pub fn may_withdraw(&self, texts: &[&Facts]) -> Vec<Arc<str>> {
        let mut roles: Vec<Arc<str>> = Vec::new();
        let judges = Judges::in_force(&self.timeline);
        for facts in texts {
            roles.extend(facts.owner().cloned());
            for (control, approval) in judges.ask(self.today, facts) {
                roles.extend(approval.roles(facts));
                roles.extend(control.map(|control| control.accountable.clone()));
            }
        }
        let mut seen = HashSet::new();
        roles.retain(|role| seen.insert(role.clone()));
        roles
    }

    /// The serial number of a record that is about to be written: 1, and more where others of that day say the same and
    /// count no more.
    pub fn serial(&self, record: &Record) -> usize {
        super::records::serial(record, &self.records)
    }

    /// Holds a record that is about to be written against everything that is known, as it will be when it is there.
    pub fn would_hold(&self, file: FilePath, text: &str) -> Checked<Option<Arc<Record>>> {
        let terms = self.timeline.terms();
        let controls = terms.iter().flat_map(|term| term.rulebook.model.controls.iter());
        let controls: HashSet<Arc<str>> = controls.map(|control| control.id.clone()).collect();
        let known = KnownFacts::new(
            &self.subjects,
            &self.gone,
            &self.roles,
            (!terms.is_empty()).then_some(controls),
            self.today,
        );
        let version = Version { text: text.into(), arrival: None };
        let file = RecordFile { file, versions: vec![version], presence: Presence::There };
        would_hold(&file, &known, &self.records)
    }
}
