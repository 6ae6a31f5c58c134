//! The rows of the register: every page under control.

use super::issues;
use super::items::due;
use super::links::{record_path, role_link};
use crate::governance::Governance;
use crate::governance::register::{RegisterRow, RegisterSignature, Validity, rows};
use crate::model::SubjectName;
use crate::route::links::path;
use crate::route::site::Site;
use crate::route::words::{capital, day_view};
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
        words: capital(&row.validity.words()),
        issue: row.issue.unwrap_or_default(),
        text: text(site, row),
        owner: row.owner.as_ref().map(|owner| role_link(site, &owner.role)).unwrap_or_default(),
        approvals: row.approvals.iter().map(|signature| signed(site, signature)).collect(),
        // "Withdrawn on" and "superseded by" would be read with a day that is another.
        since: row.since.filter(|_| says_since(&row.validity)).map(day_view),
        next_review: row.next_review.map(|day| due(site, day)),
    }
}

fn page(site: &Site, row: &RegisterRow) -> LinkView {
    // Of a page that the edition does not show, not even where it is.
    let name = row.document.as_deref().unwrap_or("not approved");
    let otherwise = if row.page.is_some() { row.path.as_str() } else { name };
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
        day: day_view(signature.date),
        path: record_path(&signature.record),
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
