//! What became of the files of an output.

/// What became of a file that was put.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum WriteOutcome {
    /// It was not there, and is now.
    New,
    /// It was there with other bytes.
    Changed,
    /// It was there with the same bytes; nothing was written.
    Same,
}
