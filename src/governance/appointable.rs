//! Ways around a model: roles that do not sign it, and decide who holds a role that does (step 18 of the fold).

use std::sync::Arc;

use super::Rulebook;
use super::roles::ROLE;
use crate::date::Day;
use crate::diagnostic::{Code, Finding, Place};
use crate::model::{Page, PageFacts};
use crate::shared::SharedList;

/// Tells where somebody who does not sign a model can have its signatories appointed.
pub fn appointable(model: &Page, rulebook: &Rulebook, pages: &SharedList<Page>, day: Day) -> Vec<Finding> {
    let signatories = signatories(rulebook, &PageFacts::of(model), day);
    // A model of which nobody is asked anything is signed by the role that adopts the first one.
    if signatories.is_empty() {
        return Vec::new();
    }
    let by_record = by_record(model, &signatories);
    let of_signatory = |page: &&Arc<Page>| page.document.as_ref().is_some_and(|id| signatories.contains(id));
    let role_pages = pages.iter().filter(|page| page.kind.name == ROLE).filter(of_signatory);
    by_record
        .into_iter()
        .chain(role_pages.filter_map(|page| by_page(page, rulebook, &signatories, day)))
        .collect()
}

/// The roles that sign a page which says this.
fn signatories(rulebook: &Rulebook, facts: &PageFacts, day: Day) -> Vec<Arc<str>> {
    rulebook.approvals(day, facts).flat_map(|(_, approval)| approval.roles(facts)).collect()
}

/// By records of appointment.
fn by_record(model: &Page, signatories: &[Arc<str>]) -> Option<Finding> {
    let appoints = model.fields.named("appointed_by").first()?;
    if signatories.contains(&appoints.name) {
        return None;
    }
    let place = Place::span(&model.file, appoints.span);
    let finding = finding(place, &appoints.name, signatories);
    Some(finding.hint("name one of the roles that sign the model here, or have this one sign it too"))
}

/// By the page of a role.
fn by_page(page: &Page, rulebook: &Rulebook, model: &[Arc<str>], day: Day) -> Option<Finding> {
    let facts = PageFacts::of(page);
    let of_page = signatories(rulebook, &facts, day);
    // A page of a role that no control chooses is signed by those who sign the model.
    let first = of_page.first()?;
    if of_page.iter().any(|role| model.contains(role)) {
        return None;
    }
    let (control, _) = rulebook.approvals(day, &facts).next()?;
    let held = page.document.as_ref().map_or(model, std::slice::from_ref);
    let finding = finding(control.place.clone(), first, held);
    let finding = finding.related(Place::file(&page.file), "whose holders it decides about");
    Some(finding.hint("have a role that signs the model approve the pages of roles too"))
}

fn finding(place: Place, who: &str, held: &[Arc<str>]) -> Finding {
    let message = format!(
        "`{who}` does not sign the model, and decides who holds `{}`, which does",
        held.iter().map(|role| &**role).collect::<Vec<_>>().join("`, `")
    );
    Finding::new(Code::AppointableSignatory, place, message)
}
