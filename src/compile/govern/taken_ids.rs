//! Pages that state the id of another that was in force. Such a page goes by no id: it is no draft of the other, is never approved,
//! and is not in the approved edition.

use std::collections::HashMap;

use super::inputs::GovernanceInputs;
use crate::diagnostic::{Code, Finding};
use crate::governance::{Governance, ROLE};
use crate::link::id_place;
use crate::model::Page;
use crate::path::FilePath;

/// Tells of them, each at its own file. What several pages say of one role is told of the role.
pub(super) fn findings(governance: &Governance, inputs: &GovernanceInputs<'_>) -> Vec<Finding> {
    let holders: HashMap<&str, &FilePath> = governance.ids_held().map(|(id, file)| (&**id, file)).collect();
    let finding = |page: &Page| {
        let id = page.document.as_deref()?;
        let holder = holders.get(id).filter(|holder| **holder != &page.file)?;
        let message = format!("the id `{id}` is taken: `{holder}` has it, of which a text was in force");
        let hint = "a document number is unique and never used again; give this page another";
        Some(Finding::new(Code::DuplicateId, id_place(page), message).hint(hint))
    };
    let is_of_role = |page: &Page| {
        let id = page.document.as_deref();
        page.kind.name == ROLE && id.is_some_and(|id| governance.roles.get(id).is_some())
    };
    let pages = inputs.pages.iter().filter(|page| page.is_written() && !is_of_role(page));
    pages.filter_map(|page| finding(page)).collect()
}
