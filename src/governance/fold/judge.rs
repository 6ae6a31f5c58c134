//! Whether a record counts: judged once, by the state that it met.

use std::sync::Arc;

use super::evidence::{EvidenceSource, Refusal};
use super::needs::ApprovalNeed;
use super::pages::Life;
use super::placed::{PlacedText, covers};
use super::proof::{are_one, how_to_prove, proven, with_seal};
use super::state::FoldState;
use crate::date::Day;
use crate::diagnostic::{Code, Finding, near_miss};
use crate::model::{
    AppointmentDetails, ApprovalDetails, ExactText, InForceReason, Leaves, Record, RecordKind, Role, Roles,
    Tenure, TextId, same_handle,
};

/// Whether it is asked who made a record.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Maker {
    /// It must be proven as the model asks.
    Asked,
    /// It is supposed to be proven: the record is not committed yet.
    Supposed,
}

impl FoldState {
    /// Judges a record that has arrived with the last commit.
    pub(super) fn judge(
        &mut self,
        record: &Arc<Record>,
        maker: Maker,
        evidence: &dyn EvidenceSource,
    ) -> Result<(), Refusal> {
        let Some(law) = self.law().cloned() else { return self.adopt(record, maker, evidence) };
        let held = self.holds(record);
        let may_speak = held.is_ok();
        if let Err(why) = held.and_then(|()| self.counts(record)) {
            if may_speak && self.ask_again(record, maker, evidence)? {
                return Ok(());
            }
            // Two people may do what they are asked for at once; what the second one says is true, and changes nothing.
            let finding = if may_speak && self.repeats(record) {
                Finding::new(Code::DuplicateRecord, record.place.clone(), &why)
            } else {
                does_not_hold(record, &why).hint_if(self.near(record))
            };
            self.findings.push(finding);
            return Ok(());
        }
        // Last, since what cannot be checked here is a refusal only where it decides.
        let record = &match maker {
            Maker::Asked => with_seal(record, &law.rulebook, evidence)?,
            Maker::Supposed => record.clone(),
        };
        if maker == Maker::Asked
            && let Err(why) = proven(record, &law.rulebook, &self.roles)
        {
            let hint = how_to_prove(record, law.rulebook.model.proof);
            self.findings.push(does_not_hold(record, &why).hint(hint));
            return Ok(());
        }
        // What may put nothing in force when it comes puts nothing in force later: no emergency lasts so long.
        if let Some(finding) = self.idle(record, evidence)? {
            self.findings.push(finding);
            return Ok(());
        }
        self.records.push(record.clone());
        self.note_appointment(record);
        self.take(record, evidence)
    }

    /// Whether the person of a record held its role on the days that count. Before the day of the record that adopted the
    /// first model nobody held a role.
    fn holds(&self, record: &Record) -> Result<(), String> {
        let adopted = self.laws.first().and_then(|law| law.by.first());
        let first = adopted.map(|adopted| adopted.date);
        if let Some(first) = first.filter(|first| record.date < *first) {
            return Err(format!(
                "on {} no model was adopted, and nobody held a role: a record of a day since {} counts",
                record.date.in_english(),
                first.in_english()
            ));
        }
        holds_role(record, self.roles_on(record.date), &self.roles, self.today())
    }

    /// An approval that says once more what another says arrives all the same: whether the text is complete is asked by the
    /// model and the roles in force now (step 12). Says whether that put the text in force, or where it stands by now; then,
    /// and only then, it counts, in the place of the other.
    fn ask_again(
        &mut self,
        record: &Arc<Record>,
        maker: Maker,
        evidence: &dyn EvidenceSource,
    ) -> Result<bool, Refusal> {
        let (Some(approval), Some(page)) = (record.approval(), &record.page) else { return Ok(false) };
        let text = &approval.text;
        // What puts a text in force for a while does that once.
        let may_repeat = record.is_full_approval() && self.is_held_against_now(record);
        let Some(earlier) = self.said_before(record, text).filter(|_| may_repeat) else {
            return Ok(false);
        };
        let Some(law) = self.law().cloned() else { return Ok(false) };
        let sealed = match maker {
            Maker::Asked => with_seal(record, &law.rulebook, evidence)?,
            Maker::Supposed => record.clone(),
        };
        if maker == Maker::Asked && proven(&sealed, &law.rulebook, &self.roles).is_err() {
            return Ok(false);
        }
        let stands = |state: &FoldState| {
            let life = state.lives.get(page)?;
            Some((life.issues.len(), life.text().map(|text| text.file.clone())))
        };
        let before = stands(self);
        let Some(approved) = PlacedText::of(record) else { return Ok(false) };
        let life = self.lives.entry(page.clone()).or_default();
        let as_it_was = life.clone();
        life.approvals.retain(|known| known.file_id != earlier.file_id);
        life.approvals.push(sealed.clone());
        self.complete(page, &approved, evidence)?;
        if stands(self) == before {
            self.lives.insert(page.clone(), as_it_was);
            return Ok(false);
        }
        self.records.push(sealed.clone());
        self.note_appointment(&sealed);
        Ok(true)
    }

    /// What a record that counts does.
    fn take(&mut self, record: &Arc<Record>, evidence: &dyn EvidenceSource) -> Result<(), Refusal> {
        let page = record.page.clone().unwrap_or_default();
        match &record.deed {
            RecordKind::Approval(ApprovalDetails { effective, .. }) => {
                self.expect(*effective);
                self.lives.entry(page.clone()).or_default().approvals.push(record.clone());
                self.waiting.insert(page.clone());
                match PlacedText::of(record) {
                    Some(approved) => self.complete(&page, &approved, evidence),
                    None => Ok(()),
                }
            }
            RecordKind::Decline(_) => {
                self.lives.entry(page).or_default().declines.push(record.clone());
                Ok(())
            }
            RecordKind::Withdrawal(withdrawal) => self.withdraw(record, withdrawal.leaves, evidence),
            RecordKind::Revocation(revocation) => self.revoke(revocation.of, evidence),
            RecordKind::Appointment(AppointmentDetails { role, tenure, .. }) => {
                self.appoint(record, role, tenure, evidence)
            }
            // The others change nothing of what is in force.
            _ => Ok(()),
        }
    }

    /// Whether a record may say what it says; its person is one who may speak.
    fn counts(&self, record: &Record) -> Result<(), String> {
        match &record.deed {
            RecordKind::Approval(_) if record.path.is_none() => {
                Err("it does not say where the text stood that it approves (`path`)".to_owned())
            }
            RecordKind::Approval(ApprovalDetails { text, against, .. }) => {
                if !record.is_full_approval() && self.was_provisional(record, text) {
                    return Err("this text was in force for a while already, which it can be once".to_owned());
                }
                if let Some(first) = self.said_before(record, text) {
                    return Err(format!("it says once more what `{}` says", first.place.file));
                }
                match (self.text_seen(record, *against), against) {
                    (Some(text), None) => Err(format!(
                        "it does not say that it saw the text in force, which is {}",
                        text.short()
                    )),
                    (now, seen) if now != *seen => {
                        Err("another text is in force than the one that it was held against".to_owned())
                    }
                    _ => Ok(()),
                }
            }
            RecordKind::Withdrawal(withdrawal) => self.may_withdraw(record, withdrawal.against),
            RecordKind::Revocation(revocation) => self.may_revoke(record, revocation.of),
            RecordKind::Appointment(AppointmentDetails { role, tenure, .. }) => {
                if self.lives.get(role).is_some_and(Life::is_gone) {
                    return Err(format!(
                        "the page of the role `{role}` was taken out of force: have it approved first"
                    ));
                }
                self.may_appoint(record, role, tenure)
            }
            _ => record.control().map_or(Ok(()), |control| self.knows_control(control)),
        }
    }

    /// What may have been meant where a record names a role, a person or a control that there is not.
    fn near(&self, record: &Record) -> Option<String> {
        let like = |name: &str, known: Vec<Arc<str>>| {
            let near = near_miss(name, known.iter().map(|known| &**known));
            near.map(|near| format!("did you mean `{near}`?"))
        };
        let Some(role) = self.roles.get(&record.role) else {
            return like(&record.role, self.roles.iter().map(|role| role.id.clone()).collect());
        };
        if !role.people().any(|person| same_handle(person, &record.person)) {
            return like(&record.person, role.people().cloned().collect());
        }
        let controls = self.law().into_iter().flat_map(|law| &law.rulebook.model.controls);
        like(record.control()?, controls.map(|control| control.id.clone()).collect())
    }

    fn knows_control(&self, id: &str) -> Result<(), String> {
        let mut controls = self.law().into_iter().flat_map(|law| &law.rulebook.model.controls);
        if controls.any(|control| *control.id == *id) {
            return Ok(());
        }
        Err(format!("the model in force has no control `{id}`"))
    }

    /// Whether a text was in force for a while before.
    fn was_provisional(&self, record: &Record, text: &ExactText) -> bool {
        let Some(life) = self.life_of(record) else { return false };
        life.issues.iter().any(|issue| {
            let is_it = life.texts.get(issue.state).is_some_and(|then| covers(text, &then.exact));
            is_it && matches!(issue.basis, InForceReason::Provisional { .. })
        })
    }

    /// Whether a record approves for good what its person has approved before, as it stands.
    fn repeats(&self, record: &Record) -> bool {
        let Some(approval) = record.approval().filter(|_| record.is_full_approval()) else { return false };
        self.is_held_against_now(record) && self.said_before(record, &approval.text).is_some()
    }

    /// The approval by which the same person has signed the same text for the same role, and which still counts.
    fn said_before(&self, record: &Record, text: &ExactText) -> Option<Arc<Record>> {
        let life = self.life_of(record)?;
        let basis = life.issue().map(|issue| issue.basis.records()).unwrap_or_default();
        let is_same = |other: &&Arc<Record>| {
            other.role == record.role
                && other.path == record.path
                && same_handle(&other.person, &record.person)
                && other.is_full_approval() == record.is_full_approval()
                && other.effective() <= record.effective()
                && other.text().is_some_and(|other| covers(other, text))
        };
        // One that was given against another text counts no more, and must be given anew.
        let still_count = life.approvals.iter().filter(|other| self.is_held_against_now(other));
        still_count.chain(&basis).find(is_same).cloned()
    }

    /// The text in force that the signer of an approval has to have seen: of a model, that of the model in force. Where a
    /// text only stands there, it may be named or left out: it applies, and nobody approved it.
    pub(super) fn text_seen(&self, record: &Record, named: Option<TextId>) -> Option<TextId> {
        if record.text().is_some_and(ExactText::is_of_model) {
            return self.law().map(|law| law.text.exact.text);
        }
        let life = self.life_of(record)?;
        life.text_in_force()
            .or(named.filter(|named| life.text().is_some_and(|text| text.exact.text == *named)))
    }

    fn life_of(&self, record: &Record) -> Option<&Life> {
        self.lives.get(record.page.as_ref()?)
    }

    /// A page is withdrawn by its owner, by a role that approves it, or by one that answers for that.
    fn may_withdraw(&self, record: &Record, against: Option<TextId>) -> Result<(), String> {
        let life = self.life_of(record);
        let Some(text) = life.and_then(Life::text) else {
            return Err("no text of the page is in force that it could withdraw".to_owned());
        };
        if self.law().is_some_and(|law| record.page.as_ref() == Some(&law.page)) {
            return Err("the model in force is not withdrawn: another takes its place".to_owned());
        }
        let id = record.page.clone().unwrap_or_default();
        if self.is_page_of_role(&id)
            && record.withdrawal().is_some_and(|withdrawal| withdrawal.leaves == Leaves::Control)
        {
            return Err(
                "the page of a role is always controlled: it is withdrawn, and not released".to_owned()
            );
        }
        // Nobody could satisfy the model from then on, and it would not have come into force so.
        if self.is_page_of_role(&id) && self.law().is_some_and(|law| law.names_role(&id)) {
            return Err(format!(
                "the model in force names the role `{id}`, which nobody would hold any more: another model comes first"
            ));
        }
        if against.is_some() && against != Some(text.exact.text) {
            return Err("another text is in force than the one that it names".to_owned());
        }
        let needs = self.needs(&id, text);
        let answers = |need: &ApprovalNeed| {
            need.control.as_ref().is_some_and(|control| control.accountable == record.role)
        };
        let has_a_say = text.facts.owner() == Some(&record.role)
            || needs.roles().contains(&record.role)
            || needs.all.iter().any(answers);
        if has_a_say {
            return Ok(());
        }
        Err(format!(
            "`{}` has no say in this page and cannot withdraw it: its owner, a role that approves it, or the one that answers for its approval can",
            record.role
        ))
    }

    fn may_revoke(&self, record: &Record, of: TextId) -> Result<(), String> {
        let Some(revoked) = self.records.iter().find(|known| known.file_id == Some(of)) else {
            return Err(format!("there is no record {} that counts", of.short()));
        };
        if revoked.role != record.role {
            return Err(format!("`{}` cannot revoke what `{}` has given", record.role, revoked.role));
        }
        if revoked.withdrawal().is_some() {
            return Err("a withdrawal is not revoked: a new approval brings the page back".to_owned());
        }
        let id = |other: &Arc<Record>| other.file_id == Some(of);
        let is_in_force = |life: &Life| life.issues.iter().any(|issue| issue.basis.records().iter().any(id));
        if self.life_of(revoked).is_some_and(is_in_force) || self.laws.iter().any(|law| law.by.iter().any(id))
        {
            return Err(
                "the text that it approved came into force: a withdrawal or a new approval changes that"
                    .to_owned(),
            );
        }
        Ok(())
    }

    /// Whether somebody may be the person of a tenure: by a name, or by an identity that either has.
    fn may_be_appointed(&self, person: &str, tenure: &Tenure) -> bool {
        let own = self.roles.identities(person);
        let own = own.iter().map(|identity| &**identity).chain([person]);
        let known = self.roles.identities(&tenure.person);
        let theirs = || known.iter().chain(&tenure.identities).chain([&tenure.person]);
        own.into_iter().any(|own| theirs().any(|other| are_one(own, other)))
    }

    fn may_appoint(&self, record: &Record, role: &str, tenure: &Tenure) -> Result<(), String> {
        if self.may_be_appointed(&record.person, tenure) {
            return Err("nobody appoints themselves, under whatever name".to_owned());
        }
        let law = self.law();
        let appoints = law.and_then(|law| law.rulebook.model.appointed_by.clone());
        if appoints.as_ref() == Some(&record.role) {
            return Ok(());
        }
        // The way out of a deadlock: nobody is there who could change the model.
        let adopts = law.map(|law| law.adopted_by());
        if adopts.as_ref() == Some(&record.role) && self.is_filled_in_need(role) {
            return self.begins_in_need(tenure);
        }
        Err(match appoints {
            Some(appoints) => format!("`{appoints}` appoints, not `{}`", record.role),
            None => "the model names no role that appoints (`appointed_by`)".to_owned(),
        })
    }
}

/// Whether the person of a record held its role on the day that it names, by the roles that were in force then, and on the
/// day on which it arrived: who is appointed as of an earlier day has not signed before.
pub(super) fn holds_role(record: &Record, then: &Roles, now: &Roles, arrived: Day) -> Result<(), String> {
    if record.date > arrived {
        return Err(format!("the record is of {}, which was still to come", record.date.in_english()));
    }
    for (roles, day) in [(then, record.date), (now, arrived)] {
        let Some(role) = roles.get(&record.role) else {
            return Err(format!("there is no role `{}` that is in force", record.role));
        };
        if role.capacity(&record.person, day).is_none() {
            return Err(nobody(record, role, day, now));
        }
    }
    Ok(())
}

fn nobody(record: &Record, role: &Role, day: Day, now: &Roles) -> String {
    let who = &record.person;
    let is_one = |role: &Role| role.people().any(|person| same_handle(person, who));
    if !is_one(role) && now.get(&role.id).is_some_and(is_one) {
        return format!(
            "on {} nothing in force said that `{who}` holds the role `{}`; what says so arrived later, and a record of a day since then counts",
            day.in_english(),
            role.id
        );
    }
    format!("`{who}` did not hold the role `{}` on {}", role.id, day.in_english())
}

/// Says that a record does not count.
pub(in crate::governance) fn does_not_hold(record: &Record, why: &str) -> Finding {
    Finding::new(Code::RecordDoesNotHold, record.place.clone(), why)
}
