//! Somebody has read the page and found it right, not too long ago. Whoever approves a text has read it.

use std::sync::Arc;

use super::due::{DueWords, by_day, earlier};
use super::{Entry, Facet, Rule, RuleView, Verdict};
use crate::date::{Day, Period};
use crate::model::{FieldValue, InForce, ItemEvidence, Record, Roles};
use crate::shell::Verb;
use crate::yaml::YamlMap;

pub(super) const ENTRY: Entry = Entry { alone: Some("period"), ..Entry::new("reviewed_every", read) };

const REVIEW: DueWords =
    DueWords { overdue: "why_review_overdue", soon: "why_review_due", later: "why_review_later" };

/// The period, for pages that do not ask for a shorter one.
#[derive(Debug)]
struct ReviewedEvery(Period);

fn read(map: &YamlMap<'_, '_>, _: &Roles) -> Option<Arc<dyn Rule>> {
    Some(Arc::new(ReviewedEvery(map.need_parsed("period")?)))
}

impl Rule for ReviewedEvery {
    fn looks_at(&self) -> &'static [Facet] {
        &[Facet::Front, Facet::Records, Facet::Approvals, Facet::Roles]
    }

    fn judge(&self, view: &RuleView<'_>) -> Verdict {
        let Some(front) = view.front() else {
            return Verdict::not_applicable(view.say("why_not_in_edition"));
        };
        let own = match front.fields.get("review_every") {
            Some(FieldValue::Period(period)) => Some(*period),
            _ => None,
        };
        let last = view
            .records()
            .filter(|record| is_of_text_in_force(view, record))
            .filter_map(|record| Some((read_on(record)?, record)))
            .max_by_key(|(day, _)| *day);
        let settle = view.deed(Verb::Review, view.reviewer());
        let Some(from) = last.map(|(day, _)| day).or_else(|| view.begun()) else {
            return if view.states().is_empty() {
                Verdict::unmet(view.say("why_not_reviewed_or_committed"), view.say("do_commit_page"))
            } else {
                Verdict::unmet(view.say("why_never_reviewed"), settle).asking([view.reviewer().clone()])
            };
        };
        let verdict = by_day(view, earlier(from, self.0, own), &REVIEW, settle);
        let word = if last.is_some() { "why_reviewed" } else { "why_not_read" };
        let reason = view.fill(word, [("due", verdict.reason.as_str().into()), ("day", view.day(from))]);
        let evidence = last.map(|(_, record)| ItemEvidence::Record(record.id.clone()));
        Verdict { reason, ..verdict }.asking([view.reviewer().clone()]).with(evidence)
    }
}

/// Whether a record is about the text in force: who has read a draft, or an older text, has not read that. Where no text is
/// in force, whoever has read the page has read it.
fn is_of_text_in_force(view: &RuleView<'_>, record: &Arc<Record>) -> bool {
    let Some(issue) = view.in_force().and_then(InForce::issue) else { return true };
    let Some(state) = view.states().get(issue.state) else { return true };
    // The role that signs what says nothing else has compared it, not read it.
    let mechanical = view.model().and_then(|model| model.mechanical.as_ref());
    let is_mechanical = mechanical == Some(&record.role) && record.approval().is_some();
    let is_in_basis = issue.basis.records().iter().any(|known| known.file_id == record.file_id);
    let is_of_it = record.text().is_some_and(|text| text.text == state.exact.text);
    !is_mechanical && (is_in_basis || is_of_it)
}

/// The day on which somebody read the page, which is not the day on which the record of it arrived.
fn read_on(record: &Record) -> Option<Day> {
    record.is_reading().then_some(record.date)
}

#[cfg(test)]
mod tests {
    use super::super::testing::Scene;
    use crate::model::Status;

    #[test]
    fn the_shorter_period_counts_and_the_last_day_is_in_time() {
        let scene = |front: &str, today: &str| {
            Scene::new("{reviewed_every: {period: 12 months}}").page("GL-1", front).on(today).status("GL-1")
        };
        // First committed on 1 January 2026.
        assert_eq!(scene("", "2026-06-01"), Status::Met);
        assert_eq!(scene("", "2027-01-01"), Status::DueSoon);
        assert_eq!(scene("", "2027-01-02"), Status::Overdue);
        assert_eq!(scene("review_every: 3 months", "2026-06-01"), Status::Overdue);
        assert_eq!(scene("review_every: 3 years", "2027-01-02"), Status::Overdue);
    }

    #[test]
    fn the_owner_reads_it_where_there_is_one() {
        let settle = |front: &str| {
            let scene = Scene::new("{reviewed_every: {period: 12 months}}").page("GL-1", front);
            let item = scene.on("2027-01-02").item("GL-1");
            assert_eq!(item.waits_for.len(), 1);
            assert!(item.settle.contains(&format!("--role {} ", item.waits_for[0].role)), "{front}");
            item.settle
        };
        assert_eq!(settle("owner: legal"), "guidepost review GL-1 --role legal --by law");
        assert_eq!(settle("owner: nobody-there"), "guidepost review GL-1 --role lead --by ops");
        assert_eq!(settle(""), "guidepost review GL-1 --role lead --by ops");
    }
}
