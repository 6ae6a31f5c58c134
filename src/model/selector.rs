//! Which pages a control is about.

use std::sync::Arc;

use crate::path::PathPattern;

/// A choice of pages by their facts.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Selector {
    /// Pages of a kind.
    Kind(Arc<str>),
    /// Pages whose path in the content folder fits a pattern.
    Path(PathPattern),
    /// Pages that carry a tag.
    Tag(Arc<str>),
    /// Pages with a value in a field.
    Field {
        /// The field.
        name: Arc<str>,
        /// The value, as it is written.
        value: Arc<str>,
    },
    /// The page with a document number.
    Id(Arc<str>),
    /// Pages that all of these choose; all pages where there are none.
    All(Vec<Selector>),
    /// Pages that one of these chooses.
    Any(Vec<Selector>),
    /// Pages that this does not choose.
    Not(Box<Selector>),
}
