//! What has to be done to a target so that it holds a site.

use std::collections::{BTreeMap, BTreeSet};

use blake3::Hash;
use rayon::prelude::*;

use super::{Output, OutputTarget, Outputs};
use crate::path::OutputPath;

/// The files of a site, compared with those that a target holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Plan {
    /// What each file of the site is to the target.
    pub changes: BTreeMap<OutputPath, Change>,
    /// The files of earlier sites that are no part of this one, in order.
    pub obsolete: Vec<OutputPath>,
}

/// What a file of the site is to a target.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Change {
    /// It was not there.
    Added,
    /// What was there was made from something else, or nobody knows from what.
    Changed,
    /// What is there was made from the same, which has this hash.
    Kept(Hash),
}

impl Plan {
    /// Compares. No file is made for it.
    pub fn new(outputs: &Outputs<'_>, target: &impl OutputTarget) -> Plan {
        let mut held: BTreeSet<OutputPath> = target.paths().into_iter().collect();
        let change = |output: &Output<'_>| {
            let path = output.path();
            // What is not there need not be asked what it is made from.
            if !held.contains(&path) {
                return (path, Change::Added);
            }
            let kept = output.input_hash().filter(|hash| target.holds(&path, *hash));
            (path, kept.map_or(Change::Changed, Change::Kept))
        };
        let changes: BTreeMap<OutputPath, Change> = outputs.par_iter().map(change).collect();
        held.retain(|path| !changes.contains_key(path));
        Plan { changes, obsolete: held.into_iter().collect() }
    }

    /// Whether a file is left as it is.
    pub fn keeps(&self, path: &OutputPath) -> bool {
        matches!(self.changes.get(path), Some(Change::Kept(_)))
    }

    /// The files that are left as they are, with the hashes of what they were made from.
    pub fn kept(&self) -> impl Iterator<Item = (&OutputPath, Hash)> {
        self.changes.iter().filter_map(|(path, change)| match change {
            Change::Kept(hash) => Some((path, *hash)),
            Change::Added | Change::Changed => None,
        })
    }
}
