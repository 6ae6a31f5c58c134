//! Roles that pages name: each has a page, where any role has one.

use super::index::{LeftOut, LinkIndex};
use crate::diagnostic::{Code, Finding, Place, near_miss};
use crate::model::{FieldValue, Fields, NamedValue, Page};

/// What is wrong with a role that a page names in a field: a site without pages of roles does not describe them, and may
/// write what it likes.
pub(super) fn wrong(index: &LinkIndex, page: &Page, field: &str, name: &NamedValue) -> Option<Finding> {
    let roles = index.roles();
    if roles.is_empty() || roles.iter().any(|role| **role == *name.name) {
        return None;
    }
    let draft = match index.left_out(&name.name) {
        Some(LeftOut::Reported | LeftOut::Unapproved(_)) => return None,
        Some(LeftOut::Draft(hint)) => Some(hint),
        None => None,
    };
    let near = near_miss(&name.name, roles.iter().map(|role| &**role));
    let finding = Finding::new(
        Code::UnknownRole,
        Place::span(&page.file, name.span),
        format!("there is no role `{}`", name.name),
    );
    Some(finding.label(format!("named in `{field}`")).hint(draft.unwrap_or_else(|| match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("roles: {}", roles.join(", ")),
    })))
}

/// What is wrong with the roles that data blocks of a page name.
pub(super) fn wrong_in_blocks(index: &LinkIndex, page: &Page, findings: &mut Vec<Finding>) {
    for block in page.blocks.iter() {
        in_fields(index, page, &block.fields, findings);
    }
}

fn in_fields(index: &LinkIndex, page: &Page, fields: &Fields, findings: &mut Vec<Finding>) {
    for (field, value) in fields.iter() {
        match value {
            FieldValue::Roles(named) => {
                findings.extend(named.iter().filter_map(|name| wrong(index, page, &field.name, name)));
            }
            FieldValue::Items(items) => items.iter().for_each(|item| in_fields(index, page, item, findings)),
            _ => {}
        }
    }
}
