//! Pages that state the id of another that was in force. Such a page goes by no id: it is no draft of the other, is never approved,
//! and is not in the approved edition.

use std::sync::Arc;

use crate::compile::memo::RowsMemo;
use crate::diagnostic::{Checked, Code, Finding};
use crate::governance::{Governance, GovernanceContext, HeldIds, ROLE};
use crate::link::id_place;
use crate::model::Page;
use crate::shared::{ByPtr, SharedList};

/// What is found with each page, by who has which id, and which roles there are.
pub(super) type TakenIds = RowsMemo<(ByPtr<HeldIds>, ByPtr<GovernanceContext>), (SharedList<Page>,), ()>;

/// Reports them, each at its own file. What several pages say of one role is reported of the role.
pub(super) fn findings(governance: &Governance, pages: &SharedList<Page>, memo: &TakenIds) -> Vec<Finding> {
    let common = (ByPtr::of(&governance.held_ids), ByPtr::of(&governance.basis));
    let found = memo.map(common, (pages.clone(),), |(held, context), (pages,), row| {
        let finding = finding(&pages[row], &held.0, &context.0);
        Checked::new(Arc::new(()), finding.into_iter().collect())
    });
    found.findings
}

fn finding(page: &Page, held: &HeldIds, context: &GovernanceContext) -> Option<Finding> {
    let id = page.document.as_ref().filter(|_| page.is_written())?;
    let holder = held.get(id).filter(|holder| **holder != page.file)?;
    if page.kind.name == ROLE && context.roles.get(id).is_some() {
        return None;
    }
    let message = format!("the id `{id}` is taken: `{holder}` has it, of which a text was in force");
    let hint = "a document number is unique and never used again; give this page another";
    Some(Finding::new(Code::DuplicateId, id_place(page), message).hint(hint))
}
