//! What leaves control leaves by a withdrawal: a page that is deleted, that says it is of another kind, that moves
//! out of what its control chooses, or that another page supersedes.

use std::sync::Arc;

use super::{Entry, Facet, Rule, RuleView, Verdict};
use crate::model::{ItemEvidence, Standing};
use crate::shell::Verb;

pub(super) const ENTRY: Entry = Entry::new("superseded_properly", |_, _| Some(Arc::new(SupersededProperly)));

#[derive(Debug)]
struct SupersededProperly;

impl Rule for SupersededProperly {
    fn looks_at(&self) -> &'static [Facet] {
        &[Facet::Front, Facet::Working, Facet::Approvals, Facet::Relations, Facet::Roles]
    }

    fn judge(&self, view: &RuleView<'_>) -> Verdict {
        // Its owner may withdraw it in any case; who answers for this control need not have a say in the page.
        let settle = view.deed(Verb::Withdraw, view.reviewer());
        let Some(in_force) = view.in_force() else { return Verdict::not_applicable(view.say("why_no_page")) };
        if let Standing::Withdrawn { by, on } = &in_force.standing {
            return Verdict::met(view.fill("why_withdrawn_on", [("day", view.day(*on))]))
                .with([ItemEvidence::Record(by.id.clone())]);
        }
        if in_force.issue().is_none() {
            return Verdict::not_applicable(view.say("why_nothing_in_force"));
        }
        if view.is_deleted() {
            return Verdict::unmet(view.say("why_deleted"), settle);
        }
        if leaves(view) {
            return Verdict::unmet(view.say("why_left_control"), settle);
        }
        match view.stating("supersedes").first() {
            Some(by) => {
                let reason = view.fill("why_superseded", [("page", (&*by.title).into())]);
                Verdict::unmet(reason, settle).with([ItemEvidence::Page(by.path.as_str().into())])
            }
            None => Verdict::met(view.say("why_stays")),
        }
    }
}

/// Whether no approval is asked of the working text any more.
fn leaves(view: &RuleView<'_>) -> bool {
    let (Some(_), Some(working)) = (view.model(), view.working()) else { return false };
    !view.asks_approval(working)
}

#[cfg(test)]
mod tests {
    use super::super::testing::Scene;
    use crate::model::Status;

    #[test]
    fn what_is_not_in_force_cannot_leave() {
        assert_eq!(Scene::new("superseded_properly").page("P", "").status("P"), Status::NotApplicable);
    }
}
