//! Role pages -> roles.

use std::sync::Arc;

use crate::diagnostic::{Checked, Code, Finding, Place, near_miss};
use crate::model::{FieldValue, Fields, Page, Role, Roles, Tenure, same_handle};
use crate::path::FilePath;
use crate::shared::SharedList;
use crate::words::Words;
use crate::yaml::{WrittenText, YamlReader};

/// The kind whose pages are roles.
pub const ROLE: &str = "role";

/// Reads the roles that pages describe.
pub fn roles(pages: &SharedList<Page>) -> Checked<Roles> {
    let mut findings = Vec::new();
    let mut roles = Vec::new();
    for page in pages.iter().filter(|page| page.kind.name == ROLE) {
        // That a role page has no id is reported when its fields are read.
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
    Checked::new(Roles::new(roles), findings)
}

/// That several pages describe one role. `in_force` tells in which file a role stands that is in force.
pub fn described_twice(roles: &Roles, in_force: &dyn Fn(&str) -> Option<FilePath>) -> Vec<Finding> {
    roles.iter().filter_map(|role| duplicate_role(role, in_force(&role.id).as_ref())).collect()
}

/// The same of one role, at the last of its pages that is not in force.
fn duplicate_role(role: &Role, in_force: Option<&FilePath>) -> Option<Finding> {
    let contested = role.contested()?;
    let all: Vec<&FilePath> = std::iter::once(&role.file).chain(&role.others).collect();
    let last = all.iter().rfind(|file| Some(**file) != in_force)?;
    let (message, hint) = match in_force {
        Some(file) => (
            format!(
                "the id of the role `{}` is taken: `{file}`, which is in force, says who holds it",
                role.id
            ),
            "this page counts for nothing: give it another id, or take it out",
        ),
        None => (contested, "give one of them another id, or make one page of them"),
    };
    let finding = Finding::new(Code::DuplicateId, Place::file(last), message).hint(hint);
    let others = all.iter().filter(|file| *file != last);
    Some(others.fold(finding, |finding, file| {
        let what =
            if Some(*file) == in_force { "this page is in force" } else { "this page describes it too" };
        finding.related(Place::file(file), what)
    }))
}

/// How it is made known by which identities a person commits who holds a role.
pub fn how_to_name_identities(words: &Words, roles: &Roles, person: &str) -> String {
    let named = |role: &&Role| {
        let mut all = role.holders.iter().chain(&role.deputies);
        all.any(|tenure| tenure.by.is_none() && same_handle(&tenure.person, person))
    };
    match roles.iter().find(named) {
        Some(role) => {
            let values = [("person", person.into()), ("file", role.file.as_str().into())];
            words.fill("do_name_identities", values)
        }
        None => words.fill("do_appoint_with_identity", [("person", person.into())]),
    }
}

/// Tells of a role that no page describes. A site without role pages does not describe its roles.
pub(super) fn known_role(role: &WrittenText, reader: &YamlReader<'_>, roles: &Roles) {
    let known: Vec<&str> = roles.iter().map(|role| &*role.id).collect();
    if roles.get(&role.text).is_none() && !known.is_empty() {
        let near = near_miss(&role.text, known.iter().copied());
        let finding = reader.finding(role.span, format!("there is no role `{}`", role.text));
        reader.report(finding.hint(near.map_or_else(
            || "each role has a page of kind `role` with that id, approved and committed before a model that names it"
                .to_owned(),
            |near| format!("did you mean `{near}`?"),
        )));
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
    let (clear, unclear): (Vec<&Fields>, Vec<&Fields>) = items.iter().partition(|item| !item.is_unclear());
    for item in unclear {
        let name = item.text("name").unwrap_or_default();
        let message =
            format!("what is said of `{name}` among the `{field}` is not clear: it counts for nobody");
        let finding = Finding::new(Code::BadValue, Place::file(&page.file), message);
        findings
            .push(finding.hint("write `name`, `from`, `to` and `identities` once each, days as 2026-01-31"));
    }
    let read: Vec<Tenure> = clear.iter().filter_map(|item| tenure(item)).collect();
    if read.len() < clear.len() {
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
