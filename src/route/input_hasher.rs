//! Takes in what an output is made from, piece by piece, and hashes it at once.

use std::io::Write as _;

use blake3::Hash;
use serde::Serialize;

use crate::theme::Value;

/// What was looked at, one after the other. Hashed at once: a hash of many small pieces takes several times as long.
#[derive(Default)]
pub(super) struct InputHasher(pub(super) Vec<u8>);

impl InputHasher {
    /// Set apart by their lengths, so that no two sequences of them hash alike.
    pub(super) fn bytes(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(&bytes.len().to_le_bytes());
        self.0.extend_from_slice(bytes);
    }

    /// A struct or a list as JSON, which delimits itself. `None` for what cannot be JSON, which then is made anew each time.
    pub(super) fn view(&mut self, view: &impl Serialize) -> Option<()> {
        serde_json::to_writer(&mut self.0, view).ok()
    }

    /// What a template takes by name.
    pub(super) fn values(&mut self, values: &[(&str, Value)]) -> Option<()> {
        // Maps of templates have no order; those of JSON values are sorted.
        self.view(&serde_json::to_value(values).ok()?)
    }

    /// What a template takes as a whole.
    pub(super) fn value(&mut self, value: &Value) -> Option<()> {
        self.view(&serde_json::to_value(value).ok()?)
    }

    /// As its `Debug` says, which ends with the end of a line.
    pub(super) fn debug(&mut self, value: &impl std::fmt::Debug) -> Option<()> {
        writeln!(self.0, "{value:?}").ok()
    }

    pub(super) fn hash(&self) -> Hash {
        blake3::hash(&self.0)
    }
}
