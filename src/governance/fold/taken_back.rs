//! What takes back: withdrawals, releases and revocations.

use std::sync::Arc;

use super::evidence::{EvidenceSource, Refusal};
use super::needs::ApprovalNeed;
use super::pages::{Life, LifeStanding};
use super::state::FoldState;
use crate::model::{Leaves, Record, TextId, WithdrawalDetails};

impl FoldState {
    /// Takes a page out of force, or out of control.
    pub(super) fn withdraw(
        &mut self,
        record: &Arc<Record>,
        leaves: Leaves,
        evidence: &dyn EvidenceSource,
    ) -> Result<(), Refusal> {
        let day = self.today();
        let page = record.page.clone().unwrap_or_default();
        if self.takes_all(&page, leaves) {
            self.lives.entry(page.clone()).or_default().withdrawals.push(record.clone());
            if !self.is_let_go(&page, leaves) {
                return Ok(());
            }
        }
        // Nobody holds a role whose page was taken out of force, nor does who was appointed when it comes back.
        if self.is_page_of_role(&page) {
            self.appointments.retain(|appointment| appointment.role != page);
        }
        let life = self.lives.entry(page).or_default();
        life.approvals.clear();
        let by = record.clone();
        let standing = match leaves {
            Leaves::Force => LifeStanding::Withdrawn { by, on: day },
            Leaves::Control => LifeStanding::Released { by, on: day },
        };
        life.leave(standing, day);
        self.read_roles(evidence)
    }

    /// Whether a page leaves by the approval of all alone: one that leaves control, and that of a role. Who could take a
    /// signatory away alone would sign alone from then on.
    fn takes_all(&self, page: &Arc<str>, leaves: Leaves) -> bool {
        leaves == Leaves::Control || self.is_page_of_role(page)
    }

    /// Whether everybody has let a page go whose approval it needs.
    fn is_let_go(&self, page: &Arc<str>, leaves: Leaves) -> bool {
        let Some(life) = self.lives.get(page) else { return false };
        let Some(text) = life.text() else { return false };
        let in_force = life.text_in_force();
        let lets_go = |record: &&Arc<Record>| {
            // A text that only stands need not be named (step 15).
            let is_seen =
                |against: Option<TextId>| against.map_or(in_force.is_none(), |seen| seen == text.exact.text);
            let is_it = |made: &WithdrawalDetails| made.leaves == leaves && is_seen(made.against);
            record.withdrawal().is_some_and(is_it)
        };
        let signed: Vec<&Record> = life.withdrawals.iter().filter(lets_go).map(|record| &**record).collect();
        let needs = self.needs(page, text);
        let is_missing =
            |need: &ApprovalNeed| !need.approval.missing(&need.facts, &signed, &self.roles).is_empty();
        !needs.all.is_empty() && !needs.all.iter().any(is_missing)
    }

    /// Takes back a record that counts, and asks anew what it kept from coming into force.
    pub(super) fn revoke(&mut self, of: TextId, evidence: &dyn EvidenceSource) -> Result<(), Refusal> {
        let stays = |record: &Arc<Record>| record.file_id != Some(of);
        let declines = |life: &Life| life.declines.iter().find(|record| !stays(record)).cloned();
        let freed = self.lives.iter().find_map(|(id, life)| Some((id.clone(), declines(life)?)));
        self.records.retain(stays);
        self.appointments.retain(|appointment| stays(&appointment.by));
        for life in self.lives.values_mut() {
            life.approvals.retain(stays);
            life.declines.retain(stays);
        }
        self.read_roles(evidence)?;
        // Others may have signed while the text was declined.
        let Some((id, decline)) = freed else { return Ok(()) };
        let mut texts = self.candidates(&id);
        texts.retain(|text| decline.text().is_some_and(|declined| declined.text == text.exact.text));
        texts.iter().try_for_each(|text| self.complete(&id, text, evidence))
    }
}
