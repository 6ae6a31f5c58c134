//! The page is related to another: something measures it, a lesson teaches it, it serves an objective.

use std::collections::HashSet;
use std::sync::Arc;

use super::{Entry, Facet, Rule, RuleView, Verdict};
use crate::model::{End, ItemEvidence, PageId};

pub(super) const MEASURED: Entry = Entry::new("measured", |_, _| {
    asking(&RelationAsked {
        field: "measured_by",
        end: End::States,
        holds: "why_measured",
        none: Lack { reason: "why_not_measured", settle: "do_add_measure" },
        leads_to: None,
    })
});

pub(super) const SERVES_OBJECTIVE: Entry = Entry::new("serves_objective", |_, _| {
    asking(&RelationAsked {
        field: "serves",
        end: End::States,
        holds: "why_serves",
        none: Lack { reason: "why_serves_nothing", settle: "do_add_objective" },
        leads_to: Some(Destination {
            kind: "objective",
            unreached: Lack { reason: "why_serves_no_objective", settle: "do_lead_to_objective" },
        }),
    })
});

pub(super) const TRAINED: Entry = Entry::new("trained", |_, _| {
    asking(&RelationAsked {
        field: "teaches",
        end: End::IsNamed,
        holds: "why_taught",
        none: Lack { reason: "why_not_taught", settle: "do_teach" },
        leads_to: None,
    })
});

/// A relation that a page must have, and the names of what is said of it.
#[derive(Debug)]
struct RelationAsked {
    field: &'static str,
    /// On which end of it the page must be.
    end: End,
    /// What is said of the pages at the other end.
    holds: &'static str,
    /// What is said where nothing is at the other end.
    none: Lack,
    /// Where it must lead to; nowhere in particular where it is enough that there is another end.
    leads_to: Option<Destination>,
}

/// A kind of page that a relation must lead to, over as many steps as it takes.
#[derive(Debug)]
struct Destination {
    kind: &'static str,
    /// What is said where no way leads there.
    unreached: Lack,
}

/// The names of what is said: what is wanting, and what would settle it.
#[derive(Debug)]
struct Lack {
    reason: &'static str,
    settle: &'static str,
}

#[derive(Debug)]
struct Related(&'static RelationAsked);

#[expect(clippy::unnecessary_wraps, reason = "this is how an entry has its rule read")]
fn asking(asked: &'static RelationAsked) -> Option<Arc<dyn Rule>> {
    Some(Arc::new(Related(asked)))
}

impl Rule for Related {
    fn looks_at(&self) -> &'static [Facet] {
        &[Facet::Front, Facet::Relations, Facet::Site]
    }

    fn judge(&self, view: &RuleView<'_>) -> Verdict {
        let asked = self.0;
        if view.front().is_none() {
            return Verdict::not_applicable(view.say("why_not_in_edition"));
        }
        let pages = view.related(asked.field, asked.end);
        if pages.is_empty() {
            return Verdict::unmet(view.say(asked.none.reason), view.say(asked.none.settle));
        }
        let quoted =
            |page: &PageId| view.fill("page_in_quotes", [("page", (&*view.page(*page).title).into())]);
        let titles = pages.iter().map(quoted).collect::<Vec<_>>().join(", ");
        let say = |word| view.fill(word, [("pages", titles.as_str().into())]);
        let shown = pages.iter().find(|page| asked.is_enough(**page, view));
        match (shown, &asked.leads_to) {
            (None, Some(Destination { unreached, .. })) => {
                Verdict::unmet(say(unreached.reason), view.say(unreached.settle))
            }
            (shown, _) => Verdict::met(say(asked.holds))
                .with(shown.map(|page| ItemEvidence::Page(view.page(*page).path.as_str().into()))),
        }
    }
}

impl RelationAsked {
    /// Whether a page at the other end is what is asked for, or leads there.
    fn is_enough(&self, page: PageId, view: &RuleView<'_>) -> bool {
        let Some(destination) = &self.leads_to else { return true };
        let mut open = vec![page];
        // Each page is passed once, so that a circle ends.
        let mut passed = HashSet::from([page]);
        while let Some(page) = open.pop() {
            if view.page(page).kind.name == destination.kind {
                return true;
            }
            let next = view.related_to(page, self.field, self.end);
            open.extend(next.iter().filter(|page| passed.insert(**page)));
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::Scene;
    use crate::model::{ItemEvidence, Status};

    #[test]
    fn a_measure_is_looked_for() {
        let scene = Scene::new("measured");
        let scene = scene.page("ME-1", "kind: measure").page("OB-1", "measured_by: [ME-1]").page("OB-2", "");
        assert_eq!(scene.status("OB-1"), Status::Met);
        assert_eq!(scene.item("OB-1").reason, "it is measured by “ME-1”");
        assert_eq!(scene.status("OB-2"), Status::Unmet);
    }

    #[test]
    fn a_lesson_is_looked_for() {
        let scene = Scene::new("trained")
            .page("TR-1", "kind: lesson\nduration: 5 min\nteaches: [GL-1]")
            .page("GL-1", "")
            .page("GL-2", "");
        assert_eq!(scene.status("GL-1"), Status::Met);
        assert_eq!(scene.status("GL-2"), Status::Unmet);
    }

    #[test]
    fn an_objective_is_looked_for() {
        let scene = Scene::new("serves_objective")
            .page("OB-1", "kind: objective")
            .page("PL-1", "serves: [OB-1]")
            .page("PL-2", "");
        assert_eq!(scene.status("PL-1"), Status::Met);
        assert_eq!(scene.status("PL-2"), Status::Unmet);
    }

    #[test]
    fn goals_are_followed_up_to_an_objective() {
        let scene = Scene::new("serves_objective")
            .page("OB-1", "kind: objective")
            .page("GO-1", "kind: goal\nserves: [OB-1]")
            .page("GO-2", "kind: goal\nserves: [GO-1]")
            .page("GO-3", "kind: goal\nserves: [GO-4]")
            .page("GO-4", "kind: goal\nserves: [GO-3]")
            .page("PL-1", "serves: [GO-2]")
            .page("PL-2", "serves: [GO-3]")
            .page("PL-3", "serves: [GO-3, GO-2]");
        assert_eq!(scene.status("PL-1"), Status::Met);
        let circle = scene.item("PL-2");
        assert_eq!(circle.status, Status::Unmet);
        assert_eq!(circle.reason, "it serves “GO-3”, and from there no way leads to an objective");
        let one_of_two = scene.item("PL-3");
        assert_eq!(one_of_two.status, Status::Met);
        assert_eq!(one_of_two.reason, "it serves “GO-3”, “GO-2”");
        assert_eq!(one_of_two.evidence, [ItemEvidence::Page("GO-2.md".into())]);
    }
}
