//! For a channel it is said who may publish there, and what is read by somebody else first.

use std::sync::Arc;

use super::{Entry, Facet, Rule, RuleView, Verdict};
use crate::model::ItemEvidence;

pub(super) const ENTRY: Entry = Entry::new("posting_rules_stated", |_, _| Some(Arc::new(PostingRulesStated)));

/// The field of a role that names the channels it may publish on.
const MAY_PUBLISH: &str = "may_publish_on";
/// The field that says what is read before it is posted.
const BEFORE: &str = "before_posting";

#[derive(Debug)]
struct PostingRulesStated;

impl Rule for PostingRulesStated {
    fn looks_at(&self) -> &'static [Facet] {
        &[Facet::Front, Facet::Relations]
    }

    fn judge(&self, view: &RuleView<'_>) -> Verdict {
        let Some(front) = view.front() else {
            return Verdict::not_applicable(view.say("why_not_in_edition"));
        };
        let who = view.stating(MAY_PUBLISH);
        let Some(first) = who.first() else {
            let settle = view.fill("do_name_publisher", [("field", MAY_PUBLISH.into())]);
            return Verdict::unmet(view.say("why_no_publisher"), settle);
        };
        let before = front.values(BEFORE);
        if before.is_empty() {
            let settle = view.fill("do_add_before", [("field", BEFORE.into())]);
            return Verdict::unmet(view.say("why_nobody_reads_before"), settle);
        }
        let titles: Vec<&str> = who.iter().map(|page| &*page.title).collect();
        let values = [("roles", titles.join(", ").into()), ("before", before.join(", ").into())];
        Verdict::met(view.fill("why_posting_stated", values))
            .with([ItemEvidence::Page(first.path.as_str().into())])
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::Scene;
    use crate::model::Status;

    #[test]
    fn who_and_what_before() {
        let channel =
            |front: &str| Scene::new("posting_rules_stated").page("CH-1", &format!("kind: channel\n{front}"));
        let who = "kind: role\nmay_publish_on: [CH-1]";
        assert_eq!(channel("before_posting: prior-approval").page("voice", who).status("CH-1"), Status::Met);
        assert_eq!(channel("before_posting: prior-approval").status("CH-1"), Status::Unmet);
        assert_eq!(channel("").page("voice", who).status("CH-1"), Status::Unmet);
    }
}
