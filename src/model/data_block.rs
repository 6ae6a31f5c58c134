//! A data block of a page: a fenced block whose first word names a kind of data.

use std::sync::Arc;

use super::field::{FieldValue, Fields, NamedValue};
use crate::config::DataBlockKind;
use crate::markdown::{Reference, ReferenceKind};
use crate::source::Span;

/// A data block of a page.
#[derive(Clone, PartialEq, Debug)]
pub struct DataBlock {
    /// What it is.
    pub kind: Arc<DataBlockKind>,
    /// Where it says it.
    pub said: BlockSaid,
    /// What it says.
    pub fields: Fields,
    /// Where it stands in the file, its fences included.
    pub span: Span,
    /// Where it begins in the Markdown, in bytes.
    pub start: usize,
    /// The pages that it names, in their order, as references of the text name them: spans count from the Markdown's
    /// beginning.
    pub references: Vec<Reference>,
}

/// Where a block says what it draws.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BlockSaid {
    /// In the lines below its fence.
    Below,
    /// In the front matter of its page: it has no lines of its own.
    ByPage,
}

impl DataBlock {
    /// The references of a block whose file begins with so many bytes that are no Markdown.
    pub fn references_of(fields: &Fields, body: usize) -> Vec<Reference> {
        let mut named = Vec::new();
        gather(fields, &mut named);
        let reference = |named: &NamedValue| {
            let range = named.span.range();
            let in_text = |at: usize| at.saturating_sub(body);
            Reference {
                kind: ReferenceKind::Wiki,
                target: (*named.name).into(),
                span: Span::new(in_text(range.start)..in_text(range.end)),
                words: "".into(),
                sentence: "".into(),
            }
        };
        named.into_iter().map(reference).collect()
    }
}

fn gather<'f>(fields: &'f Fields, named: &mut Vec<&'f NamedValue>) {
    for (_, value) in fields.iter() {
        match value {
            FieldValue::Pages(pages) => named.extend(pages),
            FieldValue::Items(items) => items.iter().for_each(|item| gather(item, named)),
            _ => {}
        }
    }
}
