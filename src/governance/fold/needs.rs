//! Whose approval a text needs: a draft never chooses its own signatories.

use std::sync::Arc;

use super::law::Law;
use super::pages::TextAt;
use super::state::FoldState;
use crate::date::Day;
use crate::governance::Approval;
use crate::governance::roles::ROLE;
use crate::model::{Control, PageFacts};

/// An approval that a text needs.
#[derive(Clone, Debug)]
pub(in crate::governance) struct ApprovalNeed {
    /// The control that asks for it; `None` for what is asked where no control asks anything.
    pub(in crate::governance) control: Option<Arc<Control>>,
    /// What is asked.
    pub(in crate::governance) approval: Approval,
    /// By what the page said: in the text in force, or in the one that is to follow.
    pub(in crate::governance) facts: Arc<PageFacts>,
}

/// What a text needs to come into force.
#[derive(Clone, Debug, Default)]
pub(in crate::governance) struct TextNeeds {
    /// All of these.
    pub(in crate::governance) all: Vec<ApprovalNeed>,
    /// Whether the text leaves control, which takes a withdrawal.
    pub(in crate::governance) leaves: bool,
}

impl TextNeeds {
    /// The roles that must sign, each once.
    pub(in crate::governance) fn roles(&self) -> Vec<Arc<str>> {
        let mut roles: Vec<Arc<str>> = Vec::new();
        for need in &self.all {
            for role in need.approval.roles(&need.facts) {
                if !roles.contains(&role) {
                    roles.push(role);
                }
            }
        }
        roles
    }

    /// The roles that one control asks, by what the page said and by what it says (step 13).
    pub(super) fn roles_by(&self, control: Option<&Arc<Control>>) -> Vec<Arc<str>> {
        let by_it = self.all.iter().filter(|need| need.control.as_ref() == control);
        by_it.flat_map(|need| need.approval.roles(&need.facts)).collect()
    }

    /// The roles that may put the text in force alone for a while.
    pub(super) fn in_emergency(&self) -> impl Iterator<Item = Arc<str>> {
        self.all.iter().filter_map(|need| Some(need.approval.provisional.as_ref()?.role.clone()))
    }
}

impl FoldState {
    /// What a text of a page needs: what is asked by what it says, and by what the text in force says.
    pub(in crate::governance) fn needs(&self, id: &Arc<str>, text: &TextAt) -> TextNeeds {
        let Some(law) = self.law() else { return TextNeeds::default() };
        let day = self.today();
        let of_draft = law.asked(id, &text.facts, day);
        // A page that was withdrawn comes back by the approval of all whom its last text asked, and so does one that was let
        // go, where it is asked anything.
        let life = self.lives.get(id);
        let in_force = life.and_then(|life| {
            let is_back = life.is_withdrawn() || !of_draft.is_empty();
            life.text().or(life.last_text().filter(|_| is_back))
        });
        let of_force = in_force.map_or_else(Vec::new, |text| law.asked(id, &text.facts, day));
        let leaves = of_draft.is_empty() && !of_force.is_empty();
        let of_itself = if text.exact.is_of_model() { law.asked_of_itself(day) } else { Vec::new() };
        let mut all = of_draft;
        for need in of_force.into_iter().chain(of_itself) {
            let is_known = |known: &ApprovalNeed| {
                known.control == need.control
                    && known.approval == need.approval
                    && known.approval.roles(&known.facts) == need.approval.roles(&need.facts)
            };
            if !all.iter().any(is_known) {
                all.push(need);
            }
        }
        TextNeeds { all, leaves }
    }
}

impl Law {
    /// Whether it asks for the approval of a page that says this.
    pub fn asks(&self, facts: &Arc<PageFacts>, day: Day) -> bool {
        !self.asked(&facts.document.clone().unwrap_or_default(), facts, day).is_empty()
    }

    /// What is asked of a page that says this. Pages of roles, and the model's own, are always asked something.
    pub(in crate::governance) fn asked(
        &self,
        id: &Arc<str>,
        facts: &Arc<PageFacts>,
        day: Day,
    ) -> Vec<ApprovalNeed> {
        let asked = self.chosen(facts, day);
        let is_of_roles = &*facts.kind == ROLE;
        if asked.is_empty() && (is_of_roles || *id == self.page) { self.asked_of_itself(day) } else { asked }
    }

    /// What the model asks of itself; where that is nothing, the role that adopts the first model signs.
    fn asked_of_itself(&self, day: Day) -> Vec<ApprovalNeed> {
        let facts = &self.text.facts;
        let asked = self.chosen(facts, day);
        if !asked.is_empty() {
            return asked;
        }
        let approval = Approval::by(&self.adopted_by());
        vec![ApprovalNeed { control: None, approval, facts: facts.clone() }]
    }

    /// What the controls ask that choose a page which says this.
    fn chosen(&self, facts: &Arc<PageFacts>, day: Day) -> Vec<ApprovalNeed> {
        let need = |(control, approval): (&Arc<Control>, &Approval)| ApprovalNeed {
            control: Some(control.clone()),
            approval: approval.clone(),
            facts: facts.clone(),
        };
        self.rulebook.approvals(day, facts).map(need).collect()
    }
}
