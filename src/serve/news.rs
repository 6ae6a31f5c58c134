//! What a preview tells whoever started it.

use std::time::Duration;

use super::snapshot::Snapshot;
use crate::diagnostic::Finding;
use crate::route::Site;
use crate::world::World;

/// Is called with what happens.
pub type Report = Box<dyn Fn(&News<'_>) + Send>;

/// Something that happened while serving.
pub enum News<'a> {
    /// The site was compiled, and is served as it is now.
    Compiled(Compiled<'a>),
    /// The site could not be compiled: a defect of ours. What was served before is still served, and says so.
    NotCompiled(&'a Finding),
    /// Some changes will not be noticed, for this reason.
    NotWatched(&'a str),
    /// A page was drawn, and something found that was not reported before.
    Drawn(Drawn<'a>),
}

/// What drawing a page has brought to light: a template that fails, for one.
pub struct Drawn<'a> {
    /// The findings.
    pub findings: &'a [Finding],
    /// The site that the page is of.
    pub site: &'a Site,
    /// Where its files are.
    pub world: &'a dyn World,
}

/// A site that was compiled.
pub struct Compiled<'a> {
    /// What is served from now on.
    pub snapshot: &'a Snapshot,
    /// Where its files are.
    pub world: &'a dyn World,
    /// How long the work took.
    pub took: Duration,
    /// The findings, unless they are the same as before.
    pub news: Option<&'a [Finding]>,
}
