//! On which sheets of paper the places of a book stand.

use std::collections::HashMap;

/// On which sheet of paper each place of a book begins, by the id of the place. Empty while nobody printed it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct SheetNumbers(pub HashMap<String, usize>);
