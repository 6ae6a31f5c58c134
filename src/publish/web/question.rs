//! One question to a web server, and what it is asked for.

use crate::config::Packing;

/// A request.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Question {
    /// The whole address.
    pub(super) url: String,
    /// The packing in which the answer may come.
    pub(super) packing: Option<Packing>,
    /// No longer answer is read to its end.
    pub(super) most_bytes: u64,
    /// What it is asked for.
    pub(super) asked: Asked,
}

/// What is asked for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Asked {
    /// A file of the release, by its path.
    File(String),
    /// An address at which there is nothing.
    Nothing,
    /// The address of a page without its last slash.
    Slash(String),
    /// What nobody should be served.
    Hidden(String),
}
