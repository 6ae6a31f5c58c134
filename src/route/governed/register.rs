//! The rows of the register: every page under control.

use super::issues;
use super::items::due;
use super::links::{record_path, role_link};
use crate::date::Day;
use crate::governance::Governance;
use crate::governance::register::{RegisterRow, RegisterSignature, Validity, rows};
use crate::model::SubjectName;
use crate::route::links::path;
use crate::route::site::Site;
use crate::theme::view::{LinkView, RegisterRowView, SignatureView};

/// The rows of the register, in the order of document numbers, as far as the edition names their pages.
pub(in crate::route) fn view(site: &Site) -> Vec<RegisterRowView> {
    let Some((governance, checklist)) = &site.governed else { return Vec::new() };
    let may_name = |row: &&RegisterRow| match row.subject {
        SubjectName::Page(number) => governance.names(number),
        SubjectName::Site => true,
    };
    let rows = rows(governance, checklist, &site.content);
    rows.iter().filter(may_name).map(|row| one(site, row)).collect()
}

/// How many pages there are beside.
pub(in crate::route) fn unnamed(governance: &Governance) -> usize {
    let controlled = governance.in_force.iter().enumerate().filter(|(_, in_force)| in_force.is_controlled());
    controlled.filter(|(number, _)| !governance.names(*number)).count()
}

fn one(site: &Site, row: &RegisterRow) -> RegisterRowView {
    RegisterRowView {
        name: row.name().to_owned(),
        page: page(site, row),
        standing: standing(&row.validity).to_owned(),
        words: validity(site, &row.validity),
        issue: row.issue.unwrap_or_default(),
        text: text(site, row),
        owner: row.owner.as_ref().map(|owner| role_link(site, &owner.role)).unwrap_or_default(),
        approvals: row.approvals.iter().map(|signature| signed(site, signature)).collect(),
        // "Withdrawn on" and "superseded by" would be read with a day that is another.
        since: row.since.filter(|_| says_since(&row.validity)).map(|day| site.day_view(day)),
        next_review: row.next_review.map(|day| due(site, day)),
    }
}

fn page(site: &Site, row: &RegisterRow) -> LinkView {
    // Of a page that the edition does not show, not even where it is.
    let name = row.document.clone().map_or_else(|| site.say("not_approved"), |id| id.to_string());
    let otherwise = if row.page.is_some() { row.path.as_str() } else { &name };
    let title = row.title.as_deref().unwrap_or(otherwise).to_owned();
    let page = row.page.map(|page| path(&site.content.page(page).address));
    LinkView { title, path: page.unwrap_or_default() }
}

fn text(site: &Site, row: &RegisterRow) -> Option<LinkView> {
    let title = row.revision?.text.short();
    let SubjectName::Page(subject) = row.subject else {
        return Some(LinkView { title, path: String::new() });
    };
    let in_force = site.governance()?.in_force.get(subject)?;
    let issue = in_force.issue().or(in_force.issues.last())?;
    let path = row.page.and_then(|page| issues::path_of(site, page, issue));
    Some(LinkView { title, path: path.unwrap_or_default() })
}

fn signed(site: &Site, signature: &RegisterSignature) -> SignatureView {
    let role = role_link(site, &signature.role);
    SignatureView {
        role: role.title,
        role_path: role.path,
        person: signature.person.to_string(),
        how: String::new(),
        day: site.day_view(signature.date),
        path: record_path(&signature.record),
    }
}

/// How a page stands, in words.
fn validity(site: &Site, validity: &Validity) -> String {
    let dated = |name, day: &Day| site.fill(name, [("day", site.day(*day).into())]);
    match validity {
        Validity::InForce => site.say("validity_in_force"),
        Validity::DraftWaits => site.say("validity_draft_waits"),
        Validity::NextFrom(day) => dated("validity_next_from", day),
        Validity::Provisional { until } => dated("validity_provisional", until),
        Validity::StoodBefore => site.say("validity_stood_before"),
        Validity::NotApproved => site.say("validity_not_approved"),
        Validity::From(day) => dated("validity_from", day),
        Validity::Superseded { by } => site.fill("validity_superseded", [("by", by.to_string().into())]),
        Validity::Withdrawn { on: Some(day) } => dated("validity_withdrawn_on", day),
        Validity::Withdrawn { on: None } => site.say("validity_withdrawn"),
        Validity::Deleted => site.say("validity_deleted"),
    }
}

/// The shape that stands for a status.
fn standing(validity: &Validity) -> &'static str {
    match validity {
        Validity::InForce => "in-force",
        Validity::DraftWaits | Validity::NextFrom(_) => "waiting",
        Validity::Provisional { .. } => "provisional",
        Validity::StoodBefore | Validity::NotApproved => "unapproved",
        Validity::From(_) => "dated",
        Validity::Superseded { .. } => "superseded",
        Validity::Withdrawn { .. } | Validity::Deleted => "withdrawn",
    }
}

/// Whether the words of a status are read together with the day since which the text is in force.
fn says_since(validity: &Validity) -> bool {
    !matches!(validity, Validity::Withdrawn { .. } | Validity::Superseded { .. })
}
