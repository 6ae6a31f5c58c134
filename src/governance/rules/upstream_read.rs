//! What the page relies on has not changed since the page was last approved or reviewed: whoever answers for it has read
//! it against what it serves, uses and requires as they are now.

use std::sync::Arc;

use super::upstream::LastChange;
use super::{Entry, Facet, Rule, RuleView, Verdict};
use crate::date::Day;
use crate::model::{ItemEvidence, Page, Record};
use crate::shell::Verb;

pub(super) const ENTRY: Entry = Entry::new("upstream_read", |_, _| Some(Arc::new(UpstreamRead)));

#[derive(Debug)]
struct UpstreamRead;

impl Rule for UpstreamRead {
    fn looks_at(&self) -> &'static [Facet] {
        &[Facet::Front, Facet::Records, Facet::Relations, Facet::Roles, Facet::Site]
    }

    fn judge(&self, view: &RuleView<'_>) -> Verdict {
        if view.front().is_none() {
            return Verdict::not_applicable(view.say("why_not_in_edition"));
        }
        let upstream = view.upstream();
        if upstream.is_empty() {
            return Verdict::not_applicable(view.say("why_relies_on_nothing"));
        }
        let read = view.records().filter_map(read).max();
        let Some((last, order)) = read else {
            return Verdict::not_applicable(view.say("why_never_read"));
        };
        let suspect: Vec<(&Page, LastChange)> = upstream
            .into_iter()
            .filter_map(|page| Some((view.page(page), view.changed(page)?)))
            .filter(|(_, changed)| changed.day > last || changed.day == last && changed.order > order)
            .collect();
        if suspect.is_empty() {
            return Verdict::met(view.fill("why_upstream_as_read", [("day", view.day(last))]));
        }
        let changes: Vec<String> = suspect
            .iter()
            .map(|(page, changed)| {
                view.fill(
                    "upstream_change",
                    [("page", (&*page.title).into()), ("day", view.day(changed.day))],
                )
            })
            .collect();
        let values = [("day", view.day(last)), ("changes", changes.join(", ").into())];
        let reason = view.fill("why_upstream_changed", values);
        let settle = view.deed(Verb::Review, view.reviewer());
        let evidence = suspect
            .iter()
            .map(|(page, changed)| ItemEvidence::Change(page.path.as_str().into(), changed.text));
        Verdict::unmet(reason, settle).asking([view.reviewer().clone()]).with(evidence)
    }
}

/// When somebody read the page, and where the record of it came to stand in the history.
fn read(record: &Arc<Record>) -> Option<(Day, i64)> {
    let arrival = record.arrival.as_ref()?;
    record.is_reading().then(|| (record.date, -i64::from(arrival.place)))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Scene, text_of};
    use crate::model::Status;

    #[test]
    fn what_changed_since_the_last_reading_is_named() {
        let scene = |read: &str| {
            let record = format!(
                "record: review\npage: GL-1\ntext: \"{}\"\nrole: lead\nperson: ops\ndate: {read}\n",
                text_of("GL-1")
            );
            // Every page was committed on 1 January 2026.
            Scene::new("upstream_read")
                .page("GL-1", "serves: [OB-1]")
                .page("OB-1", "kind: objective")
                .record(&record)
        };
        let item = scene("2025-12-31").item("GL-1");
        assert_eq!(item.status, Status::Unmet);
        assert_eq!(
            item.reason,
            "upstream changed since it was last read on 31 Dec 2025: “OB-1” on 1 Jan 2026"
        );
        assert_eq!(scene("2026-01-02").status("GL-1"), Status::Met);
        assert_eq!(scene("2026-01-02").status("OB-1"), Status::NotApplicable);
    }
}
