//! Pages whose text does not stand in the edition.

use super::PageSignature;

/// A page whose text does not stand in the edition. That it is there may be said; its words are not.
#[derive(Clone, PartialEq, Debug)]
pub struct Withheld {
    /// The page, without its words.
    pub page: PageSignature,
    /// Why its text does not stand there.
    pub reason: WithheldReason,
}

/// Why the text of a page does not stand in the edition.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum WithheldReason {
    /// It is a draft, by its own front matter.
    Draft,
    /// No text of it is in force.
    NotApproved,
    /// The program failed on it.
    Failed,
}
