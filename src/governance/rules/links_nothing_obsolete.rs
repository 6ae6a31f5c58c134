//! The page sends nobody to what is withdrawn or superseded.

use std::sync::Arc;

use super::upstream::Obsolete;
use super::{Entry, Facet, Rule, RuleView, Verdict};
use crate::model::{ItemEvidence, Target};

pub(super) const ENTRY: Entry =
    Entry::new("links_nothing_obsolete", |_, _| Some(Arc::new(LinksNothingObsolete)));

#[derive(Debug)]
struct LinksNothingObsolete;

impl Rule for LinksNothingObsolete {
    fn looks_at(&self) -> &'static [Facet] {
        &[Facet::Text, Facet::Site]
    }

    fn judge(&self, view: &RuleView<'_>) -> Verdict {
        let mut reasons = Vec::new();
        let mut evidence = Vec::new();
        for (_, target) in view.references() {
            let Some(Target::Page(id, _)) = target else { continue };
            let word = match view.obsolete(*id) {
                Some(Obsolete::Superseded) => "why_links_superseded",
                Some(Obsolete::Withdrawn) => "why_links_withdrawn",
                None => continue,
            };
            let page = view.page(*id);
            let shown = ItemEvidence::Page(page.path.as_str().into());
            if !evidence.contains(&shown) {
                reasons.push(view.fill(word, [("page", (&*page.title).into())]));
                evidence.push(shown);
            }
        }
        if reasons.is_empty() {
            return Verdict::met(view.say("why_links_current"));
        }
        Verdict::unmet(reasons.join("; "), view.say("do_link_successor")).with(evidence)
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::Scene;
    use crate::model::Status;

    #[test]
    fn superseded_pages_are_not_linked_to() {
        let scene = Scene::new("links_nothing_obsolete")
            .page("OLD", "")
            .page("NEW", "supersedes: [OLD]")
            .page_with("A", "", "See [[OLD]].")
            .page_with("B", "", "See [[NEW]].");
        assert_eq!(scene.status("A"), Status::Unmet);
        assert_eq!(scene.status("B"), Status::Met);
        assert_eq!(scene.status("NEW"), Status::Met, "it names the old one as such");
    }
}
