//! Role pages -> roles.

use std::sync::Arc;

use crate::diagnostic::{Checked, Code, Finding, Place};
use crate::list::List;
use crate::model::{FieldValue, Fields, Page, Role, Roles, Tenure, same_handle};

/// The kind whose pages are roles.
pub(super) const ROLE: &str = "role";

/// Reads the roles that pages describe.
pub fn roles(pages: &List<Page>) -> Checked<Roles> {
    let mut findings = Vec::new();
    let mut roles = Vec::new();
    for page in pages.iter().filter(|page| page.kind.name == ROLE) {
        // That a role page has no id is told when its fields are read.
        let Some(id) = &page.document else { continue };
        roles.push(Role {
            id: id.clone(),
            title: page.title.clone(),
            file: page.file.clone(),
            others: Vec::new(),
            holders: tenures(page, "holders", &mut findings),
            deputies: tenures(page, "deputies", &mut findings),
        });
    }
    let roles = Roles::new(roles);
    findings.extend(roles.iter().filter_map(told_twice));
    Checked::new(roles, findings)
}

/// That several pages describe one role, at the last of them.
fn told_twice(role: &Role) -> Option<Finding> {
    let (last, others) = role.others.split_last()?;
    let finding = Finding::new(Code::DuplicateId, Place::file(last), role.contested()?)
        .hint("give one of them another id, or make one page of them");
    let others = std::iter::once(&role.file).chain(others);
    Some(
        others
            .fold(finding, |finding, file| finding.related(Place::file(file), "this page describes it too")),
    )
}

/// How it is made known by which identities a person commits who holds a role.
pub fn how_to_name_identities(roles: &Roles, person: &str) -> String {
    let named = |role: &&Role| {
        let mut all = role.holders.iter().chain(&role.deputies);
        all.any(|tenure| tenure.by.is_none() && same_handle(&tenure.person, person))
    };
    match roles.iter().find(named) {
        Some(role) => {
            format!("name `identities: [MAIL]` of {person} in {} and have that page approved", role.file)
        }
        None => format!("appoint {person} once more, with `--identity MAIL`"),
    }
}

fn tenures(page: &Page, field: &str, findings: &mut Vec<Finding>) -> Vec<Tenure> {
    let Some(FieldValue::Items(items)) = page.fields.get(field) else { return Vec::new() };
    let tenure = |item: &Fields| {
        let person: Arc<str> = item.text("name").filter(|name| !name.is_empty())?.into();
        let identities = match item.get("identities") {
            Some(FieldValue::Texts(names)) => names.iter().map(|name| name.name.clone()).collect(),
            _ => Vec::new(),
        };
        Some(Tenure { person, from: day(item, "from"), to: day(item, "to"), identities, by: None })
    };
    let read: Vec<Tenure> = items.iter().filter_map(tenure).collect();
    if read.len() < items.len() {
        let message = format!("one of the `{field}` has no name, and counts for nobody");
        findings.push(Finding::new(Code::BadValue, Place::file(&page.file), message));
    }
    read
}

fn day(item: &Fields, name: &str) -> Option<crate::date::Day> {
    match item.get(name)? {
        FieldValue::Day(day) => Some(*day),
        _ => None,
    }
}
