//! What the files lead to that data blocks name.

use super::resolve::{Lead, Resolver};
use crate::diagnostic::{Code, Finding};
use crate::markdown::{Reference, ReferenceKind};
use crate::model::{FieldValue, Page};

impl Resolver<'_> {
    /// What a line of a block names that looks like a file; nothing where the block is no data, or the line means another thing.
    pub(super) fn block_file(&self, page: &Page, reference: &Reference, findings: &mut Vec<Finding>) -> Lead {
        if !names_file(page, reference) {
            return Lead::Nothing;
        }
        let lead = self.local(reference, reference.target.trim(), findings);
        if let Lead::Page(..) | Lead::Static(..) = lead {
            let message = "a block is made from a file beside the pages, and this is none";
            let hint = "put the file into the folder of this page, and name it";
            findings.push(self.finding(reference, Code::BadBlock, message).hint(hint));
            return Lead::Nothing;
        }
        lead
    }
}

/// Whether a reference is the value of a field of a data block that takes a file.
fn names_file(page: &Page, reference: &Reference) -> bool {
    debug_assert_eq!(reference.kind, ReferenceKind::BlockFile);
    let body = page.source.as_deref().map_or(0, |source| source.body);
    let span = reference.span.shifted(body);
    let mut fields = page.blocks.iter().flat_map(|block| block.fields.iter());
    fields.any(|(_, value)| matches!(value, FieldValue::File(file) if file.span.holds(span)))
}
