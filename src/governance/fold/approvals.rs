//! When a text has every approval that it needs, and comes into force.

use std::sync::Arc;

use super::addresses::is_plain_move;
use super::evidence::{EvidenceSource, Refusal};
use super::frame::is_of_frame;
use super::needs::{ApprovalNeed, TextNeeds};
use super::pages::{Life, LifeStanding, TextAt, Whereabouts};
use super::placed::{PlacedText, covers, each_once, is_for};
use super::proof::may_be_person;
use super::state::FoldState;
use super::tree::LinePlace;
use crate::date::{Day, Period};
use crate::governance::roles::ROLE;
use crate::model::{CommitId, ExactText, InForceReason, Person, Record, TextId};
use crate::path::FilePath;

impl FoldState {
    /// Puts a text in force that has all approvals that it needs by now. That is asked when a record about it arrives, or a
    /// day begins on which an approval of it takes effect (step 12); or when a text comes that its approval waits for.
    pub(super) fn complete(
        &mut self,
        id: &Arc<str>,
        approved: &PlacedText,
        evidence: &dyn EvidenceSource,
    ) -> Result<(), Refusal> {
        if !self.candidates(id).iter().any(|known| known.same_as(approved)) {
            return Ok(());
        }
        let Some(text) = self.find(id, approved, evidence)? else {
            self.lives.entry(id.clone()).or_default().unfound.push(approved.clone());
            return Ok(());
        };
        if self.is_behind(id, &text, evidence)? {
            return Ok(());
        }
        let needs = self.needs(id, &text);
        if needs.leaves {
            return Ok(());
        }
        let signed = self.signed(id, approved);
        let mut roles = needs.roles();
        let is_full = self.is_satisfied(id, &needs, &signed, &text, evidence)?;
        let basis = if is_full {
            Some(InForceReason::Approved(signed))
        } else if let Some(basis) = self.mechanically(id, &text, &signed, evidence)? {
            Some(basis)
        } else {
            roles.extend(needs.in_emergency());
            self.provisional(id, &needs, (approved, &text), evidence)?
        };
        let Some(basis) = basis.filter(|_| !self.is_declined(id, &approved.exact, &roles)) else {
            return Ok(());
        };
        self.put_in_force(id, text, basis, evidence)
    }

    /// The texts of a page that approvals are about which take effect by now, each once.
    pub(super) fn candidates(&self, id: &Arc<str>) -> Vec<PlacedText> {
        let approvals = self.lives.get(id).map(|life| life.approvals.as_slice()).unwrap_or_default();
        each_once(approvals.iter().filter(|record| self.takes_effect(record)))
    }

    /// Whether an approval takes effect by now: it was held against the text that is in force, and its day has come.
    fn takes_effect(&self, record: &Record) -> bool {
        self.is_held_against_now(record) && record.effective().is_none_or(|day| day <= self.today())
    }

    /// Whether an approval was held against the text that is in force: else another has come into force since, and it
    /// counts for nothing.
    pub(in crate::governance) fn is_held_against_now(&self, record: &Record) -> bool {
        record.approval().is_some_and(|approval| approval.against == self.text_seen(record, approval.against))
    }

    /// The approvals for good of a text that take effect by now; of the text in force, those that put it there as well.
    fn signed(&self, id: &Arc<str>, approved: &PlacedText) -> Vec<Arc<Record>> {
        let Some(life) = self.lives.get(id) else { return Vec::new() };
        let is_of_it = |record: &&Arc<Record>| approved.is_signed_by(record);
        let waiting =
            life.approvals.iter().filter(|record| self.takes_effect(record) && record.is_full_approval());
        let is_in_force = life.text().is_some_and(|text| covers(&approved.exact, &text.exact));
        let given =
            life.issue().filter(|_| is_in_force).map(|issue| issue.basis.records()).unwrap_or_default();
        let given = given.into_iter().filter(|record| record.is_full_approval());
        waiting.filter(is_of_it).cloned().chain(given).collect()
    }

    /// A text where it stood on the line: the commit with which the latest stretch of standing there with exactly these files
    /// began.
    pub(super) fn find(
        &mut self,
        id: &Arc<str>,
        PlacedText { exact, file }: &PlacedText,
        evidence: &dyn EvidenceSource,
    ) -> Result<Option<TextAt>, Refusal> {
        let Some(whereabouts) = self.whereabouts.get(id) else { return Ok(None) };
        let there = whereabouts.times_of(exact.text).filter(|(_, _, stood)| *stood == file);
        let times: Vec<(LinePlace, Option<LinePlace>)> = there.map(|(from, next, _)| (from, next)).collect();
        for (from, next) in times {
            let last = next.map_or_else(|| self.place(), |next| next.saturating_sub(1));
            for place in self.places_between((from, last), (file, exact), evidence)? {
                let found = self.text_at(id, (file, exact.text), place, evidence)?;
                if let Some(found) = found.filter(|found| covers(exact, &found.exact)) {
                    return Ok(Some(found));
                }
            }
        }
        Ok(None)
    }

    /// The commits of a time at which a file that a text names may be another, the newest first.
    fn places_between(
        &mut self,
        (from, last): (LinePlace, LinePlace),
        (file, exact): (&FilePath, &ExactText),
        evidence: &dyn EvidenceSource,
    ) -> Result<Vec<LinePlace>, Refusal> {
        let mut changes: Vec<LinePlace> = Vec::new();
        if is_of_frame(exact) {
            // A file that came, or went, makes it another text, and is named by none.
            let config = self.reading(evidence)?;
            let page = self.page_at(file, exact.text, from, (&config, evidence))?;
            changes.extend(page.iter().flat_map(|page| self.changes_of_frame(&page.facts)));
        }
        changes.extend(exact.files().iter().flat_map(|file| self.tree.changes(&file.file)));
        let mut places: Vec<LinePlace> =
            changes.into_iter().filter(|place| (from..=last).contains(place)).collect();
        places.push(from);
        places.sort_unstable();
        places.dedup();
        places.reverse();
        Ok(places)
    }

    /// Whether a role that must sign a text has said that it must not come into force (step 16). A decline names the words
    /// alone: it is about them with whatever files.
    fn is_declined(&self, id: &Arc<str>, text: &ExactText, roles: &[Arc<str>]) -> bool {
        self.lives.get(id).is_some_and(|life| life.declined(text, roles).is_some())
    }

    /// Whether a later text than this is in force already: the order is that of the line, on which a text may come back.
    fn is_behind(
        &mut self,
        id: &Arc<str>,
        text: &TextAt,
        evidence: &dyn EvidenceSource,
    ) -> Result<bool, Refusal> {
        let in_force = self.lives.get(id).and_then(Life::text).cloned();
        let is_it = |now: &TextAt| covers(&text.exact, &now.exact) && text.file == now.file;
        let Some(now) = in_force.filter(|now| !is_it(now)) else { return Ok(false) };
        let there = PlacedText { exact: now.exact, file: now.file };
        let newest = self.find(id, &there, evidence)?.map_or(now.place, |found| found.place);
        Ok(text.place < newest.max(now.place))
    }

    fn is_satisfied(
        &self,
        id: &Arc<str>,
        needs: &TextNeeds,
        signed: &[Arc<Record>],
        text: &TextAt,
        evidence: &dyn EvidenceSource,
    ) -> Result<bool, Refusal> {
        for need in &needs.all {
            if !self.satisfies(id, (needs, need), signed, text, evidence)? {
                return Ok(false);
            }
        }
        Ok(!needs.all.is_empty())
    }

    fn satisfies(
        &self,
        id: &Arc<str>,
        (needs, need): (&TextNeeds, &ApprovalNeed),
        signed: &[Arc<Record>],
        text: &TextAt,
        evidence: &dyn EvidenceSource,
    ) -> Result<bool, Refusal> {
        let records: Vec<&Record> = signed.iter().map(|record| &**record).collect();
        if !need.approval.missing(&need.facts, &records, &self.roles).is_empty() {
            return Ok(false);
        }
        if !need.approval.needs_another() {
            return Ok(true);
        }
        let authors = self.authors(id, text, evidence)?;
        // Somebody whom this control asks must be another than the authors (step 19); who signs for others is not asked.
        let roles = needs.roles_by(need.control.as_ref());
        let mut asked = signed.iter().filter(|record| roles.contains(&record.role));
        Ok(asked.any(|record| self.is_other(&record.person, &authors)))
    }

    /// Whether it is known that a person did not write in a text. False for a person without `identities`: nobody can tell.
    pub(super) fn is_other(&self, person: &str, authors: &[Person]) -> bool {
        let known = self.roles.identities(person);
        !known.is_empty() && !authors.iter().any(|author| may_be_person(author, person, &known))
    }

    /// Everybody who wrote in a text since the one in force.
    pub(super) fn authors(
        &self,
        id: &Arc<str>,
        text: &TextAt,
        evidence: &dyn EvidenceSource,
    ) -> Result<Vec<Person>, Refusal> {
        let by_commit = self.authors_by_commit(id, text, evidence)?;
        Ok(by_commit.into_iter().flat_map(|(_, authors)| authors).collect())
    }

    /// The same, by the commit of the line with which they came.
    pub(super) fn authors_by_commit(
        &self,
        id: &Arc<str>,
        text: &TextAt,
        evidence: &dyn EvidenceSource,
    ) -> Result<Vec<(CommitId, Vec<Person>)>, Refusal> {
        let since = self.lives.get(id).and_then(Life::text).map_or(0, |text| text.place + 1);
        let empty = Whereabouts::default();
        let whereabouts = self.whereabouts.get(id).unwrap_or(&empty);
        let mut files: Vec<FilePath> =
            whereabouts.0.iter().filter_map(|(_, there)| Some(there.as_ref()?.0.clone())).collect();
        files.push(text.file.clone());
        files.extend(text.exact.files().iter().map(|file| file.file.clone()));
        // Whoever takes a file out of a frame writes in it too.
        files.extend(self.framed_ever(&text.facts).into_iter().cloned());
        files.sort();
        files.dedup();
        let mut places: Vec<LinePlace> = files.iter().flat_map(|file| self.tree.changes(file)).collect();
        places.sort_unstable();
        places.dedup();
        let mut authors = Vec::new();
        for place in places.into_iter().filter(|place| (since..=text.place).contains(place)) {
            let Some((commit, _)) = self.commits.get(place as usize) else { continue };
            authors.push((*commit, evidence.authors(*commit, &files)?));
        }
        Ok(authors)
    }

    /// An approval that puts a text in force alone and for a while, where every control that is not satisfied allows it.
    fn provisional(
        &self,
        id: &Arc<str>,
        needs: &TextNeeds,
        (approved, text): (&PlacedText, &TextAt),
        evidence: &dyn EvidenceSource,
    ) -> Result<Option<InForceReason>, Refusal> {
        let approvals = self.lives.get(id).map(|life| life.approvals.as_slice()).unwrap_or_default();
        let is_it = |record: &&Arc<Record>| {
            record.is_provisional_approval() && self.takes_effect(record) && approved.is_signed_by(record)
        };
        // What was approved for good is so for longer than a while, whatever a later model asks.
        let life = self.lives.get(id).filter(|life| is_approved(life));
        let now = life.and_then(Life::text).filter(|now| covers(&now.exact, &approved.exact));
        if now.is_some_and(|now| FoldState::same_facts(&now.facts, &text.facts)) {
            return Ok(None);
        }
        // Nobody changes the rules in an emergency.
        let found = approvals.iter().rfind(is_it).filter(|_| !approved.exact.is_of_model());
        let Some(record) = found else { return Ok(None) };
        let signed = self.signed(id, approved);
        let mut until: Option<Day> = None;
        for need in &needs.all {
            if self.satisfies(id, (needs, need), &signed, text, evidence)? {
                continue;
            }
            let allowed = need.approval.provisional.as_ref().filter(|allowed| allowed.role == record.role);
            let Some(allowed) = allowed else { return Ok(None) };
            let last = self.today().plus(allowed.lasts);
            until = Some(until.map_or(last, |day| day.min(last)));
        }
        Ok(until.map(|until| InForceReason::Provisional { by: record.clone(), until, signed }))
    }

    fn put_in_force(
        &mut self,
        id: &Arc<str>,
        text: TextAt,
        basis: InForceReason,
        evidence: &dyn EvidenceSource,
    ) -> Result<(), Refusal> {
        let day = self.today();
        let is_model = text.exact.is_of_model();
        if is_model && let Err(why) = self.enact(id, &text, &basis.records(), evidence)? {
            self.refuse_model(id, &text, &why);
            return Ok(());
        }
        let of_role = &*text.facts.kind == ROLE || self.is_page_of_role(id);
        if let InForceReason::Provisional { until, .. } = &basis {
            self.expect(Some(until.plus(Period::Days(1))));
        }
        let life = self.lives.entry(id.clone()).or_default();
        // Who has signed against another text has not seen this one.
        let (now, is_held) = (text.exact.text, !is_model);
        life.approvals.retain(|record| {
            !is_for(record, &text.exact, &text.file) && (!is_held || is_against(record, now))
        });
        if life.approvals.is_empty() {
            self.waiting.remove(id);
        }
        if life.text().is_some_and(|now| covers(&now.exact, &text.exact)) && is_approved(life) {
            life.renew(basis, day);
            self.move_page(id, text, day);
        } else {
            self.put_page_in_force(id, text, basis, day);
        }
        if of_role { self.read_roles(evidence) } else { Ok(()) }
    }

    pub(super) fn is_page_of_role(&self, id: &Arc<str>) -> bool {
        self.lives.get(id).and_then(Life::text).is_some_and(|text| &*text.facts.kind == ROLE)
    }

    fn refuse_model(&mut self, id: &Arc<str>, text: &TextAt, why: &str) {
        let Some(life) = self.lives.get_mut(id) else { return };
        let (refused, kept): (Vec<_>, Vec<_>) = life
            .approvals
            .drain(..)
            .partition(|record| record.text().is_some_and(|signed| covers(signed, &text.exact)));
        life.approvals = kept;
        let message = format!("the model cannot come into force: {why}");
        self.findings.extend(refused.iter().map(|record| super::judge::does_not_hold(record, &message)));
    }

    /// Looks anew at a page whose draft is another, or a file that it names.
    pub(super) fn reconsider(&mut self, id: &Arc<str>, evidence: &dyn EvidenceSource) -> Result<(), Refusal> {
        if self.lives.get(id).and_then(Life::text).is_some() {
            self.follow(id, evidence)?;
        }
        let unfound =
            self.lives.get_mut(id).map(|life| std::mem::take(&mut life.unfound)).unwrap_or_default();
        for approved in unfound {
            self.complete(id, &approved, evidence)?;
        }
        Ok(())
    }

    /// Follows a page that is elsewhere and says the same. Where what controls go by is another, that waits for approval.
    fn follow(&mut self, id: &Arc<str>, evidence: &dyn EvidenceSource) -> Result<(), Refusal> {
        self.held_moves.remove(id);
        let Some(in_force) = self.lives.get(id).and_then(Life::text).cloned() else { return Ok(()) };
        let there = self.whereabouts.get(id).and_then(Whereabouts::now);
        if there.is_none_or(|(file, text)| *text != in_force.exact.text || *file == in_force.file) {
            return Ok(());
        }
        let Some(draft) = self.draft(id, evidence)? else { return Ok(()) };
        if !draft.exact.same_as(&in_force.exact) {
            return Ok(());
        }
        if !FoldState::same_facts(&draft.facts, &in_force.facts) {
            return Ok(());
        }
        // Nobody takes a place by a move alone that a text has which was in force; and where something else stands at the old
        // place, it is not certain what was moved, and readers would find that there.
        if self.is_occupied(&in_force.file, &draft.file, evidence)?
            || self.is_place_of_another(id, &draft.file)
            || !is_plain_move(&in_force.facts.path, &draft.facts.path)
        {
            self.held_moves.insert(id.clone());
            return Ok(());
        }
        let day = self.today();
        self.move_page(id, draft, day);
        Ok(())
    }
}

/// Whether an approval was held against a text.
fn is_against(record: &Record, text: TextId) -> bool {
    record.approval().is_some_and(|approval| approval.against == Some(text))
}

/// Whether what is in force was approved for good.
fn is_approved(life: &Life) -> bool {
    life.issue().is_some_and(|issue| matches!(issue.basis, InForceReason::Approved(_)))
}

impl Life {
    /// Takes in further approvals of the text in force from a day on.
    fn renew(&mut self, basis: InForceReason, day: Day) {
        let LifeStanding::InForce(number) = self.standing else { return };
        if let Some(issue) = self.issues.get_mut(number) {
            let before = std::mem::replace(&mut issue.basis, basis);
            self.renewals.push((day, number, before));
        }
    }
}
