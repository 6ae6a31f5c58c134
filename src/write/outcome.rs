//! What became of the files of an output.

use crate::path::OutputPath;

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

/// What a build did to its output folder.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Summary {
    /// Files that were not there before.
    pub new: usize,
    /// Files that had other bytes before.
    pub changed: usize,
    /// Files that were left as they were.
    pub same: usize,
    /// Files of an earlier build that this one did not write, and that are gone now.
    pub removed: Vec<OutputPath>,
    /// Files of an earlier build that somebody has edited since: no longer part of the site, and left there.
    pub kept: Vec<OutputPath>,
}
