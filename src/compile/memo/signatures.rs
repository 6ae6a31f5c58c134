//! Pages without their words.

use std::sync::Arc;

use super::rows::RowsMemo;
use crate::model::{Page, PageSignature};
use crate::shared::SharedList;

/// The signatures of pages, kept.
pub(in crate::compile) type SignatureMemo = RowsMemo<(), (SharedList<Page>,), PageSignature>;

impl SignatureMemo {
    /// The signatures of pages, each the very one of before while nothing but words has changed.
    pub(in crate::compile) fn signatures_of(&self, pages: &SharedList<Page>) -> SharedList<PageSignature> {
        self.map_interned((), (pages.clone(),), |(), (pages,), row| {
            Arc::new(PageSignature(pages[row].clone()))
        })
    }
}
