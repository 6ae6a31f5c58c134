//! What commands ask of a governed site: what a page needs, how it stood on a day, and whether a record would count.

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use super::fold::TextNeeds;
use super::records::{Version, read};
use super::roles::ROLE;
use super::rules::Provisional;
use super::standing::{asked, signed};
use super::{Governance, Rulebook, Subject};
use crate::date::Day;
use crate::diagnostic::{Checked, Code, Finding};
use crate::model::{
    Arrival, CommitId, Control, ExactText, FileRelation, InForce, Issue, PageFacts, Proof, Record,
    ReferencedFile, Seal, Standing, TextId,
};
use crate::path::FilePath;

/// An approval that the newest text of a page needs.
#[derive(Clone, PartialEq, Debug)]
pub struct Needed {
    /// The control that asks for it; `None` for what is asked where no control asks anything.
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

    /// The model that judged a record: the one that was in force when it arrived.
    fn judge_of(&self, record: &Record) -> Option<&Rulebook> {
        let day = record.arrival.as_ref()?.day;
        let laws = self.fold.laws.iter().rev();
        let law =
            laws.clone().find(|law| law.since < day || law.by.iter().all(|by| by.file_id != record.file_id));
        law.or(self.fold.laws.first()).map(|law| &*law.rulebook)
    }

    /// How strongly the person of a record had to be proven.
    pub fn proof(&self, record: &Record) -> Proof {
        self.judge_of(record).map_or(Proof::None, |rulebook| rulebook.model.proof)
    }

    /// The list of who signs with which key that decides of a record.
    pub fn signers(&self, record: &Record) -> Option<TextId> {
        self.judge_of(record)?.signers
    }

    /// What the signature of the commit is worth that brought a record, by the list of signers in force when it came;
    /// `None` where nobody asked.
    pub fn seal<'r>(&self, record: &'r Record) -> Option<&'r Seal> {
        record.arrival.as_ref()?.seals.by(self.signers(record))
    }

    /// The commit of the main line with which a record arrived.
    pub fn brought_by(&self, arrival: &Arrival) -> Option<CommitId> {
        let place = usize::try_from(u32::MAX - arrival.place).ok()?;
        self.fold.commits.get(place).map(|(commit, _)| *commit)
    }

    /// The text of the page of a role that was in force when a record was judged: the commit at which it stood, its file
    /// and its object id.
    pub fn role_page(&self, record: &Record) -> Option<(CommitId, &FilePath, TextId)> {
        let day = record.arrival.as_ref()?.day;
        let life = self.fold.lives.get(&record.role)?;
        let judged = |id: Option<TextId>| self.fold.records.iter().position(|other| other.file_id == id);
        let until = judged(record.file_id);
        // On the day itself, what was signed later was not in force yet; the adoption puts pages in force by itself.
        let is_before = |by: &Arc<Record>| judged(by.file_id) <= until;
        let is_then = |issue: &&Issue| {
            issue.since < day || issue.since == day && issue.basis.records().iter().all(is_before)
        };
        let issue = life.issues.iter().rfind(is_then)?;
        let text = life.texts.get(issue.state)?;
        let (commit, _) = self.fold.commits.get(usize::try_from(text.stood()).ok()?)?;
        Some((*commit, &text.file, text.exact.text))
    }

    /// The record that appointed the person of a record to its role; `None` where the page of the role named them.
    pub fn appointment(&self, record: &Record) -> Option<&Arc<Record>> {
        self.fold.appointment(record).map(|appointment| &appointment.by)
    }

    /// The role that appointed the person of a record in need: the one that adopts models, since nobody held a role that the
    /// model's own change asks for (step 18). `None` where they held it otherwise.
    pub fn appointed_in_need(&self, record: &Record) -> Option<&Arc<str>> {
        let appointment = self.fold.appointment(record).filter(|appointment| appointment.is_in_need)?;
        Some(&appointment.by.role)
    }

    /// How a page stood at the end of a day.
    pub fn in_force_on(&self, subject: &Subject, day: Day) -> InForce {
        match subject.life(&self.fold) {
            Some(life) => life.on(day),
            None => InForce { on: day, standing: Standing::Uncontrolled, issues: Vec::new(), waiting: None },
        }
    }

    /// What the newest text of a page needs today: every approval that is asked for, with who has not signed.
    pub fn needed(&self, number: usize) -> Vec<Needed> {
        let subject = &self.subjects[number];
        if self.fold.law().is_none() {
            return self.adoption(subject);
        }
        let signed = signed(&self.fold, subject);
        let signed: Vec<&Record> = signed.iter().map(|record| &**record).collect();
        let TextNeeds { all, leaves } = asked(&self.fold, subject);
        if leaves {
            return Vec::new();
        }
        // What the adoption of the first model brought needs nobody until it changes.
        let is_settled = self.adopted(number).is_some() && &*subject.working.kind == ROLE;
        let needed = |need: super::fold::ApprovalNeed| Needed {
            roles: need.approval.roles(&need.facts),
            missing: if is_settled {
                Vec::new()
            } else {
                need.approval.missing(&need.facts, &signed, &self.fold.roles)
            },
            people: need.approval.people(),
            needs_another: need.approval.needs_another() && !is_settled,
            provisional: need.approval.provisional.clone(),
            control: need.control,
        };
        all.into_iter().map(needed).collect()
    }

    /// The record that adopted the first model, where that put the newest text of a page in force.
    pub fn adopted(&self, number: usize) -> Option<&Arc<Record>> {
        let is_newest = self.in_force.get(number).is_some_and(|in_force| in_force.waiting.is_none());
        let id = self.subjects.get(number)?.id.as_ref().filter(|_| is_newest)?;
        self.fold.adopted(id)
    }

    /// What is asked before the first model is in force: that it is adopted.
    fn adoption(&self, subject: &Subject) -> Vec<Needed> {
        let id = subject.working.document.as_deref().unwrap_or_default();
        if !self.governing.is_model(id, &subject.working.path) {
            return Vec::new();
        }
        let roles: Vec<Arc<str>> = vec![self.governing.adopted_by.value.as_str().into()];
        let missing = roles.clone();
        vec![Needed { control: None, roles, missing, people: 1, needs_another: false, provisional: None }]
    }

    /// The text of a page that applies, whether it is approved or only stands there.
    pub fn text_that_applies(&self, number: usize) -> Option<TextId> {
        Some(self.subjects[number].life(&self.fold)?.text()?.exact.text)
    }

    /// The text of the model in force.
    pub fn text_of_model(&self) -> Option<TextId> {
        Some(self.fold.law()?.text.exact.text)
    }

    /// What the adoption of the first model approves with it: every page of a role as it is committed.
    pub fn as_adopted(&self, text: ExactText) -> ExactText {
        if self.fold.law().is_some() || !text.is_of_model() {
            return text;
        }
        let of_role = |subject: &&Arc<Subject>| &*subject.working.kind == ROLE && subject.id.is_some();
        let role = |subject: &Arc<Subject>| {
            let state = subject.states.last()?;
            let (file, id) = (state.file.clone(), state.exact.text);
            Some(ReferencedFile { reference: FileRelation::RolePage, file, id })
        };
        let roles = self.subjects.iter().filter(of_role).filter_map(role);
        ExactText::new(text.text, text.files().iter().cloned().chain(roles).collect())
    }

    /// The approvals of the newest text of a page that are written and not committed: they count once they are.
    pub fn pending(&self, number: usize) -> Vec<&Arc<Record>> {
        let subject = &self.subjects[number];
        self.records.iter().filter(|record| subject.is_pending(record)).collect()
    }

    /// The approvals of the newest text of a page that count.
    pub fn signed(&self, number: usize) -> Vec<Arc<Record>> {
        signed(&self.fold, &self.subjects[number])
    }

    /// The role that signs the newest text of a page alone, since it says nothing else than the one in force; `None` where it
    /// does, or the model names no such role.
    pub fn mechanical(&self, number: usize) -> Option<Arc<str>> {
        let role = self.model_in_force()?.model.mechanical.clone()?;
        let id = self.subjects[number].id.as_ref()?;
        let is_waiting = self.in_force[number].waiting.is_some();
        // What cannot be read was reported when it was.
        let says_the_same = || self.fold.is_draft_mechanical(id, &*self.evidence).unwrap_or_default();
        (is_waiting && says_the_same()).then_some(role)
    }

    /// Whether the model in force says itself that a role has a part in it.
    pub fn model_names_role(&self, role: &str) -> bool {
        self.fold.law().is_some_and(|law| law.names_role(role))
    }

    /// The ids of the controls that ask something today and in which a role signs.
    pub fn controls_signed_in(&self, role: &str) -> Vec<Arc<str>> {
        let Some(rulebook) = self.model_in_force() else { return Vec::new() };
        let signs = |approval: &super::Approval| {
            let part = approval.part();
            part.sign.iter().chain(&part.sign_some).any(|known| **known == *role)
        };
        let active = rulebook.active(self.today);
        let theirs = active.filter(|(_, rule)| rule.approval().is_some_and(signs));
        theirs.map(|(control, _)| control.id.clone()).collect()
    }

    /// The texts of a page that somebody has approved for a day to come and that may still come into force then.
    pub fn approved_for(&self, number: usize) -> BTreeSet<(Day, TextId)> {
        let approvals = self.subjects[number].life(&self.fold).map(|life| life.approvals.as_slice());
        let alive =
            approvals.unwrap_or_default().iter().filter(|record| self.fold.is_held_against_now(record));
        let later = |record: &Arc<Record>| {
            Some((record.effective().filter(|day| *day > self.today)?, record.text()?.text))
        };
        alive.filter_map(later).collect()
    }

    /// What holds the newest text of a page back, whoever approves it: that a role which must sign it has said no.
    pub fn declined(&self, number: usize) -> Option<&Arc<Record>> {
        let subject = &self.subjects[number];
        let newest = subject.newest().filter(|_| subject.uncommitted.is_none())?;
        subject.life(&self.fold)?.declined(&newest.exact, &asked(&self.fold, subject).roles())
    }

    /// The roles that may withdraw a page whose texts say this: its owner, those that approve it, and those that answer
    /// for that.
    pub fn may_withdraw(&self, texts: &[&PageFacts]) -> Vec<Arc<str>> {
        let Some(law) = self.fold.law() else { return Vec::new() };
        let mut roles: Vec<Arc<str>> = Vec::new();
        for facts in texts {
            roles.extend(facts.owner().cloned());
            let id = facts.document.clone().unwrap_or_default();
            for need in law.asked(&id, &Arc::new((*facts).clone()), self.today) {
                roles.extend(need.approval.roles(&need.facts));
                roles.extend(need.control.map(|control| control.accountable.clone()));
            }
        }
        let mut seen = HashSet::new();
        roles.retain(|role| seen.insert(role.clone()));
        roles
    }

    /// The roles that are asked to sign a text that says this.
    pub(super) fn asked_of(&self, facts: &PageFacts) -> Vec<Arc<str>> {
        let Some(law) = self.fold.law() else { return Vec::new() };
        let id = facts.document.clone().unwrap_or_default();
        let needs = law.asked(&id, &Arc::new(facts.clone()), self.today);
        needs.iter().flat_map(|need| need.approval.roles(&need.facts)).collect()
    }

    /// The serial number of a record that is about to be written: 1, and more where others of that day say the same and
    /// count no more.
    pub fn serial(&self, record: &Record) -> usize {
        super::records::serial(record, &self.records)
    }

    /// Reads a record that is about to be written, and says whether it would count if it were committed now.
    pub fn would_count(&self, file: &FilePath, text: &str) -> Checked<Option<Arc<Record>>> {
        let read = read(file, &Version { text: text.into(), arrival: None });
        let mut findings = read.findings;
        let Some(record) = read.value else { return Checked::new(None, findings) };
        let record = Record { file_id: Some(self.evidence.text_id(text.as_bytes())), ..record };
        let record = Arc::new(record);
        if let Some(other) = super::records::duplicate(&record, &self.records) {
            let finding =
                Finding::new(Code::DuplicateRecord, record.place.clone(), "another record says the same");
            findings.push(finding.related(other.place.clone(), "this one"));
            return Checked::new(None, findings);
        }
        let before = self.fold.findings.len();
        let pending = self.pending_records();
        let then =
            self.fold.suppose(&[pending.as_slice(), std::slice::from_ref(&record)].concat(), &*self.evidence);
        match then {
            Ok(then) => {
                let new = then.findings.into_iter().skip(before);
                findings.extend(new.filter(|finding| finding.place == Some(record.place.clone())));
            }
            Err(refusal) => {
                findings.push(super::fold::does_not_hold(&record, &refusal.to_string()));
            }
        }
        Checked::new(findings.is_empty().then_some(record), findings)
    }

    /// The records that are written and not committed.
    pub(super) fn pending_records(&self) -> Vec<Arc<Record>> {
        self.records.iter().filter(|record| record.arrival.is_none()).cloned().collect()
    }
}
