//! The page has an owner: a role that there is, and that somebody holds today.

use std::sync::Arc;

use super::{Entry, Facet, Rule, RuleView, Verdict};
use crate::model::ItemEvidence;

pub(super) const ENTRY: Entry = Entry::new("has_owner", |_, _| Some(Arc::new(HasOwner)));

#[derive(Debug)]
struct HasOwner;

impl Rule for HasOwner {
    fn looks_at(&self) -> &'static [Facet] {
        &[Facet::Front, Facet::Roles]
    }

    fn judge(&self, view: &RuleView<'_>) -> Verdict {
        let Some(front) = view.front() else {
            return Verdict::not_applicable(view.say("why_not_in_edition"));
        };
        let Some(owner) = front.owner() else {
            return Verdict::unmet(view.say("why_no_owner"), view.say("do_add_owner"));
        };
        let Some(role) = view.role(owner) else {
            return Verdict::unmet(
                view.fill("why_no_such_role", [("role", (&**owner).into())]),
                view.say("do_name_role"),
            );
        };
        let holders = role.holders_on(view.today());
        let evidence = [ItemEvidence::Page(role.file.as_str().into())];
        if holders.is_empty() {
            let settle = view.fill("do_add_holder", [("file", role.file.as_str().into())]);
            let reason = view.fill("why_role_unheld", [("role", (&*role.title).into())]);
            return Verdict::unmet(reason, settle).with(evidence);
        }
        let values = [("role", (&*role.title).into()), ("holders", holders.join(", ").into())];
        Verdict::met(view.fill("why_owned", values)).with(evidence)
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::Scene;
    use crate::model::Status;

    #[test]
    fn somebody_must_hold_the_role_today() {
        let scene = |front: &str| Scene::new("has_owner").page("GL-1", front);
        assert_eq!(scene("owner: lead").status("GL-1"), Status::Met);
        assert_eq!(scene("").status("GL-1"), Status::Unmet);
        assert_eq!(scene("owner: leed").status("GL-1"), Status::Unmet, "no such role");
        assert_eq!(scene("owner: vacant").status("GL-1"), Status::Unmet, "nobody holds it today");
    }
}
